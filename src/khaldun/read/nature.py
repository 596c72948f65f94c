"""Whether a saved page holds an article: lists of articles, error pages, checks for visitors and walls do not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from khaldun.knowledge import Knowledge
from khaldun.read.meta import COLLECTIONS, Head

LITTLE = 150
"""Words under which a page is what its title says: not found, blocked, asking for consent."""
TEASERS = 5
"""Linked headlines from which a page without any mark of an article is a list."""


@lru_cache(maxsize=4)
def _phrases(knowledge: Knowledge) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["reason"], re.compile(rf"\W*(?:{'|'.join(re.escape(str(w)) for w in entry['words'])})(?!\w)", re.IGNORECASE))
        for entry in knowledge.entries("page_kinds")
        if "reason" in entry
    )


@lru_cache(maxsize=4)
def _listing_parts(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(str(w) for e in knowledge.entries("page_kinds") if e["id"] == "listing" for w in e["words"])


def no_article(tree: Any, told: Head, text: str, knowledge: Knowledge) -> str | None:
    """Why a page with little text holds no article; None where nothing says so."""
    if len(text.split()) >= LITTLE:
        return None
    names = [told.title or "", *(" ".join("".join(h.itertext()).split()) for h in tree.iter("title", "h1"))]
    for reason, phrases in _phrases(knowledge):
        if any(phrases.match(name) and len(name.split()) <= 12 for name in names):
            return reason
    return None


def is_listing(tree: Any, told: Head, address: str | None, knowledge: Knowledge) -> bool:
    """Whether a page is a list of articles: nothing marks it as an article, its address or head as a list, and it has several linked headlines."""
    if told.marked or not (told.kinds & COLLECTIONS or _of_list(address, knowledge)):
        return False
    return sum(_linked(heading) for heading in tree.iter("h1", "h2", "h3", "h4")) >= TEASERS


def _of_list(address: str | None, knowledge: Knowledge) -> bool:
    if not address:
        return False
    parts = [p for p in urlsplit(address).path.lower().split("/") if p]
    return not parts or (len(parts) <= 4 and bool(_listing_parts(knowledge) & set(parts[:-1]))) or parts == ["index.html"]


def _linked(heading: Any) -> bool:
    text = "".join(heading.itertext()).strip()
    if len(text) < 15:
        return False
    inside = sum(len("".join(a.itertext()).strip()) for a in heading.iter("a"))
    return inside >= 0.9 * len(text) or any(a.tag == "a" for a in heading.iterancestors())
