"""Claims that gold sets judge: right, wrong, or not judged at all.

A claim is right where everything that a set knows of it agrees: its kind on sets of kinds, the words of its place on sets of
event places, figure with kind, unit and place on sets of displacement, the speaker on sets of speakers, place with holder and date
on sets of control. What a set cannot judge gives no label. The rules of agreement are those of `khaldun.evaluate`; SHARED holds `data/`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from khaldun.claims import voices
from khaldun.claims.reader import read_with_signs
from khaldun.evaluate.claims import fit, same_voice, standing
from khaldun.evaluate.control import GAIN, HOLD, KINDS_OF, LOSS, Sides, named
from khaldun.evaluate.gold import Fact, Gold, load
from khaldun.evaluate.kinds import main_claim, types
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import span_of, stretch
from khaldun.export.rows import claim as row_of
from khaldun.language.reading import Reading
from khaldun.model import DONE, Claim
from khaldun.run.extract import Tools, mentions_of, read_sentences, unread
from khaldun.run.stages import real

Row = dict[str, Any]
LEARNED = ("kinds/case2021-train", "kinds/plover-train", "eventplace/train", "displacement/train", "speakers/train",
           "control/articles-dev", "control/histories-dev")  # fmt: skip
"""Sets that weights are learned on."""
CHECKED = ("kinds/case2021-check", "kinds/plover-check", "eventplace/check", "displacement/check", "speakers/check")
"""Sets that calibration is measured on."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that its set judges. `text` names set and article: claims of one article are learned from, or measured on, together."""

    name: str
    text: str
    signs: tuple[str, ...]
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as exports tell it, with its signs."""

    row: Row
    signs: tuple[str, ...]


def judged(shared: Path, name: str, *, tools: Tools, cache: Path) -> list[Judged]:
    """The claims of a set that its gold judges."""
    task = name.partition("/")[0]
    gold, _ = load(shared / "data" / name / "gold.json.gz", task)
    terms = Terms.of(tools.knowledge)
    found = []
    for ref, claims in told(shared / "data" / name / "input", tools=tools, cache=cache):
        for one, right in _JUDGES[task](gold, terms, ref, claims):
            found.append(Judged(name, f"{name}/{ref}", one.signs, one.row["confidence"], right))
    return found


def told(folder: Path, *, tools: Tools, cache: Path) -> Iterator[tuple[str, list[Told]]]:
    """The claims of each article of a folder, by the reference of its input line. Parses are kept in `cache`: they take most of the time."""
    for ref, reading in readings(folder, tools, cache):
        mentions = mentions_of(reading, tools)
        heard = voices.find(reading, mentions, tools.knowledge)
        claims, signs = read_with_signs(reading, mentions, heard, tools.knowledge)
        yield ref, [Told(_row(c), tuple(signs[c.id])) for c in claims]


def _row(claim: Claim) -> Row:
    row: Row = json.loads(json.dumps(row_of(claim)))
    return row


def readings(folder: Path, tools: Tools, cache: Path) -> list[tuple[str, Reading]]:
    """The parsed articles of a folder."""
    digest = hashlib.sha256(tools.engine.name.encode())
    for path in sorted(folder.iterdir()):
        digest.update(path.read_bytes())
    kept = cache / f"{digest.hexdigest()[:16]}.pkl"
    if kept.is_file():
        found: list[tuple[str, Reading]] = pickle.loads(kept.read_bytes())
        return found
    stages, found = real(), []
    for path in sorted(folder.iterdir()):
        for article in stages.read(path):
            if not hasattr(article, "text") or article.set_aside or unread(article) is not None:
                continue
            found.append((str(article.source.ref), read_sentences(article, tools.engine)))
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(found))
    return found


def _kinds(gold: Gold, terms: Terms, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """The main claim alone: a snippet has one gold type, and its other claims may be as true."""
    scheme, doc = terms.scheme(gold.scheme), gold.docs.get(ref)
    by_row = {id(c.row): c for c in claims}
    main = main_claim([c.row for c in claims], scheme, terms)
    if doc is not None and doc.type in scheme.known and main is not None:
        yield by_row[id(main)], doc.type in types(main, scheme, terms)


def _eventplace(gold: Gold, terms: Terms, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims with a place whose trigger is the gold verb: right where at least half of the place's words are gold words."""
    doc = gold.docs.get(ref)
    text = doc.text or "" if doc else ""
    for event in doc.events if doc else ():
        verb = span_of(event.verb)
        true = standing(text, map(span_of, event.places))
        for c in claims:
            place, trigger = stretch(c.row["place"]), stretch(c.row["trigger"])
            if place is not None and trigger is not None and trigger.overlaps(verb):
                mine = standing(text, [place])
                yield c, bool(mine) and 2 * len(mine & true) >= len(mine)


