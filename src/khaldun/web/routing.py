"""Many addresses, told apart by the first parts of their paths."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

_FOUND = "khaldun.route"


def _parts(path: str) -> str:
    """`/place/geonames:1` -> `place`; of the API and the map's own addresses two parts: `/api/claims/clm-1` -> `api/claims`."""
    first, _, rest = path[1:].partition("/")
    return f"{first}/{rest.partition('/')[0]}" if first in ("api", "map") else first


class ByFirstParts(BaseRoute):
    """Routes as one: a path is compared with the few that begin as it does, not with all of some sixty one after another."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes: dict[str, list[Route]] = {}
        for route in routes:
            self._routes.setdefault(_parts(route.path), []).append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As the first of the routes does that takes path and method; else the first that takes the path alone."""
        partly: tuple[Match, Scope] = (Match.NONE, {})
        if scope["type"] != "http":
            return partly
        for route in self._routes.get(_parts(scope["path"]), ()):
            match, child = route.matches(scope)
            if match is Match.FULL:
                return match, {**child, _FOUND: route}
            if match is Match.PARTIAL and partly[0] is Match.NONE:
                partly = match, {**child, _FOUND: route}
        return partly

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on to the route that was found."""
        route: Route = scope[_FOUND]
        await route.handle(scope, receive, send)
