"""Long work with many small values, without the search for garbage that it does not make."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_peace() -> Iterator[None]:
    """Python looks for cycles of garbage more rarely: what is made here has none, and looking takes a fifth of the time in which a record
    is inferred, a twentieth of that in which articles are read."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
