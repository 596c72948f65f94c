"""Work that is shared out to processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from khaldun.run.pool import Pool
from khaldun.run.worker import Task
from tests.run import fake


def broken() -> Iterator[Task]:
    """Tasks of which the first cannot be made."""
    raise ValueError("no task")
    yield


def test_what_goes_wrong_in_making_tasks_is_told_and_nobody_waits_for_them() -> None:
    recipe = fake.recipe()
    with Pool(2, recipe, recipe.make()) as pool, pytest.raises(ValueError, match="no task"):
        list(pool.run(broken()))
