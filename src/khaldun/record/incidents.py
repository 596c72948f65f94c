"""Incidents: claims about one happening, across articles and stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from khaldun.model import DONE, Actor, Article, Claim, Incident, Period, Place, identifier
from khaldun.record.disputes import disputes
from khaldun.record.families import FAMILY, MEANS, STATES, killed
from khaldun.record.gather import place_of
from khaldun.record.grades import Rules, corroboration
from khaldun.record.judgements import Tie
from khaldun.record.origins import origins
from khaldun.record.parties import Parties

_SIGNS = re.compile(r"[\W_]+")
_VAGUE = frozenset({"casualties", "killing", "attack"})
_HEAD = ("control.gain", "control.loss", "airstrike", "shelling", "bombing", "attack", "killing", "casualties")

SLACK = {"change": 3}
"""Days by which two reports of one change of hands may differ: fighting ends by degrees. Other happenings: none, or one where
the articles differ by a night (see `_SLACK`)."""

_SLACK = 1
LONGEST = 400
"""A claim about a longer time than this is joined only with copies of itself."""


@dataclass(slots=True)
class _Group:
    claims: list[Claim] = field(default_factory=list)
    start: date | None = None
    last: date | None = None
    parties: set[str] = field(default_factory=set)
    means: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Setting:
    """What claims are seen in: the powers, the story of each article, the articles' dates and publishers, the rules of grading, the places
    that claims on a province are gathered to."""

    parties: Parties
    story_of: Mapping[str, str]
    articles: Mapping[str, Article]
    rules: Rules
    at: Mapping[str, str] = field(default_factory=dict)
    ties: Sequence[Tie] = ()


def incidents(
    claims: Sequence[Claim], seen: Setting, known: AbstractSet[str] = frozenset()
) -> tuple[tuple[Incident, ...], frozenset[str]]:
    """The incidents of all claims that tell of a happening as a fact or deny it, sorted by id; each claim is in one.

    What reviewers joined or parted is so, of claims at one place, or in one story where they have none. Those of `known` ids (of incidents nothing of which changed) are not made again, but named apart.
    """
    blocks: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        if claim.kind not in STATES and (claim.status in DONE or claim.status == "denied"):
            blocks.setdefault(_block(claim, seen), []).append(claim)
    out: list[Incident] = []
    kept: set[str] = set()
    groups = [(key[1:], g.claims) for key, block in sorted(blocks.items()) for g in _groups(block, seen.parties, seen.story_of)]
    for group in _reviewed(groups, seen.ties):
        told = any(c.status in DONE for c in group)
        for some in [group] if told else [[c] for c in group]:
            key = identifier("inc", tuple(sorted(c.id for c in some)))
            if key in known:
                kept.add(key)
            else:
                out.append(_incident(key, some, seen))
    return tuple(sorted(out, key=lambda i: i.id)), frozenset(kept)


def _reviewed(found: Sequence[tuple[tuple[str, ...], list[Claim]]], ties: Sequence[Tie]) -> list[list[Claim]]:
    """The groups, each with its place, as reviewers leave them: a claim that is parted from another stands alone until it is joined with
    one. Claims of two places stay apart, whoever joins them: places are computed one by one."""
    where, groups = [place for place, _ in found], [claims for _, claims in found]
    of = {c.id: n for n, group in enumerate(groups) for c in group} if ties else {}
    for one, other, together in ties:
        if one not in of or other not in of or (of[one] == of[other]) is together or where[of[one]] != where[of[other]]:
            continue
        gone, into = of[one], of[other]
        if together:
            groups[into], groups[gone] = groups[into] + groups[gone], []
            of |= {c.id: into for c in groups[into]}
        else:
            where.append(where[gone])
            groups.append([c for c in groups[gone] if c.id == one])
            groups[gone] = [c for c in groups[gone] if c.id != one]
            of[one] = len(groups) - 1
    return [group for group in groups if group]


def _block(claim: Claim, seen: Setting) -> tuple[str, ...]:
    """Claims outside one block never meet: the family and the place; without a place, the story too."""
    family = FAMILY.get(claim.kind, claim.kind)
    if claim.place is None:
        return family, "", seen.story_of.get(claim.article_id, claim.article_id)
    where = claim.place.relation
    offset = "" if where is None else f"{where.bearing}/{where.km}"
    return family, f"{place_of(claim, seen.at)}{offset}"


def _groups(block: list[Claim], parties: Parties, story_of: Mapping[str, str]) -> list[_Group]:
    """The narrowest in time first, each claim to the group that fits it best, else to a new one."""
    out: list[_Group] = []
    months: dict[int, list[int]] = {}
    copies: dict[tuple[str, str, str], _Group] = {}
    for claim in sorted(block, key=lambda c: (c.status == "denied", _width(c.when), c.when.start or date.max, c.id)):
        story = (story_of.get(claim.article_id, claim.article_id), claim.kind, _plain(claim))
        who = _who(claim, parties)
        found = copies.get(story)
        if found is None:
            near = {n for month in _months(claim.when.start, claim.when.last) for n in months.get(month, ())}
            fits = [(score, -n) for n in sorted(near) if (score := _fit(claim, out[n], who)) > 0]
            found = out[-max(fits)[1]] if fits else _Group()
        new = not found.claims
        copies.setdefault(story, found)
        _add(found, claim, who)
        if new:
            out.append(found)
            for month in _months(found.start, found.last):
                months.setdefault(month, []).append(len(out) - 1)
    return out


def _months(start: date | None, last: date | None) -> range:
    """Stretches of 32 days that a time, widened by the slack of any family, touches; none for one without ends or too long."""
    if start is None or last is None or (last - start).days > LONGEST:
        return range(0)
    return range((start.toordinal() - 3) // 32, (last.toordinal() + 3) // 32 + 1)


def _plain(claim: Claim) -> str:
    return _SIGNS.sub("", claim.evidence.text.lower()) + f"/{claim.trigger.start - claim.evidence.start}"


def _width(when: Period) -> int:
    return when.days if when.days is not None else 10_000


def _who(claim: Claim, parties: Parties) -> set[str]:
    """The sides, or else the powers, of all who act or suffer; of a denial that names nobody, who denies it."""
    named = {side or key for key, (_, side) in parties.seen((*claim.actors, *claim.targets)).items()}
    if named or claim.status != "denied" or claim.speaker is None:
        return named
    return {claim.speaker.side or parties.sides.get(claim.speaker.id, claim.speaker.id)}


def _add(group: _Group, claim: Claim, who: set[str]) -> None:
    group.claims.append(claim)
    if group.start is None and _width(claim.when) <= LONGEST:
        group.start, group.last = claim.when.start, claim.when.last
    group.parties |= who
    group.means |= {claim.kind} & MEANS


def _fit(claim: Claim, group: _Group, who: set[str]) -> float:
    """How well a claim, of these parties, fits a group: 0 where it tells of something else."""
    when, family = claim.when, FAMILY.get(claim.kind, claim.kind)
    if when.start is None or when.last is None or group.start is None or group.last is None or _width(when) > LONGEST:
        return 0.0
    slack = timedelta(SLACK.get(family, _SLACK if "article" in (when.basis, group.claims[0].when.basis) else 0))
    if when.start > group.last + slack or when.last < group.start - slack:
        return 0.0
    if claim.kind in MEANS and group.means and claim.kind not in group.means:
        return 0.0
    meet = bool(who & group.parties) or (not (who and group.parties) and claim.place is not None and claim.status != "denied")
    same_day = when.start == when.last == group.start == group.last
    if not meet and not (family == "change" and same_day):
        return 0.0
    if family == "violence" and not _one_toll(claim, group):
        return 0.0
    near = abs((when.last - group.last).days) + abs((when.start - group.start).days)
    return (2.0 if who & group.parties else 1.0) + 1.0 / (1 + near)


def _one_toll(claim: Claim, group: _Group) -> bool:
    """Violence at one place on one day is one happening unless the tolls are too far apart (a factor of three) to be one."""
    mine = killed(claim)
    theirs = [k for c in group.claims if (k := killed(c)) is not None]
    if mine is None or not theirs or claim.kind not in _VAGUE | MEANS:
        return True
    return any(max(mine, k) <= 3 * max(1.0, min(mine, k)) for k in theirs)


def _incident(key: str, claims: list[Claim], seen: Setting) -> Incident:
    parties, story_of = seen.parties, seen.story_of
    ids = tuple(sorted(c.id for c in claims))
    told = [c for c in claims if c.status in DONE] or claims
    kinds = Counter(c.kind for c in told)
    kind = min(kinds, key=lambda k: (_HEAD.index(k) if k in _HEAD else len(_HEAD), -kinds[k], k))
    stories = {story_of[c.article_id] for c in claims if c.article_id in story_of}
    differ = disputes(claims, parties, story_of, seen.at) if len(claims) > 1 else ()
    takers = next((d.count("; ") + 1 for d in differ if d.startswith("taker: ")), 1)
    worth = corroboration(claims, takers, seen.articles, parties, story_of, seen.rules)
    return Incident(
        id=key,
        kind=kind,
        when=min((c.when for c in told), key=lambda w: (_width(w), w.start or date.max, repr(w))),
        place=_place(told, seen.at),
        actors=_actors(a for c in told for a in (() if _is_loss(c, kind) else c.actors)),
        targets=_actors(a for c in told for a in (c.actors if _is_loss(c, kind) else c.targets)),
        claim_ids=ids,
        story_ids=tuple(sorted(stories)),
        origins=origins(told, story_of),
        dispute=differ,
        grade=worth.grade,
        grade_why=worth.why,
        sides=worth.sides,
        against_interest=worth.against,
        earliest=worth.earliest,
        fullest=worth.fullest,
    )


def _place(claims: list[Claim], at: Mapping[str, str]) -> Place | None:
    """The place as one of the claims on it has it: not one that is gathered to it."""
    own = [c.place for c in claims if c.place is not None and c.id not in at]
    return min(own or [c.place for c in claims if c.place is not None], key=lambda p: (p.name, repr(p)), default=None)


def _is_loss(claim: Claim, kind: str) -> bool:
    """Whether a claim tells a capture from the loser's end, so that its actors are those who suffer it."""
    return kind == "control.gain" and claim.kind in ("control.loss", "withdrawal", "surrender")


def _actors(named: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once, the most often named first."""
    found: dict[str, list[Actor]] = {}
    for actor in named:
        found.setdefault(actor.id, []).append(actor)
    order = sorted(found, key=lambda key: (-len(found[key]), key))
    return tuple(min(found[key], key=repr) for key in order)
