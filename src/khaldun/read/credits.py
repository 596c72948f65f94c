"""Who wrote it, for whom, from where: what a page's credits say. Bylines, datelines and the names of the press stand in rooms of
their own; here are the lines that close a text, and all of them are reached from here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khaldun.knowledge import Knowledge
from khaldun.read.bylines import NAME, Byline, about_author, about_writer, bare_name, bare_names, byline, persons
from khaldun.read.datelines import Filed, filed, standing_place
from khaldun.read.press import Press, agencies_in, agencies_or_name, masthead, names, outlet_at, outlet_of, press, rights
from khaldun.read.printed import printed

__all__ = [
    "NAME", "Byline", "Closing", "Filed", "Press", "about_author", "about_writer", "agencies_in", "agencies_or_name", "agency_credit", "bare_name",
    "bare_names", "byline", "closing", "closing_agency", "credit_sentence", "filed", "masthead", "names", "outlet_at", "outlet_of", "persons", "press",
    "publisher_in", "rights", "standing_place", "wrote",
]  # fmt: skip

_INFORMATION = re.compile(
    r"[(\[]?\s*(?:(?:with|some|additional|this (?:report|article|story|dispatch) (?:also )?(?:includes?|included|contains?|uses?)|includes?) )*"
    r"(?:information|material|reports?|reporting|files?|inputs?|content|copy)\s+(?:produced |provided |supplied |taken )?(?:from|by)\s+(?P<who>[^.;]{2,90}?)\s*"
    r"(?:\b(?:was|were|is|are|has|have)\b[^.]{0,60}\b(?:included|used|contributed|in this)\b|contributed\b|$|[.;)\]])",
    re.IGNORECASE,
)
"""A credit of an agency's share in a text, at the beginning of a sentence (`the report by X` within one credits nobody)."""
_CAME = re.compile(
    r"^(?:some (?:of the )?|much of the |parts? of the )?(?:information|material|reporting)(?: (?:in|for) this (?:report|article|story))? (?:came|comes|was (?:taken|provided|supplied)) (?:from|by) (?P<who>[^.;]{2,80})",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"^\(?(?:this|the) (?:article|report|story|text) (?:was|is) (?:first |originally )?(?:written|produced|provided|supplied|distributed|filed|issued)\b[^.;]{0,20}? by (?P<who>[^.;]{2,60})",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(r"^(?P<who>[^.]{3,200}?)\s+(?:also )?contributed (?:to )?(?:this|the|reporting)\b", re.IGNORECASE)
_LINE = re.compile(
    r"^[\s(\[—–-]*(?:source|via|agency|agencies|with|from|text by|copyright|©)?\s*:?\s*(?P<who>[\w' ./,&-]{2,60}?)[\s)\].]*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<=[.!?”\"]) (?P<who>[A-Z][\w-]{1,24}(?: [A-Z][\w-]+){0,3})$")
_WITH = re.compile(r"[(\[—–-]\s*(?:with\s+)?(?P<who>[A-Z][\w' ./,&-]{1,40}?)[)\].]*\s*$")

_WROTE = re.compile(
    r"^\(?(?:(?:additional |further )?(?:reporting|writing|compiled|written|report)(?: and (?:writing|reporting))? (?:by|from)) (?P<names>.{3,160}?)"
    r"(?:[.;)]|;? ?\b(?:additional|editing|writing|edited|in [A-Z])\b.*)?$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"^\(?(?:editing|edited|translated|translation|compiled|subedited|production) by (?-i:[A-Z])|^\(?(?:editor|editing|translator)s?\s*:",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"^(?:[a-z]{2,4}\d?(?:/[a-z]{2,4}){0,3},?\s*)?\((?P<who>[\w' ./,&-]{2,60})\)$")
_TAKEN = re.compile(
    r"^\(?(?:this (?:article|story|report) )?(?:(?:was |is )?(?:first |originally |also )?(?:published|printed|appeared|appears|posted)) (?:in|on|by|at) (?P<who>(?:[Tt]he )?[A-Z][\w'’&. -]{1,50}?)"
    r"(?:,? (?:on |in |of )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:(?:the )?\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).*|\.?)$",
    re.IGNORECASE,
)


def wrote(text: str) -> tuple[str, ...] | None:
    """The writers that an agency's closing line names (`Reporting by X in Y; Editing by Z`); None where it is no such line."""
    if len(text) > 400:
        return None
    match = _WROTE.match(text)
    if match is None or not re.match(
        r"\(?(?:additional |further )?(?:reporting|writing|compiled|written|report)", text, re.IGNORECASE
    ):
        return None
    return persons(re.split(r";|\bediting\b|\badditional\b", match["names"], flags=re.IGNORECASE)[0])


def agency_credit(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The agencies that a closing line credits with (part of) the text; photo credits do not count."""
    if len(text) > 700 or re.search(r"\b(?:photo|picture|image)s?\b", text, re.IGNORECASE):
        return ()
    found: tuple[str, ...] = ()
    for at in _sentences(text):
        if match := _INFORMATION.match(text, at):
            found += agencies_or_name(match["who"], knowledge)
    for form in (_CONTRIBUTED, _CAME, _WRITTEN):
        if match := form.match(text):
            found += agencies_in(match["who"], knowledge)
    line = _LINE.match(text)
    if line and len(text) <= 60 and not (told := press(line["who"], knowledge)).rest and not told.outlet:
        found += told.agencies
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Closing:
    """A line below a text that is none of it: the agencies and the outlet that it names."""

    agency: tuple[str, ...] = ()
    outlet: str | None = None


def closing(text: str, knowledge: Knowledge) -> Closing | None:
    """What a line says that closes a text and is no credit of an agency alone: about the writer, the desk, where it was first printed."""
    if len(text) > 500:
        return None
    if about_writer(text) or (len(text) <= 160 and _DESK.match(text)):
        return Closing()
    contributed = _CONTRIBUTED.match(text) if len(text) <= 250 else None
    if contributed and (persons(contributed["who"]) and not agencies_in(contributed["who"], knowledge)):
        return Closing()
    if re.fullmatch(r"\([A-Z]{2,4}\)", text):  # initials of the outlet or the desk
        return Closing(agencies_in(text, knowledge), press(text, knowledge).outlet)
    taken = _TAKEN.match(text) if len(text) <= 160 else None
    if taken:
        name = taken["who"].strip(" .")
        known = outlet_of(name, knowledge)
        return (
            Closing((), known or (name if masthead(name) else None)) if known or masthead(name) or _prints_day(text) else None
        )
    line = _INITIALS.match(text) or (_LINE.match(text) if len(text) <= 60 else None)
    told = press(line["who"], knowledge) if line else None
    if told is not None and not told.rest and (told.agencies or told.outlet):
        return Closing(told.agencies, told.outlet)
    return None


def _prints_day(text: str) -> bool:
    """Whether a line prints a full date."""
    return next(printed(text), None) is not None


def _sentences(text: str) -> list[int]:
    """Where the sentences of a closing paragraph begin."""
    return [0, *(m.end() for m in re.finditer(r"[.!?][\"”’)]*\s+", text))]


def credit_sentence(text: str) -> int | None:
    """Where the sentence begins that credits an agency at the end of a paragraph of text; 0 where it is all the paragraph."""
    return next(
        (at for at in reversed(_sentences(text)) if _INFORMATION.match(text, at) or _CONTRIBUTED.match(text[at:])), None
    )


def closing_agency(text: str, knowledge: Knowledge) -> tuple[str, int] | None:
    """An agency in brackets, after a dash or bare at the very end of the last paragraph (`... he said. — AFP`): its name, and where it begins."""
    known = names(knowledge).agencies
    for match in (_WITH.search(text), _BARE.search(text)):
        if match is None or match["who"] not in known:
            continue
        before = text[: match.start()].rstrip()
        if before.endswith((".", "!", "?", '"', "”")):
            return known[match["who"]], len(before)
    return None


def publisher_in(paragraphs: Iterable[str], knowledge: Knowledge) -> str | None:
    """The outlet that speaks of itself: `told The X` in the text and `an X correspondent` in the line about the author."""
    text = "\n".join(paragraphs)
    known = names(knowledge).outlets
    for name in sorted(known, key=len, reverse=True):
        if name in text:
            bare = re.escape(name.removeprefix("The "))
            if re.search(
                rf"\bis (?:a|an|the) {bare}(?:['’]s)? (?:\w+ ){{0,3}}(?:correspondent|reporter|writer|editor|journalist|columnist|contributor)",
                text,
            ):
                return known[name]
    return None
