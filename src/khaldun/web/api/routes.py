"""The addresses of the API."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khaldun.web.api import features, openapi, reviewing, tables, writing


def _routes() -> list[Route]:
    gets = {
        "/api": features.landing,
        "/api/openapi.json": openapi.described,
        "/api/conformance": features.conformance,
        "/api/collections": features.collections,
        "/api/collections/{collection}": features.collection,
        "/api/collections/{collection}/items": features.items,
        "/api/collections/{collection}/items/{id}": features.item,
        "/api/holds": tables.holds,
        "/api/search": tables.search,
        "/api/actors": tables.actors,
        "/api/review/queue": reviewing.waiting,
        "/api/review/agreement": reviewing.agreed,
        "/api/articles/{id}/mentions": tables.mentions,
        **{f"/api/{name}.geojson": features.geojson(name) for name in features.COLLECTIONS},
        **{f"/api/{name}.csv": tables.table(name, sheet=True) for name in tables.FILTERS},
        **{f"/api/{name}": tables.table(name) for name in tables.FILTERS if name != "judgements"},
        **{f"/api/{name}/{{id}}": tables.one(name) for name in tables.SINGLE},
    }
    return [
        Route("/api/judgements", _judgements, methods=["GET", "POST"]),
        *(Route(path, handler, methods=["GET"]) for path, handler in gets.items()),
    ]


_read_judgements = tables.table("judgements")


async def _judgements(request: Request) -> Response:
    """One address reads judgements and adds one."""
    return await (writing.judge(request) if request.method == "POST" else run_in_threadpool(_read_judgements, request))


ROUTES = _routes()
