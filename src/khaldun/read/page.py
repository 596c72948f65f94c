"""The paragraphs of a page to its articles: headline, credits, date and clean text of each; captions and quotes beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Publication, Source, identifier
from khaldun.read import credits, dating, furniture, split
from khaldun.read.items import Item, plan, repeats, take_dateline
from khaldun.read.paragraphs import Paragraph
from khaldun.read.tongue import settled


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page beside its words: from a JSON line, the head of an HTML page, a mail, a feed."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    agency: tuple[str, ...] = ()
    published: Publication = field(default_factory=Publication)
    language: str | None = None
    url: str | None = None
    description: str | None = None


def articles(parts: Sequence[Paragraph], known: Known, source: Source, knowledge: Knowledge) -> list[Article]:
    """The articles of a page, each followed by its captions and quotes; one that is set aside where it holds no running text."""
    if len(parts) > MOST:
        raise SetAside(f"it has {len(parts)} paragraphs; at most {MOST} are read as one document")
    page = furniture.cleared(parts, knowledge)
    planned = plan(page.paragraphs, known.title, knowledge)
    for name in page.sources:
        for item in planned:
            told = credits.press(name, knowledge)
            item.publisher = item.publisher or credits.outlet_of(name, knowledge) or told.outlet
            item.agency += told.agencies
    planned = [item for item in planned if item.text.strip()]
    if not planned:
        return [nothing(source, "no running text was found", title=known.title, known=known)]
    for item in planned:
        item.doubts += _changes(item)
    whole = "\n\n".join(item.text for item in planned)
    found: list[Article] = []
    if len(planned) > 1:  # what is known of the page's title and author is not known of each of its articles
        known = replace(known, title=None, byline=())
    for item in planned:
        found += _made(item, known, source, len(found), whole if len(planned) > 1 else "", knowledge)
    return found


def of_extracted(parts: Sequence[Paragraph], known: Known, source: Source, knowledge: Knowledge) -> list[Article]:
    """The article of a page whose running text was found by its markup: only what is plainly furniture goes, and it is not split."""
    page = furniture.cleared(parts, knowledge, sure=True)
    item = Item()
    if known.title:
        item.titles.append(known.title)
    for i, part in enumerate(page.paragraphs):
        if part.role == "caption":
            item.beside.append(("caption", part.text))
        elif part.role is None and not (i < 3 and repeats(part, item, known.title)):
            item.body.append(part)
    take_dateline(item, knowledge)
    if not item.text.strip():
        return [nothing(source, "no running text was found", title=known.title, known=known)]
    return _made(item, known, source, 0, "", knowledge)


def nothing(source: Source, reason: str, *, title: str | None = None, ordinal: int = 0, known: Known | None = None) -> Article:
    """An item of a file that is set aside, with what is known of it all the same."""
    ident = identifier("art", source.sha256, source.ref, ordinal, title, "")
    aside = Article(ident, source, "", title=title, set_aside=reason)
    if known is None:
        return aside
    return replace(aside, byline=known.byline, publisher=known.publisher, published=known.published, url=known.url)


MOST = 3000
"""Most paragraphs of a document: a newspaper's issue of forty pages has some 2,500."""
LONGEST = 1_000_000
"""Most characters of an article's text; the longest in the collections at hand has 90,000."""
_ENDLESS = re.compile(r"[!-~]{1500}")


def unfit(text: str) -> str | None:
    """Why a text cannot be an article: too long, or no words in it but one without end. What comes after reading need not guard itself."""
    if len(text) > LONGEST:
        return f"the text has {len(text)} characters; at most {LONGEST} are read as one article"
    return "no running text: it has words without end" if _ENDLESS.search(text) else None


def _changes(item: Item) -> list[str]:
    """A doubt where the wording of an article changes as it hardly does within one text."""
    if item.doubts:
        return []
    much, at = split.change(item.text)
    if much < split.LIKELY:
        return []
    return [f"another article may begin within it: its wording changes at “{item.text[at : at + 60]}”"]


def _made(item: Item, known: Known, source: Source, ordinal: int, page: str, knowledge: Knowledge) -> list[Article]:
    text = item.text
    if reason := unfit(text):
        return [nothing(source, reason, title=known.title, ordinal=ordinal, known=known)]
    title = known.title or (item.titles[0] if item.titles else None)
    published = known.published
    if published.day is None and item.issue.start is not None:
        published = item.issue
    if published.day is None:
        stated = dating.stated(item.dates, text, knowledge, publisher=known.publisher or item.publisher)
        published = stated if stated.day is not None or published.start is None else published
    if published.day is None:
        said = published if published.start is not None else dating.inferred(text, title, knowledge, page=page)
        filed = dating.filed(item.dateline, said)
        published = filed if filed.day is not None else said
    article = Article(
        identifier("art", source.sha256, source.ref, ordinal, title, text),
        source,
        text,
        title=title,
        byline=known.byline or tuple(dict.fromkeys(item.byline)),
        publisher=known.publisher or item.publisher or credits.outlet_at(known.url, knowledge),
        agency=tuple(dict.fromkeys([*known.agency, *item.agency])),
        dateline=item.dateline,
        published=published,
        language=settled(text, known.language),
        url=known.url,
        doubts=tuple(item.doubts),
    )
    beside = [
        replace(
            article,
            id=identifier("art", source.sha256, source.ref, ordinal + n, None, words),
            text=words, kind=kind, title=None, byline=(), agency=(), dateline=None, parent=article.id, doubts=(),
        )
        for n, (kind, words) in enumerate(item.beside, 1)
    ]  # fmt: skip
    return [article, *beside]
