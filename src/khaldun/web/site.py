"""What all pages share: the store, the templates, the colours, the built map."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles as _StaticFiles
from starlette.types import Scope

from khaldun import knowledge
from khaldun.store import Store
from khaldun.store.connect import is_url
from khaldun.store.shown import holders
from khaldun.version import __version__
from khaldun.web import palette, pieces, words
from khaldun.web.basemap import Basemap
from khaldun.web.reader import Reader

HERE = Path(__file__).parent
STATIC = HERE / "static"


FRESH = 1.0
"""Seconds for which the record is taken not to have changed since it was last looked at: while a build writes to it without end, pages and
answers are then made once a second at most."""


class StaticFiles(_StaticFiles):
    """Static files; what the map's build named by its content may be kept for ever, all else is asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = path.replace("\\", "/").startswith("app/assets/")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response


class Answers:
    """The answers given lately, by their entity tags; the least asked for of late go first. Safe to use from several threads."""

    MOST = 64 << 20
    """Bytes of bodies that are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, tag: str, make: Callable[[], Any]) -> Any:
        """What `make` gives (it has a `body`), if it is not kept."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
        made = make()
        with self._lock:
            if tag not in self._kept and len(made.body) <= self.MOST // 8:
                self._kept[tag] = made
                self._size += len(made.body)
            while self._size > self.MOST:
                self._size -= len(self._kept.popitem(last=False)[1].body)
        return made


class Site:
    """One record as served. What takes long to work out is kept until the record changes. `token`: what a request must bring that
    writes; None where nobody may."""

    def __init__(self, store: Store, *, names: bool, token: str | None = None, basemap: Basemap | None = None) -> None:
        self.store = store
        self.names = names
        self.token = token
        self.basemap = basemap
        self.answers = Answers()
        self._kept: dict[str, tuple[object, Any]] = {}
        self._locks: dict[str, Lock] = {}
        self._looked: dict[str, tuple[float, object]] = {}

    def reader(self) -> Reader:
        """A view of the record for one request."""
        return Reader(self.store, names=self.names)

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, asked for again only once the record has been computed anew."""
        with self._locks.setdefault(name, Lock()):  # it is made once, however many ask
            state = self._computed()
            if name not in self._kept or self._kept[name][0] != state:
                with self.store.snapshot():  # not that of the request, which may be older than the state
                    self._kept[name] = (state, make())
            return self._kept[name][1]

    def changed(self) -> None:
        """Something was written by this server: what was looked at before says nothing."""
        self._looked.clear()

    def state(self) -> object:
        """Changes soon after the record may have: its files' sizes and times of change, or in a database its counts and versions."""
        return self._look("state", self._state)

    def _computed(self) -> object:
        """Changes soon after the record was computed anew."""
        return self._look("computed", lambda: self.store.meta().get("computed") or self._state())

    def _look(self, name: str, at: Callable[[], object]) -> object:
        now = monotonic()
        if name not in self._looked or now - self._looked[name][0] > FRESH:
            with self.store.snapshot():
                self._looked[name] = (now, at())
        return self._looked[name][1]

    def _state(self) -> object:
        if is_url(self.store.record):
            return (self.store.meta(), self.store.counts())
        files = (Path(self.store.record), Path(f"{self.store.record}-wal"))
        return [(f.stat().st_mtime_ns, f.stat().st_size) if f.exists() else None for f in files]

    def colours(self) -> dict[str, str]:
        """The colour slot of every holder and rival."""

        found: dict[str, str] = self.keep("colours", lambda: palette.assign(holders(self.store), wishes()))
        return found

    def actors(self) -> dict[str, str]:
        """Every actor's name, by id: for holders and their rivals, who are never private persons."""
        found: dict[str, str] = self.keep("actors", lambda: {row.id: row.name for row in self.store.actors()})
        return found


@lru_cache(maxsize=1)
def wishes() -> dict[str, str]:
    """The usual colours of well-known holders, from the packs' `colours.yaml`."""
    return {str(e["id"]): str(e["colour"]) for e in knowledge.load().entries("colours")}


@lru_cache(maxsize=4)
def island(entry: str) -> Mapping[str, Any] | None:
    """The script and the styles of the map (`main.tsx`) or the bench (`bench/main.tsx`), by the manifest of their build; None where they
    are not built."""
    manifest = STATIC / "app" / "manifest.json"
    if not manifest.is_file():
        return None
    found = json.loads(manifest.read_text(encoding="utf-8")).get(f"src/{entry}")
    if found is None:
        return None
    return {"script": f"/static/app/{found['file']}", "styles": [f"/static/app/{name}" for name in found.get("css", ())]}


def map_assets() -> Mapping[str, Any] | None:
    """The map's script and styles."""
    return island("main.tsx")


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(words.FILTERS | pieces.FILTERS)
    env.globals.update(url=pieces.url, version=__version__, marks=palette.MARKS)
    env.globals["parts"] = env.get_template("parts.html").module
    return env


def kept(page: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A page that is made once for all who ask for it until the record changes."""

    def handle(request: Request) -> Response:
        site: Site = request.app.state.site
        address = f"{request.url.path}?{request.url.query}"

        def make() -> Response:
            with site.store.snapshot():
                return page(request)

        made: Response = site.answers.get(repr((site.state(), address)), make)
        return Response(bytes(made.body), made.status_code, headers=dict(made.headers))

    return handle


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page from a template."""
    site: Site = request.app.state.site
    here = "/" + request.url.path.split("/")[1]
    text = _templates().get_template(template).render(here=here, masked=not site.names, **context)
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})
