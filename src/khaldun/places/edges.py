"""Where the name of a place begins and ends: tags cut too much off, or leave articles, weekdays, owners and sides at the edges."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.facts import facts
from khaldun.places.gazetteer import Gazetteer, Hit
from khaldun.places.keys import key
from khaldun.places.layout import MAIN

ARTICLE = r"(?:(?:[Aa][lrsdnz]|[Aa]sh|[Ee][lszdr]|[Ee]sh|[Aa]t)[-\s])"
_BEFORE = re.compile(rf"(?<![\w-]){ARTICLE}$")
_SHORT = re.compile(r"(?:\b[A-Z][a-z]{0,4}|[A-Z])\.$")
_LEAD = re.compile(rf"^(?:(?:[Tt]he|[Nn]ear|[Ii]n|[Aa]t|[Aa]nd|[Oo]f)\s+|(?!{ARTICLE})[a-zß-ÿ][\w-]*\s+)+")
_YEAR = re.compile(r"(?:19|20)\d\d\s(?=[A-ZÀ-Þ])")
_TRAIL = re.compile(rf"(?:['’]s?)?(?:\s+(?!{ARTICLE})[a-zß-ÿ][\w-]*)+$")
_CUT = re.compile(r"[’'ʿ](?!(?:s|ll|ve|re|d|m|t)\b)[a-z]+\b|(?<![\w-][AaEe]l)(?<=\b[AaEe]l)-[A-ZÀ-Þ][\w’']+")
"""The rest of a word that a tag was cut off in: "the Jurd Qa|’a", "the Al|-Bazikh ridge"."""
_QUOTE = re.compile(r"\s[“\"]")
_NUMBER = re.compile(r"\s(?:No\.?\s)?\d{1,4}[A-Z]?\b(?!\s(?:[a-z]+ed|people|men|soldiers|fighters|times|km|miles)\b)")
_HYPHEN = re.compile(r"-[A-ZÀ-Þ][\w’']+")
_SLASH = re.compile(r"\w?/[A-ZÀ-Þ][\w’'-]+")
_OF = re.compile(
    r"(?:(?:Ancient|Old|Arab|Islamic|Federal|Democratic|People['’]s|First|Second|Third)\s)*"
    r"(?:City|Town|Village|Municipality|Province|Governorate|Region|State|Republic|Kingdom|Emirate|Sultanate|Battle|Siege|Fall|Capture|Liberation)"
    r"\s+of\s+(?:the\s+)?(?=[A-ZÀ-Þ]|al-)"
)
_CLITIC = re.compile(r"(?:['’]s?|\s+(?:and|or|of|in|the))$")
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-ZÀ-Þ][\w’']+)\s$")
_WORD_AFTER = re.compile(r"\s([A-ZÀ-Þ][\w’']+)")
_KIND_BEFORE = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w’']+\sof\s$")
_DASH = re.compile(r"[-–—]")
_PIECE = re.compile(rf"(?:(?<=[-–—])|^){ARTICLE}?[A-ZÀ-Þ][^\s–—-]{{2,}}(?:\s{ARTICLE}?[A-ZÀ-Þ][^\s–—-]+)*(?=[-–—]|$)")
_WAY = re.compile(
    r"\s(?:(?:border|desert|main|coastal|strategic|international)\s)?(?:road|highway|motorway|route|axis|front|line|corridor|pipeline|railway)\b"
)
_PAIR = re.compile(r"([A-ZÀ-Þ][\w’'-]*(?:[\s-][A-ZÀ-Þ][\w’'-]*)?) and ([A-ZÀ-Þ][\w’'-]*(?:[\s-][A-ZÀ-Þ][\w’'-]*)?)")
_CUTS = frozenset("’'ʿ-")
_JOINTS = frozenset(" -\n")
_ARTICLE_ENDS = frozenset("lrsdnzthLRSDNZTH")
"""What `_CUT` begins with, and what the article before a name ends with."""
_TOWN = 5_000
_SIDE = re.compile(r"(?:North|South|East|West)(?:ern)?|Central")
OWNER = re.compile(r"([A-Z][\w-]+)['’]s\s(?=[A-Z])")
_BESIDE = re.compile(r"\s(?:North|South|East|West)(?:-?(?:[Ee]ast|[Ww]est))?$")
_DAY = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December)s?$"
)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without quotes, weekdays, articles, clitics and lower-case words at its edges, and with the Arabic article before it."""
    span = text[start:end]
    if not span.isalpha():  # else it has nothing at its edges to be cut off
        first, stop = _kept(span, text[end : end + 1])
        start, end = start + first, start + stop
    if text.startswith(" of ", end) and (side := _BESIDE.search(text, start, end)):
        end = side.start()  # "Hit West of Rawa"
    if text[end : end + 1] in _CUTS and text[end - 1 : end].isalpha() and (cut := _CUT.match(text, end)):
        end = cut.end()
    if text[start - 1 : start] in _JOINTS and text[start - 2 : start - 1] in _ARTICLE_ENDS:
        before = _BEFORE.search(text[max(0, start - 5) : start])
        if before and before.group().strip("- ").lower() not in ("at", "as", "an"):
            start -= len(before.group())
    return start, end


