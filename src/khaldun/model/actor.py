"""Actors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as one mention says it. `id` is a slug (`islamic-state`); `side` the slug of the side the pack puts it on at that
    time (None: unknown), `kind` what it is (state, military, armed group, coalition, monitor, un, ngo, media, people, unknown)."""

    id: str
    name: str
    text: str
    start: int
    end: int
    side: str | None = None
    kind: str = "unknown"
