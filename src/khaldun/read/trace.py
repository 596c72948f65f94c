"""From an article's text back to its source: which stretch of one stands where in the other.

Reading joins lines, takes hyphens and markup away, moves columns and leaves things out, but it hardly touches letters and digits.
So the two are compared by these alone: each paragraph's letters are looked for in the source's, from where the last ones stood,
then anywhere, and followed as far as they agree. What is not found has no trace; none is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from khaldun.model import Article, Trace

Box = tuple[float, float, float, float]
LONGEST = 4_000_000
"""Most characters of a source that is traced."""
_PROBE = 24
"""Letters that are looked for; a sentence of news has some hundred."""
_LEAST = 8
"""Fewest letters that are looked for beyond the place where the last ones were found."""
_BUDGET = 40_000_000
"""Most letters that are searched in vain for one source: some tenths of a second."""
_NEAR = 4000
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(
    r"<(?P<skip>script|style)\b.{0,200000}?</(?P=skip)\s*>|<!--.{0,20000}?-->|<!\[CDATA\[|<[a-zA-Z/!?][^<>]{0,4000}>"
    r"|&lt;/?[a-zA-Z][^<>&]{0,500}(?:&(?:quot|amp|apos);[^<>&]{0,500}){0,20}?&gt;|&(?P<entity>#?\w{1,10});|(?P<word>[^\W_]+)",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a source that has no characters to count: a paragraph, a page's line. Spots of one `unit`, `number` and `column`
    that follow one another are told as one, their boxes joined."""

    unit: str
    number: int
    column: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a text, small and bare: `starts` has the index of each word's first in `text`, `at` where the word
    stands, `widths` how long it is there. `spots`: the places that `at` counts, where it does not count characters."""

    text: str
    starts: list[int]
    at: list[int]
    widths: list[int]
    spots: tuple[Spot, ...] | None = None

    def word(self, letter: int) -> int:
        """The index of the word that holds a letter."""
        return bisect_right(self.starts, letter) - 1

    def place(self, letter: int, *, after: bool = False) -> int:
        """Where a letter stands, or (`after`) where it ends."""
        n = self.word(letter)
        return self.at[n] + min(letter - self.starts[n] + after, self.widths[n])


def of_text(text: str) -> Letters:
    """The letters of a plain text."""
    return _letters((m[0], m.start(), len(m[0])) for m in _WORD.finditer(text))


def of_markup(markup: str) -> Letters:
    """The letters of what a page of HTML or XML shows, with entities read; markup that is itself escaped (a feed's) is none."""
    return _letters(_shown(markup))


def of_spots(lines: Iterable[tuple[str, Spot]]) -> Letters:
    """The letters of lines in their reading order, each with its place."""
    texts, spots = [], []
    for text, spot in lines:
        texts.append(text)
        spots.append(spot)
    found = _letters((m[0], n, 0) for n, text in enumerate(texts) for m in _WORD.finditer(text))
    return replace(found, spots=tuple(spots))


def _shown(markup: str) -> Iterator[tuple[str, int, int]]:
    for m in _TOKEN.finditer(markup):
        if m["word"]:
            yield m[0], m.start(), len(m[0])
        elif m["entity"]:
            letters = "".join(_WORD.findall(unescape(m[0])))
            if letters and letters != m["entity"].lstrip("#"):
                yield letters, m.start(), len(m[0])


def _letters(words: Iterable[tuple[str, int, int]]) -> Letters:
    parts, starts, at, widths = [], [], [], []
    length = 0
    for word, where, width in words:
        plain = word.lower() if word.isascii() else _bare(word)
        if plain:
            parts.append(plain)
            starts.append(length)
            at.append(where)
            widths.append(width)
            length += len(plain)
    return Letters("".join(parts), starts, at, widths)


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word).lower() if c.isalnum())


def traced(found: Iterable[Article], source: Letters, *, part: int | None = None) -> list[Article]:
    """Articles with their traces into a source."""
    search = _Search(source, part)
    return [replace(a, trace=(*a.trace, *search.of(a.text))) if a.text else a for a in found]


