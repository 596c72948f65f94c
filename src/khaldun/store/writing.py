"""Rows in batches, and what is written from several places: the stories, and the index of copies without articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from khaldun.model import Story
from khaldun.store import rows, schema
from khaldun.store.stale import follow_no_more, stories_changed

T = TypeVar("T")

CHUNK = 500
"""Ids named in one statement, rows sent in one batch: what every database takes."""


def insert_rows(c: Connection, table: Table, values: Sequence[rows.Values], *, ignore: bool = False) -> None:
    """Insert rows in batches; with `ignore`, one that is there already stays as it is."""
    if not values:
        return
    statement: Any = insert(table)
    if ignore:
        dialect = postgresql if c.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).on_conflict_do_nothing()
    for i in range(0, len(values), CHUNK):
        c.execute(statement, values[i : i + CHUNK])


def portions(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as are named in one statement."""
    for i in range(0, len(ids), CHUNK):
        yield ids[i : i + CHUNK]


def set_meta(c: Connection, values: Mapping[str, str]) -> None:
    """Set entries of `meta`."""
    for key, value in sorted(values.items()):
        c.execute(delete(schema.meta).where(schema.meta.c.key == key))
        c.execute(insert(schema.meta), [{"key": key, "value": value}])


def forget_stories(c: Connection) -> None:
    """No stories at all."""
    follow_no_more(c)
    c.execute(delete(schema.links))
    c.execute(delete(schema.stories))
    c.execute(update(schema.articles).values(story_id=None))


def replace_stories(c: Connection, stories: Sequence[Story]) -> None:
    """Put stories in place of those in which their articles were; the articles are to be dated anew."""
    a = schema.articles.c
    ids = [i for s in stories for i in s.article_ids]
    for some in portions(ids):
        stories_changed(c, some)
        old = list(c.execute(select(a.story_id).where(a.id.in_(some), a.story_id.is_not(None)).distinct()).scalars())
        c.execute(delete(schema.links).where(schema.links.c.story_id.in_(old)))
        c.execute(delete(schema.stories).where(schema.stories.c.id.in_(old)))
    insert_rows(c, schema.stories, [{"id": s.id, "origin": s.origin} for s in stories])
    insert_rows(c, schema.links, [rows.link_row(s.id, k) for s in stories for k in s.links])
    moved = update(schema.articles).where(a.id == bindparam("article")).values(story_id=bindparam("story"), published=None)
    values = [{"article": i, "story": s.id} for s in stories for i in s.article_ids]
    for some_values in portions(values):
        c.execute(moved, some_values)
    for some in portions(ids):
        stories_changed(c, some)


def forget_index(c: Connection) -> None:
    """An index without articles: they are all added again, and their stories computed."""
    for table in (schema.index_entries, schema.index_windows, schema.index_noise):
        c.execute(delete(table))
    forget_stories(c)