def _displacement(gold: Gold, terms: Terms, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims that tell the gold figure: right where what befell whom, and where, are the gold's too. One without a place may be right."""
    doc = gold.docs.get(ref)
    for c in claims:
        if doc is None:
            return
        same = [q for q in c.row["quantities"] if doc.figure in (q["low"], q["high"])]
        if same:
            place = c.row["place"]
            marks = frozenset[str]().union(*(fit(doc, c.row, q, place, terms) for q in same))
            where = not doc.place or not place or bool(marks & {"place", "country"})
            yield c, {"term", "unit"} <= marks and where


def _speakers(gold: Gold, terms: Terms, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims told with a speaker: right where he shares a word of substance with the gold source of the innermost attribution."""
    doc = gold.docs.get(ref)
    contents = [(a, [span_of(m) for m in a.content]) for a in doc.attributions] if doc else []
    for c in claims if doc else ():
        speaker, trigger = c.row["speaker"], stretch(c.row["trigger"])
        if speaker is None or trigger is None:
            continue
        holding = [(a, parts) for a, parts in contents if any(p.holds(trigger) for p in parts)]
        inner = min(holding, key=lambda pair: sum(p.end - p.start for p in pair[1]), default=None)
        if inner is None or inner[0].source:
            source = "" if inner is None else " ".join(m.text or "" for m in inner[0].source)
            yield c, same_voice(source, f"{speaker['text'] or ''} {speaker['name'] or ''}", terms)


def _control(gold: Gold, terms: Terms, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims of control. Where the trigger stands in the evidence of a fact: right where they say some fact told there, whole. Else
    where the facts of their place tell who held it on their days: right where it was he."""
    sides = Sides(gold, terms)
    facts = [f for f in gold.facts if f.doc == ref]
    for c in claims:
        kind, trigger, evidence = c.row["kind"], stretch(c.row["trigger"]), stretch(c.row["evidence"])
        if kind not in GAIN | HOLD | LOSS or c.row["status"] not in DONE or trigger is None or evidence is None:
            continue
        saying = [(f, span_of(f.evidence)) for f in facts if kind in KINDS_OF[f.kind]]
        if any(trigger.overlaps(span) for _, span in saying):
            yield c, any(_says(sides, c.row, f) for f, span in saying if evidence.overlaps(span))
        elif (right := _by_timeline(sides, c.row)) is not None:
            yield c, right


def _by_timeline(sides: Sides, row: Row) -> bool | None:
    """Whether he who is told to take or hold a place held it by the facts of the place; None where they do not tell of those days."""
    place, when, who = row["place"] or {}, row["when"], sides.doers(row)
    if row["kind"] not in GAIN | {"control.hold"} or not who or place.get("extent") != "whole" or when["precision"] != "day":
        return None
    name = next((n for n, g in sides.gold.places.items() if named(place, g)), None)
    if name is None or not when["start"] or not when["end"]:
        return None
    start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    if (end - start).days > 7:
        return None
    known = sorted((f for f in sides.gold.facts if f.place == name and f.holder), key=lambda f: f.last)
    for fact in known:
        if fact.kind == "transfer" and fact.precision == "day" and fact.first <= end and start <= fact.last:
            return bool(who & set(fact.holder)) if row["kind"] in GAIN else None
    for before, after in itertools.pairwise(known):
        held = set(before.holder) & set(after.previous or after.holder)
        if held and before.last < start and end < after.first:
            return bool(who & held)
    return None


def _says(sides: Sides, row: Row, fact: Fact) -> bool:
    """Whether a claim says a fact whole; of a loss it may leave unsaid whose."""
    there, held, then = sides.parts(row, fact)
    return there and then and (held or (row["kind"] in LOSS and not sides.doers(row)))


_JUDGES: dict[str, Callable[[Gold, Terms, str, Sequence[Told]], Iterator[tuple[Told, bool]]]] = {
    "kinds": _kinds,
    "eventplace": _eventplace,
    "displacement": _displacement,
    "speakers": _speakers,
    "control": _control,
}
