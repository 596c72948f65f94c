"""Newspaper pages set in type from sentences of our own, with the truth of what stands on them.

A page is drawn from a seed: the same seed gives the same page. Coordinates are points, y downwards from the upper edge.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from fpdf import FPDF

_A = ["Tell Marda", "Qasr al-Nahr", "Al-Sukhna", "Deir Hafsa", "Khan Zeitun", "Um al-Rasas"]
_B = ["Port Sirin", "Bir Ghazal", "Marsa Lul", "Wadi Hamra", "Ras Amun", "Jisr Dalia"]
_FIRST = "Samir Nadia Yusuf Hala Omar Leila Karim Rana Basil Mona Tarek Dina".split()
_LAST = "Haddad Darwish Qasim al-Masri Khoury Sabbagh Nasser Tahan Zein Barakat".split()
_WRITERS = "Ann Bob Clara David Edith Frank Grace Hugo".split()
_PLACES = ["BEIRUT", "AMMAN", "BAGHDAD", "ISTANBUL", "GENEVA"]
_ADS = [
    ("WINTER SALE", "Carpets at half price", "Tel. 555 0143"),
    ("SIRIN MOTORS", "Pumps, belts and filters", "Open on Fridays"),
    ("DENTIST", "Dr. Zein, 14 Harbour Road", "Call 555 0199"),
]


@lru_cache(maxsize=1)
def prose() -> dict[str, dict[str, list[str]]]:
    """The sentences, by subject."""
    return yaml.safe_load(Path(__file__).with_name("prose.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


@dataclass(slots=True)
class Piece:
    """An article as it was written, and as it must be read."""

    subject: str
    headline: str
    paragraphs: list[str]
    byline: str | None = None
    dateline: str | None = None
    deck: str | None = None
    kicker: str | None = None
    note: str | None = None
    credit: str | None = None
    captions: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its running text."""
        return "\n\n".join(self.paragraphs)


def write(rng: random.Random, subject: str, sentences: Sequence[str], *, sparse: bool = False) -> Piece:
    """An article of these sentences; `sparse`: without byline, notes and other marks."""
    names = {"a": rng.choice(_A), "b": rng.choice(_B), "n": str(rng.choice([14, 23, 37, 52, 68]))}
    names |= {k: f"{rng.choice(_FIRST)} {rng.choice(_LAST)}" for k in "pq"}
    told = [s.format(**names) for s in sentences]
    cuts = [0]
    while cuts[-1] < len(told):
        cuts.append(min(len(told), cuts[-1] + rng.choice([1, 2, 2, 3])))
    paragraphs = [" ".join(told[a:b]) for a, b in itertools.pairwise(cuts)]
    material = prose()[subject]
    piece = Piece(subject, rng.choice(material["heads"]).format(**names), paragraphs)
    piece.captions = [c.format(**names) for c in rng.sample(material["captions"], rng.choice([0, 1, 1, 2]))]
    quote = next((s for s in told if "“" in s), None)
    if quote and rng.random() < 0.6:
        piece.quotes.append(re.sub(r"^.*?(“[^”]*?),?”.*$", r"\1”", quote))
    elif rng.random() < 0.2:
        piece.quotes.append(max(told, key=len).rstrip("."))
    if not sparse:
        writer = f"{rng.choice(_WRITERS)} {rng.choice(_LAST)}"
        piece.byline = rng.choice([f"By {writer}", f"By {writer}", f"BY {writer.upper()}", None])
        piece.dateline = rng.choice([None, None, f"{rng.choice(_PLACES)} – ", f"{rng.choice(_PLACES)} (AFP) – "])
        piece.note = f"{writer} is a correspondent in the region." if rng.random() < 0.25 else None
        piece.credit = rng.choice([None, None, None, "Information from AFP was included in this report."])
        piece.deck = rng.choice([None, None, "Officials speak of progress while residents wait"])
        piece.kicker = rng.choice([None, None, "WORLD", "The Region"])
    return piece


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


@dataclass(slots=True)
class Made:
    """Pages and their truth."""

    pages: list[Page]
    truth: list[Piece]
    plan: str


