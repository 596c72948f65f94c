"""The ASGI app and its server."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from khaldun.errors import NotFound, UsageError
from khaldun.store import Store
from khaldun.web import api, feed, news, pages, places, series
from khaldun.web.api.answers import problem
from khaldun.web.basemap import Basemap, about, tile
from khaldun.web.params import BadQuery
from khaldun.web.routing import ByFirstParts
from khaldun.web.security import Guard, is_loopback
from khaldun.web.site import STATIC, Site, StaticFiles, kept, render

ROUTES: tuple[tuple[str, pages.Page], ...] = (
    ("/", pages.home),
    ("/search", pages.search),
    ("/articles", pages.articles),
    ("/article/{id}", pages.article),
    ("/claim/{id}", pages.claim),
    ("/story/{id}", pages.story),
    ("/incident/{id}", pages.incident),
    ("/review", pages.review),
    ("/set-aside", pages.set_aside),
    ("/about", pages.about),
    ("/new", news.new),
    ("/figures", series.figures),
    ("/disputes", series.disputes),
    ("/map", places.map_page),
    ("/places", places.places),
    ("/place/{id}", places.place),
    ("/actors", places.actors),
    ("/actor/{id}", places.actor),
    ("/speaker/{id}", places.speaker),
    ("/map/control", feed.control),
    ("/map/control/{id}", feed.spell),
    ("/map/incidents", feed.incidents),
)


def app(
    store: Store | str | Path,
    *,
    names: bool = False,
    host: str = "127.0.0.1",
    token: str | None = None,
    basemap: str | Path | None = None,
) -> ASGIApp:
    """The pages and the API of a record, an open store or where it is.

    `names`: show the names of private persons (else each of their letters is a █). `host` is where it will be served: on a loopback
    address only requests from this machine, to a loopback name, are answered. `token`: what a request must bring that writes a
    judgement; without one none can be written. `basemap`: a PMTiles archive to draw the map on. Raises UsageError where that cannot be read, RecordError where the record cannot be used.
    """
    opened = Store.open(str(store), mapped=True) if isinstance(store, str | Path) else store
    routes = [
        *(Route(path, kept(page), methods=["GET"]) for path, page in ROUTES),
        Route("/map/basemap", about, methods=["GET"]),
        Route("/map/basemap/{z:int}/{x:int}/{y:int}", tile, methods=["GET"]),
        *api.ROUTES,
    ]
    inner = Starlette(
        routes=[ByFirstParts(routes), Mount("/static", StaticFiles(directory=STATIC), name="static")],
        lifespan=_few_threads,
        exception_handlers={
            HTTPException: _http_error,
            BadQuery: _bad_query,
            UsageError: _bad_query,
            NotFound: _not_found,
            Exception: _our_fault,
        },
    )
    inner.state.site = Site(opened, names=names, token=token, basemap=Basemap(basemap) if basemap else None)
    return Guard(inner, loopback=is_loopback(host))


THREADS = 4
"""Requests that one process works on at a time: pages are made by the processor, and more threads only get in one another's way."""


@asynccontextmanager
async def _few_threads(_: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield


def serve(
    store: Store | str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    names: bool = False,
    token: str | None = None,
    workers: int = 1,
    basemap: str | Path | None = None,
) -> None:
    """Serves until interrupted. On a loopback address names are shown; beyond this machine only if `names` says so. `token` and `basemap`
    as for `app`; `workers`: processes that answer (more than one only for a record that is named by where it is). Raises UsageError where the
    token is missing beyond this machine."""
    import uvicorn

    if not token and not is_loopback(host):
        raise UsageError(
            f"to serve on {host}, beyond this machine, a token is needed (--token or KHALDUN_TOKEN): whoever writes a judgement must bring it"
        )
    given: dict[str, Any] = {
        "names": names or is_loopback(host),
        "host": host,
        "token": token,
        "basemap": str(basemap) if basemap else None,
    }
    settings: dict[str, Any] = {"host": host, "port": port, "log_level": "warning", "access_log": False, "server_header": False}
    if workers == 1 or isinstance(store, Store):
        uvicorn.run(_settled(app(store, **given)), **settings)
        return
    os.environ[_GIVEN] = json.dumps({**given, "store": str(store)})
    uvicorn.run("khaldun.web.asgi:_of_worker", factory=True, workers=workers, **settings)


_GIVEN = "KHALDUN_SERVED"
"""The environment variable by which the processes of a server are told what to serve."""


def _of_worker() -> ASGIApp:
    """The app of one of several processes."""
    given = json.loads(os.environ[_GIVEN])
    return _settled(app(given.pop("store"), **given))


def _settled(served: ASGIApp) -> ASGIApp:
    """What there is by now stays as long as the server does: the search for garbage need not look at it, which takes it a tenth of a second."""
    gc.collect()
    gc.freeze()
    return served


def _error(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(("/api/", "/map/")) or request.url.path == "/api":
        return problem(status, message, headers=headers)
    return render(request, "error.html", status=status, code=status, title=title, message=message)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    messages = {404: "There is no such page.", 405: "This page can only be read."}
    return _error(request, error.status_code, messages.get(error.status_code, str(error.detail)), error.headers)


def _bad_query(request: Request, error: Exception) -> Response:
    return _error(request, 400, str(error))


def _not_found(request: Request, error: Exception) -> Response:
    if (
        not request.path_params.get("id")
        and request.url.path.startswith("/api/")
        and ({"by", "without"} & {*request.query_params})
    ):
        return _error(request, 404, "This record speaks of no such place, or of no such speaker or side.")
    if request.method == "POST":
        return _error(request, 404, "This record holds no such claim, or no such judgement of this reviewer.")
    what = str(request.path_params.get("id") or request.query_params.get("place") or request.url.path)[:80]
    return _error(request, 404, f"This record holds nothing under “{what}”.")


def _our_fault(request: Request, error: Exception) -> Response:
    return _error(request, 500, "This page could not be made. The fault is Khaldun’s; its log says more.")
