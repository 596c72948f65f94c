"""What happened, as formats of events want it: an incident with the claims that tell it as a fact, their articles, and the dead they count.

What is planned, expected, supposed or denied is told by no claim of an event; what reviewers rejected or corrected is left out or
read as they would have it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from khaldun.export.masking import mask_article, mask_incident
from khaldun.export.tables import Tables
from khaldun.model import DONE, Article, Claim, Incident, Judgement, Quantity
from khaldun.record.judgements import judged
from khaldun.store.streams import incidents_by_day, portions

ARMED_UNITS = frozenset({"soldier", "fighter"})
CIVIL_UNITS = frozenset({"civilian", "resident", "child", "woman", "student", "worker"})
"""Units of people (`knowledge/base/units.yaml`) that bear arms, and that do not; a `person` may be either."""

LONGEST = 31
"""Days: a count of the dead over a longer time is a running total, not the toll of one event."""

_VAGUE = 3
"""A range whose ends differ by more than this factor stands for a word (`hundreds`: 200 to 999), not for two numbers."""

TOLLS_ONLY = frozenset({"killing", "casualties"})
"""Kinds that say that people died, not of what: where the same words tell of a clash, too, they are of one event."""


@dataclass(frozen=True, slots=True)
class Toll:
    """The dead by one claim: `low` to `high` (None: at least `low`); `parts` are the figures that it adds up, or the largest."""

    claim: Claim
    parts: tuple[Quantity, ...]

    @property
    def low(self) -> int:
        """The least number."""
        return sum(int(q.low or 0) for q in self.parts)

    @property
    def high(self) -> int:
        """The greatest number told; `at least` and `dozens` tell none, so that it is the least one there."""
        return sum(int(q.low or 0) if q.high is None or q.high > _VAGUE * (q.low or 1) else int(q.high) for q in self.parts)

    @property
    def keys(self) -> frozenset[tuple[str, int, int]]:
        """Where the figures stand: the same figure may be read into several claims."""
        return frozenset((self.claim.article_id, q.start, q.end) for q in self.parts)


@dataclass(frozen=True, slots=True)
class Event:
    """`claims`: those that tell it as a fact, the surest first. `articles`, without text, by id. `changed`: when the last report on it
    came out or the last judgement on it was made, in Unix seconds (0: unknown)."""

    incident: Incident
    claims: tuple[Claim, ...]
    articles: Mapping[str, Article]
    changed: int
    tolls: tuple[Toll, ...]

    @property
    def sentences(self) -> tuple[Claim, ...]:
        """A claim for each sentence that tells it; copies of one sentence count once."""
        return tuple({_plain(c.evidence.text): c for c in reversed(self.claims)}.values())[::-1]


def events(tables: Tables) -> Iterator[list[Event]]:
    """The incidents of a record, in lists of those that begin on one day; one that is only denied has no claims."""
    of: dict[str, list[Judgement]] = {}
    for judgement in tables.store.judgements():
        of.setdefault(judgement.claim_id, []).append(judgement)
    for day in incidents_by_day(tables.store):
        yield [event for some in portions(day) for event in _events(tables, some, of)]


def _events(tables: Tables, incidents: Sequence[Incident], judgements: Mapping[str, list[Judgement]]) -> Iterator[Event]:
    ids = sorted({c for i in incidents for c in i.claim_ids})
    found = tables.store.claims(ids=ids)
    claims = {c.id: c for c in judged(found, [j for c in found for j in judgements.get(c.id, ())])}
    wanted = sorted({c.article_id for c in found})
    articles = {a.id: replace(a, text="") for a in tables.store.some_articles(wanted)}
    for incident in incidents:
        told = [claims[c] for c in incident.claim_ids if c in claims and claims[c].status in DONE]
        mask = tables.together(c.article_id for c in told)
        shown = sorted(map(tables.shown, told), key=lambda c: (-c.confidence, c.id))
        sources = {c.article_id: mask_article(articles[c.article_id], tables.mask(c.article_id)) for c in told}
        made = [j.made for c in incident.claim_ids for j in judgements.get(c, ())]
        tolls = tuple(toll for claim in shown if (toll := _toll(claim)) is not None)
        yield Event(mask_incident(incident, mask), tuple(shown), sources, _changed(list(sources.values()), made), tolls)


def untold(event: Event) -> str | None:
    """Why an incident is no event for any format: nobody tells it as a fact, or a party to it alone whom one of no party gives the lie."""
    if not event.claims:
        return "nobody tells it as a fact"
    return event.incident.grade_why if event.incident.grade == "discounted" else None


def share_tolls(found: Sequence[Event]) -> tuple[list[Event], dict[str, str]]:
    """The events of one day with each figure of the dead counted in one of them; and, by their ids, those that tell of nothing but
    dead who are counted in another event at the same place, with its id."""
    owner: dict[tuple[str, int, int], Event] = {}
    for event in sorted(found, key=lambda e: (e.incident.kind in TOLLS_ONLY, e.incident.id)):
        for toll in event.tolls:
            for key in sorted(toll.keys):
                owner.setdefault(key, event)
    kept, same = [], {}
    for event in found:
        own = tuple(t for t in event.tolls if all(owner[key] is event for key in t.keys))
        taken = next((owner[key] for t in event.tolls for key in sorted(t.keys) if owner[key] is not event), None)
        if not own and taken is not None and event.incident.kind in TOLLS_ONLY and _place(taken) == _place(event):
            same[event.incident.id] = taken.incident.id
        else:
            kept.append(replace(event, tolls=own))
    return kept, same


def _place(event: Event) -> str | None:
    return None if event.incident.place is None else event.incident.place.id


def _toll(claim: Claim) -> Toll | None:
    """The dead of a claim. Figures that are listed (`12 civilians and 3 soldiers`) are added up; of others, which may count the same
    people again (`20 people, five of them children`), the largest stands."""
    killed = [q for q in claim.quantities if q.role == "killed" and q.low is not None and q.low >= 1]
    if not killed or claim.when.days is None or claim.when.days > LONGEST:
        return None
    killed.sort(key=lambda q: (q.start, q.end))
    if all(_listed(claim, a, b) for a, b in itertools.pairwise(killed)):
        return Toll(claim, tuple(killed))
    return Toll(claim, (max(killed, key=lambda q: (q.low or 0, -q.start)),))


_LIST = re.compile(r"\s*(?:,|,?\s*and|,?\s*as well as|,?\s*along with|plus)\s*", re.IGNORECASE)


def _listed(claim: Claim, one: Quantity, other: Quantity) -> bool:
    at = claim.evidence.start
    return one.unit != other.unit and bool(
        _LIST.fullmatch(claim.evidence.text[max(0, one.end - at) : max(0, other.start - at)])
    )


def _changed(articles: Sequence[Article], made: Sequence[str]) -> int:
    days = [a.published.last or a.published.start for a in articles]
    seconds = [_seconds(d) for d in days if d is not None] + [_moment(m) for m in made]
    return max(seconds, default=0)


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _moment(text: str) -> int:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
