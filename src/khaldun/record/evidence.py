"""What claims say of who held a place: dated, weighed reports."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from khaldun.model import DONE, Article, Claim, Period, Place
from khaldun.places.extent import beside
from khaldun.record import parameters as par
from khaldun.record.origins import origin
from khaldun.record.parties import Parties

Said = Literal["gain", "loss", "hold", "contest", "siege", "relief", "part", "change", "press"]

SAID: dict[str, Said] = {
    "control.gain": "gain",
    "control.hold": "hold",
    "control.loss": "loss",
    "withdrawal": "loss",
    "surrender": "loss",
    "control.contest": "contest",
    "siege": "siege",
    "siege.relief": "relief",
    "advance": "press",
    "attack": "press",
}
"""The kinds of claim that bear on who holds a place, and what each says."""

_NOT_HELD = frozenset({"country", "river"})
"""Kinds of place that nobody holds as a whole in the sense of a spell of control."""


_LENGTH = {"week": 10, "month": 31, "season": 93, "year": 366}
"""The longest that an expression of each precision is for its own sake; days and ranges are told whole."""


@dataclass(frozen=True, slots=True)
class Report:
    """One claim as evidence; a `change` is a capture or fall of which neither party is named, to `press` is to attack or move on. `holders` are who gains, holds, loses, contests or besieges, `against` whom from; both powers' ids.

    `day` is the day on which it is surely so, [`first`, `last`] the days it may speak of; `exact` where it is told of one day (a
    change: the day was said), `spans` where it was so on every day from `first` to `last`. `prior`: a state that ended with a change
    on `day`. `most`: of most of the place, not of all. `over`: fighting, a siege or a part that had ended by `last`; `retold`: fighting that
    is told as past. `around`: 0, or where it is told of the place around this one (`record.around`) the share of places within it of which such words are true.
    """

    claim_id: str
    said: Said
    holders: tuple[str, ...]
    against: tuple[str, ...]
    first: date
    day: date
    last: date
    exact: bool
    spans: bool
    weight: float
    origin: str
    prior: bool = False
    most: bool = False
    over: bool = False
    retold: bool = False
    around: float = 0.0


def controlled(place: Place | None) -> bool:
    """Whether a place can have spells of control: not a country or river, not a point so far from somewhere."""
    return place is not None and place.relation is None and place.kind not in _NOT_HELD


def bears(claim: Claim) -> bool:
    """Whether a claim tells as a fact something that bears on who holds a place."""
    return claim.kind in SAID and claim.status in DONE


def report(claim: Claim, article: Article | None, parties: Parties, story_of: Mapping[str, str]) -> Report | None:
    """A claim as evidence of control, None where it is none: another kind, no fact, no place, nobody named, no date."""
    if not bears(claim) or not controlled(claim.place):
        return None
    said = SAID[claim.kind]
    assert claim.place is not None
    dated = dates(claim.when, said, article)
    holders = parties.holders(claim.actors)
    against = tuple(h for h in parties.holders(claim.targets) if h not in holders)
    if dated is None:
        return None
    if claim.kind == "control.loss" and holders and claim.targets and (taker := against or _same(claim, holders, parties)):
        said, holders, against = "gain", taker, tuple(h for h in holders if h not in taker)
    elif not holders and claim.kind in ("control.gain", "control.loss"):
        said, holders, against = _turned(claim.kind, against)
    elif not holders and said in ("gain", "loss", "hold", "press"):
        return None
    if claim.place.extent == "part":
        if said in ("loss", "change") or (claim.kind == "control.gain" and claim.status == "ended"):
            return None
        if said in ("gain", "hold") and _beside(claim):
            return None
        said = "part" if said in ("gain", "hold") else said
    first, day, last, exact, spans = dated
    prior = claim.kind == "control.hold" and claim.status == "ended"
    weight = weigh(claim, parties)
    return Report(
        claim.id, said, holders, against, first, day, last, exact, spans, weight, origin(claim, story_of), prior,
        most=claim.place.extent == "most",
        over=said in ("contest", "siege", "part") and claim.status == "ended",
        retold=said == "contest" and claim.status != "ongoing",
    )  # fmt: skip


def _beside(claim: Claim) -> bool:
    """Whether what is taken or held lies beside a town, not in it."""
    place, told = claim.place, claim.evidence
    if place is None or place.kind != "settlement" or not told.start <= place.start < told.end:
        return False
    return beside(told.text, place.start - told.start, place.end - told.start)


def _same(claim: Claim, losers: tuple[str, ...], parties: Parties) -> tuple[str, ...]:
    """The taker where he and the loser hold for one power: it has the place."""
    takers = parties.holders(claim.targets)
    return takers if set(takers) <= set(losers) else ()


def _turned(kind: str, against: tuple[str, ...]) -> tuple[Said, tuple[str, ...], tuple[str, ...]]:
    """A capture that names only the loser is his loss, a loss that names only the taker his gain; with neither it is a change."""
    if not against:
        return "change", (), ()
    return ("loss" if kind == "control.gain" else "gain"), against, ()


def weigh(claim: Claim, parties: Parties) -> float:
    """How much a claim is worth, from its kind, its reading's confidence, the extent it speaks of, and whose word it is."""
    weight = par.weight_of(claim.kind) * claim.confidence
    if claim.place is not None and claim.place.extent == "most":
        weight *= par.MOST
    speaker = claim.speaker
    if speaker is not None:
        weight *= par.BY_KIND.get(speaker.kind, 1.0)
        if speaker.side is not None:
            sides = {side for _, side in parties.seen(claim.actors).values()}
            others = {side for _, side in parties.seen(claim.targets).values()}
            loses = claim.kind in ("control.loss", "withdrawal", "surrender")
            if speaker.side in sides:
                weight *= par.OWN_LOSS if loses else par.OWN_GAIN
            elif speaker.side in others or (sides - {None} and not loses):
                weight *= par.OWN_LOSS
    return min(weight, par.CERTAIN)


