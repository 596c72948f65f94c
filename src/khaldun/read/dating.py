"""When an article was published: on what basis, and why, in words an analyst can check.

In the order of trust: metadata of the page or line; a date printed with the article; a dated copy of the same text; what the
text says of time. The last two give an interval, as narrow as can be defended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from khaldun.knowledge import Knowledge
from khaldun.model import Article, Dateline, Publication, month_of, year_of
from khaldun.read import evidence, press
from khaldun.read.printed import MONTHS, WEEKDAY, Printed, printed

DAY = timedelta(1)
COPIES_WITHIN = 3
"""Days within which outlets print copies of one agency text."""
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 1, 1)
_LABEL = re.compile(
    r"\b(?:published?|posted|date[ds]?|updated?|last|first|modified|created|issued?|released?|edited|revised|amended|on|at|by|from|the|print|edition|"
    r"page|news|list|section|article|story|time|gmt|utc|est|edt|pst|pdt|cet|cest|bst|ist|et|eet|ast|am|pm|a\.m|p\.m|hrs?|hours|ago|local|"
    rf"issue|no|vol|volume|number|of|for|in|and|web|posted|added|day|today|{WEEKDAY.replace('?P<weekday>', '?:')})\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited|revised|amended)\b", re.IGNORECASE)
_ISSUED = re.compile(r"\b(?:publish\w*|posted|first|created|issued?|released?)\b", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(
    rf"\b(?:(?:{'|'.join(MONTHS)})\.? \d{{1,2}}\b|\d{{1,2}} (?:{'|'.join(MONTHS)})\b)(?!,? \d)", re.IGNORECASE
)
_ISO = re.compile(r"\s*(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ].*)?$")


def of_metadata(value: object, what: str) -> Publication:
    """A publication day from a machine-readable value (ISO day, month, year or time); `what` names where it stood.

    The day is the one written: a time zone behind it does not move it, as the page shows that day to its readers.
    """
    if isinstance(value, datetime | date):
        value = value.isoformat()
    if not isinstance(value, str) or not value.strip():
        return Publication()
    match = _ISO.match(value)
    try:
        if match and match[3]:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            start, stop = day, day + DAY
        elif match and match[2]:
            start, stop = month_of(int(match[1]), int(match[2]))
        elif match and "T" not in value:
            start, stop = year_of(int(match[1]))
        else:
            found = [p for p in printed(value) if len(p.readings) == 1]
            if not found:
                return Publication(why=f"{what} says {value.strip()[:40]!r}, which is no date")
            start, stop = found[0].readings[0], found[0].readings[0] + DAY
    except ValueError:
        return Publication(why=f"{what} says {value.strip()[:40]!r}, which is no date")
    if not _EARLIEST <= start < _LATEST:
        return Publication(why=f"{what} says {value.strip()[:40]!r}, which cannot be")
    return Publication(start, stop, "metadata", f"{what}: {value.strip()[:40]}")


def is_date_line(text: str) -> bool:
    """Whether a line above a text is there to date it: a full date, and beside it only words such as `Updated`, a time, a byline."""
    if len(text) > 160:
        return False
    found = list(printed(text))
    if not found:
        return False
    rest = text
    for item in reversed(found):
        rest = rest[: item.start] + " " + rest[item.end :]
    rest = re.sub(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?|[+-]\d{2}:?\d{2}|\d+", " ", rest, flags=re.IGNORECASE)
    by = re.match(r"\s*by\b.{2,60}", rest, re.IGNORECASE) is not None
    left = re.findall(r"\w+", _LABEL.sub(" ", rest))
    return len(left) <= (6 if by else 4) and not (len(left) > 2 and text.rstrip().endswith((".", "!", "?")))


_ISSUE = re.compile(
    rf"\b(?P<month>{'|'.join(m.capitalize() for m in sorted(MONTHS, key=len, reverse=True))})\.? (?P<first>\d{{1,2}})\s*[-–—]\s*"
    rf"(?:(?P<other>{'|'.join(m.capitalize() for m in sorted(MONTHS, key=len, reverse=True))})\.? )?(?P<last>\d{{1,2}}),? (?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<first2>\d{{1,2}})\s*[-–—]\s*(?P<last2>\d{{1,2}}) (?P<month2>{'|'.join(m.capitalize() for m in sorted(MONTHS, key=len, reverse=True))})\.?,? (?P<year2>(?:19|20)\d\d)\b"
)


def issue(text: str) -> Publication:
    """The days of a weekly's issue that a running head prints (`April 3 - 9, 2015`)."""
    match = _ISSUE.search(text) if len(text) <= 120 else None
    if match is None:
        return Publication()
    year = int(match["year"] or match["year2"])
    month = MONTHS[(match["month"] or match["month2"]).lower()]
    until = MONTHS[match["other"].lower()] if match["other"] else month
    try:
        start = date(year, month, int(match["first"] or match["first2"]))
        stop = date(year, until, int(match["last"] or match["last2"])) + DAY
    except ValueError:
        return Publication()
    if not 0 < (stop - start).days <= 45:
        return Publication()
    return Publication(start, stop, "text", f"the page's head prints {match[0]!r}")


