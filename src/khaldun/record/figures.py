"""Figures: the numbers of people that sources give for what changes, each with whose word it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.model import Article, Claim, Figure, Quantity, identifier
from khaldun.record.grades import rules
from khaldun.record.origins import origin

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

_PEOPLE = frozenset({"people", "household", "kin"})


@lru_cache(maxsize=8)
def people(knowledge: Knowledge) -> frozenset[str]:
    """The units that count people or households, as the packs have them."""
    found: set[str] = set()
    for document in knowledge.documents("units"):
        for entry in document.get("units") or ():
            if entry.get("kind") in _PEOPLE:
                named = (
                    [entry["unit"]] if "unit" in entry else [str(word).partition("/")[0] for word in entry.get("words") or ()]
                )
                found.update(str(unit) for unit in named)
    return frozenset(found)


def figures(
    claims: Iterable[Claim], articles: Mapping[str, Article], story_of: Mapping[str, str], knowledge: Knowledge
) -> tuple[Figure, ...]:
    """The figures of all claims told as facts or expected, sorted by id; a claim that is denied or wished gives none.

    A number that several claims of a sentence share, or that the copies of a story repeat, is one figure: that of the surest claim. One that
    is told of several places at once (`120 killed in A and B`) is a figure of none of them.
    """
    told: dict[tuple[object, ...], set[str]] = {}
    surest = sorted(claims, key=lambda c: (-c.confidence, c.id))
    for claim in surest:
        for quantity in claim.quantities:
            told.setdefault(_telling(claim, quantity), set()).update([claim.place.id] if claim.place is not None else ())
    counted, forces = people(knowledge), rules(knowledge).forces
    found: dict[tuple[object, ...], Figure] = {}
    for claim in surest:
        if not claim.quantities or claim.status in ("denied", "hypothetical", "planned"):
            continue
        sentence = "".join(c for c in claim.evidence.text.lower() if c.isalnum())
        for quantity in claim.quantities:
            several = len(told.get(_telling(claim, quantity), ())) > 1
            figure = _figure(claim, quantity, articles, story_of, forces, several) if quantity.unit in counted else None
            if figure is not None:
                story = story_of.get(claim.article_id, claim.article_id)
                found.setdefault((story, sentence, figure.measure, quantity.text, quantity.low, quantity.high), figure)
    return tuple(sorted(found.values(), key=lambda f: f.id))


def _telling(claim: Claim, quantity: Quantity) -> tuple[object, ...]:
    """What the claims have in common that one word makes of one number, one for each place."""
    return claim.article_id, claim.kind, claim.trigger.start, quantity.start, quantity.end


def _figure(
    claim: Claim,
    quantity: Quantity,
    articles: Mapping[str, Article],
    story_of: Mapping[str, str],
    forces: frozenset[str],
    several: bool,
) -> Figure | None:
    if quantity.low is None and quantity.high is None:
        return None
    measure = quantity.role or BY_KIND.get(claim.kind)
    if measure is None or measure == "whole":
        return None
    place = None if several else claim.place
    where = place.id if place is not None else None
    speaker = claim.speaker.id if claim.speaker is not None else None
    article = articles.get(claim.article_id)
    return Figure(
        id=identifier("fig", claim.id, measure, where, quantity.low, quantity.high, quantity.unit, quantity.text),
        measure=measure,
        place=place,
        group=_group(claim, quantity, forces),
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        as_of=claim.when,
        speaker=speaker,
        claim_id=claim.id,
        evidence=claim.evidence,
        origin=origin(claim, story_of),
        said_on=None if article is None else article.published.start,
    )


def _group(claim: Claim, quantity: Quantity, forces: frozenset[str]) -> str | None:
    """Whom the number counts: the fighters of the actor whose name stands in its words, or of the one named where it alone counts
    fighters; else the unit."""
    if quantity.role != "fighters" and quantity.unit not in forces:
        return quantity.unit
    named = claim.actors or claim.targets
    inside = [a for a in (*claim.actors, *claim.targets) if a.start < quantity.end and quantity.start < a.end]
    alone = sum(q.role == "fighters" or q.unit in forces for q in claim.quantities) == 1
    return next((a.id for a in (*inside, *(named if alone else ()))), quantity.unit)
