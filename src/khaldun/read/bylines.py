"""Bylines in every form that pages print them, and lines about the author."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khaldun.knowledge import Knowledge
from khaldun.model import Dateline
from khaldun.read.press import Press, agencies_in, masthead_words, names, press
from khaldun.read.printed import printed

_UPPER = "".join(chr(c) for c in range(0x41, 0x250) if chr(c).isupper())
_PART = rf"(?:[{_UPPER}][\w'’.-]*|(?:(?:al|el|as|ash|ad|ar|an|bin|ibn|abu|van|von|de|der|den|di|da|du|la|le|ter|dos|del)[- ])+[{_UPPER}][\w'’.-]+)"
NAME = rf"{_PART}(?: {_PART}){{1,4}}"
_SHORT_NAME = rf"{_PART}(?: {_PART}){{1,2}}?"
_KINDS = (
    "written|reported|posted|published|submitted|story|words|report|reporting|text|analysis|opinion|compiled|dispatch|exclusive|feature|"
    "interview|commentary|column|reportage|filed"
)
_BY = re.compile(
    rf"^(?:(?:{_KINDS})\s+)?by\s*:?\s+(?P<names>[^\d|•·]{{3,120}}?)"
    r"\s*(?P<after>$|[|•·]|\s[-–—]\s|\d|\b(?:updated|published|posted|on)\b)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"^(?:authors?|writers?|reporters?|correspondents?|reporte?d?|words|text|story|byline)\s*:\s*(?P<names>.{3,100}?)(?P<after>)$",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r",?\s*(?:in|for|the|at|from)?\s*(?:staff(?: writers?| reporters?)?|special to .*|correspondents?|reporters?|editors?|contributors?|"
    r"senior .*|chief .*|foreign .*|middle east .*|news desk|contributing writers?|in [A-Z].*|for the .*|for [A-Z].*|special correspondents?)$",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    r"\b(?:the|a|an|this|that|staff|writers?|news|desk|team|editorial|agencies|correspondents?|reporters?|admin|editor|online|web|agency|wires?|"
    r"press|times|post|daily|media|network|group|board|service|services|office|ministry|force|forces|army|contributors?|email|subscribe|follow|our|senior|"
    r"chief|foreign|middle|diplomatic|military|political|defen[cs]e|special|world|africa|asia|europe|bureau|photos?|pictures?|images?|getty|crisis|war)\b",
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
_WRITER = re.compile(
    r"^(?:the|this) (?:writer|author|reporter|columnist)s? (?:is|are|was|were|has|have|can|may|writes?|works?|reports?|teaches)\b|^(?:the )?views expressed\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\s*\(?(?:@\w{2,}|[\w.+-]+@[\w-]+\.[\w.-]+)\)?")
_PICTURES = re.compile(
    r"\s*[;,|]?\s*(?:photo(?:graph)?s?|pictures?|images?|video|graphics?) (?:by|from|courtesy)\b.*$|\s*[;|]\s*(?:photos?|pictures?)\s*:.*$",
    re.IGNORECASE,
)
_TITLES = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir)\.? ", re.IGNORECASE)
_OFFICE = re.compile(
    rf"^(?P<names>{_SHORT_NAME}(?: and {_SHORT_NAME})?)(?:,| [-–—|])?\s+(?:[\w'’&-]+ ){{0,4}}"
    r"(?:correspondents?|editors?|reporters?|writers?|columnists?|bureau chief|analyst)(?:(?:,| in| at| for) .{2,40})?$",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"^(?:[Aa]uthor|[Ww]riter|[Rr]eporter|[Cc]orrespondent|AUTHOR|WRITER)\s+(?P<names>{NAME})(?P<after>)$")
_STATIONED = re.compile(
    rf"^(?P<names>{NAME}(?:(?:, | and ){NAME})*) in (?P<place>[{_UPPER}][\w'’ -]{{2,30}}?)(?: and {NAME} in [{_UPPER}][\w'’ -]{{2,30}})?$"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+(?:GMT|UTC|EST|EDT|CET|BST))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: persons, agencies where the byline is theirs, the outlet (`BBC News, Nairobi`) and the place filed from."""

    persons: tuple[str, ...]
    agency: tuple[str, ...] = ()
    outlet: str | None = None
    place: Dateline | None = None


def byline(text: str, knowledge: Knowledge) -> Byline | None:
    """The byline that a paragraph is; None where it is none."""
    if len(text) > 200:
        return None
    plain = _PICTURES.sub("", _HANDLE.sub("", text)).strip()
    match = _BY.match(plain) or _AUTHOR.match(plain) or _LABELLED.match(plain)
    if match:
        return _signed(match["names"], plain[match.start("after") :], knowledge)
    plain = plain.strip(" .")
    if len(plain) > 110:
        return None
    if told := _told(plain, knowledge):
        return told
    stationed = _STATIONED.match(plain)
    if stationed and stationed["place"].lower() in names(knowledge).places and not _NOT_NAMES.search(stationed["names"]):
        return Byline(persons(stationed["names"]))
    office = _OFFICE.match(plain)
    if office and not _NOT_NAMES.search(office["names"]) and plain[:1].isupper() and (who := persons(office["names"])):
        return Byline(who)
    return _beside_date(plain, knowledge)


