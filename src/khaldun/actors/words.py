"""A text as words to be looked up: folded, with abbreviations' points and the Arabic article taken out of the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from itertools import accumulate
from typing import NamedTuple, cast

_WORD = re.compile(r"((?:[^\W\d_]\.){2,}|[^\W_]+)")
_ALWAYS_ARTICLE = frozenset({"al", "el"})
_HYPHENED_ARTICLE = frozenset({"an", "ar", "as", "ash", "ad", "at", "az", "ul"})
ARTICLES = _ALWAYS_ARTICLE | _HYPHENED_ARTICLE
_HYPHENS = frozenset({"-", "‑"})
_GAP = frozenset(" -–‑'’‘ʿ`/\n\u00a0&")


Shape = tuple[str, bool, bool]
"""The folded word, whether it is in capitals, whether it begins with one (or a digit)."""
_MET: dict[str, Shape] = {}
_KEPT = 1 << 16


class Word(NamedTuple):
    """A run of letters or digits (a named tuple: an article has thousands, and they are short-lived). `key` is what is compared; `article` marks a transliterated Arabic article (`al-`)."""

    start: int
    end: int
    key: str
    upper: bool
    capital: bool
    article: bool


def fold(word: str) -> str:
    """Lower case, without accents and the points of abbreviations: `S.D.F.` -> `sdf`."""
    if word.isascii():
        return word.replace(".", "").lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").lower()


def _shapes(raws: Sequence[str]) -> list[Shape]:
    """The shapes of words, looked up all at once: an article has hundreds, and most were met in another."""
    found = [*map(_MET.get, raws)]
    if None not in found:
        return cast(list[Shape], found)
    if len(_MET) > _KEPT:
        _MET.clear()
    return [shape or _MET.setdefault(raw, _shape(raw)) for raw, shape in zip(raws, found, strict=True)]


def _shape(raw: str) -> Shape:
    key = fold(raw)
    return key, raw.isupper() and len(key) > 1, raw[0].isupper() or raw[0].isdigit()


def words(text: str, only: Set[str] | None = None) -> list[Word]:
    """The words of a text, in order; `only`: those with these keys (what is left out keeps its neighbours apart)."""
    pieces = _WORD.split(text)  # what lies between words, and between those the words
    bounds = list(accumulate(map(len, pieces)))
    out: list[Word] = []
    for i, (key, upper, capital) in enumerate(_shapes(pieces[1::2])):
        if only is None or key in only:
            start, end, behind = bounds[2 * i], bounds[2 * i + 1], pieces[2 * i + 2]
            article = key in ARTICLES and (behind[:1] in _HYPHENS or (key in _ALWAYS_ARTICLE and behind[:1] == " "))
            out.append(Word(start, end, key, upper, capital, article))
    return out


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two following words may belong to one name: nothing but blanks, hyphens or apostrophes between them."""
    return right.start - left.end <= 3 and all(c in _GAP for c in text[left.end : right.start])
