"""Articles set in type: lines, columns, obstacles, pages. Coordinates are points, y downwards from the upper edge."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fpdf import FPDF

from tests.read.prose import Piece


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of a page."""

    body: str
    display: str
    size: float
    gutter: float
    justified: bool
    hyphens: bool
    indent: bool
    cap: bool
    rules: bool
    side_caption: bool
    soft: bool
    by_word: bool

    @classmethod
    def drawn(cls, rng: random.Random) -> Style:
        """A style by chance."""
        coin = [rng.random() < 0.5 for _ in range(7)]
        return cls(
            body=rng.choice(["Times", "Times", "Helvetica"]),
            display=rng.choice(["Times", "Helvetica"]),
            size=rng.choice([8, 8.5, 9, 9.5, 10.5]),
            gutter=rng.choice([8, 10, 12, 16, 20]),
            justified=coin[0], hyphens=rng.random() < 0.8, indent=coin[1], cap=coin[2], rules=coin[3], side_caption=coin[4], soft=coin[5],
            by_word=coin[6],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: its words and where it begins; `slack` is what a justified line leaves to its gaps."""

    words: tuple[str, ...]
    left: float = 0
    slack: float = 0
    face: tuple[str, str, float] = ("Times", "", 9)
    above: float = 0
    cap: tuple[str, float] | None = None


Frame = tuple[float, float, float]
"""Left edge, upper edge, height."""
_MEASURE = FPDF(unit="pt")
_BREAK = re.compile(r"(?<=[aeiou][bcdfgklmnprst])(?=[bcdfgklmnprstv][aeiou])")


def wide(text: str, face: tuple[str, str, float]) -> float:
    """The width of a text."""
    _MEASURE.set_font(face[0], style=face[1], size=face[2])
    return _MEASURE.get_string_width(latin(text))


def latin(text: str) -> str:
    """Text as the fonts that every reader has can write it (Windows-1252)."""
    for mark, code in (("“", "\x93"), ("”", "\x94"), ("’", "\x92"), ("–", "\x96")):
        text = text.replace(mark, code)
    return text


def broken(word: str, room: float, face: tuple[str, str, float], soft: bool) -> tuple[str, str] | None:
    """A word in two parts, of which the first fits; at its own hyphen, or between two consonants."""
    own = [i + 1 for i, c in enumerate(word[:-1]) if c == "-" and i > 1]
    made = [m.start() for m in _BREAK.finditer(word) if 3 <= m.start() <= len(word) - 4] if "-" not in word else []
    mark = "\u00ad" if soft else "-"
    for at in sorted([*own, *made], reverse=True):
        first = word[:at] if at in own else word[:at] + mark
        if wide(first, face) <= room:
            return first, word[at:]
    return None


def set_lines(
    text: str, width: float, face: tuple[str, str, float], style: Style, first: float = 0, cap: float = 0
) -> list[Line]:
    """A paragraph in lines. `first`: the indent of its first line; `cap`: the width that a drop cap takes of the first two."""
    space = wide(" ", face)
    words = text.split()
    lines: list[Line] = []
    letter = None
    if cap:
        letter, words[0] = words[0][0], words[0][1:]
        words = [w for w in words if w]
    while words:
        left = cap if cap and len(lines) < 2 else first if not lines else 0.0
        row: list[str] = []
        used = 0.0
        while words:
            step = wide(words[0], face) + (space if row else 0)
            if left + used + step <= width:
                used += step
                row.append(words.pop(0))
                continue
            parts = broken(words[0], width - left - used - (space if row else 0), face, style.soft) if style.hyphens else None
            if parts:
                used += wide(parts[0], face) + (space if row else 0)
                row.append(parts[0])
                words[0] = parts[1]
            elif not row:
                row.append(words.pop(0))
            break
        slack = width - left - used if style.justified and words and len(row) > 1 else 0.0
        lines.append(Line(tuple(row), left, max(0.0, slack), face, cap=(letter, cap) if letter and not lines else None))
    return lines


class Page:
    """One sheet: what is drawn on it, in groups that stay together when the order is shuffled."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.groups: list[list[tuple[float, float, str, tuple[str, str, float]]]] = []
        self.boxes: list[tuple[float, float, float, float, str]] = []

    def text(self, x: float, y: float, words: str, face: tuple[str, str, float]) -> None:
        """A line of text whose baseline is at `y`."""
        self.groups.append([(x, y, words, face)])

    def box(self, x: float, y: float, width: float, height: float, how: str) -> None:
        """A grey picture (`F`), a frame (`D`), or a rule (height or width 0)."""
        self.boxes.append((x, y, width, height, how))

    def line(self, x: float, y: float, line: Line, by_word: bool) -> None:
        """A set line at its baseline."""
        space = wide(" ", line.face) + (line.slack / (len(line.words) - 1) if line.slack else 0)
        if not line.slack and not by_word:
            self.groups.append([(x + line.left, y, " ".join(line.words), line.face)])
        else:
            group, at = [], x + line.left
            for word in line.words:
                group.append((at, y, word, line.face))
                at += wide(word, line.face) + space
            self.groups.append(group)
        if line.cap:
            letter, size = line.cap[0], 2.3 * line.face[2]
            face = (line.face[0], "B", size * 1.12)
            self.text(x, y + 1.12 * line.face[2], letter, face)

    def draw(self, pdf: FPDF, rng: random.Random | None) -> None:
        """Draws the page; `rng`: in an order by chance."""
        pdf.add_page(format=(self.width, self.height))
        pdf.set_fill_color(200)
        for x, y, width, height, how in self.boxes:
            if how == "D" or how == "F":
                pdf.rect(x, y, width, height, how)
            else:
                pdf.set_line_width(0.5)
                pdf.line(x, y, x + width, y + height)
        groups = self.groups
        if rng is not None:
            groups = groups.copy()
            rng.shuffle(groups)
        for group in groups:
            for x, y, words, (family, look, size) in group:
                pdf.set_font(family, style=look, size=size)
                pdf.text(x, y, latin(words))


Obstacle = tuple[int, float, float, Callable[[Page, float, float, float], None]]
"""The column it stands in, where in it (0 to 1), its height, and what draws it at x, y, width."""


def obstacles(piece: Piece, columns: int, width: float, style: Style, rng: random.Random) -> list[Obstacle]:
    """Pictures with their captions and pull quotes, each in a column."""
    found: list[Obstacle] = []
    used: set[int] = set()
    for caption in piece.captions:
        free = [c for c in range(columns) if c not in used]
        if not free:
            piece.captions.remove(caption)
            break
        column = rng.choice(free)
        used.add(column)
        face = rng.choice(
            [(style.display, "", style.size - 1.5), (style.body, "I", style.size - 1), (style.display, "B", style.size - 1)]
        )
        beside = style.side_caption and width > 150
        room = width * 0.42 if beside else width
        lines = set_lines(caption, room, face, replace(style, justified=False, hyphens=False))
        height = rng.choice([60.0, 80.0, 110.0])
        total = height + 8 + (0 if beside else len(lines) * face[2] * 1.15 + 6)

        def picture(page: Page, x: float, y: float, wide: float, lines=lines, height=height, beside=beside, face=face) -> None:  # type: ignore[no-untyped-def]
            page.box(x, y, wide * 0.52 if beside else wide, height, "F")
            for n, line in enumerate(lines):
                top = y + (0 if beside else height + 3)
                page.line(x + (wide * 0.56 if beside else 0), top + face[2] * (1 + 1.15 * n), line, False)

        found.append((column, rng.choice([0.0, 0.4, 0.6]), total, picture))
    for quote in piece.quotes:
        free = [c for c in range(columns) if c not in used]
        if not free:
            piece.quotes.remove(quote)
            break
        column = rng.choice(free)
        used.add(column)
        face = (style.display, rng.choice(["B", "I"]), style.size + rng.choice([3.5, 5, 7]))
        lines = set_lines(quote, width, face, replace(style, justified=False, hyphens=False))
        ruled = rng.random() < 0.5

        def pull(page: Page, x: float, y: float, wide: float, lines=lines, face=face, ruled=ruled) -> None:  # type: ignore[no-untyped-def]
            if ruled:
                page.box(x, y + 3, wide, 0, "L")
            for n, line in enumerate(lines):
                page.line(x, y + 6 + face[2] * (1 + 1.1 * n), line, False)
            if ruled:
                page.box(x, y + 12 + face[2] * 1.1 * len(lines), wide, 0, "L")

        found.append((column, rng.choice([0.35, 0.5, 0.65]), len(lines) * face[2] * 1.1 + 20, pull))
    return found


def body_lines(piece: Piece, width: float, style: Style) -> list[Line]:
    """The running text with its dateline, crossheads, note and credit, set to a width."""
    face = (style.body, "", style.size)
    lines: list[Line] = []
    for n, paragraph in enumerate(piece.paragraphs):
        if n and n == len(piece.paragraphs) // 2:
            for words in piece.subheads:
                bold = (style.display, "B", style.size + 1.5)
                rows = set_lines(words, width, bold, replace(style, justified=False, hyphens=False))
                lines += [replace(rows[0], above=style.size * 0.7), *rows[1:]]
        cap = n == 0 and style.cap and piece.dateline is None and paragraph[0].isalpha()
        told = (piece.dateline or "") + paragraph if n == 0 else paragraph
        rows = set_lines(
            told, width, face, style, first=style.size if style.indent and n else 0,
            cap=wide(paragraph[0], (style.body, "B", style.size * 2.58)) + 2 if cap else 0,
        )  # fmt: skip
        lines += [replace(rows[0], above=style.size * 0.55), *rows[1:]] if n and not style.indent else rows
    for told_below in (piece.note, piece.credit):
        if told_below:
            rows = set_lines(told_below, width, (style.body, "I", style.size), replace(style, justified=False, hyphens=False))
            lines += [replace(rows[0], above=style.size * 0.7), *rows[1:]]
    return lines


def head(page: Page, piece: Piece, x: float, y: float, width: float, style: Style, size: float) -> float:
    """Kicker, headline, deck and byline from `y` down; returns where the text may begin."""
    plain = replace(style, justified=False, hyphens=False)
    if piece.kicker:
        page.text(x, y + style.size, piece.kicker, (style.display, "B", style.size))
        y += style.size * 1.5
    face = (style.display, "B", size)
    for line in set_lines(piece.headline, width, face, plain):
        page.line(x, y + size, line, False)
        y += size * 1.12
    if piece.deck:
        face = (style.display, "", max(style.size + 2, size * 0.55))
        for line in set_lines(piece.deck, width, face, plain):
            page.line(x, y + face[2] * 1.1, line, False)
            y += face[2] * 1.2
    if piece.byline:
        page.text(x, y + style.size * 1.5, piece.byline, (style.body, "B", style.size))
        y += style.size * 1.6
    return y + style.size * 0.9


def pour(
    page: Page,
    lines: Sequence[Line],
    frames: Sequence[Frame],
    width: float,
    style: Style,
    things: Sequence[Obstacle],
    draw: bool,
) -> int:
    """Sets lines into frames, around what stands in them; returns how many fitted."""
    at = 0
    pitch = style.size * 1.15
    for number, (x, top, height) in enumerate(frames):
        holes = []
        for column, where, tall, paint in things:
            if column == number:
                start = 0.0 if where == 0 else round((height - tall) * where / pitch) * pitch
                holes.append((top + max(0.0, start), tall, paint))
                if draw:
                    paint(page, x, top + max(0.0, start) + (0 if where == 0 else 3), width)
        y, fresh = top, True
        while at < len(lines):
            line = lines[at]
            step = pitch * (line.face[2] / style.size) + (0 if fresh else line.above)
            hole = next((h for h in holes if y + step > h[0] and y < h[0] + h[1]), None)
            if hole:
                y = hole[0] + hole[1] + 3
                fresh = True
                continue
            if y + step > top + height + 0.01:
                break
            y += step
            if draw:
                page.line(x, y - 0.2 * line.face[2], line, style.by_word)
            at, fresh = at + 1, False
    return at


def article(
    page: Page, piece: Piece, x: float, y: float, columns: int, width: float, style: Style, rng: random.Random, *,
    size: float, span: int | None = None, shape: Callable[[list[Frame], float], list[Frame]] | None = None,
) -> float:  # fmt: skip
    """An article with its headline over `span` columns (all unless told otherwise); returns its lower edge."""
    whole = columns * width + (columns - 1) * style.gutter
    over = whole if span is None else span * width + (span - 1) * style.gutter
    top = head(page, piece, x, y, over, style, size)
    things = obstacles(piece, columns, width, style, rng)
    lines = body_lines(piece, width, style)
    height = max([style.size * 6, *(t[2] + style.size * 4 for t in things)])
    while True:
        frames: list[Frame] = [
            (
                x + c * (width + style.gutter),
                y if span is not None and c >= span else top,
                height + (top - y if span is not None and c >= span else 0),
            )
            for c in range(columns)
        ]
        if shape:
            frames = shape(frames, height)
        if pour(page, lines, frames, width, style, things, False) == len(lines):
            break
        height += 4
    pour(page, lines, frames, width, style, things, True)
    return max(f[1] + f[2] for f in frames) if shape is None else top + height
