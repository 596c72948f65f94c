"""Expressions -> days. Each rule of the grammar has a reader; what it cannot tell for certain stays None.

A reader sees the expression, its tokens and the Frame: the day the words are said on, the last date the text gave, and which way the
sentence looks. Relative words under an uncertain day of publication are read for its first and its last day, and the two are joined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from khaldun.dates import absolute as a
from khaldun.dates import relative as r
from khaldun.dates.frame import Frame
from khaldun.dates.scan import Expression, Tokens
from khaldun.model import Period

READERS: dict[str, Callable[[Expression, Tokens, Frame], Period | None]] = {
    "iso": a.read_iso, "slashed": a.read_slashed, "range_dmy": a.read_day_range, "range_mdy": a.read_day_range, "mdy": a.read_month_day, "week_of": a.read_week_of, "week_ending": a.read_week_ending, "hijri": a.read_hijri, "dmy": a.read_day_month, "month_year": a.read_month,
    "nth_of": a.read_nth_of, "quarter": a.read_quarter, "half": a.read_half_of, "month_rel": a.read_month_rel, "month": a.read_month, "season": a.read_season,
    "holiday": a.read_feast, "day_beside": r.read_deictic, "deictic": r.read_deictic, "weekday": r.read_weekday, "ago": r.read_ago, "span": r.read_span,
    "vague": r.read_vague, "unit_rel": r.read_unit_rel, "same_ago": r.read_same_ago, "the_day": r.read_the_day, "next_after": r.read_shifted, "shifted": r.read_shifted, "part_unit": r.read_part_unit,
    "weekend": r.read_weekend, "during": r.read_during, "decades": a.read_decade, "years": a.read_years, "year": a.read_year, "short_year": a.read_year, "now": r.read_now, "day_of_month": r.read_day_of_month,
}  # fmt: skip
LONGEST_WINDOW = 45
"""Days of doubt about the publication beyond which a relative expression that it blurs is left without days."""


def _joined(first: Period | None, last: Period | None) -> Period | None:
    """One reading for the first and one for the last day of a publication in doubt: both, where they are not too far apart."""
    if first is None or last is None or first == last:
        return first if first == last else None
    starts = [p.start for p in (first, last) if p.start is not None]
    stops = [p.stop for p in (first, last) if p.stop is not None]
    if len(starts) < 2 or len(stops) < 2:
        return None
    start, stop = min(starts), max(stops)
    own = max(first.days or 0, last.days or 0)
    if (stop - start).days > own + LONGEST_WINDOW:
        return None
    return replace(
        first,
        start=start,
        stop=stop,
        precision="unknown" if first.precision != "day" or stop - start > timedelta(7) else "week",
    )


def read(e: Expression, t: Tokens, frame: Frame, window: tuple[date, date] | None) -> Period | None:
    """The days of an expression, given the first and last day the article may have been published on (None: unknown)."""
    reader = READERS[e.rule]
    try:
        if window is None:
            return reader(e, t, frame)
        first = reader(e, t, frame if frame.today == window[0] else frame._replace(today=window[0]))
        return first if window[0] == window[1] else _joined(first, reader(e, t, frame._replace(today=window[1])))
    except (ValueError, OverflowError):
        return None
