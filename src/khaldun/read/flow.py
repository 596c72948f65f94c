"""The columns of a page to its articles: headlines, what runs under each of them and on into the next column, what only stands beside it.

A column of text belongs to what stands above it: a headline, or a column of the same text. One with nothing above it goes on from the
column to its left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khaldun.read.kinds import Page
from khaldun.read.layout import Column, Line, columns, paragraphs_of, usual_size
from khaldun.read.order import ordered
from khaldun.read.paragraphs import Block
from khaldun.read.sheet import Sheet, Word

_AD = 40
"""A frame with fewer words of running text is an advertisement, a table, a list of pages: not an article."""


@dataclass(slots=True, eq=False)
class Story:
    """The columns of one article on one page, by what they are. `follows`: it has no headline, and may go on from the page before."""

    heads: list[Column] = field(default_factory=list)
    parts: list[Column] = field(default_factory=list)
    credits: list[Column] = field(default_factory=list)
    beside: list[tuple[str, Column]] = field(default_factory=list)

    @property
    def follows(self) -> bool:
        """Whether no headline stands over it."""
        return not self.heads

    @property
    def words(self) -> int:
        """How much running text it has."""
        return sum(p.words for p in self.parts)

    @property
    def end(self) -> Column:
        """Its last column in reading order."""
        return ordered(self.parts)[-1]


def stories(sheet: Sheet) -> tuple[list[Story], list[Column]]:
    """The articles of a page in the order of their first lines, and the lines at its head that name paper and day."""
    found: list[Story] = []
    folio: list[Column] = []
    for words, framed in _parted(sheet):
        page = Page(sheet, columns(sheet, words), usual_size(words))
        made, bare = _gathered(page)
        if not framed:
            folio = page.folio + bare
            found += made
        else:
            found += [s for s in made if s.words >= _AD and any(p.words > 12 for p in s.parts)]
    return found, folio


def _parted(sheet: Sheet) -> list[tuple[list[Word], bool]]:
    """The words outside of all frames, and those of each."""
    groups: dict[int, list[Word]] = {}
    for word in sheet.words:
        inside = [
            n
            for n, b in enumerate(sheet.frames)
            if b.left - 1 <= word.left and word.right <= b.right + 1 and b.bottom <= word.base <= b.top
        ]
        at = min(inside, key=lambda n: sheet.frames[n].width * sheet.frames[n].height, default=-1)
        groups.setdefault(at, []).append(word)
    return [(groups[at], at >= 0) for at in sorted(groups)]


def _gathered(page: Page) -> tuple[list[Story], list[Column]]:
    """The articles, each with what belongs to it; and the headlines over nothing."""
    by_head: dict[Column, Story] = {}
    found: list[Story] = []
    for head in sorted((c for c in page.columns if page.kind[c] == "head"), key=lambda c: (-c.top, c.left)):
        over = page.near(head, up=True)
        if (
            over in by_head
            and over.bottom - head.top < 0.9 * min(over.size, head.size)
            and abs(over.size - head.size) < 0.1 * head.size
        ):
            by_head[head] = by_head[over]
            by_head[head].heads.append(head)
            continue
        by_head[head] = Story([head])
        found.append(by_head[head])
    owner: dict[Column, Story] = {}
    waiting = sorted((c for c in page.columns if page.kind[c] == "text"), key=lambda c: (round(c.left / 12), -c.top))
    for column in waiting:
        story = _owner(page, column, by_head, owner) or Story()
        if story not in found:
            found.append(story)
        owner[column] = story
        story.parts.append(column)
    bare = [h for s in found if not s.parts for h in s.heads]
    found = [s for s in found if s.parts]
    for c in page.columns:
        _hang(page, c, found)
    return sorted(found, key=lambda s: (-max(c.top for c in (*s.heads, *s.parts)), min(c.left for c in s.parts))), bare


def _owner(page: Page, column: Column, by_head: dict[Column, Story], owner: dict[Column, Story]) -> Story | None:
    over = page.near(column, up=True)
    while over is not None and page.kind[over] == "deck":
        over = page.near(over, up=True)
    if over is not None and over in by_head:
        return by_head[over]
    if over is not None and over in owner:
        if over.open and column.goes_on:
            return owner[over]
        level = _level_with(page, column, over, owner[over], owner)
        if level is not None:
            return level
        if not page.ruled(over, column):
            return owner[over]
    left = [c for c in owner if c.right <= column.left + 0.5 * page.usual]
    if not left:
        return owner.get(over) if over is not None else None
    edge = max(c.right for c in left)
    beside = [c for c in left if c.right > edge - 3 * page.usual] + [c for c in left if c.top > column.top > c.bottom]
    nearest = min(
        beside,
        key=lambda c: (max(0.0, column.top - c.top - column.size, c.bottom - column.top), column.left - c.right, -c.top),
    )
    story = owner[nearest]
    if column.goes_on and not ordered(story.parts)[-1].open:
        ready = [s for s in dict.fromkeys(owner.values()) if ordered(s.parts)[-1].open]
        story = ready[0] if len(ready) == 1 else story
    return story


def _level_with(page: Page, column: Column, over: Column, above: Story, owner: dict[Column, Story]) -> Story | None:
    """The article to the left whose columns begin where this one does, under a headline that ends before it reaches this column."""
    if over.bottom - column.top < 1.8 * column.size:
        return None
    for c in sorted(owner, key=lambda c: -c.right):
        level = c.right < column.left + page.usual and c.top > column.bottom and c.bottom < column.top
        if level and owner[c] is not above:
            heads = owner[c].heads
            return owner[c] if any(column.top < h.bottom and h.top < over.bottom + h.size for h in heads) else None
    return None


def _hang(page: Page, c: Column, found: Sequence[Story]) -> None:
    """Gives what is no running text to the article that it stands with."""
    kind = page.kind[c]
    if kind in {"text", "head", "off"} or not found:
        return
    story = min(found, key=lambda s: _distance(c, s))
    if kind in {"credit", "deck"}:
        story.credits += [c] if kind == "credit" else []
    elif kind in {"caption", "quote"}:
        story.beside.append((kind, c))
    elif kind == "small":
        story.beside.append(("small", c))


def _distance(c: Column, story: Story) -> float:
    """How far a thing stands from an article's columns: down a column less than across a gutter."""

    def to(o: Column) -> float:
        sideways = max(0.0, o.left - c.right, c.left - o.right)
        return max(0.0, o.bottom - c.top, c.bottom - o.top) + 2 * sideways

    return min(to(o) for o in (*story.parts, *story.heads))


