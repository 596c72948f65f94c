"""Work that is shared out to processes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from khaldun.run.pool import Pool
from khaldun.run.worker import ReadTask, Task
from tests.run import fake


def broken() -> Iterator[Task]:
    """Tasks of which the first cannot be made."""
    raise ValueError("no task")
    yield


def test_what_goes_wrong_in_making_tasks_is_told_and_nobody_waits_for_them() -> None:
    recipe = fake.recipe()
    with Pool(2, recipe, recipe.make()) as pool, pytest.raises(ValueError, match="no task"):
        list(pool.run(broken()))


def test_processes_that_are_stopped_amid_work_end_and_no_other_is_started(tmp_path: Path) -> None:
    for name, text in {"a": "2016-04-08 Alpha took Kebir", "b": "SLEEP", "c": "SLEEP"}.items():
        (tmp_path / name).write_text(text)
    recipe = fake.recipe()
    with pytest.raises(OSError, match="disk"), Pool(2, recipe, recipe.make()) as pool:
        for _ in pool.run(ReadTask(str(tmp_path / name), name, name) for name in "abc"):
            time.sleep(0.5)  # until both are at work
            raise OSError("the disk is full")
    time.sleep(0.5)
    assert [worker._process.poll() is None for worker in pool._workers] == [False, False]
