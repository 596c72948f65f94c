"""Text -> expressions: what the grammar finds, with the tokens of each, not yet read as days."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from sys import intern
from typing import Any, NamedTuple, cast

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
"""Pieces of which the classes are kept at most."""
_LONG = 64
"""Characters above which what stands between two blanks is not kept: whole paragraphs of a script that writes none."""
_POINTS = frozenset({",", "."})
_HALF_DAY = re.compile(r"(?<![^\W_])[ap]\.\s?$")
"""What goes on behind a blank in `10 a. m.`."""
_HOLLOW = re.compile(r"\n\s* \s*\n")
_BREAK = CLASSES["BREAK"]
Span = tuple[int, int]
Token = tuple[int, int, Any]
"""Where a token of a piece starts and ends in it, and its value."""
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


class Tokens:
    """The tokens of a text: `codes` holds one class letter each; where a token stands and what it says is told when asked, for most
    are never asked about. The text lies in `pieces` with `gap` blanks between, each of one or more tokens (`parts`: their classes)."""

    __slots__ = ("_counts", "_ends", "_gap", "_lexicon", "_pieces", "codes", "text")

    def __init__(self, text: str, pieces: list[str], gap: int, parts: list[str], lexicon: Lexicon) -> None:
        self.text, self.codes, self._pieces, self._gap, self._lexicon = text, "".join(parts), pieces, gap, lexicon
        self._counts, self._ends = [*accumulate(map(len, parts))], [*accumulate(map(len, pieces))]

    def over_blanks(self) -> bool:
        """Whether a token may go on behind a blank."""
        words, pieces = self._lexicon, self._pieces
        joining = [k for k, piece in enumerate(pieces) if piece in words.joining]
        ends = [self._ends[k] + self._gap * k for k in joining]
        return any(
            words.over_blanks.search(self.text, end - len(pieces[k]), end + words.longest)
            for k, end in zip(joining, ends, strict=True)
        )

    def _at(self, index: int) -> tuple[int, Token]:
        """Where the piece of a token starts, and the token in it."""
        k = bisect_right(self._counts, index)
        piece = self._pieces[k]
        inside = self._lexicon.inside.get(piece) or _inside(piece, self._lexicon)
        if not k:
            return 0, inside[index]
        return self._ends[k - 1] + self._gap * k, inside[index - self._counts[k - 1]]

    def start(self, index: int) -> int:
        """Where a token starts in the text."""
        at, token = self._at(index)
        return at + token[0]

    def end(self, index: int) -> int:
        """Where it ends."""
        at, token = self._at(index)
        return at + token[1]

    def value(self, index: int) -> Any:
        """What the lexicon or the digits say."""
        return self._at(index)[1][2]

    def word(self, index: int) -> str:
        """The token as it stands; empty outside the text."""
        if not 0 <= index < len(self.codes):
            return ""
        at, (start, end, _) = self._at(index)
        return self.text[at + start : at + end]

    def code(self, index: int) -> str:
        """The class of a token; a paragraph break outside the text."""
        return self.codes[index] if 0 <= index < len(self.codes) else _BREAK


class Expression(NamedTuple):
    """Tokens [`first`, `stop`) that the grammar's `rule` found, of these `codes`."""

    rule: str
    first: int
    stop: int
    codes: str

    def value(self, tokens: Tokens, *names: str, last: bool = False) -> Any:
        """The value of the first (or last) token of these classes, None where there is none."""
        find = self.codes.rfind if last else self.codes.find
        found = [at for name in names if (at := find(CLASSES[name])) >= 0]
        if not found:
            return None
        return tokens.value(self.first + (found[0] if len(found) == 1 else max(found) if last else min(found)))

    def has(self, *names: str) -> bool:
        """Whether a token of one of these classes is in it."""
        codes = self.codes
        return CLASSES[names[0]] in codes or (len(names) > 1 and any(CLASSES[name] in codes for name in names))

    def part(self, first: int, stop: int, rule: str) -> Expression:
        """Some of its tokens, as found by another rule."""
        return Expression(rule, first, stop, self.codes[max(0, first - self.first) : stop - self.first])


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
    """The tokens of a text with their classes; offsets are code points of it.

    What stands between two blanks is looked up whole: most of it was met before. Only where a token may reach over a blank (`New Year`,
    `10 a. m.`, an empty line with blanks in it) is the text cut anew.
    """
    if len(lexicon.met) > _KEPT:
        lexicon.forget()
    if _HOLLOW.search(text):
        return _anew(text, lexicon)
    pieces = text.split(" ")
    parts = [*map(lexicon.met.get, pieces)]
    if None in parts:
        parts = [_meet(piece, lexicon) if part is None else part for piece, part in zip(pieces, parts, strict=True)]
    tokens = Tokens(text, pieces, 1, cast("list[str]", parts), lexicon)
    return tokens if lexicon.joining.isdisjoint(pieces) or not tokens.over_blanks() else _anew(text, lexicon)


