"""One page, several articles: where a new one begins, on what evidence.

Each sign that a new article begins has a weight; a boundary needs `ENOUGH` of them together. Signs are typographic (a drop cap, a
separator, a headline with a byline or dateline under it, a line about the author before); how much the words change across the
boundary votes with them but never alone. Weights were set on pages of the project's own making and on dumps of newspaper pages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from khaldun.knowledge import Knowledge
from khaldun.read import credits
from khaldun.read.paragraphs import Paragraph

ENOUGH = 0.7
LEAST = 40
"""An article has at least so many words of running text on either side of a boundary."""
_WEIGHTS = {
    "drop cap": 0.5,
    "author line": 0.6,
    "separator": 0.4,
    "headline": 0.3,
    "byline": 0.5,
    "dateline": 0.4,
    "spare headline": 0.3,
}
_ENDS = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\n+")
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}\b")
_CONTENT = re.compile(r"\b[a-z]{5,}\b")
_COMMON = frozenset(
    "about after again against their there these those where which while would could should other before being first since under until three years people according".split()
)


@dataclass(frozen=True, slots=True)
class Boundary:
    """A new article may begin at paragraph `at`; `signs` say why, `weight` sums them."""

    at: int
    signs: tuple[str, ...]
    weight: float


def boundaries(parts: Sequence[Paragraph], spare: int, knowledge: Knowledge) -> list[Boundary]:
    """Every place where a new article may begin, taken or not, in order. `spare`: headlines at the page's head beyond the first."""
    found = []
    mass = [p.words if p.sentence and p.role is None else 0 for p in parts]
    total, before = sum(mass), 0
    for i, part in enumerate(parts):
        if i and min(before, total - before) >= LEAST and part.role is None:
            signs = _signs(parts, i, spare, knowledge)
            if signs:
                weight = sum(_WEIGHTS[s] for s in signs)
                shift = _shift(parts, i)
                found.append(Boundary(i, (*signs, f"wording {shift:+.1f}"), weight + shift))
        before += mass[i]
    return found


def chosen(parts: Sequence[Paragraph], found: Sequence[Boundary]) -> list[Boundary]:
    """The boundaries that have evidence enough, the best where two stand with hardly a sentence between (a headline and its drop cap)."""
    mass = [0]
    for part in parts:
        mass.append(mass[-1] + (part.words if part.sentence and part.role is None else 0))
    taken: list[Boundary] = []
    for boundary in sorted(found, key=lambda b: (-b.weight, b.at)):
        if boundary.weight >= ENOUGH and all(abs(mass[boundary.at] - mass[t.at]) >= LEAST for t in taken):
            taken.append(boundary)
    return sorted(taken, key=lambda b: b.at)


def _signs(parts: Sequence[Paragraph], at: int, spare: int, knowledge: Knowledge) -> list[str]:
    """Signs that an article begins at `at`: its headline, or its first paragraph where it has none."""
    part, above = parts[at], parts[at - 1]
    signs = []
    if part.drop_cap:
        signs.append("drop cap")
        if spare:
            signs.append("spare headline")
    if above.role in {"separator", "end"}:
        signs.append("separator")
    closed = above.closed or above.role is not None
    author = credits.about_author(above.text) is not None or (
        above.words < 12 and at > 1 and _about_too(above.text) and credits.about_author(parts[at - 2].text) is not None
    )
    if author and part.words >= 4:
        signs.append("author line")
    if _headline(part, parts[at + 1 : at + 2]) and closed:
        signs.append("headline")
        below = [p for p in parts[at + 1 : at + 3] if p.role is None]
        if any(credits.byline(p.text, knowledge) for p in below):
            signs.append("byline")
        if any(p.drop_cap for p in below[:2]):
            signs.append("drop cap")
        if any(credits.filed(p.text, knowledge) or credits.standing_place(p.text, knowledge) for p in below[:2]):
            signs.append("dateline")
        return signs
    return signs if part.sentence or part.drop_cap else []


