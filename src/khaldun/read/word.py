"""Word documents: paragraphs with their styles."""

from __future__ import annotations

import io
import zipfile

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import page
from khaldun.read.encoding import characters
from khaldun.read.paragraphs import Block, paragraphs

LARGEST = 32 << 20
_MOST = 64 << 20
"""Most bytes of a document's parts together, unpacked; more is a zip bomb."""


def read(data: bytes, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a document. Its properties are not trusted for the day: they tell when the file was made, often by someone else."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if sum(i.file_size for i in infos) > _MOST or len(infos) > 5000:
                raise SetAside("the document is too large once unpacked")
            if any(i.flag_bits & 1 for i in infos):
                raise SetAside("the document is encrypted")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise SetAside(f"the document is damaged: {error}") from error
    blocks: list[Block] = []
    title = None
    for paragraph in document.paragraphs:
        text = characters(paragraph.text).strip()
        if not text:
            continue
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
        if style == "Title" and title is None:
            title = text
        blocks.append(Block(tuple(line for line in text.split("\n") if line.strip())))
    if not blocks:
        raise SetAside("the document has no text")
    return page.articles(paragraphs(blocks, knowledge), page.Known(title=title), source, knowledge)
