"""Damage of the kinds that disks, transfers and ill will do to files; the same for the same seed."""

from __future__ import annotations

import gzip
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

import zstandard

LARGEST = 3 << 20
"""Most bytes of a damaged file: a repeated block is not to fill the disk."""


def mutated(seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """One of the seeds, damaged one to four times."""
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        data = rng.choice(KINDS)(data, seeds, rng)[:LARGEST]
    return data


def _flips(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    out = bytearray(data)
    for _n in range(rng.choice((1, 3, 20, 200))):
        if out:
            out[rng.randrange(len(out))] = rng.choice((0, 0xFF, 0x7F, 0x0A, 0x22, 0x3C, rng.randrange(256)))
    return bytes(out)


def _cut(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] if rng.random() < 0.8 else data[at:]


def _without(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    a = rng.randrange(len(data) + 1)
    return data[:a] + data[a + rng.choice((1, 10, 1000)) :]


def _spliced(data: bytes, seeds: Sequence[bytes], rng: random.Random) -> bytes:
    other = rng.choice(seeds)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _repeated(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    a = rng.randrange(len(data) + 1)
    block = data[a : a + rng.choice((1, 4, 40, 400))]
    return data[:a] + block * rng.choice((2, 50, 3000)) + data[a:]


_NUMBER = re.compile(rb"\d+")
_HUGE = (b"0", b"-1", b"4294967295", b"2147483648", b"9223372036854775808", b"99999999999999999999999999", b"1e400")


def _numbers(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    """A number as text made another: lengths of WARC records, offsets of a PDF, days."""
    found = list(_NUMBER.finditer(data[:200_000]))
    if not found:
        return data
    at = rng.choice(found)
    return data[: at.start()] + rng.choice(_HUGE) + data[at.end() :]


def _lengths(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    """Two, four or eight bytes made a length that is none."""
    size = rng.choice((2, 4, 8))
    value = rng.choice((0, 1, (1 << (8 * size)) - 1, 1 << (8 * size - 1), rng.randrange(1 << (8 * size))))
    at = rng.randrange(max(1, len(data) - size))
    return data[:at] + value.to_bytes(size, rng.choice(("little", "big"))) + data[at + size :]


def _recoded(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    """Read in one encoding and written in another."""
    a, b = rng.sample(("utf-8", "cp1252", "utf-16", "utf-16-be", "cp1256", "shift_jis", "utf-7"), 2)
    return data.decode(a, "replace").encode(b, "replace")


_NESTS = (
    (b"<div>", b"</div>"), (b"[", b"]"), (b'{"a":', b"}"), (b"(", b")"), (b"<<", b">>"), (b"<b><i>", b""), (b"> ", b""),
    (b'--x\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n', b"\r\n--x--"), (b"<![CDATA[", b"]]>"), (b'"', b""), (b"&amp;", b""),
)  # fmt: skip


def _nested(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    begin, end = rng.choice(_NESTS)
    deep = rng.choice((10, 500, 20_000))
    at = rng.randrange(len(data) + 1)
    return data[:at] + begin * deep + data[at : at + 200] + end * deep + data[at + 200 :]


def _words(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    """Words without end, lines without end, bytes that no text has."""
    at = rng.randrange(len(data) + 1)
    what = rng.choice(
        (
            b"a",
            b"a ",
            b"\n",
            b"\0",
            b"\xff",
            b"\xe2\x80\x8b",
            b"\xcc\x81",
            b"-\n",
            b"'",
            b". ",
            b"1 ",
            b"\xf0\x9f\x98\x80",
            b",",
        )
    )
    return data[:at] + what * rng.choice((100, 5000, 200_000)) + data[at:]


def _inside(data: bytes, seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """What is packed in it damaged, and packed again soundly: a member of a zip, the bytes of a gzip or zstd stream, a stream of a PDF."""
    try:
        if data.startswith(b"PK"):
            return _inside_zip(data, rng)
        if data.startswith(b"\x1f\x8b"):
            return gzip.compress(mutated([gzip.decompress(data)], rng), mtime=0)
        if data.startswith(b"\x28\xb5\x2f\xfd"):
            return zstandard.compress(mutated([zstandard.decompress(data, max_output_size=1 << 24)], rng))
        streams = list(re.finditer(rb"stream\r?\n(x\x9c.*?)\r?\nendstream", data, re.DOTALL))
        if streams:
            at = rng.choice(streams)
            return data[: at.start(1)] + zlib.compress(mutated([zlib.decompress(at[1])], rng)) + data[at.end(1) :]
    except (
        OSError,
        EOFError,
        zlib.error,
        zipfile.BadZipFile,
        zstandard.ZstdError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
    ):
        pass  # damaged before
    return _flips(data, seeds, rng)  # fmt: skip


def _inside_zip(data: bytes, rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice([n for n in names if "document.xml" in n or n.endswith(".rels")] * 3 + names)
        for name in names:
            new.writestr(name, mutated([old.read(name)], rng) if name == chosen else old.read(name))
    return out.getvalue()


KINDS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _flips, _flips, _cut, _without, _spliced, _repeated, _numbers, _numbers, _lengths, _recoded, _nested, _words, _inside, _inside, _inside,
)  # fmt: skip
"""The kinds of damage, the likelier ones several times."""
