"""What every test shares: the shared data where it is there, and the language engine, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from khaldun.language import load_engine
from khaldun.language.sentence import Engine
from tests import server

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input and gold data beside the checkout; the test is skipped, and says so, where it is not there."""
    if not (SHARED / "CONTRACT.md").is_file():
        pytest.skip("the shared data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The embedded engine on one thread."""
    return load_engine(threads=1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database; the test is skipped, and says so, where no server is installed."""
    programs = server.programs()
    if server.GIVEN:
        yield server.GIVEN
    elif programs is None:
        pytest.skip("PostgreSQL is not installed here")
    else:
        with server.server(programs) as address:
            yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a new record can be made: each kind of database in its turn."""
    return tmp_path / "r.sqlite" if request.param == "sqlite" else server.emptied(request.getfixturevalue("postgresql"))
