"""Who wrote it, for whom, from where: bylines, lines about the author, agencies, datelines, publishers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.model import Dateline
from khaldun.read.printed import MONTHS, WEEKDAYS

_PART = (
    r"(?:[A-Z][\w'’.-]*|(?:al|el|as|ash|ad|ar|an|bin|ibn|abu|van|von|de|der|den|di|da|du|la|le|ter|dos|del)[- ][A-Z][\w'’.-]+)"
)
NAME = rf"{_PART}(?: {_PART}){{1,4}}"
_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|submitted|story|words|report|text|analysis|opinion)\s+)?by\s*:?\s+(?P<names>[^\d|•·]{3,120}?)"
    r"\s*(?:$|[|•·]|\s[-–—]\s|\d|\b(?:updated|published|posted|on)\b)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"^(?:author|writer|reporter|correspondent)s?\s*:\s*(?P<names>.{3,100})$", re.IGNORECASE)
_TRAIL = re.compile(
    r",?\s*(?:in|for|the|at|from)?\s*(?:staff(?: writers?| reporters?)?|special to .*|correspondents?|reporters?|editors?|contributors?|"
    r"senior .*|chief .*|foreign .*|middle east .*|news desk|contributing writers?|in [A-Z].*|for the .*|for [A-Z].*|special correspondents?)$",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    r"\b(?:the|a|an|this|that|staff|writers?|news|desk|team|editorial|agencies|correspondents?|reporters?|admin|editor|online|web|agency|wires?|"
    r"press|times|post|daily|media|network|group|board|service|services|office|ministry|force|forces|army|contributors?|email|subscribe|follow)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s+\d.*)?$", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?:(?:a|an|the|our|by|from)\s+)?(?:[\w.'’&-]+ ){0,4}(?:staff|writers?|reporters?|desk|team|correspondents?|admin|editors?|agencies|editorial|board|"
    r"services?|web|online|newsroom|bureau|media|news|press|times|post|daily|monitor|staff and agencies|contributors?)(?: (?:and|in|with) .{2,30})?",
    re.IGNORECASE,
)
_BIO = re.compile(
    rf"^(?P<name>{NAME})(?:,[^,]{{3,80}},)? (?:(?:has|have) (?:written|reported|covered|worked|been|contributed|served)|writes?|reports?|covers?|works?|teaches|serves|contributes|"
    r"is (?:a|an|the|currently|one|based|co-|director|editor|senior|professor|president|executive|founder|author|deputy|chief|associate|managing|assistant|formerly)\b|"
    r"was (?:formerly|previously|until)\b|can be (?:reached|followed)|reported from|contributed)"
)
_TRADE = re.compile(
    r"\b(?:correspondents?|journalists?|reporters?|editors?|writers?|columnists?|analysts?|commentators?|contributors?|contributed|bureau chief|fellow|freelancers?|professor|"
    r"lecturer|researcher|scholar|author|blogger|producer|photographer|stringer|has (?:written|reported|covered)|writes|reports (?:on|from|for)|covers|"
    r"reported from|be reached at|on twitter|@\w+|executive director|consultant|specialist|expert)\b"
)
_INFORMATION = re.compile(
    r"\b(?:information|material|reports?|reporting|additional reporting|files?|input|inputs)\s+(?:from|by)\s+(?P<who>[^.;]{2,90}?)\s*"
    r"(?:\b(?:was|were|is|are|has|have)\b[^.]{0,60}\b(?:included|used|contributed|in this)\b|contributed\b|$|[.;])",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(r"^(?P<who>[^.]{3,200}?)\s+(?:also )?contributed (?:to )?(?:this|the|reporting)\b", re.IGNORECASE)
_LINE = re.compile(
    r"^[\s(\[—–-]*(?:source|via|agency|agencies|with|from|text by|copyright|©)?\s*:?\s*(?P<who>[\w' ./,&-]{2,60}?)[\s)\].]*$",
    re.IGNORECASE,
)
_WITH = re.compile(r"[(\[—–-]\s*(?:with\s+)?(?P<who>[A-Z][\w' ./,&-]{1,40}?)[)\].]*\s*$")

_CITY = r"[A-Z][\w'’.-]*(?:[ -](?:[A-Z][\w'’.-]*|al|el|as|ash|ez|of|the|de|du|sur|upon))*"
_DATELINE = re.compile(
    rf"^(?P<where>{_CITY}(?:(?:\s*/\s*|\s+and\s+){_CITY})*(?:,\s*{_CITY}){{0,2}})?"
    r"(?:,?\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?(?P<day>(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?))?"
    r"\s*(?:[(\[](?P<agency>[A-Z][\w'’ ./&-]{1,40})[)\]])?"
    r"\s*(?P<dash>(?:[-–—_]+|--|:)\s+|[–—]+|$|(?<=[)\]])(?=[A-Z“\"]))(?P<nl>\s*)"
)
_LABEL = re.compile(
    r"(?:BREAKING|UPDATED?|EXCLUSIVE|ANALYSIS|OPINION|VIDEO|FACTBOX|WATCH|LIVE|TIMELINE|EXPLAINER|INTERVIEW|FEATURE|NEWS|REPORT|PHOTOS?|URGENT|WRAP|CORRECT)"
)
_LOUD = re.compile(r"^[^a-z]*$|^[A-Z'’. /,-]{3,}(?:,\s*[A-Z].*)?$")


@dataclass(frozen=True)
class Names:
    """Agencies and outlets by the names that credits use."""

    agencies: dict[str, str]
    outlets: dict[str, str]
    domains: dict[str, str]
    places: frozenset[str]


@lru_cache(maxsize=8)
def names(knowledge: Knowledge) -> Names:
    """The names of `agencies.yaml`, `outlets.yaml` and `datelines.yaml`."""
    agencies = {n: e["name"] for e in knowledge.entries("agencies") for n in [*e["names"], e["name"]]}
    outlets = {n: e["name"] for e in knowledge.entries("outlets") for n in [*e["names"], e["name"]]}
    domains = {d: e["name"] for e in knowledge.entries("outlets") for d in e.get("domains", ())}
    places = frozenset(p.lower() for e in knowledge.entries("datelines") for p in e["places"])
    return Names(agencies, outlets, domains, places)


_UNKNOWN = re.compile(r"(?:the )?((?:[A-Z][\w'’&-]*)(?: (?:[A-Z][\w'’&-]*|of|and)){0,4})")


def agencies_or_name(who: str, knowledge: Knowledge) -> tuple[str, ...]:
    """As `agencies_in`; where it knows none, the name itself, if it is one: a credit's form says that it names an agency."""
    known = agencies_in(who, knowledge)
    name = _UNKNOWN.fullmatch(who.strip())
    return known or ((name[1],) if name and not persons_only(name[1]) else ())


