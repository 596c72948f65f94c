"""Plain text, and any text that a page was turned into, to articles."""

from __future__ import annotations

import re

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Source
from khaldun.read import page
from khaldun.read.encoding import characters, decode
from khaldun.read.paragraphs import blocks, paragraphs, without_running_heads

_TAGS = re.compile(r"</?(?:p|br|div|a|span|em|strong|b|i|h[1-6]|li|ul)\b[^<>]{0,300}>", re.IGNORECASE)
_ENDLESS = re.compile(r"\S{20000}")
"""Longer than any paragraph of a script that sets no spaces."""
_LINES = 30_000
"""Most lines of a text; a newspaper's issue of forty pages has some 15,000."""
LARGEST = 16 << 20
"""Most bytes of a plain text: a newspaper's whole day has under one megabyte."""


def read(data: bytes, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a plain text file; SetAside for what is no prose."""
    return of_text(decode(data), page.Known(), source, knowledge)


def of_text(text: str, known: page.Known, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a page given as text."""
    if len(_TAGS.findall(text[:200_000])) >= 3:  # a page whose markup was half taken off
        from khaldun.read.html import lines

        text = "\n\n".join(lines(text))
    clean = characters(text)
    if len(clean) > page.LONGEST or _ENDLESS.search(clean):
        raise SetAside(page.unfit(clean) or "no running text: it has words without end")
    if clean.count("\n") > _LINES:
        raise SetAside(f"it has {clean.count(chr(10))} lines; at most {_LINES} are read as one document")
    letters = sum(c.isalpha() or c.isspace() for c in clean[:20000])
    if letters < 0.55 * len(clean[:20000]):
        raise SetAside("no running text: mostly figures and signs")
    parts = paragraphs(without_running_heads(blocks(clean)), knowledge)
    return page.articles(parts, known, source, knowledge)
