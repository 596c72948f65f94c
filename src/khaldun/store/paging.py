"""Tables a page at a time: by id, going on behind the last id that was given, so that what is added meanwhile moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, exists, func, or_, select

from khaldun.errors import NotFound
from khaldun.model import Claim, ControlSpell, Figure, Incident, Judgement
from khaldun.store import codec, schema
from khaldun.store.queries import Queries
from khaldun.store.rows import article_of, iso
from khaldun.store.selects import ARTICLE, stories_in
from khaldun.store.views import PlaceSummary, StoredArticle

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a table; a field that its rows do not have must be None.

    `actor_id`: who acts or is acted on. `kind` `control` also finds `control.gain`. `start`, `stop`: what may have been on the days
    [start, stop). `box`: west, south, east, north in degrees; a west beyond the east goes over the antimeridian.
    """

    article_id: str | None = None
    claim_id: str | None = None
    place_id: str | None = None
    actor_id: str | None = None
    speaker_id: str | None = None
    holder_id: str | None = None
    kind: str | None = None
    status: str | None = None
    measure: str | None = None
    start: date | None = None
    stop: date | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a table is read: its query, the names of its first and last day, how a row becomes a value."""

    table: Table
    query: Select[Any]
    load: Callable[[Row[Any]], Any]
    days: tuple[str, str] | None = None


def _loaded(table: Table, model: type, days: tuple[str, str] | None = None) -> _Kind:
    return _Kind(table, select(table.c.id, table.c.data), lambda row: codec.load(model, row.data), days)


_PLACES = select(*(schema.places.c[f.name] for f in fields(PlaceSummary)))
_STORIES = _Kind(schema.stories, select(schema.stories.c.id), lambda row: row.id)
_TABLES: Mapping[str, _Kind] = {
    "articles": _Kind(schema.articles, ARTICLE, lambda row: StoredArticle(article_of(row), row.story_id), ("published_start", "published_stop")),
    "stories": _STORIES,
    "claims": _loaded(schema.claims, Claim, ("when_start", "when_stop")),
    "incidents": _loaded(schema.incidents, Incident, ("when_start", "when_stop")),
    "control": _loaded(schema.control, ControlSpell, ("start", "stop")),
    "figures": _loaded(schema.figures, Figure),
    "places": _Kind(schema.places, _PLACES, lambda row: PlaceSummary(*tuple(row))),
    "judgements": _loaded(schema.judgements, Judgement),
}  # fmt: skip
PAGED = tuple(_TABLES)


def page(store: Queries, table: str, asked: Asked, *, after: str | None, limit: int) -> tuple[list[Any], str | None]:
    """At most `limit` values of one of PAGED by id, those behind the id `after`; and the id to go on behind, None at the end."""
    kind, given = _TABLES[table], _given(asked)
    if after is not None:
        given["after"] = after
    query = _page(table, frozenset(given), _over(asked))
    with store._read() as c:
        rows = c.execute(query, {**given, "rows": limit + 1}).all()
        more = rows[limit - 1].id if len(rows) > limit else None
        if kind is _STORIES:
            return stories_in(c, [r.id for r in rows[:limit]]), more
        return [kind.load(r) for r in rows[:limit]], more


def count(store: Queries, table: str, asked: Asked) -> int:
    """How many values of one of PAGED are asked for."""
    given = _given(asked)
    with store._read() as c:
        return int(c.execute(_count(table, frozenset(given), _over(asked)), given).scalar_one())


def _given(asked: Asked) -> dict[str, Any]:
    """The parameters of the queries below."""
    found: dict[str, Any] = {
        **{name: getattr(asked, name) for name in _SAME}, "actor_id": asked.actor_id, "kind": asked.kind,
        "kinds": asked.kind and f"{asked.kind}.%", "start": iso(asked.start), "stop": iso(asked.stop),
    }  # fmt: skip
    if asked.box is not None:
        found |= dict(zip(_BOX, asked.box, strict=True))
    return {name: value for name, value in found.items() if value is not None}


def _over(asked: Asked) -> bool:
    """Whether the box goes over the antimeridian."""
    return asked.box is not None and asked.box[0] > asked.box[2]


@lru_cache(maxsize=256)
def _page(table: str, given: frozenset[str], over: bool) -> Select[Any]:
    """The rows of a page, by the names of what is asked for; each is put together once. In a box there may be very many rows: the ids of
    the page are found first."""
    kind = _TABLES[table]
    ids = kind.table.c.id
    tests = _tests(kind, given, over=over)
    if "after" in given:
        tests.append(ids > _asked("after"))
    if "west" in given:
        tests = [ids.in_(select(ids).where(*tests).order_by(ids).limit(_asked("rows")))]
    return kind.query.where(*tests).order_by(ids).limit(_asked("rows"))


@lru_cache(maxsize=256)
def _count(table: str, given: frozenset[str], over: bool) -> Select[Any]:
    kind = _TABLES[table]
    return select(func.count()).select_from(kind.table).where(*_tests(kind, given, over=over))


def _asked(name: str) -> ColumnElement[Any]:
    """The place of a parameter."""
    found: ColumnElement[Any] = bindparam(name)
    return found


_SAME = ("article_id", "claim_id", "place_id", "speaker_id", "holder_id", "status", "measure")
_BOX = ("west", "south", "east", "north")


def _tests(kind: _Kind, given: frozenset[str], *, over: bool) -> list[ColumnElement[bool]]:
    t = kind.table.c
    tests: list[ColumnElement[bool]] = [t[name] == _asked(name) for name in _SAME if name in given]
    if "kind" in given:
        tests.append(or_(t.kind == _asked("kind"), t.kind.like(_asked("kinds"))))
    if kind.days is not None:
        first, stop = (t[name] for name in kind.days)
        tests += [or_(stop.is_(None), stop > _asked("start"))] if "start" in given else []
        tests += [or_(first.is_(None), first < _asked("stop"))] if "stop" in given else []
    if "west" in given:
        tests.append(_in_box(t.id if kind.table is schema.places else t.place_id, over=over))
    if "actor_id" in given:
        tests.append(_with_actor(kind.table))
    return tests


def _in_box(place_id: ColumnElement[Any], *, over: bool) -> ColumnElement[bool]:
    p = schema.places.c
    west, south, east, north = (_asked(name) for name in _BOX)
    across = or_(p.lon >= west, p.lon <= east) if over else and_(p.lon >= west, p.lon <= east)
    return place_id.in_(select(p.id).where(p.lat >= south, p.lat <= north, across))


def _with_actor(table: Table) -> ColumnElement[bool]:
    who, of, actor_id = schema.claim_actors.c, schema.incident_claims.c, _asked("actor_id")
    if table is schema.claims:
        return exists().where(who.claim_id == table.c.id, who.actor_id == actor_id)
    return exists().where(of.incident_id == table.c.id, of.claim_id == who.claim_id, who.actor_id == actor_id)


def disputed(store: Queries, *, limit: int, offset: int) -> list[Incident]:
    """Incidents whose claims contradict one another, the latest first."""
    t = schema.incidents.c
    query = select(t.data).where(t.disputed).order_by(func.coalesce(t.when_start, "").desc(), t.id)
    with store._read() as c:
        return [codec.load(Incident, data) for data in c.execute(query.limit(limit).offset(offset)).scalars()]


@dataclass(frozen=True, slots=True)
class BuildEntry:
    """A build in the diary: its number, when it ended (ISO, UTC), how many new files and articles it read, and behind which number its
    articles stand."""

    n: int
    finished: str
    files: int
    articles: int
    behind: int


def diary(store: Queries, *, limit: int) -> list[BuildEntry]:
    """The builds that read something, the last first."""
    b = schema.builds.c
    columns = (b[f.name] for f in fields(BuildEntry))
    with store._read() as c:
        return [BuildEntry(*tuple(row)) for row in c.execute(select(*columns).order_by(b.n.desc()).limit(limit))]


def read_by(store: Queries, build: int, *, limit: int, offset: int) -> list[StoredArticle]:
    """The articles proper that a build read, with the number of their claims, in the order in which it did."""
    a, b = schema.articles.c, schema.builds.c
    claims = select(func.count()).where(schema.claims.c.article_id == a.id).scalar_subquery().label("claim_count")
    with store._read() as c:
        behind = c.execute(select(b.behind).where(b.n == build)).scalar()
        if behind is None:
            raise NotFound(f"no build {build}")
        until = c.execute(select(func.min(b.behind)).where(b.n > build, b.behind > behind)).scalar()
        query = ARTICLE.add_columns(claims).where(a.n > behind, a.kind == "article", a.set_aside.is_(None))
        query = query if until is None else query.where(a.n <= until)
        rows = c.execute(query.order_by(a.n).limit(limit).offset(offset)).all()
    return [StoredArticle(article_of(r), r.story_id, r.claim_count) for r in rows]


def extent(store: Queries, table: str) -> tuple[Box | None, tuple[str | None, str | None]]:
    """The bounds of a table's places in degrees, None where none has a point; and its first and last ISO day (the day before the last
    `stop`, whose own end may be open)."""
    kind = _TABLES[table]
    p = schema.places.c
    points = select(func.min(p.lon), func.min(p.lat), func.max(p.lon), func.max(p.lat))
    if kind.table is not schema.places:
        points = points.where(p.id.in_(select(kind.table.c.place_id)))
    with store._read() as c:
        west, south, east, north = c.execute(points).one()
        box = None if west is None or south is None else (west, south, east, north)
        if kind.days is None:
            return box, (None, None)
        first, stop = (kind.table.c[name] for name in kind.days)
        earliest, latest, still = c.execute(select(func.min(first), func.max(stop), func.count().filter(stop.is_(None)))).one()
    last = None if latest is None or still else (date.fromisoformat(latest) - timedelta(1)).isoformat()
    return box, (earliest, last)