def persons_only(name: str) -> bool:
    """Whether a name may be a person's: two or three words, none of which papers and agencies are called by."""
    words = name.split()
    return 2 <= len(words) <= 3 and not masthead(name) and not name.isupper()


def masthead(name: str) -> bool:
    """Whether a short line is made like the name of a paper or agency."""
    words = name.split()
    capitals = all(w[0].isupper() or w in {"of", "the", "and", "for", "in", "&"} for w in words)
    press, sections = _press_words()
    low = [w.lower() for w in words]
    return 2 <= len(words) <= 5 and capitals and not sections & set(low) and low[0] != "news" and bool(press & set(low))


@lru_cache(maxsize=1)
def _press_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that papers' names are made with, and those that only their sections' names have."""
    from khaldun.knowledge import load

    found = {e["id"]: frozenset(str(w) for w in e["words"]) for e in load().entries("mastheads")}
    return found["words"], found["sections"]


def agencies_in(who: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The agencies that a credit's words name, by their proper names, in order."""
    known = names(knowledge).agencies
    found: dict[int, str] = {}
    for name in known:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", who):
            at = match.start()
            if not any(at >= a and at < a + len(n) and len(n) >= len(name) for a, n in found.items() if n != name):
                for a in [a for a in found if at <= a < match.end()]:
                    del found[a]
                found[at] = name
    return tuple(dict.fromkeys(known[found[a]] for a in sorted(found)))


def outlet_of(name: str, knowledge: Knowledge) -> str | None:
    """The outlet that a source line or feed names, None where it is none that is known."""
    known = names(knowledge).outlets
    for part in [name, *re.split(r"\s*[>|»:–—-]\s*", name)]:
        if part.strip() in known:
            return known[part.strip()]
    return None


