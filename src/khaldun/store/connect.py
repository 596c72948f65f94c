"""Connections: a path is an SQLite file, a `postgresql://` address a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from khaldun.errors import NotARecord, NotFound, RecordError, UsageError

WRITE = "khaldun_write"
"""The execution option of a connection that will write: its transaction takes the lock at once, so that it never has to give
up later."""


def is_url(record: str | Path) -> bool:
    """Whether a record is given by the address of a database rather than a path."""
    return "://" in str(record)


def shown(record: str | Path) -> str:
    """A record's path or address for people to read: without a password."""
    if not is_url(record):
        return str(record)
    try:
        return make_url(str(record)).render_as_string(hide_password=True)
    except ArgumentError:
        return str(record)


def connect(record: str | Path, *, create: bool, mapped: bool = False) -> Engine:
    """An engine for a record. `mapped`: read a file's first two gigabytes by way of the memory that all processes share, which spares each
    connection copies of its own whenever another process has written.

    Raises NotFound (no such file, unless `create`), NotARecord (a file that is no database), UsageError (an address that is
    none).
    """
    if is_url(record):
        return _server(str(record))
    path = Path(record)
    _check(path, create=create)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 60}, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare)
    if mapped:
        event.listen(engine, "connect", _map)
    event.listen(engine, "begin", _begin)
    return engine


_HELD: ContextVar[tuple[Engine, Connection] | None] = ContextVar("held", default=None)
"""The connection on which all is read within `snapshot`."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction: all that it reads is of one state of the record. Raises RecordError where it is damaged."""
    held = _HELD.get()
    try:
        if held is not None and held[0] is engine:
            yield held[1]
            return
        with engine.connect() as connection:
            yield connection
    except DatabaseError as error:
        raise RecordError(f"the record cannot be read: {error.orig}") from error


@contextmanager
def snapshot(engine: Engine) -> Iterator[None]:
    """All that is read within is of one state of the record, that at the first question: the answers hang together, and a connection is
    begun once. Within another, it is one of its own. Raises RecordError."""
    token = _HELD.set(None)
    try:
        with reading(engine) as connection:
            _HELD.set((engine, connection))
            yield
    finally:
        _HELD.reset(token)


def journal(engine: Engine, *, ahead: bool) -> None:
    """Write ahead while a build runs, so that others can read; back to one plain file at rest, which can be copied and read
    anywhere.

    Where another process has the record open, it stays as it is.
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(OperationalError), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if ahead:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        else:
            connection.exec_driver_sql("PRAGMA busy_timeout = 100")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")


def _check(path: Path, *, create: bool) -> None:
    """That there is something to open, and that it looks like a database."""
    if path.is_dir():
        raise NotARecord(f"{path} is a folder, not a record")
    if not path.exists():
        if not create:
            raise NotFound(f"there is no record at {path}: make one with `khaldun build PATH --record {path}`")
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent} to make the record in")
        return
    with path.open("rb") as file:
        head = file.read(16)
    if head != b"SQLite format 3\0" and not (create and not head):
        raise NotARecord(f"{path} is not a record of khaldun's")


def _prepare(connection: Any, _: Any) -> None:
    """Each new SQLite connection: we begin transactions ourselves, wait for others' locks, and do not wait for the disk at
    each commit."""
    connection.isolation_level = None
    for pragma in (
        "busy_timeout = 60000",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -32768",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _map(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA mmap_size = 2147418112")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITE) else "BEGIN")


def _server(address: str) -> Engine:
    """An engine for a PostgreSQL address, with psycopg 3."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise UsageError(f"{address} is not the address of a database") from None
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise UsageError(f"a record is a file or a postgresql:// address, not {url.get_backend_name()}://")
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"))
    except ModuleNotFoundError:
        raise UsageError("a record in PostgreSQL needs the package psycopg: pip install 'khaldun[postgres]'") from None
