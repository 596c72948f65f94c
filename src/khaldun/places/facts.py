"""What the words of a name tell by themselves, wherever it stands: worked out once for each name, as the same ones come again and again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from khaldun.places.cues import Cues
from khaldun.places.gazetteer import Gazetteer, Hit
from khaldun.places.keys import key
from khaldun.places.layout import MAIN

_UNION = "local:european-union"
KNOWN_TOWN = 150_000
"""Inhabitants from which a town is met by its name alone."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`hits`: what bears the name, `known` whether that is any place's own name, `nation` whether a country's, `local` a place's of a pack,
    `province` whether its words of kind alone make it a province's; `never` whether it is no name of a place, `generic` nothing but words of kind, `goods` a brand; `acronym` the
    short form of a body, though some town bears those letters; `settled` whether it is known and cannot be cut short; `plain_person` and
    `plain_body` whether a person or a body so tagged is a country, a region or a large city and nothing more; `country` that of its best known
    bearer."""

    hits: tuple[Hit, ...]
    key: str
    known: bool
    nation: bool
    never: bool
    generic: bool
    local: bool
    province: bool
    goods: bool
    acronym: bool
    plain_person: bool
    plain_body: bool
    settled: bool
    country: str


@lru_cache(maxsize=16_384)
def facts(span: str, gazetteer: Gazetteer, cues: Cues) -> Facts:
    """The facts of a span."""
    hits, plain, words = gazetteer.named(span), key(span), span.split() or [""]
    own = [h for h in hits if h.grade == MAIN]
    nation = any(h.entry.kind == "country" for h in own)
    state = plain not in cues.ordinary and (nation or any(h.entry.id == _UNION for h in own))
    large = plain not in cues.ordinary and any(prominent(h) for h in own)
    last = words[-1]
    return Facts(
        hits=hits,
        key=plain,
        known=bool(own),
        nation=nation,
        never=_never(span, plain, hits, cues),
        generic=bool(words[0]) and cues.generic(span),
        local=any(h.entry.id.startswith("local:") for h in own),
        province=_state(span, gazetteer, cues),
        goods=plain in cues.goods,
        acronym=span.isupper()
        and span.isalpha()
        and len(span) <= 4
        and all(h.entry.kind in ("settlement", "district") for h in hits),
        plain_person=state,
        plain_body=state or large and not (span.isupper() and len(span) < 5),
        settled=bool(own)
        and last.lower() not in cues.halves
        and last not in cues.numbered
        and " of" not in span
        and span[-1] != "/"
        and span not in cues.pairs,
        country=max(hits, key=lambda h: (h.grade == MAIN, h.entry.population, h.entry.id)).entry.country if hits else "",
    )


def _state(span: str, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether words of kind alone are the name of a province: "Delta State"."""
    own = cues.within(span)
    return (
        own is not None
        and own[1] == "province"
        and any(h.grade == MAIN and h.entry.kind == "province" for h in gazetteer.named(own[0]))
    )


def _never(span: str, plain: str, hits: tuple[Hit, ...], cues: Cues) -> bool:
    """Whether a span is no name of a place wherever it stands."""
    return (
        plain in cues.never
        or not any(c.isupper() for c in span)
        or _people(span, hits, cues)
        or (span.split()[0].lower() in cues.bodies and not hits)
    )


def _people(span: str, hits: tuple[Hit, ...], cues: Cues) -> bool:
    """Whether a span is the name of a people: "Syrian", "Iraqis", but not "Philippines"."""
    if span in cues.demonyms or span.removesuffix("s") not in cues.demonyms:
        return span in cues.demonyms
    return not any(h.entry.kind == "country" and h.grade == MAIN for h in hits)


def prominent(hit: Hit) -> bool:
    """Whether a place is so well known by its own name that it is meant by that name alone."""
    if hit.grade != MAIN:
        return False
    return hit.entry.kind in ("country", "area", "province") or large(hit) and not seat(hit)


def large(hit: Hit) -> bool:
    """Whether a town is large enough to be met by its name alone."""
    return hit.entry.population >= KNOWN_TOWN


def seat(hit: Hit) -> bool:
    """Whether a building is so much written about that its name means who sits there: the Kremlin."""
    return hit.entry.kind == "facility" and large(hit)
