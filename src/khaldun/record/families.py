"""What claims may tell of one happening, by their kinds."""

from __future__ import annotations

from khaldun.model import Claim

STATES = frozenset({"control.hold", "presence", "figure", "trapped"})
"""Kinds that say how things stand, not that something happened."""

FAMILY = {
    "control.gain": "change", "control.loss": "change", "withdrawal": "change", "surrender": "change",
    "siege": "siege", "siege.relief": "relief",
    "airstrike": "violence", "shelling": "violence", "bombing": "violence", "attack": "violence", "killing": "violence",
    "casualties": "violence", "clash": "clash", "control.contest": "clash",
}  # fmt: skip
"""Kinds that may tell of one happening; every other kind is a family of its own."""

MEANS = frozenset({"airstrike", "shelling", "bombing"})
"""Kinds that name by what means; two of them are two happenings."""


def killed(claim: Claim) -> float | None:
    """The most dead that a claim tells of, at least."""
    found = [q.low for q in claim.quantities if q.role == "killed" and q.low is not None]
    return max(found, default=None)
