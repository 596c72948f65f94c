"""The hidden-state model: who holds one place, as probabilities before and after each reported day (forward-backward)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from khaldun.record import parameters as par
from khaldun.record.evidence import Report, kin
from khaldun.record.origins import together

UNKNOWN = ""
"""The state in which nobody known holds the place."""

Does = Literal["was", "lost", "fell", "gain", "hold", "within"]
_RANK: dict[Does, int] = {"was": 0, "lost": 1, "fell": 2, "gain": 3, "hold": 4, "within": 5}


@dataclass(frozen=True, slots=True)
class Step:
    """What the reports of one day say together. `was`: held until this day; `lost`, `gain`: changed on it; `fell`: changed, the
    parties unsaid (no holders); `hold`, `within`: so on it. `heir`: who alone had pressed for what is lost or falls. `around`: by words on the place
    around (`within` or `lost`); those on `most` of it say nothing against a holder who is known."""

    day: date
    does: Does
    holders: tuple[str, ...]
    weight: float
    origins: frozenset[str] = frozenset()
    heir: str = UNKNOWN
    around: bool = False
    most: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Probabilities of each state just before and just after what changed on a day (the same where nothing did)."""

    day: date
    before: dict[str, float]
    after: dict[str, float]


def steps(reports: Sequence[Report], sides: Mapping[str, str | None], around: Sequence[Report] = ()) -> list[Step]:
    """The reports of a place (by day) as steps in order of time, with those that speak of it by the place around it; reports of one origin
    that say one thing count once."""
    said: dict[tuple[date, Does, tuple[str, ...]], list[tuple[str, float]]] = {}

    def add(day: date, does: Does, holders: tuple[str, ...], one: Report, factor: float = 1.0) -> None:
        if holders or does == "fell":
            said.setdefault((day, does, holders), []).append((one.origin, one.weight * factor))

    for one in reports:
        if one.said == "gain":
            add(one.day, "gain", one.holders, one)
            add(one.day, "was", one.against, one, par.NOW.target)
        elif one.said == "loss":
            add(one.day, "was", one.holders, one, par.NOW.lost_held)
            add(one.day, "lost", one.holders, one)
            add(one.day, "gain", one.against, one, par.NOW.target)
        elif one.said == "change":
            add(one.day, "fell", (), one, par.NAMELESS_CHANGE)
        elif one.said == "hold":
            add(one.day, "was" if one.prior else "hold", one.holders, one)
            if one.spans:
                add(one.first, "hold", one.holders, one)
    pressed = [r for r in reports if r.said in ("press", "siege", "contest")]
    out = [
        Step(d, does, h, min(together(w), par.CERTAIN), frozenset(o for o, _ in w), _heir(d, does, h, pressed, sides))
        for (d, does, h), w in said.items()
    ]
    own = sorted(out, key=_order)
    return sorted([*own, *_around(around, [s.day for s in own])], key=_order) if around else own


def _order(step: Step) -> tuple[date, int, float, tuple[str, ...]]:
    return step.day, _RANK[step.does], step.weight, step.holders


def _around(reports: Sequence[Report], own: Sequence[date]) -> Iterator[Step]:
    """What is told by words on the place around: that somebody has it, or no longer does. Whoever repeats it, the place may be one of
    those of which it is not true: until something is told of the place itself (on days `own`), words raise the belief in it no further than the
    share of places of which they are true."""
    told: dict[tuple[date, Does, tuple[str, ...]], list[Report]] = {}
    for one in reports:
        told.setdefault((one.day, "lost" if one.said == "loss" else "within", one.holders), []).append(one)
    before: dict[tuple[Does, tuple[str, ...]], tuple[date, float, dict[tuple[float, bool], list[tuple[str, float]]]]] = {}
    for (day, does, holders), some in sorted(told.items()):
        last, level, heard = before.get((does, holders), (day, 0.0, {}))
        if bisect_right(own, day) > bisect_left(own, last):
            level, heard = 0.0, {}
        for one in some:
            heard.setdefault((one.around, one.most), []).append((one.origin, one.weight))
        now, most = max((share * together(weights), most) for (share, most), weights in heard.items())
        left = level * math.exp(-(day - last).days / par.NOW.fade)
        before[does, holders] = day, max(now, left), heard
        if now > left:
            yield Step(day, does, holders, (now - left) / (1 - left), around=True, most=most)


