"""How two articles hang together, in a terminal."""

from __future__ import annotations

from khaldun.api import Record
from khaldun.commands.terminal import FAINT, Screen, shortened
from khaldun.errors import NotFound
from khaldun.model import RELATIONS, Link

PASSAGES = 3
"""Shared passages of a link that are shown."""


def show_link(screen: Screen, record: Record, link: Link, *, of: str | None = None) -> None:
    """A link in words, with the ends of the passages it is about; `of`: the article that is shown, told as `this`."""
    this, other = ("this" if of == i else i for i in (link.article_id, link.to))
    screen.line(screen.style(f"  {this} {RELATIONS[link.relation]} {other} ({link.score:.0%} of its text)", FAINT))
    try:
        text = record.store.article(link.article_id).article.text
    except NotFound:
        return
    for p in link.shared[:PASSAGES]:
        words = shortened(text[p.start : p.end])
        screen.line(screen.style(f"    {p.start}–{p.end}, there {p.to_start}–{p.to_end}: “{words}”", FAINT))
    if len(link.shared) > PASSAGES:
        screen.line(screen.style(f"    and {len(link.shared) - PASSAGES} more passages", FAINT))