def dates(when: Period, said: Said, article: Article | None) -> tuple[date, date, date, bool, bool] | None:
    """`first`, `day`, `last`, `exact`, `spans` of a Report; None where no day is known, or the article could not know of it."""
    told = article is not None and article.published.basis in ("metadata", "text")
    seen = article.published.last if article is not None and told else None
    start, last = when.start, when.last
    if start is None and last is None:
        return None
    if start is not None and seen is not None and start > seen + timedelta(par.EARLY):
        return None
    last = _earliest(last, seen) if start is None or said in ("hold", "siege", "contest") else _earliest(last or start, seen)
    if last is None:
        last = start
    assert last is not None
    one_day = start == last and when.precision == "day" and not when.open_start
    if said in ("hold", "siege", "contest"):
        spans = (
            (start is not None and start < last and when.precision in ("day", "unknown")) or when.open_end or when.stop is None
        )
        begun = start if start is not None and start < last else last - timedelta(par.HOLD_BACK)
        return begun, last, last, one_day, bool(spans and start is not None and start < last)
    if when.basis == "article":
        return min(start or last, last) - timedelta(par.ARTICLE_GAIN), last, last, False, False
    begun = start if start is not None and not when.open_start else last - timedelta(31)
    return min(begun, last), last, last, one_day, False


def spanning(when: Period, days: int) -> bool:
    """Whether a state told of some days is told of each of them (`since 2013`), not of some day among them (`in March`)."""
    return when.open_end or when.stop is None or days > _LENGTH.get(when.precision, 0)


def _earliest(one: date | None, two: date | None) -> date | None:
    return min((d for d in (one, two) if d is not None), default=None)


def placed(reports: list[Report], sides: Mapping[str, str | None]) -> list[Report]:
    """Reports of one place, vague ones moved to the day of the precise ones that they may mean; sorted.

    A gain told of a month, or without a day by an article, is the dated gain of the same party within that time; failing that, a
    loss without a day is the gain by somebody else; and a gain by an article without a day is the dated loss of somebody else.
    A capture without parties is left out where it may be one of those known; else it ends whatever holding there was.
    A state told of a month, with a change inside that month, is what was so after or before the change.
    """
    kept = _merged([r for r in reports if r.said == "gain" and r.exact], sides)
    losses = sorted((r for r in reports if r.said in ("loss", "change") and r.exact), key=order)
    anchors = sorted(kept, key=order)
    done: list[Report] = [*kept, *losses]
    vague = [r for r in reports if r.said == "loss" and not r.exact and r.first > r.last - timedelta(_LENGTH["month"])]
    told = sorted([*losses, *vague], key=order)
    rest = [r for r in reports if not (r.said in ("gain", "loss", "change") and r.exact)]
    for one in sorted(rest, key=lambda r: ((r.last - r.first).days, r.said, order(r))):
        placed_one = _move(one, anchors, told if one.said == "hold" else losses, sides)
        done.append(placed_one)
        if one.said == "gain":
            insort(anchors, placed_one, key=order)
    return sorted((r for r in done if r.said != "change" or not _explained(r, anchors)), key=order)


def _explained(change: Report, gains: list[Report]) -> bool:
    """Whether a capture or fall without parties is one of the captures known."""
    before, after = timedelta(par.RETOLD_CHANGE[change.exact]), timedelta(par.SAME_CHANGE)
    return bool(_between(gains, change.first - before, change.last + after))


