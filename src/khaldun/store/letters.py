"""Letters with marks and without, for a search that looks at neither: SQLite's tokeniser has this, PostgreSQL only by an
extension."""

from __future__ import annotations

import unicodedata

_FOLDED = [
    (letter, base)
    for letter in map(chr, range(0xDF, 0x250))
    if letter.islower() and (base := unicodedata.normalize("NFKD", letter)[0]).isascii() and base != letter
]

ACCENTED, BARE = "".join(letter for letter, _ in _FOLDED), "".join(base for _, base in _FOLDED)
"""Small Latin letters with marks, and the same without, for SQL's `translate`."""


def plain(text: str) -> str:
    """Small letters without marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
