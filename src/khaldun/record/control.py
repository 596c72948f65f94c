"""Control through time: the reports of each place, the hidden-state model over them, and the spells that it tells."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from khaldun.model import DONE, Article, Claim, ControlSpell, Place, identifier
from khaldun.record import parameters as par
from khaldun.record.around import Wide, around, heeded, inferred, wide
from khaldun.record.ends import Ends, Window
from khaldun.record.evidence import Report, bears, controlled, kin, order, placed, report
from khaldun.record.origins import together
from khaldun.record.overlays import Overlay, lapses, overlays
from khaldun.record.parties import Parties
from khaldun.record.spells import Stretch, at, stretches, top
from khaldun.record.states import UNKNOWN, Chain, Moment, Step, pressing, steps

Status = Literal["held", "contested", "besieged", "unknown"]


_TAKEN = frozenset({"control.gain", "control.hold"})
_LEFT = frozenset({"control.loss", "withdrawal", "surrender"})


def control(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    parties: Parties,
    story_of: Mapping[str, str],
    wider: Iterable[Claim] = (),
) -> tuple[ControlSpell, ...]:
    """The spells of every place that claims speak of, sorted by place, then time. `wider`: claims that may say something of places within
    theirs (`around.informs`), whether or not they are among the others."""
    told = wide(wider, articles, parties, story_of)
    at: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.place is not None and controlled(claim.place):
            at.setdefault(claim.place.id, []).append(claim)
    out: list[ControlSpell] = []
    for _, here in sorted(at.items()):
        facts = [c for c in here if bears(c)] or [c for c in here if c.status in DONE]
        if not facts:
            continue
        found = [r for c in facts if (r := report(c, articles.get(c.article_id), parties, story_of)) is not None]
        place = same_place([c.place for c in facts if c.place is not None])
        near = sorted((w for i in around(place) for w in told.get(i, ())), key=lambda w: w.claim.id)
        if found or near:
            denied = [c for c in here if c.status == "denied"]
            out.extend(_Place(place, facts, found, near, denied, parties).spells())
    return tuple(out)


def same_place(places: Sequence[Place]) -> Place:
    """One place as several mentions have it: the fullest of them, whole, tied to no words."""
    names = Counter(p.name for p in places)
    alike = {
        (p.name, p.lat, p.lon, p.radius_km, p.kind, p.extent, p.relation, p.country, p.admin1, p.within): p for p in places
    }.values()
    # Of two points the one told more closely: in its district rather than near other places of a text.
    best = min(
        alike,
        key=lambda p: (p.lat is None, -names[p.name], p.name, p.radius_km or 0.0, repr(replace(p, text="", start=0, end=0))),
    )
    return replace(best, text=best.name, start=-1, end=-1, extent="whole", relation=None)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Days [`start`, `stop`) of one status, a part of a holding that lasts from `since` to `until`."""

    start: date
    stop: date | None
    status: Status
    holder: str
    over: tuple[Overlay, ...]
    since: date
    until: date | None


