"""A text as words to be looked up: folded, with abbreviations' points and the Arabic article taken out of the way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"([a-zA-Z0-9]{2,}+(?![^\x00-\x7f])|(?:[^\W\d_]\.){2,}|[^\W_]+)")
"""The first form is only faster than the last."""
_ALWAYS_ARTICLE = frozenset({"al", "el"})
_HYPHENED_ARTICLE = frozenset({"an", "ar", "as", "ash", "ad", "at", "az", "ul"})
ARTICLES = _ALWAYS_ARTICLE | _HYPHENED_ARTICLE
_HYPHENS = frozenset({"-", "‑"})
_GAP = frozenset(" -–‑'’‘ʿ`/\n\u00a0&")


class Word(NamedTuple):
    """A run of letters or digits. `key` is what is compared; `upper`: in capitals, or from one to another (`LeT`, not `Let`);
    `capital`: begins with one, or with a digit."""

    key: str
    upper: bool
    capital: bool


def fold(word: str) -> str:
    """Lower case, without accents and the points of abbreviations: `S.D.F.` -> `sdf`."""
    if word.isascii():
        return word.replace(".", "").lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").lower()


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut at its words: `pieces` are what lies between words and, at odd places, the words; `ends` is where each piece ends."""

    pieces: list[str]
    ends: list[int]

    def article(self, index: int, key: str) -> bool:
        """Whether a word, of this key, is an Arabic article."""
        behind = self.pieces[2 * index + 2][:1]
        return key in ARTICLES and (behind in _HYPHENS or (key in _ALWAYS_ARTICLE and behind == " "))

    def joined(self, index: int) -> bool:
        """Whether a word and the next may belong to one name: nothing but blanks, hyphens or apostrophes between them."""
        between = self.pieces[2 * index + 2]
        return between == " " or (len(between) <= 3 and all(c in _GAP for c in between))


def cut(text: str) -> Cut:
    """A text cut at its words."""
    pieces = _WORD.split(text)
    return Cut(pieces, list(accumulate(map(len, pieces))))


def compared(raw: str) -> Word:
    """A word as it is compared."""
    key = fold(raw)
    upper = raw.isupper() or (raw[0].isupper() and raw[-1].isupper())
    return Word(key, upper and len(key) > 1, raw[0].isupper() or raw[0].isdigit())


def words(name: str) -> list[Word]:
    """The words of a name, but for its articles."""
    found = cut(name)
    shapes = map(compared, found.pieces[1::2])
    return [w for i, w in enumerate(shapes) if not found.article(i, w.key)]
