"""What is computed from claims and judgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from khaldun.model.actor import Actor
from khaldun.model.period import Period
from khaldun.model.place import Place
from khaldun.model.span import Span

Verdict = Literal["accept", "reject", "correct", "join", "part", "note", "skip", "undo"]


Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reviewer's word on a claim; it stands beside the claim, never over it.

    `correct`: `field` should be `value` (JSON in the form of the export). `join`, `part`: the claim and the one whose id is `value` are,
    are not, about one happening. `note`: a remark alone. `skip`: seen, and left open. `undo`: the reviewer's own judgement whose id is `value` is
    taken back. `seen`: a hash of the claim as it was shown (`khaldun.review.seen`).
    """

    id: str
    claim_id: str
    verdict: Verdict
    reviewer: str
    made: str
    field: str | None = None
    value: str | None = None
    note: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """The claims about one happening. `origins` counts as one each: a story, or a speaker quoted in several. `dispute` says, in
    words, which claims differ and in what; empty where none do."""

    id: str
    kind: str
    when: Period
    place: Place | None
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    claim_ids: tuple[str, ...]
    story_ids: tuple[str, ...]
    origins: tuple[str, ...]
    dispute: tuple[str, ...] = ()
    grade: Grade | None = None
    grade_why: str | None = None
    sides: tuple[tuple[str, str], ...] = ()
    against_interest: tuple[str, ...] = ()
    earliest: str | None = None
    fullest: str | None = None

    @property
    def disputed(self) -> bool:
        """Whether its claims contradict one another."""
        return bool(self.dispute)


@dataclass(frozen=True, slots=True)
class ControlSpell:
    """Who holds a place on days [`start`, `stop`); `stop` None: until further notice. `others` are rival holders with their
    probabilities. `reported` is the day of the last report that speaks of it: what is old fades. It began between `earliest_start` and
    `latest_start` and ended between `earliest_stop` and `latest_stop`, as far as reports bound that (None: they do not). `around`: those
    of the claims for and against that are on the province around it, or on the town that it is a quarter of."""

    id: str
    place: Place
    start: date
    stop: date | None
    holder_id: str | None
    holder_name: str | None
    status: Literal["held", "contested", "besieged", "unknown"]
    probability: float
    others: tuple[tuple[str, float], ...]
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    origins: tuple[str, ...]
    reported: date | None = None
    earliest_start: date | None = None
    latest_start: date | None = None
    earliest_stop: date | None = None
    latest_stop: date | None = None
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a source gives for something that changes: `measure` (displaced, killed, besieged, fighters, ...).

    `origin`: what counts once: a speaker with a name, else the story; `said_on`: the first day on which it may have been published.
    `superseded_by`: the figure by which the same speaker replaced it later; `part_of`: one that has counted it already."""

    id: str
    measure: str
    place: Place | None
    group: str | None
    low: float | None
    high: float | None
    unit: str | None
    as_of: Period
    speaker: str | None
    claim_id: str
    evidence: Span | None = None
    origin: str | None = None
    said_on: date | None = None
    superseded_by: str | None = None
    part_of: str | None = None
