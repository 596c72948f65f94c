"""The record computed from the claims that are stored: all of it, or what concerns the claims that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khaldun.model import Judgement
from khaldun.run.stages import Progress, Stages
from khaldun.store import Store


def infer(
    store: Store, stages: Stages, judgements: Sequence[Judgement], *, meta: Mapping[str, str], whole: bool, progress: Progress
) -> None:
    """Put what follows from the claims in place of what followed before: of all (`whole`), or only where claims changed, which comes to
    the same. `meta` is noted with it."""
    with store.deriving(whole=whole, judgements=judgements) as found:
        total = found.places()
        done = 0
        for lot in found.place_lots():
            claims = [c for c in stages.judged(lot.claims, judgements) if c.place is not None and c.place.id in lot.keys]
            placed = stages.at_places(claims, lot.articles, lot.story_of)
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
