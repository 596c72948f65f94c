"""Articles of sentences of our own, by chance."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

_A = ["Tell Marda", "Qasr al-Nahr", "Al-Sukhna", "Deir Hafsa", "Khan Zeitun", "Um al-Rasas"]
_B = ["Port Sirin", "Bir Ghazal", "Marsa Lul", "Wadi Hamra", "Ras Amun", "Jisr Dalia"]
_FIRST = "Samir Nadia Yusuf Hala Omar Leila Karim Rana Basil Mona Tarek Dina".split()
_LAST = "Haddad Darwish Qasim al-Masri Khoury Sabbagh Nasser Tahan Zein Barakat".split()
_WRITERS = "Ann Bob Clara David Edith Frank Grace Hugo".split()
_PLACES = ["BEIRUT", "AMMAN", "BAGHDAD", "ISTANBUL", "GENEVA"]


@lru_cache(maxsize=1)
def prose() -> dict[str, dict[str, list[str]]]:
    """The sentences, by subject."""
    return yaml.safe_load(Path(__file__).with_name("prose.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


@dataclass(slots=True)
class Piece:
    """An article as it was written, and as it must be read."""

    subject: str
    headline: str
    paragraphs: list[str]
    byline: str | None = None
    dateline: str | None = None
    deck: str | None = None
    kicker: str | None = None
    note: str | None = None
    credit: str | None = None
    captions: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its running text."""
        return "\n\n".join(self.paragraphs)


def write(rng: random.Random, subject: str, sentences: Sequence[str], *, sparse: bool = False) -> Piece:
    """An article of these sentences; `sparse`: without byline, notes and other marks."""
    names = {"a": rng.choice(_A), "b": rng.choice(_B), "n": str(rng.choice([14, 23, 37, 52, 68]))}
    names |= {k: f"{rng.choice(_FIRST)} {rng.choice(_LAST)}" for k in "pq"}
    told = [s.format(**names) for s in sentences]
    cuts = [0]
    while cuts[-1] < len(told):
        cuts.append(min(len(told), cuts[-1] + rng.choice([1, 2, 2, 3])))
    paragraphs = [" ".join(told[a:b]) for a, b in itertools.pairwise(cuts)]
    material = prose()[subject]
    piece = Piece(subject, rng.choice(material["heads"]).format(**names), paragraphs)
    piece.captions = [c.format(**names) for c in rng.sample(material["captions"], rng.choice([0, 1, 1, 2]))]
    quote = next((s for s in told if "“" in s), None)
    if quote and rng.random() < 0.6:
        piece.quotes.append(re.sub(r"^.*?(“[^”]*?),?”.*$", r"\1”", quote))
    elif rng.random() < 0.2:
        piece.quotes.append(max(told, key=len).rstrip("."))
    if not sparse:
        writer = f"{rng.choice(_WRITERS)} {rng.choice(_LAST)}"
        piece.byline = rng.choice([f"By {writer}", f"By {writer}", f"BY {writer.upper()}", None])
        piece.dateline = rng.choice([None, None, f"{rng.choice(_PLACES)} – ", f"{rng.choice(_PLACES)} (AFP) – "])
        piece.note = f"{writer} is a correspondent in the region." if rng.random() < 0.25 else None
        piece.credit = rng.choice([None, None, None, "Information from AFP was included in this report."])
        piece.deck = rng.choice([None, None, "Officials speak of progress while residents wait"])
        piece.kicker = rng.choice([None, None, "WORLD", "The Region"])
    return piece