def order(one: Report) -> tuple[date, str, tuple[str, ...], str]:
    return one.day, one.said, one.holders, one.claim_id


def kin(one: str, two: str, sides: Mapping[str, str | None]) -> bool:
    """Whether two powers are one, or of one side."""
    return one == two or (sides.get(one) is not None and sides.get(one) == sides.get(two))


def _allied(one: Report, two: Report, sides: Mapping[str, str | None]) -> bool:
    return any(kin(a, b, sides) for a in one.holders for b in two.holders)


def _merged(gains: list[Report], sides: Mapping[str, str | None]) -> list[Report]:
    """Gains by one party within a few days, with none by another between, moved to the day that most weight speaks for."""
    out: list[Report] = []
    run: list[Report] = []
    for one in [*sorted(gains, key=order), None]:
        if run and (one is None or (one.day - run[0].day).days > par.SAME_GAIN or not _allied(run[0], one, sides)):
            weight = {d: sum(_by_origin(r for r in run if r.day == d)) for d in {r.day for r in run}}
            best = min(weight, key=lambda d: (-round(weight[d], 9), d))
            out.extend(replace(r, day=best) for r in run)
            run = []
        if one is not None:
            run.append(one)
    return out


def _by_origin(reports: Iterable[Report]) -> list[float]:
    """The weight of each origin of some reports: its heaviest."""
    best: dict[str, float] = {}
    for one in reports:
        best[one.origin] = max(one.weight, best.get(one.origin, 0.0))
    return [best[o] for o in sorted(best)]


def _move(one: Report, gains: list[Report], losses: list[Report], sides: Mapping[str, str | None]) -> Report:
    if one.said == "hold" and one.spans:
        return _lasted(one, gains, sides)
    if one.said not in ("gain", "loss", "hold") or one.spans:
        return one
    within = _between(gains, one.first, one.last)
    same = [g for g in within if _allied(one, g, sides)]
    other = [g for g in within if not _allied(one, g, sides)]
    if one.said == "gain":
        lost = [x for x in _between(losses, one.first, one.last) if not _allied(one, x, sides)]
        found = same or ([] if one.exact else lost)
        return replace(one, day=found[-1].day) if found else one
    if one.said == "loss":
        return replace(one, day=other[-1].day) if other else _after(one)
    if one.prior:
        return _former(one, gains, sides)
    left = [_after(x) for x in _between(losses, one.first, one.last) if set(one.holders) & set(x.holders)]
    if one.exact:
        clash = [r for r in [*other, *left] if r.day == one.day and r.exact]
        return replace(one, prior=True) if clash and not [g for g in same if g.day == one.day] else one
    if left and not same and not other:
        return replace(one, day=left[-1].day, prior=True)
    return _state(one, same, other)


def _between(reports: list[Report], first: date, last: date) -> list[Report]:
    """Those of some days, of reports in order of their days."""
    return reports[bisect_left(reports, first, key=lambda r: r.day) : bisect_right(reports, last, key=lambda r: r.day)]


def _after(loss: Report) -> Report:
    """A loss told of a month or year is surely past when that time is."""
    vague = loss.said == "loss" and not loss.exact and (loss.last - loss.first).days >= 27
    return replace(loss, day=loss.last + timedelta(1)) if vague else loss


def _lasted(one: Report, gains: list[Report], sides: Mapping[str, str | None]) -> Report:
    """A state told of a long time (`held since 2014`) by those who tell of its end went on until the capture at its end."""
    ends = [g for g in _between(gains, one.last - timedelta(par.SAME_GAIN), one.last) if g.day > one.first]
    by_others = [g for g in ends if not _allied(one, g, sides)]
    return replace(one, day=by_others[-1].day, prior=True) if by_others and not _allied(one, ends[-1], sides) else one


def _former(one: Report, gains: list[Report], sides: Mapping[str, str | None]) -> Report:
    """A state told as over (`the formerly rebel-held town`) ended with the last capture by another before; where none is known it
    is no more than a loss by that day."""
    near = _between(gains, one.day - timedelta(par.FORMER), one.day + timedelta(par.SAME_GAIN))
    found = [g for g in near if not _allied(one, g, sides)]
    return replace(one, day=found[-1].day) if found else replace(one, said="loss", prior=False)


def _state(one: Report, same: list[Report], other: list[Report]) -> Report:
    """A state told of a month or year, with changes in its time: after the last gain of its party, else before another's first."""
    if same and other and same[-1].day < other[-1].day:
        after = min(g.day for g in other if g.day > same[-1].day)
        return replace(one, day=after, prior=True)
    if other and not same:
        return replace(one, day=other[0].day, prior=True)
    return one
