"""What a text without a date says of the time it was written.

Every mark of time bounds the day of publication: a full date or a year that is told of as past bounds it from below; a war "in its
sixth year" from both sides; a known event (`chronology.yaml`) told as news puts it within days, one told as coming puts it before;
a day without its year ("April 5th") gets the year that the rest allows, and as papers write so only of the days just past, it bounds
from both sides too; weekdays decide at last within a week or two. What contradicts the stronger marks is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read.printed import MONTHS, WEEKDAYS, printed

DAY = timedelta(1)
FRESH = 7
"""Days within which an event is news, and within which papers write a day without its year."""
REACH = 60
"""Characters between a place and the word that says what befell it."""
_MONTH = "|".join(sorted({m.capitalize() for m in MONTHS}, key=len, reverse=True))
_YEARLESS = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?\d{{4}}|[:/.]\d)|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH})\b(?!,? \d{{4}}))"
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH}),? (?P<y>(?:19[5-9]|20[0-4])\d)\b")
_YEAR = re.compile(r"\b(?:in|since|of|from|during|until|late|early|mid-?|by|after|and)\s?(?P<y>(?:19[89]|20[0-4])\d)\b")
_IN_MONTH = re.compile(rf"\b(?:in|during|since|last) (?P<m>{_MONTH})\b(?! \d)")
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|should|if|hop(?:es?|ing)|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|expect(?:s|ed)?|likely|poised|objective|scheduled|due|set to|"
    r"before|ahead of|upcoming|next)\b"
)
_COMING = re.compile(
    r"\b(?:until|through|deadlines?|expires?|goals?|targets?|proposed|elections?|referendum|upcoming|coming|slated|projected|forecasts?|pledged|vow(?:s|ed)|"
    r"promised|budget|fiscal|contracts?|tomorrow|begins|starts|opens|runs|ends|season|schedule|tickets|by (?:the end of )?(?:19|20)\d\d)\b|'ll\b|’ll\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|has|have been|began|took|fell|left|broke|made|came|went|won|lost|held|met|led|rose|\w{2,}ed)\b"
)
_BACKGROUND = re.compile(
    rf"\b(?:had|ago|since|earlier|previous(?:ly)?|anniversary|last (?:year|month|week|summer|winter|spring|autumn|{_MONTH})|(?:in|of|from|late|early) (?:19|20)\d\d|"
    rf"(?:{_MONTH}),? (?:19|20)\d\d|\d,? (?:19|20)\d\d)\b"
)
_TOWARDS = re.compile(
    r"\b(?:to|close to|closes? in on|closing in on|about to|near(?:s|ing)?|on the (?:verge|brink) of|poised to|push\w* to|bid to|thrusts?.{0,30} to|set to)\s+(?:\w+ ){0,2}$"
)
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve thirteen".split(), range(1, 14), strict=True)
)
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(),
        range(1, 14),
        strict=True,
    )
)
_NTH_YEAR = re.compile(rf"\b(?:its|their|the|a) (?P<n>{'|'.join(_ORDINALS)})(?: straight| full)? year\b")
_YEARS_OF = re.compile(
    rf"\b(?:(?P<how>more than|over|almost|nearly|some|about) )?(?P<n>{'|'.join(_NUMBERS)})(?:[ -]years?(?:[ -]old)?(?: of)?| years? (?:into|of)(?: the| its)?)"
    r" (?:[\w-]+ ){0,2}(?:war|conflict|fighting)\b"
)
_WEEKDAY = re.compile(
    r"(?P<before>(?:\b(?:by|until|next|coming|this coming)\s+)?)(?P<late>(?:\b(?:late|as of)\s+(?:on\s+)?)?)\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?P<part>(?: night| evening)?)"
)
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"(?:19|20)\d\d|\d[/.-]\d")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_PHRASE = re.compile(r"\b[A-Z][\w'’‘-]*(?:[ -](?:[A-Z]|al-|ez-|el-|az-|es-|as-|ash-|ad-|of |the )[\w'’‘-]*)*")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of `chronology.yaml`."""

    id: str
    first: date
    last: date
    what: str
    where: re.Pattern[str]
    cue: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Met:
    """An event met in sentence `number`; `certain`: a date in the sentence agrees; `weekday`: its weekday does; `ahead`: it is told as coming; `lead`: near the top."""

    event: Event
    lead: bool
    ahead: bool
    towards: bool
    certain: bool
    weekday: bool
    sentence: str


