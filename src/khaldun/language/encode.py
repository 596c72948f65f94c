"""Words -> the integer arrays that the encoder reads; shared by training and by the embedded engine.

The encoder is uncased, so each word piece also carries its word's *shape* (how it is capitalised), one of eight small
integers with an embedding of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP, UNKNOWN = 101, 102, 100
MAX_PIECES = 6
"""A word keeps at most this many pieces: long links and codes say nothing to a parser."""
MAX_WIDTH = 512
"""Places that the encoder has; a sentence that would need more keeps fewer pieces of each word."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʿ": "'", "ʾ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})

Ints = NDArray[np.int64]


def shape(word: str) -> int:
    """How a word is written: 1 ALL CAPS, 2 inner capital, 3 Capital, 4 later capital, 5 digit first, 6 letters, 7 other.

    0 is left for the marks at a sentence's ends.
    """
    if len(word) > 1 and word.isupper():
        return 1
    if word[:1].isupper():
        return 2 if any(c.isupper() for c in word[1:]) else 3
    if any(c.isupper() for c in word):
        return 4
    if word[:1].isdigit():
        return 5
    return 6 if word.isalpha() else 7


@dataclass(slots=True)
class WordPieces:
    """The encoder's vocabulary, one word at a time, with a cache of the words seen."""

    tokenizer: Tokenizer
    cache: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """Reads a `tokenizer.json`."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer)

    def __call__(self, word: str) -> list[int]:
        found = self.cache.get(word)
        if found is None:
            ids = self.tokenizer.encode(word.translate(_PLAIN), add_special_tokens=False).ids
            found = (ids or [UNKNOWN])[:MAX_PIECES]
            if len(self.cache) > 200_000:
                self.cache.clear()
            self.cache[word] = found
        return found


@dataclass(frozen=True, slots=True)
class Batch:
    """B sentences, the longest of W pieces and T words: `ids`, `mask`, `shapes` are (B, W), `first` is (B, T + 1).

    `first[b, 0]` is the mark at the sentence's start, which stands for the root; `first[b, i]` the first piece of word i.
    """

    ids: Ints
    mask: Ints
    shapes: Ints
    first: Ints

    def feed(self) -> dict[str, Ints]:
        """The arrays under the names of the network's inputs."""
        return {"ids": self.ids, "mask": self.mask, "shapes": self.shapes, "first": self.first}


def encode(sentences: Sequence[Sequence[str]], pieces: WordPieces) -> Batch:
    """The padded batch of these sentences, each a list of words."""
    rows: list[tuple[list[int], list[int], list[int]]] = []
    for words in sentences:
        ids, shapes, first = [CLS], [0], [0]
        parts = [pieces(word) for word in words]
        if sum(map(len, parts)) > MAX_WIDTH - 2:
            parts = [part[: max(1, (MAX_WIDTH - 2) // len(words))] for part in parts]
        for word, part in zip(words, parts, strict=True):
            first.append(len(ids))
            ids.extend(part)
            shapes.extend([shape(word)] * len(part))
        rows.append(([*ids, SEP], [*shapes, 0], first))
    width = max(len(ids) for ids, _, _ in rows)
    count = max(len(first) for _, _, first in rows)
    batch = Batch(*(np.zeros((len(rows), n), np.int64) for n in (width, width, width, count)))
    for i, (ids, shapes, first) in enumerate(rows):
        batch.ids[i, : len(ids)] = ids
        batch.mask[i, : len(ids)] = 1
        batch.shapes[i, : len(ids)] = shapes
        batch.first[i, : len(first)] = first
    return batch


def by_length(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices grouped so that a group's padded size (longest x count) stays within `budget` words, alike lengths together."""
    groups: list[list[int]] = []
    current: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if current and (len(current) + 1) * lengths[i] > budget:
            groups.append(current)
            current = []
        current.append(i)
    if current:
        groups.append(current)
    return groups