def _about_too(text: str) -> bool:
    return re.match(r"(?:He|She|They|Follow (?:him|her)|His|Her)\b", text) is not None


def _headline(part: Paragraph, after: Sequence[Paragraph]) -> bool:
    """Whether a paragraph can be a headline: some words, no stop, running text below."""
    return not part.closed and 4 <= part.words <= 22 and part.text[:1].isalnum() and bool(after) and part.text.count(". ") < 2


def _words(parts: Sequence[Paragraph]) -> frozenset[str]:
    text = " ".join(p.text for p in parts if p.role is None)
    return frozenset(w.lower() for w in [*_NAME.findall(text), *_CONTENT.findall(text)]) - _COMMON


def _shift(parts: Sequence[Paragraph], at: int) -> float:
    """+.3 where hardly a word goes on across the boundary, -.3 where most do: names and long words of some 300 words either side."""
    before, after = _window(parts[:at][::-1]), _window(parts[at:])
    fewer = min(len(before), len(after))
    if fewer < 15:
        return 0.0
    shared = len(before & after) / fewer
    return 0.3 if shared < 0.15 else -0.3 if shared > 0.4 else 0.0


def _window(parts: Sequence[Paragraph]) -> frozenset[str]:
    taken: list[Paragraph] = []
    for part in parts:
        if sum(p.words for p in taken) > 300:
            break
        taken.append(part)
    return _words(taken)


LIKELY = 0.52
"""Change of wording per repeated word from which a text is doubted to be one article: 1 in 100 of 1,500 real articles is above it, and 2 in 3
of 600 that were put together of two (bench: AUC .965)."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTION = frozenset(
    "the and that for with was were said has have had from are but not they his her their its who which will been this than into when after there would "
    "also about more one two can she him all out over before what where some other only them could those these such most while being during between "
    "against under first last year years people told according".split()
)
_FROM = 90
"""Fewest words on either side of a change of wording."""


def change(text: str) -> tuple[float, int]:
    """Where the wording of a text changes most: the log likelihood ratio of two texts against one, per word that occurs twice, and the
    offset of the sentence from which it differs."""
    starts = [0, *(m.end() for m in _ENDS.finditer(text))]
    told = [text[a:b] for a, b in pairwise([*starts, len(text)])]
    sizes = [s.count(" ") + 1 for s in told]
    bags = [[m[0].lower()[:7] for m in _WORD.finditer(s) if m[0].lower() not in _FUNCTION] for s in told]
    right = Counter(w for bag in bags for w in bag)
    right = Counter({w: n for w, n in right.items() if n > 1})
    left: Counter[str] = Counter()
    whole, total, words = sum(map(_xlx, right.values())), right.total(), sum(sizes)
    one, other, best, at, before, read = 0.0, whole, 0.0, 0, 0, 0
    for i, bag in enumerate(bags[:-1]):
        for w in bag:
            if w in right:
                one += _xlx(left[w] + 1) - _xlx(left[w])
                other += _xlx(right[w] - 1) - _xlx(right[w])
                left[w] += 1
                right[w] -= 1
                before += 1
        read += sizes[i]
        if min(read, words - read) >= _FROM and 0 < before < total:
            ratio = (one - _xlx(before) + other - _xlx(total - before) - whole + _xlx(total)) / total
            if ratio > best:
                best, at = ratio, starts[i + 1]
    return best, at


def _xlx(n: int) -> float:
    return n * math.log(n) if n else 0.0


def overlap(title: str, parts: Sequence[Paragraph]) -> float:
    """Share of a headline's longer words that a text holds."""
    wanted = {w.lower() for w in re.findall(r"\w{3,}", title)} - {"the", "and", "for", "with", "from", "over", "into"}
    if not wanted:
        return 0.0
    text = " ".join(p.text for p in parts).lower()
    return sum(w in text for w in wanted) / len(wanted)
