"""The words of dates.yaml and numbers.yaml as a table: each word gets a one-letter class, so that a text becomes a string of
classes that the grammar can match at the speed of a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge

CLASSES = {
    "MONTH": "M", "MAYBE_MONTH": "m", "WEEKDAY": "W", "MAYBE_WEEKDAY": "w", "YEAR": "y", "DAYNUM": "d", "DAYORD": "D", "INT": "n",
    "DECADES": "V", "SHORTYEAR": "Y", "ISO": "I", "SLASHED": "S", "CLOCK": "C", "AMPM": "p", "NUMBER": "N", "ORDINAL": "O",
    "SECOND": "2", "UNIT": "U", "HOURS": "H", "WEEKEND": "E", "QUARTER": "Q", "SEASON": "F", "DAYPART": "T", "DEICTIC": "R", "NOW": "P",
    "LAST": "l", "THIS": "c", "NEXT": "x", "SAME": "z", "EDGE": "e", "SHIFT": "s", "PART": "b", "AGO": "g", "BESIDE": "B",
    "SINCE": "i", "UNTIL": "u", "BY": "k", "FROM": "f", "TO": "t", "BETWEEN": "j", "AND": "&", "OF": "o", "IN": "r", "FOR": "v",
    "THE": "h", "A": "a", "RECENT": "q", "EVERY": "7", "ABOUT": "A", "HOLIDAY": "J", "HALF": "L", "COMMA": ",", "DOT": "_", "DASH": "=",
    "OPEN": "<", "CLOSE": ">", "BREAK": "¶", "WORD": "~", "NAME": "X", "MARK": ";",
    "HIJRI": "G", "ENDING": "K", "ENDED": "Z",
}  # fmt: skip
"""Every class that the grammar may name, with its letter in the string of classes. MAYBE_ classes are words that mean other things
too; YEAR is a four-digit number that may be a year; SECOND is an ordinal or a unit."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: its class and, where it has one, its value (a month, a weekday, a number, a unit)."""

    code: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` by exact spelling; `phrases`: the names of several words, by their first one; `pattern` cuts a text into tokens, which
    are its one group; `over_blanks` finds what may be a token with a blank in it, `longest` characters at most. What was met so far:
    `met`, the classes of the tokens of pieces of texts; `inside`, where these stand, with their values; `joining`, the pieces that a
    token over a blank may begin in."""

    words: dict[str, Word]
    phrases: dict[str, re.Pattern[str]]
    pattern: re.Pattern[str]
    future_cues: frozenset[str]
    past_cues: frozenset[str]
    ahead: frozenset[str]
    planning: frozenset[str]
    lasting: frozenset[str]
    named_days: frozenset[str]
    arranged: frozenset[str]
    timetable: frozenset[str]
    speech: frozenset[str]
    counted: frozenset[str]
    stretches: frozenset[str]
    ahead_forms: frozenset[str]
    over_blanks: re.Pattern[str]
    longest: int
    met: dict[str, str] = field(default_factory=dict)
    inside: dict[str, tuple[tuple[int, int, Any], ...]] = field(default_factory=dict)
    joining: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Empties what was met, lest it grow without end."""
        self.met.clear()
        self.inside.clear()
        self.joining.clear()


_SIMPLE = {
    "now": "NOW", "last": "LAST", "this": "THIS", "next": "NEXT", "same": "SAME", "edge": "EDGE", "shift": "SHIFT", "part": "PART",
    "ago": "AGO", "beside": "BESIDE", "since": "SINCE", "until": "UNTIL", "by": "BY", "from": "FROM", "to": "TO", "between": "BETWEEN",
    "and": "AND", "of": "OF", "in": "IN", "for": "FOR", "the": "THE", "a": "A", "recent": "RECENT", "every": "EVERY",
    "approximately": "ABOUT", "hours": "HOURS", "weekend": "WEEKEND", "ending": "ENDING", "ended": "ENDED", "quarter": "QUARTER", "day_parts": "DAYPART",
}  # fmt: skip


_CUES = (
    "future_cues", "past_cues", "irregular_past", "ahead", "planning", "lasting", "named_days", "arranged", "timetable", "counted",
    "stretches",
)  # fmt: skip
"""The plain lists of dates.yaml."""


def _cased(word: str, *, capital: bool) -> Iterable[str]:
    """The spellings under which a word is met."""
    if capital:
        return (word, word.upper())
    return (word, word.capitalize(), word.upper())


def _add(words: dict[str, Word], names: Iterable[str], entry: Word, *, capital: bool = False) -> None:
    for name in names:
        for spelling in _cased(name, capital=capital):
            words.setdefault(spelling, entry)


def _calendar_words(words: dict[str, Word], section: dict[str, Any]) -> None:
    for row in section.get("months", ()):
        _add(words, [*row["names"], *row.get("other", ())], Word(CLASSES["MONTH"], row["month"]), capital=True)
        _add(words, row["short"], Word(CLASSES["MAYBE_MONTH"], row["month"]), capital=True)
    for row in section.get("weekdays", ()):
        _add(words, row["names"], Word(CLASSES["WEEKDAY"], row["weekday"]), capital=True)
        _add(words, row["short"], Word(CLASSES["MAYBE_WEEKDAY"], row["weekday"]), capital=True)
    for row in section.get("holidays", ()):
        _add(words, row["names"], Word(CLASSES["HOLIDAY"], row), capital=True)
    for row in section.get("hijri_months", ()):
        _add(words, row["names"], Word(CLASSES["HIJRI"], row["month"]), capital=True)
    for unit, names in section.get("units", {}).items():
        _add(words, names, Word(CLASSES["UNIT"], unit))
    for name, month in section.get("seasons", {}).items():
        _add(words, [name], Word(CLASSES["SEASON"], month))
    for name, offset in section.get("deictic", {}).items():
        _add(words, [name], Word(CLASSES["DEICTIC"], offset))
    for key, code in _SIMPLE.items():
        for name in section.get(key, ()):
            _add(words, [name], Word(CLASSES[code], name))


def _number_words(words: dict[str, Word], section: dict[str, Any]) -> None:
    _add(words, ["second"], Word(CLASSES["SECOND"], 2))
    for name, number in section.get("ordinals", {}).items():
        _add(words, [name], Word(CLASSES["ORDINAL"], number))
    for group in ("words", "tens"):
        for name, number in section.get(group, {}).items():
            _add(words, [name], Word(CLASSES["NUMBER"], number))
    _add(words, ["half"], Word(CLASSES["HALF"], 0.5))
    for name in ("dozen", "hundred", "thousand"):
        _add(words, [name], Word(CLASSES["NUMBER"], section.get("scales", {}).get(name)))
    for name, (low, high) in section.get("vague", {}).items():
        _add(words, [name], Word(CLASSES["NUMBER"], low if low == high else None))


_TOKEN = re.compile(
    # The first form is only faster than the fourth.
    r"""(
    [a-zA-Z]{2,}+(?![^\x00-\x7f])
  | [ap]\.\s?m\b\.?|[AP]\.M\b\.?
  | [^\W\d_]+
  | \d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?
  | \d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?![\d/])
  | \d{1,2}[:.]\d\d(?=\s*(?:[AaPp]\.?[Mm]\b|UTC|GMT|[Hh]ours|[Hh]rs|local))|\d{1,2}:\d\d
  | ['’‘`]\d0s\b | \d{2,4}s\b | ['’‘]\d\d(?!\d)
  | \d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?![^\W\d_])
  | [^\W_]+ | ['’](?:ll|s|S)(?!\w)
  | \n[ \t\r]*\n\s*
  | [^\w\s]
)""",
    re.VERBOSE,
)


@lru_cache(maxsize=8)
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of the packs in force; compiled once. Raises KnowledgeError where dates.yaml does not hold."""
    words: dict[str, Word] = {}
    cues: dict[str, set[str]] = {name: set() for name in _CUES}
    try:
        for section in knowledge.documents("numbers"):
            _number_words(
                words,
                {"words": {}, **section, "ordinals": {k: v for k, v in section.get("ordinals", {}).items() if k != "second"}},
            )
        for section in knowledge.documents("dates"):
            words.pop("some", None)
            _calendar_words(words, section)
            for key, found in cues.items():
                found.update(section.get(key, ()))
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"dates.yaml or numbers.yaml does not hold: {error!r}") from error
    cues["past_cues"] |= cues.pop("irregular_past")
    cues["speech"] = set(knowledge.words("speech", "news"))
    sets: dict[str, Any] = {name: frozenset(found) for name, found in cues.items()}
    phrases = _phrases(words)
    return Lexicon(
        words=words,
        phrases=phrases,
        pattern=_TOKEN,
        ahead_forms=_forms(cues["ahead"]),
        over_blanks=re.compile("|".join([r"[ap]\.\s?m", *(p.pattern for p in phrases.values())])),
        longest=max(map(len, words), default=0),
        **sets,
    )


def _phrases(words: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """For each first word, a pattern of the names of several words that begin so, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted((w for w in words if not w.isalpha()), key=lambda w: (-len(w), w)):
        head = re.match(r"[^\W\d_]+", name)
        if head is not None:
            found.setdefault(head[0], []).append(re.escape(name).replace("\\ ", r"\s"))
    return {head: re.compile(f"(?:{'|'.join(names)})(?!\\w)") for head, names in found.items()}


def _forms(verbs: Iterable[str]) -> frozenset[str]:
    """The regular forms of verbs, for text without lemmas."""
    found = set(verbs) | {"is", "are", "was", "were"}
    for verb in verbs:
        stem = verb.removesuffix("e")
        double = verb + verb[-1]
        found |= {verb + "s", stem + "ed", stem + "ing", double + "ed", double + "ing", "un" + verb, verb + "ted"}
    return frozenset(found)
