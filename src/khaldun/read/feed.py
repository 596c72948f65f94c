"""RSS and Atom: each entry with text is an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Publication, Source
from khaldun.read import credits, dating
from khaldun.read.encoding import characters
from khaldun.read.page import Known, nothing
from khaldun.read.paragraphs import Paragraph

LARGEST = 16 << 20
_ENTRIES = 20_000


def read(data: bytes, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    """The entries of a feed in its order. Nothing is fetched: an entry that only points to its article is set aside."""
    if len(data) > LARGEST:
        raise SetAside(f"the feed is too large: {len(data) >> 20} MB")
    if b"<!ENTITY" in data[:20000]:
        raise SetAside("the feed defines entities of its own, which feeds have no use for and bombs do")
    import feedparser

    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        raise SetAside("the feed has no entries")
    publisher = characters(found.feed.get("title") or "").strip() or None
    for n, entry in enumerate(found.entries[:_ENTRIES], 1):
        yield from _entry(entry, n, publisher, source, knowledge)


def _entry(entry: Any, number: int, publisher: str | None, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    from khaldun.read import html, page

    ref = str(entry.get("id") or entry.get("link") or f"entry {number}")
    at = Source(source.file, source.sha256, ref)
    title = html.bare(entry.get("title") or "") or None
    content = [c.get("value") or "" for c in entry.get("content") or []]
    markup = max([*content, entry.get("summary") or ""], key=len)
    if not markup.strip():
        yield nothing(at, f"entry {number} has no text", title=title, ordinal=number)
        return
    author = entry.get("author") or ""
    known = Known(
        title=title,
        byline=credits.persons(author),
        publisher=credits.outlet_of(publisher, knowledge) or publisher if publisher else None,
        agency=credits.agencies_in(author, knowledge),
        published=_day(entry),
        url=entry.get("link"),
    )
    parts = [Paragraph(line) for line in html.lines(markup)]
    yield from page.of_extracted(parts, known, at, knowledge)


def _day(entry: Any) -> Publication:
    for key in ("published", "updated"):
        parsed = entry.get(f"{key}_parsed")
        if parsed:
            try:
                return dating.of_metadata(date(parsed[0], parsed[1], parsed[2]), f"the entry's {key} date")
            except ValueError:
                continue
    return Publication()
