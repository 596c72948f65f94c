"""Pieces of text with their boxes to blocks in reading order: a recursive XY-cut.

The order in which a PDF draws its text says little (layout programs draw stories in the order they were placed), so only the
geometry is used. Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khaldun.read.paragraphs import Block

GUTTER = 0.55
"""Least white between columns, in heights of a letter: narrow newspapers set 8-point gutters beside 9-point type."""
_DROP = 1.7
"""A single capital so many times taller than the text is a drop cap."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one line and one face, in its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float
    """The size of its letters, which is more than its box has where no letter rises or hangs."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float
    cap: str | None = None


def blocks(pieces: Sequence[Piece], page: int) -> list[Block]:
    """The blocks of one page in reading order; a line that begins a paragraph by indent has spaces before it, a drop cap is the first line of a block."""
    if not pieces:
        return []
    usual = statistics.median(p.height for p in pieces for _ in range(max(1, len(p.text) // 10)))
    caps = [
        p for p in pieces if len(p.text.strip("“\"'‘")) == 1 and p.text.strip("“\"'‘").isupper() and p.height > _DROP * usual
    ]
    lines = _with_caps(_lines([p for p in pieces if p not in caps], usual), caps)
    found: list[Block] = []
    for column, group in enumerate(_cut(lines, usual)):
        found += _blocks_of(group, page, column)
    return found


def _lines(pieces: Sequence[Piece], usual: float) -> list[_Line]:
    """Pieces that stand in one row with less than a gutter between them, joined."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.top, p.left)):
        row = next((r for r in reversed(rows[-12:]) if any(_same_row(p, piece, usual) for p in r)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_joined(sorted(row, key=lambda p: p.left)) for row in rows]


def _same_row(a: Piece, b: Piece, usual: float) -> bool:
    overlap = min(a.top, b.top) - max(a.bottom, b.bottom)
    near = b.left - a.right < GUTTER * max(usual, min(a.height, b.height)) and a.left - b.right < GUTTER * usual
    alike = max(a.height, b.height) < 1.6 * min(a.height, b.height)
    return near and alike and overlap > 0.5 * min(a.top - a.bottom, b.top - b.bottom)


def _joined(row: Sequence[Piece]) -> _Line:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        text += (" " if gap > 0.12 * piece.height and not text.endswith(" ") else "") + piece.text
    return _Line(
        text.strip(),
        row[0].left,
        min(p.bottom for p in row),
        max(p.right for p in row),
        max(p.top for p in row),
        max(p.height for p in row),
    )


def _with_caps(lines: list[_Line], caps: Sequence[Piece]) -> list[_Line]:
    for cap in caps:
        beside = [
            line
            for line in lines
            if -0.3 * cap.height < line.left - cap.right < cap.height
            and cap.bottom < (line.top + line.bottom) / 2 < cap.top + line.height
        ]
        if beside:
            first = max(beside, key=lambda line: line.top)
            lines[lines.index(first)] = replace(first, cap=cap.text.strip(), left=min(first.left, cap.left))
            for other in beside:
                if other is not first:
                    lines[lines.index(other)] = replace(other, left=min(other.left, cap.left))
    return lines


def _cut(lines: list[_Line], usual: float) -> list[list[_Line]]:
    """Groups of lines in reading order: columns where a gutter runs through, else cut at the widest white between rows."""
    done: list[list[_Line]] = []
    stack = [lines]
    while stack:
        group = stack.pop()
        parts = _columns(group, usual) if len(group) > 1 else None
        if parts is None:
            parts = _rows(group, usual) if len(group) > 1 else None
        if parts is None:
            done.append(sorted(group, key=lambda line: (-line.top, line.left)))
        else:
            stack += reversed(parts)
    return done


def _columns(group: Sequence[_Line], usual: float) -> list[list[_Line]] | None:
    ordered = sorted(group, key=lambda line: line.left)
    parts: list[list[_Line]] = [[ordered[0]]]
    edge = ordered[0].right
    for line in ordered[1:]:
        if line.left - edge > GUTTER * usual:
            parts.append([])
        parts[-1].append(line)
        edge = max(edge, line.right)
    return parts if len(parts) > 1 else None


def _rows(group: Sequence[_Line], usual: float) -> list[list[_Line]] | None:
    ordered = sorted(group, key=lambda line: -line.top)
    edge, best, at = ordered[0].bottom, 0.0, 0
    for i, line in enumerate(ordered[1:], 1):
        gap = edge - line.top
        size = max(usual, min(line.height, ordered[i - 1].height))
        if gap / size > best:
            best, at = gap / size, i
        edge = min(edge, line.bottom)
    changes = next((i for i in range(1, len(ordered)) if _change(ordered[i - 1], ordered[i])), None)
    if best < 0.75 and changes is not None:
        at, best = changes, 1.0
    return [ordered[:at], ordered[at:]] if best >= 0.75 else None


def _change(above: _Line, below: _Line) -> bool:
    """Whether the face changes between two rows that do not stand side by side."""
    big, small = max(above.height, below.height), min(above.height, below.height)
    return below.top <= above.bottom + 0.4 * small and big > 1.25 * small


def _blocks_of(group: Sequence[_Line], page: int, column: int) -> list[Block]:
    left = statistics.median_low(line.left for line in group)
    size = round(statistics.median(line.height for line in group), 1)
    found: list[Block] = []
    lines: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for line in group:
        box = (line.left, line.bottom, line.right, line.top)
        if line.cap is not None:
            if lines:
                found.append(Block(tuple(lines), 1, size, page, column, tuple(boxes)))
            lines, boxes = [line.cap], [box]
        indent = line.cap is None and lines and line.left - left > 0.6 * line.height and line.left - left < 6 * line.height
        lines.append(f"  {line.text}" if indent else line.text)
        boxes.append(box)
    if lines:
        found.append(Block(tuple(lines), 1, size, page, column, tuple(boxes)))
    return found