def outlet_at(url: str | None, knowledge: Knowledge) -> str | None:
    """The outlet whose domain an address is of."""
    match = re.match(r"(?:https?:)?//([^/:?#]+)", url or "")
    if match is None:
        return None
    parts = match[1].lower().split(".")
    known = names(knowledge).domains
    return next((known[d] for i in range(len(parts)) if (d := ".".join(parts[i:])) in known), None)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: persons, and agencies where the byline is theirs."""

    persons: tuple[str, ...]
    agency: tuple[str, ...] = ()


def byline(text: str, knowledge: Knowledge) -> Byline | None:
    """The byline that a paragraph is; None where it is none."""
    if len(text) > 200:
        return None
    match = _BY.match(text) or _AUTHOR.match(text)
    if match:
        return _byline(match["names"], knowledge)
    agency = names(knowledge).agencies
    plain = text.strip(" .")
    if plain in agency:
        return Byline((), (agency[plain],))
    stationed = _IN_PLACE.match(plain)
    if stationed and stationed["place"].lower() in names(knowledge).places and not _NOT_NAMES.search(stationed["names"]):
        return Byline(persons(stationed["names"]))
    slashed = re.match(rf"^(?P<name>{NAME})\s*(?:[/|,–—-]|\()\s*(?P<who>[A-Z][\w ./-]+?)\)?$", plain)
    if slashed and (who := agencies_in(slashed["who"], knowledge)) and not _NOT_NAMES.search(slashed["name"]):
        return Byline((slashed["name"],), who)
    return None


def persons(words: str) -> tuple[str, ...]:
    """The persons that the words after `By` name, without offices and places."""
    found = []
    for part in re.split(r"\s*(?:,|;|&|/|\band\b|\bwith\b|\n)\s*", words):
        name = _TRAIL.sub("", _DAY.sub("", part.strip(" .,:|")))
        if name.isupper() and len(name) > 5:
            name = name.title()
        if re.fullmatch(NAME, name) and not _NOT_NAMES.search(name) and len(name) <= 50:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _byline(words: str, knowledge: Knowledge) -> Byline | None:
    agency = agencies_in(words, knowledge)
    who = tuple(p for p in persons(words) if not agencies_in(p, knowledge))
    if not who and not agency and not _HOUSE.fullmatch(words.strip(" .")):
        return None
    return Byline(who, agency)


_IN_PLACE = re.compile(
    rf"^(?P<names>{NAME}(?:(?:, | and ){NAME})*) in (?P<place>[A-Z][\w'’ -]{{2,30}}?)(?: and {NAME} in [A-Z][\w'’ -]{{2,30}})?$"
)
_WROTE = re.compile(
    r"^\(?(?:(?:additional |further )?(?:reporting|writing|compiled|written|report)(?: and (?:writing|reporting))? (?:by|from)) (?P<names>.{3,160}?)"
    r"(?:[.;)]|;? ?\b(?:additional|editing|writing|edited|in [A-Z])\b.*)?$",
    re.IGNORECASE,
)


def bare_name(text: str) -> bool:
    """Whether a line is nothing but what can be a person's name: two or three capitalised words."""
    return (
        re.fullmatch(NAME, text) is not None
        and 2 <= len(text.split()) <= 3
        and not _NOT_NAMES.search(text)
        and not text.isupper()
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


def about_author(text: str) -> str | None:
    """The name of the author that a line at an article's end is about (`X is a correspondent in Y`)."""
    if len(text) > 700:
        return None
    match = _BIO.match(text)
    if match is None or not _TRADE.search(text):
        return None
    name = match["name"]
    return None if _NOT_NAMES.search(name) or re.search(r"[“\"]", text) or " said" in text else name


def agency_credit(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The agencies that a closing line credits with (part of) the text; photo credits do not count."""
    if len(text) > 700 or re.search(r"\b(?:photo|picture|image)s?\b", text, re.IGNORECASE):
        return ()
    found: tuple[str, ...] = ()
    for match in _INFORMATION.finditer(text):
        found += agencies_or_name(match["who"], knowledge)
    contributed = _CONTRIBUTED.match(text)
    if contributed:
        found += agencies_in(contributed["who"], knowledge)
    line = _LINE.match(text)
    if line and len(text) <= 60:
        parts = [p.strip() for p in re.split(r"\s*(?:/|,|&|\band\b|\bwith\b)\s*", line["who"]) if p.strip()]
        known = names(knowledge).agencies
        if parts and all(p in known or p.removeprefix("the ") in known for p in parts):
            found += tuple(known.get(p, known.get(p.removeprefix("the "), p)) for p in parts)
    return tuple(dict.fromkeys(found))


def credit_sentence(text: str) -> int | None:
    """Where the sentence begins that credits an agency at the end of a paragraph of text; 0 where it is all the paragraph."""
    starts = [0, *(m.end() for m in re.finditer(r"[.!?][\"”’)]*\s+", text))]
    return next((at for at in reversed(starts) if _INFORMATION.match(text[at:]) or _CONTRIBUTED.match(text[at:])), None)


def closing_agency(text: str, knowledge: Knowledge) -> tuple[str, int] | None:
    """An agency in brackets or after a dash at the very end of the last paragraph (`... he said. — AFP`): its name, and where it begins."""
    match = _WITH.search(text)
    if match is None or match["who"] not in names(knowledge).agencies:
        return None
    before = text[: match.start()].rstrip()
    return (names(knowledge).agencies[match["who"]], len(before)) if before.endswith((".", "!", "?", '"', "”")) else None


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline that runs into a text: what it says, the agencies in it, where the text begins, and the outlet that `(CNN)` names."""

    dateline: Dateline | None
    agency: tuple[str, ...]
    end: int
    outlet: str | None = None


def filed(text: str, knowledge: Knowledge) -> Filed | None:
    """The dateline at the beginning of a text, None where there is none."""
    match = _DATELINE.match(text[:240])
    if match is None or not (match["where"] or match["agency"]):
        return None
    outlet = names(knowledge).outlets.get(match["agency"] or "")
    agency = (
        () if outlet and not agencies_in(match["agency"], knowledge) else agencies_or_name(match["agency"] or "", knowledge)
    )
    rest = text[match.end() :]
    glued = match["agency"] in names(knowledge).outlets or match["agency"] in names(knowledge).agencies
    if match["dash"] == "" and not ((agency or outlet) and (rest == "" or glued) and match.end() < 60):
        return None
    where = match["where"]
    if where is None:
        return Filed(None, agency, match.end(), outlet) if agency or outlet else None
    if not _is_place(where, match, agency, rest, knowledge):
        return None
    told = re.split(r"\s*,\s*", where)
    if len(told) == 2 and told[1] in names(knowledge).agencies:  # `Damascus, SANA - `
        agency = agency or (names(knowledge).agencies[told[1]],)
    head = text[: match.start("dash")].strip()
    first = re.split(r"\s*(?:/|,|\band\b)\s*", where)[0]
    return Filed(Dateline(head, first), agency, match.end(), outlet)


def _is_place(where: str, match: re.Match[str], agency: tuple[str, ...], rest: str, knowledge: Knowledge) -> bool:
    first = re.split(r"\s*(?:/|,)\s*", where)[0]
    if rest[:60].isupper():
        return False  # a headline in capitals
    if first.lower() in WEEKDAYS or first.lower() in MONTHS:
        return False
    known = first.lower() in names(knowledge).places
    if match["dash"].startswith(":"):
        return known or (_LOUD.match(first) is not None and len(first) > 3 and bool(agency))
    if (
        len(where.split()) > 6
        or not (rest[:1].isupper() or rest[:1] in "“\"'‘0123456789" or rest == "")
        or re.match(r"\d+,? ?\d{4}", rest)
    ):
        return False
    if agency or known:
        return True
    if match["day"] and not first.isupper() and "," not in where:
        return False
    if not first.isupper() or first in names(knowledge).agencies or _LABEL.match(first):
        return False
    return len(first) > 4 or (len(first) > 2 and "," in where)


def standing_place(text: str, knowledge: Knowledge) -> Dateline | None:
    """The dateline that a short line above a text is (`Beirut`; `Aleppo, Syria`; `BAGHDAD (AP)`)."""
    plain = text.strip(" .:-–—")
    if len(plain) > 60 or len(plain.split()) > 5:
        return None
    first = re.split(r"\s*(?:,|/|\()\s*", plain)[0]
    return Dateline(plain, first) if first.lower() in names(knowledge).places else None


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
