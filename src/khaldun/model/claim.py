"""Claims: the atoms of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.model.actor import Actor
from khaldun.model.period import Period
from khaldun.model.place import Place
from khaldun.model.span import Span

Status = Literal["happened", "ongoing", "ended", "planned", "expected", "hypothetical", "denied"]

KINDS = (
    "control.gain", "control.loss", "control.hold", "control.contest", "siege", "siege.relief", "advance", "withdrawal",
    "surrender", "mobilization", "presence", "clash", "airstrike", "shelling", "bombing", "attack", "killing", "abduction",
    "arrest", "casualties", "displacement", "return", "trapped", "aid", "destruction", "agreement", "talks", "threat",
    "demand", "accusation", "refusal", "statement", "protest", "sanction", "figure",
)  # fmt: skip
"""Every kind that the program knows by itself; a user's folder of knowledge may add more."""

CONTROL_KINDS = frozenset({"control.gain", "control.loss", "control.hold", "control.contest"})
CORE_KINDS = CONTROL_KINDS | {"siege", "siege.relief", "advance", "withdrawal", "surrender"}
"""Kinds that bear on who holds a place."""

DONE = frozenset({"happened", "ongoing", "ended"})
"""Statuses of what is told as a fact."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` to `high` (equal for an exact number; `high` None: at least) of `unit` (`civilian`, `household`, `km`, ...) in the `role`
    killed, wounded, displaced, besieged, fighters, ... as far as the words say."""

    low: float | None
    high: float | None
    unit: str | None
    role: str | None
    text: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a claim. `text` are the words that name him there, `via` the one who passes it on (`the agency quoted him as saying`).
    `side`: the side his pack entry puts him on."""

    id: str
    name: str
    kind: Literal["government", "military", "armed group", "monitor", "un", "ngo", "media", "official", "witness", "unnamed"]
    text: str
    via: str | None = None
    side: str | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion in one article. `evidence` is the whole sentence, `trigger` the words that say the kind, `rule` the pattern's id.
    `speaker` None is the article's own voice. `id` hashes article, kind, trigger, place, actors and the like: stable, never random."""

    id: str
    article_id: str
    kind: str
    status: Status
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    place: Place | None
    when: Period
    quantities: tuple[Quantity, ...]
    speaker: Speaker | None
    evidence: Span
    trigger: Span
    rule: str
    confidence: float


_WINNING = frozenset({"control.gain", "control.hold", "siege", "siege.relief", "advance"})
_LOSING = frozenset({"control.loss", "withdrawal", "surrender"})


def interest(claim: Claim) -> Literal["own", "against"] | None:
    """Whether a claim on who holds what suits its speaker (`own`: his side gains, or its rival loses to it) or tells against his side.

    None where nobody speaks, where he is of neither side, or the kind says nothing of winning and losing.
    """
    if claim.speaker is None or claim.kind not in _WINNING | _LOSING or claim.status == "denied":
        return None
    lost = claim.kind in _LOSING
    if _of_his(claim.speaker, claim.actors):
        return "against" if lost else "own"
    if _of_his(claim.speaker, claim.targets):
        return "own" if lost else "against"
    return None


def _of_his(speaker: Speaker, actors: tuple[Actor, ...]) -> bool:
    return any(a.id == speaker.id or (speaker.side is not None and a.side == speaker.side) for a in actors)
