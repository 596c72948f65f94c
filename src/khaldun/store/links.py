"""How an article hangs together with others: of its own story, and of stories that share passages with it."""

from __future__ import annotations

from sqlalchemy import bindparam, or_, select

from khaldun.model import Link
from khaldun.store import schema
from khaldun.store.queries import Queries
from khaldun.store.rows import link_of

_K = schema.links.c
_EITHER = or_(_K.article_id == bindparam("id"), _K.to_id == bindparam("id"))
_LINKS = select(schema.links).where(_EITHER).order_by(_K.article_id, _K.to_id, _K.relation)


def links_of(store: Queries, article_id: str) -> list[Link]:
    """The links that lead from an article, and those that lead to it."""
    with store._read() as c:
        return [link_of(r) for r in c.execute(_LINKS, {"id": article_id})]
