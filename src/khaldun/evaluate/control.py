"""Who held what on which day, the changes of hands, and the claims behind them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from khaldun.evaluate.compare import km, plain
from khaldun.evaluate.gold import Fact, Gold, Ground, Question
from khaldun.evaluate.report import Note, Report, f1, report, share
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import Row, Told, stretch
from khaldun.model import Span

NEAR_KM = 5.0
"""Kilometres within which a place of another name may answer."""
_NAMESAKE = 60.0
"""Kilometres within which a place of the same name is the same, at least."""
_SLACK, _BEFORE, _LONG = timedelta(3), timedelta(31), timedelta(92)
"""Days that reports may be off; the month before a day by which something had happened; what is too long to tell when a state was seen."""
CONTESTED = "contested"
GAIN, HOLD = frozenset({"control.gain"}), frozenset({"control.hold", "control.contest", "control.gain"})
LOSS = frozenset({"control.loss", "withdrawal", "surrender"})
KINDS_OF = {"state": HOLD, "loss": LOSS, "transfer": GAIN | LOSS}
"""The kinds of claim that say a fact."""


@dataclass(frozen=True)
class Sides:
    """How the holders of a gold set, and those that are told, are laid beside one another."""

    gold: Gold
    terms: Terms

    @cached_property
    def by_side(self) -> bool:
        """Whether the gold names holders by the sides of the packs, not as actors."""
        said = {h for f in self.gold.facts for h in f.holder} | {h for q in self.gold.questions for h in q.holder}
        return said <= self.terms.side_names | {CONTESTED}

    def hands(self, *names: str | None) -> frozenset[str]:
        """An actor's id and name as the gold names holders: the sides, or the names themselves, plain."""
        return self.terms.sides(*names) if self.by_side else frozenset(p for n in names if (p := plain(n)))

    def holders(self, row: Row) -> frozenset[str]:
        """Whose hands a stretch says the place is in."""
        return self.hands(row["holder_id"], row["holder_name"]) or (
            frozenset({CONTESTED}) if row["status"] == CONTESTED else frozenset()
        )

    def wanted(self, holders: Sequence[str]) -> frozenset[str]:
        """Holders of the gold as `hands` gives them."""
        return frozenset(holders if self.by_side else map(plain, holders))

    def agrees(self, row: Row, holders: Sequence[str]) -> bool:
        """Whether a stretch says one of the gold's holders; `contested` is one."""
        return bool(self.holders(row) & self.wanted(holders)) or (CONTESTED in holders and row["status"] == CONTESTED)

    def doers(self, claim: Row) -> frozenset[str]:
        """Whose hands the actors of a claim are."""
        return frozenset[str]().union(*(self.hands(a["id"], a["name"]) for a in claim["actors"]))

    def parts(self, claim: Row, fact: Fact) -> tuple[bool, bool, bool]:
        """Whether a claim has a fact's place, holder (he who lost it, where the claim is of a loss) and time."""
        who, ground = self.doers(claim), self.gold.places[fact.place]
        holders = fact.previous if claim["kind"] in LOSS else fact.holder
        shared = CONTESTED in holders and (claim["kind"] == "control.contest" or len(who) > 1)
        return at(claim["place"], ground, ground.km), bool(who & self.wanted(holders)) or shared, said_when(claim["when"], fact)