@lru_cache(maxsize=16_384)
def _kept(span: str, after: str) -> tuple[int, int]:
    """What is kept of a span behind which a character stands."""
    text, start, end = span + after, 0, len(span)
    for pattern in (_DAY, _TRAIL):
        tail = pattern.search(text[start:end])
        if tail:
            end = start + tail.start()
    for pattern in (_LEAD, _YEAR):
        first = pattern.match(text[start:end])
        if first:
            start += first.end()
    if quote := _QUOTE.search(text, start + 1, end):
        end = quote.start()
    while True:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip("\"'“”‘’(),;:- \n\u00a0"))
        if piece[:1] == "‘" and piece[1:2].isupper() and "’" not in piece[-1:] + text[end : end + 1]:
            left = 0  # the Arabic letter ayn, and no quote
        short = piece[-1:] == "." and _SHORT.search(piece)
        right = len(piece) - len(piece.rstrip("\"'“”‘’(),;:- \n\u00a0" + ("" if short else ".")))
        clitic = _CLITIC.search(piece[: len(piece) - right])
        if clitic:
            right = len(piece) - clitic.start()
        if not left and not right or start + left >= end - right:
            return start, end
        start, end = start + left, end - right


def whole(text: str, start: int, end: int, before: re.Match[str] | None, gazetteer: Gazetteer, cues: Cues) -> tuple[int, int]:
    """A tagged name with what was left out of it, a first half ("Bir", "Port", "Strait of") or a second or a number ("Hill 420"), and without "City of".
    `before` is the capitalised word right before it."""
    if before and before[1].lower() in cues.halves:
        start = before.start(1)
    elif text[start - 4 : start] == " of " and (kind := kind_before(text, start)):
        joined = any(h.grade == MAIN for h in gazetteer.named(text[kind.start() : end]))
        start = kind.start() if joined else start
    after = end
    if other := _SLASH.match(text, end - 1):  # "KwaZulu/Natal" is one where a place is called so
        both = any(h.grade == MAIN for h in gazetteer.named(text[start : other.end()]))
        end = other.end() if both else other.start() + text[other.start()].isalpha()
    elif text[end : end + 1] == "-" and (cut := _HYPHEN.match(text, end)) and gazetteer.named(text[start : cut.end()]):
        end = cut.end()
    elif (rest := cues.pairs.get(text[start:end])) and text.startswith(f" {rest}", end):
        end += 1 + len(rest)
    last = text[start:end].rsplit(None, 1)[-1]
    if last.lower() in cues.halves and (more := _named_after(text, after)):
        end = more.end(1)
    elif last in cues.numbered and (number := _NUMBER.match(text, end)):
        end = number.end()
    of = _OF.match(text, start, end) if " of" in text[start:end] else None
    if of and not any(h.grade == MAIN for h in gazetteer.named(text[start:end])):
        start = of.end()
    return start, end


