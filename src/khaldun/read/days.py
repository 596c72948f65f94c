"""The day on which an HTML page was published where its head doesn't say: every mark of a day in the page, weighed.

What a mark weighs depends on its kind (an element for machines, a line made to date the page, its address, a script), on how near to the
headline it stands, on the words beside it, and on whether the element around it belongs to the article at all. Marks of different
kinds that agree are added up; of one kind the heaviest counts. The weights were set on 213 pages whose head names the day, with
their heads taken away: 175 right, 11 wrong, 27 open, where htmldate 1.11 has 154 right and 57 wrong; as a further kind it added none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read import day_beside, day_elements
from khaldun.read.day_mark import LINE, PICTURE, Mark

DAY = timedelta(1)
ENOUGH, ENOUGH_FOR_A_LIST = 1.7, 1.3
"""Weights from which a day is answered. A front page is of the day that stands at its head; an article need not be."""
RIVAL = 0.8
"""Share of the heaviest day's weight from which an earlier day goes before it."""


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
        Ranked(_total(kinds), day, max(kinds.values(), key=lambda m: (m.kind != PICTURE, m.weight, m.kind)))
        for day, kinds in best.items()
    ]
    ranked.sort(key=lambda r: (-r.weight, r.day))
    rivals = [r for r in ranked if r.weight >= RIVAL * ranked[0].weight and r.mark.kind != PICTURE] or ranked[:1]
    first = min(rivals, key=lambda r: r.day, default=None)
    return [r for r in (first,) if r is not None] + [r for r in ranked if r is not first]


def _total(kinds: dict[str, Mark]) -> float:
    """What marks of one day weigh together. A picture may be older than its article: it adds no more than there is to support."""
    own = sum(m.weight for kind, m in kinds.items() if kind != PICTURE)
    return own + min(own, sum(m.weight for kind, m in kinds.items() if kind == PICTURE))


def of_page(
    tree: Any, addresses: Iterable[str], knowledge: Knowledge, *, title: str | None, language: str | None, listing: bool = False
) -> Publication:
    """The day on which a page was published by every mark of it; `title` and `language` as its head has them."""
    ranked = weighed(marks(tree, addresses, knowledge, title=title, language=language))
    return published(ranked, ENOUGH_FOR_A_LIST if listing else ENOUGH)


def marks(tree: Any, addresses: Iterable[str], knowledge: Knowledge, *, title: str | None, language: str | None) -> list[Mark]:
    """Every mark of a day in a page."""
    return [*day_elements.marks(tree, knowledge, title=title, language=language), *day_beside.marks(tree, addresses)]


def published(ranked: Sequence[Ranked], enough: float = ENOUGH) -> Publication:
    """The day that counts, if it weighs enough; an interval where it is one of two readings of the same figures and nothing decides."""
    if not ranked or ranked[0].weight < enough:
        return Publication()
    first = ranked[0]
    basis: Literal["text", "metadata"] = "text" if first.mark.kind == LINE else "metadata"
    why = f"{first.mark.kind}: {first.mark.words[:60]}"
    for other in ranked[1:]:
        if first.mark.open and other.mark.words == first.mark.words and other.weight >= RIVAL * first.weight:
            why = f"{why}; {first.day:%-d %B %Y} or {other.day:%-d %B %Y}, nothing decides"
            return Publication(min(first.day, other.day), max(first.day, other.day) + DAY, basis, why)
    return Publication(first.day, first.day + DAY, basis, why)
