"""The ASGI app and its server."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from khaldun.errors import NotFound
from khaldun.store import Store
from khaldun.web import api, pages, places
from khaldun.web.params import BadQuery
from khaldun.web.security import Guard, is_loopback
from khaldun.web.site import STATIC, Site, StaticFiles, render

ROUTES: tuple[tuple[str, pages.Page], ...] = (
    ("/", pages.home),
    ("/search", pages.search),
    ("/articles", pages.articles),
    ("/article/{id}", pages.article),
    ("/claim/{id}", pages.claim),
    ("/story/{id}", pages.story),
    ("/incident/{id}", pages.incident),
    ("/set-aside", pages.set_aside),
    ("/about", pages.about),
    ("/map", places.map_page),
    ("/places", places.places),
    ("/place/{id}", places.place),
    ("/actors", places.actors),
    ("/actor/{id}", places.actor),
    ("/speaker/{id}", places.speaker),
    ("/api/places", api.places),
    ("/api/control", api.control),
    ("/api/control/{id}", api.spell),
)


def app(store: Store | str | Path, *, names: bool = False, host: str = "127.0.0.1") -> ASGIApp:
    """The pages and the API of a record, an open store or where it is.

    `names`: show the names of private persons (else each of their letters is a █). `host` is where it will be served: on a loopback
    address only requests from this machine, to a loopback name, are answered. Raises RecordError where the record cannot be used.
    """
    opened = Store.open(str(store)) if isinstance(store, str | Path) else store
    routes: list[BaseRoute] = [Route(path, page, methods=["GET"]) for path, page in ROUTES]
    routes.append(Mount("/static", StaticFiles(directory=STATIC), name="static"))
    inner = Starlette(
        routes=routes,
        exception_handlers={HTTPException: _http_error, BadQuery: _bad_query, NotFound: _not_found, Exception: _our_fault},
    )
    inner.state.site = Site(opened, names=names)
    return Guard(inner, loopback=is_loopback(host))


def serve(store: Store | str | Path, *, host: str = "127.0.0.1", port: int = 8765, names: bool = False) -> None:
    """Serves until interrupted. On a loopback address names are shown; beyond this machine only if `names` says so."""
    import uvicorn

    uvicorn.run(
        app(store, names=names or is_loopback(host), host=host), host=host, port=port, log_level="warning", server_header=False
    )


def _error(request: Request, status: int, message: str) -> Response:
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/"):
        body = {"title": title, "status": status, "detail": message}
        return JSONResponse(body, status, media_type="application/problem+json")
    return render(request, "error.html", status=status, code=status, title=title, message=message)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    messages = {404: "There is no such page.", 405: "This page can only be read."}
    return _error(request, error.status_code, messages.get(error.status_code, str(error.detail)))


def _bad_query(request: Request, error: Exception) -> Response:
    return _error(request, 400, str(error))


def _not_found(request: Request, error: Exception) -> Response:
    what = request.path_params.get("id", "")[:80]
    return _error(request, 404, f"This record holds nothing under “{what}”.")


def _our_fault(request: Request, error: Exception) -> Response:
    return _error(request, 500, "This page could not be made. The fault is Khaldun’s; its log says more.")
