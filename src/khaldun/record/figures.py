"""Figures: the numbers of people that sources give for what changes, each with whose word it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.model import Claim, Figure, Quantity, identifier

BY_KIND = {
    "displacement": "displaced",
    "return": "returned",
    "trapped": "besieged",
    "siege": "besieged",
    "casualties": "killed",
    "killing": "killed",
    "abduction": "abducted",
    "arrest": "arrested",
    "surrender": "surrendered",
    "presence": "present",
    "mobilization": "mobilized",
    "withdrawal": "withdrawn",
}
"""The measure of a number of people to which the words give no role of its own."""

_PEOPLE = frozenset({"people", "household"})


@lru_cache(maxsize=8)
def things(knowledge: Knowledge) -> frozenset[str]:
    """The units that the packs know and that are neither people nor households."""
    kinds: dict[str, set[str]] = {}
    for document in knowledge.documents("units"):
        for entry in document.get("units") or ():
            named = [entry["unit"]] if "unit" in entry else [str(word).partition("/")[0] for word in entry.get("words") or ()]
            for unit in named:
                kinds.setdefault(str(unit), set()).add(str(entry.get("kind")))
    return frozenset(unit for unit, found in kinds.items() if not found & _PEOPLE)


def figures(claims: Iterable[Claim], knowledge: Knowledge) -> tuple[Figure, ...]:
    """The figures of all claims told as facts or expected, sorted by id; a claim that is denied or wished gives none."""
    no_people = things(knowledge)
    found = {
        figure.id: figure
        for claim in claims
        if claim.status not in ("denied", "hypothetical", "planned")
        for quantity in claim.quantities
        if quantity.unit is not None and quantity.unit not in no_people
        if (figure := _figure(claim, quantity)) is not None
    }
    return tuple(found[key] for key in sorted(found))


def _figure(claim: Claim, quantity: Quantity) -> Figure | None:
    if quantity.low is None and quantity.high is None:
        return None
    measure = quantity.role or BY_KIND.get(claim.kind)
    if measure is None:
        return None
    where = claim.place.id if claim.place is not None else None
    speaker = claim.speaker.id if claim.speaker is not None else None
    return Figure(
        id=identifier("fig", claim.id, measure, where, quantity.low, quantity.high, quantity.unit, quantity.text),
        measure=measure,
        place=claim.place,
        group=_group(claim, quantity),
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        as_of=claim.when,
        speaker=speaker,
        claim_id=claim.id,
        evidence=claim.evidence,
    )


def _group(claim: Claim, quantity: Quantity) -> str | None:
    """Whom the number counts: the fighters of a named actor where it counts fighters, else the unit."""
    if quantity.role == "fighters" or quantity.unit in ("fighter", "militant", "soldier", "troop"):
        named = claim.actors or claim.targets
        if named:
            return named[0].id
    return quantity.unit
