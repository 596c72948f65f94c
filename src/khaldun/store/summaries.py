"""The tables of places and actors: whom and what the record speaks of, counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, delete, func, select

from khaldun.model import Actor, Place
from khaldun.store import codec, schema
from khaldun.store.writing import insert_rows, portions


def fill_summaries(c: Connection) -> None:
    """Make the tables `places` and `actors` anew from mentions, claims and control; the connection is in a transaction."""
    for table, summed, sources in (
        (schema.places, refresh_places, ((schema.control, "place_id"), (schema.claims, "place_id"), (schema.mentions, "place_id"))),
        (schema.actors, refresh_actors, ((schema.mentions, "actor_id"), (schema.claim_actors, "actor_id"))),
    ):  # fmt: skip
        c.execute(delete(table))
        ids: set[str] = set()
        for source, name in sources:
            ids.update(c.execute(select(source.c[name]).where(source.c[name].is_not(None)).distinct()).scalars())
        summed(c, sorted(ids))


def refresh_places(c: Connection, ids: Sequence[str]) -> None:
    """Make the rows of some places anew."""
    for some in portions(ids):
        c.execute(delete(schema.places).where(schema.places.c.id.in_(some)))
        counts = {t.name: _counts(c, _per(t.c.place_id, some)) for t in (schema.mentions, schema.claims, schema.control)}
        rows = []
        for i, p in sorted(_places(c, some).items()):
            known = {n: getattr(p, n) for n in ("id", "name", "lat", "lon", "radius_km", "kind", "country", "admin1")}
            named, claimed, held = (counts[n].get(i, 0) for n in ("mentions", "claims", "control"))
            rows.append({**known, "mentions": named, "claims": claimed, "spells": held})
        insert_rows(c, schema.places, rows)


def refresh_actors(c: Connection, ids: Sequence[str]) -> None:
    """Make the rows of some actors anew."""
    w = schema.claim_actors.c
    for some in portions(ids):
        c.execute(delete(schema.actors).where(schema.actors.c.id.in_(some)))
        mentions = _counts(c, _per(schema.mentions.c.actor_id, some))
        claims = _counts(
            c, select(w.actor_id, func.count(w.claim_id.distinct())).where(w.actor_id.in_(some)).group_by(w.actor_id)
        )
        found = {
            key: codec.read(Actor, data["actor"]) for key, data in _firsts(c, schema.mentions, "actor_id", sorted(mentions))
        }
        found |= {key: _claimed(c, key) for key in sorted(set(claims) - set(found))}
        rows: list[dict[str, Any]] = [
            {
                "id": a.id,
                "name": a.name,
                "kind": a.kind,
                "side": a.side,
                "mentions": mentions.get(i, 0),
                "claims": claims.get(i, 0),
            }
            for i, a in sorted(found.items())
        ]
        insert_rows(c, schema.actors, rows)


def _counts(c: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in c.execute(query)}


def _per(column: Column[Any], ids: Sequence[str]) -> Select[Any]:
    return select(column, func.count()).where(column.in_(ids)).group_by(column)


def _places(c: Connection, ids: Sequence[str]) -> dict[str, Place]:
    """Each place as its control has it, else a claim, else a mention."""
    k = schema.control.c
    found: dict[str, Place] = {}
    for data in c.execute(select(func.min(k.data)).where(k.place_id.in_(ids)).group_by(k.place_id)).scalars():
        place = codec.read(Place, json.loads(data)["place"])
        found[place.id] = place
    for table in (schema.claims, schema.mentions):
        for key, data in _firsts(c, table, "place_id", [i for i in ids if i not in found]):
            found[key] = codec.read(Place, data["place"])
    return found


def _firsts(c: Connection, table: Table, name: str, ids: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """For each id that a column has, the first row by article: what stands in many rows is looked up in one."""
    column, article = table.c[name], table.c.article_id
    smallest = select(column, func.min(article)).where(column.in_(list(ids))).group_by(column)
    for key, first in c.execute(smallest).all():
        data = c.execute(select(func.min(table.c.data)).where(column == key, article == first)).scalar_one()
        yield key, json.loads(data)


def _claimed(c: Connection, actor_id: str) -> Actor:
    """An actor that no mention resolves to, as a claim has it."""
    t, w = schema.claims.c, schema.claim_actors.c
    first = select(func.min(w.claim_id)).where(w.actor_id == actor_id).scalar_subquery()
    data = json.loads(c.execute(select(t.data).where(t.id == first)).scalar_one())
    return next(codec.read(Actor, a) for a in [*data.get("actors", ()), *data.get("targets", ())] if a["id"] == actor_id)