def pressing(reports: Sequence[Report], day: date) -> list[Report]:
    """Those of a place's reports, in order of their days, that tell who had pressed for it when it was lost on a day."""
    first = bisect_left(reports, day - timedelta(par.PRESSED_WITHIN), key=lambda r: r.day)
    stop = bisect_right(reports, day + timedelta(par.SAME_GAIN), key=lambda r: r.day)
    return [r for r in reports[first:stop] if r.said in ("press", "siege", "contest")]


def _heir(day: date, does: Does, losers: tuple[str, ...], pressed: Sequence[Report], sides: Mapping[str, str | None]) -> str:
    """The one power, or the most heard of one side, that had pressed for a place when it was lost; UNKNOWN where there is none or several."""
    if does not in ("lost", "fell") or not pressed:
        return UNKNOWN
    heard = Counter(
        h for h, _ in {
            (h, r.origin) for r in pressing(pressed, day) if does == "lost" or r.said != "contest"
            for h in r.holders if not any(kin(h, loser, sides) for loser in losers)
        }
    )  # fmt: skip
    best = min(heard, key=lambda h: (-heard[h], h), default=UNKNOWN)
    return best if all(kin(best, h, sides) for h in heard) else UNKNOWN


class Chain:
    """Forward-backward over the steps of one place."""

    def __init__(self, line: Sequence[Step], sides: Mapping[str, str | None]) -> None:
        self.line = list(line)
        self.states = [UNKNOWN, *sorted({h for s in line for h in (*s.holders, s.heir)} - {UNKNOWN})]
        self.index = {h: n for n, h in enumerate(self.states)}
        self.sides = sides
        # Who is only told to hold the place around it is not known to be at the place.
        near = {h for s in line if not s.around for h in (*s.holders, s.heir)} - {UNKNOWN}
        share = (1 - par.NOW.prior_unknown) / max(1, len(near))
        self.prior = [par.NOW.prior_unknown if near else 1.0, *(share if h in near else 0.0 for h in self.states[1:])]
        self.seen = self._seen()
        self._rivals: dict[tuple[str, ...], list[float]] = {}

    def _seen(self) -> list[int]:
        """For each step, the days since the last one that speaks for somebody of another side (very many where none does), made
        longer where the same origins tell of both: who says that the rebels took it and later that the army holds it tells of a
        change."""
        out = []
        last: dict[str, Step] = {}
        for step in self.line:
            if step.around:
                out.append(0)
                continue
            rivals = [s for h, s in last.items() if not any(kin(h, own, self.sides) for own in step.holders)]
            voices = frozenset().union(*(s.origins for s in rivals))
            factor = par.SAME_VOICE if step.does == "hold" and step.origins <= voices else 1
            out.append(factor * (step.day - max(s.day for s in rivals)).days if rivals else 10_000)
            if step.does in ("gain", "hold"):
                last.update(dict.fromkeys(step.holders, step))
        return out

    def moments(self) -> list[Moment]:
        """The probabilities around each day that has steps."""
        ahead: list[list[float]] = []
        now = list(self.prior)
        starts: list[list[float]] = []
        for n in range(len(self.line)):
            if n:
                now = self._fade(now, (self.line[n].day - self.line[n - 1].day).days)
            starts.append(now)
            now = _scaled(self._through(n, now))
            ahead.append(now)
        behind: list[list[float]] = [[1.0] * len(self.states)]
        entries: list[list[float]] = []
        for n in range(len(self.line) - 1, -1, -1):
            entry = _scaled(self._back(n, behind[-1]))
            entries.append(entry)
            gap = (self.line[n].day - self.line[n - 1].day).days if n else 0
            behind.append(_scaled(self._unfade(entry, gap)))
        behind.reverse()
        entries.reverse()
        out: list[Moment] = []
        n = 0
        while n < len(self.line):
            stop = n
            while stop + 1 < len(self.line) and self.line[stop + 1].day == self.line[n].day:
                stop += 1
            after = self._named(ahead[stop], behind[stop + 1])
            change = next((k for k in range(n, stop + 1) if self.line[k].does in ("lost", "fell", "gain")), None)
            before = after if change is None else self._named(ahead[change - 1] if change > n else starts[n], entries[change])
            out.append(Moment(self.line[n].day, before, after))
            n = stop + 1
        return out

    def _named(self, one: list[float], two: list[float]) -> dict[str, float]:
        sound = [b * par.NOW.sound for b in _scaled([a * b for a, b in zip(one, two, strict=True)])]
        sound[0] += 1 - par.NOW.sound
        return dict(zip(self.states, sound, strict=True))

    def _fade(self, belief: list[float], days: int) -> list[float]:
        keep = math.exp(-days / par.NOW.fade)
        total = sum(belief)
        return [b * keep + (1 - keep) * p * total for b, p in zip(belief, self.prior, strict=True)]

    def _unfade(self, belief: list[float], days: int) -> list[float]:
        keep = math.exp(-days / par.NOW.fade)
        mean = sum(b * p for b, p in zip(belief, self.prior, strict=True))
        return [b * keep + (1 - keep) * mean for b in belief]

    def _fit(self, step: Step) -> list[float]:
        """How likely the step's words are in each state."""
        if step.holders not in self._rivals:
            self._rivals[step.holders] = [self._rival(state, step.holders) for state in self.states]
        return [1.0 - share * step.weight for share in self._rivals[step.holders]]

    def _rival(self, state: str, holders: tuple[str, ...]) -> float:
        """How far words for some holders speak against a state."""
        if state in holders:
            return 0.0
        if state == UNKNOWN:
            return par.NOW.against_unknown
        return par.SAME_SIDE if any(kin(state, h, self.sides) for h in holders) else 1.0

    def _losers(self, step: Step) -> list[int]:
        """The states that a loss empties: those of its holders, all but the heir's where it names none."""
        if step.does == "lost":
            return [self.index[h] for h in step.holders]
        return [n for h, n in self.index.items() if h not in (UNKNOWN, step.heir)]

    def _jump(self, n: int) -> float:
        """The chance that the place changes hands with step n, or has unseen since the last step that spoke for somebody else."""
        step = self.line[n]
        if step.does == "gain":
            return step.weight
        return 0.5 * step.weight * (1 - math.exp(-self.seen[n] / par.NOW.unseen_change))

    def _moved(self, step: Step) -> list[int]:
        """The states whose belief words on the place around may move to its holder."""
        return [0] if step.most else [n for n in range(len(self.states)) if n != self.index[step.holders[0]]]

    def _through(self, n: int, belief: list[float]) -> list[float]:
        step = self.line[n]
        if step.does == "within":
            out = list(belief)
            for at in self._moved(step):
                out[at] -= belief[at] * step.weight
                out[self.index[step.holders[0]]] += belief[at] * step.weight
            return out
        fit = self._fit(step)
        if step.does in ("lost", "fell"):
            out = list(belief)
            heir = self.index[step.heir]
            for at in self._losers(step):
                moved = out[at] * step.weight
                out[at] -= moved
                out[heir] += moved * par.NOW.pressed
                out[0] += moved * (1 - par.NOW.pressed)
            return out
        chance, total = self._jump(n), sum(belief)
        taker = self.index[step.holders[0]]
        out = [b * (1 - chance) for b in belief]
        out[taker] += chance * total
        if step.does == "gain":
            out[taker] -= (1 - par.NOW.again) * belief[taker]
        return [b * f for b, f in zip(out, fit, strict=True)]

    def _back(self, n: int, belief: list[float]) -> list[float]:
        step = self.line[n]
        if step.does == "within":
            out = list(belief)
            for at in self._moved(step):
                out[at] += (belief[self.index[step.holders[0]]] - belief[at]) * step.weight
            return out
        fit = self._fit(step)
        if step.does in ("lost", "fell"):
            out = list(belief)
            left = par.NOW.pressed * belief[self.index[step.heir]] + (1 - par.NOW.pressed) * belief[0]
            for at in self._losers(step):
                out[at] = (1 - step.weight) * belief[at] + step.weight * left
            return out
        weighed = [b * f for b, f in zip(belief, fit, strict=True)]
        chance, target = self._jump(n), weighed[self.index[step.holders[0]]]
        out = [(1 - chance) * b + chance * target for b in weighed]
        if step.does == "gain":
            out[self.index[step.holders[0]]] *= par.NOW.again
        return out


def _scaled(belief: list[float]) -> list[float]:
    total = sum(belief)
    return [b / total for b in belief]
