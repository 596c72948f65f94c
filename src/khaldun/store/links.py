"""How an article hangs together with others: of its own story, and of stories that share passages with it."""

from __future__ import annotations

from sqlalchemy import or_, select

from khaldun.model import Link
from khaldun.store import schema
from khaldun.store.queries import Queries
from khaldun.store.rows import link_of


def links_of(store: Queries, article_id: str) -> list[Link]:
    """The links that lead from an article, and those that lead to it."""
    k = schema.links.c
    query = select(schema.links).where(or_(k.article_id == article_id, k.to_id == article_id))
    with store._read() as c:
        return [link_of(r) for r in c.execute(query.order_by(k.article_id, k.to_id, k.relation))]
