"""Datelines: where a report was filed from, in any style that agencies and papers print it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khaldun.knowledge import Knowledge
from khaldun.model import Dateline
from khaldun.read.press import agencies_in, agencies_or_name, names
from khaldun.read.printed import MONTHS, WEEKDAYS

_CITY = r"[A-Z][\w'’‘.-]*(?:[ -](?:[A-Z][\w'’‘.-]*|al|el|as|ash|az|ad|ez|of|the|de|du|sur|upon))*"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?(?P<day>(?:\d{1,2}\s+)?(?i:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
    r"[a-z]*)\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?)"
)
_DATELINE = re.compile(
    rf"^(?P<where>{_CITY}(?:(?:\s*/\s*|\s+and\s+){_CITY})*(?:,\s*{_CITY}){{0,2}})?"
    rf"(?:,?\s+{_DAY})?"
    r"\s*(?:[,:]?\s*[(\[](?P<agency>[A-Z][\w'’ ./&-]{1,40})[)\]])?"
    r"\s*(?P<dash>(?:[-–—_]+|--|:)\s+|[–—]+|$|(?<=[)\]])\s*(?=[A-Z“\"]))(?P<nl>\s*)"
)
_OTHER = (
    # `April 4, 2016 (JUBA) - `
    re.compile(rf"^{_DAY}\s*\((?P<where>[A-Z][A-Z'’ /-]{{2,40}})\)\s*(?:[-–—]+|--)\s+(?P<agency>)"),
    # `(Beirut, April 4, 2016) – `
    re.compile(rf"^\((?P<where>{_CITY}(?:,\s*{_CITY})?),\s+{_DAY}\)\s*(?:[-–—]+|--)\s+(?P<agency>)"),
    # `Aleppo – 4 April 2016 – `; without a place that is known, it could be the name of a column
    re.compile(rf"^(?P<where>{_CITY})\s+[-–—]+\s+{_DAY.replace('?P<day>', '?:')}\s*(?:[-–—]+|--)\s+(?P<agency>)(?P<day>)"),
    # `Ramallah | WAFA - `; `Kyiv. April 4. INTERFAX-UKRAINE - `; `MOSCOW, April 4. /TASS/. `
    re.compile(
        rf"^(?P<where>{_CITY})\s*(?:[|•·]|[.,]\s+{_DAY}[.,]?\s)\s*/?(?P<agency>[A-Z][\w-]*(?: [A-Z][\w-]*){{0,3}}?)/?\s*(?:[-–—]+|--|[.:])\s+"
    ),
    # `Damascus, SANA-The army`
    re.compile(rf"^(?P<where>{_CITY}),\s+(?P<agency>[A-Z]{{2,6}})\s?[-–—]\s?(?=[A-Z“\"])(?P<day>)"),
    # `[BEIRUT] `
    re.compile(r"^\[(?P<where>[A-Z][A-Z'’ ,/-]{2,40})\]\s+(?=[A-Z“\"])(?P<agency>)(?P<day>)"),
)
"""Datelines of other styles; each has `where`, `agency` (may be empty) and `day`."""
_TOWARDS = re.compile(
    r"^(?:NEAR|OUTSIDE|INSIDE|AROUND|ABOVE|ABOARD|(?:NORTH|SOUTH|EAST|WEST|NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST) OF|(?:THE )?OUTSKIRTS OF|ON THE OUTSKIRTS OF|THE FRONT ?LINES? (?:NEAR|OF|IN))\s+(?=\S)"
)
"""What can stand before the place's own name in a dateline in capitals."""
_NO_PLACE = re.compile(r"^(?:ON|AT|IN|ALONG) THE\b|\bBORDER$|\bFRONT ?LINES?$")
_LABEL = re.compile(
    r"(?:BREAKING|UPDATED?|EXCLUSIVE|ANALYSIS|OPINION|VIDEO|FACTBOX|WATCH|LIVE|TIMELINE|EXPLAINER|INTERVIEW|FEATURE|NEWS|REPORT|PHOTOS?|URGENT|WRAP|CORRECT)"
)
_LOUD = re.compile(r"^[^a-z]*$|^[A-Z'’. /,-]{3,}(?:,\s*[A-Z].*)?$")


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline that runs into a text: what it says, the agencies in it, where the text begins, and the outlet that `(CNN)` names."""

    dateline: Dateline | None
    agency: tuple[str, ...]
    end: int
    outlet: str | None = None


def filed(text: str, knowledge: Knowledge) -> Filed | None:
    """The dateline at the beginning of a text, None where there is none."""
    head = text[:240]
    for form in _OTHER:
        if (match := form.match(head)) and (found := _other(match, knowledge)):
            return found
    match = _DATELINE.match(head)
    if match is None or not (match["where"] or match["agency"]):
        return None
    known = names(knowledge)
    outlet = known.outlets.get(match["agency"] or "")
    agency = (
        () if outlet and not agencies_in(match["agency"], knowledge) else agencies_or_name(match["agency"] or "", knowledge)
    )
    rest = text[match.end() :]
    glued = match["agency"] in known.outlets or match["agency"] in known.agencies
    if match["dash"].strip() == "" and not ((agency or outlet) and (rest == "" or glued) and match.end() < 60):
        return None
    where = match["where"]
    if where is None:
        return Filed(None, agency, match.end(), outlet) if agency or outlet else None
    if where in known.agencies and match["dash"].strip() and not match["agency"] and rest[:1].isupper():  # `AFP - The army`
        return Filed(None, (known.agencies[where],), match.end())
    if not _is_place(where, match, agency, rest, knowledge):
        return None
    told = re.split(r"\s*,\s*", where)
    if len(told) == 2 and told[1] in known.agencies:  # `Damascus, SANA - `
        agency = agency or (known.agencies[told[1]],)
    return Filed(Dateline(text[: match.start("dash")].strip(), _first(where)), agency, match.end(), outlet)


def _other(match: re.Match[str], knowledge: Knowledge) -> Filed | None:
    """A dateline of another style, where its agency or its place is known."""
    first, known = _first(match["where"]), names(knowledge)
    agency = known.agencies.get(match["agency"]) or known.agencies.get(match["agency"].title())
    outlet = None if agency else known.outlets.get(match["agency"])
    if first is None or match["agency"] and not (agency or outlet):
        return None
    if not match["agency"] and not match["day"] and first.lower() not in known.places:
        return None
    return Filed(Dateline(match[0].strip(" -–—:[]"), first), (agency,) if agency else (), match.end(), outlet)


def _first(where: str) -> str | None:
    """The first place of a dateline by its own name: `MOSUL` of `EAST OF MOSUL, Iraq`; None where it names no town (`ON THE BORDER`)."""
    first = re.split(r"\s*(?:/|,|\band\b)\s*", where)[0]
    return None if _NO_PLACE.search(first) else _TOWARDS.sub("", first)


def _is_place(where: str, match: re.Match[str], agency: tuple[str, ...], rest: str, knowledge: Knowledge) -> bool:
    first = re.split(r"\s*(?:/|,|\band\b)\s*", where)[0]
    if rest[:60].isupper():
        return False  # a headline in capitals
    if first.lower() in WEEKDAYS or first.lower() in MONTHS:
        return False
    known = first.lower() in names(knowledge).places or _in_country(where, knowledge)
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


def _in_country(where: str, knowledge: Knowledge) -> bool:
    """Whether a place is named with its country (`Beni, Congo`)."""
    parts = re.split(r"\s*,\s*", where)
    return len(parts) > 1 and len(parts[0].split()) <= 4 and parts[-1].lower() in names(knowledge).countries


def standing_place(text: str, knowledge: Knowledge) -> Dateline | None:
    """The dateline that a short line above a text is (`Beirut`; `Aleppo, Syria`; `BAGHDAD (AP)`)."""
    plain = text.strip(" .:-–—")
    if len(plain) > 60 or len(plain.split()) > 5:
        return None
    first = re.split(r"\s*(?:,|/|\()\s*", plain)[0]
    return Dateline(plain, first) if first.lower() in names(knowledge).places else None
