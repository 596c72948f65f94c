"""What the pages ask of a record: few questions, each prepared once, so that a page costs the server little."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import bindparam, func, select

from khaldun.model import Article, Claim, ControlSpell, Incident, Publication, Source
from khaldun.store import codec, schema
from khaldun.store.queries import BY_DAY, Queries
from khaldun.store.rows import place_of
from khaldun.store.views import PlaceSummary
from khaldun.store.writing import portions

HEAD = 1000
"""Letters of an article that are enough to name it by its first words."""

_A, _T, _I, _K, _M, _P = (
    t.c for t in (schema.articles, schema.claims, schema.incidents, schema.control, schema.mentions, schema.places)
)
_published = func.coalesce(_A.published, _A.read_date).label("published")
_HEADS = select(_A.id, _A.title, func.substr(_A.text, 1, HEAD).label("text"), _A.publisher, _published)
_HEADS_OF = _HEADS.where(_A.id.in_(bindparam("ids", expanding=True)))
_LISTED = select(_A.id).where(_A.kind == "article").order_by(_A.published_start.desc().nulls_last(), _A.id)
_STORY = select(_A.story_id, _A.id).where(_A.story_id == select(_A.story_id).where(_A.id == bindparam("id")).scalar_subquery())
_QUOTES = select(_M.start, _M.end).where(_M.article_id == bindparam("id"), _M.type == "quote").order_by(_M.start, _M.end)
_CLAIMS_OF = select(_T.data).where(_T.id.in_(bindparam("ids", expanding=True)))
_CLAIMS_IN = select(_T.data).where(_T.article_id == bindparam("id"))
_AT = select(_T.id).where(_T.place_id == bindparam("place")).order_by(*BY_DAY)
_BEARING = select(_K.data).where(_K.place_id == bindparam("place"), _K.data.like(bindparam("told"))).order_by(_K.start, _K.id)
_HERE = _I.place_id == bindparam("place")
_HAPPENED = (
    select(_I.data).where(_HERE).order_by(func.coalesce(_I.when_start, "").desc(), _I.id.desc()).limit(bindparam("most"))
)
_TOLD = (
    select(_I.data)
    .join(schema.incident_claims, schema.incident_claims.c.incident_id == _I.id)
    .where(schema.incident_claims.c.claim_id == bindparam("claim"))
    .order_by(func.coalesce(_I.when_start, "9999"), _I.id)
)
_SPELLS = select(_K.data).where(_K.place_id == bindparam("place")).order_by(_K.start, _K.id)
_HOW_MANY = select(func.count()).where(_HERE)


def heads(store: Queries, ids: Sequence[str]) -> list[Article]:
    """These articles, in no order, as a list names them: title, publisher, settled date, and of the text only its beginning."""
    with store._read() as c:
        found = [row for some in portions(sorted(set(ids))) for row in c.execute(_HEADS_OF, {"ids": some})]
    return [_head(*row) for row in found]


def _head(key: str, title: str | None, text: str, publisher: str | None, published: str) -> Article:
    return Article(key, Source("", ""), text, title=title, publisher=publisher, published=codec.load(Publication, published))


def listed(store: Queries, *, limit: int, offset: int) -> list[str]:
    """The ids of articles proper, the latest first (undated ones last)."""
    with store._read() as c:
        return list(c.execute(_LISTED.limit(limit).offset(offset)).scalars())


def story_of(store: Queries, article_id: str) -> tuple[str | None, list[str]]:
    """The id of the story that an article is in, and the articles that are in it too, by id."""
    with store._read() as c:
        found = c.execute(_STORY, {"id": article_id}).all()
    return (found[0].story_id if found else None), sorted(row.id for row in found if row.id != article_id)


def quotes(store: Queries, article_id: str) -> list[tuple[int, int]]:
    """Where an article's quotations stand."""
    with store._read() as c:
        return [(start, end) for start, end in c.execute(_QUOTES, {"id": article_id})]


