"""Places, incidents and control as OGC API – Features (part 1, core and GeoJSON), which QGIS and GDAL read as they stand.

A feature says what the `geojson` export says of it. The days are `start_date` and `end_date`; places have none, so `datetime` passes
them over, as the standard asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from khaldun.errors import NotFound
from khaldun.export.geojson import PROPERTIES
from khaldun.export.rows import Row
from khaldun.export.sheets import flat
from khaldun.store.paging import count, extent
from khaldun.web import params
from khaldun.web.api import asked, tables
from khaldun.web.api.answers import GEOJSON, Answer, answer, as_json, site_of
from khaldun.web.feed import ATTRIBUTION
from khaldun.web.site import Site

CONFORMS = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "geojson"))
COLLECTIONS: Mapping[str, tuple[str, str]] = {
    "places": ("Places", "Every place that the record speaks of."),
    "incidents": ("Incidents", "What is claimed to have happened, once each; those without a known place have no geometry."),
    "control": ("Control", "Who holds a place on a stretch of days, and how surely."),
}
"""The collections: title and description."""


def landing(request: Request) -> Response:
    """Where everything is."""
    params.known(request)
    links = [
        _link("/api", "self"), _link("/api/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1"),
        _link("/about", "service-doc", "text/html"), _link("/api/conformance", "conformance"), _link("/api/collections", "data"),
        *(_link(f"/api/{name}", "item", title=name) for name in tables.FILTERS),
    ]  # fmt: skip
    body = {"title": "A Khaldun record", "description": "Who did what to whom, where and when, and who held what, by whose word.",
            "attribution": ATTRIBUTION, "links": links}  # fmt: skip
    return answer(request, lambda: as_json(body))


def conformance(request: Request) -> Response:
    """What the standard's parts are that are kept."""
    params.known(request)
    return answer(request, lambda: as_json({"conformsTo": list(CONFORMS)}))


def collections(request: Request) -> Response:
    """The collections."""
    params.known(request)
    site = site_of(request)
    body = {"collections": [_collection(site, name) for name in COLLECTIONS], "links": [_link("/api/collections", "self")]}
    return answer(request, lambda: as_json(body))


def collection(request: Request) -> Response:
    """One collection."""
    params.known(request)
    site, name = site_of(request), _named(request)
    return answer(request, lambda: as_json(_collection(site, name)))


def items(request: Request) -> Response:
    """A page of a collection's features."""
    name = _named(request)
    params.known(request, "limit", "cursor", "datetime", *tables.FILTERS[name])
    site, wanted, limit, after = site_of(request), asked.asked(request, name), asked.limit(request), asked.cursor(request)

    def make() -> Answer:
        found, more = tables.rows_of(site, name, wanted, after=after, limit=limit)
        following = None if more is None else tables.following_page(request, more)
        links = [_link(f"{request.url.path}?{request.url.query}".rstrip("?"), "self", GEOJSON)]
        links += [] if following is None else [_link(following, "next", GEOJSON)]
        body = {
            "type": "FeatureCollection", "features": [_feature(name, row) for row in found], "links": links,
            "numberMatched": count(site.store, name, wanted), "numberReturned": len(found),
        }  # fmt: skip
        return as_json(body, media=GEOJSON, following=following)

    return answer(request, make)


def item(request: Request) -> Response:
    """One feature."""
    params.known(request)
    site, name, wanted = site_of(request), _named(request), request.path_params["id"]
    base = f"/api/collections/{name}"

    def make() -> Answer:
        links = [_link(f"{base}/items/{wanted}", "self", GEOJSON), _link(base, "collection")]
        return as_json({**_feature(name, tables.row_of(site, name, wanted)), "links": links}, media=GEOJSON)

    return answer(request, make)


def geojson(name: str) -> Callable[[Request], Response]:
    """The handler of a collection's features under the table's own name: `/api/incidents.geojson`."""

    def handle(request: Request) -> Response:
        request.path_params["collection"] = name
        return items(request)

    return handle


def _named(request: Request) -> str:
    name: str = request.path_params["collection"]
    if name not in COLLECTIONS:
        raise NotFound(f"no collection {name}")
    return name


def _link(href: str, rel: str, media: str = "application/json", *, title: str | None = None) -> dict[str, Any]:
    return {"href": href, "rel": rel, "type": media, **({} if title is None else {"title": title})}


def _collection(site: Site, name: str) -> dict[str, Any]:
    title, description = COLLECTIONS[name]
    return {
        "id": name, "title": title, "description": description, "itemType": "feature",
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"], "extent": _extent(site, name), "attribution": ATTRIBUTION,
        "links": [_link(f"/api/collections/{name}/items", "items", GEOJSON), _link(f"/api/collections/{name}", "self")],
    }  # fmt: skip


def _extent(site: Site, name: str) -> dict[str, Any]:
    """Where, and for incidents and control when, the features lie."""
    box, days = site.keep(f"extent of {name}", lambda: extent(site.store, name))
    out: dict[str, Any] = {} if box is None else {"spatial": {"bbox": [list(box)]}}
    return out if name == "places" else {**out, "temporal": {"interval": [list(days)]}}


def _feature(name: str, row: Row) -> dict[str, Any]:
    place = row if name == "places" else row["place"]
    known = place is not None and place["lat"] is not None and place["lon"] is not None
    if name == "places":
        properties = {k: v for k, v in row.items() if k not in ("id", "lat", "lon")}
    else:
        cells = flat(name, row)
        properties = {key: cells.get(key) for key in PROPERTIES[name]}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if known else None,
        "properties": properties,
    }
