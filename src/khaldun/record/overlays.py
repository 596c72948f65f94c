"""What lies over a holding: fighting for the place, a rival in part of it, a siege. Each ends with a change, or fades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from khaldun.record import parameters as par
from khaldun.record.evidence import Report, kin
from khaldun.record.spells import Stretch
from khaldun.record.states import UNKNOWN


@dataclass(frozen=True, slots=True)
class Overlay:
    """Days [`start`, `stop`) on which a place was contested or besieged, by these powers; `held_by`: whom a siege is laid to."""

    start: date
    stop: date
    status: Literal["contested", "besieged"]
    parties: tuple[str, ...]
    held_by: tuple[str, ...]
    claim_id: str


_LASTS = {"contest": par.CONTEST_FADE, "part": par.PART_FADE, "siege": par.SIEGE_FADE}


def overlays(reports: Sequence[Report], base: Sequence[Stretch], sides: Mapping[str, str | None]) -> list[Overlay]:
    """The overlays of a place, in order of time."""
    changes = sorted({r.day for r in reports if r.said == "gain"} | {s.start for s in base[1:] if s.holder != UNKNOWN})
    whole = sorted(r.day for r in reports if r.said == "hold" and not r.prior)
    relief = sorted(r.day for r in reports if r.said == "relief")
    out = []
    for one in reports:
        if one.said not in _LASTS or (one.said in ("part", "siege") and _own(one, base, sides)):
            continue
        start, after = _start(one, changes)
        ends = [d for d in changes if d > after]
        if one.said == "siege":
            ends += [d for d in relief if d >= one.day]
        else:
            ends += [d for d in whole if d > one.last]
        stop = min([*ends, one.last + timedelta(_LASTS[one.said])])
        if start < stop:
            status: Literal["contested", "besieged"] = "besieged" if one.said == "siege" else "contested"
            held_by = one.against if one.said == "siege" else ()
            out.append(Overlay(start, stop, status, (*one.holders, *(() if held_by else one.against)), held_by, one.claim_id))
    return sorted(out, key=lambda o: (o.start, o.stop, o.status, o.claim_id))


def _start(one: Report, changes: Sequence[date]) -> tuple[date, date]:
    """When an overlay begins, and the day after which a change of hands ends it.

    What is told of one day is over with a change on that day, and began after any change before it. What is told vaguely, of a
    month or a year, was so before the first change in that time. What is told of a long time went on through changes within it;
    only one near its end may have ended it.
    """
    if not one.exact and not one.spans:
        return one.first, one.first - timedelta(1)
    if one.spans:
        return one.first, max(one.first, one.last - timedelta(par.ENDS_WITHIN))
    begun = max([one.day, *(d for d in changes if one.first < d < one.day)])
    return begun, begun - timedelta(1)


def _own(one: Report, base: Sequence[Stretch], sides: Mapping[str, str | None]) -> bool:
    """Whether a report of a part, or of a siege, speaks of the one who holds the whole: it is old news, or about what is left."""
    return any(s.holds(one.day) and s.holder != UNKNOWN and any(kin(s.holder, h, sides) for h in one.holders) for s in base)
