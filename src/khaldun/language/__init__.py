"""Text -> sentences (the engine), sentences -> frames. An engine is chosen by name; `embedded` comes with the program."""

from __future__ import annotations

from khaldun.errors import UsageError
from khaldun.language.sentence import Engine

ENGINES = ("embedded",)


def load_engine(name: str = "embedded", *, threads: int = 1) -> Engine:
    """An engine: `embedded`, or `package.module:factory` for one of the user's own (called with `threads=`).

    Raises UsageError where there is none of that name.
    """
    if name == "embedded":
        from khaldun.language.embedded import EmbeddedEngine

        return EmbeddedEngine(threads=threads)
    module, _, factory = name.partition(":")
    if not factory:
        raise UsageError(f"no language engine named {name!r} (there are: {', '.join(ENGINES)}, or package.module:factory)")
    import importlib

    try:
        made: Engine = getattr(importlib.import_module(module), factory)(threads=threads)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"language engine {name!r}: {error}") from error
    return made
