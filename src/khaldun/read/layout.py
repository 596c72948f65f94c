"""The words of a page to lines, and lines to blocks: what stands together in one column and one face.

The order in which a PDF draws its text says little (layout programs draw articles in the order they were placed), so geometry decides;
only whether two words were drawn one after the other helps to tell a wide space from a gutter.
"""

from __future__ import annotations

import bisect
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from khaldun.read.paragraphs import ENDS
from khaldun.read.sheet import Box, Face, Sheet, Word

SPACE = 0.45
"""A gap up to so many sizes of the type parts two words of a line, whatever stands around it."""
GUTTER = 1.7
"""A gap of so many sizes parts columns, whatever stands around it."""
_DROP = 1.7
"""A single capital so many times larger than the text is a drop cap."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column. `cap`: the drop cap that stands before it; `first`: the width of its first word."""

    text: str
    left: float
    right: float
    base: float
    size: float
    face: Face
    first: float
    cap: str | None = None

    @property
    def top(self) -> float:
        """The height of its capitals, and a little."""
        return self.base + 0.74 * self.size

    @property
    def bottom(self) -> float:
        """What hangs below its baseline."""
        return self.base - 0.22 * self.size


@dataclass(slots=True, eq=False)
class Column:
    """Lines of one face that stand below each other: a column of text between two things, a headline, a caption."""

    lines: list[Line]
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)
    face: Face = field(init=False)
    text: str = field(init=False)
    words: int = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = min(n.left for n in self.lines), max(n.right for n in self.lines)
        self.top, self.bottom = max(n.top for n in self.lines), min(n.bottom for n in self.lines)
        self.size = statistics.median_low(sorted(n.size for n in self.lines))
        self.face = self.lines[0].face
        self.text = " ".join(f"{n.cap or ''}{n.text}" for n in self.lines)
        self.words = self.text.count(" ") + 1

    @property
    def width(self) -> float:
        """From its leftmost to its rightmost letter."""
        return self.right - self.left

    @property
    def open(self) -> bool:
        """Whether it ends in the middle of a sentence."""
        return not ENDS.search(self.text)

    @property
    def goes_on(self) -> bool:
        """Whether it begins in the middle of a sentence."""
        return self.lines[0].cap is None and self.text[:1].islower()

    def across(self, other: Column | Box) -> float:
        """How much of the narrower one's width the two share, seen from above."""
        return (min(self.right, other.right) - max(self.left, other.left)) / max(1.0, min(self.width, other.width))


def usual_size(words: Iterable[Word | Line]) -> float:
    """The size of type that most of the text is set in."""
    counts: Counter[float] = Counter()
    for word in words:
        counts[round(word.size * 4) / 4] += len(word.text)
    return min(counts, key=lambda s: (-counts[s], s))


def columns(sheet: Sheet, words: Sequence[Word]) -> list[Column]:
    """The columns of text among words of a page, unordered."""
    usual = usual_size(words)
    found = lines(words, sheet, usual)
    caps = [n for n in found if _is_cap(n, usual)]
    return _chained(_with_caps([n for n in found if not _is_cap(n, usual)], caps), sheet)


def lines(words: Sequence[Word], sheet: Sheet, usual: float) -> list[Line]:
    """Words to lines, parted at gutters and at upright rules."""
    after = _neighbours(words)
    before: dict[int, int] = {}
    for i, j in after.items():
        if j not in before or words[i].right > words[before[j]].right:
            before[j] = i
    starts = _Starts(words, before)
    uprights = [r for r in sheet.rules if r.height > r.width and r.height > 1.5 * usual]
    joined: dict[int, int] = {}
    for j, i in before.items():
        if after[i] == j:
            sides = [(words[before[i]], words[i])] if i in before else []
            sides += [(words[j], words[after[j]])] if j in after else []
            others = [b.left - a.right for a, b in sides]
            if _one_line(words[i], words[j], [g for g in others if g < GUTTER * words[i].size], starts, uprights):
                joined[i] = j
    found = []
    for row in _stretched(_rows(words, joined), usual):
        if not (row[0].text.isdigit() and len(row) == 1 and row[0].size < 0.75 * usual and _beside(row[0], words, usual)):
            found.append(_line(row))
    return found


def _rows(words: Sequence[Word], joined: dict[int, int]) -> list[list[Word]]:
    found = []
    for i in sorted(set(range(len(words))) - set(joined.values())):
        row = [words[i]]
        while i in joined:
            i = joined[i]
            row.append(words[i])
        found.append(row)
    return found


