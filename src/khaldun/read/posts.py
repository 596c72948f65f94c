"""The posts of a page that shows several whole: a blog's front page, its archive of a month, a day's bulletins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read import body, days
from khaldun.read.meta import Head

LEAST = 60
"""Fewest words of a post that is read as an article; a teaser has some 20 to 50."""
_MOST = 200
"""Posts of one page at most; an archive of a busy month has some 100."""
_NAMES = frozenset({"post", "hentry", "h-entry", "blog-post", "blogpost", "entry"})
"""Classes of an element that is one post: of microformats, and of the programs that most blogs run on."""
_HEADLINES = ("h1", "h2", "h3")
_CUT = re.compile(
    r"(?:^|[.…\]»”\"]\s*|\s{1,9})(?:(?:continue|keep)\s+reading|read\s+(?:more|on|the\s+rest)|full\s+story)\b[^.]{0,80}$",
    re.IGNORECASE,
)


def of_page(tree: Any, told: Head, knowledge: Knowledge) -> Sequence[Head]:
    """The articles that a page shows whole whose head tells of none, in its order; empty for fewer than two.

    A post is an element named as one, with a headline of its own, and a day or an address of its own: parts of one article have
    neither. A page where one ends in a link to its rest lists articles.
    """
    if told.marked:
        return ()
    nodes = _posts(tree)
    if not 1 < len(nodes) <= _MOST or any(_CUT.search(_plain(node)) for node in nodes):
        return ()
    found = [part for node in nodes if (part := _head(node, told, knowledge)) is not None]
    return found if len(found) > 1 else ()


def _posts(tree: Any) -> list[Any]:
    """The innermost elements that are named as posts and have a headline, in the page's order."""
    found = dict.fromkeys(
        post
        for h in tree.iter(*_HEADLINES)
        if _plain(h) and (post := next(filter(_is_post, h.iterancestors()), None)) is not None
    )
    outer = {above for post in found for above in post.iterancestors()}
    return [post for post in found if post not in outer]


def _is_post(node: Any) -> bool:
    return node.tag == "article" or bool(_NAMES & set((node.get("class") or "").lower().split()))


def _headline(node: Any) -> Any:
    return next((h for h in node.iter(*_HEADLINES) if _plain(h)), None)


def _head(node: Any, told: Head, knowledge: Knowledge) -> Head | None:
    """What a post says as an article; None where it shows less than a report."""
    from lxml.html import builder

    heading = _headline(node)
    page = builder.HTML(builder.BODY(deepcopy(node)))
    text = body.text(page, knowledge)
    if len(text.split()) < LEAST:
        return None
    link = next((a.get("href") for a in (*heading.iter("a"), *heading.iterancestors("a")) if a.get("href")), "")
    address, title = link if link.startswith("http") else None, _plain(heading)
    day = days.of_page(page, [address] if address else [], knowledge, title=title, language=told.language)
    if day.day is None:
        day = _headed(node, told, knowledge)
    if day.day is None and not link:
        return None
    return Head(
        title=title,
        published=day,
        url=address,
        body="\n".join(line for line in text.split("\n") if line.strip() != title),
    )


def _headed(node: Any, told: Head, knowledge: Knowledge) -> Publication:
    """The day of the heading under which posts of one day stand."""
    above = node.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4][contains(@class, 'date')][1]")
    if not above:
        return Publication()
    from lxml.html import builder

    page = builder.HTML(builder.BODY(builder.ARTICLE(builder.TIME(_plain(above[0])), builder.H1("."))))
    return days.of_page(page, [], knowledge, title=None, language=told.language, listing=True)


def _plain(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