@dataclass(slots=True)
class _Search:
    """Where the last letters were found, and how much more may be searched."""

    source: Letters
    part: int | None
    cursor: int = 0
    budget: int = _BUDGET

    def of(self, text: str) -> list[Trace]:
        """The traces of a text, by paragraph."""
        letters = of_text(text)
        found: list[Trace] = []
        begin = 0
        for paragraph in text.split("\n\n"):
            end = begin + len(paragraph)
            first = letters.starts[bisect_right(letters.at, begin - 1)] if letters.at and letters.at[-1] >= begin else None
            if first is not None:
                after = bisect_right(letters.at, end - 1)
                last = letters.starts[after] if after < len(letters.starts) else len(letters.text)
                for a, b, where in self._pieces(letters, first, last):
                    start = begin if a == first else letters.place(a)
                    stop = end if b == last else letters.place(b - 1, after=True)
                    found += self._told(start, stop, where, where + b - a, letters, a)
            begin = end + 2
        return _joined(found)

    def _pieces(self, letters: Letters, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Stretches [a, b) of a paragraph's letters that the source holds at a place."""
        a = first
        while a < last:
            probe = letters.text[a : min(a + _PROBE, last)]
            where = self._find(probe)
            if where is None:
                following = letters.word(a) + 1
                a = letters.starts[following] if following < len(letters.starts) else last
                continue
            b = a + _common(letters.text, a, last, self.source.text, where)
            self.cursor = where + b - a
            yield a, b, where
            a = b

    def _find(self, probe: str) -> int | None:
        text = self.source.text
        if text.startswith(probe, self.cursor):
            return self.cursor
        if len(probe) < _LEAST or self.budget <= 0:
            return None
        near = text.find(probe, self.cursor, self.cursor + _NEAR)
        if near >= 0:
            return near
        self.budget -= len(text)
        ahead = text.find(probe, self.cursor)
        found = ahead if ahead >= 0 else text.find(probe)
        return None if found < 0 else found

    def _told(self, start: int, stop: int, where: int, after: int, letters: Letters, a: int) -> Iterator[Trace]:
        source = self.source
        if source.spots is None:
            yield Trace(start, stop, "character", source.place(where), source.place(after - 1, after=True), self.part)
            return
        words = range(source.word(where), source.word(after - 1) + 1)
        begin = start
        for run in _runs(source, words):
            spots = [source.spots[source.at[n]] for n in run]
            ends = source.starts[run[-1] + 1] if run[-1] + 1 < len(source.starts) else len(source.text)
            end = stop if ends >= after else letters.place(a + ends - where - 1, after=True)
            boxes = [s.box for s in spots if s.box is not None]
            yield Trace(begin, end, spots[0].unit, spots[0].number, None, self.part, _union(boxes) if boxes else None)  # type: ignore[arg-type]
            begin = end


def _runs(source: Letters, words: range) -> Iterator[list[int]]:
    """Words that follow one another in one place."""
    run: list[int] = []
    for n in words:
        assert source.spots is not None
        here = source.spots[source.at[n]]
        if run:
            before = source.spots[source.at[run[-1]]]
            if (here.unit, here.number, here.column) != (before.unit, before.number, before.column):
                yield run
                run = []
        run.append(n)
    if run:
        yield run


def _union(boxes: Sequence[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return round(min(left), 1), round(min(bottom), 1), round(max(right), 1), round(max(top), 1)


def _common(one: str, a: int, last: int, other: str, b: int) -> int:
    """How many letters agree from `a` (before `last`) and `b` on."""
    n, step = 0, 64
    while a + n < last:
        size = min(step, last - a - n)
        if one[a + n : a + n + size] == other[b + n : b + n + size]:
            n += size
            continue
        while one[a + n] == other[b + n : b + n + 1]:
            n += 1
        break
    return n


def _joined(found: Sequence[Trace]) -> list[Trace]:
    """Stretches of characters that only an unread sign or two parts, on both sides, told as one; hyphens and stray marks."""
    out: list[Trace] = []
    for trace in found:
        before = out[-1] if out else None
        if (
            before is not None
            and before.unit == trace.unit == "character"
            and before.last is not None
            and 0 <= trace.start - before.end <= 1
            and 0 <= trace.first - before.last <= 3
        ):
            out[-1] = replace(before, end=trace.end, last=trace.last)
        else:
            out.append(trace)
    return out