@dataclass(frozen=True)
class _Scorer:
    gold: Gold
    told: Told
    sides: Sides

    # --- days

    def days(self, n: Counter[str]) -> Iterator[Note]:
        """Counts the questions, answered and right."""
        for asked in self.gold.questions:
            best = self._answer(asked)
            n["days"] += 1
            if best is None or best["status"] == "unknown" or not self.sides.holders(best):
                yield Note("missed", asked.place, f"on {asked.on}: {_either(asked.holder)}, told nothing")
                continue
            right = self.sides.agrees(best, asked.holder)
            n.update({"answered": 1, "days right": right})
            if not right:
                said = f"{best['holder_name']} ({best['status']})"
                yield Note("differs", asked.place, f"on {asked.on}: {_either(asked.holder)}, told {said}")

    def _answer(self, asked: Question) -> Row | None:
        """The stretch that speaks of a place and day: one of the place's name, the most probable, else that of the nearest place very near."""
        ground, on = self.gold.places[asked.place], asked.on.isoformat()
        rows = [r for r in self.told.tables["control"] if r["start"] <= on <= (r["end"] or "9999")]
        mine = [r for r in rows if named(r["place"], ground)]
        if not mine and rows:
            nearest = min(rows, key=lambda r: km(r["place"], ground.lat, ground.lon))
            mine = [nearest] if km(nearest["place"], ground.lat, ground.lon) <= NEAR_KM else []
        return max(mine, key=lambda r: r["probability"] or 0, default=None)

    # --- changes of hands

    def changes(self) -> list[Row]:
        """The stretches that begin a rule of other hands than those before."""
        by_place: dict[str, list[Row]] = {}
        for row in sorted(self.told.tables["control"], key=lambda r: str(r["start"])):
            by_place.setdefault(row["place"]["id"], []).append(row)
        found = []
        for rows in by_place.values():
            before: frozenset[str] = frozenset()
            for row in rows:
                now = self.sides.holders(row)
                if now - {CONTESTED} and row["status"] != "unknown" and not now & before:
                    found.append(row)
                before = now or before
        return found

    def transfers(self, n: Counter[str]) -> Iterator[Note]:
        """Counts the transfers found, and the changes told where the gold knows that there was none."""
        changes = self.changes()
        for name, ground in self.gold.places.items():
            here = [f for f in self.gold.facts if f.place == name and f.holder]
            used: set[int] = set()
            for fact in here:
                if fact.kind != "transfer" or fact.again:
                    continue
                n["transfers"] += 1
                fits = [i for i, row in enumerate(changes) if i not in used and self._fits(row, fact, ground)]
                if fits:
                    used.add(
                        min(
                            fits,
                            key=lambda i: (not named(changes[i]["place"], ground), abs(_day(changes[i]["start"]) - fact.last)),
                        )
                    )
                    n["transfers right"] += 1
                else:
                    yield Note("missed", fact.doc, f"{name}, {_days(fact)}: to {_either(fact.holder)}")
            for i, row in enumerate(changes):
                if i not in used and named(row["place"], ground) and at(row["place"], ground, NEAR_KM) and _known(row, here):
                    n["transfers wrong"] += 1
                    yield Note("beyond", name, f"from {row['start']}: to {row['holder_name']}")

    def _fits(self, row: Row, fact: Fact, ground: Ground) -> bool:
        return (
            self.sides.agrees(row, fact.holder) and _in_time(_day(row["start"]), fact) and at(row["place"], ground, ground.km)
        )

    # --- claims

    def claims(self, n: Counter[str]) -> Iterator[Note]:
        """Counts the facts that claims say, part by part."""
        for fact in self.gold.facts:
            evidence = self.told.span(fact.doc, fact.evidence)
            best = max((self.sides.parts(c, fact) for c in self._saying(fact, evidence)), key=sum, default=None)
            n["facts"] += 1
            if best is not None:
                n.update({"found": 1, "place": best[0], "holder": best[1], "date": best[2], "all": all(best)})
            if best is None or not all(best):
                lacks = (
                    "no claim"
                    if best is None
                    else ", ".join(p for p, ok in zip(("place", "holder", "date"), best, strict=True) if not ok)
                )
                what = f", {fact.kind} of {fact.place}, {_days(fact)}: {lacks + ' told so' if best is not None else lacks}"
                yield Note.at("missed" if best is None else "differs", fact.doc, evidence, what)

    def _saying(self, fact: Fact, evidence: Span) -> Iterable[Row]:
        for claim in self.told.claims.get(fact.doc, ()):
            said = stretch(claim["evidence"])
            if claim["kind"] in KINDS_OF[fact.kind] and said is not None and said.overlaps(evidence):
                yield claim


def control(gold: Gold, told: Told, terms: Terms) -> Report:
    """`days`: questions (place, day) answered right, of all; `answered`: answered at all; `days-answered`: right of those. `transfers`: gold transfers that the record tells, as a change of sides at the place, in time; precision counts
    beside them only changes at the place itself while the gold knows who held it. `claim-found`: facts of which a claim was found whose sentence
    overlaps the gold's and whose kind says it; `claim-place`, `claim-holder`, `claim-date`: of all facts, those with the best such
    claim's part right; `claim-all`: all three."""
    scorer, n = _Scorer(gold, told, Sides(gold, terms)), Counter[str]()
    notes = [*scorer.days(n), *scorer.transfers(n), *scorer.claims(n)]
    parts = {"claim-found": "found", "claim-place": "place", "claim-holder": "holder", "claim-date": "date", "claim-all": "all"}
    metrics = [
        share("days", n["days right"], n["days"]),
        share("days-answered", n["days right"], n["answered"]),
        share("answered", n["answered"], n["days"]),
        *f1("transfers", n["transfers right"], n["transfers right"] + n["transfers wrong"], n["transfers"]),
        *(share(name, n[part], n["facts"]) for name, part in parts.items()),
    ]
    return report(metrics, notes)


def named(place: Row | None, ground: Ground) -> bool:
    """Whether a told place bears one of a ground's names, and does not lie far from it."""
    name = plain(place["name"]) if place else ""
    if not place or not name or name not in {plain(n) for n in ground.names}:
        return False
    return place["lat"] is None or km(place, ground.lat, ground.lon) <= max(ground.km, _NAMESAKE)


def at(place: Row | None, ground: Ground, reach: float) -> bool:
    """Whether a told place is a ground by name, or lies within so many kilometres of it."""
    return named(place, ground) or km(place, ground.lat, ground.lon) <= reach


def said_when(when: Row | None, fact: Fact) -> bool:
    """Whether a claim's time is the fact's: within its days, or, for what was so or had happened by a day, touching the month before it."""
    if not when or not when["start"]:
        return False
    start, end = _day(when["start"]), _day(when["end"] or when["start"])
    if fact.precision in ("by", "asof", "since"):
        touching = start <= fact.last + _SLACK and end >= fact.first - _BEFORE
        return (touching and end - start <= _LONG) or start == fact.first
    return fact.first - _SLACK <= start and end <= fact.last + _SLACK


def _in_time(start: date, fact: Fact) -> bool:
    if fact.precision == "by":
        return fact.last - _BEFORE <= start <= fact.last + _SLACK
    slack = _SLACK if fact.precision == "day" else timedelta()
    return fact.first - slack <= start <= fact.last + slack


def _known(row: Row, facts: Sequence[Fact]) -> bool:
    """Whether a day lies between two facts of its place that agree who held it."""
    ordered, on = sorted(facts, key=lambda f: f.last), _day(row["start"])
    return any(a.last < on < b.first and set(a.holder) & set(b.previous or b.holder) for a, b in itertools.pairwise(ordered))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(fact: Fact) -> str:
    return str(fact.first) if fact.first == fact.last else f"{fact.first} to {fact.last}"


def _either(holders: Sequence[str]) -> str:
    return " or ".join(holders)
