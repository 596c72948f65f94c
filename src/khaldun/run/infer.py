"""The record computed from the claims that are stored: all of it, or what concerns the claims that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khaldun.model import Judgement
from khaldun.record.gather import KINDS, place_of, spot
from khaldun.record.judgements import ties
from khaldun.run.stages import Progress, Stages
from khaldun.store import Store
from khaldun.store.deriving import Deriving


def infer(
    store: Store, stages: Stages, judgements: Sequence[Judgement], *, meta: Mapping[str, str], whole: bool, progress: Progress
) -> None:
    """Put what follows from the claims in place of what followed before: of all (`whole`), or only where claims changed, which comes to
    the same. `meta` is noted with it."""
    with store.deriving(whole=whole, judgements=judgements) as found:
        at, moved = _gathered(found, stages, judgements)
        found.take_out(at, moved)
        tied, total = ties(judgements), found.places()
        done = 0
        for lot in found.place_lots():
            claims = [c for c in stages.judged(lot.claims, judgements) if c.place is not None]
            known = found.known([c.id for c in claims if place_of(c, at) in lot.keys])
            placed = stages.at_places(replace(lot, claims=claims), at, known, tied)
            found.drop(known - placed.kept)
            found.put(placed.incidents, placed.control)
            done += len(lot.keys)
            progress("inferring the record", done, total + 1)
        for lot in found.story_lots():
            told = stages.in_stories(stages.judged(lot.claims, judgements), lot.articles, lot.story_of, tied)
            found.put(told.incidents, figures=told.figures)
        for figures in found.figure_lots():
            before = {f.id: f for f in figures}
            found.change([f for f in stages.series(figures) if f != before[f.id]])
        found.finish(meta)
        progress("inferring the record", total + 1, total + 1)


def _gathered(found: Deriving, stages: Stages, judgements: Sequence[Judgement]) -> tuple[dict[str, str], list[str]]:
    """The places that claims on provinces are about (`record.gather`), and the claims that come to another. Where only changes are computed,
    it is asked anew for the provinces and days of the claims that changed, and the places that claims come to or leave are computed too."""
    read = found.corrected()
    corrected = stages.judged(read, judgements)
    asked = None if found.whole else sorted({*found.spots(), *(s for c in corrected if (s := spot(c)) is not None)})
    wide: dict[str, str] = {}
    spots = set()
    for claim in stages.judged([*found.on_provinces(asked), *read], judgements):
        at_spot = spot(claim)
        if (
            claim.place is not None
            and claim.place.kind == "province"
            and at_spot is not None
            and (asked is None or at_spot in asked)
        ):
            wide[claim.id] = claim.place.id
            spots.add(at_spot)
    near = stages.judged([*found.within_provinces(spots, KINDS), *read], judgements)
    at = dict(stages.gathered([c for c in near if spot(c) in spots]))
    if found.whole:
        return at, []
    before, gone = found.joined(), set(found.gone())
    asked_anew = {*wide, *(gone & set(before))}
    moved = sorted(i for i in asked_anew if before.get(i) != at.get(i))
    found.also_compute({place for i in moved for place in (before.get(i), at.get(i), wide.get(i)) if place is not None})
    return {i: place for i, place in before.items() if i not in asked_anew} | at, moved