def kind_before(text: str, start: int) -> re.Match[str] | None:
    """The capitalised word before an "of" before a name: "Strait of"."""
    return _KIND_BEFORE.search(text, max(0, start - 30), start)


def named_before(text: str, start: int) -> re.Match[str] | None:
    """The capitalised word right before a name."""
    least = max(0, start - 20)
    space = text.rfind(" ", least, max(0, start - 1))
    # Nearly always the word is a small one.
    if text[max(least, space + 1) : start - 1].islower():
        return None
    return _WORD_BEFORE.search(text, least, start)


def _named_after(text: str, end: int) -> re.Match[str] | None:
    """The capitalised word right behind a name."""
    return None if text[end + 1 : end + 2].islower() else _WORD_AFTER.match(text, end)


def halves(text: str, name: Name, gazetteer: Gazetteer, cues: Cues) -> list[Name]:
    """The two or more places that a dash or an "and" joins into a name no gazetteer has ("the Iran–Iraq border", "the Hama-Homs highway",
    "Hit and Rawa"), else the name. Those of a road need not be known, all but one."""
    pair = _PAIR.fullmatch(name.text) if " and " in name.text else None
    own = [h for p in pair.groups() for h in gazetteer.named(p) if h.grade == MAIN] if pair else []
    # "The Domiz and Palestine districts" are of a town, whatever lands bear their names.
    if pair and own and not gazetteer.named(name.text) and all(h.entry.kind != "country" for h in own):
        return [Name(name.start + pair.start(i), name.start + pair.end(i), pair[i]) for i in (1, 2)]
    if not _DASH.search(name.text):
        return [name]
    parts = list(_PIECE.finditer(name.text))
    apart = sum(len(p[0]) for p in parts) + len(parts) - 1 < len(name.text)  # "Dara-e-Suf" is one
    if len(parts) < 2 or apart or gazetteer.named(name.text) or any(p[0].lower() in cues.halves for p in parts):
        return [name]
    hits = [[h for h in gazetteer.named(p[0]) if h.grade == MAIN] for p in parts]
    peoples = sum(p[0] in cues.demonyms for p in parts)
    if sum(any(map(_weighty, found)) for found in hits) + peoples < len(parts) and not (
        _WAY.match(text, name.end) and any(hits) and not peoples
    ):
        return [name]
    return [Name(name.start + p.start(), name.start + p.end(), p[0]) for p in parts if p[0] not in cues.demonyms]


def _weighty(hit: Hit) -> bool:
    return hit.entry.kind in ("country", "province") or hit.entry.population >= _TOWN or hit.entry.id.startswith("local:")


def widened(text: str, start: int, end: int, gazetteer: Gazetteer, cues: Cues) -> tuple[int, int]:
    """A tagged name with the capitalised word beside it where the two together are a name and the one alone is not ("Eastern Ghouta" of
    which only "Ghouta" was tagged)."""
    known = facts(text[start:end], gazetteer, cues).known
    before = named_before(text, start)
    if known and not (before and _SIDE.fullmatch(before[1])):
        return start, end
    after = _named_after(text, end)
    for a, b in ((before.start(1) if before else start, end), (start, after.end(1) if after else end)):
        if (a, b) != (start, end) and any(h.grade == MAIN for h in gazetteer.named(text[a:b])):
            return a, b
    return (start, end) if known else (start + lead(text[start:end], gazetteer, cues), end)


def lead(span: str, gazetteer: Gazetteer, cues: Cues) -> int:
    """How much of an unknown name only tells whose the place is: "Diyala's Khan Bani Saad", "Arab East Jerusalem"."""
    owner = OWNER.match(span)
    if owner and any(h.grade == MAIN for h in gazetteer.named(owner[1])):
        return owner.end()
    first, _, rest = span.partition(" ")
    people = first in cues.demonyms or key(first) in cues.never and not _SIDE.fullmatch(first)
    if not (people and rest) or cues.generic(rest):  # "the French Quarter"
        return 0
    return len(first) + 1 if any(h.grade == MAIN for h in gazetteer.named(rest)) else 0
