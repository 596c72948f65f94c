"""Claims as reviewers leave them: the claim stands, what is computed from it follows the last word on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from khaldun.errors import UsageError
from khaldun.model import Actor, Claim, Judgement, Period, Place, Quantity, Speaker

_STATUSES = frozenset({"happened", "ongoing", "ended", "planned", "expected", "hypothetical", "denied"})


def judged(claims: Iterable[Claim], judgements: Sequence[Judgement]) -> list[Claim]:
    """The claims to compute with, sorted by id, each once: rejected ones left out, corrections applied to a copy.

    Judgements count in the order in which they were made; a later `accept` takes a `reject` back, a later correction of a
    field replaces an earlier one. Raises UsageError where a correction cannot be applied.
    """
    of: dict[str, list[Judgement]] = {}
    for judgement in sorted(judgements, key=lambda j: (j.made, j.id)):
        of.setdefault(judgement.claim_id, []).append(judgement)
    kept = []
    for claim in _each_once(claims):
        verdicts = [j for j in of.get(claim.id, ()) if j.verdict != "correct"]
        if verdicts and verdicts[-1].verdict == "reject":
            continue
        for judgement in of.get(claim.id, ()):
            if judgement.verdict == "correct":
                claim = corrected(claim, judgement)
        kept.append(claim)
    return sorted(kept, key=lambda c: c.id)


def _each_once(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Of claims that bear one id, which only what was made by hand does, the last by all that they say."""
    found: dict[str, Claim] = {}
    for claim in claims:
        other = found.setdefault(claim.id, claim)
        if other is not claim and other != claim:
            found[claim.id] = max(other, claim, key=repr)
    return found.values()


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that have not been taken back by whoever made them, in the order in which they were made; an `undo` may itself be
    undone, and none is among them."""
    order = sorted(judgements, key=lambda j: (j.made, j.id))
    by = {j.id: j.reviewer for j in order}
    back: set[str | None] = set()
    kept = []
    for judgement in reversed(order):
        if judgement.id in back:
            continue
        if judgement.verdict != "undo":
            kept.append(judgement)
        elif by.get(judgement.value or "") == judgement.reviewer:
            back.add(judgement.value)
    return kept[::-1]


Tie = tuple[str, str, bool]
"""Two claims that a reviewer says are (True), or are not, about one happening; the first is the one that he looked at."""


def ties(judgements: Iterable[Judgement]) -> tuple[Tie, ...]:
    """What reviewers join and part, in the order in which they did; of a pair the last word alone."""
    found: dict[frozenset[str], Tie] = {}
    for judgement in standing(judgements):
        if judgement.verdict in ("join", "part") and judgement.value is not None and judgement.value != judgement.claim_id:
            pair = frozenset((judgement.claim_id, judgement.value))
            found.pop(pair, None)
            found[pair] = (judgement.claim_id, judgement.value, judgement.verdict == "join")
    return tuple(found.values())


def corrected(claim: Claim, judgement: Judgement) -> Claim:
    """A claim with one field as a reviewer would have it; the value is JSON in the form that the export gives the field.

    Raises UsageError for a field that cannot be corrected or a value that does not fit it.
    """
    try:
        value = json.loads(judgement.value or "null")
        match judgement.field:
            case "kind" if isinstance(value, str) and value:
                return replace(claim, kind=value)
            case "status" if value in _STATUSES:
                return replace(claim, status=value)
            case "when":
                return replace(claim, when=_period(value))
            case "place":
                return replace(claim, place=None if value is None else _place(value, claim.place))
            case "actors":
                return replace(claim, actors=tuple(_actor(v) for v in value))
            case "targets":
                return replace(claim, targets=tuple(_actor(v) for v in value))
            case "speaker":
                return replace(claim, speaker=None if value is None else _speaker(value))
            case "quantities":
                return replace(claim, quantities=tuple(_quantity(v) for v in value))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"judgement {judgement.id}: {judgement.field} cannot be {judgement.value!r}: {error}") from error
    raise UsageError(f"judgement {judgement.id}: {judgement.field} cannot be {judgement.value!r}")


def _period(value: dict[str, Any]) -> Period:
    start = date.fromisoformat(value["start"]) if value.get("start") else None
    last = date.fromisoformat(value["end"]) if value.get("end") else None
    if start is not None and last is not None and last < start:
        raise ValueError("it ends before it starts")
    stop = None if last is None else last + timedelta(1)
    return Period(start, stop, value.get("precision") or ("day" if start == last else "unknown"), value.get("text"))


def _place(value: dict[str, Any], old: Place | None) -> Place:
    if old is not None and set(value) <= {"extent"}:
        return replace(old, extent=value["extent"])
    return Place(
        id=str(value["id"]),
        name=str(value["name"]),
        text=str(value.get("text") or (old.text if old else value["name"])),
        start=old.start if old else -1,
        end=old.end if old else -1,
        lat=value.get("lat"),
        lon=value.get("lon"),
        radius_km=value.get("radius_km"),
        kind=value.get("kind") or "settlement",
        extent=value.get("extent") or "whole",
        country=value.get("country"),
        admin1=value.get("admin1"),
    )


def _actor(value: dict[str, Any]) -> Actor:
    name = str(value.get("name") or value["id"])
    text = str(value.get("text") or name)
    kind = str(value.get("kind") or "unknown")
    return Actor(str(value["id"]), name, text, value.get("start", -1), value.get("end", -1), value.get("side"), kind)


def _speaker(value: dict[str, Any]) -> Speaker:
    name = str(value.get("name") or value["id"])
    return Speaker(str(value["id"]), name, value.get("kind") or "official", str(value.get("text") or name), value.get("via"))


def _quantity(value: dict[str, Any]) -> Quantity:
    return Quantity(value.get("low"), value.get("high"), value.get("unit"), value.get("role"), str(value.get("text") or ""))
