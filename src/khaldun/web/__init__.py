"""The page: server-rendered, useful without scripts, with a map as its one island, and a small JSON API. See docs/page.md.

`app` and `serve` load the web framework only when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khaldun.web.asgi import app, serve

__all__ = ["app", "serve"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from khaldun.web import asgi

    return getattr(asgi, name)
