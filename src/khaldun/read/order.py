"""The order in which one reads columns."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.read.layout import Column


def ordered(parts: Sequence[Column]) -> list[Column]:
    """Columns in the order in which one reads them: side by side where a gutter runs through, else in rows."""
    done: list[Column] = []
    stack = [list(parts)]
    while stack:
        group = stack.pop()
        cut = _upright(group) or _level(group) if len(group) > 1 else None
        if cut is None:
            done += sorted(group, key=lambda c: (round(c.left / 10), -c.top))
        else:
            stack += reversed(cut)
    return done


def _upright(group: Sequence[Column]) -> list[list[Column]] | None:
    return _cut(sorted(group, key=lambda c: c.left), lambda c: (c.left, c.right))


def _level(group: Sequence[Column]) -> list[list[Column]] | None:
    return _cut(sorted(group, key=lambda c: -c.top), lambda c: (-c.top, -c.bottom))


def _cut(row: Sequence[Column], sides) -> list[list[Column]] | None:  # type: ignore[no-untyped-def]
    parts = [[row[0]]]
    edge = sides(row[0])[1]
    for column in row[1:]:
        if sides(column)[0] > edge - 1:
            parts.append([])
        parts[-1].append(column)
        edge = max(edge, sides(column)[1])
    return parts if len(parts) > 1 else None