class _Place:
    """The reports of one place and what follows from them. `own` are those of claims on it, `reports` all of them by day."""

    def __init__(
        self, place: Place, claims: list[Claim], reports: list[Report], near: list[Wide], denied: list[Claim], parties: Parties
    ) -> None:
        self.place = place
        named: dict[str, Counter[tuple[str, str | None]]] = {}
        for claim in (*claims, *(w.claim for w in near)):
            for key, seen in parties.seen((*claim.actors, *claim.targets)).items():
                named.setdefault(key, Counter())[seen] += 1
        best = {key: min(found, key=lambda s: (s[1] is None, -found[s], s[0])) for key, found in named.items()}
        self.names = {key: seen[0] for key, seen in best.items()}
        self.sides = {key: seen[1] for key, seen in best.items()}
        self.own = placed(reports, self.sides)
        inferred_ = inferred(near, {n for c in claims if c.place is not None for n in (c.place.name, c.place.text)})
        self.reports = sorted([*self.own, *inferred_], key=order) if inferred_ else self.own
        self.days = [r.day for r in self.reports]
        self.spanning = [r for r in self.reports if r.spans]
        self.by_claim = {r.claim_id: r for r in self.reports}
        self.denied = [(parties.holders(c.actors), c.when, c.id) for c in denied if c.kind in _TAKEN]
        self.kept = [(parties.holders(c.actors), c.when, c.id) for c in denied if c.kind in _LEFT]
        line = steps(self.own, self.sides, heeded(inferred_, self.own))
        moments = Chain(line, self.sides).moments() if line else []
        self.moments = _telling(moments, line, self.sides) if inferred_ else moments
        self.turns = [m.day for m in self.moments]

    def spells(self) -> list[ControlSpell]:
        """The spells of the place in order of time."""
        base = stretches(self.moments, self.reports, self.sides)
        over = overlays(self.own, base, self.sides)
        cuts = _cuts(base, over, lapses(self.own, base, over))
        ends = Ends(self.reports, self.sides)
        out = []
        for before, cut, after in zip([None, *cuts], cuts, [*cuts[1:], None], strict=False):
            left = before.holder if before is not None and before.stop == cut.start else UNKNOWN
            right = after.holder if after is not None and after.start == cut.stop else UNKNOWN
            begins = ends.window(cut.start, left, cut.holder)
            out.append(self._spell(cut, begins, ends.window(cut.stop, cut.holder, right) if cut.stop else (None, None)))
        return out

    def _spell(self, cut: _Cut, begins: Window, stops: Window) -> ControlSpell:
        near = self._near(cut)
        pro = [r for r in near if self._for(r, cut)]
        pro += self._pressing(pro, cut)
        ours = {r.claim_id for r in pro}
        contra = [r for r in near if r.claim_id not in ours and self._against(r, cut)]
        # What is told of the place itself says how sure a holding is, and when it was last reported; else words on the place around do.
        said = [r for r in pro if not r.around] or pro
        belief = self._belief(cut, said)
        reported = max((r.day for r in said if cut.since <= r.day and (cut.stop is None or r.day < cut.stop)), default=None)
        others = self._others(cut, belief)
        held = cut.holder if cut.holder != UNKNOWN else None
        refuted = {i for holders, when, i in self.denied if held in holders and when.stop and _in(when.stop, cut)}
        # Who denies that he lost the place contradicts whoever is told to hold it then.
        refuted |= {
            i
            for holders, when, i in self.kept
            if held and holders and held not in holders and when.stop and _in(when.stop, cut)
        }
        against = tuple(sorted({r.claim_id for r in contra} | refuted))
        shown = {*ours, *against}
        return ControlSpell(
            id=identifier("ctl", self.place.id, cut.start, cut.stop, held, cut.status),
            place=self.place,
            start=cut.start,
            stop=cut.stop,
            holder_id=held,
            holder_name=self.names.get(held, held) if held else None,
            status=cut.status,
            probability=round(self._probability(cut, belief), 4),
            others=others,
            claims_for=tuple(sorted({r.claim_id for r in pro})),
            claims_against=against,
            origins=tuple(sorted({r.origin for r in pro})),
            reported=reported or (cut.start if pro else None),
            earliest_start=begins[0],
            latest_start=begins[1],
            earliest_stop=stops[0],
            latest_stop=stops[1],
            around=tuple(sorted(i for i in shown if i in self.by_claim and self.by_claim[i].around)),
        )

    def _pressing(self, pro: Sequence[Report], cut: _Cut) -> list[Report]:
        """Where a loss without a taker opens a holding: that the holder had pressed for the place."""
        if cut.holder == UNKNOWN or not any(r.said in ("loss", "change") and r.day == cut.since for r in pro):
            return []
        ours = {r.claim_id for r in pro}
        pressed = pressing(self.own, cut.since)
        return [r for r in pressed if r.claim_id not in ours and any(kin(cut.holder, h, self.sides) for h in r.holders)]

    def _near(self, cut: _Cut) -> list[Report]:
        """The reports that may bear on a spell: those of the days of its holding, those that span years, those of its overlays."""
        first = bisect_left(self.days, min(cut.since, cut.start))
        stop = len(self.days) if cut.until is None else bisect_right(self.days, max(cut.until, cut.stop or cut.until))
        found = {r.claim_id: r for r in self.reports[first:stop]}
        over = [self.by_claim[o.claim_id] for o in cut.over]
        for one in [*over, *self.spanning]:
            found.setdefault(one.claim_id, one)
        return [found[key] for key in sorted(found)]

    def _for(self, one: Report, cut: _Cut) -> bool:
        """Whether a report speaks for a spell: for its holder in its time, or for the change that opens or closes it."""
        if any(o.claim_id == one.claim_id for o in cut.over):
            return True
        if cut.holder == UNKNOWN:
            return one.said in ("loss", "change") and (_in(one.day, cut) or one.day == cut.start)
        own = any(kin(cut.holder, h, self.sides) for h in one.holders)
        if one.said == "hold" and own:
            ended = one.day == cut.until and (one.prior or cut.holder in one.holders)
            return ended or _during(one.day, cut) or (one.spans and _during(one.first, cut))
        if one.said in ("gain", "part") and own and _during(one.day, cut):
            return True
        if one.said == "loss":
            given = any(kin(cut.holder, h, self.sides) for h in one.against)
            return (own and one.day == cut.until) or (given and _during(one.day, cut)) or (not own and one.day == cut.since)
        taken = any(kin(cut.holder, h, self.sides) for h in one.against)
        return one.said == "gain" and taken and one.day == cut.until

    def _against(self, one: Report, cut: _Cut) -> bool:
        """Whether a report contradicts a spell: somebody else holds or gains, or the holder loses, in its midst."""
        if one.said not in ("gain", "hold", "part", "loss", "change") or not _in(one.day, cut) or one.prior:
            return False
        own = any(kin(cut.holder, h, self.sides) for h in one.holders)
        return own if one.said == "loss" else not own  # a fall without parties speaks against whoever is told

    def _belief(self, cut: _Cut, pro: list[Report]) -> dict[str, float]:
        """The probabilities where the holding is best known: on the day of its last report within the spell or within the whole
        holding, or where it closes; for a time of which nothing is reported, what silence leaves."""
        days = {r.day for r in pro}
        inside = self._moments(cut.start, cut.stop)
        passed = bisect_right(self.turns, cut.start)
        if cut.holder == UNKNOWN and not inside and passed:
            earlier = self.moments[passed - 1]
            if passed == len(self.moments):
                return _faded(earlier.after, (cut.start - earlier.day).days)
            later = self.moments[passed]
            middle = cut.start + ((cut.stop or later.day) - cut.start) / 2
            return _mixed(earlier.after, later.before, (middle - earlier.day) / (later.day - earlier.day))
        whole = self._moments(cut.since, cut.until)
        told = [m for m in inside if m.day in days][-1:] + [m for m in whole if m.day in days][-1:]
        closing = [m.before for m in self._moments(cut.until, cut.until + timedelta(1))] if cut.until else []
        found = [m.after for m in told or (inside or whole)[-1:]] + closing
        if all(belief.get(cut.holder, 0.0) < par.TOLD for belief in found):  # told for what another of its days makes known
            found += [belief for m in whole for belief in (m.before, m.after)]
        return max(found, key=lambda belief: belief.get(cut.holder, 0.0), default={})

    def _moments(self, start: date, stop: date | None) -> list[Moment]:
        """Those of the days [`start`, `stop`)."""
        return self.moments[bisect_left(self.turns, start) : None if stop is None else bisect_left(self.turns, stop)]

    def _probability(self, cut: _Cut, belief: dict[str, float]) -> float:
        """Of the holder; where none is told, of what is told: that it is contested or besieged, or that nobody is known."""
        known = belief.get(cut.holder, 0.0)
        told = [o for o in cut.over if cut.holder == UNKNOWN or cut.holder in o.held_by]
        if not told:
            parts = [self._part(o, known) for o in cut.over if cut.holder in o.parties]
            return max([known, *parts])
        weights = [(r.origin, r.weight) for r in (self.by_claim[o.claim_id] for o in told)]
        said = min(together(weights), par.CERTAIN)
        return said if cut.holder == UNKNOWN else max(known, said)

    def _others(self, cut: _Cut, belief: dict[str, float]) -> tuple[tuple[str, float], ...]:
        """Rival holders: the other states of the model, and those who fight for the place, besiege it or have part of it."""
        rivals = {h: p for h, p in belief.items() if h not in (UNKNOWN, cut.holder) and p >= 0.02}
        for over in cut.over:
            for party in over.parties:
                if party != cut.holder:
                    rivals[party] = max(rivals.get(party, 0.0), self._part(over, belief.get(party, 0.0)))
        return tuple(sorted(((h, round(p, 4)) for h, p in rivals.items()), key=lambda pair: (-pair[1], pair[0])))

    def _part(self, over: Overlay, known: float) -> float:
        weight = self.by_claim[over.claim_id].weight
        return max(known, 0.5 * weight) if over.status == "contested" else known


