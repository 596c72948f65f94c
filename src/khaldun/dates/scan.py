"""Text -> expressions: what the grammar finds, with the tokens of each, not yet read as days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, cast

from khaldun.dates.grammar import RULES, SKIP
from khaldun.dates.lexicon import CLASSES, Lexicon

_PUNCTUATION = {
    ",": CLASSES["COMMA"], ".": CLASSES["DOT"], "(": CLASSES["OPEN"], ")": CLASSES["CLOSE"], "&": CLASSES["AND"],
    **dict.fromkeys("-‐‑–—", CLASSES["DASH"]),
}  # fmt: skip
_LONGEST = 24
"""Digits longer than any date or count are codes."""
_AMPM = {"am", "pm", "a.m", "p.m", "a.m.", "p.m.", "a. m.", "p. m."}
_KEPT = 100_000
"""Spellings of which the classes are kept at most."""
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: `codes` holds one class letter each; `values` what the lexicon or the digits say."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Any]

    def word(self, index: int) -> str:
        """The token as it stands; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def code(self, index: int) -> str:
        """The class of a token; a paragraph break outside the text."""
        return self.codes[index] if 0 <= index < len(self.codes) else CLASSES["BREAK"]


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens [`first`, `stop`) that the grammar's `rule` found."""

    rule: str
    first: int
    stop: int

    def value(self, tokens: Tokens, *names: str, last: bool = False) -> Any:
        """The value of the first (or last) token of these classes, None where there is none."""
        indices = range(self.first, self.stop)
        for i in reversed(indices) if last else indices:
            if any(tokens.codes[i] == CLASSES[name] for name in names):
                return tokens.values[i]
        return None

    def has(self, tokens: Tokens, *names: str) -> bool:
        """Whether a token of one of these classes is in it."""
        return any(CLASSES[name] in tokens.codes[self.first : self.stop] for name in names)


def _number(word: str) -> tuple[str, Any]:
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        value = int(ordinal[1])
        return CLASSES["DAYORD" if 1 <= value <= 31 else "ORDINAL"], value
    plain = word.replace(",", "")
    if not plain.replace(".", "", 1).isdigit():
        return CLASSES["WORD"], None
    if plain != word or "." in word:
        return CLASSES["INT"], float(plain)
    value = int(word)
    if len(word) == 4 and 1000 <= value <= 2100:
        return CLASSES["YEAR"], value
    return CLASSES["DAYNUM" if len(word) <= 2 and 1 <= value <= 31 else "INT"], value


def _digits(word: str) -> tuple[str, Any]:
    """Class and value of a token that holds a digit."""
    if len(word) > _LONGEST or not word.lstrip("'’‘`").isascii():
        return CLASSES["WORD"], None
    if word[0] in "'’‘`":
        return (CLASSES["DECADES"], int(word[1:3]) + 1900) if word.endswith("s") else (CLASSES["SHORTYEAR"], int(word[1:3]))
    if word.endswith("s") and word[:-1].isdigit():
        number = int(word[:-1])
        decade = number + 1900 if number < 100 else number
        return (CLASSES["DECADES"], decade) if decade % 10 == 0 and decade >= 1000 else (CLASSES["WORD"], None)
    if word[4:5] == "-" and word[:4].isdigit():
        return CLASSES["ISO"], word[:10]
    if word[0].isdigit() and (word.count("/") == 2 or word.count(".") == 2):
        return CLASSES["SLASHED"], re.split(r"[/.]", word)
    if ":" in word or (word.count(".") == 1 and len(word) <= 5 and "," not in word and len(word.split(".")[1]) == 2):
        return CLASSES["CLOCK"], word
    return _number(word)


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """The tokens of a text with their classes; offsets are code points of it."""
    pieces = lexicon.pattern.split(text)  # what lies between tokens, and between those the tokens
    bounds = list(accumulate(map(len, pieces)))
    words, ends = pieces[1::2], bounds[1::2]
    starts = bounds[: 2 * len(ends) : 2]
    if not lexicon.phrases.keys().isdisjoint(words):
        _join(text, words, starts, ends, lexicon.phrases)
    codes = [*map(lexicon.met_codes.get, words)]
    if None in codes:
        if len(lexicon.met_codes) > _KEPT:
            lexicon.met_codes.clear()
            lexicon.met_values.clear()
        codes = [_meet(word, lexicon) for word in words]
    return Tokens(text, "".join(cast(list[str], codes)), starts, ends, [*map(lexicon.met_values.get, words)])


def _join(text: str, words: list[str], starts: list[int], ends: list[int], phrases: Mapping[str, re.Pattern[str]]) -> None:
    """Makes one token of the tokens of each name of several words."""
    taken, inside = 0, []
    for i, word in enumerate(words):
        if starts[i] >= taken and word in phrases and (longer := phrases[word].match(text, starts[i])):
            taken = longer.end()
            words[i], ends[i] = longer.group().replace("\n", " "), taken
            inside.append(slice(i + 1, bisect_left(starts, taken, i + 1)))
    for tokens in reversed(inside):
        del words[tokens], starts[tokens], ends[tokens]


def _meet(word: str, lexicon: Lexicon) -> str:
    """The class of a token; keeps it, and its value."""
    met = lexicon.met_codes.get(word)
    if met is not None:
        return met
    known, first = lexicon.words.get(word), word[0]
    if known is not None:
        found = known.code, known.value
    elif first.isalpha():
        ampm = first in "aApP" and word.lower() in _AMPM
        found = CLASSES["AMPM" if ampm else "WORD" if first.islower() else "NAME"], None
    elif first.isdigit() or (len(word) > 2 and word[1].isdigit()):
        found = _digits(word)
    else:
        found = CLASSES["BREAK"] if "\n" in word else _PUNCTUATION.get(word, CLASSES["MARK"]), None
    lexicon.met_codes[word], lexicon.met_values[word] = found
    return found[0]


def expressions(tokens: Tokens) -> Iterator[Expression]:
    """What the grammar finds, in order, without overlap; what it only skips (sets, ages) is left out."""
    for match in RULES.finditer(tokens.codes):
        rule = match.lastgroup
        if rule is not None and rule not in SKIP:
            yield Expression(rule, match.start(), match.end())
