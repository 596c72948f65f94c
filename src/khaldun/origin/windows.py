"""Text as a set of hashed windows, blind to spacing, hyphens, case and punctuation.

A window is 20 letters and digits in a row of the normalised text. Hyphens at line ends, columns, curly quotes and lost line breaks
all vanish in normalising, so that a scan and a web page of one report share their windows. Hashes are polynomials modulo 2**64
with a bit mixer, the same on every machine. Window length and sampling were measured on 8,574 made copies of 1,469 real articles:
containment of sampled 20-character windows found every kind of copy (recall 1.00 at precision .99) where MinHash found .41.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

LENGTH = 20
"""Letters and digits in a window."""

ONE_IN = 16
"""A window is kept in the fingerprint where its hash is divisible by this."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_DROP = bytes(c for c in range(256) if not (48 <= c < 58 or 97 <= c < 123))


def normalise(text: str) -> bytes:
    """Lower-case ASCII letters and digits of `text`, accents dropped; where most letters belong to another script, the UTF-8 of
    its letters and digits."""
    low = text.lower()
    if low.isascii():
        return low.encode("ascii").translate(None, _DROP)
    plain = unicodedata.normalize("NFKD", low).encode("ascii", "ignore").translate(None, _DROP)
    letters = sum(map(str.isalnum, low))
    if 2 * len(plain) < letters:
        return "".join(c for c in low if c.isalnum()).encode()
    return plain


class _Plain(dict[str, bytes]):
    """What `normalise` leaves of one character."""

    def __missing__(self, char: str) -> bytes:
        out = unicodedata.normalize("NFKD", char.lower()).encode("ascii", "ignore").translate(None, _DROP)
        self[char] = out
        return out


_PLAIN = _Plain()


_ASCII = np.array([ord(chr(c).lower()) if chr(c).isalnum() else 0 for c in range(128)], dtype=np.uint8)
"""The letter or digit that is left of an ASCII character, 0 for none."""


def letters(text: str) -> tuple[bytes, NDArray[np.int64]]:
    """`normalise(text)`, and for each of its bytes the code point of `text` that it comes from."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    plain = _ASCII[np.minimum(codes, 127)]
    other = np.flatnonzero(codes >= 128).tolist()
    found = [_PLAIN[text[i]] for i in other]
    if any(len(f) > 1 for f in found) or 2 * (np.count_nonzero(plain) + sum(map(len, found))) < sum(map(str.isalnum, text)):
        return _letters_one_by_one(text)
    plain[other] = [f[0] if f else 0 for f in found]
    at = np.flatnonzero(plain)
    return plain[at].tobytes(), at


def _letters_one_by_one(text: str) -> tuple[bytes, NDArray[np.int64]]:
    """The same for texts with ligatures, or of another script."""
    parts = list(map(_PLAIN.__getitem__, text))
    if 2 * sum(map(len, parts)) < sum(map(str.isalnum, text.lower())):
        parts = [c.lower().encode() if c.isalnum() else b"" for c in text]
    return b"".join(parts), np.repeat(np.arange(len(parts)), [len(p) for p in parts])


def mix(hashes: Hashes) -> Hashes:
    """Hashes with their bits spread (the finaliser of splitmix64), so that low bits are as good as high ones."""
    with np.errstate(over="ignore"):
        out = (hashes ^ (hashes >> np.uint64(30))) * _MIX1
        out = (out ^ (out >> np.uint64(27))) * _MIX2
    return np.asarray(out ^ (out >> np.uint64(31)), dtype=np.uint64)


def windows(plain: bytes, width: int = LENGTH) -> Hashes:
    """The hash of every window of normalised text, in order; one hash for a text shorter than a window, none for an empty one.
    `width`: letters in a window."""
    if not plain:
        return np.empty(0, dtype=np.uint64)
    codes = np.frombuffer(plain, dtype=np.uint8).astype(np.uint64)
    length = min(width, len(codes))
    count = len(codes) - length + 1
    out = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(length):
            out *= _BASE
            out += codes[offset : offset + count]
    return mix(out)


def sampled(hashes: Hashes) -> NDArray[np.bool_]:
    """Which hashes the fingerprint keeps."""
    return np.asarray(hashes % np.uint64(ONE_IN) == 0)


def distinct(hashes: Hashes) -> Hashes:
    """Each hash once, sorted. (`numpy.unique` takes several times as long.)"""
    out = np.sort(hashes)
    new = np.ones(len(out), dtype=bool)
    new[1:] = out[1:] != out[:-1]
    return out[new]


def shared(these: Hashes, those: Hashes) -> NDArray[np.bool_]:
    """For each of `these`, whether it is among `those`, which must be sorted."""
    if not len(those):
        return np.zeros(len(these), dtype=bool)
    at: Any = np.searchsorted(those, these)
    at[at == len(those)] = 0
    return np.asarray(those[at] == these)
