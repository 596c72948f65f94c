"""A build cut off after any of its writes, and run again, ends in the record of one that was not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from khaldun.store import Store
from tests.run.test_build import REPORTS, exported, put, run

MORE = {
    **REPORTS,
    "d.txt": "undated Gamma took Kebir\nundated Beta took Saghir\nundated Delta took Wadi",
    "b2.txt": REPORTS["b.txt"],
}


class Cut(BaseException):
    """What stands for a kill."""


@contextmanager
def cut_after(writes: int, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process ends after so many writes."""
    left, write = [writes], Store._write

    @contextmanager
    def counted(self: Store) -> Iterator[Connection]:
        if not left[0]:
            raise Cut
        left[0] -= 1
        with write(self) as connection:
            yield connection

    with patch.context() as patched:
        patched.setattr(Store, "_write", counted)
        yield


def test_a_build_cut_off_after_any_write_ends_in_the_same_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, folder = put(tmp_path / "first", REPORTS), put(tmp_path / "in", MORE)
    run([folder], tmp_path / "whole.sqlite")
    wanted = exported(tmp_path / "whole.sqlite")
    for writes in range(100):
        record = tmp_path / f"{writes}.sqlite"
        run([first], record)
        try:
            with cut_after(writes, monkeypatch):
                run([folder], record)
        except Cut:
            run([folder], record)
            assert exported(record) == wanted, f"cut after {writes} writes"
        else:
            break
    assert 5 < writes < 100
