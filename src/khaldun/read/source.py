"""The bytes a user hands over: bounded, decompressed, hashed."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import zstandard

from khaldun.errors import SetAside

MEGABYTE = 1 << 20
WHOLE = 48 * MEGABYTE
"""Most bytes of a file that has to be held whole (a page, a document), after decompression. The longest news PDF at hand has 9 MB."""
STREAMED = 64 * 1024 * MEGABYTE
"""Most bytes of a file that is read entry by entry, after decompression."""
RATIO = 400
"""A stream that grows more than this by decompression is a bomb: text grows 3 to 10 fold, very repetitive HTML some 60."""
_HEAD = 64 * 1024
_BLOCK = 1 << 18
_LAYERS = 3
"""Most compressions around one another: an archive of what was compressed already has two."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A source file as found on disk. `name` is the path as given, `inner` that name without `.gz`/`.zst`; `head` the first
    (decompressed) bytes; `packed` how it is compressed, from outside in; `size` its length on disk."""

    path: Path
    name: str
    inner: str
    sha256: str
    head: bytes
    packed: tuple[str, ...]
    size: int


def opened(path: Path) -> Opened:
    """Looks at a file: its hash, its compression, its first bytes.

    Raises SetAside for what cannot be read at all: gone, no file, empty, not decompressible.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SetAside("not a regular file")
        if size == 0:
            raise SetAside("the file is empty")
        with path.open("rb") as file:
            first = file.read(_HEAD)
            if not _packing(first) and not first.strip(b"\0"):
                raise SetAside("the file holds no text: it begins with nothing but zero bytes")
            digest = _digest(first, file)
    except OSError as error:
        raise SetAside(f"the file cannot be read: {error.strerror or error}") from error
    inner, head = path.name, first
    packed: tuple[str, ...] = ()
    while packing := _packing(head):
        packed += (packing,)
        if len(packed) > _LAYERS:
            raise SetAside(f"it is compressed more than {_LAYERS} times over")
        with stream(path, packed) as file:
            head = file.read(_HEAD)
        if not head:
            raise SetAside("the file is empty once decompressed")
        ending = next((e for e in (".gz", ".zst", ".gzip", ".zstd") if inner.lower().endswith(e)), "")
        inner = inner[: len(inner) - len(ending)]
    return Opened(path, str(path), inner, digest, head, packed, size)


def whole(source: Opened, limit: int = WHOLE) -> bytes:
    """All (decompressed) bytes of a file; SetAside where they are more than `limit`."""
    if not source.packed and source.size > limit:
        raise SetAside(
            f"the file is too large to be one document: {source.size // MEGABYTE} MB, at most {limit // MEGABYTE} MB are read"
        )
    with stream(source.path, source.packed, limit=limit) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise SetAside(f"the file is too large to be one document: more than {limit // MEGABYTE} MB once decompressed")
    return data


@contextmanager
def stream(path: Path, packed: tuple[str, ...], *, limit: int = STREAMED) -> Iterator[IO[bytes]]:
    """The (decompressed) bytes of a file as a buffered stream. Faults of disk and compression are raised as SetAside."""
    try:
        with path.open("rb") as raw:
            if not packed:
                yield raw
                return
            unpacked: IO[bytes] = raw
            for packing in packed:
                unpacked = _unpacked(unpacked, packing)
            yield io.BufferedReader(_Bounded(unpacked, raw, limit), _BLOCK)
    except (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
        raise SetAside(f"the file cannot be decompressed: {error}") from error
    except OSError as error:
        raise SetAside(f"the file cannot be read: {error.strerror or error}") from error


def _unpacked(packed: IO[bytes], packing: str) -> IO[bytes]:
    if packing == "gzip":
        return cast(IO[bytes], gzip.GzipFile(fileobj=packed, mode="rb"))
    return cast(IO[bytes], io.BufferedReader(_Zstd(packed), _BLOCK))


class _Zstd(io.RawIOBase):
    """What zstandard frames hold, one after the other; EOFError where the last is cut off, which the library's own reader does not
    tell. Few bytes are taken at a time, so that a bomb does not go off within one step."""

    _STEP = 1024

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed, self._rest, self._out = packed, b"", memoryview(b"")
        self._frame: zstandard.ZstdDecompressionObj | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._out:
            taken = self._rest or self._packed.read(self._STEP)
            if not taken:
                if self._frame is not None:
                    raise EOFError("it is cut off")
                return 0
            self._frame = self._frame or zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
            self._out = memoryview(self._frame.decompress(taken))
            self._rest = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        length = min(len(self._out), len(buffer))
        buffer[:length] = self._out[:length]
        self._out = self._out[length:]
        return length


class _Bounded(io.RawIOBase):
    """A decompressed stream that raises SetAside past a length, or past a ratio to the compressed bytes read."""

    def __init__(self, unpacked: IO[bytes], raw: IO[bytes], limit: int) -> None:
        self._unpacked, self._raw, self._limit, self._done = unpacked, raw, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._unpacked.read(min(len(buffer), _BLOCK))
        buffer[: len(data)] = data
        self._done += len(data)
        if self._done > self._limit + _BLOCK:
            raise SetAside(f"more than {self._limit // MEGABYTE} MB once decompressed")
        if self._done > 8 * MEGABYTE and self._done > RATIO * max(self._raw.tell(), 1):
            raise SetAside("a compression bomb: it grows more than four hundred fold")
        return len(data)


def _packing(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zstd" if head.startswith(b"\x28\xb5\x2f\xfd") else None


def _digest(first: bytes, rest: IO[bytes]) -> str:
    digest = hashlib.sha256(first)
    while block := rest.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