def _stretched(rows: list[list[Word]], usual: float) -> list[list[Word]]:
    """Lines whose words were set far apart to fill the width put together again: drawn one after the other in one face, with a line
    right above or below that runs across the gap between them."""
    for _ in range(3):  # a line put together may run across the gap of its neighbour
        at: dict[int, list[list[Word]]] = defaultdict(list)
        for row in rows:
            at[round(row[0].base / usual)].append(row)
        found: list[list[Word]] = []
        for row in sorted(rows, key=lambda r: r[0].at):
            last = found[-1] if found else None
            if last is not None and _continues(last[-1], row[0]) and _crossed(last, row, at, usual):
                last.extend(row)
            else:
                found.append(list(row))
        if len(found) == len(rows):
            break
        rows = found
    return rows


def _continues(left: Word, right: Word) -> bool:
    gap, size = right.left - left.right, left.size
    same = right.at - left.at == 1 and left.face == right.face and abs(right.size - size) < 0.1
    return same and abs(left.base - right.base) < 0.1 * size and 0 < gap < 7 * size


def _crossed(left: Sequence[Word], right: Sequence[Word], at: dict[int, list[list[Word]]], usual: float) -> bool:
    size, base = left[0].size, left[0].base
    key = round(base / usual)
    for row in (r for k in range(key - 2, key + 3) for r in at.get(k, ())):
        near = 0.5 * size < abs(row[0].base - base) < 1.8 * size and abs(row[0].size - size) < 0.1
        if near and row[0].left < left[-1].right - 0.5 * size and row[-1].right > right[0].left + 0.5 * size:
            return True
    return False


def _beside(mark: Word, words: Sequence[Word], usual: float) -> bool:
    """Whether a small figure is raised after a word: the number of a note."""
    return any(
        abs(w.right - mark.left) < 0.3 * usual and 0 < mark.base - w.base < 0.7 * usual and w.size > 1.2 * mark.size
        for w in words
    )


def _neighbours(words: Sequence[Word]) -> dict[int, int]:
    """The nearest word to the right of each in its row."""
    rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, word in enumerate(words):
        rows[round(word.base / 2)].append((word.left, i))
    for row in rows.values():
        row.sort()
    found: dict[int, int] = {}
    for i, word in enumerate(words):
        best: tuple[float, int] | None = None
        key, reach = round(word.base / 2), max(1, round(0.15 * word.size))
        for k in range(key - reach, key + reach + 1):
            row = rows.get(k, [])
            at = bisect.bisect_left(row, (word.right - 0.3 * word.size, -1))
            while at < len(row) and (row[at][1] == i or abs(words[row[at][1]].base - word.base) > 0.3 * word.size):
                at += 1
            if at < len(row) and (best is None or row[at] < best):
                best = row[at]
        if best is not None:
            found[i] = best[1]
    return found


class _Starts:
    """Where words begin after white: the left edges of columns show as many of them below each other."""

    def __init__(self, words: Sequence[Word], before: dict[int, int]) -> None:
        self.at: dict[int, list[float]] = defaultdict(list)
        for i, word in enumerate(words):
            left = words[before[i]] if i in before else None
            if left is None or word.left - left.right > SPACE * word.size:
                self.at[round(word.left)].append(word.base)

    def run(self, word: Word) -> int:
        """How many rows above and below begin at the same place, with no more than one between that does not."""
        near = sorted({b for k in (-1, 0, 1) for b in self.at.get(round(word.left) + k, ())})
        here = bisect.bisect_left(near, word.base - 0.01)
        count = 0
        for step in (-1, 1):
            at, base = here + step, word.base
            while 0 <= at < len(near) and abs(near[at] - base) < 2.8 * word.size:
                if abs(near[at] - base) > 0.5 * word.size:
                    count, base = count + 1, near[at]
                at += step
        return count


def _one_line(left: Word, right: Word, others: Sequence[float], starts: _Starts, uprights: Sequence[Box]) -> bool:
    """Whether two words that stand side by side are of one line. `others`: the gaps beside theirs; a line's gaps are alike."""
    gap, size = right.left - left.right, min(left.size, right.size)
    if max(left.size, right.size) > 1.6 * size or gap > GUTTER * size:
        return False
    if any(left.right - 1 < r.left < right.left + 1 and r.bottom < left.base < r.top for r in uprights):
        return False
    if gap <= SPACE * size:
        return True
    drawn = right.at - left.at == 1
    if gap > 1.6 * max(others, default=gap) or (not drawn and gap > 0.75 * size and gap > 1.25 * min(others, default=0.0)):
        return False
    return starts.run(right) < (5 if drawn else 2)


def _line(row: Sequence[Word]) -> Line:
    faces: Counter[tuple[float, Face]] = Counter()
    text = row[0].text
    for word in row:
        faces[word.size, word.face] += len(word.text)
    for before, word in pairwise(row):
        text += (" " if word.left - before.right > 0.12 * word.size or word.at != before.at else "") + word.text
    size, face = max(faces, key=lambda f: (faces[f], f[0]))
    return Line(text, row[0].left, row[-1].right, row[0].base, size, face, row[0].right - row[0].left)


