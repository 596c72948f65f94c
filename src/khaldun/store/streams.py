"""A record read row by row, for whoever writes out more of it than memory holds. In the order of ids, unless told otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, Table, func, select

from khaldun.model import Claim, ControlSpell, Figure, Incident, Story
from khaldun.store import codec, schema
from khaldun.store.queries import Queries
from khaldun.store.rows import article_of
from khaldun.store.selects import ARTICLE, stories_in
from khaldun.store.views import StoredArticle

T = TypeVar("T", Claim, Incident, ControlSpell, Figure)
V = TypeVar("V")

_PORTION = 500
_TABLES: dict[Any, Table] = {
    Claim: schema.claims,
    Incident: schema.incidents,
    ControlSpell: schema.control,
    Figure: schema.figures,
}


def each(store: Queries, kind: type[T]) -> Iterator[T]:
    """Every value of a kind."""
    table = _TABLES[kind]
    for row in _rows(store, select(table.c.data).order_by(table.c.id)):
        yield codec.load(kind, row.data)


def each_article(store: Queries, *, kind: str | None = None) -> Iterator[StoredArticle]:
    """Every article, or those of a kind, with text and trace; without the count of its claims."""
    a = schema.articles.c
    query = ARTICLE.order_by(a.id)
    for row in _rows(store, query if kind is None else query.where(a.kind == kind)):
        yield StoredArticle(article_of(row), row.story_id)


def each_story(store: Queries) -> Iterator[Story]:
    """Every story with its articles and links."""
    ids = [row.id for row in _rows(store, select(schema.stories.c.id).order_by(schema.stories.c.id))]
    for i in range(0, len(ids), _PORTION):
        with store._read() as connection:
            found = stories_in(connection, ids[i : i + _PORTION])
        yield from found


def incidents_by_day(store: Queries) -> Iterator[list[Incident]]:
    """Incidents in lists of those that begin on one day (at least: may), by day, each list by id; those without a day last, in
    lists of some hundreds."""
    t = schema.incidents.c
    # The days are sorted without what is told of them: a database sorts in memory.
    order = _rows(store, select(t.when_start, t.id).order_by(func.coalesce(t.when_start, "9999"), t.id))
    for day, same in itertools.groupby(order, key=lambda row: row.when_start):
        ids = [row.id for row in same]
        size = _PORTION if day is None else max(1, len(ids))
        for i in range(0, len(ids), size):
            yield list(_incidents(store, ids[i : i + size]))


def _incidents(store: Queries, ids: list[str]) -> Iterator[Incident]:
    t = schema.incidents.c
    for some in portions(ids):
        with store._read() as connection:
            rows = connection.execute(select(t.data).where(t.id.in_(some)).order_by(t.id)).all()
        yield from (codec.load(Incident, row.data) for row in rows)


def portions(values: Iterable[V], size: int = _PORTION) -> Iterator[list[V]]:
    """Values in lists of at most `size`."""
    left = iter(values)
    while found := list(itertools.islice(left, size)):
        yield found


def _rows(store: Queries, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query as the database gives them, a thousand in memory at a time."""
    with store._read() as connection:
        yield from connection.execute(query.execution_options(yield_per=1000))


def stories_of(store: Queries, article_ids: Iterable[str]) -> dict[str, str]:
    """The story of each of some articles that has one."""
    a = schema.articles.c
    found: dict[str, str] = {}
    with store._read() as connection:
        for some in portions(sorted(set(article_ids))):
            query = select(a.id, a.story_id).where(a.id.in_(some), a.story_id.is_not(None))
            found.update((r.id, r.story_id) for r in connection.execute(query))
    return found


def places_held(store: Queries) -> list[str]:
    """The ids of the places that stretches of control speak of."""
    column = schema.control.c.place_id
    return sorted(r.place_id for r in _rows(store, select(column).distinct()))


def last_published(store: Queries) -> date | None:
    """The last day on which an article may have been published; None where none is dated."""
    with store._read() as connection:
        stop = connection.execute(select(func.max(schema.articles.c.published_stop))).scalar()
    return None if stop is None else date.fromisoformat(stop) - timedelta(1)


def holding(store: Queries, claim_id: str) -> Iterator[ControlSpell]:
    """The stretches of control for or against which a claim speaks, by place and day: of its own place, and of those within it."""
    k = schema.control.c
    for row in _rows(store, select(k.data).where(k.data.contains(claim_id)).order_by(k.place_id, k.start, k.id)):
        spell = codec.load(ControlSpell, row.data)
        if claim_id in spell.claims_for or claim_id in spell.claims_against:
            yield spell
