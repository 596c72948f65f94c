"""What each column of a page is: a headline or a deck below it, running text, a byline, a caption, a pull quote, small print.

A pull quote is told from a headline by the sentence that goes on below it, and by the text that says the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from khaldun.read.layout import Column
from khaldun.read.order import ordered
from khaldun.read.sheet import Sheet

HEAD = 1.3
"""Headlines are so many times larger than the text; crossheads and decks hardly are."""
_SMALL = 0.93
_QUOTE = 1.1
_SHORT = 8
_MOST = 1200
"""Most columns of a page; the words strewn over a map are more, and no text."""
_MARK = re.compile(r"""^["“‘'«]""")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡])[.)\]]?\s+\S")
"""How notes at a page's foot begin."""
ENDS_TEXT = re.compile(r"\w{3}[.!?]$")


class Page:
    """One page, or one frame of it: `kind` says of each of its `columns` what it is, `folio` are the lines that name paper and day."""

    def __init__(self, sheet: Sheet, found: list[Column], usual: float) -> None:
        if len(found) > _MOST:
            found = sorted(found, key=lambda c: -c.words)[:_MOST]
        self.usual = usual
        self.pictures = sheet.pictures
        self.rules = [r for r in sheet.rules if r.width > r.height and r.width > 4 * usual]
        faces: dict[object, int] = {}
        for column in found:
            if abs(column.size - usual) < 0.05 * usual:
                faces[column.face] = faces.get(column.face, 0) + len(column.text)
        self.face = max(faces, key=lambda f: (faces[f], str(f))) if faces else None
        self.folio, self.columns = self._folio(found)
        self.kind: dict[Column, str] = {}
        for column in sorted(self.columns, key=lambda c: (-c.top, c.left)):
            self.kind[column] = self._first_kind(column)
        self._second_kinds()

    def _folio(self, found: list[Column]) -> tuple[list[Column], list[Column]]:
        """The line at the very head (or foot) of the page, where a rule or white parts it from the rest, and the rest."""
        folio: list[Column] = []
        for sign in (1, -1):
            rest = sorted((c for c in found if c not in folio), key=lambda c: -sign * (c.top if sign > 0 else c.bottom))
            if not rest:
                break
            row = [c for c in rest if abs(c.top - rest[0].top) < 0.8 * self.usual]
            below = [c for c in rest if c not in row]
            if not below or any(
                c.size > HEAD * self.usual or c.words > 14 or len(c.lines) > 2 or ENDS_TEXT.search(c.text) for c in row
            ):
                continue
            inner = max(c.top for c in below) if sign > 0 else min(c.bottom for c in below)
            edge = min(c.bottom for c in row) if sign > 0 else max(c.top for c in row)
            ruled = any(min(edge, inner) - 3 < r.bottom < max(edge, inner) + 3 for r in self.rules)
            number = any(re.fullmatch(r"\D{0,6}\d{1,4}\D{0,6}", c.text) for c in row)
            if sign * (edge - inner) > 0.5 * self.usual and (
                ruled or number or sign * (edge - inner) > 2 * self.usual and sign < 0
            ):
                folio += row
        return folio, [c for c in found if c not in folio]

    def _first_kind(self, c: Column) -> str:
        if c.size >= HEAD * self.usual:
            return "head" if c.words > 1 or len(c.text) > 5 else "off"
        if self._depicts(c):
            return "caption"
        if c.size > _QUOTE * self.usual and (c.words < 25 or self._display(c)):
            return "sub"
        if self._tabular(c):
            return "off"
        if c.size < _SMALL * self.usual:
            return "off" if _NOTE.match(c.text) else "small"
        short = c.words <= _SHORT or (c.words <= 14 and len(c.lines) <= 2)
        if self._display(c) and short:
            return "credit"
        if len(c.lines) <= 2 and c.words <= 4 and c.text.isupper():
            return "credit"
        return "text"

    def _tabular(self, c: Column) -> bool:
        """Whether short lines stand beside others like them, as the columns of a table do, or are mostly figures."""
        tokens = c.text.split()
        if len(tokens) > 2 and sum(t[-1:].isdigit() or t in {"%", "-", "–"} for t in tokens) > 0.5 * len(tokens):
            return True
        if c.words > 3.5 * len(c.lines):
            return False
        beside = [o for o in self.columns if o is not c and abs(o.top - c.top) < 0.4 * c.size and o.words <= 3.5 * len(o.lines)]
        return len(beside) >= 2 and not self._display(c) and not any(self._touches(c, o) for o in self.columns)

    def _touches(self, c: Column, o: Column) -> bool:
        """Whether lines are set right above or below in the same type: a word set apart in a line of text is no table."""
        gap = max(o.bottom - c.top, c.bottom - o.top)
        return o is not c and o.words > 12 and o.face == c.face and gap < 0.6 * c.size and o.left - 1 < c.left < o.right

    def _display(self, c: Column) -> bool:
        return self.face is not None and c.face != self.face

    def _depicts(self, c: Column) -> bool:
        """Whether a column in another face than the text stands right below a picture, or beside one."""
        if c.words < 3 or (c.size >= _SMALL * self.usual and not self._display(c)) or c.size > 1.15 * self.usual:
            return False
        for p in self.pictures:
            under = -2 < p.bottom - c.top < 2 * self.usual and c.across(p) > 0.6
            level = c.bottom > p.bottom - 2 * self.usual and c.top < p.top + self.usual
            if under or (level and -2 < max(c.left - p.right, p.left - c.right) < 2 * self.usual):
                return True
        return False

    def _second_kinds(self) -> None:
        """Headlines with their decks; pull quotes and crossheads, by what stands above and below them."""
        texts = [c.text for c in ordered(self.columns) if self.kind[c] == "text"]
        text = _Said(_pairs(" ".join(texts)), _letters(" ".join(texts)))
        for c in sorted(self.columns, key=lambda c: (-c.top, c.left)):
            if self.kind[c] in {"head", "sub"}:
                self.kind[c] = self._display_kind(c, text)
        for c in self.columns:
            if self.kind[c] == "text" and self._display(c) and c.words < 40 and text.nearly(c) and self._between(c):
                self.kind[c] = "quote"

    def _display_kind(self, c: Column, text: _Said) -> str:
        over, under = self.near(c, up=True), self.near(c, up=False, at=c.left)
        if (
            over is not None
            and self.kind[over] in {"head", "deck"}
            and c.size < 0.95 * over.size
            and over.bottom - c.top < 1.6 * c.size
        ):
            return "deck"
        if over is None and self.kind[c] == "head" and not text.word_for_word(c):
            return "head"
        above = over if over is not None and self.kind[over] == "text" else None
        below = under if under is not None and self.kind[under] == "text" else None
        torn = above is not None and above.open and below is not None and below.goes_on
        said = c.words >= 4 and text.word_for_word(c)
        marked = _MARK.match(c.text) is not None and self.kind[c] == "head"
        if (
            c.words >= 3
            and not self._signed(c)
            and (torn or said or (marked and above is not None and below is not None and below.lines[0].cap is None))
        ):
            return "quote"
        if self.kind[c] == "sub":
            return self._small_head(c, above, below)
        return "head"

    def _signed(self, c: Column) -> bool:
        """Whether a byline stands right below."""
        return any(
            self.kind[o] == "credit"
            and o.text[:3].lower() == "by "
            and -2 < c.bottom - o.top < 2.5 * c.size
            and o.across(c) > 0.5
            for o in self.columns
        )

    def _small_head(self, c: Column, above: Column | None, below: Column | None) -> str:
        """A line a little larger than the text: a crosshead within it, or the headline of a short article under a rule."""
        if below is None:
            return "deck" if above is None else "crosshead"
        if self.ruled(above, c) or (above is None and (c.size > 1.2 * self.usual or self._signed(c))):
            return "head"
        up: Column | None = above
        while up is not None and self.kind[up] == "text":
            up = self.near(up, up=True)
        same = up is not None and self.kind[up] == "head" and up.face == c.face and abs(up.size - c.size) < 0.05 * c.size
        return "head" if same and above is not None and not above.open else "crosshead"

    def _between(self, c: Column) -> bool:
        over, under = self.near(c, up=True), self.near(c, up=False)
        return over is not None and under is not None and self.kind[over] == self.kind[under] == "text"

    def near(self, c: Column, *, up: bool, at: float | None = None) -> Column | None:
        """The nearest column above (or below, and under the point `at`) that is no caption, quote or small print."""
        skipped = {"caption", "quote", "small", "off", "credit", "crosshead"}
        best: Column | None = None
        least = 0.0
        for o in self.columns:
            gap = o.bottom - c.top if up else c.bottom - o.top
            if o is c or gap < -0.6 * c.size or (best is not None and gap >= least) or self.kind[o] in skipped:
                continue
            if o.across(c) > 0.3 and (at is None or o.left - 2 * self.usual < at < o.right):
                best, least = o, gap
        return best

    def ruled(self, upper: Column | None, lower: Column) -> bool:
        """Whether a rule parts two columns that stand over each other, and is no ornament of a quote between them."""
        if upper is None:
            return False
        for r in self.rules:
            if (
                lower.top - 2 < r.bottom < upper.bottom + 2
                and min(r.right, lower.right) - max(r.left, lower.left) > 0.6 * lower.width
            ):
                quotes = [q for q in self.columns if self.kind[q] == "quote" and q.across(r) > 0.5]
                if not any(q.bottom - 1.6 * q.size < r.bottom < q.top + 1.6 * q.size for q in quotes):
                    return True
        return False


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(re.findall(r"\w+", text.lower())))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@dataclass(frozen=True, slots=True)
class _Said:
    """What a page's running text says: its pairs of words, and its letters alone."""

    pairs: set[tuple[str, str]]
    letters: str

    def nearly(self, c: Column) -> bool:
        """Whether the text has most pairs of a column's words."""
        pairs = _pairs(c.text)
        return len(pairs) > 2 and len(pairs & self.pairs) > 0.75 * len(pairs)

    def word_for_word(self, c: Column) -> bool:
        """Whether the text has a column's words, letter by letter: a pull quote repeats, a headline tells in other words."""
        letters = _letters(c.text)
        return len(letters) > 15 and letters in self.letters
