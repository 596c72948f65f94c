"""What is to be computed anew: kept beside each change of claims, mentions and stories, in the transaction that makes it.

A record that was never computed has nothing of it: all of it is computed then. `what` of a row of `stale` is `place` (claims at it
changed, or their stories did), `story` (a story's id, or an article's that has none: claims of it changed), `gone` (a claim that was taken out),
`named` (mentions of a place changed), `actor` (who is named or acts), `counted` (figures of a place changed), `spot`
(claims of a day in a province changed: the day, a space, the province), `wide` (a claim on control changed, which may say something of
the places within its own). What stays is as it was last computed: `at`, the place that a claim on a province is about (the claim, a space, the
place); `in PLACE`, those within a place; `informs PLACE`, the claims on it that say something of those within it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from khaldun.store import schema

_ADMIN1 = re.compile(r'"admin1":("(?:[^"\\]|\\.)*")')
"""The province of the place of a stored claim: a key that nothing else in it has, and that no text can hold unescaped."""

KEPT, AS = "followed", "2"
"""The entry of `meta` that says that the record was computed, and that changes since then are in `stale`; its value changes with what is
kept there."""
_PASSING = ("place", "story", "gone", "named", "actor", "counted", "spot", "wide")


def followed(c: Connection) -> bool:
    """Whether changes are kept track of."""
    return c.execute(select(schema.meta.c.value).where(schema.meta.c.key == KEPT)).scalar() == AS


def read_changed(c: Connection, article_ids: Sequence[str], *, gone: bool = False) -> None:
    """What was read from these articles (as many as one statement takes) has changed, or (`gone`) is about to be taken out."""
    if not followed(c):
        return
    t, m, w = schema.claims.c, schema.mentions.c, schema.claim_actors.c
    _mark(c, "named", m.place_id, m.article_id.in_(article_ids))
    _mark(c, "actor", m.actor_id, m.article_id.in_(article_ids))
    _mark(c, "actor", w.actor_id, w.claim_id.in_(select(t.id).where(t.article_id.in_(article_ids))))
    if gone:
        _mark(c, "gone", t.id, t.article_id.in_(article_ids))
    stories_changed(c, article_ids)


def stories_changed(c: Connection, article_ids: Sequence[str]) -> None:
    """These articles (as many as one statement takes) come to another story, or have come to one: call it before and after."""
    if not followed(c):
        return
    a, t = schema.articles.c, schema.claims.c
    _mark(c, "place", t.place_id, t.article_id.in_(article_ids))
    dated = select(t.when_start, t.data).where(
        t.article_id.in_(article_ids), t.place_id.is_not(None), t.when_start.is_not(None)
    )
    mark(c, "spot", sorted({f"{day} {region}" for day, data in c.execute(dated) if (region := region_of(data)) is not None}))
    _mark(c, "story", func.coalesce(a.story_id, a.id), a.id.in_(article_ids))
    _mark(c, "wide", t.id, t.article_id.in_(article_ids) & t.kind.like("control.%") & t.place_id.is_not(None))


def judgement_made(c: Connection, claim_id: str, article_ids: Sequence[str]) -> None:
    """A reviewer said something of a claim, and of these articles."""
    if followed(c):
        mark(c, "wide", [claim_id])
    stories_changed(c, article_ids)


def follow_no_more(c: Connection) -> None:
    """Everything is to be computed anew."""
    c.execute(delete(schema.meta).where(schema.meta.c.key == KEPT))
    forget_stale(c)


def stale(c: Connection, what: str) -> list[str]:
    """The keys of one sort, sorted."""
    s = schema.stale.c
    return list(c.execute(select(s.key).where(s.what == what).order_by(s.key)).scalars())


def mark(c: Connection, what: str, keys: Iterable[str]) -> None:
    """Add keys of one sort."""
    found = [{"what": what, "key": k} for k in keys]
    if found:
        c.execute(_dialect(c).insert(schema.stale).on_conflict_do_nothing(), found)


def forget_stale(c: Connection) -> None:
    """All of it has been computed."""
    c.execute(delete(schema.stale).where(schema.stale.c.what.in_(_PASSING)))


def region_of(data: str) -> str | None:
    """The province that a stored claim is told of, or of a place in it."""
    if '"kind":"province"' not in data:
        found = _ADMIN1.search(data)
        return None if found is None else str(json.loads(found[1]))
    place = json.loads(data)["place"]
    region: str | None = place["id"] if place["kind"] == "province" else place.get("admin1")
    return region


def _mark(c: Connection, what: str, key: ColumnElement[Any], where: ColumnElement[bool]) -> None:
    found: Select[Any] = select(literal(what), key).where(where, key.is_not(None)).distinct()
    c.execute(_dialect(c).insert(schema.stale).from_select(["what", "key"], found).on_conflict_do_nothing())


def _dialect(c: Connection) -> Any:
    return postgresql if c.dialect.name == "postgresql" else sqlite
