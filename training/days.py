"""Who the record tells to hold a place on the days that the gold sets of control ask for, and how surely.

The rules of agreement are those of `khaldun.evaluate`; SHARED holds `data/`. Each article of these sets is a story of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khaldun.claims import read, voices
from khaldun.evaluate.compare import km
from khaldun.evaluate.control import NEAR_KM, Sides, at, named
from khaldun.evaluate.gold import Fact, Ground, load
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import Row
from khaldun.export.rows import control as row_of
from khaldun.model import Article, Claim, ControlSpell
from khaldun.record.around import informs
from khaldun.record.control import control
from khaldun.record.fading import probability_on
from khaldun.record.parties import Parties
from khaldun.run.extract import Tools, mentions_of
from training.judged import readings

SETS = ("control/articles-dev", "control/histories-dev")


@dataclass(frozen=True, slots=True)
class Asked:
    """A day on which the gold knows who holds a place, and what that is: sides of holders."""

    name: str
    place: str
    ground: Ground
    on: date
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the record tells of such a day: `probability` of whom it names (None: nobody), whether that is `right`, and how likely it
    holds the right one to be, named or not."""

    asked: Asked
    probability: float | None
    right: bool
    likely: float


@dataclass(frozen=True)
class Days:
    """One set: its questions, the claims at places that may answer them, and those that inform places within theirs."""

    asked: tuple[Asked, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    wider: tuple[Claim, ...]
    articles: dict[str, Article]
    parties: Parties
    sides: Sides

    def told(self) -> list[Told]:
        """The answers under the parameters in force."""
        spells = [(s, row_of(s)) for s in control(self.claims, self.articles, self.parties, {}, self.wider)]
        return [self._told(a, [(s, r) for s, r in spells if _on(s, a.on)]) for a in self.asked]

    def _told(self, asked: Asked, there: Sequence[tuple[ControlSpell, Row]]) -> Told:
        mine = [(s, r) for s, r in there if named(r["place"], asked.ground)]
        if not mine:
            near = sorted((km(r["place"], asked.ground.lat, asked.ground.lon), n) for n, (_, r) in enumerate(there))
            mine = [there[n] for off, n in near[:1] if off <= NEAR_KM]
        if not mine:
            return Told(asked, None, False, 0.0)
        spell, row = max(mine, key=lambda pair: pair[0].probability)
        sure = probability_on(spell, asked.on)
        tells = spell.status != "unknown" and bool(self.sides.holders(row))
        right = tells and self.sides.agrees(row, asked.holders)
        rivals = sum(p for h, p in spell.others if self.sides.hands(h) & self.sides.wanted(asked.holders))
        return Told(asked, sure if tells else None, right, sure if right else min(rivals, 1.0 - sure if tells else 1.0))


def _on(spell: ControlSpell, day: date) -> bool:
    return spell.start <= day and (spell.stop is None or day < spell.stop)


def days(shared: Path, name: str, *, tools: Tools, cache: Path) -> Days:
    """A set, read as this version reads it; parses are kept in `cache`."""
    gold, _ = load(shared / "data" / name / "gold.json.gz", "control")
    asked = tuple(Asked(name, q.place, gold.places[q.place], q.on, q.holder) for q in gold.questions)
    claims: list[Claim] = []
    articles = {}
    for _, reading in readings(shared / "data" / name / "input", tools, cache):
        mentions = mentions_of(reading, tools)
        heard = voices.find(reading, mentions, tools.knowledge)
        claims += read(reading, mentions, heard, tools.knowledge)
        articles[reading.article.id] = reading.article
    wanted = {a.place: a.ground for a in asked}.values()
    answers = {}
    for place in {c.place.id: c.place for c in claims if c.place is not None}.values():
        row = {"name": place.name, "lat": place.lat, "lon": place.lon}
        answers[place.id] = any(at(row, g, NEAR_KM) for g in wanted)
    kept = sorted((c for c in claims if c.place is not None and answers[c.place.id]), key=lambda c: c.id)
    wider = sorted((c for c in claims if informs(c)), key=lambda c: c.id)
    once, once_wider = (tuple({c.id: c for c in some}.values()) for some in (kept, wider))
    sides = Sides(gold, Terms.of(tools.knowledge))
    return Days(asked, gold.facts, once, once_wider, articles, Parties.of(tools.knowledge), sides)