@dataclass
class _Window:
    """Days [`low`, `high`) that are left; `lower` and `upper`: the reasons for either bound, the narrowest last."""

    low: date | None
    high: date | None
    lower: list[str] = field(default_factory=list)
    upper: list[str] = field(default_factory=list)

    def floor(self, day: date, why: str) -> None:
        """Not before `day`."""
        if (self.high is None or day < self.high) and (self.low is None or day > self.low):
            self.low = day
            self.lower.append(why)

    def roof(self, day: date, why: str) -> None:
        """Not on `day` or later."""
        if (self.low is None or day > self.low) and (self.high is None or day < self.high):
            self.high = day
            self.upper.append(why)

    @property
    def why(self) -> str:
        """The last two reasons for each bound."""
        return "; ".join(dict.fromkeys([*self.lower[-2:], *self.upper[-2:]]))

    @property
    def length(self) -> int | None:
        """Days in the window, None where it is open."""
        return None if self.low is None or self.high is None else (self.high - self.low).days


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
        )
        for e in knowledge.entries("chronology")
    ]
    return tuple(sorted(found, key=lambda e: (e.first, e.id)))


def infer(
    text: str, title: str | None, knowledge: Knowledge, *, page: str = "", within: tuple[date, date] | None = None
) -> Publication:
    """The days on which `text` may have been published, by what it says. `page`: the text of all articles of the same printed page;
    `within`: days [low, high) that are known from elsewhere."""
    window = _Window(*(within or (None, None)))
    sentences = list(_sentences(text, title))
    _explicit(window, sentences)
    _wars(window, sentences, knowledge)
    met = list(_met(sentences, knowledge))
    _events(window, met)
    _days_without_year(window, sentences, met)
    if page and page != text:
        _page(window, text, page, knowledge)
    _months(window, sentences)
    _weekdays(window, sentences)
    if window.low is None and window.high is None:
        return Publication()
    return Publication(window.low, window.high, "inferred", window.why or "the days given")


def _sentences(text: str, title: str | None) -> Iterator[tuple[str, bool]]:
    """Sentences with whether they stand in the lead (headline or first three paragraphs)."""
    if title:
        yield title, True
    for n, paragraph in enumerate(text.split("\n\n")):
        for sentence in _SENTENCE.split(paragraph):
            yield sentence, n < 3


def _ahead(sentence: str) -> bool:
    return _AHEAD.search(sentence) is not None


def _explicit(window: _Window, sentences: Sequence[tuple[str, bool]]) -> None:
    """Full dates, months and years in sentences told as past: the text is not older than the latest of them."""
    lows: list[tuple[date, str]] = []
    for sentence, _ in sentences:
        if _DIGITS.search(sentence) is None or _ahead(sentence) or _COMING.search(sentence) or not _PAST.search(sentence):
            continue
        for item in printed(sentence):
            if len(item.readings) == 1:
                lows.append((item.readings[0], f"it names {item.text.strip()}"))
        for match in _MONTH_YEAR.finditer(sentence):
            lows.append((date(int(match["y"]), MONTHS[match["m"].lower()], 1), f"it names {match[0]}"))
        for match in _YEAR.finditer(sentence):
            lows.append((date(int(match["y"]), 1, 1), f"it names {match['y']}"))
    if lows:
        window.floor(*max(lows))


def _years_after(day: date, years: float) -> date:
    return day + timedelta(round(years * 365.2425))


@lru_cache(maxsize=8)
def _counted(knowledge: Knowledge) -> tuple[tuple[date, re.Pattern[str]], ...]:
    """The wars that texts count by: since when, and the words for them."""
    return tuple((w["began"], re.compile(w["where"])) for w in knowledge.entries("wars"))


