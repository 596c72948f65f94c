"""Numbers in digits and words, exact or vague: `1,500`, `nine hundred and twenty-one`, `tens of thousands`, `two and a half million`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge

Bounds = tuple[float | None, float | None]
"""Lowest and highest, None where the words leave that end open."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number words in force. `starts`: words that a number may begin with; `pattern` reads it there, or a range of two."""

    exact: Mapping[str, float]
    scales: Mapping[str, float]
    vague: Mapping[str, Bounds]
    starts: frozenset[str]
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """The numbers of a text, in order; a range of two is one match with `low` and `high`, and its second number a match again."""
        position = 0
        for hint in _HINT.finditer(text):
            start = hint.start()
            if start < position or (hint[0] not in self.starts and not hint[0][0].isdigit()):
                continue
            article = None if hint[0][0].isdigit() else _ARTICLE.search(text, max(position, start - 16), start)
            match = self.pattern.match(text, article.start() if article else start) or self.pattern.match(text, start)
            if match is not None:
                position = match.end("low")
                yield match


_HINT = re.compile(r"[A-Za-z]+|\d+")
_ARTICLE = re.compile(r"\b(?:(?:[Hh]alf\s+an?|[Aa]n?\s+half|[Aa]n?\s+quarter\s+of\s+an?|[Aa]n?)\s+)$")
_LONGEST = 24
"""Digits longer than any count are codes."""
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PATTERN = r"""(?:(?<![\w$€£])|(?<=[a-z][a-z][a-z])(?=\d{{1,3}},\d{{3}}|\d+(?:\.\d+)?\s+million))(?<![A-Za-z]-)(?<!\d[.:/,])
    (?P<low>{one}) (?: (?:\s*[-–—]\s*|\s+(?:to|and|or)\s+) (?P<high>{one}) )? (?!(?!(?:kms?|mm|cm|kg|m|mi|ft)\b)\w) (?![.,:/]\d|[-–—]\d)"""
_ONE = r"""(?:
    (?:{digits}) (?:\s?(?:{scales})\b | (?:{short})\b | \s+and\s+a\s+half(?:\s+(?:{scales}))? )?
  | (?:an?\s+(?=(?:{loose})\b)|half\s+an?\s+|an?\s+half\s+|an?\s+quarter\s+of\s+an?\s+)? (?:{words})
    (?: (?:\s+|-|\s+and\s+(?=(?:{words})\b)) (?:{words}) | \s+of\s+(?:{plurals}) | \s+and\s+a\s+half(?:\s+(?:{scales}))? | \s+of(?=\s+(?:{scales}) ) )*
  )"""


@lru_cache(maxsize=8)
def numbers(knowledge: Knowledge) -> Numbers:
    """The number words of the packs. Raises KnowledgeError where numbers.yaml does not hold."""
    exact: dict[str, float] = {}
    scales: dict[str, float] = {}
    short: dict[str, float] = {}
    vague: dict[str, Bounds] = {}
    try:
        for section in knowledge.documents("numbers"):
            exact |= {**section.get("words", {}), **section.get("tens", {})}
            scales |= section.get("scales", {})
            short |= section.get("short_scales", {})
            vague |= {word: (_float(low), _float(high)) for word, (low, high) in section.get("vague", {}).items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise KnowledgeError(f"numbers.yaml does not hold: {error!r}") from error
    return Numbers(exact, {**scales, **short}, vague, *_compile(exact, scales, short, vague))


def _float(number: float | None) -> float | None:
    return None if number is None else float(number)


def _compile(
    exact: Mapping[str, Any], scales: Mapping[str, Any], short: Mapping[str, Any], vague: Mapping[str, Any]
) -> tuple[frozenset[str], re.Pattern[str]]:
    plurals = [*(f"{s}s" for s in scales), "tens"]
    words = sorted({*exact, *scales, *vague, *plurals}, key=lambda w: (-len(w), w))
    parts = {
        "digits": _DIGITS, "scales": "|".join(scales), "short": "|".join(short), "words": "|".join(rf"{w}\b" for w in words),
        "plurals": "|".join(plurals), "loose": "|".join((*scales, *vague)),
    }  # fmt: skip
    starts = frozenset(form for w in (*words, "half", "quarter") for form in (w, w.capitalize(), w.upper()))
    return starts, re.compile(_PATTERN.format(one=_ONE.format(**parts)), re.VERBOSE | re.IGNORECASE)


def value(text: str, known: Numbers) -> Bounds | None:
    """What the words of one number say; None where they are no number (`tens` alone, `and`)."""
    words = [w for w in re.split(r"[\s-]+", text.lower()) if w not in ("of", "and")]
    if not words:
        return None
    plural = [w for w in words if w.endswith("s") and (w in known.vague or w[:-1] in known.scales or w == "tens")]
    if plural:
        return _plural(plural, known)
    if words[0] in ("several", "few", "many", "couple", "handful", "numerous", "pair") or (
        words[0] == "a" and words[1:2] and words[1] in known.vague
    ):
        return _few([w for w in words if w != "a"], known)
    return _exact(words, known)


def _plural(words: list[str], known: Numbers) -> Bounds | None:
    """`tens of thousands`: at least two of them, less than ten of the next."""
    factor, bounds = 1.0, None
    for word in words:
        base = 10.0 if word == "tens" else known.scales.get(word[:-1])
        if bounds is None:
            if base is None:
                bounds = known.vague.get(word)
            else:
                bounds = known.vague.get(word, (2 * base, base * 10 - 1 if base >= 100 or word == "tens" else None))
        elif base is not None:
            factor *= base
    if bounds is None:
        return None
    low, high = bounds
    if factor == 1.0:
        return low, high
    high = None if high is None else (high + 1) * factor - 1
    return (None if low is None else low * factor), high


def _few(words: list[str], known: Numbers) -> Bounds | None:
    low, high = known.vague.get(words[0], (None, None))
    scale = 1.0
    for word in words[1:]:
        scale *= known.scales.get(word, 1.0)
    if scale == 1.0:
        return low, high
    if low is not None and low == high:
        return low * scale, low * scale
    return (low or 2) * scale, scale * 10 - 1 if scale >= 100 else None


def _exact(words: list[str], known: Numbers) -> Bounds | None:
    total, current, seen, half = 0.0, 0.0, False, False
    for word in words:
        number = _digits(word, known)
        if word in ("a", "an"):
            continue
        if word == "half":
            current, half, seen = current + 0.5, True, True
        elif word == "quarter":
            current, seen = current + 0.25, True
        elif number is not None:
            current, seen = current + number, True
        elif word in known.scales:
            scale = known.scales[word]
            current = (current or 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
            seen = True
        else:
            return None
    found = total + current
    return (found, found) if seen and not (half and found == 0.5) else None


def _digits(word: str, known: Numbers) -> float | None:
    if word in known.exact:
        return float(known.exact[word])
    match = re.fullmatch(rf"({_DIGITS})([a-z]*)", word) if len(word) <= _LONGEST else None
    if match is None:
        return None
    number = float(re.sub(r"[,\u00a0\u202f]", "", match[1]))
    if not match[2]:
        return number
    return number * known.scales[match[2]] if match[2] in known.scales else None
