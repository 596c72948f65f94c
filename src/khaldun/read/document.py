"""One document's bytes, alone in a file or taken out of a container, to its articles: with its raw, its extractor and its traces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Raw, Source
from khaldun.read import raw, trace
from khaldun.read.encoding import declared, decode
from khaldun.read.sniff import Format

MEDIA = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "feed": "application/xml",
    "mail": "message/rfc822",
}
"""The formats that are one document, and their media types."""


def read(
    kind: Format,
    data: bytes,
    source: Source,
    knowledge: Knowledge,
    *,
    url: str | None = None,
    charset: str | None = None,
    media: str | None = None,
) -> Iterator[Article | Raw]:
    """The bytes to keep, then the articles. `charset`: as told from outside (an HTTP header), for where the document is silent.

    Raises SetAside, with nothing given before it.
    """
    reader = _reader(kind)
    if len(data) > reader.LARGEST:
        raise SetAside(f"the document is too large: {len(data) >> 20} MB, at most {reader.LARGEST >> 20} MB are read")
    if kind == "html":
        asked = data if charset is None or declared(data) else decode(data, charset).encode()
        found = reader.read(asked, source, knowledge, url=url)
    elif kind == "text" and charset is not None:
        found = reader.read(decode(data, charset).encode(), source, knowledge)
    else:
        found = reader.read(data, source, knowledge)
    kept = raw.of(data, media or MEDIA[kind])
    yield from _with_raw(kept, _traced(kind, data, charset, found), raw.extractor(kind))


def largest(kind: Format) -> int:
    """Most bytes of a document of this format."""
    most: int = _reader(kind).LARGEST
    return most


def _reader(kind: Format) -> Any:
    """The format's reader, imported when it is needed: a build of JSON Lines should not pay for PDF, Word and trees of HTML."""
    reader: Any
    if kind == "text":
        from khaldun.read import text as reader
    elif kind == "html":
        from khaldun.read import html as reader
    elif kind == "pdf":
        from khaldun.read import pdf as reader
    elif kind == "docx":
        from khaldun.read import word as reader
    else:
        from khaldun.read import feed as reader
    return reader


def _with_raw(kept: Raw, found: Iterable[Article], by: str) -> Iterator[Article | Raw]:
    """Articles, with what they were read from before the first of them."""
    given = False
    for article in raw.stamped(found, kept, by):
        if not given:
            yield kept
            given = True
        yield article


def _traced(kind: Format, data: bytes, charset: str | None, found: Iterable[Article]) -> list[Article]:
    """Articles of a document that is text led back to it; the readers of others trace for themselves."""
    some = list(found)
    if kind in {"text", "html", "feed"} and len(data) <= trace.LONGEST and any(a.text for a in some):
        written = decode(data, declared(data) or charset)
        return trace.traced(some, trace.of_text(written) if kind == "text" else trace.of_markup(written))
    return some
