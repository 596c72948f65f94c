"""A text as words to be looked up: folded, with abbreviations' points and the Arabic article taken out of the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[a-zA-Z0-9]{2,}+(?![^\x00-\x7f])|(?:[^\W\d_]\.){2,}|[^\W_]+")
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


def cut(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text, each with where it starts and ends."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), found.group()


def is_article(key: str, behind: str) -> bool:
    """Whether a word, of this key and with this right behind it, is an Arabic article."""
    return key in ARTICLES and (behind in _HYPHENS or (key in _ALWAYS_ARTICLE and behind == " "))


def joined(between: str) -> bool:
    """Whether two words may belong to one name: nothing but blanks, hyphens or apostrophes between them."""
    return between == " " or (len(between) <= 3 and all(c in _GAP for c in between))


def compared(raw: str) -> Word:
    """A word as it is compared."""
    key = fold(raw)
    upper = raw.isupper() or (raw[0].isupper() and raw[-1].isupper())
    return Word(key, upper and len(key) > 1, raw[0].isupper() or raw[0].isdigit())


def words(name: str) -> list[Word]:
    """The words of a name, but for its articles."""
    found = [(compared(raw), name[end : end + 1]) for _, end, raw in cut(name)]
    return [word for word, behind in found if not is_article(word.key, behind)]
