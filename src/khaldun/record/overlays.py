"""What lies over a holding: fighting for the place, a rival in part of it, a siege. Each ends with a change, or fades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from khaldun.record import parameters as par
from khaldun.record.evidence import Report, kin
from khaldun.record.spells import Stretch, known_at
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
    ends = _Ends.of(reports, base)
    out = [o for r in reports if (o := _overlay(r, ends, base, sides)) is not None]
    most = [o for r in reports if r.said == "hold" and r.most and (o := _most(r, out, ends, reports, sides)) is not None]
    return sorted([*out, *most], key=lambda o: (o.start, o.stop, o.status, o.claim_id))


@dataclass(frozen=True, slots=True)
class _Ends:
    """What may end an overlay: captures, and the days from which another holder is told; states of the whole; reliefs; losses."""

    gains: list[date]
    changes: list[date]
    whole: list[date]
    reliefs: list[date]
    losses: list[tuple[date, tuple[str, ...]]]

    @classmethod
    def of(cls, reports: Sequence[Report], base: Sequence[Stretch]) -> _Ends:
        gains = {r.day for r in reports if r.said == "gain"}
        return cls(
            sorted(gains),
            sorted(gains | {s.start for s in base[1:] if s.holder != UNKNOWN}),
            sorted(r.day for r in reports if r.said == "hold" and not r.prior and not r.most),
            sorted(r.day for r in reports if r.said == "relief"),
            [(r.day, r.holders) for r in reports if r.said == "loss"],
        )


def _overlay(one: Report, ends: _Ends, base: Sequence[Stretch], sides: Mapping[str, str | None]) -> Overlay | None:
    if one.said not in _LASTS or (one.said in ("part", "siege") and _own(one, base, sides)) or _fought_before(one, ends):
        return None
    start, after = _start(one, ends.changes)
    stop = min([*_stops(one, after, ends, sides), _fades(one, base)])
    relieved = next((d for d in ends.reliefs if d >= one.day), None) if one.said == "siege" else None
    if relieved is not None and (relieved - one.last).days <= par.RELIEVED:
        stop = min([relieved, *(d for d in ends.gains if d > after)])
    if one.over:
        stop = min(stop, one.last)
        start = one.first if one.spans else max([one.first, *(d for d in ends.changes if one.first < d < stop)])
    if start >= stop:
        return None
    status: Literal["contested", "besieged"] = "besieged" if one.said == "siege" else "contested"
    held_by = one.against if one.said == "siege" else ()
    return Overlay(start, stop, status, (*one.holders, *(() if held_by else one.against)), held_by, one.claim_id)


def _stops(one: Report, after: date, ends: _Ends, sides: Mapping[str, str | None]) -> list[date]:
    """The days on which something ends an overlay."""
    found = [d for d in ends.changes if d > after]
    if one.said == "siege":
        return [*found, *(d for d in ends.reliefs if d >= one.day)]
    found += [d for d in ends.whole if d > one.last]
    if one.said == "part":
        found += [d for d, who in ends.losses if d > one.day and any(kin(a, b, sides) for a in who for b in one.holders)]
    return found


def _fades(one: Report, base: Sequence[Stretch]) -> date:
    """When an overlay of which nothing more is heard is over: a part beside a known holder stays a rival's for long, but not longer
    than that holder is known."""
    soon = one.last + timedelta(_LASTS[one.said])
    beside = known_at(base, one.day) if one.said == "part" else None
    if beside is None:
        return soon
    late = one.last + timedelta(par.PART_STAYS)
    return late if beside.stop is None else min(late, max(soon, beside.stop))


def _fought_before(one: Report, ends: _Ends) -> bool:
    """Whether fighting told as past, of days just after a capture, is the fighting for that capture (`after a week of battle`)."""
    return one.retold and one.exact and any(0 < (one.day - d).days <= par.SAME_GAIN for d in ends.gains)


def _most(
    one: Report, over: Sequence[Overlay], ends: _Ends, reports: Sequence[Report], sides: Mapping[str, str | None]
) -> Overlay | None:
    """Who holds most of a place beside a rival who is known to be in it holds it as contested: there is no other word for it."""
    near = [o for o in over if o.start <= one.day <= o.stop]
    there = [p for o in near for p in (o.held_by if o.status == "besieged" else o.parties)]
    there += [h for r in reports if r.said == "relief" and 0 <= (one.day - r.day).days <= par.PART_FADE for h in r.holders]
    rivals = tuple(dict.fromkeys(p for p in there if not any(kin(p, h, sides) for h in one.holders)))
    start = max([one.first, *(d for d in ends.gains if one.first < d <= one.day)])
    stop = min(
        [*(d for d in ends.gains if d > one.day), *(d for d in ends.whole if d > one.day), one.last + timedelta(par.PART_STAYS)]
    )
    return Overlay(start, stop, "contested", (*one.holders, *rivals), (), one.claim_id) if rivals and start < stop else None


def lapses(reports: Sequence[Report], base: Sequence[Stretch], over: Sequence[Overlay]) -> list[Stretch]:
    """Days on which the holder of a place is no longer known, though nothing says that it changed: a rival had part of it, long
    ago, and nothing has been heard of the whole since."""
    parts = {r.claim_id: r for r in reports if r.said == "part" or (r.said == "hold" and r.most)}
    out = []
    for one in over:
        part = parts.get(one.claim_id)
        if part is None or one.stop != part.last + timedelta(par.PART_STAYS) or (mine := known_at(base, one.stop)) is None:
            continue
        again = [max(one.stop, r.first if r.said == "hold" else r.day) for r in reports if _of_whole(r) and r.day >= one.stop]
        stop = min([d for d in (mine.stop, *again) if d is not None], default=None)
        if stop is None or one.stop < stop:
            out.append(Stretch(one.stop, stop, UNKNOWN))
    return out


def _of_whole(one: Report) -> bool:
    return one.said in ("gain", "loss", "change") or (one.said == "hold" and not one.most)


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
    mine = known_at(base, one.day)
    return mine is not None and any(kin(mine.holder, h, sides) for h in one.holders)