def _pieces(rng: random.Random, count: int, lengths: Sequence[int], *, alike: bool, sparse: bool = False) -> list[Piece]:
    subjects = rng.sample(sorted(prose()), count)
    found = []
    if alike:
        stock = rng.sample(prose()[subjects[0]]["text"], 18)
        names = [stock[i::count] for i in range(count)]
        for own in names:
            found.append(write(rng, subjects[0], own, sparse=sparse))
        while len({p.headline for p in found}) < count:
            found[-1].headline = rng.choice(prose()[subjects[0]]["heads"]).format(a="Old Bab", b="Nahr", n="16", p="", q="")
        return found
    for subject, length in zip(subjects, lengths, strict=False):
        stock = prose()[subject]["text"]
        found.append(write(rng, subject, rng.sample(stock, min(length, len(stock))), sparse=sparse))
    return found


def make(seed: int) -> Made:
    """The page (or pages) of a seed."""
    rng = random.Random(seed)
    style = Style.drawn(rng)
    plan = ["stacked", "side", "ell", "single", "under", "three", "turned", "briefs", "twins", "single"][seed % 10]
    columns = rng.choice([2, 3, 4])
    width = rng.choice([120.0, 135.0, 150.0, 170.0])
    if plan in {"ell", "under", "three", "side", "briefs"}:
        columns = max(3, columns)
    page = Page(columns * width + (columns - 1) * style.gutter + 80, 1100)
    made = Made([page], [], plan)
    x, y, span = 40.0, 70.0, columns * width + (columns - 1) * style.gutter
    shop = _Shop(made, page, style, rng, x, columns, width, span)
    bottom = {
        "stacked": shop.stacked, "twins": shop.twins, "side": shop.side, "ell": shop.ell, "single": shop.single,
        "under": shop.under, "three": shop.three, "turned": shop.turned, "briefs": shop.briefs,
    }[plan](y)  # fmt: skip
    if rng.random() < 0.3:
        bottom = shop.advertisement(bottom + 24)
    page = made.pages[-1]
    page.height = max(400, bottom + 60)
    for number, sheet in enumerate(made.pages):
        shop.folio(sheet, number)
    return made