def _telling(moments: Sequence[Moment], line: Sequence[Step], sides: Mapping[str, str | None]) -> list[Moment]:
    """The moments but for those of words on the place around that tell of somebody else than they do, or of nobody, though they speak
    against nobody: what is known of other days speaks of those days."""
    own = {s.day for s in line if not s.around}
    wide: dict[date, list[Step]] = {}
    for step in line:
        wide.setdefault(step.day, []).append(step)
    out: list[Moment] = []
    for moment in moments:
        held = top(moment.after)
        here = wide[moment.day]
        told = any(kin(held, h, sides) for s in here if s.does == "within" for h in s.holders)
        doubted = held == UNKNOWN and any(not s.most for s in here)
        if moment.day in own or told or (out and (held == top(out[-1].after) or doubted)):
            out.append(moment)
    return out


def _mixed(one: dict[str, float], two: dict[str, float], share: float) -> dict[str, float]:
    """The belief on a day between two of which the first goes over into the second, at this share of the way."""
    return {h: p + (two.get(h, 0.0) - p) * share for h, p in one.items()}


def _faded(belief: dict[str, float], days: int) -> dict[str, float]:
    """What silence leaves of a belief: all that it takes from the holders goes to nobody known."""
    left = {h: p * math.exp(-days / par.NOW.fade) for h, p in belief.items() if h != UNKNOWN}
    return {UNKNOWN: 1.0 - sum(left.values()), **left}


