"""The record while it is computed: the claims it is computed from, a lot at a time, and what is put in place of what.

All of it is one transaction: whoever reads meanwhile sees the record as it was, and a process that is killed leaves it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, not_, or_, select

from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Publication, Source
from khaldun.store import codec, rows, schema
from khaldun.store.around import Around
from khaldun.store.stale import AS, KEPT, followed, forget_stale, mark, region_of, stale
from khaldun.store.summaries import fill_summaries, refresh_actors, refresh_places
from khaldun.store.writing import insert_rows, portions, set_meta

LOT = 10_000
"""Claims that are computed with at a time; a place or a story that has more comes whole."""

_UNCOUNTED = '%"quantities":[]%'
"""Stands in the data of a claim that gives no number, and of no other: in a text of the claim its quotes would be escaped."""


_PROVINCE = '%"kind":"province"%'
"""Stands in the data of a claim on a province, likewise."""

Spot = tuple[str, date]
"""A province (by its id) on a day."""


@dataclass(frozen=True, slots=True)
class Lot:
    """All claims that concern some `keys` (places, or stories). `articles` have their ids, publishers and settled dates alone; `story_of`: the story
    of each article that is in one; `wider`: claims on places around them that say something of them."""

    keys: frozenset[str]
    claims: Sequence[Claim] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    story_of: Mapping[str, str] = field(default_factory=dict)
    wider: Sequence[Claim] = ()


class Deriving:
    """The computed tables, being replaced: all of them (`whole`), or what concerns the claims that changed since.

    `corrected`: claims that reviewers changed, which may stand at other places than their rows say; `put_at`: the places that they
    put claims at. `around`: which places are told of by words on others.
    """

    def __init__(self, c: Connection, *, whole: bool, corrected: Sequence[str] = (), put_at: Sequence[str] = ()) -> None:
        self._c = c
        self.whole = whole or not followed(c)
        self._corrected, self._put_at = corrected, put_at
        self._at: Mapping[str, str] = {}
        self.around = Around(c)
        if not self.whole:
            mark(c, "place", put_at)

    def take_out(self, at: Mapping[str, str], moved: Sequence[str] = ()) -> None:
        """Take out what is computed anew. `at`: the places that claims on provinces are about, by the claims' ids; `moved`: those that are
        about another than before."""
        c, figures, s = self._c, schema.figures.c, schema.stale.c
        self._at = at
        c.execute(delete(schema.stale).where(s.what == "at"))
        mark(c, "at", [f"{claim} {place}" for claim, place in sorted(at.items())])
        if self.whole:
            for table in (schema.incidents, schema.incident_claims, schema.control, schema.figures):
                c.execute(delete(table))
            self.around.forget()
            return
        for some in portions(stale(c, "place")):
            c.execute(delete(schema.control).where(schema.control.c.place_id.in_(some)))
        changed = self._changed()
        self.drop(self.known(sorted({*changed, *moved})))
        for ids in portions(changed):
            theirs = figures.claim_id.in_(ids)
            counted = select(figures.place_id).where(theirs, figures.place_id.is_not(None)).distinct()
            mark(c, "counted", c.execute(counted).scalars())
            c.execute(delete(schema.figures).where(theirs))

    def known(self, claim_ids: Sequence[str]) -> frozenset[str]:
        """The ids of the incidents that claims are in."""
        told = schema.incident_claims.c
        if self.whole:
            return frozenset()
        queries = (select(told.incident_id).where(told.claim_id.in_(some)) for some in portions(claim_ids))
        return frozenset(i for query in queries for i in self._c.execute(query).scalars())

    def drop(self, incidents: Iterable[str]) -> None:
        """Take out incidents."""
        for ids in portions(sorted(incidents)):
            self._c.execute(delete(schema.incident_claims).where(schema.incident_claims.c.incident_id.in_(ids)))
            self._c.execute(delete(schema.incidents).where(schema.incidents.c.id.in_(ids)))

    def _changed(self) -> list[str]:
        """The claims of stories that changed, and those that are no more, by id."""
        query = select(schema.claims.c.id)
        found = {
            i for some in portions(stale(self._c, "story")) for i in self._c.execute(query.where(_of_stories(some))).scalars()
        }
        return sorted({*found, *stale(self._c, "gone")})

    # --- what it is computed from

    def places(self) -> int:
        """How many places there are to compute."""
        return len(self._places())

    def _places(self) -> dict[str, int]:
        """The places to compute, with the number of claims at each."""
        t = schema.claims.c
        query = select(t.place_id, func.count()).group_by(t.place_id)
        counts: dict[str, int] = {}
        if self.whole:
            counts |= dict.fromkeys(self._put_at, 0)
            return counts | _pairs(self._c.execute(query.where(t.place_id.is_not(None))))
        for some in portions(stale(self._c, "place")):
            counts |= dict.fromkeys(some, 0)
            counts |= _pairs(self._c.execute(query.where(t.place_id.in_(some))))
        return counts

    def place_lots(self) -> Iterator[Lot]:
        """The claims at the places to compute; with those that reviewers may have put there, or elsewhere."""
        t = schema.claims.c
        joined: dict[str, list[str]] = {}
        for claim, place in self._at.items():
            joined.setdefault(place, []).append(claim)
        for keys in _lots(sorted(self._places().items())):
            about = [i for key in keys for i in joined.get(key, ())]
            yield self._lot(keys, [*(t.place_id.in_(p) for p in portions(keys)), *(t.id.in_(p) for p in portions(about))])

    def held_lots(self, places: Iterable[str], kinds: Sequence[str]) -> Iterator[Lot]:
        """The claims that bear on who holds some places, by their kinds: all of what is needed where only words on places around them
        changed, but for the places that have none."""
        t = schema.claims.c
        for keys in portions(sorted(set(places))):
            yield self._lot(keys, [and_(t.place_id.in_(keys), t.kind.in_(kinds))])

    def lot_at(self, places: Sequence[str], kinds: Sequence[str] = (), ids: Sequence[str] = ()) -> Lot:
        """The claims at places (of some kinds, or all), with those that reviewers may have put there, and those of some `ids`."""
        t = schema.claims.c
        there = [t.place_id.in_(some) for some in portions(places)]
        tests = [and_(test, t.kind.in_(kinds)) for test in there] if kinds else there
        return self._lot(places, [*tests, *(t.id.in_(some) for some in portions(ids))])

    def among(self, claim_ids: Sequence[str]) -> list[Claim]:
        """Claims by their ids, as they were read."""
        return self._claims(schema.claims.c.id.in_(p) for p in portions(claim_ids))

    # --- what befell a province, in a place of it

    def corrected(self) -> list[Claim]:
        """The claims that reviewers changed, as they were read."""
        return self.among(self._corrected)

    def spots(self) -> list[Spot]:
        """The provinces and days of which claims changed."""
        parted = (key.partition(" ") for key in stale(self._c, "spot"))
        return [(region, date.fromisoformat(day)) for day, _, region in parted]

    def on_provinces(self, spots: Sequence[Spot] | None) -> list[Claim]:
        """The claims on provinces of some days; None: of all."""
        t = schema.claims.c
        wide = t.data.like(_PROVINCE)
        if spots is None:
            return self._claims([and_(wide, t.when_start.is_not(None))])
        wanted = {(region, day.isoformat()) for region, day in spots}
        query = select(t.place_id, t.when_start, t.data).where(wide)
        regions = portions(sorted({region for region, _ in spots}))
        found = (row for some in regions for row in self._c.execute(query.where(t.place_id.in_(some))))
        return [codec.load(Claim, r.data) for r in found if (r.place_id, r.when_start) in wanted]

    def within_provinces(self, spots: Iterable[Spot], kinds: Iterable[str]) -> list[Claim]:
        """The claims of some kinds on provinces and places within them, of the days."""
        wanted = set(spots)
        t = schema.claims.c
        query = select(t.when_start, t.data).where(t.place_id.is_not(None), t.kind.in_(sorted(kinds)))
        out = []
        for days in portions(sorted({day.isoformat() for _, day in wanted})):
            for day, data in self._c.execute(query.where(t.when_start.in_(days))):
                if (region_of(data), date.fromisoformat(day)) in wanted:
                    out.append(codec.load(Claim, data))
        return out

    def joined(self) -> dict[str, str]:
        """The places that claims on provinces were about, by the claims' ids."""
        parted = (key.partition(" ") for key in stale(self._c, "at"))
        return {claim: place for claim, _, place in parted}

    def gone(self) -> list[str]:
        """The claims that were taken out, some of which may be there again."""
        return stale(self._c, "gone")

    def also_compute(self, places: Iterable[str]) -> None:
        """Places to compute with the others."""
        mark(self._c, "place", sorted(set(places)))

    def _claims(self, tests: Iterable[ColumnElement[bool]]) -> list[Claim]:
        return [
            codec.load(Claim, data)
            for test in tests
            for data in self._c.execute(select(schema.claims.c.data).where(test)).scalars()
        ]

    # --- the stories

    def story_lots(self) -> Iterator[Lot]:
        """The claims of the stories to compute that are at no place or give a number, or that reviewers changed."""
        a, t = schema.articles.c, schema.claims.c
        key = func.coalesce(a.story_id, a.id)
        bearing = or_(t.place_id.is_(None), not_(t.data.like(_UNCOUNTED)), t.id.in_(self._corrected))
        query = (
            select(key, func.count())
            .join_from(schema.articles, schema.claims, t.article_id == a.id)
            .where(bearing)
            .group_by(key)
        )
        counts: dict[str, int] = {}
        if self.whole:
            counts |= _pairs(self._c.execute(query))
        else:
            for some in portions(stale(self._c, "story")):
                counts |= _pairs(self._c.execute(query.where(_told_by(some))))
        for keys in _lots(sorted(counts.items())):
            yield self._lot(keys, [and_(_of_stories(some), bearing) for some in portions(keys)], moved=False)

    def figure_lots(self) -> Iterator[list[Figure]]:
        """The figures of the places where any changed, those of a place together, by id."""
        f = schema.figures.c
        if self.whole:
            places = sorted(self._c.execute(select(f.place_id).where(f.place_id.is_not(None)).distinct()).scalars())
        else:
            places = stale(self._c, "counted")
        for some in portions(places):
            found = self._c.execute(select(f.data).where(f.place_id.in_(some)).order_by(f.id)).scalars()
            yield [codec.load(Figure, data) for data in found]

    def _lot(self, keys: Sequence[str], tests: Sequence[ColumnElement[bool]], *, moved: bool = True) -> Lot:
        if moved:
            tests = [*tests, *(schema.claims.c.id.in_(some) for some in portions(self._corrected))]
        return read_lot(self._c, keys, tests)

    # --- what comes of it

    def put(
        self, incidents: Sequence[Incident] = (), control: Sequence[ControlSpell] = (), figures: Sequence[Figure] = ()
    ) -> None:
        """Add what was computed."""
        c = self._c
        insert_rows(c, schema.incidents, [rows.incident_row(i) for i in incidents])
        told = [{"incident_id": i.id, "claim_id": claim} for i in incidents for claim in i.claim_ids]
        insert_rows(c, schema.incident_claims, told, ignore=True)
        insert_rows(c, schema.control, [rows.control_row(s) for s in control])
        insert_rows(c, schema.figures, [rows.figure_row(f) for f in figures])
        if not self.whole:
            mark(c, "counted", {f.place.id for f in figures if f.place is not None})

    def put_held(self, places: Iterable[str], spells: Sequence[ControlSpell]) -> None:
        """Put the control of places in place of what it was, where it differs."""
        c, k = self._c, schema.control.c
        new = {s.id: rows.control_row(s) for s in spells}
        for keys in portions(sorted(places)):
            had = {r.id: (r.place_id, r.data) for r in c.execute(select(k.id, k.place_id, k.data).where(k.place_id.in_(keys)))}
            mine = {i: (row["place_id"], row["data"]) for i, row in new.items() if row["place_id"] in set(keys)}
            differ = sorted({place for _, (place, _) in had.items() ^ mine.items()})
            for some in portions(differ):
                c.execute(delete(schema.control).where(k.place_id.in_(some)))
            insert_rows(c, schema.control, [row for row in new.values() if row["place_id"] in set(differ)])
            mark(c, "named", differ)

    def change(self, figures: Sequence[Figure]) -> None:
        """Put figures in place of those of their ids."""
        for some in portions(figures):
            self._c.execute(delete(schema.figures).where(schema.figures.c.id.in_([f.id for f in some])))
        self.put(figures=figures)

    def finish(self, meta: Mapping[str, str]) -> None:
        """Count places and actors, and note that the record is done, and by what it was made."""
        c = self._c
        if self.whole:
            fill_summaries(c)
        else:
            refresh_places(c, sorted({*stale(c, "place"), *stale(c, "named")}))
            refresh_actors(c, stale(c, "actor"))
        forget_stale(c)
        m = schema.meta.c
        times = int(c.execute(select(m.value).where(m.key == "computed")).scalar() or 0) + 1
        set_meta(c, {**meta, "state": "done", KEPT: AS, "computed": str(times)})


