"""The thread of a chronicle: the day or month that the telling stands at, for what bears no date of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from khaldun.dates.dated import edge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Mention, Period


def chronicle(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Whether the text tells of times long before its own day: then its thread, not its day, dates what bears no date."""
    published = reading.article.published.start
    if published is None or reading.article.published.stop is None:
        return True
    days = [m.when.start for m in mentions if m.when is not None and m.when.precision == "day" and m.when.start is not None]
    return len(days) >= 5 and 2 * sum((published - d) > timedelta(60) for d in days) > len(days)


def _paragraph_start(text: str, at: int, count: int) -> int:
    """Where the paragraph of `at` begins, or one of the `count` before it."""
    for _ in range(count):
        at = text.rfind("\n\n", 0, at)
        if at < 0:
            return 0
    return at


def thread(sentence: Sentence, at: int, reading: Reading, mentions: Sequence[Mention]) -> Period | None:
    """The last day or month told before `at` in this paragraph of a chronicle, or in the one before."""
    text = reading.article.text
    for paragraphs in (1, 2):
        first = _paragraph_start(text, sentence.start, paragraphs)
        found = [
            m
            for m in mentions
            if first <= m.start < at and m.type == "date" and m.when is not None and m.when.start is not None
        ]
        found = [m for m in found if m.when is not None and m.when.precision in ("day", "month") and not m.when.open_end]
        if found and found[-1].when is not None:
            when = found[-1].when
            return replace(edge(when, found[-1].text), basis="context", open_start=False, open_end=False)
    headings = [m for m in mentions if m.start < at and m.when is not None and m.when.precision == "day" and _heading(text, m)]
    if headings and headings[-1].when is not None:
        return replace(headings[-1].when, basis="context")
    return None


def _heading(text: str, m: Mention) -> bool:
    """Whether a date is a paragraph of its own: it heads all that follows."""
    before, after = text[: m.start].rstrip(" \t("), text[m.end :].lstrip(" \t):")
    return (not before or before.endswith("\n\n")) and (not after or after.startswith("\n"))
