"""Names that taggers took for people or bodies though what is done to them is done to places ("regained Tloul Al-Hawi"), or their first
word ("Tal Kurdi") or the article before them ("the Al-Jdaideh quarters and") is that of a place. Villages of which a gazetteer knows nothing
are told so, most of them with names out of the Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.keys import bare, key
from khaldun.places.layout import ARABIC, OTHER

_ARTICLE = re.compile(r"(?:(?:[Aa][lrsdnz]|[Aa]sh|[Ee]l)-|(?:a[lrsdnz]|ash|el)\s)[‘ʿ]?[A-ZÀ-Þ]")
_THE = re.compile(r"\b[Tt]he\s$")
_LOWER = re.compile(r"['’]?\s[a-z]")
_LINK = re.compile(
    r"['’]?\s(?:and|or|in|on|at|to|from|with|after|while|as|during|overnight|late|early|of|near|by|before|district|quarter|area|front)\b"
)
_CONTROL = frozenset(("control of", "control over"))
_UNIT = re.compile(r"\s(?:Battalion|Brigade|Regiment|Base)$")
_OPENS = re.compile(
    r"(?:,\s(?:the\s)?[^\s,]+(?:\s[^\s,]+)?){0,6},?\sand\s(?:the\s)?[^\s,]+(?:\s[^\s,]+)?\s(?:districts|neighbou?rhoods|quarters|villages|towns|suburbs|areas|provinces|camps)\b"
)
"""Behind the first of a row whose kind is said at its end: "Shaab, Ur and Husseiniyah districts"."""
_OWNS = re.compile(
    r"['’]s?\s(?!(?:[a-z]+\s)?(?:countryside|outskirts|suburbs|squares?|streets?|markets?|cent(?:re|er)|districts?|neighbou?rhoods?|quarters?)\b)"
)
"""Behind the name of somebody who has something that towns have not."""
_NUMBER = re.compile(r"\d{1,4}[A-Z]?")
_LISTED = re.compile(r"(?:,\s+[^\s,]+(?:\s[^\s,]+)?){1,6},?\s+and\s+(?:[Aa]l-)?[A-ZÀ-Þ]")
_NUMBERED = re.compile(r"([A-Z](?<!\w.)[a-z]++) \d{1,4}[A-Z]?\b(?!\s(?:of|per)|[,.]\d|%)")
_PERSON = frozenset("abu abou umm um sheikh shaykh haji hajji mullah".split())
"""First words of the names of people as of villages."""
_SPEAKS = re.compile(
    r",?\s+(?:who|whose|himself|said|says|told|added|tells|was\s+(?:arrested|killed|shot|detained))\b|,\s+(?:(?:an?|the)\s(?!(?:[\w-]+\s){0,3}(?:towns?|villages?|city|hill|hilltop|suburb|district|stronghold|base|area)\b)|\d)"
)


def unlike(text: str, name: Name, cues: Cues) -> bool:
    """Whether a name is that of a body or a person, by its words or by what follows."""
    return (
        name.text.isupper()
        or bare(key(name.text)) in cues.actors
        or name.text.split()[0].lower() in cues.bodies
        or cues.organised(name.text)
        or _SPEAKS.match(text, name.end) is not None
    )


def aimed(text: str, name: Name, label: str, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether the words before a name that is tagged as no place (`label`), and its own, make it one."""
    span, start, end = name.text, name.start, name.end
    led = cues.leading(text, start)
    opens = (text[end : end + 1] == "," or cues.next(text, end).word == "and") and _OPENS.match(text, end) is not None
    if not (led or opens or cues.besides(text, end)):
        return False
    first, *more = span.split()
    gained, aimed_at = any(w in cues.gains for w in led), any(w in cues.aims for w in led)
    put = gained or aimed_at or any(w in cues.places for w in led)
    if label == "ORG" and led and led[0] in _CONTROL and _UNIT.search(span) and bare(key(span)) not in cues.actors:
        return True  # "control over the Air Defense Battalion": where it lay
    if not (put or opens or cues.besides(text, end)) or unlike(text, name, cues):
        return False
    if opens:
        return True
    if more and (first.lstrip("‘’ʿ") in cues.terrain or first in cues.numbered and _NUMBER.fullmatch(more[-1])):
        return True
    if not put:
        return False
    article = bool(_ARTICLE.match(span))
    if article and cues.besides(text, end) and cues.put(text, start, surely=True):
        return True
    if gained:
        return article or _known(span, gazetteer, compound=False)
    if article and _THE.search(text, max(0, start - 5), start):
        return _alone(text, end)
    if aimed_at and article and _alone(text, end) and (label == "ORG" or _LISTED.match(text, end)):
        return True
    alone = article and (label == "ORG" or cues.put(text, start, surely=True) and not _OWNS.match(text, end))
    return first.lower() not in _PERSON and _known(span, gazetteer, compound=not alone)


def numbered(text: str, cues: Cues) -> Iterator[Name]:
    """The heights, bases and the like of a text that a number names, where something is done to them or at them ("overran Point 861"), or the
    next word calls them a part of somewhere ("the Project 12 area")."""
    for match in _NUMBERED.finditer(text):
        led = cues.leading(text, match.start()) if match[1] in cues.numbered and not cues.organised(match[1]) else ()
        part = match[1] in cues.numbered and cues.next(text, match.end()).part
        if part or any(w in cues.gains or w in cues.aims or w in cues.places for w in led):
            yield Name(match.start(), match.end(), match[0])


def _alone(text: str, end: int) -> bool:
    """Whether no noun goes on with a name, as in "the al-Qassam fighters"."""
    return not _LOWER.match(text, end) or bool(_LINK.match(text, end))


def _known(span: str, gazetteer: Gazetteer, *, compound: bool) -> bool:
    """Whether a town or village of a country whose names are out of the Arabic script bears the name, `compound` if it has several words."""
    if compound and " " not in span:
        return False
    return any(h.entry.country in ARABIC and h.entry.kind == "settlement" and h.grade != OTHER for h in gazetteer.named(span))
