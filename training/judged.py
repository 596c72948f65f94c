"""Claims that gold sets judge: right, wrong, or not judged at all.

A claim is right where everything that a set knows of it agrees: its kind on sets of kinds, the words of its place on sets of
event places, figure with kind, unit and place on sets of displacement, the speaker on sets of speakers, place with holder and date
on sets of control. What a set cannot judge gives no label. The rules of agreement are those of the scorers that stand beside the
data, used as they are; SHARED is the folder of both (`data/`, `score/`).
"""

from __future__ import annotations

import hashlib
import importlib
import itertools
import json
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.claims import voices
from khaldun.claims.reader import read_with_signs
from khaldun.export.rows import claim as row_of
from khaldun.language.reading import Reading
from khaldun.model import Claim
from khaldun.run.extract import Tools, mentions_of, read_sentences, unread
from khaldun.run.stages import real

Row = dict[str, Any]
_DONE = frozenset({"happened", "ongoing", "ended"})
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
    sys.path.insert(0, str(shared / "score"))
    gold = importlib.import_module("common").load(shared / "data" / name / "gold.json")
    task = name.partition("/")[0]
    found = []
    for ref, claims in told(shared / "data" / name / "input", tools=tools, cache=cache):
        for one, right in _JUDGES[task](gold, ref, claims):
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


def _score(name: str) -> Any:
    return importlib.import_module(name)


