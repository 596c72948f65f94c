"""CSV and Parquet with a text column: one article a row, as a JSON line with the same fields would be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
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
_ROWS = 512


def read_csv(file: IO[bytes], head: bytes, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    """The rows of a CSV or TSV stream. SetAside where no column holds text."""
    encoding = _encoding(head)
    csv.field_size_limit(jsonl.LONGEST)
    sample = head.decode(encoding, errors="replace")
    try:
        dialect: Any = csv.Sniffer().sniff(sample[: sample.rfind("\n") + 1][:20000] or sample, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    lines = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    rows = csv.reader(lines, delimiter=dialect.delimiter, quotechar='"', doublequote=True)
    try:
        names = _named([name.strip() for name in next(rows, [])])
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                fields: dict[str, Any] = {key: row[i] for key, i in names.items() if i < len(row) and row[i].strip()}
                fields["raw"] = str(fields.get("raw", "")).lower() in {"1", "true", "yes"}
                yield from jsonl.of_row(fields, f"row {number}", number, source, knowledge)
    except csv.Error as error:
        raise SetAside(f"the table is damaged: {error}") from error
    finally:
        lines.detach()


def read_parquet(path: Path, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    """The rows of a Parquet file, a batch at a time. SetAside where no column holds text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            columns = [field.name for field in file.schema_arrow]
            names = _named(columns)
            wanted = [columns[i] for i in names.values()]
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    fields = {key: row[columns[i]] for key, i in names.items()}
                    yield from jsonl.of_row(fields, f"row {number}", number, source, knowledge)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise SetAside(f"the table is damaged: {error}") from error


def _named(columns: Sequence[str]) -> dict[str, int]:
    """Which column is which field, by its name."""
    plain = [c.lower().lstrip("\ufeff").replace(" ", "_").replace("-", "_") for c in columns]
    found: dict[str, int] = {}
    for key, names in _COLUMNS.items():
        at = next((plain.index(n) for n in names if n in plain), None)
        if at is not None and at not in found.values():
            found[key] = at
    if "text" not in found:
        raise SetAside(f"no column of the table holds text; its columns are {', '.join(columns)[:200] or 'none'}")
    return found


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
