"""The table of hard expressions of time (hard.yaml), read by the engine and dated as in a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun import dates
from khaldun.language.reading import Reading
from khaldun.language.sentence import Engine
from khaldun.model import Mention, Period
from khaldun.run.extract import read_sentences
from tests.dates.make import KNOWLEDGE, article

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("hard.yaml").read_text(encoding="utf-8"))


def wanted(told: object) -> tuple[date, date, list[str]]:
    """First day, last day and the words behind them."""
    days, *more = str(told).split()
    first, _, last = days.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first), more


def wrong(what: str, when: Period | None, told: object, slack: int) -> Iterator[str]:
    """What is wrong with the days found for some words."""
    first, last, more = wanted(told)
    if when is None or when.start is None or when.last is None:
        yield f"{what}: {told}, not {when}"
        return
    if abs(when.start - first) > timedelta(slack) or abs(when.last - last) > timedelta(slack):
        yield f"{what}: {told}, not {when.start}..{when.last}"
    if (">" in more) != when.open_end and ">" in more or ("<" in more) != when.open_start and "<" in more:
        yield f"{what}: {told}, but the open ends are {when.open_start}, {when.open_end}"
    basis = [m for m in more if m.isalpha()]
    if basis and when.basis != basis[0]:
        yield f"{what}: basis {basis[0]}, not {when.basis}"


def faults(row: dict[str, Any], engine: Engine) -> Iterator[str]:
    """All that is wrong with a row."""
    text, slack = row["text"], row.get("slack", 0)
    reading = read_sentences(article(text, row.get("day"), title=row.get("title")), engine)
    mentions = dates.find(reading, KNOWLEDGE)
    for words, told in row.get("dates", {}).items():
        found = at(words, text, mentions)
        yield from wrong(words, found.when if found else None, told, slack)
    for words in row.get("vague", ()):
        found = at(words, text, mentions)
        if found is None or found.when is None or found.when.precision != "unknown":
            yield f"{words}: not vague"
    for words in row.get("none", ()):
        found = at(words, text, mentions)
        if found is not None and found.when is not None:
            yield f"{words}: told {found.when}"
    for verb, told in row.get("events", {}).items():
        yield from wrong(verb, event(verb, reading, mentions), told, slack)


def at(words: str, text: str, mentions: list[Mention]) -> Mention | None:
    """The mention that lies on words of the text."""
    start = text.index(words)
    return next((m for m in mentions if m.start < start + len(words) and start < m.end), None)


def event(verb: str, reading: Reading, mentions: list[Mention]) -> Period:
    """When that was which a verb tells; its last place in the text counts."""
    sentence, index = next((s, t.index) for s in reversed(reading.sentences) for t in s.tokens if t.text == verb)
    return dates.choose(sentence, index, mentions, reading, KNOWLEDGE)


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_hard_times(row: dict[str, Any], engine: Engine) -> None:
    assert list(faults(row, engine)) == []


def test_the_table_is_long_enough() -> None:
    assert sum(len(row.get("dates", ())) + len(row.get("events", ())) + len(row.get("none", ())) for row in ROWS) >= 100
