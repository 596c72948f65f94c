"""HTML pages: body by trafilatura, head by JSON-LD and meta elements, day by those, else by every other mark of it in the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial
from html import unescape
from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Publication, Source
from khaldun.read import body, credits, dating, day_elements, days, meta, nature, page, posts, shown
from khaldun.read.encoding import characters, decode
from khaldun.read.paragraphs import Paragraph

LARGEST = 12 << 20
"""Most bytes of a page; the largest saved news page at hand has 1.5 MB."""
_TAGS = 120_000
"""Most elements of a page: extraction walks the tree some twenty times."""
_DEPTH = 400
"""Deepest nesting: extraction recurses along it."""
_ENDLESS = re.compile(r"[!-~]{20000}")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)


def read(data: bytes, source: Source, knowledge: Knowledge, *, url: str | None = None) -> list[Article]:
    """The articles of a saved page; SetAside for a bomb, or what holds no text."""
    if len(data) > LARGEST:
        raise SetAside(f"the page is too large: {len(data) >> 20} MB, at most {LARGEST >> 20} MB are read")
    if data.count(b"<") > 2 * _TAGS:
        raise SetAside(f"an HTML bomb: more than {_TAGS} elements")
    declared = _CHARSET.search(data[:4096])
    return of_markup(decode(data, declared[1].decode() if declared else None), source, knowledge, url=url)


def of_markup(
    markup: str, source: Source, knowledge: Knowledge, *, url: str | None = None, beside: page.Known | None = None
) -> list[Article]:
    """The articles of a page given as markup; `beside`: what is known from elsewhere (a mail's headers), which goes first."""
    tree = _tree(markup)
    told = meta.head(tree)
    text = body.text(tree, knowledge)
    if several := _shown(told.parts, tree):
        return [a for part in _led(several, told, text) for a in _of_part(part, told, source, knowledge)]
    if several := posts.of_page(tree, told, knowledge):
        return [a for part in several for a in _of_part(part, told, source, knowledge)]
    listing = nature.is_listing(tree, told, url or told.url, knowledge)
    known = _known(told, _day(tree, markup, url, told, knowledge, listing=listing), url or told.url, knowledge)
    if beside is not None:
        known = replace(
            known,
            **{f.name: value for f in fields(beside) if (value := getattr(beside, f.name)) not in (None, (), Publication())},
        )
        text = text or "\n".join(lines(markup))
    elif reason := nature.no_article(tree, told, text, knowledge):
        return [page.nothing(source, reason, title=told.title, known=replace(known, published=Publication()))]
    parts = [Paragraph(line.strip()) for line in characters(text).split("\n") if line.strip()]
    found = page.of_extracted(parts, known, source, knowledge)
    if beside is None and listing:
        return [replace(article, kind="listing") if article.kind == "article" else article for article in found]
    return found


def _known(told: meta.Head, day: Publication, url: str | None, knowledge: Knowledge) -> page.Known:
    return page.Known(
        title=told.title,
        byline=tuple(p for p in told.byline if not credits.agencies_in(p, knowledge)),
        agency=credits.agencies_in("; ".join(told.signed), knowledge),
        publisher=told.publisher,
        published=day,
        language=None,
        url=url,
        description=told.description,
    )


def _shown(parts: Sequence[meta.Head], tree: Any) -> Sequence[meta.Head]:
    """The articles that a page's JSON-LD gives the bodies of, if the page shows the text of two or more."""
    if len(parts) < 2:
        return ()
    text = "".join("".join(tree.xpath("//body//text()[not(parent::script or parent::style)]")).split())
    seen = [part for part in parts if "".join((part.body or "").split())[:60] in text]
    return seen if len(seen) > 1 else ()


def _led(parts: Sequence[meta.Head], whole: meta.Head, text: str) -> Sequence[meta.Head]:
    """The articles of a page, after them what the page itself says before the first of them."""
    bodies = ["".join(characters(part.body or "").split()) for part in parts]
    titles = {part.title for part in parts}
    own: list[str] = []
    for line in text.split("\n"):
        bare = "".join(line.split())
        if line.strip() in titles or (len(bare) > 30 and any(bare in b or b[:60] in bare for b in bodies)):
            break
        own.append(line)
    lead = "\n".join(own)
    return [*parts, replace(whole, body=lead, parts=())] if len(lead.split()) >= _LEAD else parts


_LEAD = 20
"""Fewest words of a lead that is an item of its own."""


def _of_part(part: meta.Head, whole: meta.Head, source: Source, knowledge: Knowledge) -> list[Article]:
    """One of several articles of a page."""
    told = replace(part, publisher=whole.publisher)
    known = _known(told, part.published if part.published.day else whole.published, part.url or whole.url, knowledge)
    return page.of_extracted([Paragraph(line) for line in lines(part.body or "")], known, source, knowledge)


def _tree(markup: str) -> Any:
    from trafilatura import load_html

    tree = load_html(markup)
    if tree is None:
        raise SetAside("no HTML could be made of it")
    from lxml.etree import iterwalk

    depth = 0
    for count, (event, _) in enumerate(iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH or count > 2 * _TAGS:
            raise SetAside("an HTML bomb: its elements are nested too deep, or are too many")
    for node in tree.iter():
        visible = node.tag not in {"script", "style", "template"}
        if any(text and len(text) > 50_000 and _ENDLESS.search(text) for text in (node.text if visible else None, node.tail)):
            raise SetAside("an HTML bomb: it has words without end")
    return tree


_TRACKBACK = re.compile(r'dc:date="(\d{4}-\d\d-\d\d[^"]{0,20})"')


def _day(tree: Any, markup: str, url: str | None, told: meta.Head, knowledge: Knowledge, *, listing: bool) -> Publication:
    """The day that the head of a page gives, as the page shows it; else that of a trackback, else the one that most in the page speaks for."""
    addresses = [*told.addresses, *([url] if url else [])]
    marks = partial(day_elements.marks, tree, knowledge, title=told.title, language=told.language)
    if told.revised.day and not (told.published.day and shown.plainly(told.published.day, marks())):
        return (
            told.revised
        )  # when a page of a wiki was begun says nothing of its text today, but where it is news that it dates itself
    if told.published.day:
        return shown.local(told.published, told.stated, addresses, tree, marks)
    trackback = _TRACKBACK.search(markup)
    if trackback:
        return dating.of_metadata(trackback[1], "the page's trackback date")
    return days.of_page(tree, addresses, knowledge, title=told.title, language=told.language, listing=listing)


_BLOCKS = re.compile(
    r"<\s{0,9}/?\s{0,9}(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure|figcaption)\b[^<>]*>",
    re.IGNORECASE,
)
_OPENS = re.compile(r"<!--|<(script|style|figure|noscript|iframe|svg)\b[^<>]*>", re.IGNORECASE)
_ENDS: dict[str | None, re.Pattern[str]] = {
    None: re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE)
        for name in ("script", "style", "figure", "noscript", "iframe", "svg")
    },
}
_MARKUP = re.compile(r"<[^<>]{0,4000}>")


def lines(markup: str) -> list[str]:
    """The lines of a fragment of markup (a feed's entry, a mail), which has no page around its text."""
    text = _BLOCKS.sub("\n", _visible(markup[:LARGEST]))
    text = characters(unescape(_MARKUP.sub("", text)))
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _visible(markup: str) -> str:
    """The markup without comments and elements that are no text; an end is looked for once, however many begin without one."""
    kept, at = [], 0
    endless: set[str | None] = set()
    for begin in _OPENS.finditer(markup):
        name = begin[1].lower() if begin[1] else None
        if begin.start() < at or name in endless:
            continue
        end = _ENDS[name].search(markup, begin.end())
        if end is None:
            endless.add(name)
            continue
        kept += [markup[at : begin.start()], " "]
        at = end.end()
    return "".join([*kept, markup[at:]])


def bare(markup: str) -> str:
    """A fragment of markup as one line of text."""
    return " ".join(lines(markup))
