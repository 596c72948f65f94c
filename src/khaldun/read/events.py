"""Known events (`chronology.yaml`) in a text's sentences, and whether its dates agree with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.read.marks import IN_MONTH, MONTH_YEAR, NAMED_WEEKDAY, PHRASE, TOWARDS, YEAR, ahead, bare_days, day_of
from khaldun.read.press import names
from khaldun.read.printed import MONTHS, WEEKDAYS, printed

_WISHED = re.compile(
    r"\b(?:calls?|called|calling|demand\w*|seek\w*|sought|bid|attempt\w*|aim\w*|plot\w*|wants?|fears?|feared|threat\w*|rumou?r\w*)\b"
)
"""Words by which `the fall of X` is a wish or a fear."""
_AGAIN = re.compile(
    r"\b(?:bombs?|bombed|attacks?|attacked|strikes?|struck|missiles?|fighting|violence|raids?|clashes|protests?|killed|killings?|kills|massacre|rockets?|"
    r"ambush|abducts?|taken|war|floods?|earthquake|shoot|shows|emergency|truce|ceasefire|resumes|hearings|conscription)\b"
)
"""What events are that befall a place more than once."""
_BETWEEN = re.compile(
    r"\w{0,4}\W*(?:(?:the|all|of|in|at|on|from|into|across|over|plane|whole|rest|city|town|village|centre|center|eastern|northern|southern|western|strategic|key|its|capital|"
    r"port|provincial|rebel-held|president|was|were|has|had|been|have|is|troops|forces|rebels|fighters|army|[A-Z][\w'’.-]*)\W+)*\W*"
)
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
REACH = 60
"""Characters between a place and the word that says what befell it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of `chronology.yaml`."""

    id: str
    first: date
    last: date
    what: str
    where: re.Pattern[str]
    cue: re.Pattern[str]
    sure: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """An event met in sentence `number`; `certain`: a date in the sentence agrees; `weekday`: its weekday does; `ahead`: it is told as coming; `lead`: near the top;
    `named`: words that can mean this event alone, by which the sentence refers to it and does not tell of it."""

    event: Event
    lead: bool
    ahead: bool
    towards: bool
    certain: bool
    weekday: bool
    sentence: str
    named: re.Match[str] | None = None


@lru_cache(maxsize=8)
def chronology(knowledge: Knowledge) -> tuple[Event, ...]:
    """The events of all packs, by date."""
    found = [
        Event(
            e["id"],
            e["date"],
            e.get("last", e["date"]),
            e["what"],
            re.compile(e["where"]),
            re.compile(rf"\b(?:{e['cue']})", re.IGNORECASE),
            re.compile(rf"\b(?:{e['sure']})") if "sure" in e else None,
        )
        for e in knowledge.entries("chronology")
    ]
    return tuple(sorted(found, key=lambda e: (e.first, e.id)))


def met(sentences: Sequence[tuple[str, bool]], knowledge: Knowledge) -> Iterator[Met]:
    """The known events that a text's sentences tell of or refer to, save those whose dates there speak against it."""
    phrases = "\n".join(dict.fromkeys(p for s, _ in sentences for p in PHRASE.findall(s)))
    events = [e for e in chronology(knowledge) if e.where.search(phrases)]
    headed = _headed(events, sentences)
    for sentence, lead in sentences if events else ():
        told = [(e, cue) for e in events if (cue := _near(e, sentence)) is not None]
        telling = [(e, cue) for e, cue in told if _rare(e, sentence, knowledge) or _named(e, sentence)]
        on_day = [
            e
            for e, cue in telling
            if _on_its_weekday(sentence, e, cue)
            and (e in headed or (lead and (_AGAIN.search(e.what) or _named(e, sentence) or _close(e, cue, sentence))))
        ]
        only = on_day[0] if len(on_day) == 1 else None
        for event in events:
            if event is not only and (named := _named(event, sentence)):
                yield Met(event, lead, False, False, True, False, sentence, named)
        for event, cue in told:
            agrees = _agrees(sentence, event)
            if agrees is False or (event is not only and _named(event, sentence)):
                continue
            if agrees and not _WITH_YEAR.search(sentence) and all(e is not event for e, _ in telling):
                agrees = None  # such things befall such a place in every month
            weekday = agrees is None and event is only
            towards = TOWARDS.search(sentence[: cue.start()]) is not None
            yield Met(
                event,
                lead,
                towards or ahead(sentence[: cue.end() + REACH // 2]),
                towards,
                agrees is True or weekday,
                weekday,
                sentence,
            )


def _headed(events: Sequence[Event], sentences: Sequence[tuple[str, bool]]) -> set[Event]:
    """Events within three days of another that is told near the top: two of one week in one text are its news, and not by chance."""
    top = {
        e
        for s, lead in sentences
        if lead and not _WITH_YEAR.search(s)
        for e in events
        if (cue := _near(e, s)) is not None and not ahead(s[: cue.end() + REACH // 2]) and _agrees(s, e) is not False
    }
    return {
        e
        for e in events
        for other in top
        if e is not other and e.where != other.where and abs((e.first - other.first).days) <= 3
    }


def _rare(event: Event, sentence: str, knowledge: Knowledge) -> bool:
    """Whether an event is none of those that befall its place again and again: bombs in capitals, strikes, outbreaks of fighting."""
    if not _AGAIN.search(event.what):
        return True
    known = names(knowledge)
    found = {m[0].lower() for m in event.where.finditer(sentence)}
    return any(place not in known.places and place not in known.countries for place in found)


def _close(event: Event, cue: re.Match[str], sentence: str) -> bool:
    """Whether the place stands right beside what befell it (`captured the town of X`, not `captured a checkpoint near X`)."""
    for place in event.where.finditer(sentence):
        if cue.start() <= place.start() <= cue.end():
            between = ""
        else:
            between = sentence[cue.end() : place.start()] if place.start() >= cue.end() else sentence[place.end() : cue.start()]
        if _BETWEEN.fullmatch(between):
            return True
    return False


def _named(event: Event, sentence: str) -> re.Match[str] | None:
    """The words of a sentence that refer to an event as something that has been, where no date speaks against it."""
    named = event.sure.search(sentence) if event.sure else None
    if named is None or _WISHED.search(sentence) or ahead(sentence) or _agrees(sentence, event) is False:
        return None
    return named


def _on_its_weekday(sentence: str, event: Event, cue: re.Match[str]) -> bool:
    """Whether the weekday that a sentence names (of several, the first after the cue) is one of the event's days."""
    named = [m for m in NAMED_WEEKDAY.finditer(sentence) if not m["before"]]
    if len(named) > 1:
        named = [m for m in named if cue.start() <= m.start() <= cue.end() + 2 * REACH][:1]
    days = {(event.first + timedelta(n)).weekday() for n in range(min((event.last - event.first).days, 3) + 1)}
    return bool(named) and all(WEEKDAYS[m["day"].lower()] in days for m in named)


def _near(event: Event, sentence: str) -> re.Match[str] | None:
    """The cue of an event that stands within `REACH` characters of its place."""
    places = [m.span() for m in event.where.finditer(sentence)]
    if not places:
        return None
    for cue in event.cue.finditer(sentence):
        if any(start - cue.end() <= REACH and cue.start() - end <= REACH for start, end in places):
            return cue
    return None


def _agrees(sentence: str, event: Event) -> bool | None:
    """Whether the dates in a sentence agree with an event's: within ten days, or its month and year; None where there are none."""
    days = [p.readings[0] for p in printed(sentence) if len(p.readings) == 1]
    if days:
        return any(abs((d - event.first).days) <= 10 for d in days)
    named = MONTH_YEAR.search(sentence)
    if named:
        return int(named["y"]) == event.first.year and abs(MONTHS[named["m"].lower()] - event.first.month) <= 1
    years = {int(m["y"]) for m in YEAR.finditer(sentence)}
    if years:
        return event.first.year in years or None if len(years) > 1 else event.first.year in years
    bare = [(month, day) for month, day, _ in bare_days(sentence)]
    if bare:
        return any(_apart(event.first, m, d) <= 10 or _apart(event.last, m, d) <= 10 for m, d in bare)
    month = IN_MONTH.search(sentence)
    if month:
        return MONTHS[month["m"].lower()] in {event.first.month, event.last.month}
    return None


def _apart(day: date, month: int, number: int) -> int:
    """Days between a day and the nearest occurrence of a day without year."""
    return min(
        (abs((d - day).days) for y in (day.year - 1, day.year, day.year + 1) if (d := day_of(y, month, number))), default=999
    )
