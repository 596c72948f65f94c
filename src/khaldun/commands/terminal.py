"""How answers look in a terminal."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TextIO

from khaldun.model import Article, Claim, ControlSpell, Period, Speaker
from khaldun.store.queries import Queries

BOLD, FAINT, UNDERLINE, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[4m", "\x1b[0m"
_CONTROL = re.compile(r"(\x1b\[[0124]m)|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """A text without the characters that a terminal obeys instead of showing (� for each): names and words come from source files. Line
    ends, tabs and the styles above stay."""
    return _CONTROL.sub(lambda found: found[1] or "�", text)


class Screen:
    """A stream to print on: `colour` where it is a terminal, `width` in characters."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.colour = self.stream.isatty()
        self.width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))

    def line(self, text: str = "") -> None:
        """Print a line."""
        print(printable(text), file=self.stream)

    def style(self, text: str, code: str) -> str:
        """The text in a style, on a terminal."""
        return f"{code}{text}{PLAIN}" if self.colour and text else text

    def wrapped(self, text: str, *, indent: int = 0, first: str = "") -> None:
        """Print a paragraph in the width of the stream; `first` stands in the indent of its first line."""
        lines = textwrap.wrap(text, max(20, self.width - indent), break_long_words=False, break_on_hyphens=False) or [""]
        for i, line in enumerate(lines):
            self.line((first if i == 0 else "").ljust(indent) + line)

    def heading(self, name: str, text: str, *, indent: int) -> None:
        """Print a paragraph beside its name in bold, or below it where the name is wider than the column."""
        fits = len(name) + 2 <= indent
        if not fits:
            self.line(self.style(name, BOLD))
        lines = textwrap.wrap(text, max(20, self.width - indent), break_long_words=False, break_on_hyphens=False) or [""]
        for i, line in enumerate(lines):
            start = self.style(name, BOLD) + " " * (indent - len(name)) if i == 0 and fits else " " * indent
            self.line(start + line)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows under a head, columns as wide as they need; where that is too wide, the widest give way, and what is too long
        in them ends in an ellipsis."""
        listed = [list(r) for r in rows]
        widths = [max(len(r[i]) for r in [list(head), *listed]) for i in range(len(head))]
        while sum(widths) + 2 * (len(widths) - 1) > self.width and max(widths) > 1:
            widths[widths.index(max(widths))] -= 1
        self.line(self.style(self._row(list(head), widths), FAINT))
        for row in listed:
            self.line(self._row(row, widths))

    def _row(self, cells: Sequence[str], widths: Sequence[int]) -> str:
        fitting = [c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(cells, widths, strict=True)]
        return "  ".join(c.ljust(w) for c, w in zip(fitting, widths, strict=True)).rstrip()


def days(start: date | None, last: date | None) -> str:
    """`2016-04-08`, `2016-04-08 to 2016-05-01`, `until 2016-05-01`, `undated`."""
    if start is None and last is None:
        return "undated"
    if start is None:
        return f"until {last}"
    if last is None:
        return f"from {start}"
    return str(start) if start == last else f"{start} to {last}"


def period(when: Period) -> str:
    """The days of a period."""
    return days(when.start, when.last)


def spell_days(spell: ControlSpell) -> str:
    """The days of a stretch of control."""
    return days(spell.start, Period(spell.start, spell.stop).last)


def voice(speaker: Speaker | None) -> str:
    """Who says it; an article's own voice has no speaker."""
    if speaker is None:
        return "the article itself"
    via = f", via {speaker.via}" if speaker.via else ""
    return f"{speaker.name} ({speaker.kind}{via})"


def credit(article: Article) -> str:
    """An article's title, who printed it, and when."""
    title = article.title or article.source.file
    outlet = article.publisher or ", ".join(article.agency)
    when = days(article.published.start, article.published.last)
    return ", ".join(p for p in (f"“{title}”", outlet, when) if p)


def names(actors: Iterable[object]) -> str:
    """Names of actors, joined."""
    return ", ".join(dict.fromkeys(str(getattr(a, "name", a)) for a in actors))


def by_print(store: Queries, claims: Iterable[Claim]) -> list[tuple[Claim, Article, int]]:
    """Claims with their articles, each sentence of a story once: with how many further articles print it."""
    found: dict[tuple[str, ...], tuple[Claim, Article, int]] = {}
    for claim in claims:
        stored = store.article(claim.article_id)
        place = claim.place.id if claim.place else ""
        words = (" ".join(claim.evidence.text.split()), claim.trigger.text, claim.kind, claim.status, place)
        key = (stored.story_id or claim.article_id, *words)
        first = found.setdefault(key, (claim, stored.article, -1))
        found[key] = (first[0], first[1], first[2] + 1)
    return list(found.values())


def shortened(text: str, width: int = 60) -> str:
    """A passage by its first and last words."""
    words = " ".join(text.split())
    if len(words) <= width:
        return words
    half = width // 2
    return f"{words[:half].rpartition(' ')[0]} … {words[-half:].partition(' ')[2]}"


def printed(article: Article, copies: int) -> str:
    """Where a claim stands: the article, and in how many copies of it too."""
    return credit(article) + (f" and {copies} {'copy' if copies == 1 else 'copies'}" if copies else "")


def beside(claim: Claim, spell: ControlSpell) -> str:
    """Where a claim for or against a stretch of control is on a place around its own, the words that say so."""
    return f", by word on {claim.place.name}" if claim.place is not None and claim.id in spell.around else ""


def marked(screen: Screen, claim: Claim) -> str:
    """A claim's sentence with its trigger marked."""
    start, end = claim.trigger.start - claim.evidence.start, claim.trigger.end - claim.evidence.start
    text = claim.evidence.text
    if not 0 <= start < end <= len(text):
        return " ".join(text.split())
    mark = screen.style(text[start:end], BOLD) if screen.colour else f"[{text[start:end]}]"
    return " ".join((text[:start] + mark + text[end:]).split())
