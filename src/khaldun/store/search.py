"""Full text: what a person types becomes a query that no database can trip over."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Select, func, literal, literal_column, text

from khaldun.store import schema
from khaldun.store.letters import ACCENTED, BARE, plain

_SIMPLE: Any = literal_column("'simple'")


def matching_articles(connection: Connection, query: Select[Any], q: str) -> Select[Any]:
    """`query` (on `articles`) kept to what matches `q`, the best first."""
    if connection.dialect.name == "sqlite":
        return _sqlite(query, "article_search", schema.articles.c, q)
    document = func.coalesce(schema.articles.c.title, "") + " " + schema.articles.c.text
    return _postgresql(query, document, schema.articles.c, q)


def matching_claims(connection: Connection, query: Select[Any], q: str) -> Select[Any]:
    """`query` (on `claims`) kept to those whose evidence matches `q`, the best first."""
    if connection.dialect.name == "sqlite":
        return _sqlite(query, "claim_search", schema.claims.c, q)
    return _postgresql(query, schema.claims.c.evidence, schema.claims.c, q)


def quoted(q: str) -> str:
    """A query for FTS5 from any text: its words, each quoted, all wanted; text in double quotes is a phrase, a last `*` a
    beginning."""
    parts = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', q):
        words = re.findall(r"\w+", phrase or word)
        if not words:
            continue
        begins = word.endswith("*")
        parts.append('"' + " ".join(words) + '"' + ("*" if begins else ""))
    return " ".join(parts)


def _sqlite(query: Select[Any], table: str, columns: Any, q: str) -> Select[Any]:
    wanted = quoted(q)
    if not wanted:
        return query.where(literal(False))
    found = text(f"{table} MATCH :wanted").bindparams(wanted=wanted)
    return (
        query.join(text(table), literal_column(f"{table}.rowid") == columns.n)
        .where(found)
        .order_by(literal_column(f"bm25({table})"), columns.id)
    )


def _postgresql(query: Select[Any], document: Any, columns: Any, q: str) -> Select[Any]:
    wanted = func.to_tsquery(_SIMPLE, _tsquery(q))
    vector = func.to_tsvector(
        _SIMPLE, func.translate(func.lower(document), literal_column(f"'{ACCENTED}'"), literal_column(f"'{BARE}'"))
    )
    return query.where(vector.op("@@")(wanted)).order_by(func.ts_rank(vector, wanted).desc(), columns.id)


def _tsquery(q: str) -> str:
    """The query that `quoted` makes, as PostgreSQL writes it; words without their accents."""
    parts = []
    for phrase, ending in re.findall(r'"([^"]*)"(\*?)', quoted(plain(q))):
        words = [f"'{word}'" for word in phrase.split()]
        parts.append(" <-> ".join([*words[:-1], words[-1] + (":*" if ending else "")]))
    return " & ".join(parts)
