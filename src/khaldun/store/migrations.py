"""The version of a record's tables: a new record is made, an older one is brought up to date, a newer one is refused.

A migration is a function of a connection that turns the tables of one version into those of the next; it runs in the
transaction that also writes the new version, so that a record is never between two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, insert, inspect, select, update

from khaldun.errors import NewerRecord, NotARecord
from khaldun.store.schema import meta, metadata

APPLICATION_ID = 0x4B686C64
"""Stands in the header of an SQLite record (`Khld`), so that another program's database is never taken for one."""

SCHEMA = 9
"""The version of the tables in `store.schema`."""


def _links_tell_what_is_shared(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE links ADD COLUMN shared TEXT NOT NULL DEFAULT '[]'")


def _raws_are_kept(connection: Connection) -> None:
    """Articles of before know neither their bytes nor their extractor: the next build reads the files anew, where it has them."""
    for column in ("raw", "extractor", "trace"):
        connection.exec_driver_sql(f"ALTER TABLE articles ADD COLUMN {column} TEXT")
    connection.exec_driver_sql("CREATE INDEX ix_articles_raw ON articles (raw)")
    binary = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    connection.exec_driver_sql(
        "CREATE TABLE raws (sha256 TEXT NOT NULL PRIMARY KEY, media TEXT NOT NULL, size INTEGER NOT NULL,"
        f" packed {binary}, reason TEXT)"
    )


def _copies_are_indexed(connection: Connection) -> None:
    """The index is empty: the next build puts all articles into it."""
    binary = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    connection.exec_driver_sql(
        "CREATE TABLE index_entries (n INTEGER NOT NULL PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL,"
        f" digest {binary} NOT NULL, joined INTEGER NOT NULL, size INTEGER NOT NULL)"
    )
    connection.exec_driver_sql(
        f"CREATE TABLE index_windows (part INTEGER NOT NULL, n INTEGER NOT NULL, hashes {binary} NOT NULL,"
        f" owners {binary} NOT NULL, PRIMARY KEY (part, n))"
    )
    connection.exec_driver_sql(f"CREATE TABLE index_noise (name TEXT NOT NULL PRIMARY KEY, hashes {binary} NOT NULL)")


def _articles_tell_doubts(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE articles ADD COLUMN doubts TEXT")


def _changes_are_followed(connection: Connection) -> None:
    """What changed since the record was computed is not known: the next build computes all of it."""
    connection.exec_driver_sql("CREATE TABLE stale (what TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (what, key))")
    connection.exec_driver_sql("DROP INDEX IF EXISTS claim_actors_by_actor")
    for index, columns in (
        ("claim_actors_by_actor", "claim_actors (actor_id, claim_id)"),
        ("mentions_by_place", "mentions (place_id, article_id)"),
        ("mentions_by_actor", "mentions (actor_id, article_id)"),
        ("ix_claims_speaker_id", "claims (speaker_id)"),
        ("ix_figures_place_id", "figures (place_id)"),
        ("ix_figures_claim_id", "figures (claim_id)"),
    ):
        connection.exec_driver_sql(f"CREATE INDEX {index} ON {columns}")


def _stories_are_told_in_the_index(connection: Connection) -> None:
    """What joins articles is another: the index is empty again, and the next build puts all articles into it."""
    for table in ("index_entries", "index_windows", "index_noise"):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    for column in ("day", "story"):
        connection.exec_driver_sql(f"ALTER TABLE index_entries ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")


def _builds_keep_a_diary(connection: Connection) -> None:
    serial = "SERIAL" if connection.dialect.name == "postgresql" else "INTEGER NOT NULL"
    connection.exec_driver_sql(
        f"CREATE TABLE builds (n {serial} PRIMARY KEY, finished TEXT NOT NULL, files INTEGER NOT NULL, articles INTEGER NOT NULL,"
        " behind INTEGER NOT NULL)"
    )


def _pages_have_their_indices(connection: Connection) -> None:
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_incidents_place_id")
    for index, columns in (
        ("incidents_by_place", "incidents (place_id, id)"),
        ("ix_articles_parent", "articles (parent)"),
        ("ix_links_article_id", "links (article_id)"),
        ("ix_links_to_id", "links (to_id)"),
    ):
        connection.exec_driver_sql(f"CREATE INDEX {index} ON {columns}")


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {
    1: _links_tell_what_is_shared,
    2: _raws_are_kept,
    3: _copies_are_indexed,
    4: _articles_tell_doubts,
    5: _changes_are_followed,
    6: _stories_are_told_in_the_index,
    7: _builds_keep_a_diary,
    8: _pages_have_their_indices,
}
"""By the version that they start from. Every version below SCHEMA has one."""


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table at all."""
    return not inspect(connection).get_table_names()


def version_of(connection: Connection) -> int:
    """The version of the record's tables; raises NotARecord where it is none."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise NotARecord("the file is a database, but not a record that khaldun made")
    if not inspect(connection).has_table("meta"):
        raise NotARecord("the file is a database, but not a record that khaldun made")
    found = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    if found is None or not str(found).isdigit():
        raise NotARecord("it says no version of its tables")
    return int(found)


def create(connection: Connection) -> None:
    """Make the tables of a new record; the connection is in a transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    metadata.create_all(connection)
    connection.execute(insert(meta), [{"key": "schema", "value": str(SCHEMA)}])


def refuse_newer(version: int) -> None:
    """Raises NewerRecord where the record is of a later version than this program knows."""
    if version > SCHEMA:
        raise NewerRecord(
            f"the record was made by a newer khaldun (tables of version {version}, known here: {SCHEMA}): update khaldun"
        )


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables from `version` to SCHEMA; the connection is in a transaction. Raises NewerRecord."""
    refuse_newer(version)
    for step in range(version, SCHEMA):
        MIGRATIONS[step](connection)
    if version < SCHEMA:
        connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA)))
