"""From probabilities to spells: stretches of days with one holder, with what is unknown left unknown."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khaldun.record import parameters as par
from khaldun.record.evidence import Report, kin
from khaldun.record.states import UNKNOWN, Moment


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days [`start`, `stop`) with one holder (UNKNOWN: nobody known); `stop` None: until further notice."""

    start: date
    stop: date | None
    holder: str

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.start <= day and (self.stop is None or day < self.stop)


def at(line: Sequence[Stretch], day: date) -> Stretch | None:
    """The stretch that holds a day, of some in order of time without overlap."""
    n = bisect_right(line, day, key=lambda s: s.start) - 1
    return line[n] if n >= 0 and line[n].holds(day) else None


def known_at(line: Sequence[Stretch], day: date) -> Stretch | None:
    """The same, where somebody is known to hold the place."""
    found = at(line, day)
    return found if found is not None and found.holder != UNKNOWN else None


def top(belief: dict[str, float]) -> str:
    """The holder who is more likely than not, UNKNOWN where there is none."""
    best = min(belief, key=lambda h: (-round(belief[h], 9), h))
    return best if best != UNKNOWN and belief[best] >= par.TOLD else UNKNOWN


def stretches(moments: Sequence[Moment], reports: Sequence[Report], sides: Mapping[str, str | None]) -> list[Stretch]:
    """Who held the place when, in order, without overlap; days before anything is known are in none."""
    if not moments:
        return []
    out: list[Stretch] = []
    first = moments[0]
    held = top(first.before)
    if held != UNKNOWN:
        start = _began(held, first.day, reports)
        if start < first.day:
            out.append(Stretch(start, first.day, held))
    for here, there in itertools.pairwise(moments):
        out.extend(_between(here, there, reports, sides))
    last = top(moments[-1].after)
    if last != UNKNOWN or any(s.holder != UNKNOWN for s in out):
        out.append(Stretch(moments[-1].day, None, last))
    return _joined(out)


def _between(here: Moment, there: Moment, reports: Sequence[Report], sides: Mapping[str, str | None]) -> list[Stretch]:
    left, right = top(here.after), top(there.before)
    if left == right:
        return [Stretch(here.day, there.day, left)]
    if right == UNKNOWN:
        until = min(there.day, here.day + timedelta(_lasts(here.after[left])))
        return [Stretch(here.day, until, left), Stretch(until, there.day, UNKNOWN)]
    begun = max(here.day, _began(right, there.day, reports))
    if left == UNKNOWN:
        return [Stretch(here.day, begun, UNKNOWN), Stretch(begun, there.day, right)]
    begun = max(begun, here.day + (there.day - here.day) / 2)
    until = here.day + (there.day - here.day) / 2
    if (begun - until).days < par.SHORT_GAP or kin(left, right, sides):
        until = begun
    return [Stretch(here.day, until, left), Stretch(until, begun, UNKNOWN), Stretch(begun, there.day, right)]


def _lasts(belief: float) -> int:
    """Days until a belief fades below what is told."""
    return max(1, math.floor(par.NOW.fade * math.log(belief / par.TOLD)))


def _began(holder: str, day: date, reports: Sequence[Report]) -> date:
    """From when a holder first told of on `day` is taken to have held: a report with a beginning says it."""
    found = [_back(r) for r in reports if r.day == day and r.said != "press" and holder in (*r.holders, *r.against)]
    return min(found, default=day)


def _back(one: Report) -> date:
    if one.around or (one.said == "hold" and one.first < one.day and not one.prior):
        return one.first
    if one.said == "hold" and not one.prior:
        return one.day - timedelta(par.HOLD_BACK)
    return one.day - timedelta(par.PRIOR_BACK)


def _joined(stretches_: list[Stretch]) -> list[Stretch]:
    """Empty ones left out, neighbours with one holder made one, an unknown beginning left out."""
    out: list[Stretch] = []
    for one in stretches_:
        if one.stop is not None and one.stop <= one.start:
            continue
        if out and out[-1].holder == one.holder and out[-1].stop == one.start:
            out[-1] = Stretch(out[-1].start, one.stop, one.holder)
        elif out or one.holder != UNKNOWN:
            out.append(one)
    return out
