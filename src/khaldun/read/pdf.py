"""PDF: pieces of text by PDFium, their order by the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import flow, page, trace
from khaldun.read.paragraphs import Block, paragraphs, without_running_heads
from khaldun.read.sheet import sheet

LARGEST = 96 << 20
"""Most bytes of a PDF; pictures make newspapers large."""
PAGES = 400
"""Most pages that are read: longer ones are books."""


def read(data: bytes, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a document. SetAside for one that is encrypted, damaged, or only pictures of pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise SetAside("the PDF is encrypted") from error
        raise SetAside("the PDF is damaged or cut off") from error
    try:
        if len(document) > PAGES:
            raise SetAside(f"the PDF has {len(document)} pages; at most {PAGES} are read")
        found: list[Block] = []
        last: list[tuple[int, flow.Story]] = []
        first = 0
        for number in range(len(document)):
            seen = sheet(document, number)
            stories, folio = flow.stories(seen)
            last = flow.numbered(stories, last, first)
            first += len(stories)
            found += flow.blocks(last, folio, number, seen)
    except pypdfium2.PdfiumError as error:
        raise SetAside(f"the PDF is damaged: {error}") from error
    finally:
        document.close()
    if not found:
        raise SetAside("the PDF has no text: pictures of pages, which would have to go through OCR first")
    found.sort(key=lambda b: (b.story or 0, b.role in {"caption", "quote"}))
    parts = paragraphs(without_running_heads(found), knowledge, broken=True)
    return trace.traced(page.articles(parts, page.Known(), source, knowledge), trace.of_spots(_spots(found)))


def _spots(found: Sequence[Block]) -> Iterator[tuple[str, trace.Spot]]:
    """Each line with its page, its column and its box."""
    for block in found:
        for line, box in zip(block.lines, block.boxes or [None] * len(block.lines), strict=False):
            yield line, trace.Spot("page", block.page + 1, block.column, box)