def _kinds(gold: Row, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """The main claim alone: a snippet has one gold type, and its other claims may be as true."""
    scorer = _score("kinds")
    table = scorer.PLOVER if gold["scheme"] == "plover" else scorer.ACLED
    known = {t for types in table.values() if types for t in types} | (
        set(scorer.TERRITORY) if table is scorer.ACLED else set()
    )
    wanted = gold["docs"].get(ref, {}).get("type")
    order = list(table)
    fit = [c for c in claims if scorer.types(c.row, table)]
    if wanted in known and fit:
        main = min(
            fit,
            key=lambda c: (
                c.row["status"] not in _DONE,
                order.index(c.row["kind"]),
                c.row["trigger"]["start"],
            ),
        )
        yield main, wanted in scorer.types(main.row, table)


def _eventplace(gold: Row, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims with a place whose trigger is the gold verb: right where at least half of the place's words are gold words."""
    scorer, doc = _score("eventplace"), gold["docs"].get(ref)
    for event in doc["events"] if doc else ():
        true = scorer.tokens(doc["text"], event["places"])
        for c in claims:
            place, trigger = c.row["place"], c.row["trigger"]
            if (
                place is None
                or place.get("start") is None
                or not (trigger["start"] < event["verb"][1] and event["verb"][0] < trigger["end"])
            ):
                continue
            mine = scorer.tokens(doc["text"], [(place["start"], place["end"])])
            yield c, bool(mine) and 2 * len(mine & true) >= len(mine)


def _displacement(gold: Row, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims that tell the gold figure: right where what befell whom, and where, are the gold's too."""
    scorer, g = _score("displacement"), gold["docs"].get(ref)
    for c in claims if g else ():
        same = [q for q in c.row["quantities"] if g["figure"] in (q.get("low"), q.get("high"))]
        if not same:
            continue
        place = c.row["place"] or {}
        name, want = scorer.plain(place.get("name")), scorer.plain(g["place"])
        box, lat, lon = g["box"], place.get("lat"), place.get("lon")
        inside = box and lat is not None and box[0] <= lat <= box[2] and box[1] <= lon <= box[3]
        where = not g["place"] or not place or bool(name and want and (want in name or name in want)) or bool(inside)
        households = any(bool(scorer.HOUSEHOLDS.search(q.get("unit") or "")) == (g["unit"] == "Households") for q in same)
        yield c, c.row["kind"] in scorer.KINDS.get(g["term"], scorer.FLEEING) and households and where


def _speakers(gold: Row, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims told with a speaker: right where he shares a word of substance with the gold source of the innermost attribution."""
    scorer, doc = _score("speakers"), gold["docs"].get(ref)
    for c in claims if doc else ():
        speaker = c.row["speaker"]
        if speaker is None:
            continue
        holding = [a for a in doc["attributions"] if any(scorer.inside(c.row["trigger"], part) for part in a["content"])]
        inner = min(holding, key=lambda a: sum(p["end"] - p["start"] for p in a["content"]), default=None)
        if inner is not None and not inner["source"]:
            continue
        want = {w for s in inner["source"] for w in scorer.words(s["text"])} if inner is not None else set()
        said = set(scorer.words(speaker.get("text"))) | set(scorer.words(speaker.get("name")))
        if want - scorer.SMALL:
            want, said = want - scorer.SMALL, said - scorer.SMALL
        yield c, bool(want & said)


def _control(gold: Row, ref: str, claims: Sequence[Told]) -> Iterator[tuple[Told, bool]]:
    """Claims of control. Where the trigger stands in the evidence of a fact: right where they say some fact told there, whole. Else
    where the facts of their place tell who held it on their days: right where it was he."""
    scorer = _score("control")
    facts = [f for f in gold["facts"] if f["doc"] == ref]
    for c in claims:
        if c.row["kind"] not in scorer.GAIN | scorer.HOLD | scorer.LOSS or c.row["status"] not in _DONE:
            continue
        here = [
            f for f in facts if scorer.overlap(c.row["trigger"], f["evidence"]) > 0 and c.row["kind"] in _kinds_of(scorer, f)
        ]
        if here:
            near = [
                f
                for f in facts
                if scorer.overlap(c.row["evidence"], f["evidence"]) > 0 and c.row["kind"] in _kinds_of(scorer, f)
            ]
            yield c, any(_says(scorer, c.row, f, gold["places"][f["place"]]) for f in near)
        elif (right := _by_timeline(scorer, gold, c.row)) is not None:
            yield c, right


def _by_timeline(scorer: Any, gold: Row, row: Row) -> bool | None:
    """Whether he who is told to take or hold a place held it by the facts of the place; None where they do not tell of those days."""
    place, when = row["place"] or {}, row["when"]
    who: set[str] = set().union(*[scorer.families(a.get("id"), a.get("name")) for a in row["actors"]])
    if (
        row["kind"] not in {"control.gain", "control.hold"}
        or not who
        or place.get("extent") != "whole"
        or when["precision"] != "day"
    ):
        return None
    name = next((n for n, g in gold["places"].items() if scorer.named(place, g)), None)
    if name is None or not when["start"] or not when["end"] or (scorer.day(when["end"]) - scorer.day(when["start"])).days > 7:
        return None
    known = sorted((f for f in gold["facts"] if f["place"] == name and f["holder"]), key=lambda f: str(f["last"]))
    for fact in known:
        if (
            fact["kind"] == "transfer"
            and fact["precision"] == "day"
            and fact["first"] <= when["end"]
            and when["start"] <= fact["last"]
        ):
            return bool(who & set(fact["holder"])) if row["kind"] == "control.gain" else None
    for before, after in itertools.pairwise(known):
        held = set(before["holder"]) & set(after["previous"] or after["holder"])
        if held and before["last"] < when["start"] and when["end"] < after["first"]:
            return bool(who & held)
    return None


def _kinds_of(scorer: Any, fact: Row) -> set[str]:
    kinds: set[str] = (
        scorer.HOLD if fact["kind"] == "state" else scorer.LOSS if fact["kind"] == "loss" else scorer.GAIN | scorer.LOSS
    )
    return kinds


def _says(scorer: Any, row: Row, fact: Row, place: Row) -> bool:
    who: set[str] = set().union(*[scorer.families(a.get("id"), a.get("name")) for a in row["actors"]])
    wanted = fact["previous"] if row["kind"] in scorer.LOSS else fact["holder"]
    held = bool(who & set(wanted)) or ("contested" in wanted and (row["kind"] == "control.contest" or len(who) > 1))
    unnamed = not who and row["kind"] in scorer.LOSS
    return bool(scorer.at(row["place"], place, place["km"]) and (held or unnamed) and scorer.said_when(row["when"], fact))


_JUDGES: dict[str, Callable[[Row, str, Sequence[Told]], Iterator[tuple[Told, bool]]]] = {
    "kinds": _kinds,
    "eventplace": _eventplace,
    "displacement": _displacement,
    "speakers": _speakers,
    "control": _control,
}
