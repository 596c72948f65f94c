"""The body of an HTTP response as the page it carries: chunks joined, compression undone.

Crawlers differ: some keep the body as it came over the wire, others undo its encodings and leave the headers that name them. So a body
that does not look as its headers say is taken as it stands, and one that breaks off gives what comes before.
"""

from __future__ import annotations

import re
import zlib

import zstandard

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


def decoded(data: bytes, transfer: str, content: str, limit: int) -> bytes:
    """At most `limit` bytes of a body whose `Transfer-Encoding` and `Content-Encoding` these are."""
    if "chunked" in transfer.lower():
        data = _joined(data)
    for name in reversed([c.strip() for c in content.lower().split(",")]):
        data = _unpacked(data, name, limit)
    return data[:limit]


def _joined(data: bytes) -> bytes:
    """The chunks of a body; the body itself where it does not begin with one."""
    parts, at = [], 0
    while head := _CHUNK.match(data, at):
        size = int(head[1], 16)
        if size == 0:
            break
        parts.append(data[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1 if data[at : at + 1] == b"\n" else 0
    return b"".join(parts) or data


def _unpacked(data: bytes, name: str, limit: int) -> bytes:
    if name in {"gzip", "x-gzip"} and data.startswith(b"\x1f\x8b"):
        return _inflated(data, 31, limit)
    if name == "deflate":
        return _inflated(data, 15, limit) if data[:1] == b"\x78" else _inflated(data, -15, limit)
    if name == "zstd" and data.startswith(b"\x28\xb5\x2f\xfd"):
        return _unframed(data, limit)
    return _unbrotlied(data, limit) if name == "br" else data


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    """What zlib makes of it, as far as it is sound; the bytes themselves where nothing is."""
    unpacker = zlib.decompressobj(window)
    out = b""
    try:
        for i in range(0, len(data), 1 << 16):
            out += unpacker.decompress(data[i : i + (1 << 16)], max(1, limit - len(out)))
            if unpacker.eof or len(out) >= limit:
                break
    except zlib.error:
        pass
    return out or data


def _unframed(data: bytes, limit: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as file:
            return file.read(limit)
    except zstandard.ZstdError:
        return data


def _unbrotlied(data: bytes, limit: int) -> bytes:
    """Brotli has no mark of its own: what cannot be undone was undone already."""
    import brotli  # type: ignore[import-untyped]  # it has no types

    out = b""
    try:
        unpacker = brotli.Decompressor()
        out = unpacker.process(data, output_buffer_limit=limit)
        while len(out) < limit and not unpacker.can_accept_more_data():
            more = unpacker.process(b"", output_buffer_limit=limit - len(out))
            if not more:
                break
            out += more
    except brotli.error:
        pass
    return out or data
