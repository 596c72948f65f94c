"""A folder that is watched: what comes is read, what is still being written is not read in part."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from khaldun.errors import UsageError
from khaldun.run import BuildResult, watch
from khaldun.run.lock import only_build
from khaldun.store import Store
from tests.run.fake import recipe

PATIENCE = 20.0


@contextmanager
def watched(folder: Path, record: Path, *, still: float = 0.4) -> Iterator[tuple[queue.Queue[BuildResult], queue.Queue[str]]]:
    """What the builds of a watched folder did, and why some had to wait."""
    results: queue.Queue[BuildResult] = queue.Queue()
    waits: queue.Queue[str] = queue.Queue()
    stop = threading.Event()

    def work() -> None:
        watch(folder, record=record, told=results.put, wait=waits.put, stop=stop, still=still, jobs=1, recipe=recipe())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield results, waits
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def claims(record: Path) -> int:
    with Store.open(record) as store:
        return store.counts()["claims"]


def test_what_is_there_and_what_comes_is_read(tmp_path: Path) -> None:
    inbox, record = tmp_path / "in", tmp_path / "r.sqlite"
    inbox.mkdir()
    (inbox / "a.txt").write_text("2016-04-08 Alpha took Kebir")
    with watched(inbox, record) as (results, _):
        assert results.get(timeout=PATIENCE).new == 1
        (inbox / "sub").mkdir()
        (inbox / "sub/b.txt").write_text("2016-04-09 Beta took Saghir")
        assert results.get(timeout=PATIENCE).new == 1
    assert claims(record) == 2


def test_a_file_that_still_grows_is_read_once_and_whole(tmp_path: Path) -> None:
    inbox, record = tmp_path / "in", tmp_path / "r.sqlite"
    inbox.mkdir()
    with watched(inbox, record, still=1.0) as (results, _):
        results.get(timeout=PATIENCE)
        with (inbox / "a.txt").open("w") as file:
            for n in range(6):
                file.write(f"2016-04-0{n + 1} Alpha took Kebir{n}\n")
                file.flush()
                time.sleep(0.25)
        result = results.get(timeout=PATIENCE)
    assert result.new == 1 and result.counts["articles"] == 6
    with Store.open(record) as store:
        assert len(store.sources()) == 1


def test_the_record_in_the_folder_and_hidden_files_start_no_build(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    with watched(inbox, inbox / "r.sqlite") as (results, _):
        assert results.get(timeout=PATIENCE).files == 0
        (inbox / ".part").write_text("2016-04-08 Alpha took Kebir")
        with pytest.raises(queue.Empty):
            results.get(timeout=2)


def test_it_waits_for_another_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khaldun.run.watching.AGAIN", 0.2)
    inbox, record = tmp_path / "in", tmp_path / "r.sqlite"
    inbox.mkdir()
    with only_build(str(record)):
        with_lock = watched(inbox, record)
        results, waits = with_lock.__enter__()
        assert "another build" in waits.get(timeout=PATIENCE)
    assert results.get(timeout=PATIENCE).files == 0
    with_lock.__exit__(None, None, None)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        watch(tmp_path / "none", record=tmp_path / "r.sqlite", told=print)
