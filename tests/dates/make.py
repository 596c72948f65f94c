"""Readings made by hand: a text with a day of publication, and parses in a short notation."""

from __future__ import annotations

from datetime import date, timedelta

from khaldun import dates, knowledge
from khaldun.language.conllu import parse
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Article, Mention, Period, Publication, Source

KNOWLEDGE = knowledge.load()
MONDAY = date(2017, 9, 4)
"""The day most of these articles are published on."""


def article(text: str, first: date | None = MONDAY, last: date | None = None, title: str | None = None) -> Article:
    """An article published on `first`, or on some day up to `last`; None: unknown."""
    published = Publication()
    if first is not None:
        published = Publication(first, (last or first) + timedelta(1), "metadata", "for the test")
    return Article("a-1", Source("a.txt", "0" * 64), text, title=title, published=published)


def found(text: str, first: date | None = MONDAY, last: date | None = None, title: str | None = None) -> list[Mention]:
    """The date mentions of a text, read without a parse."""
    return dates.find(Reading(article(text, first, last, title), ()), KNOWLEDGE)


def days(
    text: str, first: date | None = MONDAY, last: date | None = None, title: str | None = None
) -> dict[str, tuple[str, str] | None]:
    """Each expression with its first and last day."""
    return {m.text: span(m.when) for m in found(text, first, last, title)}


def span(when: Period | None) -> tuple[str, str] | None:
    """First and last day as ISO days."""
    return None if when is None or when.last is None else (str(when.start), str(when.last))


def tree(rows: str) -> Sentence:
    """A sentence from rows `form lemma POS features head relation`, one a line; a form that begins with ` is joined to the one before."""
    lines = [line.split() for line in rows.strip().splitlines()]
    out = []
    for i, (form, lemma, pos, features, head, relation) in enumerate(lines):
        joined = i + 1 < len(lines) and lines[i + 1][0].startswith("`")
        out.append(
            "\t".join(
                [
                    str(i + 1),
                    form.lstrip("`"),
                    lemma,
                    pos,
                    "_",
                    features,
                    head,
                    relation,
                    "_",
                    "SpaceAfter=No" if joined else "_",
                ]
            )
        )
    return parse("\n".join(out))[0]


def chosen(rows: str, trigger: str, first: date | None = MONDAY, *, ongoing: bool | None = None) -> Period:
    """The period of the event of a trigger word in a parsed sentence that is the whole article."""
    sentence = tree(rows)
    reading = Reading(article(sentence.text, first), (sentence,))
    mentions = dates.find(reading, KNOWLEDGE)
    index = next(t.index for t in sentence.tokens if t.text == trigger)
    return dates.choose(sentence, index, mentions, reading, KNOWLEDGE, ongoing=ongoing)
