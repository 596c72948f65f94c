"""How two articles hang together, in a terminal."""

from __future__ import annotations

from khaldun.api import Record
from khaldun.commands.terminal import FAINT, Screen, credit, shortened
from khaldun.errors import NotFound
from khaldun.model import RELATIONS, Link

PASSAGES = 3
"""Shared passages of a link that are shown."""


def show_link(screen: Screen, record: Record, link: Link, *, of: str | None = None) -> None:
    """A link in words, with the ends of the passages it is about; `of`: the article that is shown, told as `this`, the
    other then with its credits. A link to what the record does not hold is passed over."""
    try:
        one, two = (record.store.article(i).article for i in (link.article_id, link.to))
    except NotFound:
        return
    this, other = ("this" if a.id == of else f"{a.id}, {credit(a)}," if of else a.id for a in (one, two))
    words = f"{this} {RELATIONS[link.relation]} {other.removesuffix(',')} ({link.score:.0%} of its text)"
    screen.line(screen.style(f"  {words}", FAINT))
    for p in link.shared[:PASSAGES]:
        ends = shortened(one.text[p.start : p.end])
        screen.line(screen.style(f"    {p.start}–{p.end}, there {p.to_start}–{p.to_end}: “{ends}”", FAINT))
    if len(link.shared) > PASSAGES:
        screen.line(screen.style(f"    and {len(link.shared) - PASSAGES} more passages", FAINT))
