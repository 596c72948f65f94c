"""The page: server-rendered, useful without scripts, with a map as its one island, and a small JSON API. See docs/page.md."""

from khaldun.web.app import app, serve

__all__ = ["app", "serve"]