def _is_cap(line: Line, usual: float) -> bool:
    letter = line.text.strip("“\"'‘")
    return len(letter) == 1 and letter.isupper() and line.size > _DROP * usual


def _with_caps(found: list[Line], caps: Sequence[Line]) -> list[Line]:
    for cap in caps:
        beside = [
            n
            for n in found
            if _DROP * n.size < 1.1 * cap.size
            and -0.3 * cap.size < n.left - cap.right < cap.size
            and cap.bottom < (n.top + n.bottom) / 2 < cap.top + n.size
        ]
        first = max(beside, key=lambda n: n.base, default=None)
        for n in beside:
            found[found.index(n)] = replace(n, left=min(n.left, cap.left), cap=cap.text if n is first else None)
    return found


def _chained(found: list[Line], sheet: Sheet) -> list[Column]:
    """Lines below each other, of one size and face, with no more white between them than between most."""
    found.sort(key=lambda n: (-n.base, n.left))
    above: dict[int, int] = {}
    below: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(found):
        over = [j for j in _within_reach(found, i) if _over(found[j], line)]
        if over:
            nearest = min(over, key=lambda j: found[j].base - line.base)
            row = [j for j in over if abs(found[j].base - found[nearest].base) < 0.4 * line.size]
            if len(row) == 1:
                above[i] = nearest
                below[nearest].append(i)
    gaps: dict[float, list[float]] = defaultdict(list)
    for i, j in above.items():
        if _alike(found[i], found[j]):
            gaps[round(found[i].size)].append(found[j].base - found[i].base)
    pitch = {size: statistics.median(many) for size, many in gaps.items()}
    flat = [r for r in sheet.rules if r.width > r.height]
    down: dict[int, int] = {}
    for i, j in above.items():
        line, upper = found[i], found[j]
        near = upper.base - line.base < pitch.get(round(line.size), 1.2 * line.size) + 0.85 * line.size
        crossed = any(
            line.base + 0.5 * line.size < (r.top + r.bottom) / 2 < upper.base and r.left < line.right and r.right > line.left
            for r in flat
        )
        if len(below[j]) == 1 and near and _alike(line, upper) and not crossed:
            down[j] = i
    heads = set(range(len(found))) - set(down.values())
    done = []
    for i in sorted(heads):
        chain = [found[i]]
        while i in down:
            i = down[i]
            chain.append(found[i])
        done.append(Column(chain))
    return done


def _within_reach(found: Sequence[Line], at: int) -> list[int]:
    """The lines above one that are not too far away, of lines from the top down."""
    line = found[at]
    start = at
    while start > 0 and found[start - 1].base - line.base < 4 * line.size:
        start -= 1
    return list(range(start, at))


def _over(upper: Line, line: Line) -> bool:
    """Whether a line stands over another in the same column, within reach."""
    if not 0.4 * line.size < upper.base - line.base < 4 * line.size:
        return False
    shared = min(upper.right, line.right) - max(upper.left, line.left)
    return shared > 0.4 * min(upper.right - upper.left, line.right - line.left)


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) < 0.07 * max(one.size, other.size) and one.face == other.face


def paragraphs_of(column: Column) -> list[list[tuple[str, Line]]]:
    """The lines of a column by paragraph: a new one begins with an indent, with white above it, or where the line before closes a
    sentence and had room for the next word. A drop cap is a line by itself before its paragraph's."""
    rows = column.lines
    edge = statistics.mode(round(n.left) for n in rows)
    steps = [a.base - b.base for a, b in pairwise(rows)]
    usual = statistics.median_low(sorted(steps)) if steps else 0.0
    groups: list[list[tuple[str, Line]]] = []
    for i, line in enumerate(rows):
        before = rows[i - 1] if i else None
        if before is None or line.cap or _begins(before, line, edge, column, usual):
            groups.append([(line.cap, line)] if line.cap else [])
        groups[-1].append((line.text, line))
    return groups


def _begins(before: Line, line: Line, edge: float, column: Column, usual: float) -> bool:
    if line.text[0] in "•●■▪":
        return True
    if 0.6 * line.size < line.left - edge < 5 * line.size and abs(before.left - edge) < 0.5 * line.size:
        return not line.text[0].islower()
    if before.base - line.base > usual + 0.25 * line.size:
        return ENDS.search(before.text) is not None or not line.text[0].islower()
    room = column.right - before.right > line.first + 0.35 * line.size
    return room and ENDS.search(before.text) is not None and not line.text[0].islower()
