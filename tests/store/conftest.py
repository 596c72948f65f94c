"""Where the records of tests are kept: each kind of database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from khaldun.store.connect import connect

SERVER = os.environ.get("KHALDUN_TEST_POSTGRESQL")
"""The address of an empty PostgreSQL database, where there is one: the same questions are then asked of it."""


@pytest.fixture(params=["sqlite", *(["postgresql"] if SERVER else [])])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a new record can be made."""
    if request.param != "postgresql" or SERVER is None:
        return tmp_path / "r.sqlite"
    engine = connect(SERVER, create=True)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return SERVER
