"""Events told by how long before or after another they were: `three years after the militants captured the city`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from khaldun.language.sentence import Sentence
from khaldun.model import Period
from khaldun.model.period import Precision

_UNITS: dict[str, tuple[float, int, Precision]] = {
    "hour": (1 / 24, 0, "day"),
    "day": (1, 0, "day"),
    "week": (7, 3, "week"),
    "fortnight": (14, 4, "week"),
    "month": (30.44, 20, "month"),
    "year": (365.25, 183, "year"),
    "decade": (3652.5, 1826, "unknown"),
}
"""A unit's days, and how far off the day may be: news counts whole units and rounds them."""
_SOME = {"hour": 24, "day": 7, "week": 5, "month": 8, "year": 6}
"""How many `days`, `weeks` without a number are at most."""
_NUMBERS = {
    word: n
    for n, words in enumerate(
        "zero|a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen".split("|")
    )
    for word in words.split()
} | {"eighteen": 18, "twenty": 20, "thirty": 30}
_DIGITS = re.compile(r"\d{1,3}")
_LINKS = {"after": -1, "before": 1}


@dataclass(frozen=True, slots=True)
class Apart:
    """What a clause says of its distance from the main one: `main` is the word that it hangs on. `count` is None for `some years`."""

    main: int
    sign: int
    unit: str
    count: int | None


def apart(sentence: Sentence, trigger: int) -> Apart | None:
    """The measured `after` or `before` that the word at `trigger` stands under, if there is one on the way up."""
    index = trigger
    for _ in range(6):
        token = sentence.tokens[index]
        if token.head < 0:
            return None
        base = token.relation.partition(":")[0]
        if base in {"advcl", "obl", "nmod"}:
            link = next((c for c in sentence.children(index, "mark", "case") if c.text.lower() in _LINKS), None)
            told = measured(sentence, link.index) if link is not None and link.index <= trigger else None
            if link is not None and told is not None:
                return Apart(_event(sentence, token.head), _LINKS[link.text.lower()], *told)
        if base in {"ccomp", "parataxis"} or token.relation == "acl:relcl":
            return None
        index = token.head
    return None


def _event(sentence: Sentence, index: int) -> int:
    """The predicate that a phrase belongs to: parsers hang it on the unit or on a noun before it."""
    token = sentence.tokens[index]
    while token.pos not in {"VERB", "AUX"} and token.head >= 0:
        token = sentence.tokens[token.head]
    return token.index


def measured(sentence: Sentence, link: int) -> tuple[str, int | None] | None:
    """The unit and number right before a word: (`year`, 3)."""
    tokens = sentence.tokens
    if link < 1 or tokens[link - 1].lemma not in _UNITS:
        return None
    word = tokens[link - 2].text.lower() if link >= 2 else ""
    if _DIGITS.fullmatch(word):
        return tokens[link - 1].lemma, int(word)
    return tokens[link - 1].lemma, _NUMBERS.get(word)


def shifted(main: Period, way: Apart) -> Period:
    """The period so far from that of the main clause, as wide as the unit leaves open; of unknown precision where no number was
    said."""
    if main.start is None or main.stop is None:
        return Period(None, None, "unknown", basis="context")
    if way.unit == "hour" and way.sign > 0:
        return replace(main, stop=main.stop + timedelta(1), basis="context", text=None)
    days, open_by, precision = _UNITS[way.unit]
    if way.count is None:
        far = timedelta(round(days * _SOME.get(way.unit, 3)))
        start, stop = (main.start - far, main.start) if way.sign < 0 else (main.stop, main.stop + far)
        return Period(start, stop, "unknown", basis="context")
    step, slack = timedelta(round(days * way.count) * way.sign), timedelta(open_by)
    wide = (main.stop - main.start) > timedelta(1) and precision == "day"
    return replace(
        main, start=main.start + step - slack, stop=main.stop + step + slack, precision=main.precision if wide else precision,
        basis="context", text=None, open_start=False, open_end=False,
    )  # fmt: skip
