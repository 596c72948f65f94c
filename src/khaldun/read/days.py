"""The day on which an HTML page was published where its head doesn't say: every mark of a day in the page, weighed.

What a mark weighs depends on its kind (an element for machines, a line made to date the page, its address, a script), on how near to the
headline it stands, on the words beside it, and on whether the element around it belongs to the article at all. Marks of different
kinds that agree are added up; of one kind the heaviest counts. The weights were set on 213 pages whose head names the day, with
their heads taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read import day_beside, day_elements
from khaldun.read.day_mark import HTMLDATE, LINE, PICTURE, Mark

DAY = timedelta(1)
ENOUGH = 1.9
"""Weight from which a day is answered."""
SURE = 5.0
"""Weight from which no further opinion is asked for."""
RIVAL = 0.8
"""Share of the heaviest day's weight from which an earlier day goes before it."""
_SUPPORT = frozenset({PICTURE, HTMLDATE})
"""Kinds that support a day and decide nothing: a picture may be older, and htmldate was wrong wherever no other mark agreed."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A day with all that it weighs, and the heaviest mark of it."""

    weight: float
    day: date
    mark: Mark


def weighed(marks: Iterable[Mark]) -> list[Ranked]:
    """The days, the one that counts first, then by weight. Of two that weigh nearly the same the later is when the page was changed."""
    best: dict[date, dict[str, Mark]] = {}
    for mark in marks:
        kinds = best.setdefault(mark.day, {})
        if mark.kind not in kinds or kinds[mark.kind].weight < mark.weight:
            kinds[mark.kind] = mark
    ranked = [
        Ranked(_total(kinds), day, max(kinds.values(), key=lambda m: (m.kind not in _SUPPORT, m.weight, m.kind)))
        for day, kinds in best.items()
    ]
    ranked.sort(key=lambda r: (-r.weight, r.day))
    rivals = [r for r in ranked if r.weight >= RIVAL * ranked[0].weight and r.mark.kind not in _SUPPORT] or ranked[:1]
    first = min(rivals, key=lambda r: r.day, default=None)
    return [r for r in (first,) if r is not None] + [r for r in ranked if r is not first]


def _total(kinds: dict[str, Mark]) -> float:
    """What marks of one day weigh together; support adds no more than there is to support."""
    own = sum(m.weight for kind, m in kinds.items() if kind not in _SUPPORT)
    return own + min(own, sum(m.weight for kind, m in kinds.items() if kind in _SUPPORT))


def of_page(
    tree: Any, addresses: Iterable[str], knowledge: Knowledge, *, title: str | None, language: str | None
) -> Publication:
    """The day on which a page was published by every mark of it; `title` and `language` as its head has them."""
    found = marks(tree, addresses, knowledge, title=title, language=language)
    ranked = weighed(found)
    if ranked and ranked[0].weight < SURE and not ranked[0].mark.open:
        ranked = weighed([*found, *_second(tree)])
    return published(ranked)


def marks(tree: Any, addresses: Iterable[str], knowledge: Knowledge, *, title: str | None, language: str | None) -> list[Mark]:
    """Every mark of a day in a page."""
    return [*day_elements.marks(tree, knowledge, title=title, language=language), *day_beside.marks(tree, addresses)]


def _second(tree: Any) -> Iterator[Mark]:
    """The opinion of htmldate."""
    from htmldate import find_date

    try:
        found = find_date(deepcopy(tree), original_date=True)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return
    if found:
        yield Mark(date.fromisoformat(found), HTMLDATE, 1.0, found)


def published(ranked: Sequence[Ranked]) -> Publication:
    """The day that counts, if it weighs enough; an interval where it is one of two readings of the same figures and nothing decides."""
    if not ranked or ranked[0].weight < ENOUGH:
        return Publication()
    first = ranked[0]
    basis: Literal["text", "metadata"] = "text" if first.mark.kind == LINE else "metadata"
    why = f"{first.mark.kind}: {first.mark.words[:60]}"
    for other in ranked[1:]:
        if first.mark.open and other.mark.words == first.mark.words and other.weight >= RIVAL * first.weight:
            why = f"{why}; {first.day:%-d %B %Y} or {other.day:%-d %B %Y}, nothing decides"
            return Publication(min(first.day, other.day), max(first.day, other.day) + DAY, basis, why)
    return Publication(first.day, first.day + DAY, basis, why)
