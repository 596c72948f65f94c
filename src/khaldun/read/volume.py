"""The pages of a document bound together: articles that go on overleaf, reports that are one article from cover to end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.knowledge import Knowledge
from khaldun.read import credits
from khaldun.read.flow import Story, blocks
from khaldun.read.layout import Column
from khaldun.read.order import ordered
from khaldun.read.paragraphs import Block
from khaldun.read.sheet import Sheet

_REPORT = 3
"""Fewest pages of a report; on fewer, each headline has its article."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page (`number`, from 0) that was read: its articles, the lines at its head and foot, and how it was turned (without its words)."""

    number: int
    stories: tuple[Story, ...]
    folio: tuple[Column, ...]
    turned: Sheet


def bound(leaves: Sequence[Leaf], knowledge: Knowledge) -> list[Block]:
    """The blocks of a document, article by article, each with its captions and quotes last."""
    one = is_report(leaves, knowledge)
    found: list[Block] = []
    last: list[tuple[int, Story]] = []
    first = 0
    for leaf in leaves:
        stories = leaf.stories if one else _without_sections(leaf.stories, knowledge)
        last = [(0, s) for s in stories] if one else numbered(stories, last, first)
        first += len(stories)
        found += blocks(last, leaf.folio, leaf.number, leaf.turned)
    if one:
        title = _title(leaves)
        found = [b for b in found if b.role != "headline" and not (title and b.role == "folio" and b.lines[0] == title.text)]
        found += (
            [Block(tuple(n.text for n in title.lines), size=title.size, role="headline", story=0, whole=True)] if title else []
        )
    found.sort(key=lambda b: (b.story or 0, b.role != "headline", b.role in {"caption", "quote"}))
    return found


def _title(leaves: Sequence[Leaf]) -> Column | None:
    """A report's title: what is set largest on its first page."""
    heads = [h for s in leaves[0].stories for h in s.heads] + [c for c in leaves[0].folio if c.words > 1]
    return max(heads, key=lambda h: (h.size, h.top), default=None)


def _without_sections(found: Sequence[Story], knowledge: Knowledge) -> list[Story]:
    """On a page of one column, a headline set smaller than the first, with no byline or dateline, heads a section and no article."""
    lefts = [p.left for s in found for p in s.parts]
    if len(found) < 2 or not found[0].heads or max(lefts) - min(lefts) > 3 * found[0].parts[0].size:
        return list(found)
    kept = [found[0]]
    for story in found[1:]:
        small = story.heads and story.heads[0].size < min(0.85 * found[0].heads[0].size, 1.8 * story.parts[0].size)
        if small and not signed(story, knowledge):
            kept[-1].parts += story.parts
            kept[-1].credits += story.credits
            kept[-1].beside += story.beside
        else:
            kept.append(story)
    return kept


def is_report(leaves: Sequence[Leaf], knowledge: Knowledge) -> bool:
    """Whether a document is one text with headings: several pages, the same line at the head or foot of most, no headlines side by side
    and no byline or dateline after the first page."""
    if len(leaves) < _REPORT:
        return False
    keys = Counter(key for leaf in leaves for key in {re.sub(r"\d+", "#", c.text.lower()) for c in leaf.folio if c.words > 1})
    running = max(keys.values(), default=0)
    if running < 0.6 * len(leaves):
        return False
    return not any(_side_by_side(leaf.stories) or any(signed(s, knowledge) for s in leaf.stories) for leaf in leaves[1:])


def _side_by_side(stories: Sequence[Story]) -> bool:
    heads = [h for s in stories for h in s.heads[:1]]
    return any(a.bottom < b.top and b.bottom < a.top for i, a in enumerate(heads) for b in heads[:i])


def signed(story: Story, knowledge: Knowledge) -> bool:
    """Whether an article has a byline or a dateline."""
    if any(credits.byline(c.text, knowledge) for c in story.credits):
        return True
    return bool(story.parts) and credits.filed(ordered(story.parts)[0].text, knowledge) is not None


def numbered(found: Sequence[Story], before: Sequence[tuple[int, Story]], first: int) -> list[tuple[int, Story]]:
    """The articles of a page with their numbers: from `first`, or that of the article of the page `before` which one goes on."""
    made: list[tuple[int, Story]] = []
    for story in found:
        number = first + len(made)
        if story.follows and before:
            taken = {n for n, _ in made}
            ready = [(n, s) for n, s in before if s.end.open and n not in taken]
            if not ready and len(before) == 1 and not made:
                ready = list(before)
            if ready:
                number = max(ready, key=lambda b: (_shared(b[1], story), b[0]))[0]
        made.append((number, story))
    return made


def _shared(one: Story, other: Story) -> int:
    """How many names two texts have in common."""
    names = [set(re.findall(r"\b[A-Z][\w'’-]{3,}", " ".join(c.text for c in s.parts))) for s in (one, other)]
    return len(names[0] & names[1])
