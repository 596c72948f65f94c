"""What every test shares: the shared data where it is there, and the language engine, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.language import load_engine
from khaldun.language.sentence import Engine

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
