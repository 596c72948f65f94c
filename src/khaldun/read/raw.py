"""What was read, kept by its hash, and what read it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import zstandard

from khaldun.model import Article, Raw
from khaldun.version import __version__

LARGEST = 32 << 20
"""Most bytes that are kept of one document."""
_LEVEL = 10
"""Zstandard's: HTML shrinks to a fifth at some 60 MB/s; higher levels gain a twentieth and take thrice the time."""
_LIBRARIES = {
    "html": ("trafilatura", "precision; recall where that finds under 100 words"),
    "pdf": ("pypdfium2", "reading order by XY-cut"),
    "docx": ("lxml", "body and tables' long cells; tracked changes taken"),
    "feed": ("feedparser", "the fullest of content and summary"),
    "warc": ("fastwarc", "responses and resources"),
    "parquet": ("pyarrow", ""),
}


def of(data: bytes, media: str) -> Raw:
    """The bytes of a document to keep."""
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > LARGEST:
        why = f"it is too large to be kept: {len(data) >> 20} MB, at most {LARGEST >> 20} MB are"
        return Raw(digest, media, len(data), None, why)
    return Raw(digest, media, len(data), zstandard.ZstdCompressor(level=_LEVEL).compress(data))


def unpacked(raw: Raw) -> bytes | None:
    """The bytes as they were; None where they are not kept."""
    return None if raw.packed is None else zstandard.ZstdDecompressor().decompress(raw.packed, max_output_size=raw.size)


@cache
def extractor(kind: str) -> str:
    """What reads a kind of document: `trafilatura 2.3.1 (precision; ...), khaldun 0.4.0`."""
    ours = f"khaldun {__version__}"
    if kind == "mail":
        return f"email of Python {platform.python_version()}, {ours}"
    if kind not in _LIBRARIES:
        return f"{ours} ({kind})"
    name, options = _LIBRARIES[kind]
    try:
        number = version(name)
    except PackageNotFoundError:
        number = "of unknown version"
    return f"{name} {number}{f' ({options})' if options else ''}, {ours}"


def stamped(found: Iterable[Article], raw: Raw | None, by: str) -> list[Article]:
    """Articles that say from which bytes they were read, and by what, where they do not yet."""
    digest = None if raw is None else raw.sha256
    return [a if a.extractor else replace(a, raw=digest, extractor=by) for a in found]