def _wars(window: _Window, sentences: Sequence[tuple[str, bool]], knowledge: Knowledge) -> None:
    if not any("year" in s for s, _ in sentences):
        return
    text = " ".join(s for s, _ in sentences)
    wars = [w for w in _counted(knowledge) if w[1].search(text)]
    if not wars:
        return
    for sentence, _ in sentences:
        nth, years = _NTH_YEAR.search(sentence), _YEARS_OF.search(sentence)
        if nth and re.search(r"\b(?:war|conflict|fighting|uprising|revolt)\b", sentence):
            span, said = (_ORDINALS[nth["n"]] - 1.1, _ORDINALS[nth["n"]] + 0.1), nth[0]
        elif years:
            n, how = _NUMBERS[years["n"]], years["how"] or ""
            span = (
                (n, n + 1.0)
                if how in {"more than", "over"}
                else (n - 1.0, n + 0.1)
                if how in {"almost", "nearly"}
                else (n - 0.8, n + 1.0)
            )
            said = years[0]
        else:
            continue
        began = next((w for w in wars if w[1].search(sentence)), wars[0])[0]
        low, high = _years_after(began, span[0]), _years_after(began, span[1])
        if (window.low is None or window.low < high) and (window.high is None or low < window.high):
            window.floor(low, f"it says {said!r}")
            window.roof(high, f"it says {said!r}")
            return


def _met(sentences: Sequence[tuple[str, bool]], knowledge: Knowledge) -> Iterator[_Met]:
    names = "\n".join(dict.fromkeys(p for s, _ in sentences for p in _PHRASE.findall(s)))
    events = [e for e in chronology(knowledge) if e.where.search(names)]
    for sentence, lead in sentences if events else ():
        for event in events:
            where = event.where.search(sentence)
            cue = _near(event, sentence) if where else None
            if cue is None:
                continue
            agrees = _agrees(sentence, event)
            weekday = agrees is None and _on_its_weekday(sentence, event) and _only(event, events)
            if agrees is False:
                continue
            towards = _TOWARDS.search(sentence[: cue.start()]) is not None
            yield _Met(
                event, lead, towards or _ahead(sentence), towards, agrees is True or (weekday and lead), weekday, sentence
            )


def _on_its_weekday(sentence: str, event: Event) -> bool:
    """Whether the one weekday that a sentence names is the event's."""
    named = {WEEKDAYS[m["day"].lower()] for m in _WEEKDAY.finditer(sentence) if not m["before"]}
    return named == {event.first.weekday()}


def _only(event: Event, events: Sequence[Event]) -> bool:
    return sum(e.where.pattern == event.where.pattern for e in events) == 1


def _near(event: Event, sentence: str) -> re.Match[str] | None:
    """The cue of an event that stands within `REACH` characters of its place."""
    places = [m.span() for m in event.where.finditer(sentence)]
    for cue in event.cue.finditer(sentence):
        if any(start - cue.end() <= REACH and cue.start() - end <= REACH for start, end in places):
            return cue
    return None


def _agrees(sentence: str, event: Event) -> bool | None:
    """Whether the dates in a sentence agree with an event's: within ten days, or its month and year; None where there are none."""
    days = [p.readings[0] for p in printed(sentence) if len(p.readings) == 1]
    if days:
        return any(abs((d - event.first).days) <= 10 for d in days)
    named = _MONTH_YEAR.search(sentence)
    if named:
        return int(named["y"]) == event.first.year and abs(MONTHS[named["m"].lower()] - event.first.month) <= 1
    years = {int(m["y"]) for m in _YEAR.finditer(sentence)}
    if years:
        return event.first.year in years or None if len(years) > 1 else event.first.year in years
    bare = [(month, day) for month, day, _ in _bare_days(sentence)]
    if bare:
        return any(_apart(event.first, m, d) <= 10 or _apart(event.last, m, d) <= 10 for m, d in bare)
    month = _IN_MONTH.search(sentence)
    if month:
        return MONTHS[month["m"].lower()] in {event.first.month, event.last.month}
    return None


