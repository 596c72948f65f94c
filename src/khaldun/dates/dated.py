"""The dates of a sentence as its clauses take them: the two ends of a range as one, `late May` as the last days of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from khaldun.dates.lexicon import Lexicon
from khaldun.dates.tense import beside
from khaldun.language.sentence import Sentence
from khaldun.model import Mention, Period

_EDGES = re.compile(r"(?i)\b(early|mid|late|beginning|start|onset|middle|end|close)\b")
_JOIN = re.compile(
    r"\s*(?:,\s*)?(?:-|–|—|to|and|until|till|through)\s+(?:the\s+)?(?:early|mid|late)?[\s-]*|\s*[-–—]\s*", re.IGNORECASE
)
_AND = re.compile(r"\s+and\s+(?:on\s+|in\s+)?|[-–—]")
_ASIDE = timedelta(92)
"""Dates joined by "and" are told as one stretch up to a season apart; further apart, the first stands for itself."""
_RANGE = frozenset({"from", "between", "("})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the sentence: the token that heads it, and the words before it."""

    mention: Mention
    when: Period
    head: int
    preposition: str


def edge(period: Period, text: str) -> Period:
    """`late November`: the last ten days; `early 2014`: the first third. Told as the whole unit in the mention, as TIMEX has it."""
    found = _EDGES.search(text)
    whole = period.precision in ("month", "year", "season") or text.endswith("0s")
    if found is None or period.start is None or period.stop is None or not whole:
        return period
    third = timedelta((period.stop - period.start).days // 3)
    word = found[0].lower()
    if word in ("early", "beginning", "start", "onset"):
        return replace(period, stop=period.start + third)
    if word in ("mid", "middle"):
        return replace(period, start=period.start + third, stop=period.stop - third)
    return replace(period, start=period.stop - third)


def dates_of(sentence: Sentence, mentions: Sequence[Mention], text: str, words: Lexicon) -> list[Dated]:
    """The sentence's dates that have days; the two ends of `from A to B` as one."""
    found: list[Dated] = []
    here = [m for m in mentions if m.type == "date" and sentence.start <= m.start < sentence.end and m.when is not None]
    joined: set[int] = set()
    for i, m in enumerate(here):
        first, stop = sentence.at(m.start, m.end)
        if i in joined or m.when is None or m.when.start is None or first == stop:
            continue
        preposition = sentence.tokens[first - 1].text.lower() if first else ""
        when = edge(m.when, m.text)
        whole = _joined(m, when, here[i + 1], text, ends=preposition in _RANGE) if i + 1 < len(here) else None
        if whole is not None:
            joined.add(i + 1)
            when, preposition = whole, "between" if preposition in _RANGE else preposition
        head = sentence.head_of(first, stop)
        if m.reason == "week_ending" and sentence.tokens[head].relation == "advcl":
            head = sentence.tokens[head].head  # `in the week ending 5 May` is no clause
        verb = beside(sentence, first, words)
        # One that follows its verb of speech is that verb's.
        over = next((t.index for t in sentence.ancestors(head) if t.pos in {"VERB", "AUX"}), -1)
        astray = verb is not None and verb.index != over
        found.append(Dated(m, when, verb.index if astray and verb is not None else head, preposition))
    return found


def _joined(m: Mention, when: Period, other: Mention, text: str, *, ends: bool) -> Period | None:
    """The whole of a range whose two ends are dates of their own (`from A to B`), or of two dates side by side (`on Friday and
    Saturday`); None where they are neither."""
    between = text[m.end : other.start]
    if other.when is None or other.when.start is None or other.when.stop is None or when.start is None:
        return None
    aside = _AND.fullmatch(between) and when.precision == other.when.precision and other.when.start - when.start <= _ASIDE
    if not aside and not (ends and _JOIN.fullmatch(between)) or when.start >= other.when.stop:
        return None
    return replace(when, stop=edge(other.when, other.text).stop, text=text[m.start : other.end])
