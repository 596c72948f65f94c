"""Claims in a few words, for the tests of record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from khaldun.model import (
    Actor,
    Article,
    Claim,
    ControlSpell,
    Judgement,
    Period,
    Place,
    Publication,
    Quantity,
    Source,
    Span,
    Speaker,
    Story,
    identifier,
    month_of,
    year_of,
)
from khaldun.places.extent import extent
from khaldun.record import Record, build

ARMY = Actor("red-army", "Red Army", "the army", 0, 8, side="red", kind="military")
GUARD = Actor("red-guard", "Red Guard", "the guard", 0, 9, side="red", kind="militia")
REBELS = Actor("blue-rebels", "Blue Rebels", "rebels", 0, 6, side="blue", kind="armed group")
SECT = Actor("black-banner", "Black Banner", "the sect", 0, 8, side="black", kind="armed group")
WATCH = Actor("the-watch", "The Watch", "the watch", 0, 9, kind="monitor")

RED_MINISTRY = Speaker("red-ministry", "Red Ministry", "government", "the ministry", side="red")
BLUE_OFFICE = Speaker("blue-office", "Blue Press Office", "armed group", "the office", side="blue")
MONITOR = Speaker("the-watch", "The Watch", "monitor", "the watch")
SOMEBODY = Speaker("unnamed", "a resident", "unnamed", "a resident")


def place(
    name: str = "Velmar",
    *,
    kind: Any = "settlement",
    extent: Any = "whole",
    relation: Any = None,
    province: str | None = None,
    town: str | None = None,
) -> Place:
    """A place of that name, in the province and town of those names; its id is made of the name."""
    admin1, within = (n and f"local:{n.lower()}" for n in (province, town))
    return Place(
        f"local:{name.lower()}", name, name, 0, len(name), 35.0, 38.0, 2.0, kind, extent, relation, None, admin1, within
    )


def wide(
    kind: str,
    on: str | None,
    *who: Actor,
    said: str = "the whole of Norland province",
    of: Sequence[Actor] = (),
    where: str = "Norland",
    of_kind: Any = "province",
    **further: Any,
) -> Claim:
    """A claim on a province (or the like), in words that name it."""
    sentence = f"They took {said} on {on}."
    start = sentence.index(where)
    at = replace(
        place(where, kind=of_kind), start=start, end=start + len(where), extent=extent(sentence, start, start + len(where))
    )
    made = claim(kind, on, *who, of=of, at=at, said=sentence, **further)
    return replace(made, trigger=Span.of(sentence, 5, 9))


def when(text: str | None, basis: Any = "explicit") -> Period:
    """`2016-03-27` a day, `2016-03` a month, `2016` a year, `2013..2016-04-08` from the first day to the last, `..2016-03-27` by."""
    if text is None:
        return Period(None, None, "unknown")
    if text.startswith(".."):
        last = date.fromisoformat(text[2:])
        return Period(None, last + timedelta(1), "day", text, basis, open_start=True)
    if ".." in text:
        first, last_text = text.split("..")
        start = when(first).start
        return Period(start, date.fromisoformat(last_text) + timedelta(1), "unknown", text, basis)
    if len(text) == 10:
        return Period.day(date.fromisoformat(text), text, basis)
    start, stop = month_of(int(text[:4]), int(text[5:7])) if len(text) == 7 else year_of(int(text))
    return Period(start, stop, "month" if len(text) == 7 else "year", text, basis)


def claim(
    kind: str,
    on: str | None,
    *who: Actor,
    of: Sequence[Actor] = (),
    at: Place | None = None,
    nowhere: bool = False,
    status: Any = "happened",
    says: Speaker | None = None,
    article: str = "art-1",
    basis: Any = "explicit",
    sure: float = 0.9,
    said: str = "",
    counts: Sequence[Quantity] = (),
) -> Claim:
    """A claim; its id is made of all that it says."""
    where = None if nowhere else at or place()
    sentence = said or f"{kind} {on} {[a.name for a in who]} {where.name if where else ''} {status}."
    key = identifier("clm", kind, on, who, of, where, status, says, article, basis, sentence, counts)
    span = Span(0, len(sentence), sentence)
    return Claim(
        key, article, kind, status, who, tuple(of), where, when(on, basis), tuple(counts), says, span, span, "made", sure
    )


def article(name: str = "art-1", day: str = "2020-01-01") -> Article:
    """An article of that id and day."""
    first = date.fromisoformat(day)
    return Article(name, Source(name, "0" * 64), "text", published=Publication(first, first + timedelta(1), "metadata", "made"))


def story(*articles: str) -> Story:
    """A story of these articles."""
    ids = tuple(sorted(articles))
    return Story(identifier("sty", ids), ids, None)


def record(
    *claims: Claim,
    articles: Sequence[Article] = (),
    stories: Sequence[Story] = (),
    judgements: Sequence[Judgement] = (),
    by: Any = None,
    without: Any = None,
) -> Record:
    """The record of these claims; every article that is not given has no date and is a story of its own."""
    return build(articles, stories, claims, judgements, by=by, without=without)


def spell(found: Record, on: str, at: str = "Velmar") -> ControlSpell | None:
    """The spell of a place on a day."""
    day = date.fromisoformat(on)
    covering = [s for s in found.control if s.place.name == at and s.start <= day and (s.stop is None or day < s.stop)]
    assert len(covering) <= 1, covering
    return covering[0] if covering else None


def holder(found: Record, on: str, at: str = "Velmar") -> str | None:
    """Who holds a place on a day: the holder's id, with the status before it where it is not `held`; None where nothing is told."""
    covering = spell(found, on, at)
    if covering is None:
        return None
    return (
        covering.holder_id or covering.status
        if covering.status == "held"
        else f"{covering.status} {covering.holder_id or ''}".strip()
    )
