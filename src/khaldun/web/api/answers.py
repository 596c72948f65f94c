"""What an answer of the API is made of: JSON, GeoJSON or CSV, an entity tag, problems told as RFC 9457 says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from khaldun.export.csv import cell
from khaldun.version import __version__
from khaldun.web.site import Site

JSON, GEOJSON, CSV = "application/json", "application/geo+json", "text/csv; charset=utf-8"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer, of what type it is, and the address of the next page."""

    body: bytes
    media: str = JSON
    next: str | None = None


def site_of(request: Request) -> Site:
    """The record that is served."""
    site: Site = request.app.state.site
    return site


def answer(request: Request, make: Callable[[], Answer]) -> Response:
    """What `make` gives, with a tag that changes with the record; nothing but 304 to who has it already.

    What was made is kept until the record changes, so that many who ask one thing cost one answer.
    """
    site = site_of(request)
    address = f"{request.url.path}?{request.url.query}"
    tag = f'W/"{hashlib.sha256(repr((site.state(), __version__, site.names, address)).encode()).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in (t.strip() for t in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)

    def made() -> Answer:
        with site.store.snapshot():
            return make()

    found: Answer = site.answers.get(tag, made)
    if found.next is not None:
        headers["Link"] = f'<{found.next}>; rel="next"'
    return Response(found.body, media_type=found.media, headers=headers)


def as_json(body: Mapping[str, Any], *, media: str = JSON, following: str | None = None) -> Answer:
    """An object as an answer."""
    return Answer(orjson.dumps(body), media, following)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, following: str | None = None) -> Answer:
    """Rows as a sheet with a head; what begins like a formula is told as text (`export.csv` does the same)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)
    return Answer(out.getvalue().encode(), CSV, following)


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """A problem, as problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(body, ensure_ascii=False), status, media_type=PROBLEM, headers=dict(headers or {}))
