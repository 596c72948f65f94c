"""CSV and Parquet with a text column: one article a row, as a JSON line with the same fields would be."""

from __future__ import annotations

import csv
import io
import itertools
import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Raw, Source
from khaldun.read import jsonl

_COLUMNS = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "article_text",
        "full_text",
        "fulltext",
        "story",
        "maintext",
        "main_text",
        "article_body",
        "articlebody",
        "body_text",
        "content_text",
        "plain_text",
        "clean_text",
        "news",
        "notes",
        "description",
    ),
    "id": ("id", "doc_id", "article_id", "uid", "guid", "event_id", "index"),
    "title": ("title", "headline", "head", "heading"),
    "published": (
        "published",
        "date",
        "published_at",
        "publication_date",
        "date_publish",
        "pubdate",
        "datetime",
        "day",
        "event_date",
    ),
    "publisher": ("publisher", "source", "outlet", "newspaper", "publication", "site", "domain", "source_domain"),
    "byline": ("byline", "author", "authors", "by"),
    "agency": ("agency",),
    "url": ("url", "link", "source_url", "uri"),
    "language": ("language", "lang"),
    "raw": ("raw",),
}
_ALL = frozenset(name for names in _COLUMNS.values() for name in names)
_ROWS = 64
"""Rows of Parquet at a time; each may be as long as a book."""
_LOOKED_AT = 40
"""Rows that tell which column holds text where no column's name does."""
_WORDS = 25
"""Words that the cells of such a column have on the middle."""


def read_csv(file: IO[bytes], head: bytes, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    """The rows of a CSV or TSV stream. SetAside where no column holds text."""
    encoding = _encoding(head)
    csv.field_size_limit(jsonl.LONGEST)
    lines = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    rows = csv.reader(
        _bounded(lines), delimiter=_delimiter(head.decode(encoding, errors="replace")), quotechar='"', doublequote=True
    )
    try:
        columns = [name.strip() for name in next(rows, [])]
        first = list(itertools.islice(rows, _LOOKED_AT))
        names = _named(columns, first)
        for number, row in enumerate(itertools.chain(first, rows), 2):
            if any(cell.strip() for cell in row):
                fields: dict[str, Any] = {key: row[i] for key, i in names.items() if i < len(row) and row[i].strip()}
                fields["raw"] = str(fields.get("raw", "")).lower() in {"1", "true", "yes"}
                yield from jsonl.of_row(fields, f"row {number}", number, source, knowledge)
    except csv.Error as error:
        raise SetAside(f"the table is damaged: {error}") from error
    finally:
        lines.detach()


def _bounded(lines: io.TextIOWrapper) -> Iterator[str]:
    """Lines, none of which fills the memory: what goes on too long is cut, and csv's own limit on a cell ends the table."""
    while line := lines.readline(2 * jsonl.LONGEST):
        yield line


def _delimiter(sample: str) -> str:
    """The sign that parts the first line into most names of columns that are known, or else into most columns."""

    def rank(sign: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=sign), []) if first else []
        return len(set(_plain(names)) & _ALL), len(names)

    first = next((line for line in sample.lstrip("\ufeff").splitlines() if line.strip()), "")
    try:
        return max(",;\t|", key=rank)
    except csv.Error:
        return ","


def read_parquet(path: Path, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    """The rows of a Parquet file, a batch at a time. SetAside where no column holds text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            columns = [field.name for field in file.schema_arrow]
            names = _named(columns, _first_rows(file, columns))
            wanted = [columns[i] for i in names.values()]
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    fields = {key: row[columns[i]] for key, i in names.items()}
                    fields["text"] = _joined(fields["text"])
                    yield from jsonl.of_row(fields, f"row {number}", number, source, knowledge)
    except (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError) as error:
        raise SetAside(f"the table is damaged: {' '.join(str(error).split())[:200]}") from error


def _first_rows(file: Any, columns: Sequence[str]) -> list[list[object]]:
    """The first rows, where the columns' names do not say which holds the text."""
    if set(_plain(columns)) & set(_COLUMNS["text"]):
        return []
    batch = next(iter(file.iter_batches(batch_size=_LOOKED_AT)), None)
    return [] if batch is None else [[row[c] for c in columns] for row in batch.to_pylist()]


def _joined(value: object) -> object:
    """A text in paragraphs (a list of them) as one."""
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "\n\n".join(value)
    return value


def _plain(columns: Sequence[str]) -> list[str]:
    return [c.strip().lower().lstrip("\ufeff").strip('"').replace(" ", "_").replace("-", "_") for c in columns]


def _named(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, int]:
    """Which column is which field, by its name; the text's, where no name tells, by its cells."""
    plain = _plain(columns)
    found: dict[str, int] = {}
    for key, names in _COLUMNS.items():
        at = next((plain.index(n) for n in names if n in plain), None)
        if at is not None and at not in found.values():
            found[key] = at
    if "text" not in found and (at := _wordy(rows, len(columns), found.values())) is not None:
        found["text"] = at
    if "text" not in found:
        raise SetAside(f"no column of the table holds text; its columns are {', '.join(columns)[:200] or 'none'}")
    return found


def _wordy(rows: Sequence[Sequence[object]], columns: int, taken: Iterable[int]) -> int | None:
    """The column with the longest cells, where they are running text."""
    best: tuple[float, int] | None = None
    for i in sorted(set(range(columns)) - set(taken)):
        cells = [_joined(row[i]) for row in rows if i < len(row)]
        words = statistics.median([len(c.split()) if isinstance(c, str) else 0 for c in cells] or [0])
        if words >= _WORDS and (best is None or words > best[0]):
            best = words, i
    return None if best is None else best[1]


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