def _leads(c: Column, parts: Sequence[Column]) -> bool:
    """Whether a line stands above an article's text, as bylines do, and not at its end."""
    return c.bottom > max(p.top for p in [p for p in parts if p.across(c) > 0.3] or parts) - 2


def blocks(found: Sequence[tuple[int, Story]], folio: Sequence[Column], page: int, sheet: Sheet) -> list[Block]:
    """The articles of a page as blocks of lines, each block a paragraph of one role."""
    made: list[Block] = []

    def add(lines: Sequence[tuple[str, Line]], size: float, story: int, role: str | None, *, whole: bool = True) -> None:
        boxes = tuple(sheet.box(n.left, n.bottom, n.right, n.top) for _, n in lines)
        made.append(Block(tuple(t for t, _ in lines), 1, size, page, len(made), boxes, role, story, whole))

    for c in folio if found else ():
        add([(c.text, c.lines[0])], c.size, found[0][0], "folio")
    for number, story in found:
        heads = sorted(story.heads, key=lambda h: (-h.top, h.left))
        if heads:
            add([(n.text, n) for h in heads for n in h.lines], heads[0].size, number, "headline")
        rows = sorted(story.credits, key=lambda c: (-c.top, c.left))
        top = [c for c in rows if _leads(c, story.parts)]
        for part in (*top, *ordered([*story.parts, *(c for c in rows if c not in top)])):
            for lines in paragraphs_of(part):
                add(lines, part.size, number, None, whole=part not in story.credits)
        for role, c in story.beside:
            add([(n.text, n) for n in c.lines], c.size, number, None if role == "small" else role, whole=role != "small")
    return made