def _apart(day: date, month: int, number: int) -> int:
    """Days between a day and the nearest occurrence of a day without year."""
    return min(
        (abs((d - day).days) for y in (day.year - 1, day.year, day.year + 1) if (d := _date(y, month, number))), default=999
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _bare_days(sentence: str) -> Iterator[tuple[int, int, int]]:
    """Month, day and offset of the days without a year in a sentence."""
    for match in _YEARLESS.finditer(sentence) if _DIGIT.search(sentence) else ():
        month, day = MONTHS[(match["m1"] or match["m2"]).lower()], int(match["d1"] or match["d2"])
        if 1 <= day <= 31:
            yield month, day, match.start()


def _events(window: _Window, met: Sequence[_Met]) -> None:
    """Known events: one whose sentence dates it bounds from below; one told in the lead as news, on a weekday that fits
    it or another event of those days, puts the text within days; one told in the lead as coming bounds from above."""
    past = [m for m in met if not m.ahead and (window.high is None or m.event.first < window.high)]
    for m in past:
        if m.certain:
            window.floor(m.event.first, f"it tells of the {m.event.first:%B %Y} event {m.event.what!r}")
            _relative(window, m)
    fixed = [m.event.first for m in past if m.weekday]
    news = [m for m in past if m.lead and not _BACKGROUND.search(m.sentence)]
    news = [m for m in news if m.certain or any(abs((m.event.first - day).days) <= 3 for day in fixed)]
    news = [m for m in news if window.low is None or m.event.last >= window.low]
    if news and (max(m.event.first for m in news) - min(m.event.first for m in news)).days <= 60:
        event = max((m.event for m in news), key=lambda e: (e.first, e.id))
        window.floor(event.first, f"it tells of {event.what!r} as news")
        window.roof(event.last + FRESH * DAY, f"it tells of {event.what!r} ({event.first:%-d %B %Y}) as news")
        return
    coming = {
        m.event for m in met if m.towards and m.lead and window.low and window.high and window.low < m.event.first < window.high
    }
    if len(coming) == 1 and window.length is not None and window.length < 800:
        event = coming.pop()
        window.roof(event.last + DAY, f"it tells of {event.what!r} ({event.first:%-d %B %Y}) as coming")
        window.floor(event.first - 2 * FRESH * DAY, "that was near")


def _relative(window: _Window, m: _Met) -> None:
    """`last December`, `last month`, `weeks after` beside an event."""
    first = m.event.first
    month = re.search(rf"\blast (?P<m>{_MONTH})\b", m.sentence)
    if month and MONTHS[month["m"].lower()] == first.month:
        window.roof(date(first.year + 1, 12, 31) + DAY, f"it says {month[0]!r} of {m.event.what!r}")
    elif re.search(r"\blast month\b", m.sentence):
        later = first.replace(day=1) + timedelta(31)
        start = later.replace(day=1)
        window.floor(start, f"it says 'last month' of {m.event.what!r}")
        window.roof((start + timedelta(31)).replace(day=1), f"it says 'last month' of {m.event.what!r}")
    elif _weeks(m):
        window.floor(first + 10 * DAY, f"it says 'weeks' after {m.event.what!r}")
        window.roof(first + 70 * DAY, f"it says 'weeks' after {m.event.what!r}")


def _weeks(m: _Met) -> bool:
    """Whether a sentence puts itself weeks after the event: `weeks after` it, or it and `weeks ago`."""
    place = m.event.where.search(m.sentence)
    after = re.search(r"\bweeks after\b", m.sentence)
    if after and place:
        return any(found.start() > after.end() for found in m.event.where.finditer(m.sentence))
    return re.search(r"\b(?:two|three|four|five|six|few|several|some) weeks (?:ago|earlier)\b", m.sentence) is not None


def _days_without_year(window: _Window, sentences: Sequence[tuple[str, bool]], met: Sequence[_Met]) -> None:
    """`April 5th`: the year is the one that the window allows; the latest such day is at most a week before the text."""
    bare = [
        (m, d, s[max(0, at - 30) : at + 12])
        for s, _ in sentences
        for m, d, at in _bare_days(s)
        if not _ahead(s[max(0, at - 50) : at])
    ]
    anchor = max((m.event.first for m in met if m.certain), default=None)
    if not bare or (anchor is None and (window.length is None or window.length > 380)):
        return
    days = [d for m, n, _ in bare if (d := _placed(window, anchor, m, n)) is not None]
    if not days:
        return
    latest = max(days)
    said = f"the latest day it names without a year is {latest:%-d %B} ({latest.year})"
    window.floor(latest, said)
    if window.low is not None and window.low - latest < FRESH * DAY:
        window.roof(latest + FRESH * DAY, said)


def _placed(window: _Window, anchor: date | None, month: int, number: int) -> date | None:
    base = anchor.year if anchor else (window.high or window.low or date.min).year
    days = [d for y in (base - 1, base, base + 1) if (d := _date(y, month, number))]
    if anchor is not None:
        days = [d for d in days if abs((d - anchor).days) <= 180]
    days = [d for d in days if window.high is None or d < window.high]
    return max(days, default=None)


def _page(window: _Window, text: str, page: str, knowledge: Knowledge) -> None:
    """Articles of one printed page appear on one day: what the others say of time holds for this one."""
    rest = infer(page, None, knowledge)
    if (
        rest.start is not None
        and rest.stop is not None
        and (window.length is None or (rest.stop - rest.start).days <= window.length + FRESH)
    ):
        window.floor(rest.start, "another article of the page says so")
        window.roof(rest.stop, "another article of the page says so")


def _months(window: _Window, sentences: Sequence[tuple[str, bool]]) -> None:
    """`said in August` is written when August is over."""
    if window.low is None or window.high is None or (window.high - window.low).days > 100:
        return
    for sentence, _ in sentences:
        for match in _IN_MONTH.finditer(sentence):
            month = MONTHS[match["m"].lower()]
            if month == window.low.month and not _ahead(sentence):
                after = (window.low.replace(day=1) + timedelta(31)).replace(day=1)
                if after < window.high:
                    window.floor(after, f"it says {match[0]!r}, so that month is over")


def _weekdays(window: _Window, sentences: Sequence[tuple[str, bool]]) -> None:
    """Within two weeks, weekdays decide: dailies name the day itself or the day before, and what is to come lies ahead."""
    if window.low is None or window.high is None or not 2 <= (window.high - window.low).days <= 16:
        return
    past: set[tuple[int, int]] = set()
    coming: set[int] = set()
    for sentence, _ in sentences:
        for match in _WEEKDAY.finditer(sentence):
            number = WEEKDAYS[match["day"].lower()]
            if match["before"] or _ahead(sentence[max(0, match.start() - 40) : match.start()]):
                coming.add(number)
            else:
                past.add((number, int(bool(match["late"] or match["part"]))))
    if not past:
        return
    days = [window.low + timedelta(n) for n in range((window.high - window.low).days)]
    costs = {d: _cost(d, past, coming) for d in days}
    least = min(costs.values())
    near = [d for d in days if costs[d] <= least + 4 / 3]
    if near[-1] - near[0] > 3 * DAY:
        return
    said = ", ".join(
        sorted({d for s, _ in sentences for d in re.findall(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", s)})
    )
    window.floor(near[0], f"it speaks of {said}")
    window.roof(near[-1] + DAY, f"it speaks of {said}")


def _cost(day: date, past: set[tuple[int, int]], coming: set[int]) -> float:
    """How far `day` lies from the weekdays: days since the latest told as past, a third of those since the earliest, days to the next
    told as coming (which may be the day itself)."""
    gaps = [(day.weekday() - number) % 7 for number, _ in past]
    ahead = min(((number - day.weekday()) % 7 for number in coming), default=0)
    return min(gaps) + max(gaps) / 3 + max(0, ahead - 1)


def nearest(text: str, readings: Sequence[date]) -> date | None:
    """The one of several days that follows within ten days on the latest day that a text names without a year; None where not one does."""
    bare = [(m, d) for m, d, at in _bare_days(text) if not _ahead(text[max(0, at - 50) : at])]
    fits = []
    for day in readings:
        gaps = [(day - d).days for m, n in bare if (d := _date(day.year, m, n)) is not None]
        if gaps and -1 <= min((g for g in gaps if g >= -1), default=99) <= 10:
            fits.append(day)
    return fits[0] if len(fits) == 1 else None
