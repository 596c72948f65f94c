"""Articles and stories as they are asked for in several questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, literal, null, select

from khaldun.model import Link, Story
from khaldun.store import schema
from khaldun.store.rows import link_of

ARTICLE = select(schema.articles, schema.sources.c.file).join(schema.sources)
UNTRACED: Select[Any] = ARTICLE.with_only_columns(
    *(c for c in schema.articles.c if c.name != "trace"),
    null().label("trace"),
    schema.sources.c.file,
    maintain_column_froms=True,
)
TEXTLESS: Select[Any] = ARTICLE.with_only_columns(
    *(c for c in schema.articles.c if c.name not in ("trace", "text")),
    null().label("trace"),
    literal("").label("text"),
    schema.sources.c.file,
    maintain_column_froms=True,
)


def stories_in(connection: Connection, wanted: Sequence[str] | None) -> list[Story]:
    """All stories, or those of some ids (as many as are named in one statement), with their articles and links, by id."""
    a, s, k = schema.articles.c, schema.stories.c, schema.links.c
    heads = select(schema.stories).order_by(s.id)
    members = select(a.story_id, a.id).where(a.story_id.is_not(None)).order_by(a.story_id, a.id)
    ties = select(schema.links).order_by(k.story_id, k.article_id, k.to_id, k.relation)
    if wanted is not None:
        heads, members, ties = (
            heads.where(s.id.in_(wanted)),
            members.where(a.story_id.in_(wanted)),
            ties.where(k.story_id.in_(wanted)),
        )
    ids: dict[str, list[str]] = {}
    for story, article in connection.execute(members):
        ids.setdefault(story, []).append(article)
    links: dict[str, list[Link]] = {}
    for r in connection.execute(ties):
        links.setdefault(r.story_id, []).append(link_of(r))
    return [Story(r.id, tuple(ids.get(r.id, ())), r.origin, tuple(links.get(r.id, ()))) for r in connection.execute(heads)]
