"""JSON Lines: one article a line, its text taken as it stands."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, Literal

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Publication, Raw, Source, Trace, identifier
from khaldun.read import credits, dating, raw, trace
from khaldun.read.page import Known, nothing, unfit
from khaldun.read.source import WHOLE
from khaldun.read.text import of_text
from khaldun.read.tongue import language

Unit = Literal["line", "row"]
"""What rows are counted by: the lines of JSON Lines, the rows of a table or the entries of an array."""
LONGEST = 8 << 20
"""Most bytes of a line: four times the longest book."""


def read(file: IO[bytes], source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    """The articles of a stream of lines, one at a time. A line that cannot be read gives an article that is set aside, with its number."""
    number = 0
    file, document = _document(file)
    if document is not None:
        yield from _rows(document, "the document", 1, source, knowledge)
        return
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            yield nothing(_at(source, f"line {number}"), f"line {number} is longer than {LONGEST >> 20} MB", ordinal=number)
            while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            continue
        if line.strip():
            yield from _line(line, number, source, knowledge)
    if number == 0:
        raise SetAside("the file is empty")


def _line(line: bytes, number: int, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    try:
        written = line.decode("utf-8-sig", errors="replace")
        row = json.loads(written)
        if "\\ud" in written.lower():  # an escaped half of a surrogate pair, which no database takes, becomes a question mark
            row = json.loads(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
    except (json.JSONDecodeError, RecursionError) as error:
        yield nothing(
            _at(source, f"line {number}"),
            f"line {number} is no JSON: {getattr(error, 'msg', 'nested too deeply')}",
            ordinal=number,
        )
        return
    yield from _rows(row, f"line {number}", number, source, knowledge)


def _document(file: IO[bytes]) -> tuple[IO[bytes], Any]:
    """A file that is one JSON document over several lines (`[` alone in the first) as its value; else None, and the stream from its start."""
    first = file.readline(LONGEST + 1)
    if first.strip() not in {b"[", b"{", b"\xef\xbb\xbf[", b"\xef\xbb\xbf{"}:
        return _Again(first, file), None
    whole = first + file.read(WHOLE)
    try:
        return io.BytesIO(), json.loads(whole.decode("utf-8-sig", errors="replace"))
    except (json.JSONDecodeError, RecursionError):
        return io.BytesIO(whole), None


class _Again(io.BytesIO):
    """A stream whose first line was read already."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        super().__init__(first)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        """The line that was read, then the others."""
        return super().readline(size) or self._rest.readline(-1 if size is None else size)


def _rows(row: object, place: str, number: int, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    for n, entry in enumerate(row if isinstance(row, list) else [row]):
        here = place if not isinstance(row, list) else f"{place}, entry {n + 1}"
        if not isinstance(entry, dict):
            yield nothing(_at(source, here), f"{here} is no JSON object", ordinal=number)
        else:
            unit: Unit = "line" if place != "the document" else "row"
            yield from of_row(entry, here, number if unit == "line" else n + 1, source, knowledge, unit=unit)


def of_row(
    row: dict[str, Any], here: str, number: int, source: Source, knowledge: Knowledge, *, unit: Unit = "row"
) -> Iterator[Article | Raw]:
    """The articles of one row with the fields of CONTRACT.md; `here` names its place in the file for messages, `number` counts the
    `unit`s up to it. The text of a page that is to be cleaned (`raw`) is kept as it was handed over."""
    kept = None
    for article in _of_row(row, here, number, source, knowledge):
        at = Trace(0, len(article.text), unit, number)
        if not row.get("raw") or not article.text:
            yield replace(article, extractor=raw.extractor("text as it stands"), trace=(at,))
            continue
        if kept is None:
            kept = raw.of(row["text"].encode("utf-8", "replace"), "text/plain")
            yield kept
            letters = trace.of_text(row["text"])
        (traced,) = trace.traced([replace(article, trace=(at,))], letters)
        yield replace(traced, raw=kept.sha256, extractor=raw.extractor("text"))


def _of_row(row: dict[str, Any], here: str, number: int, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    ref = row.get("id")
    at = _at(source, str(ref) if ref is not None and ref != "" else here)
    text = row.get("text")
    title = _words(row.get("title"))
    if not isinstance(text, str) or not text.strip():
        yield nothing(at, f"{here} has no text", title=title, ordinal=number)
        return
    if reason := unfit(text):
        yield nothing(at, f"{here}: {reason}", title=title, ordinal=number)
        return
    known = _known(row, title, here, knowledge)
    if row.get("raw"):
        try:
            yield from of_text(text, known, at, knowledge)
        except SetAside as error:
            yield nothing(at, f"{here}: {error}", title=title, ordinal=number)
        return
    yield _as_it_stands(text, known, at, knowledge)


def _as_it_stands(text: str, known: Known, source: Source, knowledge: Knowledge) -> Article:
    """An article whose text is not touched; a dateline and an agency at its beginning are read, and stay in the text."""
    filed = credits.filed(text.lstrip(), knowledge)
    agency = known.agency or (filed.agency if filed else ())
    published = known.published
    if published.start is None:
        published = dating.leading(text, known.title)
    if published.start is None:
        said = dating.inferred(text, known.title, knowledge)
        day = dating.filed(filed.dateline if filed else None, said)
        published = day if day.day is not None else said
    if published.start is None and known.published.why:
        published = known.published  # a date that was handed over and is none: the reader should learn that
    return Article(
        identifier("art", source.sha256, source.ref, 0, known.title, text),
        source,
        text,
        title=known.title,
        byline=known.byline,
        publisher=known.publisher or credits.outlet_at(known.url, knowledge),
        agency=agency,
        dateline=filed.dateline if filed else None,
        published=published,
        language=known.language or language(text),
        url=known.url,
    )


def _known(row: dict[str, Any], title: str | None, here: str, knowledge: Knowledge) -> Known:
    agency = tuple(proper for name in _names(row.get("agency")) for proper in (credits.agencies_in(name, knowledge) or (name,)))
    published = row.get("published")
    if isinstance(published, int | float | list | dict):  # 20160408 is a day; what else a program may write is told to be none
        published = str(published)
    return Known(
        title,
        _names(row.get("byline")),
        _words(row.get("publisher")),
        agency,
        dating.of_metadata(published, f"`published` of {here}") if published is not None else Publication(),
        _words(row.get("language")),
        _words(row.get("url")),
    )


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(v.strip() for v in values if isinstance(v, str) and v.strip())


def _at(source: Source, ref: str) -> Source:
    return Source(source.file, source.sha256, ref)
