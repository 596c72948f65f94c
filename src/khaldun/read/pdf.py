"""PDF: pieces of text by PDFium, their order by the layout."""

from __future__ import annotations

from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import layout, page
from khaldun.read.encoding import characters
from khaldun.read.paragraphs import Block, paragraphs, without_running_heads

LARGEST = 96 << 20
"""Most bytes of a PDF; pictures make newspapers large."""
PAGES = 400
"""Most pages that are read: longer ones are books."""
_PIECES = 20_000
"""Most pieces of text on a page; a dense newspaper page has some 1,500."""


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
        for number in range(len(document)):
            found += layout.blocks(_pieces(document, number), number)
    except pypdfium2.PdfiumError as error:
        raise SetAside(f"the PDF is damaged: {error}") from error
    finally:
        document.close()
    if not found:
        raise SetAside("the PDF has no text: pictures of pages, which would have to go through OCR first")
    parts = paragraphs(without_running_heads(found), knowledge, broken=True)
    return page.articles(parts, page.Known(), source, knowledge)


def _pieces(document: Any, number: int) -> list[layout.Piece]:
    sheet = document[number]
    text = sheet.get_textpage()
    try:
        count = min(text.count_rects(), _PIECES)
        found = []
        for i in range(count):
            left, bottom, right, top = text.get_rect(i)
            if right <= left or top <= bottom:
                continue
            edge = 0.3 if top - bottom > 3 else -0.2
            # A little less than the box: letters of the lines above and below may touch it.
            words = characters(text.get_text_bounded(left - 0.2, bottom + edge, right + 0.2, top - edge) + "\n")
            words = " ".join(words.split())
            if words:
                found.append(layout.Piece(words, left, bottom, right, top, _size(text, left, bottom, right, top)))
        return found
    finally:
        text.close()
        sheet.close()


def _size(text: Any, left: float, bottom: float, right: float, top: float) -> float:
    """The size of the letters in a box, in points: the height of the first letter's loose box, which is the font's and not the glyph's."""
    import ctypes

    from pypdfium2 import raw

    at = raw.FPDFText_GetCharIndexAtPos(text.raw, left + 0.5, (bottom + top) / 2, 2.0, (top - bottom) / 2 + 0.5)
    box = raw.FS_RECTF()
    if at >= 0 and raw.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(box)) and box.top > box.bottom:
        return round(float(box.top - box.bottom), 1)
    return round(top - bottom, 1)