def _anew(text: str, lexicon: Lexicon) -> Tokens:
    """The tokens of a text, each a piece of its own."""
    pieces, parts, at = [], [], 0
    for start, end in _cut(text, lexicon):
        pieces += [text[at:start], text[start:end]]
        parts += ["", lexicon.met.get(text[start:end]) or _meet(text[start:end], lexicon)]
        at = end
    return Tokens(text, pieces, 0, parts, lexicon)


def _cut(text: str, lexicon: Lexicon) -> list[Span]:
    """Where the tokens of a text stand."""
    pieces = lexicon.pattern.split(text)  # what lies between tokens, and between those the tokens
    bounds = [0, *accumulate(map(len, pieces))]
    spans = [*zip(bounds[1::2], bounds[2::2], strict=False)]
    return spans if lexicon.phrases.keys().isdisjoint(pieces) else _joined(text, spans, lexicon.phrases)


def _joined(text: str, spans: Sequence[Span], phrases: Mapping[str, re.Pattern[str]]) -> list[Span]:
    """The tokens, those of each name of several words made one."""
    out, taken = [], 0
    for start, end in spans:
        if start >= taken:
            head = phrases.get(text[start:end])
            longer = None if head is None else head.match(text, start)
            taken = end if longer is None else longer.end()
            out.append((start, taken))
    return out


def _meet(piece: str, lexicon: Lexicon) -> str:
    """The classes of the tokens of a piece that was not met before."""
    word, point = (piece[:-1], piece[-1]) if piece[-1:] in _POINTS and len(piece) > 2 else (piece, "")
    if word.isalpha():
        codes, heads = _class(word, lexicon)[0] + _PUNCTUATION.get(point, ""), [word]
    else:
        heads = [piece[a:b] for a, b in _cut(piece, lexicon)]
        codes = "".join([_class(head, lexicon)[0] for head in heads])
    if not lexicon.phrases.keys().isdisjoint(heads) or _HALF_DAY.search(piece):
        lexicon.joining.add(piece)
    return codes if len(piece) > _LONG else lexicon.met.setdefault(piece, intern(codes))


def _inside(piece: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of a piece: where they stand in it, and their values."""
    if len(lexicon.inside) > _KEPT:
        lexicon.forget()
    tokens = tuple([(a, b, _class(piece[a:b], lexicon)[1]) for a, b in _cut(piece, lexicon)])
    return tokens if len(piece) > _LONG else lexicon.inside.setdefault(piece, tokens)


def _class(word: str, lexicon: Lexicon) -> tuple[str, Any]:
    """The class and value of a token."""
    known, first = lexicon.words.get(word.replace("\n", " ")), word[0]
    if known is not None:
        return known.code, known.value
    if first.isalpha():
        ampm = first in "aApP" and word.lower() in _AMPM
        return CLASSES["AMPM" if ampm else "WORD" if first.islower() else "NAME"], None
    if first.isdigit() or (len(word) > 2 and word[1].isdigit()):
        return _digits(word)
    return CLASSES["BREAK"] if "\n" in word else _PUNCTUATION.get(word, CLASSES["MARK"]), None


def expressions(tokens: Tokens) -> Iterator[Expression]:
    """What the grammar finds, in order, without overlap; what it only skips (sets, ages) is left out."""
    for match in RULES.finditer(tokens.codes):
        rule = match.lastgroup
        if rule is not None and rule not in SKIP:
            yield Expression(rule, *match.span(), match.group())
