"""How values are said on a page: dates, periods, confidences, kinds. Plain functions, used as Jinja filters."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from markupsafe import Markup, escape

from khaldun.model import DONE, RELATIONS, Article, Claim, ControlSpell, Figure, Period, Place, Publication, Quantity
from khaldun.store.countries import kind_and_country
from khaldun.store.views import PlaceSummary

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

BASES = {
    "explicit": "as written",
    "relative": "counted from the article’s day",
    "context": "counted from another date in the text",
    "article": "no date said; the article’s own day",
}
BEARINGS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
COUNTRY_WORDS = {"whole": "", "most": "most of ", "part": "part of "}


def day(value: date | None) -> str:
    """`27 March 2016`; an en dash for None."""
    return "–" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: str) -> str:
    """`2026-03-01T09:05:00+00:00` -> `1 March 2026, 09:05 UTC`."""
    when = datetime.fromisoformat(value)
    return f"{day(when.date())}, {when:%H:%M} UTC"


def days(start: date | None, last: date | None) -> str:
    """Both ends in as few words as are clear: `27 March 2016`, `3–27 March 2016`, `March 2016`, `2016`."""
    if start is None or last is None:
        known = start or last
        return "an unknown date" if known is None else (f"since {day(start)}" if start else f"until {day(last)}")
    if start == last:
        return day(start)
    whole_months = start.day == 1 and (last + timedelta(1)).day == 1
    if whole_months and start.year == last.year:
        if (start.month, last.month) == (1, 12):
            return str(start.year)
        if start.month == last.month:
            return f"{MONTHS[start.month - 1]} {start.year}"
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{last.day} {MONTHS[start.month - 1]} {start.year}"
    if start.year == last.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(last)}"
    return f"{day(start)} – {day(last)}"


def before(value: date) -> date:
    """The day before: the last day of what stops at `value`."""
    return value - timedelta(1)


def spanned(start: date, stop: date) -> str:
    """A half-open stretch."""
    return days(start, before(stop))


def period(value: Period) -> str:
    """A claim's time."""
    return days(value.start, value.last)


def basis(value: Period) -> str:
    """How a claim's time was read: `“on Sunday”, counted from the article’s day`."""
    how = BASES[value.basis]
    return f"“{value.text}”, {how}" if value.text else how


def published(value: Publication) -> str:
    """An article's date."""
    if value.start is None or value.last is None:
        return f"not after {day(value.last)}" if value.last else f"not before {day(value.start)}" if value.start else "undated"
    return days(value.start, value.last)


def percent(value: float) -> str:
    """`0.824` -> `82 %`; never 0 % or 100 % for what is neither."""
    rounded = round(value * 100)
    if rounded >= 100 and value < 1:
        return "> 99 %"
    if rounded <= 0 and value > 0:
        return "< 1 %"
    return f"{rounded} %"


def kind(value: str) -> str:
    """`control.gain` -> `control gain`."""
    return value.replace(".", " ")


def tone(status: str) -> str:
    """The class of a status: `fact`, `denied`, or `open` for what is planned, expected or supposed."""
    return "fact" if status in DONE else ("denied" if status == "denied" else "open")


def number(value: float) -> str:
    """`12000.0` -> `12,000`."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def amount_of(value: Quantity | Figure) -> str:
    """`200–250`, `at least 200`, `up to 250`; empty where no number is known."""
    if value.low is None:
        return "" if value.high is None else f"up to {number(value.high)}"
    if value.high is None:
        return f"at least {number(value.low)}"
    return number(value.low) if value.low == value.high else f"{number(value.low)}–{number(value.high)}"


def quantity(value: Quantity) -> str:
    """`200–250 civilian (killed)`."""
    amount = amount_of(value) or value.text
    return " ".join(part for part in (amount, value.unit or "", f"({value.role})" if value.role else "") if part)


def place(value: Place) -> str:
    """A place's name as a claim means it: `part of Palmyra`, `70 km east of Palmyra`."""
    return COUNTRY_WORDS[value.extent] + value.name


def where(value: Place | PlaceSummary) -> str:
    """`34.560° N, 38.267° E`, with how far the point may lie off; empty where the place has no point."""
    if value.lat is None or value.lon is None:
        return ""
    at = f"{abs(value.lat):.3f}° {'N' if value.lat >= 0 else 'S'}, {abs(value.lon):.3f}° {'E' if value.lon >= 0 else 'W'}"
    return at + (f", within {number(value.radius_km)} km" if value.radius_km and value.radius_km >= 1 else "")


def headline(article: Article) -> str:
    """The title, or the first words of an article without one."""
    if article.title:
        return article.title
    words = article.text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "") or "An article without text"


def lead(spell: ControlSpell) -> str | None:
    """Whose colour a spell has: its holder's, or where several contend and none holds, the likeliest one's."""
    return spell.holder_id or (spell.others[0][0] if spell.status == "contested" and spell.others else None)


def said_on(claim: Claim) -> date | None:
    """The day as of which a claim speaks: the last of a state that went on or of days that are named, the first of a vaguer time, so
    that `in December`, written on the 11th, is not a report of the 31st."""
    when = claim.when
    exact = claim.status == "ongoing" or when.precision == "day"
    return (when.last if exact else when.start) or when.start or when.last


def who(claim: Claim) -> str:
    """Who does what to whom in a few words, for lists: `Islamic State · control gain · Palmyra`."""
    parts = (
        ", ".join(dict.fromkeys(a.name for a in claim.actors)),
        kind(claim.kind),
        ", ".join(dict.fromkeys(a.name for a in claim.targets)),
        place(claim.place) if claim.place else "",
    )
    return " · ".join(part for part in parts if part)


_CLAIM = re.compile(r"clm-[0-9a-f]+")


def with_claims(text: str) -> Markup:
    """What claims differ in, with a link to each claim in place of its id, numbered as they come."""
    numbers = {key: n for n, key in enumerate(dict.fromkeys(_CLAIM.findall(text)), 1)}
    return Markup(_CLAIM.sub(lambda m: f'<a href="/claim/{m[0]}">claim {numbers[m[0]]}</a>', str(escape(text))))  # noqa: S704 - escaped before


FILTERS = {
    "day": day, "days": days, "moment": moment, "before": before, "spanned": spanned, "period": period, "basis": basis, "published": published, "percent": percent, "kind": kind, "tone": tone,
    "number": number, "range": amount_of, "quantity": quantity, "placename": place, "where": where, "headline": headline, "who": who, "lead": lead,
    "kind_and_country": kind_and_country, "with_claims": with_claims, "relation": RELATIONS.__getitem__,
}  # fmt: skip