def leading(text: str, title: str | None) -> Publication:
    """The day that a text handed over as it stands begins with, alone or after its headline (`Published February 23 2015 Ten children ...`)."""
    head = text[:400].lstrip()
    offset = len(text[:400]) - len(head)
    skip = len(title) if title and head.startswith(title) else 0
    for item in printed(head[: skip + 90]):
        before, after = head[skip : item.start], head[item.end :].lstrip(" :|)-–—")
        plain = _LABEL.sub(" ", before)
        if re.search(r"\w", plain) or re.match(r"(?:on|in|by|from|at|of|for)\b", before.strip(), re.IGNORECASE):
            break
        if len(item.readings) == 1 and (
            after[:1].isupper() or after[:1].isdigit() or after[:1] in "\"“'(" or after.startswith("by ")
        ):
            day = item.readings[0]
            return Publication(
                day, day + DAY, "text", f"the text begins with {text[offset : offset + item.end][-60:].strip()!r}"
            )
        break
    return Publication()


def filed(dateline: Dateline | None, said: Publication) -> Publication:
    """The day that a dateline prints (`BEIRUT, 3 March 2017 (AFP)`). One without its year is the only such day within what the text
    says of time (`said`), where that is bounded and holds one alone."""
    if dateline is None:
        return Publication()
    told = said.basis in {"metadata", "text"}
    for item in printed(dateline.text):
        if len(item.readings) == 1:
            day = item.readings[0]
            if told and not _within(day, said):
                return Publication()
            return Publication(day, day + DAY, "text", f"the dateline prints {item.text.strip()!r}")
    if said.start is None or said.stop is None:
        return Publication()
    years = range(said.start.year, said.stop.year + 1)
    found = {
        (item.readings[0], told[0])
        for told in _MONTH_AND_DAY.finditer(dateline.text)
        for year in years
        for item in printed(f"{told[0]} {year}")
        if _within(item.readings[0], said)
    }
    if len(found) != 1:
        return Publication()
    day, words = found.pop()
    return Publication(day, day + DAY, "text", f"the dateline prints {words!r}; {said.why}")


def _within(day: date, said: Publication) -> bool:
    return (said.start is None or said.start <= day) and (said.stop is None or day < said.stop)


def masthead(text: str) -> str | None:
    """The words of a date line that are neither date nor label, as they stand."""
    rest = text
    for item in reversed(list(printed(text))):
        rest = rest[: item.start] + "|" + rest[item.end :]
    issue_days = _ISSUE.search(rest)
    if issue_days:
        rest = rest[: issue_days.start()] + "|" + rest[issue_days.end() :]
    parts = [p.strip(" -–—|,•·:") for p in re.split(r"\s[-–—|•·]\s?|\||\s\d+\s", rest)]
    return next((p for p in parts if p), None)


def stated(lines: Sequence[str], text: str, knowledge: Knowledge, *, publisher: str | None = None) -> Publication:
    """The publication day that lines above (or below) a text print. First issue goes before update; `publisher` is the outlet by its
    proper name, whose country writes day or month first."""
    found = [(_rank(line, item), n, item) for n, line in enumerate(lines) for item in printed(line)]
    if not found:
        return Publication()
    item = min(found, key=lambda f: f[:2])[2]
    quoted = f"the page prints {item.text.strip()!r}"
    if len(item.readings) == 1:
        day = item.readings[0]
        why = f"{quoted}, and its weekday makes it {day:%-d %B %Y}" if item.settled else quoted
        return Publication(day, day + DAY, "text", why)
    return _between(item, quoted, text, knowledge, publisher)


def _rank(line: str, item: Printed) -> int:
    label = line[max(0, item.start - 30) : item.start]
    return 2 if _UPDATED.search(label) else 0 if _ISSUED.search(label) else 1


