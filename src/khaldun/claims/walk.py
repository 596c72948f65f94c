"""What is met on the way from a frame up to the root, and the status it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from khaldun.model.claim import Status


@dataclass(slots=True)
class Walk:
    """What has been met on the way up, and the words that told it."""

    hypothetical: bool = False
    planned: bool = False
    expected: bool = False
    flips: int = 0
    negated: bool = False
    phase: str | None = None
    tense: str | None = None
    aspect: str = "simple"
    known: bool = False
    """Whether the words take for granted that it is so: `the shelling`, `their attack`, `stop shelling`."""
    why: list[str] = field(default_factory=list)

    def add(self, status: Status | str | None, why: str | None = None) -> None:
        """Takes a status in, with the words that tell it."""
        if why:
            self.why.append(why)
        if self.phase == "ended" and self._goes_on(status):
            self.phase = "ongoing"
        elif status == "hypothetical":
            self.hypothetical = True
        elif status == "planned":
            self.planned = True
        elif status == "expected":
            self.expected = True
        elif status == "denied":
            self.flips += 1
        elif status in {"ended", "ongoing"}:
            self.phase = status

    def _goes_on(self, status: Status | str | None) -> bool:
        """Whether what was met last is an end that only somebody plans, wants or fails to make: `urged them to stop the shelling`."""
        first = not (self.hypothetical or self.planned or self.expected or self.flips)
        return first and (status == "denied" or (self.known and status in {"planned", "expected", "hypothetical"}))


def settle(walk: Walk, state: bool) -> Status:
    if walk.hypothetical:
        return "denied" if walk.negated and walk.flips % 2 else "hypothetical"
    if walk.flips % 2:
        return "denied"
    if walk.planned:
        return "planned"
    if walk.expected:
        return "expected"
    if walk.phase == "ended":
        return "ended"
    if walk.phase == "ongoing":
        return "ongoing"
    if walk.aspect == "progressive":
        return "ongoing" if walk.tense != "past" or state else "happened"
    if state and walk.tense == "past" and walk.aspect == "perfect":
        return "ended"
    if state and walk.tense != "past":
        return "ongoing"
    return "happened"
