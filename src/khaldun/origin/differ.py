"""What tells two texts apart that share most of their words: another day's event told alike, and a follow-up on old background."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from khaldun.model import Shared
from khaldun.origin.windows import normalise
from khaldun.places.keys import bare, key, skeleton

REPLACED = 0.4
"""Share of the names and numbers in the shared passages, of either text, that the other text has nowhere. Copies by papers with
words of their own (`Daesh` for `Islamic State`, another spelling) reach .29 of real pairs, daily reports in one mould start at .43
of made ones."""

NEWS = 200
"""Letters before the first shared passage, in both texts, that are news of their own ..."""

NEWS_KNOWN = 0.5
"""... where less of their names and numbers than this is found in the other text. A lead rewritten by an editor has .67 and more."""

_WORD = re.compile(r"[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]{2,}|\d[\d,.]*\d|\d")
_OPENER = re.compile(r"(?:^|[.!?\"”]\s+|\n)[\"“]?[A-Z]\w+")
_OWNER = re.compile(r"[’']s$")


class Named:
    """A text with what it names."""

    __slots__ = ("keys", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = normalise(text).decode()
        self.keys = frozenset(map(_key, _WORD.findall(text)))

    def has(self, word: str) -> bool:
        """Whether a name or number stands here, in any spelling, or broken by a hyphen."""
        letters = normalise(word).decode()
        return _key(word) in self.keys or (not word[0].isdigit() and len(letters) > 3 and letters in self.plain)


def other_event(one: Named, two: Named, passages: Sequence[Shared]) -> bool:
    """Whether the names and numbers within the words that two texts share were changed for others."""
    here = _names(one.text[p.start : p.end] for p in passages)
    there = _names(two.text[p.to_start : p.to_end] for p in passages)
    ours, theirs = {w for w in here if not two.has(w)}, {w for w in there if not one.has(w)}
    return len(ours) >= max(2, REPLACED * len(here)) and len(theirs) >= max(2, REPLACED * len(there))


def own_news(one: Named, two: Named, passages: Sequence[Shared]) -> bool:
    """Whether both texts open with news that the other does not have, and share what comes after it."""
    ours = one.text[: min(p.start for p in passages)]
    theirs = two.text[: min(p.to_start for p in passages)]
    if min(len(ours), len(theirs)) < NEWS:
        return False
    return _known(_names([ours]), two) < NEWS_KNOWN and _known(_names([theirs]), one) < NEWS_KNOWN


def agreement(one: Named, two: Named) -> float:
    """The share of a text's names and numbers that the other has."""
    return _known(_names([one.text]), two)


def _known(words: frozenset[str], other: Named) -> float:
    return sum(map(other.has, words)) / len(words) if words else 1.0


def _names(parts: Iterable[str]) -> frozenset[str]:
    """Capitalised words and numbers, without those that are capitals only because a sentence opens with them; a name once."""
    by_key = {_key(w): w for part in parts for w in _WORD.findall(_OPENER.sub(" ", part))}
    return frozenset(by_key.values())


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    plain = bare(key(_OWNER.sub("", word)))
    return skeleton(plain) or plain
