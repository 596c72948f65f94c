"""The holders of a place through time as a drawing: where each bar, tick and dot stands. The template draws it as SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from khaldun.model import Claim, ControlSpell
from khaldun.web.words import lead, said_on

WIDTH = 960.0
"""Width of the drawing in its own units; it is scaled to the page."""
SHORTEST = 3.0
"""No bar is drawn narrower than this, so that a spell of one day can be seen."""
ROOM = 53.0
"""A tick nearer than this to the right edge has no room for its label, and is left out."""
TAIL = timedelta(60)
"""How far an axis goes on after the last thing known."""


FADING = (30, 90, 180)
"""Days since the last report after which a bar grows paler, step by step; as on the map."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of a bar, `level` steps paler than what was just reported."""

    x: float
    width: float
    level: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One spell: from `x`, `width` wide (units of the drawing), in shades by the age of the last report."""

    spell: ControlSpell
    x: float
    width: float
    shades: tuple[Shade, ...]
    lane: int
    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One claim for or against a spell, at its day."""

    claim_id: str
    x: float
    against: bool


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    lanes: int
    first: date
    last: date


def strip(
    spells: Sequence[ControlSpell],
    claims: Mapping[str, Claim],
    *,
    reports: Mapping[str, Sequence[date]],
    names: Mapping[str, str],
) -> Strip | None:
    """The drawing of a place's spells, None where there are none. `reports`: days that speak for each spell; `names` of actors."""
    if not spells:
        return None
    first = min(s.start for s in spells)
    known = [s.stop or max(s.start, s.reported or s.start) + TAIL for s in spells]
    stop = max(max(known), first + timedelta(1))

    def x(day: date) -> float:
        share = (day - first).days / (stop - first).days
        return round(min(max(share, 0.0), 1.0) * WIDTH, 1)

    bars: list[Bar] = []
    ends: list[date] = []
    for spell in sorted(spells, key=lambda s: (s.start, s.id)):
        until = spell.stop or stop
        lane = next((n for n, end in enumerate(ends) if end <= spell.start), len(ends))
        ends[lane : lane + 1] = [until]
        width = round(max(x(until) - x(spell.start), SHORTEST), 1)
        shades = _shades(spell.start, until, reports.get(spell.id, ()), x)
        who = lead(spell)
        name = spell.holder_name or (f"{names.get(who, who)}?" if who else "not known")
        bars.append(Bar(spell, x(spell.start), width, shades, lane, name))
    return Strip(tuple(bars), _dots(spells, claims, x), ticks(first, stop, x), len(ends), first, stop - timedelta(1))


def _shades(start: date, stop: date, reports: Sequence[date], x: Callable[[date], float]) -> tuple[Shade, ...]:
    """The stretch [start, stop) cut where it grows paler; a report makes it full again."""
    edges = {start, stop}
    for said in reports:
        edges.update(day for day in (said, *(said + timedelta(n) for n in FADING)) if start < day < stop)
    shades: list[Shade] = []
    for a, b in pairwise(sorted(edges)):
        last = max((said for said in reports if said <= a), default=None)
        level = len(FADING) if last is None else sum((a - last).days >= n for n in FADING)
        a_x = shades.pop().x if shades and shades[-1].level == level else x(a)
        shades.append(Shade(a_x, round(max(x(b) - a_x, SHORTEST), 1), level))
    return tuple(shades)


def _dots(spells: Sequence[ControlSpell], claims: Mapping[str, Claim], x: Callable[[date], float]) -> tuple[Dot, ...]:
    found: dict[tuple[str, bool], Dot] = {}
    for spell in spells:
        for against, ids in ((False, spell.claims_for), (True, spell.claims_against)):
            for claim_id in ids:
                day = said_on(claims[claim_id]) if claim_id in claims else None
                if day is not None:
                    found[claim_id, against] = Dot(claim_id, x(day), against)
    return tuple(sorted(found.values(), key=lambda d: (d.x, d.claim_id, d.against)))


def ticks(first: date, stop: date, x: Callable[[date], float]) -> tuple[Tick, ...]:
    """First days of years, or of quarters or months where the axis is short; at most about a dozen."""
    months = (stop.year - first.year) * 12 + stop.month - first.month + 1
    step = next(s for s in (1, 3, 6, 12, 24, 60, 120, 1200) if months / s <= 12)
    found = []
    for index in range(first.year * 12 + first.month - 1, stop.year * 12 + stop.month):
        year, month = divmod(index, 12)
        day = date(year, month + 1, 1)
        if index % step == 0 and first <= day < stop and x(day) < WIDTH - ROOM:
            label = str(year) if step >= 12 or month == 0 else f"{_SHORT[month]} {year}"
            found.append(Tick(x(day), label))
    return tuple(found)


_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
