"""WARC archives, record by record: each HTML or text response is a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import html, text
from khaldun.read.page import nothing

_READ = re.compile(r"^(?:text/html|application/xhtml\+xml|text/plain)")
_LEAST = 400
"""Bodies under so many bytes are redirects and error pages."""


def read(file: IO[bytes], source: Source, knowledge: Knowledge) -> Iterator[Article]:
    """The articles of an archive's responses. `file` is decompressed already. Pictures, scripts and failures are no items and are passed
    over; a page that cannot be read is set aside under its address. The capture's day is not a day of publication."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = 0
    try:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True):
            page = _body(record)
            if page is None:
                continue
            pages += 1
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            at = Source(source.file, source.sha256, url or record.record_id)
            try:
                yield from _page(page, url or None, at, knowledge)
            except SetAside as error:
                yield nothing(at, str(error))
    except (ValueError, OSError, EOFError) as error:
        raise SetAside(f"the archive is damaged: {error}") from error
    if not pages:
        raise SetAside("the archive holds no page of text")


def _body(record: Any) -> tuple[bytes, str] | None:
    kind = (
        str(record.http_content_type or "").lower() if record.is_http else str(record.headers.get("Content-Type", "")).lower()
    )
    if record.is_http and record.http_headers is not None and record.http_headers.status_code != 200:
        return None
    if not _READ.match(kind):
        return None
    data = record.reader.read(html.LARGEST + 1)
    return (data, kind) if len(data) >= _LEAST else None


def _page(page: tuple[bytes, str], url: str | None, source: Source, knowledge: Knowledge) -> list[Article]:
    data, kind = page
    if kind.startswith("text/plain"):
        return text.read(data, source, knowledge)
    return html.read(data, source, knowledge, url=url)
