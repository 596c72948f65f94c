"""A text as words to be looked up: folded, with abbreviations' points and the Arabic article taken out of the way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_ALWAYS_ARTICLE = frozenset({"al", "el"})
_HYPHENED_ARTICLE = frozenset({"an", "ar", "as", "ash", "ad", "at", "az", "ul"})
_GAP = frozenset(" -–‑'’‘ʿ`/\n\u00a0&")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters or digits. `key` is what is compared; `article` marks a transliterated Arabic article (`al-`)."""

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


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    out: list[Word] = []
    for found in _WORD.finditer(text):
        raw, start, end = found.group(), found.start(), found.end()
        key = fold(raw)
        after = text[end : end + 1]
        article = (key in _ALWAYS_ARTICLE and after in ("-", " ", "‑")) or (key in _HYPHENED_ARTICLE and after in ("-", "‑"))
        out.append(Word(start, end, key, raw.isupper() and len(key) > 1, raw[0].isupper() or raw[0].isdigit(), article))
    return out


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two following words may belong to one name: nothing but blanks, hyphens or apostrophes between them."""
    return right.start - left.end <= 3 and all(c in _GAP for c in text[left.end : right.start])