def claims_named(store: Queries, ids: Sequence[str]) -> list[Claim]:
    """The claims of these ids, in no order."""
    with store._read() as c:
        found = [data for some in portions(sorted(set(ids))) for data in c.execute(_CLAIMS_OF, {"ids": some}).scalars()]
    return [codec.load(Claim, data) for data in found]


def claims_in(store: Queries, article_id: str) -> list[Claim]:
    """The claims of an article, in no order."""
    with store._read() as c:
        return [codec.load(Claim, data) for data in c.execute(_CLAIMS_IN, {"id": article_id}).scalars()]


def claims_at(store: Queries, place_id: str) -> list[str]:
    """The ids of the claims at a place, in the order of `Queries.claims`."""
    with store._read() as c:
        return list(c.execute(_AT, {"place": place_id}).scalars())


def spells_at(store: Queries, place_id: str) -> list[ControlSpell]:
    """The stretches of a place's control, by day."""
    with store._read() as c:
        return [codec.load(ControlSpell, data) for data in c.execute(_SPELLS, {"place": place_id}).scalars()]


def told_in(store: Queries, claim_id: str) -> list[Incident]:
    """The incidents that a claim is about, by day."""
    with store._read() as c:
        return [codec.load(Incident, data) for data in c.execute(_TOLD, {"claim": claim_id}).scalars()]


def bearing(store: Queries, place_id: str, claim_id: str) -> list[ControlSpell]:
    """The stretches of a place's control that a claim speaks for or against."""
    with store._read() as c:
        rows = c.execute(_BEARING, {"place": place_id, "told": f'%"{claim_id}"%'}).scalars()
        found = [codec.load(ControlSpell, data) for data in rows]
    return [s for s in found if claim_id in s.claims_for or claim_id in s.claims_against]


def happened(store: Queries, place_id: str, *, most: int) -> tuple[list[Incident], int]:
    """The latest incidents at a place, the last first, and how many there are in all."""
    with store._read() as c:
        found = [codec.load(Incident, data) for data in c.execute(_HAPPENED, {"place": place_id, "most": most}).scalars()]
        return found, c.execute(_HOW_MANY, {"place": place_id}).scalar_one()


def holders(store: Queries) -> list[tuple[str, int]]:
    """Who holds places, each with the number of his stretches of control; and who only contends for them, with 0."""
    counts = select(_K.holder_id, func.count()).where(_K.holder_id.is_not(None)).group_by(_K.holder_id)
    contested = select(_K.data).where(_K.data.not_like('%"others":[]%'))
    with store._read() as c:
        found = {str(holder): int(number) for holder, number in c.execute(counts)}
        rivals = {holder for data in c.execute(contested).scalars() for holder, _ in orjson.loads(data)["others"]}
    return [*found.items(), *((holder, 0) for holder in sorted(rivals - set(found)))]


def latest(store: Queries, place_ids: Sequence[str] | None = None) -> dict[str, ControlSpell]:
    """For each of some places (None: all), the stretch of control that begins last."""
    last = func.row_number().over(partition_by=_K.place_id, order_by=(_K.start.desc(), _K.id.desc())).label("last")
    query = select(_K.data, last) if place_ids is None else select(_K.data, last).where(_K.place_id.in_(place_ids))
    ranked = query.subquery()
    with store._read() as c:
        rows = c.execute(select(ranked.c.data).where(ranked.c.last == 1)).scalars()
        found = [codec.load(ControlSpell, data) for data in rows]
    return {s.place.id: s for s in found}


def held_places(store: Queries, *, limit: int) -> list[tuple[PlaceSummary, ControlSpell]]:
    """Places whose holder somebody tells, the most claimed about first, each with the stretch that begins last."""
    query = select(schema.places).where(_P.spells > 0).order_by(_P.claims.desc(), _P.mentions.desc(), _P.id).limit(limit)
    with store._read() as c:
        places = [place_of(row) for row in c.execute(query)]
    now = latest(store, [p.id for p in places])
    return [(p, now[p.id]) for p in places if p.id in now]
