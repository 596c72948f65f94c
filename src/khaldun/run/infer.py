"""The record computed from the claims that are stored: all of it, or what concerns the claims that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from khaldun.model import Article, Claim, Judgement
from khaldun.record.around import KINDS, around, informs
from khaldun.record.evidence import SAID, bears
from khaldun.record.gather import KINDS as BEFALLING
from khaldun.record.gather import place_of, spot
from khaldun.record.judgements import ties
from khaldun.run.peace import in_peace
from khaldun.run.stages import Progress, Stages
from khaldun.store import Store
from khaldun.store.deriving import Deriving, Lot


def infer(
    store: Store, stages: Stages, judgements: Sequence[Judgement], *, meta: Mapping[str, str], whole: bool, progress: Progress
) -> None:
    """Put what follows from the claims in place of what followed before: of all (`whole`), or only where claims changed, which comes to
    the same. `meta` is noted with it."""
    with in_peace(), store.deriving(whole=whole, judgements=judgements) as found:
        at, moved = _gathered(found, stages, judgements)
        wider = _Wider(found, stages, judgements)
        touched = set() if found.whole else wider.touched()
        found.take_out(at, moved)
        tied, total = ties(judgements), found.places()
        computed: set[str] = set()
        for lot in found.place_lots():
            claims = [c for c in stages.judged(lot.claims, judgements) if c.place is not None]
            known = found.known([c.id for c in claims if place_of(c, at) in lot.keys])
            placed = stages.at_places(wider.beside(replace(lot, claims=claims)), at, known, tied)
            found.drop(known - placed.kept)
            found.put(placed.incidents, placed.control)
            computed |= lot.keys
            progress("inferring the record", len(computed), total + 1)
        for lot in found.held_lots(touched - computed, tuple(SAID)):
            found.put_held(lot.keys, stages.held(wider.beside(_bearing(lot, found, stages, judgements))))
        for lot in found.story_lots():
            told = stages.in_stories(stages.judged(lot.claims, judgements), lot.articles, lot.story_of, tied)
            found.put(told.incidents, figures=told.figures)
        for figures in found.figure_lots():
            before = {f.id: f for f in figures}
            found.change([f for f in stages.series(figures) if f != before[f.id]])
        found.finish(meta)
        progress("inferring the record", total + 1, total + 1)


def _bearing(lot: Lot, found: Deriving, stages: Stages, judgements: Sequence[Judgement]) -> Lot:
    """The claims of a lot as reviewers leave them, with all claims at the places of which no fact bears on who holds them."""

    def here(some: Lot, keys: AbstractSet[str]) -> list[Claim]:
        return [c for c in stages.judged(some.claims, judgements) if c.place is not None and c.place.id in keys]

    claims = here(lot, lot.keys)
    bare = lot.keys - {c.place.id for c in claims if c.place is not None and bears(c)}
    more = found.lot_at(sorted(bare))
    return Lot(
        lot.keys,
        [*(c for c in claims if c.place is not None and c.place.id not in bare), *here(more, bare)],
        {**lot.articles, **more.articles},
        {**lot.story_of, **more.story_of},
    )


class _Wider:
    """The claims on places that say something of those within them (`record.around`), by their places; each place is asked for once."""

    def __init__(self, found: Deriving, stages: Stages, judgements: Sequence[Judgement]) -> None:
        self._found, self._stages, self._judgements = found, stages, judgements
        self._on: dict[str, list[Claim]] = {}
        self._changed: list[str] = []
        self._articles: dict[str, Article] = {}
        self._story_of: dict[str, str] = {}

    def touched(self) -> set[str]:
        """The places of which other words on places around them are told than when they were last computed."""
        kept = self._found.around
        changed = kept.changed()
        now = self._stages.judged([*self._found.among(changed), *self._found.corrected()], self._judgements)
        wide = [c for c in now if c.place is not None and informs(c)]
        self._changed = [c.id for c in wide]
        return kept.within({c.place.id for c in wide if c.place is not None} | kept.informed_by(changed))

    def beside(self, lot: Lot) -> Lot:
        """A lot with the claims that say something of its places."""
        within: dict[str, set[str]] = {}
        for claim in lot.claims:
            if claim.place is not None:
                for key in around(claim.place):
                    within.setdefault(key, set()).add(claim.place.id)
        self._ask({key for key in within if key not in self._on})
        self._found.around.note(within, {})
        wider = [c for key in sorted(within) for c in self._on[key]]
        told = {c.article_id for c in wider}
        articles = {i: self._articles[i] for i in told if i in self._articles}
        story_of = {i: self._story_of[i] for i in told if i in self._story_of}
        return replace(lot, articles={**articles, **lot.articles}, story_of={**story_of, **lot.story_of}, wider=wider)

    def _ask(self, places: set[str]) -> None:
        """Where it was asked before, only the claims that informed then and those that changed are looked at."""
        known = {} if self._found.whole else {key: self._found.around.informing(key) for key in sorted(places)}
        before = [i for ids in known.values() for i in ids or ()]
        new = [key for key in sorted(places) if known.get(key) is None]
        lot = self._found.lot_at(new, KINDS, ids=sorted({*before, *self._changed}))
        self._on.update({key: [] for key in places})
        for claim in self._stages.judged(lot.claims, self._judgements):
            if claim.place is not None and claim.place.id in places and informs(claim):
                self._on[claim.place.id].append(claim)
        kept = {c.article_id for key in places for c in self._on[key]}
        self._articles |= {i: a for i, a in lot.articles.items() if i in kept}
        self._story_of |= {i: story for i, story in lot.story_of.items() if i in kept}
        self._found.around.note({}, {key: [c.id for c in self._on[key]] for key in places})


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
    near = stages.judged([*found.within_provinces(spots, BEFALLING), *read], judgements)
    at = dict(stages.gathered([c for c in near if spot(c) in spots]))
    if found.whole:
        return at, []
    before, gone = found.joined(), set(found.gone())
    asked_anew = {*wide, *(gone & set(before))}
    moved = sorted(i for i in asked_anew if before.get(i) != at.get(i))
    found.also_compute({place for i in moved for place in (before.get(i), at.get(i), wide.get(i)) if place is not None})
    return {i: place for i, place in before.items() if i not in asked_anew} | at, moved
