"""One build of a record at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from khaldun.errors import RecordError
from khaldun.store.connect import is_url


@contextmanager
def only_build(record: str) -> Iterator[None]:
    """Hold the record's lock, a file beside it that is gone afterwards; a killed build holds nothing.

    Raises RecordError where another build has it. A record on a server, and a system without `fcntl`, go without.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    if is_url(record):
        yield
        return
    path = Path(f"{record}.lock")
    try:
        opened = path.open("w")
    except OSError as error:
        raise RecordError(f"{record} cannot be written to: {error.strerror}") from None
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RecordError(f"another build is at work on {record}") from None
        try:
            yield
        finally:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - while it is held, so that no other build holds a file that is gone
