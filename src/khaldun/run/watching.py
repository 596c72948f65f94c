"""A record kept up to date as files arrive in a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from khaldun.errors import RecordError, UsageError
from khaldun.run.build import BuildResult, build
from khaldun.run.files import own_files

STILL = 2.0
"""Seconds for which no file may have grown before they are read: what is still being copied is not read in part."""
AGAIN = 5.0
"""Seconds after which a build is tried again that another one kept from the record."""


def watch(
    folder: str | Path, *, record: str | Path, told: Callable[[BuildResult], None], wait: Callable[[str], None] = lambda why: None,
    stop: threading.Event | None = None, still: float = STILL, **options: Any,
) -> None:  # fmt: skip
    """Builds the record of a folder, and again whenever files have come or changed there, until `stop` is set or Ctrl-C.

    `told` is given what each build did, `wait` the reason where one has to wait (another build is at work). `options` are those of
    `build`. Files that are taken away stay in the record: a report does not become unsaid. Raises what `build` raises.
    """
    from watchfiles import watch as changes

    place = Path(folder)
    if not place.is_dir():
        raise UsageError(f"there is no folder {folder}")
    over = stop or threading.Event()
    known: dict[str, tuple[int, int]] | None = None
    found = changes(
        place, stop_event=over, watch_filter=lambda _, path: not _apart(path, place, record), rust_timeout=1000,
        raise_interrupt=False, debounce=int(still * 1000),
    )  # fmt: skip
    for _ in _first(found):
        now = _settled(place, record, over, still)
        if over.is_set() or now == known:
            continue
        if _built(place, record, told, wait, over, options):
            known = now


def _first(found: Iterator[Any]) -> Iterator[Any]:
    """Once before anything has changed, then with every change."""
    yield None
    yield from found


def _built(
    place: Path, record: str | Path, told: Callable[[BuildResult], None], wait: Callable[[str], None], over: threading.Event, options: dict[str, Any],
) -> bool:  # fmt: skip
    """Builds as soon as no other build is at work; False where it was stopped before."""
    while not over.is_set():
        try:
            told(build([place], record=record, **options))
            return True
        except RecordError as error:
            if "another build" not in str(error):
                raise
            wait(str(error))
            over.wait(AGAIN)
    return False


def _settled(place: Path, record: str | Path, over: threading.Event, still: float) -> dict[str, tuple[int, int]]:
    """Sizes and times of the files, once they have not changed for a while."""
    now = _state(place, record)
    while not over.wait(still / 2):
        later = _state(place, record)
        if later == now:
            break
        now = later
    return now


def _state(place: Path, record: str | Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in place.rglob("*"):
        if not _apart(str(path), place, record):
            try:
                told = path.stat()
            except OSError:
                continue
            if path.is_file():
                found[str(path)] = (told.st_size, told.st_mtime_ns)
    return found


def _apart(path: str, place: Path, record: str | Path) -> bool:
    """Whether a file is not one to read: hidden, or the record's own."""
    file = Path(path)
    inside = file.relative_to(place) if file.is_relative_to(place) else file
    return any(part.startswith(".") for part in inside.parts) or str(file.resolve()) in own_files(str(record))
