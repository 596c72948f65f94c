"""What can be asked of a record. Every answer is in values of the model or of `store.views`, in an order that is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from khaldun.errors import NotFound
from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Judgement, Mention, Raw, Story
from khaldun.store import codec, schema
from khaldun.store.connect import reading, snapshot
from khaldun.store.rows import actor_of, article_of, iso, place_of
from khaldun.store.search import matching_articles, matching_claims
from khaldun.store.selects import ARTICLE, TEXTLESS, UNTRACED, stories_in
from khaldun.store.views import ActorSummary, PlaceSummary, SetAsideFile, StoredArticle

_UNKNOWN_LAST = "9999"

_T = schema.claims.c
BY_DAY: tuple[ColumnElement[Any], ...] = (
    func.coalesce(_T.when_start, _T.when_stop, _UNKNOWN_LAST), func.coalesce(_T.when_stop, _UNKNOWN_LAST), _T.id,
)  # fmt: skip
"""The order of claims: the first day they may speak of, the day they end before, id."""
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_ARTICLES = UNTRACED.where(schema.articles.c.id.in_(_IDS))
_PARTS = ARTICLE.where(schema.articles.c.parent == bindparam("id")).order_by(schema.articles.c.id)
_PLACE = select(schema.places).where(schema.places.c.id == bindparam("id"))
_JUDGEMENTS = select(schema.judgements.c.data).order_by(schema.judgements.c.n)
_JUDGED = _JUDGEMENTS.where(schema.judgements.c.claim_id == bindparam("id"))


class Queries:
    """The reading side of a store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _read(self) -> AbstractContextManager[Connection]:
        """See `connect.reading`."""
        return reading(self._engine)

    def snapshot(self) -> AbstractContextManager[None]:
        """See `connect.snapshot`."""
        return snapshot(self._engine)

    def meta(self) -> dict[str, str]:
        """Version of the tables, versions of what made the record, and its `state` (`building` or `done`)."""
        with self._read() as c:
            return {row.key: row.value for row in c.execute(select(schema.meta).order_by(schema.meta.c.key))}

    def counts(self) -> dict[str, int]:
        """Rows of each table that a user knows of."""
        tables = (
            schema.articles, schema.stories, schema.claims, schema.incidents, schema.control, schema.mentions, schema.figures,
            schema.judgements, schema.places, schema.actors,
        )  # fmt: skip
        with self._read() as c:
            return {t.name: c.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}

    def articles(
        self,
        *,
        limit: int | None = None,
        offset: int = 0,
        q: str | None = None,
        kind: str | None = None,
        place_id: str | None = None,
    ) -> list[StoredArticle]:
        """Articles, the latest first (undated ones last); with `q`, those that match a search, the best first."""
        a = schema.articles.c
        claims = select(func.count()).where(schema.claims.c.article_id == a.id).scalar_subquery().label("claim_count")
        failure = (
            select(schema.extractions.c.failure)
            .where(schema.extractions.c.article_id == a.id)
            .scalar_subquery()
            .label("failure")
        )
        query = ARTICLE.add_columns(claims, failure)
        if kind is not None:
            query = query.where(a.kind == kind)
        if place_id is not None:
            named = schema.mentions.c
            query = query.where(exists().where(named.article_id == a.id, named.place_id == place_id))
        with self._read() as c:
            if q is not None:
                query = matching_articles(c, query, q)
            else:
                query = query.order_by(a.published_start.desc().nulls_last(), a.id)
            rows = c.execute(query.limit(limit).offset(offset)).all()
        return [StoredArticle(article_of(r), r.story_id, r.claim_count, r.failure) for r in rows]

    def article(self, article_id: str) -> StoredArticle:
        """One article; raises NotFound."""
        with self._read() as c:
            row = _one(c, ARTICLE.where(schema.articles.c.id == article_id), f"no article {article_id}")
            count = c.execute(select(func.count()).where(schema.claims.c.article_id == article_id)).scalar_one()
            failure = c.execute(
                select(schema.extractions.c.failure).where(schema.extractions.c.article_id == article_id)
            ).scalar()
        return StoredArticle(article_of(row), row.story_id, count, failure)

    def all_articles(self, *, texts: bool = True) -> list[Article]:
        """Every article, by id, without its trace, which is as long as a short text; with `texts` false, without that too."""
        query = UNTRACED if texts else TEXTLESS
        with self._read() as c:
            return [article_of(r) for r in c.execute(query.order_by(schema.articles.c.id))]

    def some_articles(self, ids: Sequence[str], *, settled: bool = True) -> list[Article]:
        """These articles, in no order, without their traces; with the settled date, or the one that the file alone gives."""
        with self._read() as c:
            return [article_of(r, settled=settled) for r in _named(c, _ARTICLES, ids)]

    def raw(self, sha256: str) -> Raw:
        """The bytes that articles were read from; raises NotFound."""
        with self._read() as c:
            row = _one(c, select(schema.raws).where(schema.raws.c.sha256 == sha256), f"no raw {sha256}")
        return Raw(row.sha256, row.media, row.size, row.packed, row.reason)

    def parts(self, article_id: str) -> list[Article]:
        """The captions and quotes that belong to an article."""
        with self._read() as c:
            return [article_of(r) for r in c.execute(_PARTS, {"id": article_id})]

    def same_text(self, article_id: str) -> list[str]:
        """The ids of an article and of its copies, by id; of a caption, those of the article that it belongs to."""
        a = schema.articles.c
        whose = select(func.coalesce(a.parent, a.id)).where(a.id == article_id).scalar_subquery()
        story = select(a.story_id).where(a.id == whose).scalar_subquery()
        with self._read() as c:
            return list(c.execute(select(a.id).where(or_(a.id == whose, a.story_id == story)).order_by(a.id)).scalars())

    def stories(self) -> list[Story]:
        """Every story with its articles and links, by id."""
        with self._read() as c:
            return stories_in(c, None)

    def story(self, story_id: str) -> Story:
        """One story; raises NotFound."""
        with self._read() as c:
            found = stories_in(c, [story_id])
        if not found:
            raise NotFound(f"no story {story_id}")
        return found[0]

    def claims(
        self,
        *,
        article_id: str | None = None,
        place_id: str | None = None,
        actor_id: str | None = None,
        speaker_id: str | None = None,
        kind: str | None = None,
        status: str | None = None,
        start: date | None = None,
        stop: date | None = None,
        ids: Sequence[str] | None = None,
        q: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Claim]:
        """Claims by the first day they may speak of (where that is unknown, the day they end before), then id; of an article in
        the order of its text.

        `actor_id`: who acts or is acted on. `kind` `control` also finds `control.gain`. `start`, `stop`: what may have happened
        on the days [start, stop). `ids`: these claims. `q`: those whose evidence matches a search.
        """
        t = schema.claims.c
        same = {t.article_id: article_id, t.place_id: place_id, t.speaker_id: speaker_id, t.status: status}
        tests = [column == wanted for column, wanted in same.items() if wanted is not None]
        tests += _of_kind(kind) + _ofactor_of(actor_id) + _within(start, stop)
        query = select(t.data, t.when_start, t.id).where(*tests)
        with self._read() as c:
            if article_id is None and ids is None and q is None and (offset or limit is not None):
                query = query.order_by(*BY_DAY).limit(limit).offset(offset)
                return [codec.load(Claim, r.data) for r in c.execute(query)]
            if q is not None:
                query = matching_claims(c, query, q)
            rows = c.execute(query) if ids is None else _named(c, query.where(t.id.in_(_IDS)), ids)
            found = [codec.load(Claim, r.data) for r in rows]
        if article_id is not None:
            found.sort(key=lambda x: (x.evidence.start, x.trigger.start, x.id))
        else:
            found.sort(
                key=lambda x: (iso(x.when.start or x.when.stop) or _UNKNOWN_LAST, iso(x.when.stop) or _UNKNOWN_LAST, x.id)
            )
        return found[offset : None if limit is None else offset + limit]

    def count_claims(self, *, place_id: str | None = None, actor_id: str | None = None, speaker_id: str | None = None) -> int:
        """How many claims are about a place or an actor, or by a speaker's word."""
        t = schema.claims.c
        same = {t.place_id: place_id, t.speaker_id: speaker_id}
        tests = [column == wanted for column, wanted in same.items() if wanted is not None] + _ofactor_of(actor_id)
        with self._read() as c:
            return c.execute(select(func.count()).select_from(schema.claims).where(*tests)).scalar_one()

    def articles_of(self, claim_ids: Sequence[str]) -> dict[str, str]:
        """The article of each of some claims, by the claim's id."""
        t = schema.claims.c
        with self._read() as c:
            found = _named(c, select(t.id, t.article_id).where(t.id.in_(_IDS)), claim_ids)
            return {r.id: r.article_id for r in found}

    def claim(self, claim_id: str) -> Claim:
        """One claim; raises NotFound."""
        return codec.load(Claim, self._data(schema.claims, claim_id, "claim"))

    def mentions(self, article_id: str, *, private: bool | None = None) -> list[Mention]:
        """What was recognised in an article, in the order of its text; `private`: only private persons, or all but those."""
        m = schema.mentions.c
        query = select(m.data).where(m.article_id == article_id).order_by(m.start, m.end, m.type, m.data)
        if private is not None:
            query = query.where(m.private == private)
        with self._read() as c:
            return [codec.load(Mention, data) for data in c.execute(query).scalars()]

    def judgements(self, claim_id: str | None = None) -> list[Judgement]:
        """Reviewers' decisions, on one claim or all, in the order they were made."""
        query, given = (_JUDGEMENTS, {}) if claim_id is None else (_JUDGED, {"id": claim_id})
        with self._read() as c:
            return [codec.load(Judgement, data) for data in c.execute(query, given).scalars()]

    def incidents(
        self, *, place_id: str | None = None, actor_id: str | None = None, kind: str | None = None, claim_id: str | None = None
    ) -> list[Incident]:
        """Incidents by day, then id."""
        t, of = schema.incidents.c, schema.incident_claims.c
        query = select(t.data).order_by(func.coalesce(t.when_start, _UNKNOWN_LAST), t.id)
        if place_id is not None:
            query = query.where(t.place_id == place_id)
        if kind is not None:
            query = query.where(or_(t.kind == kind, t.kind.like(f"{kind}.%")))
        if claim_id is not None:
            query = query.where(t.id.in_(select(of.incident_id).where(of.claim_id == claim_id)))
        if actor_id is not None:
            who = schema.claim_actors.c
            theirs = select(of.incident_id).where(of.claim_id == who.claim_id, who.actor_id == actor_id)
            query = query.where(t.id.in_(theirs))
        with self._read() as c:
            return [codec.load(Incident, data) for data in c.execute(query).scalars()]

    def incident(self, incident_id: str) -> Incident:
        """One incident; raises NotFound."""
        return codec.load(Incident, self._data(schema.incidents, incident_id, "incident"))

    def control(
        self,
        place_id: str | None = None,
        on: date | None = None,
        holder_id: str | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[ControlSpell]:
        """Stretches of control, by place and day: of one place, on one day; those of one holder by day."""
        t = schema.control.c
        query = select(t.data).order_by(*((t.place_id, t.start) if holder_id is None else (t.start, t.place_id)), t.id)
        if place_id is not None:
            query = query.where(t.place_id == place_id)
        if holder_id is not None:
            query = query.where(t.holder_id == holder_id)
        if on is not None:
            query = query.where(t.start <= iso(on), or_(t.stop.is_(None), t.stop > iso(on)))
        with self._read() as c:
            return [codec.load(ControlSpell, data) for data in c.execute(query.limit(limit).offset(offset)).scalars()]

    def spell(self, spell_id: str) -> ControlSpell:
        """One stretch of control; raises NotFound."""
        return codec.load(ControlSpell, self._data(schema.control, spell_id, "stretch of control"))

    def figures(self, *, place_id: str | None = None, measure: str | None = None) -> list[Figure]:
        """Figures by id."""
        t = schema.figures.c
        query = select(t.data).order_by(t.id)
        if place_id is not None:
            query = query.where(t.place_id == place_id)
        if measure is not None:
            query = query.where(t.measure == measure)
        with self._read() as c:
            return [codec.load(Figure, data) for data in c.execute(query).scalars()]

    def figure(self, figure_id: str) -> Figure:
        """One figure; raises NotFound."""
        return codec.load(Figure, self._data(schema.figures, figure_id, "figure"))

    def places(self, *, box: tuple[float, float, float, float] | None = None, limit: int | None = None) -> list[PlaceSummary]:
        """Places the record speaks of, the most claimed about first; within `box` (west, south, east, north, in degrees)."""
        t = schema.places.c
        query = select(schema.places).order_by(t.claims.desc(), t.mentions.desc(), t.id).limit(limit)
        if box is not None:
            west, south, east, north = box
            query = query.where(and_(t.lon >= west, t.lon <= east, t.lat >= south, t.lat <= north))
        with self._read() as c:
            return [place_of(r) for r in c.execute(query)]

    def place(self, place_id: str) -> PlaceSummary:
        """One place; raises NotFound."""
        with self._read() as c:
            return place_of(_one(c, _PLACE, f"no place {place_id}", {"id": place_id}))

    def actors(self, *, limit: int | None = None) -> list[ActorSummary]:
        """Actors the record speaks of, the most claimed about first."""
        t = schema.actors.c
        query = select(schema.actors).order_by(t.claims.desc(), t.mentions.desc(), t.id).limit(limit)
        with self._read() as c:
            return [actor_of(r) for r in c.execute(query)]

    def actor(self, actor_id: str) -> ActorSummary:
        """One actor; raises NotFound."""
        with self._read() as c:
            return actor_of(_one(c, select(schema.actors).where(schema.actors.c.id == actor_id), f"no actor {actor_id}"))

    def search(self, q: str, kind: Literal["article", "claim"], *, limit: int) -> list[tuple[str, str]]:
        """Articles, or claims by their evidence, that hold every word of `q`, the best first: their ids, each with that of its article. Any text
        is a query, none is an error."""
        a, t = schema.articles.c, schema.claims.c
        with self._read() as c:
            if kind == "claim":
                found = matching_claims(c, select(t.id, t.article_id), q)
            else:
                found = matching_articles(c, select(a.id, a.id.label("article_id")), q)
            return [(key, article_id) for key, article_id in c.execute(found.limit(limit))]

    def set_aside(self) -> list[SetAsideFile]:
        """Files and items that were not read, with the reasons, by file."""
        s, a, x = schema.sources.c, schema.articles.c, schema.extractions.c
        with self._read() as c:
            files = c.execute(select(s.file, s.reason).where(s.status == "aside")).all()
            gone = c.execute(select(schema.lost.c.file, schema.lost.c.reason)).all()
            items = c.execute(
                select(s.file, a.set_aside, a.id, a.ref).join(schema.sources).where(a.set_aside.is_not(None))
            ).all()
            failed = c.execute(
                select(s.file, x.failure, a.id, a.ref).select_from(schema.articles).join(schema.sources)
                .join(schema.extractions, x.article_id == a.id).where(x.failure.is_not(None))
            ).all()  # fmt: skip
        found = [SetAsideFile(*r) for r in files] + [SetAsideFile(*r) for r in gone]
        found += [SetAsideFile(*r) for r in items] + [SetAsideFile(*r) for r in failed]
        return sorted(found, key=lambda f: (f.file, f.ref or "", f.article_id or "", f.reason))

    def _data(self, table: Table, wanted: str, what: str) -> str:
        with self._read() as c:
            return str(_one(c, _datum(table), f"no {what} {wanted}", {"id": wanted}).data)


def _of_kind(kind: str | None) -> list[ColumnElement[bool]]:
    """Claims of a kind; `control` holds `control.gain`."""
    column = schema.claims.c.kind
    return [] if kind is None else [or_(column == kind, column.like(f"{kind}.%"))]


def _ofactor_of(actor_id: str | None) -> list[ColumnElement[bool]]:
    """Claims in which an actor acts or is acted on."""
    who = schema.claim_actors.c
    return [] if actor_id is None else [exists().where(who.claim_id == schema.claims.c.id, who.actor_id == actor_id)]


def _within(start: date | None, stop: date | None) -> list[ColumnElement[bool]]:
    """Claims of what may have happened on the days [start, stop)."""
    t = schema.claims.c
    first = [] if start is None else [or_(t.when_stop.is_(None), t.when_stop > iso(start))]
    return first if stop is None else [*first, or_(t.when_start.is_(None), t.when_start < iso(stop))]


@cache
def _datum(table: Table) -> Select[Any]:
    """The whole value of one row."""
    return select(table.c.data).where(table.c.id == bindparam("id"))


def _one(connection: Connection, query: Select[Any], complaint: str, given: Mapping[str, str] | None = None) -> Row[Any]:
    row = connection.execute(query, given).first()
    if row is None:
        raise NotFound(complaint)
    return row


def _named(connection: Connection, query: Select[Any], ids: Sequence[str]) -> Iterator[Row[Any]]:
    """The rows of a query for `ids`; asked for in portions that every database takes."""
    wanted = sorted(set(ids))
    for i in range(0, len(wanted), 500):
        yield from connection.execute(query, {"ids": wanted[i : i + 500]})