def read_lot(c: Connection, keys: Iterable[str], tests: Iterable[ColumnElement[bool]]) -> Lot:
    """The claims that pass any of the tests, with what they are seen in."""
    t, a = schema.claims.c, schema.articles.c
    found: dict[str, Claim] = {}
    for test in tests:
        found |= {i: codec.load(Claim, data) for i, data in c.execute(select(t.id, t.data).where(test))}
    claims = [found[i] for i in sorted(found)]
    articles: dict[str, Article] = {}
    story_of: dict[str, str] = {}
    dates = select(a.id, a.story_id, a.publisher, func.coalesce(a.published, a.read_date))
    for ids in portions(sorted({claim.article_id for claim in claims})):
        for i, story, publisher, published in c.execute(dates.where(a.id.in_(ids))):
            articles[i] = Article(i, Source("", ""), "", publisher=publisher, published=codec.load(Publication, published))
            if story is not None:
                story_of[i] = story
    return Lot(frozenset(keys), claims, articles, story_of)


def _pairs(found: Iterable[Any]) -> dict[str, Any]:
    """Rows of a key and a value."""
    return {r[0]: r[1] for r in found}


def _told_by(stories: Sequence[str]) -> ColumnElement[bool]:
    """Articles of these stories, or (by their own ids) of none."""
    a = schema.articles.c
    return or_(a.story_id.in_(stories), and_(a.story_id.is_(None), a.id.in_(stories)))


def _of_stories(stories: Sequence[str]) -> ColumnElement[bool]:
    """Claims of such articles."""
    return schema.claims.c.article_id.in_(select(schema.articles.c.id).where(_told_by(stories)))


def _lots(counts: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """Keys in lots of so many claims."""
    keys: list[str] = []
    size = 0
    for key, count in counts:
        if keys and size + count > LOT:
            yield keys
            keys, size = [], 0
        keys.append(key)
        size += count
    if keys:
        yield keys
