"""A file to its articles: the format is sniffed, the reader of that format called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge, load
from khaldun.model import Article, Raw, Source
from khaldun.read import source as files
from khaldun.read.sniff import Format, sniff


def read_file(path: Path, knowledge: Knowledge | None = None) -> Iterator[Article]:
    """The articles of a source file in the file's order, each followed by its captions and quotes.

    Raises SetAside, with the reason, for a file that cannot be read as news; an item within a file that cannot is an Article whose
    `set_aside` says why. The same bytes under the same name give the same articles with the same ids.
    """
    return (each for each in read_with_raws(path, knowledge) if isinstance(each, Article))


def read_with_raws(path: Path, knowledge: Knowledge | None = None) -> Iterator[Article | Raw]:
    """The same, with the bytes to keep of each document before its first article."""
    known = knowledge or load()
    opened = files.opened(path)
    source = Source(opened.name, opened.sha256)
    kind = sniff(opened.head, opened.inner)
    some = False
    try:
        for found in _articles(kind, opened, source, known):
            some = some or isinstance(found, Article)
            yield found
    except MemoryError as error:
        raise SetAside("it takes more memory than there is") from error
    except RecursionError as error:
        raise SetAside("it is nested too deeply") from error
    if not some:
        raise SetAside("no article was found in it")


def _articles(kind: Format, opened: files.Opened, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    # Readers are imported when they are needed: a build of JSON Lines should not pay for PDF, Word and trees of HTML.
    if kind in {"jsonl", "warc", "csv", "mail"}:
        with files.stream(opened.path, opened.packed) as file:
            yield from _streamed(kind, file, opened, source, knowledge)
    elif kind == "parquet":
        from khaldun.read import table

        if opened.packed:
            raise SetAside("a Parquet file within another compression; unpack it")
        yield from table.read_parquet(opened.path, source, knowledge)
    else:
        from khaldun.read import document

        yield from document.read(kind, files.whole(opened, document.largest(kind)), source, knowledge)


def _streamed(
    kind: Format, file: IO[bytes], opened: files.Opened, source: Source, knowledge: Knowledge
) -> Iterator[Article | Raw]:
    """The articles of a file that is read entry by entry, however long it is."""
    if kind == "jsonl":
        from khaldun.read import jsonl

        yield from jsonl.read(file, source, knowledge)
    elif kind == "warc":
        from khaldun.read import warc

        yield from warc.read(file, source, knowledge)
    elif kind == "mail":
        from khaldun.read import mail

        yield from mail.read(file, source, knowledge)
    else:
        from khaldun.read import table

        yield from table.read_csv(file, opened.head, source, knowledge)
