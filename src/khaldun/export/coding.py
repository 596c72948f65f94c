"""What the event formats of the field have in common: who is armed and whose, the land, how exactly day and place are known."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from khaldun.actors.lexicon import lexicon
from khaldun.errors import KhaldunError
from khaldun.export.events import ARMED_UNITS, CIVIL_UNITS, Event
from khaldun.knowledge import Knowledge, load
from khaldun.model import Actor, Period, Place
from khaldun.places.gazetteer import Gazetteer
from khaldun.store import Store
from khaldun.store.countries import country_name

STATE_KINDS = frozenset({"state", "government", "military", "police"})
ARMED_KINDS = frozenset({"state", "military", "police", "armed group", "militia", "coalition"})
_WIDE = 25.0
"""Kilometres: a place whose point may lie farther off is no more than a part of a region."""


@dataclass(frozen=True, slots=True)
class Country:
    """`code`: ISO 3166 alpha-2, `iso3`: alpha-3, `number`: numeric; `region` as ACLED parts the world."""

    code: str
    iso3: str
    number: int
    name: str
    region: str


class Coder:
    """Codes events by the packs of knowledge that the record was made with."""

    def __init__(self, store: Store) -> None:
        self.knowledge: Knowledge = load(tuple(Path(p) for p in json.loads(store.meta().get("packs", "[]"))))
        self._actors = lexicon(self.knowledge).actors
        self._countries = {
            e["id"]: Country(e["id"], e["iso3"], e["number"], e.get("name") or country_name(e["id"]), e["region"])
            for e in self.knowledge.entries("iso")
        }

    @cached_property
    def _gazetteer(self) -> Gazetteer | None:
        try:
            return Gazetteer.open().with_packs(self.knowledge)
        except KhaldunError:
            return None

    def country(self, place: Place | None) -> Country | None:
        """The land of a place, where it is known."""
        return None if place is None or place.country is None else self._countries.get(place.country)

    def land_of(self, actor: Actor) -> Country | None:
        """The land of an actor of one."""
        known = self._actors.get(actor.id)
        return self._countries.get(known.countries[0]) if known is not None and len(known.countries) == 1 else None

    def province(self, place: Place) -> str:
        """The name of the province that a place lies in, or is; empty where it is unknown."""
        if place.kind == "province":
            return place.name
        found = None if place.admin1 is None or self._gazetteer is None else self._gazetteer.get(place.admin1)
        return found.name if found is not None else ""

    def own_state(self, actor: Actor, country: Country | None) -> bool:
        """Whether an actor is the state of the land, or forces of it. One of whom no land is known is taken to be."""
        if actor.kind not in STATE_KINDS:
            return False
        known = self._actors.get(actor.id)
        lands = () if known is None else known.countries
        return not lands or country is None or country.code in lands

    def lines(self, table: str) -> dict[str, list[dict[str, Any]]]:
        """The lines of a mapping of kinds (`acled`, `plover`), by kind, in their order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for line in self.knowledge.entries(table):
            found.setdefault(line["kind"], []).append(line)
        return found

    def fitting(self, lines: Sequence[dict[str, Any]], event: Event) -> dict[str, Any] | None:
        """The first line that fits an event."""
        return next((line for line in lines if self._fits(line, event)), None)

    def _fits(self, line: dict[str, Any], event: Event) -> bool:
        country = self.country(event.incident.place)
        if line.get("by") == "state" and not any(self.own_state(a, country) for a in event.incident.actors):
            return False
        if "on" in line and line["on"] != hit(event):
            return False
        return "words" not in line or said(event, line["words"])


def hit(event: Event) -> str | None:
    """Whom violence hits: `people` who bear no arms, the `armed`, or None where it is not told or both are."""
    units = {q.unit for t in event.tolls for q in t.parts}
    kinds = {a.kind for a in event.incident.targets}
    armed = bool(kinds & ARMED_KINDS) or bool(units & ARMED_UNITS)
    people = "people" in kinds or bool(units & CIVIL_UNITS)
    if armed == people:
        return None
    return "armed" if armed else "people"


def said(event: Event, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a sentence that tells of an event."""
    pattern = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return any(re.search(rf"(?<!\w)(?:{pattern})(?!\w)", c.evidence.text, re.IGNORECASE) for c in event.claims)


def number_of(event: Event, digits: int) -> int:
    """A number of at most so many digits that stays the event's when further claims join it, as long as its first one by id is told."""
    key = min(event.incident.claim_ids)
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % int("1" + "0" * digits)


def middle(when: Period) -> date | None:
    """The day in the middle of a time, its first half's last where it has two; None where an end is unknown."""
    return None if when.start is None or when.days is None else when.start + timedelta((when.days - 1) // 2)


def vague(place: Place) -> int:
    """How exactly a place is known: 1 a town or site, 2 near one or a small area, 3 a larger part of a region."""
    wide = place.radius_km is not None and place.radius_km > _WIDE
    if place.kind in {"province", "country"} or (wide and place.kind not in {"settlement", "district"}):
        return 3
    if place.kind in {"settlement", "facility", "crossing"} and place.relation is None and not wide:
        return 1
    return 2


def named(actors: Iterable[Actor]) -> list[str]:
    """The names of actors, each once, in their order."""
    return list(dict.fromkeys(a.name for a in actors))


def publishers(event: Event) -> list[str]:
    """Who printed the reports of an event, each once, by name: the publisher, else the agency, else the file."""
    return sorted({a.publisher or "; ".join(a.agency) or a.source.file for a in event.articles.values()})


def spaced(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
