"""Files that are there whole or not at all, and that take the place of none but an earlier export."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from khaldun.errors import UsageError


@contextmanager
def whole(path: Path, *, encoding: str = "utf-8", begins: bytes) -> Iterator[TextIO]:
    """A text file to write: it takes its name when it is complete; lines end as they are written. For `begins` see `taking`."""
    with taking(path, begins=begins) as part, part.open("w", encoding=encoding, newline="") as file:
        yield file


@contextmanager
def taking(path: Path, *, begins: bytes) -> Iterator[Path]:
    """A name to write a file under; at the end the file takes the name `path`, and nothing is left where it fails.

    `begins`: how every file of this kind begins. Raises UsageError where `path` is a file that begins otherwise, so that a slip
    in a file's name costs nobody his work.
    """
    _free(path, begins)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(b"")
    try:
        yield part
        os.replace(part, path)  # noqa: PTH105 - it takes the place of an older one
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _free(path: Path, begins: bytes) -> None:
    if not path.is_file():
        return
    with path.open("rb") as file:
        found = file.read(len(begins))
    if found and found != begins:
        raise UsageError(f"{path} cannot be written: there is a file of that name, and it is no export of this format")
