"""What is read entry by entry is not held: an article comes before the stream is read much beyond it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO

import pytest

from bench.streams import ENTRIES
from khaldun.knowledge import load
from khaldun.model import Article, Raw, Source
from khaldun.read import jsonl, mail, table, warc

SIZE = 8 << 20
SOURCE = Source("a", "0" * 64)


def _csv(file: IO[bytes]) -> Iterator[Article | Raw]:
    return table.read_csv(file, b"id,text\n", SOURCE, load())


READERS: dict[str, Callable[[IO[bytes]], Iterator[Article | Raw]]] = {
    "warc": lambda file: warc.read(file, SOURCE, load()),
    "mbox": lambda file: mail.read(file, SOURCE, load()),
    "csv": _csv,
    "jsonl": lambda file: jsonl.read(file, SOURCE, load()),
}


@pytest.mark.parametrize("name", READERS)
def test_the_first_article_comes_before_the_stream_is_read(name: str) -> None:
    entries: list[bytes] = []
    size = 0
    while size < SIZE:
        entries.append(ENTRIES[name](len(entries)))
        size += len(entries[-1])
    file = io.BytesIO(b"".join(entries))
    assert isinstance(next(f for f in READERS[name](file) if isinstance(f, Article)), Article)
    assert file.tell() < SIZE / 2
