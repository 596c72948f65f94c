"""RSS, Atom and JSON feeds: each entry with text is an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import Any

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Publication, Source
from khaldun.read import credits, dating
from khaldun.read.encoding import characters, decode
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
    name, entries = _json(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml(data)
    if not entries:
        raise SetAside("the feed has no entries")
    publisher = characters(name).strip() or None
    for n, entry in enumerate(entries[:_ENTRIES], 1):
        yield from _entry(entry, n, publisher, source, knowledge)
    if len(entries) > _ENTRIES:
        yield nothing(source, f"entries beyond the first {_ENTRIES} are not read", ordinal=_ENTRIES + 1)


def _xml(data: bytes) -> tuple[str, list[Any]]:
    """The title and the entries of an RSS or Atom feed."""
    import feedparser

    try:
        found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError) as error:  # feedparser's own, on damaged markup
        raise SetAside(f"the feed is damaged: {error}") from error
    return str(found.feed.get("title") or ""), list(found.entries)


def _json(data: bytes) -> tuple[str, list[Any]]:
    """The title and the entries of a JSON Feed (jsonfeed.org), each under the names that a feed of XML gives its fields."""
    try:
        found = json.loads(decode(data).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SetAside("the feed is damaged: it is no JSON") from error
    items = found.get("items") if isinstance(found, dict) else None
    entries = []
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        told = {k: v for k, v in item.items() if isinstance(v, str)}
        authors = [item.get("author"), *(item["authors"] if isinstance(item.get("authors"), list) else [])]
        names = [a["name"] for a in authors if isinstance(a, dict) and isinstance(a.get("name"), str)]
        plain = escape(told.get("content_text") or told.get("summary") or "").replace("\n", "<br>")
        entries.append(
            {
                "id": told.get("id"),
                "link": told.get("url"),
                "title": escape(told.get("title") or ""),
                "summary": told.get("content_html") or plain,
                "author": ", ".join(names),
                "published": told.get("date_published"),
                "updated": told.get("date_modified"),
            }
        )
    return str(found.get("title") or "") if isinstance(found, dict) else "", entries


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
    """The day as the feed's own clock has it: a time zone does not move it."""
    for key in ("published", "updated"):
        written = str(dict.get(entry, key) or "")  # feedparser's own `get` gives one field for the other
        found = dating.of_metadata(_instant(written) or written, f"the entry's {key} date")
        if found.start is not None:
            return found
        parsed = dict.get(entry, f"{key}_parsed")
        if parsed:
            try:
                return dating.of_metadata(date(parsed[0], parsed[1], parsed[2]), f"the entry's {key} date")
            except ValueError:
                continue
    return Publication()


def _instant(written: str) -> datetime | None:
    """A day as mails and RSS write it."""
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
