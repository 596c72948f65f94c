"""Newspaper pages set in type from sentences of our own, with the truth of what stands on them.

A page is drawn from a seed: the same seed gives the same page. Coordinates are points, y downwards from the upper edge.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fpdf import FPDF

from tests.read.prose import Piece, prose, write
from tests.read.typesetting import Frame, Page, Style, article, body_lines, head, pour

_ADS = [
    ("WINTER SALE", "Carpets at half price", "Tel. 555 0143"),
    ("SIRIN MOTORS", "Pumps, belts and filters", "Open on Fridays"),
    ("DENTIST", "Dr. Zein, 14 Harbour Road", "Call 555 0199"),
]


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
