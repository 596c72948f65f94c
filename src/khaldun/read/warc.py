"""WARC archives, record by record: each HTML, text or PDF response is a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Raw, Source, Trace
from khaldun.read import dating, document, html, payload
from khaldun.read.page import nothing
from khaldun.read.sniff import Format

_KINDS: tuple[tuple[str, Format], ...] = (
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("text/plain", "text"),
    ("application/pdf", "pdf"),
)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{3,20})", re.IGNORECASE)
_LEAST = 400
"""Bodies under so many bytes are redirects and error pages."""


def read(file: IO[bytes], source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    """The articles of an archive's responses. `file` is decompressed already. Pictures, scripts and failures are no items and are passed
    over; a page that cannot be read is set aside under its address. The capture's day is not a day of publication."""
    pages = 0
    for record in _records(file):
        page = _body(record)
        if page is None:
            continue
        pages += 1
        yield from _page(record, *page, source, knowledge)
    if not pages:
        raise SetAside("the archive holds no page of text")


def _records(file: IO[bytes]) -> Iterator[Any]:
    """Records that can hold a page; what is wrong with the archive is raised as SetAside where it stands."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    types = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        yield from ArchiveIterator(_Forward(file), record_types=types, parse_http=True)
    except (ValueError, OSError, EOFError) as error:
        raise SetAside(f"the archive is damaged: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what fastwarc's native code raises where it gives up
            raise
        raise SetAside("the archive is damaged") from error


class _Forward:
    """A stream that is only read onwards, with the position that fastwarc asks for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._at = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if (whence, offset) not in {(1, 0), (0, self._at)}:
            raise OSError("the archive is read onwards only")
        return self._at

    def close(self) -> None:
        """The file is closed by whoever opened it."""


def _body(record: Any) -> tuple[bytes, str, Format] | None:
    """A page's bytes, its content type and its format; None for what is no page."""
    kind = str((record.http_content_type if record.is_http else record.headers.get("Content-Type")) or "").lower()
    if record.is_http and record.http_headers is not None and record.http_headers.status_code != 200:
        return None
    format = next((f for start, f in _KINDS if kind.startswith(start)), None)
    if format is None:
        return None
    limit = (html.LARGEST if format != "pdf" else document.largest("pdf")) + 1
    data = record.reader.read(limit)
    if record.is_http and record.http_headers is not None:
        head = {str(k).lower(): str(v) for k, v in record.http_headers}
        data = payload.decoded(data, head.get("transfer-encoding", ""), head.get("content-encoding", ""), limit)
    return (data, kind, format) if len(data) >= _LEAST else None


def _page(record: Any, data: bytes, kind: str, format: Format, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    at = Source(source.file, source.sha256, url or record.record_id)
    charset = _CHARSET.search(kind)
    where = record.stream_pos
    try:
        media = kind.split(";")[0].strip()
        for found in document.read(
            format, data, at, knowledge, url=url or None, charset=charset[1] if charset else None, media=media
        ):
            if isinstance(found, Article):
                day = record.record_date.date() if record.record_date else None
                published = dating.captured(found, day, knowledge) if day else found.published
                found = replace(found, trace=(_record(found, where), *found.trace), published=published)
            yield found
    except SetAside as error:
        yield replace(nothing(at, str(error)), trace=(Trace(0, 0, "record", where),))


def _record(article: Article, where: int) -> Trace:
    """The byte of the archive where an article's record begins."""
    return Trace(0, len(article.text), "record", where)
