"""PDF: pieces of text by PDFium, their order by the layout."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import flow, page, trace
from khaldun.read.paragraphs import Block, paragraphs, without_running_heads
from khaldun.read.sheet import sheet
from khaldun.read.volume import Leaf, bound

log = logging.getLogger("khaldun.read")
LARGEST = 96 << 20
"""Most bytes of a PDF; pictures make newspapers large."""
PAGES = 400
"""Most pages that are read: longer ones are books."""
_SOUGHT = 1 << 29
"""Most bytes in which PDFium may look for the ends of streams that have none, to the file's end for each: a second or two."""
_STREAM = re.compile(rb">>\s{0,4}stream\b")


def read(data: bytes, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a document. SetAside for one that is encrypted, damaged, or only pictures of pages."""
    import pypdfium2

    endless = len(_STREAM.findall(data)) - data.count(b"endstream")
    if endless * len(data) > _SOUGHT:
        raise SetAside(f"the PDF is damaged: {endless} of its streams have no end")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise SetAside("the PDF is encrypted") from error
        raise SetAside("the PDF is damaged or cut off") from error
    try:
        if len(document) > PAGES:
            raise SetAside(f"the PDF has {len(document)} pages; at most {PAGES} are read")
        leaves = []
        for number in range(len(document)):
            try:
                leaves.append(_leaf(document, number))
            except pypdfium2.PdfiumError as error:
                log.warning("%s: page %d is damaged and left out: %s", source.file, number + 1, error)
        if not leaves:
            raise SetAside("the PDF is damaged: none of its pages can be read")
    finally:
        document.close()
    found = bound(leaves, knowledge)
    if not found:
        raise SetAside("the PDF has no text: pictures of pages, which would have to go through OCR first")
    parts = paragraphs(without_running_heads(found), knowledge, broken=True)
    return trace.traced(page.articles(parts, page.Known(), source, knowledge), trace.of_spots(_spots(found)))


def _leaf(document: Any, number: int) -> Leaf:
    seen = sheet(document, number)
    stories, folio = flow.stories(seen)
    return Leaf(number, tuple(stories), tuple(folio), replace(seen, words=()))


def _spots(found: Sequence[Block]) -> Iterator[tuple[str, trace.Spot]]:
    """Each line with its page, its column and its box."""
    for block in found:
        for line, box in zip(block.lines, block.boxes or [None] * len(block.lines), strict=False):
            yield line, trace.Spot("page", block.page + 1, block.column, box)
