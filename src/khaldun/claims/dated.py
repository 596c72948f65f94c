"""Lists with dates of their own: `lost Raqqa in 2013, Tabqa in 2014 and Palmyra in 2015`, `took X, Y and Z in March, April and May
respectively`. The parse reads the first pair alone, and hangs what follows anywhere; here they are read off the order of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from khaldun.claims.view import Spot, View
from khaldun.model import Mention, Period, Place

_KINDS = r"(?:(?:nearby|neighbou?ring|towns?|city|cities|villages?|province|the)\s+(?:of\s+)?)*"
_NEXT = re.compile(
    rf"\)?\s*(?:,\s*and(?:\s+then)?|,\s*then|,|;\s*and|;|and(?:\s+then)?|,?\s*followed\s+by)\s+(?:(?:from|in|at|on)\s+)?{_KINDS}"
)
_DATE = re.compile(
    r"\s*(?:,\s*)?(?:\(|(?:in|on|until|since|by|during|around|late|early|mid|city|town)\s+)*(?:the\s+)?(?:early|late|mid)?[\s-]*"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A place of a list with the days that the list gives it."""

    place: Place
    when: Period


def dated(view: View, first: Place, head: int) -> tuple[Dated, ...]:
    """The places of a list that begins with `first`, each with its own date; empty where fewer than two dates are told so."""
    days = view.spots.get("date", [])
    if len(days) < 2:
        return ()
    places = [s for s in view.spots.get("place", []) if s.mention.place is not None and not view.is_reference(s)]
    start = next((i for i, s in enumerate(places) if s.mention.start == first.start), None)
    if start is None:
        return ()
    behind = [s for s in places if s.first > head] if places[start].first > head else places[start:]
    rows = _respectively(view, behind, days) or _in_turn(view, places[start:], days, head)
    whens = _years([row[1] for row in rows])
    return tuple(
        Dated(spot.mention.place, when)
        for (spots, _), when in zip(rows, whens, strict=True)
        for spot in spots
        if spot.mention.place is not None
    )


_Rows = list[tuple[list[Spot], Mention]]


def _in_turn(view: View, places: Sequence[Spot], days: Sequence[Spot], head: int) -> _Rows:
    text = view.text
    least = max(places[0].mention.end, view.sentence.tokens[head].end)
    day = next((d for d in days if d.mention.start >= least), None)
    later = [p for p in places[1:] if day is not None and p.mention.start < day.mention.start]
    if day is None or not all(
        _NEXT.fullmatch(text, a.mention.end, b.mention.start) for a, b in zip(places, later, strict=False)
    ):
        return []
    rows: _Rows = [([places[0], *later], day.mention)]
    rest = list(places[1 + len(later) :])
    while rest and _NEXT.fullmatch(text, rows[-1][1].end, rest[0].mention.start):
        group = [rest.pop(0)]
        while rest and _NEXT.fullmatch(text, group[-1].mention.end, rest[0].mention.start):
            group.append(rest.pop(0))
        own = next((d.mention for d in days if d.mention.start >= group[-1].mention.end), None)
        if own is None or _DATE.fullmatch(text, group[-1].mention.end, own.start) is None or _goes_on(view, own.end):
            break
        rows.append((group, own))
    return rows if len(rows) > 1 else []


def _goes_on(view: View, end: int) -> bool:
    """Whether a verb of its own follows a date, so that place and date open another clause: `and Ramadi in May saw heavy fighting`."""
    for token in view.sentence.tokens:
        if token.start >= end:
            if token.pos in {"VERB", "AUX"}:
                return True
            if token.pos in {"PUNCT", "SCONJ", "CCONJ"}:
                return False
    return False


def _respectively(view: View, places: Sequence[Spot], days: Sequence[Spot]) -> _Rows:
    if "respectively" not in view.sentence.words:
        return []
    behind = [d.mention for d in days if d.mention.start > places[0].mention.end]
    before = [p for p in places if behind and p.mention.end <= behind[0].start]
    return [([p], d) for p, d in zip(before, behind, strict=True)] if len(before) == len(behind) > 1 else []


def _years(days: Sequence[Mention]) -> list[Period]:
    """The days of a list; one without a year of its own lies in that of the next one that has it: `on 27 May and 3 July 2022`."""
    out: list[Period] = []
    following: Period | None = None
    for day in reversed(days):
        when = day.when or Period(None, None, "unknown", day.text, "context")
        if following is not None and when.basis in {"relative", "context"} and when.precision in {"day", "month"}:
            when = _moved(when, following)
        if when.basis == "explicit" or (following is not None and when.basis == "context"):
            following = when
        out.append(when)
    return _onward(out[::-1])


def _onward(whens: Sequence[Period]) -> list[Period]:
    """The days of a list, those without a year in that of the one before: `in January 2014, June and the following May`."""
    out: list[Period] = []
    for when in whens:
        before = out[-1] if out else None
        told = before is not None and before.start is not None and before.basis in {"explicit", "context"}
        if told and before is not None and when.basis == "relative" and when.precision in {"day", "month"}:
            when = _moved(when, before, onward=True)
        out.append(when)
    return out


def _moved(when: Period, beside: Period, *, onward: bool = False) -> Period:
    """A day or month without a year, moved into the year in which it comes before the one beside it, or `onward` behind it; as it is where
    its words tell more than a day or month."""
    if when.start is None or when.stop is None or beside.start is None or not _PLAIN.fullmatch(when.text or ""):
        return when
    later = (when.start.month, when.start.day) > (beside.start.month, beside.start.day)
    year = beside.start.year - (later and not onward)
    if onward and not later:
        if not (when.text or "").startswith("the following"):
            return when
        year += 1
    by = year - when.start.year
    try:
        return replace(when, start=_in_year(when.start, by), stop=_in_year(when.stop, by), basis="context")
    except ValueError:  # the 29th of February
        return when


_PLAIN = re.compile(
    r"(?:the following )?(?:\d\d?(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: \d\d?)?"
)


def _in_year(day: date, by: int) -> date:
    return day.replace(year=day.year + by)
