"""What a text without a date says of the time it was written.

Every mark of time bounds the day of publication: a full date or a year that is told of as past bounds it from below; a war "in its
sixth year" from both sides; a known event (`chronology.yaml`) told as news puts it within days, one told as coming puts it before;
a day without its year ("April 5th") gets the year that the rest allows, and as papers write so only of the days just past, it bounds
from both sides too; weekdays decide at last within a week or two. What contradicts the stronger marks is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read import offices, wars
from khaldun.read.events import Met, met
from khaldun.read.marks import (
    BACKGROUND,
    COMING,
    DIGITS,
    IN_MONTH,
    LATER,
    MONTH_YEAR,
    NAMED_WEEKDAY,
    PAST,
    WEEKDAY_AND_DAY,
    YEAR,
    ahead,
    bare_days,
    day_of,
    is_news,
    sentences,
)
from khaldun.read.printed import MONTHS, WEEKDAYS, printed
from khaldun.read.relations import relate
from khaldun.read.window import DAY, FRESH, Window


def infer(
    text: str, title: str | None, knowledge: Knowledge, *, page: str = "", within: tuple[date | None, date | None] | None = None
) -> Publication:
    """The days on which `text` may have been published, by what it says. `page`: the text of all articles of the same printed page;
    `within`: days [low, high) that are known from elsewhere."""
    window = Window(*(within or (None, None)))
    said = list(sentences(text, title))
    _explicit(window, said)
    printed_low = window.low
    offices.bound(window, said, knowledge)
    wars.count(window, said, knowledge)
    found = list(met(said, knowledge))
    news = is_news(said)
    _paired(window, said, known=bool(found) or window.low != printed_low)
    _events(window, found, news and not any(True for s, _ in said for _ in bare_days(s)))
    _days_without_year(window, said, found, news)
    if page and page != text:
        _page(window, text, page, knowledge)
    _months(window, said)
    _weekdays(window, said)
    if window.low is None and window.high is None:
        return Publication()
    return Publication(window.low, window.high, "inferred", window.why or "the days given")


def _explicit(window: Window, said: Sequence[tuple[str, bool]]) -> None:
    """Full dates, months and years in sentences told as past: the text is not older than the latest of them."""
    lows: list[tuple[date, str]] = []
    for sentence, _ in said:
        if DIGITS.search(sentence) is None or ahead(sentence) or COMING.search(sentence) or not PAST.search(sentence):
            continue
        for item in printed(sentence):
            if len(item.readings) == 1:
                lows.append((item.readings[0], f"it names {item.text.strip()}"))
        for match in MONTH_YEAR.finditer(sentence):
            lows.append((date(int(match["y"]), MONTHS[match["m"].lower()], 1), f"it names {match[0]}"))
        for match in YEAR.finditer(sentence):
            lows.append((date(int(match["y"]), 1, 1), f"it names {match['y']}"))
    if lows:
        window.floor(*max(lows))


def _paired(window: Window, said: Sequence[tuple[str, bool]], *, known: bool) -> None:
    """`Monday, April 3`: the year is the one in which that day is a Monday, where the window leaves no more than one such year; papers
    print both of days within some weeks. `known`: what bounds the window is a name or event of the wars, so that it is near."""
    pairs = [
        (WEEKDAYS[m["w"].lower()], MONTHS[(m["m1"] or m["m2"]).lower()], int(m["d1"] or m["d2"]), m[0])
        for s, lead in said
        if lead or (window.length or 9999) < 800
        for m in WEEKDAY_AND_DAY.finditer(s)
    ]
    if not pairs or window.low is None or (window.high is None and not known):
        return
    last = (window.high or window.low + 6 * 365 * DAY).year
    years = [
        y
        for y in range(window.low.year, last + 1)
        if all(
            (d := day_of(y, m, n)) is not None and d.weekday() == w and window.admits(d - 40 * DAY, d + 40 * DAY)
            for w, m, n, _ in pairs
        )
    ]
    if len(years) != 1:
        return
    days = sorted(d for _, m, n, _ in pairs if (d := day_of(years[0], m, n)) is not None)
    if (days[-1] - days[0]).days <= 60:
        window.between(days[0] - 30 * DAY, days[-1] + 45 * DAY, f"{pairs[0][3]!r} was in {years[0]}")


def _events(window: Window, found: Sequence[Met], fresh: bool) -> None:
    """Known events: one whose sentence dates it bounds from below; one told in the lead as news, on a weekday that fits
    it or another event of those days, puts the text within days; one told in the lead as coming bounds from above."""
    past = [m for m in found if not m.ahead and (window.high is None or m.event.first < window.high)]
    for m in past:
        if m.certain:
            window.floor(m.event.first, f"it tells of the {m.event.first:%B %Y} event {m.event.what!r}")
            relate(window, m)
    if not fresh:
        return  # a chronicle; or the text names days, and those say better how fresh it is
    fixed = [m.event.first for m in past if m.weekday]
    news = [
        m for m in past if m.lead and m.named is None and not BACKGROUND.search(m.sentence) and not LATER.search(m.sentence)
    ]
    news = [m for m in news if m.certain or any(abs((m.event.first - day).days) <= 3 for day in fixed)]
    news = [m for m in news if window.low is None or m.event.last >= window.low]
    if news and (max(m.event.first for m in news) - min(m.event.first for m in news)).days <= 60:
        event = max((m.event for m in news), key=lambda e: (e.first, e.id))
        why = f"it tells of {event.what!r} ({event.first:%-d %B %Y}) as news"
        window.floor(event.first, why)
        window.roof(event.last + FRESH * DAY, why)
        return
    coming = {
        m.event
        for m in found
        if m.towards and m.lead and window.low and window.high and window.low < m.event.first < window.high
    }
    if len(coming) == 1 and window.length is not None and window.length < 800:
        event = coming.pop()
        window.roof(event.last + DAY, f"it tells of {event.what!r} ({event.first:%-d %B %Y}) as coming")
        window.floor(event.first - 2 * FRESH * DAY, "that was near")


def _days_without_year(window: Window, said: Sequence[tuple[str, bool]], found: Sequence[Met], fresh: bool) -> None:
    """`April 5th`: the year is the one that the window allows; the latest such day is at most a week before the text."""
    bare = [
        (m, d, s[max(0, at - 30) : at + 12]) for s, _ in said for m, d, at in bare_days(s) if not ahead(s[max(0, at - 50) : at])
    ]
    anchor = max((m.event.first for m in found if m.certain), default=None)
    if not bare or (anchor is None and (window.length is None or window.length > 380)):
        return
    days = [d for m, n, _ in bare if (d := _placed(window, anchor, m, n)) is not None]
    if not days:
        return
    latest = max(days)
    why = f"the latest day it names without a year is {latest:%-d %B} ({latest.year})"
    window.floor(latest, why)
    if fresh and window.low is not None and window.low - latest < FRESH * DAY:
        window.roof(max(latest, window.low) + FRESH * DAY, why)


def _placed(window: Window, anchor: date | None, month: int, number: int) -> date | None:
    base = anchor.year if anchor else (window.high or window.low or date.min).year
    days = [d for y in (base - 1, base, base + 1) if (d := day_of(y, month, number))]
    if anchor is not None:
        days = [d for d in days if abs((d - anchor).days) <= 180]
    days = [d for d in days if window.high is None or d < window.high]
    return max(days, default=None)


def _page(window: Window, text: str, page: str, knowledge: Knowledge) -> None:
    """Articles of one printed page appear on one day: what the others say of time holds for this one."""
    rest = infer(page, None, knowledge)
    if (
        rest.start is not None
        and rest.stop is not None
        and (window.length is None or (rest.stop - rest.start).days <= window.length + FRESH)
    ):
        window.floor(rest.start, "another article of the page says so")
        window.roof(rest.stop, "another article of the page says so")


def _months(window: Window, said: Sequence[tuple[str, bool]]) -> None:
    """`said in August` is written when August is over."""
    if window.low is None or window.high is None or (window.high - window.low).days > 100:
        return
    for sentence, _ in said:
        for match in IN_MONTH.finditer(sentence):
            month = MONTHS[match["m"].lower()]
            if month == window.low.month and not ahead(sentence):
                after = (window.low.replace(day=1) + timedelta(31)).replace(day=1)
                if after < window.high:
                    window.floor(after, f"it says {match[0]!r}, so that month is over")


def _weekdays(window: Window, said: Sequence[tuple[str, bool]]) -> None:
    """Within two weeks, weekdays decide: dailies name the day itself or the day before, and what is to come lies ahead."""
    if window.low is None or window.high is None or not 2 <= (window.high - window.low).days <= 16:
        return
    past: set[tuple[int, int]] = set()
    coming: set[int] = set()
    for sentence, _ in said:
        dated = {m.start() for m in WEEKDAY_AND_DAY.finditer(sentence)}
        for match in NAMED_WEEKDAY.finditer(sentence):
            if match.start("day") in dated:
                continue
            number = WEEKDAYS[match["day"].lower()]
            if match["before"] or ahead(sentence[max(0, match.start() - 40) : match.start()]):
                coming.add(number)
            else:
                past.add((number, int(bool(match["late"] or match["part"]))))
    if not past or (len(past) == 1 and not coming):
        return  # one weekday alone may lie six days back
    days = [window.low + timedelta(n) for n in range((window.high - window.low).days)]
    costs = {d: _cost(d, past, coming) for d in days}
    least = min(costs.values())
    near = [d for d in days if costs[d] <= least + 4 / 3]
    if near[-1] - near[0] > 3 * DAY:
        return
    names = ", ".join(sorted({d for s, _ in said for d in re.findall(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", s)}))
    window.floor(near[0], f"it speaks of {names}")
    window.roof(near[-1] + DAY, f"it speaks of {names}")


def _cost(day: date, past: set[tuple[int, int]], coming: set[int]) -> float:
    """How far `day` lies from the weekdays: days since the latest told as past, a third of those since the earliest, days to the next
    told as coming (which may be the day itself)."""
    gaps = [(day.weekday() - number) % 7 for number, _ in past]
    ahead = min(((number - day.weekday()) % 7 for number in coming), default=0)
    return min(gaps) + max(gaps) / 3 + max(0, ahead - 1)


def nearest(text: str, readings: Sequence[date]) -> date | None:
    """The one of several days that follows within ten days on the latest day that a text names without a year; None where not one does."""
    bare = [(m, d) for m, d, at in bare_days(text) if not ahead(text[max(0, at - 50) : at])]
    fits = []
    for day in readings:
        gaps = [(day - d).days for m, n in bare if (d := day_of(day.year, m, n)) is not None]
        if gaps and -1 <= min((g for g in gaps if g >= -1), default=99) <= 10:
            fits.append(day)
    return fits[0] if len(fits) == 1 else None
