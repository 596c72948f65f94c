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
        for record in ArchiveIterator(
            _Forward(file), record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True
        ):
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
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what fastwarc's native code raises where it gives up
            raise
        raise SetAside("the archive is damaged") from error
    if not pages:
        raise SetAside("the archive holds no page of text")


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