@dataclass(slots=True)
class _Shop:
    made: Made
    page: Page
    style: Style
    rng: random.Random
    x: float
    columns: int
    width: float
    span: float

    def folio(self, page: Page, number: int) -> None:
        name = self.rng.choice(["THE HARBOUR LEDGER", "The Morning Ledger", None])
        if name:
            page.text(self.x, 36, name, (self.style.display, "B", 9))
            page.text(self.x + self.span - 12, 36, str(4 + number), (self.style.display, "", 9))
            page.box(self.x, 42, self.span, 0, "L")
        else:
            page.text(self.x + self.span / 2, page.height - 24, str(4 + number), (self.style.display, "", 8))

    def rule(self, y: float) -> float:
        if self.style.rules:
            self.page.box(self.x, y + 10, self.span, 0, "L")
        return y + 24

    def set(self, piece: Piece, y: float, *, size: float, first: int = 0, columns: int | None = None, **more: Any) -> float:
        self.made.truth.append(piece)
        x = self.x + first * (self.width + self.style.gutter)
        return article(
            self.page, piece, x, y, columns or self.columns - first, self.width, self.style, self.rng, size=size, **more
        )

    def stacked(self, y: float) -> float:
        for n, piece in enumerate(_pieces(self.rng, 2, (14, 12), alike=False, sparse=self.rng.random() < 0.3)):
            y = self.rule(self.set(piece, y, size=26 - 6 * n))
        return y

    def twins(self, y: float) -> float:
        for n, piece in enumerate(_pieces(self.rng, 2, (), alike=True, sparse=self.rng.random() < 0.4)):
            y = self.rule(self.set(piece, y, size=24 - 5 * n))
        return y

    def side(self, y: float) -> float:
        one, two = _pieces(self.rng, 2, (16, 12), alike=self.rng.random() < 0.3)
        left = self.columns - 1 if self.columns < 4 else 2
        a = self.set(one, y, size=22, columns=left)
        b = self.set(two, y, size=16, first=left)
        if self.style.rules:
            at = self.x + left * (self.width + self.style.gutter) - self.style.gutter / 2
            self.page.box(at, y, 0, max(a, b) - y, "L")
        return max(a, b)

    def ell(self, y: float) -> float:
        one, two = _pieces(self.rng, 2, (18, 12), alike=self.rng.random() < 0.3)
        two.captions = []
        extra = 190.0

        def shape(frames: list[Frame], height: float) -> list[Frame]:
            return [(frames[0][0], frames[0][1], frames[0][2] + extra), *frames[1:]]

        bottom = self.set(one, y, size=26, shape=shape)
        if self.style.rules:
            self.page.box(
                self.x + self.width + self.style.gutter, bottom + 6, self.span - self.width - self.style.gutter, 0, "L"
            )
        end = self.set(two, bottom + 16, size=17, first=1)
        return max(end, bottom + extra)

    def single(self, y: float) -> float:
        subject = self.rng.choice(sorted(prose()))
        piece = write(self.rng, subject, self.rng.sample(prose()[subject]["text"], 18))
        piece.subheads = self.rng.choice([[], ["What comes next"], ["Old quarrels and new money"]])
        return self.set(piece, y, size=28, span=self.rng.choice([None, max(1, self.columns - 1)]))

    def under(self, y: float) -> float:
        """The second article stands above the last column, the first goes on below it."""
        one, two = _pieces(self.rng, 2, (18, 8), alike=False)
        one.captions, one.quotes, two.captions, two.quotes, two.deck = [], [], [], [], None
        last = self.columns - 1
        base = self.set(two, y, size=15, first=last)
        x = self.x + last * (self.width + self.style.gutter)
        self.page.box(x, base + 8, self.width, 0, "L")

        def shape(frames: list[Frame], height: float) -> list[Frame]:
            bottom = frames[0][1] + height
            return [*frames[:-1], (frames[-1][0], base + 18, max(0.0, bottom - base - 18))]

        return max(base + 14, self.set(one, y, size=24, span=last, shape=shape)) + 6

    def three(self, y: float) -> float:
        pieces = _pieces(self.rng, 3, (15, 11, 9), alike=False)
        y = self.rule(self.set(pieces[0], y, size=28))
        left = self.columns // 2
        a = self.set(pieces[1], y, size=17, columns=left)
        b = self.set(pieces[2], y, size=17, first=left)
        return max(a, b)

    def briefs(self, y: float) -> float:
        """A long article beside a column of short ones."""
        pieces = _pieces(self.rng, 3, (18, 5, 5), alike=False, sparse=True)
        for brief in pieces[1:]:
            brief.captions, brief.quotes = [], []
        last = self.columns - 1
        a = self.set(pieces[0], y, size=26, columns=last)
        b = y
        for brief in pieces[1:]:
            b = self.set(brief, b, size=13, first=last) + 10
            if self.style.rules:
                self.page.box(self.x + last * (self.width + self.style.gutter), b - 4, self.width, 0, "L")
                b += 4
        return max(a, b)

    def turned(self, y: float) -> float:
        """An article that goes on on the next page, where another one begins below."""
        one, two = _pieces(self.rng, 2, (18, 11), alike=self.rng.random() < 0.3)
        one.captions, one.quotes, one.note = [], [], None
        self.made.truth.append(one)
        top = head(self.page, one, self.x, y, self.span, self.style, 26)
        lines = body_lines(one, self.width, self.style)
        step = self.width + self.style.gutter
        half = len(lines) * self.style.size * 1.15 / self.columns * 0.6
        frames = [(self.x + c * step, top, half) for c in range(self.columns)]
        done = pour(self.page, lines, frames, self.width, self.style, [], True)
        self.page.height = top + half + 60
        self.page = Page(self.page.width, 1100)
        self.made.pages.append(self.page)
        rest, height = lines[done:], self.style.size * 4
        while True:
            frames = [(self.x + c * step, y, height) for c in range(self.columns)]
            if pour(self.page, rest, frames, self.width, self.style, [], False) == len(rest):
                break
            height += 4
        pour(self.page, rest, frames, self.width, self.style, [], True)
        return self.set(two, self.rule(y + height), size=20)

    def advertisement(self, y: float) -> float:
        self.page.box(self.x, y, self.span, 70, "D")
        for n, words in enumerate(self.rng.choice(_ADS)):
            self.page.text(self.x + 20, y + 24 + 16 * n, words, ("Helvetica", "B" if n == 0 else "", 18 if n == 0 else 11))
        return y + 70


def save(made: Made, path: Path, *, shuffled: int | None = None) -> Path:
    """Writes the pages; `shuffled`: a seed for the order in which they are drawn."""
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    for page in made.pages:
        page.draw(pdf, None if shuffled is None else random.Random(shuffled))
    pdf.output(str(path))
    return path
