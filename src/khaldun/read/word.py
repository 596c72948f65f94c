"""Word documents: the paragraphs of their body, as they read once every tracked change is taken."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import page, trace
from khaldun.read.encoding import characters
from khaldun.read.paragraphs import Block, paragraphs

LARGEST = 32 << 20
_MOST = 64 << 20
"""Most bytes of a document's parts together, unpacked; more is a zip bomb."""
_DEPTH = 200
"""Deepest nesting of elements; Word's own tables within tables within boxes stay under 60."""
_BODY = re.compile(r"word/document\d*\.xml")
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "txbxContent", "footnoteReference"})
"""What is in a paragraph's XML but not in its text: deletions, fields' codes, the second copy of a drawing, the words of boxes."""
_CELL = 8
"""Cells with fewer words are figures and labels, which are no running text."""
_FEW = 50
"""Words of a body under which the words stand in boxes: a newsletter."""


def read(data: bytes, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a document. Its properties are not trusted for the day: they tell when the file was made, often by someone else."""
    body = _body(data)
    found = [(text, style) for text, style in _paragraphs(body) if text.strip()]
    if sum(len(text.split()) for text, _ in found) < _FEW:
        boxes = [b for b in body.iter() if _name(b) == "txbxContent" and not _second(b)]
        found += [(text, style) for box in boxes for text, style in _paragraphs(box) if text.strip()]
    if not found:
        raise SetAside("the document has no text")
    title = next((" ".join(text.split()) for text, style in found if style == "Title"), None)
    blocks = [Block(tuple(line for line in text.split("\n") if line.strip())) for text, _ in found]
    spots = trace.of_spots((text, trace.Spot("paragraph", n)) for n, (text, _) in enumerate(found, 1))
    return trace.traced(page.articles(paragraphs(blocks, knowledge), page.Known(title=title), source, knowledge), spots)


def _body(data: bytes) -> Any:
    """The root element of a document's main part."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if sum(i.file_size for i in infos) > _MOST or len(infos) > 5000:
                raise SetAside("the document is too large once unpacked")
            main = min(
                (i for i in infos if _BODY.fullmatch(i.filename)), key=lambda i: (len(i.filename), i.filename), default=None
            )
            if main is None:
                raise SetAside("not read: a zip archive or another Office file; unpack it, or save it as .docx")
            if main.flag_bits & 1:
                raise SetAside("the document is encrypted")
            with packed.open(main) as part:
                xml = part.read(_MOST + 1)
        if len(xml) > _MOST:
            raise SetAside("the document is too large once unpacked")
        root = etree.fromstring(
            xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise SetAside(f"the document is damaged: {error}") from error
    except etree.XMLSyntaxError as error:
        raise SetAside(f"the document is damaged: {error.msg}") from error
    _shallow(root)
    return root


def _shallow(root: Any) -> None:
    """SetAside where elements are nested deeper than recursion goes."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH:
            raise SetAside("the document's elements are nested too deep")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _second(element: Any) -> bool:
    """Whether an element stands in the copy of a drawing that is kept for old programs."""
    return any(_name(above) == "Fallback" for above in element.iterancestors())


def _paragraphs(element: Any) -> Iterator[tuple[str, str]]:
    """The text and style of each paragraph below an element, cells' in the order of rows; cells of figures and labels left out."""
    for child in element:
        name = _name(child)
        if name == "p":
            style = next(
                (v for s in child.iter() if _name(s) == "pStyle" for k, v in s.attrib.items() if k.endswith("val")), ""
            )
            yield characters("".join(_words(child))).strip("\n"), style
        elif name == "tc":
            cell = list(_paragraphs(child))
            if sum(len(text.split()) for text, _ in cell) >= _CELL:
                yield from cell
        elif name not in _LEFT_OUT:
            yield from _paragraphs(child)


def _words(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "ptab"}:
            yield " "
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _LEFT_OUT:
            yield from _words(child)
