"""What is kept of an article to find its copies: about one window in sixteen."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

import numpy as np

from khaldun.model import Article
from khaldun.origin.windows import Hashes, normalise, sampled, windows

_HEAD = struct.Struct("<4sI16s")
_MAGIC = b"KFP1"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`size` counts all windows of the text; `text` is a digest of its normalised form; `kept` are the sampled hashes, sorted and
    distinct, as little-endian 64-bit integers."""

    size: int
    text: bytes
    kept: bytes

    @property
    def hashes(self) -> Hashes:
        """The sampled hashes, sorted."""
        return np.frombuffer(self.kept, dtype="<u8").astype(np.uint64, copy=False)

    def to_bytes(self) -> bytes:
        """The fingerprint for a database column."""
        return _HEAD.pack(_MAGIC, self.size, self.text) + self.kept

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        """Reads what `to_bytes` wrote. Raises ValueError for anything else."""
        if len(data) < _HEAD.size or (len(data) - _HEAD.size) % 8 or data[:4] != _MAGIC:
            raise ValueError("these bytes are no fingerprint")
        _, size, text = _HEAD.unpack_from(data)
        return cls(size, text, data[_HEAD.size :])


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article's text; its headline and credits, which copies change, are not looked at.

    A text in which no window falls into the sample (shorter than some hundred letters) keeps its smallest hash, so that
    exact copies of it are still found.
    """
    plain = normalise(article.text)
    hashes = windows(plain)
    kept = np.unique(hashes[sampled(hashes)])
    if not len(kept):
        kept = np.unique(hashes)[:1]
    return Fingerprint(len(hashes), hashlib.sha256(plain).digest()[:16], kept.astype("<u8").tobytes())