def _in(day: date, cut: _Cut) -> bool:
    return cut.start <= day and (cut.stop is None or day < cut.stop)


def _during(day: date, cut: _Cut) -> bool:
    return cut.since <= day and (cut.until is None or day < cut.until)


def _cuts(base: list[Stretch], over: list[Overlay], lapsed: list[Stretch]) -> list[_Cut]:
    """The base cut where overlays begin and end, unknown where it has lapsed; days with an overlay but no base are told too."""
    whole = [*base, *lapsed]
    edges = sorted(
        {s.start for s in whole} | {s.stop for s in whole if s.stop} | {o.start for o in over} | {o.stop for o in over}
    )
    out: list[_Cut] = []
    here: tuple[Overlay, ...] = ()
    begun = 0
    for start, stop in zip(edges, [*edges[1:], None], strict=False):
        mine = at(base, start)
        first, begun = begun, bisect_right(over, start, lo=begun, key=lambda o: o.start)
        here = tuple(o for o in (*here, *over[first:begun]) if start < o.stop)
        if mine is None and not here:
            continue
        gone = any(s.holds(start) for s in lapsed)
        cut = _cut(start, stop, Stretch(start, stop, UNKNOWN) if gone else mine, here)
        if out and out[-1].stop == start and (out[-1].status, out[-1].holder) == (cut.status, cut.holder):
            last = out.pop()
            over_all = tuple(dict.fromkeys((*last.over, *here)))
            cut = replace(cut, start=last.start, over=over_all, since=min(last.since, cut.since))
        out.append(cut)
    return out


def _cut(start: date, stop: date | None, base: Stretch | None, here: tuple[Overlay, ...]) -> _Cut:
    """What is told of days with these overlays: besieged before contested; a siege tells whom it is laid to, and one power alone
    known to have part of a place is named, as contested."""
    holder, since, until = (base.holder, base.start, base.stop) if base is not None else (UNKNOWN, start, stop)
    siege = [o for o in here if o.status == "besieged"]
    if not siege:
        status: Status = "contested" if here else "held" if holder != UNKNOWN else "unknown"
        named = {p for o in here for p in o.parties}
        if holder == UNKNOWN and len(named) == 1:
            (holder,) = named
        return _Cut(start, stop, status, holder, here, since, until)
    besiegers = {p for o in siege for p in o.parties}
    targets = [h for o in siege for h in o.held_by if h not in besiegers]
    if holder == UNKNOWN or holder in besiegers:
        holder = targets[0] if targets else UNKNOWN
    return _Cut(start, stop, "besieged", holder, here, since, until)