def _between(item: Printed, quoted: str, text: str, knowledge: Knowledge, publisher: str | None) -> Publication:
    """Day and month could change places: what the text says of time decides, else both stay possible."""
    said = evidence.infer(text, None, knowledge)
    first, second = sorted(item.readings)
    fits = [
        d
        for d in (first, second)
        if (said.start is None or d >= said.start) and (said.stop is None or d < said.stop + 30 * DAY)
    ]
    if len(fits) == 1:
        day = fits[0]
        return Publication(day, day + DAY, "text", f"{quoted}: {day:%-d %B %Y}, as {said.why}")
    near = evidence.nearest(text, (first, second))
    if near is not None:
        return Publication(near, near + DAY, "text", f"{quoted}: {near:%-d %B %Y}, the nearer to the days that the text names")
    if publisher in set(press.names(knowledge).outlets.values()):
        month_first = publisher in press.names(knowledge).month_first
        day = item.readings[1] if month_first else item.readings[0]  # `readings`: day first, then month first
        order = "month" if month_first else "day"
        return Publication(day, day + DAY, "text", f"{quoted}: {day:%-d %B %Y}, as {publisher} writes the {order} first")
    return Publication(first, second + DAY, "text", f"{quoted}: {first:%-d %B %Y} or {second:%-d %B %Y}, nothing decides")


def inferred(text: str, title: str | None, knowledge: Knowledge, *, page: str = "") -> Publication:
    """An interval from what a text says of time; `page` is the text of all articles of one printed page, which share its day."""
    return evidence.infer(text, title, knowledge, page=page)


def captured(article: Article, day: date, knowledge: Knowledge) -> Publication:
    """What is known of an article's day where its page was captured on `day`: the capture bounds it from above and never is that day."""
    own = article.published
    if own.basis in {"metadata", "text"} or article.set_aside is not None or (own.stop is not None and own.stop <= day + DAY):
        return own
    said = evidence.infer(article.text, article.title, knowledge, within=(None, day + DAY))
    why = "; ".join(w for w in (said.why if said.start else "", f"the page was captured on {day:%-d %B %Y}") if w)
    return Publication(said.start, said.stop or day + DAY, "inferred", why)


def settle(article: Article, copies: Sequence[Article], knowledge: Knowledge) -> Publication:
    """The final date of an article, given the other articles of its story.

    A day of its own stays. Without one, dated copies bound it: copies of a text are printed within days of each other, and what the
    text says itself may narrow that.
    """
    own = article.published
    if own.day is not None or (own.basis in {"metadata", "text"} and own.start is not None):
        return own
    dated = sorted(
        {
            (c.published.start, c.published.stop, c.id, _named(c))
            for c in copies
            if c.id != article.id and c.published.day is not None
        }
    )
    if not dated:
        return _shared(own, article, copies)
    start, stop = dated[0][0], dated[-1][1]
    if start is None or stop is None:
        return own
    stop = min(stop, start + 30 * DAY)
    low, high = start - COPIES_WITHIN * DAY, stop + COPIES_WITHIN * DAY
    why = f"a copy of this text is dated {start:%-d %B %Y} ({dated[0][3]}); copies are printed within {COPIES_WITHIN} days"
    said = evidence.infer(article.text, article.title, knowledge, within=(low, high))
    for other in (said, own):
        if other.start is None:
            continue
        lower, upper = max(low, other.start), high if other.stop is None else min(high, other.stop)
        if lower < upper and (lower, upper) != (low, high):
            return Publication(lower, upper, "story", f"{why}; {other.why}")
    return Publication(low, high, "story", why)


def _named(article: Article) -> str:
    return article.publisher or article.source.ref or re.split(r"[/\\]", article.source.file)[-1]


def _shared(own: Publication, article: Article, copies: Sequence[Article]) -> Publication:
    """Undated copies of one text: what one of them says of time holds for all, to within days."""
    low, high, whys = own.start, own.stop, [own.why] if own.start else []
    for copy in sorted(copies, key=lambda c: c.id):
        other = copy.published
        if copy.id == article.id or other.start is None:
            continue
        lower = other.start - COPIES_WITHIN * DAY
        upper = None if other.stop is None else other.stop + COPIES_WITHIN * DAY
        new_low = lower if low is None else max(low, lower)
        new_high = upper if high is None else (high if upper is None else min(high, upper))
        if (new_low, new_high) != (low, high) and (new_high is None or new_low < new_high):
            low, high = new_low, new_high
            whys.append(f"a copy ({_named(copy)}) is dated from {other.why}")
    if (low, high) == (own.start, own.stop):
        return own
    return Publication(low, high, "story", "; ".join(whys))
