"""Reads the training files: CoNLL-U (parses) and `token<TAB>space<TAB>tag` lines (entities), plain or gzipped."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KEPT_FEATURES = frozenset({"VerbForm", "Tense", "Voice", "Mood", "Number", "Aspect", "PronType", "Polarity"})
ENTITY_LABELS = ("O", *(f"{b}-{kind}" for kind in ("LOC", "NORP", "ORG", "PER") for b in "BI"))
MAX_WORDS = 90


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence of a treebank; heads are 1-based, 0 the root."""

    words: tuple[str, ...]
    pos: tuple[str, ...]
    features: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """One sentence with entity tags; `-` is a token whose tag is unknown."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def _lines(path: Path) -> Iterator[str]:
    real = path if path.exists() else path.with_name(path.name + ".gz")
    with gzip.open(real, "rt", encoding="utf-8") if real.suffix == ".gz" else real.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def _features(text: str) -> str:
    pairs = sorted(part for part in text.split("|") if part.split("=")[0] in KEPT_FEATURES)
    return "|".join(pairs)


def read_parsed(path: Path) -> list[Parsed]:
    """The sentences of a CoNLL-U file; ranges and empty nodes are passed over."""
    out: list[Parsed] = []
    rows: list[list[str]] = []
    for line in [*_lines(path), ""]:
        if line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            column = lambda k, rows=rows: tuple(r[k] for r in rows)  # noqa: E731 - one expression, used five times
            out.append(
                Parsed(column(1), column(3), tuple(_features(r[5]) for r in rows), tuple(int(r[6]) for r in rows), column(7))
            )
            rows = []
    return out


def read_tagged(path: Path) -> list[Tagged]:
    """The sentences of an entity file; sentences longer than `MAX_WORDS` are cut at a full stop or, failing that, there."""
    out: list[Tagged] = []
    words: list[str] = []
    tags: list[str] = []

    def flush() -> None:
        if words:
            out.append(Tagged(tuple(words), tuple(tags)))
            words.clear()
            tags.clear()

    for line in _lines(path):
        if not line.strip():
            flush()
            continue
        word, _, tag = line.split("\t")
        if len(words) >= MAX_WORDS and not tag.startswith("I-"):
            flush()
        words.append(word)
        tags.append(tag)
        if word in {".", "!", "?"} and len(words) > 4:
            flush()
    flush()
    return out


def spans(tags: tuple[str, ...] | list[str]) -> list[tuple[int, int, str]]:
    """(first, past-last, label) of each entity."""
    out: list[tuple[int, int, str]] = []
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{label}":
            out.append((start, i, label))
            start = -1
        if tag.startswith("B-") or (tag.startswith("I-") and start < 0):
            start, label = i, tag[2:]
    return out


_NAME = re.compile(r"[\w’']+|-")


@dataclass(frozen=True, slots=True)
class Swaps:
    """Names to put in the place of others, so that rare places and armed groups are learnt as such."""

    places: tuple[str, ...]
    groups: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Swaps:
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(data["place"]), tuple(data["group"]))

    def apply(self, sentence: Tagged, rng: random.Random) -> Tagged:
        """One sentence in three with some of its places and organisations swapped."""
        if rng.random() > 0.35:
            return sentence
        starts = {a: (b, label) for a, b, label in spans(sentence.tags)}
        words: list[str] = []
        tags: list[str] = []
        i = 0
        while i < len(sentence.words):
            end, label = starts.get(i, (i + 1, ""))
            choice = None
            if label == "LOC" and rng.random() < 0.6:
                choice = rng.choice(self.places)
            elif label == "ORG" and rng.random() < 0.3:
                choice = rng.choice(self.groups)
            if choice is None:
                words += sentence.words[i:end]
                tags += sentence.tags[i:end]
            else:
                part = _NAME.findall(choice) or [choice]
                words += part
                tags += [f"B-{label}", *[f"I-{label}"] * (len(part) - 1)]
            i = end
        return Tagged(tuple(words), tuple(tags))
