"""Keys under which a name is found whatever its spelling: a plain key, one without Arabic articles, and a consonant skeleton."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset("al el ar as ash ad at an az ez es esh ed er en et ech ach ul il".split())
"""Forms of the Arabic article, with the consonant it takes on before sun letters."""

_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ł": "l",
        "Ł": "l",
        "ı": "i",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ð": "d",
        "þ": "th",
    }
)
_APOSTROPHES = re.compile("['’‘`´ʼʻʿʾ\u02b9\u02bb\u02bf\u02be\ufeff]")
_OTHER = re.compile(r"[^a-z0-9]+")
_DIGRAPHS = (
    ("tch", "s"), ("sch", "s"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"),
    ("ph", "f"),
)  # fmt: skip
_SINGLE = str.maketrans({"q": "k", "c": "k", "x": "ks"})
_ALBU = re.compile(r"\bal(?=b[ou])")
_ATTACHED = re.compile(r"\b[ae]([dlnrstz])\1")
_FINAL_H = re.compile(r"(?<=[^ ][aeiou])h\b")
_VOWELS = re.compile(r"(?<=[^ ])[aeiouwy]+|\b[aeiou][aeiouwy]*")
"""Vowels and half-vowels, but for a w or y that begins a word."""
_TWICE = re.compile(r"([^ ])\1+")


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """`Al-Qa’im` -> `al qaim`, `Hīt` -> `hit`, `St. Louis` -> `saint louis`: case, accents, apostrophes and hyphens do not count.

    A name without Latin letters or digits gives an empty key.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(c for c in name if not unicodedata.combining(c))
    plain = _OTHER.sub(" ", _APOSTROPHES.sub("", name).lower().replace(".", " " if ". " in name else "")).strip()
    first, _, rest = plain.partition(" ")
    return f"{_FORMS[first]} {rest}" if rest and first in _FORMS else plain


def bare(plain: str) -> str:
    """A key without Arabic articles: `al qaim` -> `qaim`, `deir ez zor` -> `deir zor`. A key of articles alone stays as it is."""
    if " " not in plain:
        return plain
    words = plain.split()
    kept = [w for i, w in enumerate(words) if w not in ARTICLES or i == len(words) - 1]
    return " ".join(kept)


def skeleton(plain: str) -> str:
    """The consonants of a key as Arabic would write them: `deir ezzor`, `dayr az zawr`, `deir al zour` -> `drzr`.

    Empty where fewer than two consonants remain: such a skeleton would match anything.
    """
    words = _ALBU.sub("", _ATTACHED.sub(r"\1", bare(plain)))
    for pair, single in _DIGRAPHS:
        words = words.replace(pair, single)
    # Doubled letters are one; letters that meet across words are not doubled ("tal latah" keeps both).
    found = _TWICE.sub(r"\1", _VOWELS.sub("", _FINAL_H.sub("", words.translate(_SINGLE)))).replace(" ", "")
    return found if len(found) > 1 else ""