def _signed(words: str, after: str, knowledge: Knowledge) -> Byline | None:
    """The byline whose `By` names `words`; `after` stands behind them (`| Reuters`)."""
    beside = press(after, knowledge) if len(after) < 60 else Press((), None, ())
    agency = tuple(dict.fromkeys([*agencies_in(words, knowledge), *beside.agencies]))
    who = persons(_without_press(words, knowledge))
    if not who and not agency and not _HOUSE.fullmatch(words.strip(" .")):
        return None
    return Byline(who, agency, press(words, knowledge).outlet or beside.outlet)


def _without_press(words: str, knowledge: Knowledge) -> str:
    """A byline's words without the agencies and outlets in it, which stand behind the persons (`LENA HARROW The Associated Press`)."""
    known = names(knowledge)
    for name in sorted({*known.agencies, *known.outlets}, key=lambda n: (-len(n), n)):
        if name in words:
            words = re.sub(
                rf"(?:,\s*|\b[Tt]he )*(?<!\w){re.escape(name)}(?!\w)(?=\s*(?:$|[,;/&|(]|and\b|with\b|in\b))", ",", words
            )
    return words


def _told(plain: str, knowledge: Knowledge) -> Byline | None:
    """A line without `By` that names nothing but persons, agencies, outlets and places, and shows by one of the latter that it is a
    byline: `Ann Karim, AFP`; `Reuters, Beirut`; `Ann Karim and agencies`."""
    known = names(knowledge)
    told = press(re.sub(r"(?<=\w) in (?=[A-Z])", ", ", plain), knowledge)
    places = [p for p in told.rest if p.lower() in known.places]
    who = [p for p in told.rest if p.lower() not in known.places]
    if not (told.agencies or told.outlet or places) or not all(_person(p) for p in who):
        return None
    if not who and not told.agencies and not (told.outlet and places):
        return None  # a place alone, or a paper's name: other rules read those
    first = bool(places) and plain.lower().startswith(places[0].lower())
    if who and first and not re.match(r"\s*(?:[|/:,–—]|-\s)", plain[len(places[0]) :]):
        return None
    found = tuple(dict.fromkeys(n for p in who for n in persons(p)))
    place = Dateline(plain, places[0]) if places and (first or not who) else None
    return Byline(found, told.agencies, told.outlet, place)


def _beside_date(plain: str, knowledge: Knowledge) -> Byline | None:
    """What stands beside a date on one line: a person's name set off from it (`3 May 2016 | Ann Karim`), or a line of credits."""
    dates = list(printed(plain))
    if len(dates) != 1:
        return None
    before, after = plain[: dates[0].start], plain[dates[0].end :]
    left = [part for side in (before, after) if (part := _CLOCK.sub("", side).strip(" |•·–—-,"))]
    if len(left) != 1:
        return None
    if bare_name(left[0]) and (re.search(r"[|•·–—-]\s*$", before) or re.match(r"\s*[|•·–—-]", after)):
        return Byline(persons(left[0]))
    place = left[0].strip("()[] ")
    if place.lower() in names(knowledge).places and place != left[0]:  # `April 4, 2016 (JUBA)`
        return Byline((), place=Dateline(plain, place))
    return _told(left[0], knowledge)


def persons(words: str) -> tuple[str, ...]:
    """The persons that the words after `By` name, without offices and places."""
    found = []
    for part in re.split(r"\s*(?:,|;|&|/|\b(?:and|AND|with|WITH)\b|\n)\s*", words):
        name = _TITLES.sub("", _TRAIL.sub("", _DAY.sub("", part.strip(" .,:|").removesuffix(" for").removesuffix(" in"))))
        if name.isupper() and len(name) > 5:
            name = name.title()
        if re.fullmatch(NAME, name) and not _NOT_NAMES.search(name) and len(name) <= 50:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _person(name: str) -> bool:
    """Whether a part of a line can be a person's name: two to four words, none of which papers, sections and offices are called by."""
    words = name.split()
    press_words, sections = masthead_words()
    low = {w.lower() for w in words}
    return (
        re.fullmatch(NAME, name) is not None
        and 2 <= len(words) <= 4
        and not _NOT_NAMES.search(name)
        and not low & (press_words | sections)
    )


def bare_name(text: str) -> bool:
    """Whether a line is nothing but what can be a person's name: two or three words with capitals."""
    return _person(text) and len(text.split()) <= 3


def bare_names(text: str) -> tuple[str, ...]:
    """The persons that a line is nothing but the names of (`Ann Karim and Bob Darwish`); empty for any other line."""
    parts = re.split(r"\s*(?:,|&|\band\b|\bAND\b)\s*", text.strip(" ."))
    return persons(text) if 1 <= len(parts) <= 4 and all(bare_name(p) for p in parts) else ()


def about_author(text: str) -> str | None:
    """The name of the author that a line at an article's end is about (`X is a correspondent in Y`)."""
    if len(text) > 700:
        return None
    match = _BIO.match(text)
    if match is None or not _TRADE.search(text):
        return None
    name = match["name"]
    return None if _NOT_NAMES.search(name) or re.search(r"[“\"]", text) or " said" in text else name


def about_writer(text: str) -> bool:
    """Whether a closing line is about the author without a name: `The writer is a former diplomat.`"""
    return len(text) <= 500 and _WRITER.match(text) is not None and not re.search(r"[“\"]| said\b", text)
