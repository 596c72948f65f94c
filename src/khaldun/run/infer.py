"""The record computed from the claims that are stored: all of it, or what concerns the claims that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khaldun.model import Judgement
from khaldun.record.gather import KINDS, spot
from khaldun.run.stages import Progress, Stages
from khaldun.store import Store
from khaldun.store.deriving import Deriving


def infer(
    store: Store, stages: Stages, judgements: Sequence[Judgement], *, meta: Mapping[str, str], whole: bool, progress: Progress
) -> None:
    """Put what follows from the claims in place of what followed before: of all (`whole`), or only where claims changed, which comes to
    the same. `meta` is noted with it."""
    with store.deriving(whole=whole, judgements=judgements) as found:
        at = _gathered(found, stages, judgements)
        found.take_out(at)
        total = found.places()
        done = 0
        for lot in found.place_lots():
            claims = [c for c in stages.judged(lot.claims, judgements) if c.place is not None]
            placed = stages.at_places(replace(lot, claims=claims), at)
            found.put(placed.incidents, placed.control)
            done += len(lot.keys)
            progress("inferring the record", done, total + 1)
        for lot in found.story_lots():
            told = stages.in_stories(stages.judged(lot.claims, judgements), lot.articles, lot.story_of)
            found.put(told.incidents, figures=told.figures)
        for figures in found.figure_lots():
            before = {f.id: f for f in figures}
            found.change([f for f in stages.series(figures) if f != before[f.id]])
        found.finish(meta)
        progress("inferring the record", total + 1, total + 1)


def _gathered(found: Deriving, stages: Stages, judgements: Sequence[Judgement]) -> dict[str, str]:
    """The places that claims on provinces are about (`record.gather`). Where only changes are computed, it is asked anew for the provinces
    and days of the claims that changed; the places that claims come to or leave are computed too, other claims stay where they were."""
    read = found.corrected()
    corrected = stages.judged(read, judgements)
    asked = None if found.whole else sorted({*found.spots(), *(s for c in corrected if (s := spot(c)) is not None)})
    wide = {
        c.id: c
        for c in stages.judged([*found.on_provinces(asked), *read], judgements)
        if c.place is not None and c.place.kind == "province" and (s := spot(c)) is not None and (asked is None or s in asked)
    }
    spots = {s for c in wide.values() if (s := spot(c)) is not None}
    near = stages.judged([*found.within_provinces(spots, KINDS), *read], judgements)
    at = dict(stages.gathered([c for c in near if spot(c) in spots]))
    if found.whole:
        return at
    own = {i: c.place.id for i, c in wide.items() if c.place is not None}
    before = found.joined(sorted(wide))
    moved = [i for i in wide if before.get(i) != at.get(i)]
    left = {place for i in moved for place in (before.get(i), at.get(i), own[i]) if place is not None}
    found.also_compute({*found.left(), *left})
    stayed = {i: place for i, place in found.joined().items() if i not in wide}
    known = stages.judged(found.claims(sorted(stayed)), judgements)
    return {
        c.id: stayed[c.id] for c in known if c.place is not None and c.place.kind == "province" and spot(c) is not None
    } | at
