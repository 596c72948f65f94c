"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file to write: it takes its name when it is complete; lines end as they are written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding=encoding, newline="") as file:
            yield file
        os.replace(part, path)  # noqa: PTH105 - it takes the place of an older one
    except BaseException:
        part.unlink(missing_ok=True)
        raise
