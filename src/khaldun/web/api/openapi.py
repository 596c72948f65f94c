"""The description of the API (OpenAPI 3.1), made of the same tables that answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from khaldun.version import __version__
from khaldun.web import params
from khaldun.web.api import schemas, tables, writing
from khaldun.web.api.answers import GEOJSON, JSON, PROBLEM, answer, as_json
from khaldun.web.api.asked import PARAMETERS
from khaldun.web.api.features import COLLECTIONS
from khaldun.web.api.schemas import ROWS, SCHEMAS, Schema, many, ref, thing

_CSV = "text/csv"


def described(request: Request) -> Response:
    """The description."""
    params.known(request)
    return answer(request, lambda: as_json(description()))


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The whole description as one object."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A Khaldun record",
            "version": __version__,
            "summary": "Who did what to whom, where and when, and who held what, by whose word.",
            "description": "Dates are ISO days; an `end` is the last day. Absent is null. Answers have an ETag that changes with the "
            "record. Private persons are masked, a █ for each letter, where the record is served beyond its own machine.",
        },
        "paths": _paths(),
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "what `khaldun serve` was started with"}},
        },
    }  # fmt: skip


def _paths() -> dict[str, Any]:
    out: dict[str, Any] = {
        "/api": _get("Where everything is", ref("Links")),
        "/api/openapi.json": _get("This description", {"type": "object"}),
        "/api/conformance": _get("The parts of OGC API – Features that are kept", thing(conformsTo=many(schemas.TEXT))),
        "/api/collections": _get("The collections of features", ref("Collections")),
        "/api/holds": _get(
            "Who holds a place, by whose word; on a day, or through time",
            ref("Holds"),
            ("place", "on", "by", "without"),
            needed="place",
            found=True,
        ),
        "/api/search": _get(
            "Claims whose sentence holds all words", thing(claims=many(ref("Claim"))), ("q", "limit"), needed="q"
        ),
        "/api/review/queue": _get(
            "What waits for a reviewer",
            thing(claims=many(ref("Waiting"))),
            ("reviewer", "order", "second", "kind", "place", "limit"),
            needed="reviewer",
        ),
        "/api/review/agreement": _get("How far every two reviewers agree", thing(agreement=many(ref("Agreement")))),
        "/api/actors": _get("Every actor that may be shown", thing(actors=many(ref("KnownActor")))),
        "/api/articles/{id}/mentions": _get(
            "What was recognised in an article", thing(mentions=many(ref("Mention"))), inside=("id",), found=True
        ),
    }
    for name in COLLECTIONS:
        asked = ("limit", "cursor", *dict.fromkeys(("datetime", *tables.FILTERS[name])))
        base = f"/api/collections/{name}"
        out[base] = _get(f"The collection {name}", ref("Collection"))
        out[f"{base}/items"] = _get(f"Features of {name}", ref("Features"), asked, table=name, media=GEOJSON)
        out[f"/api/{name}.geojson"] = _get(f"Features of {name}", ref("Features"), asked, table=name, media=GEOJSON)
        out[f"{base}/items/{{id}}"] = _get(f"One feature of {name}", ref("Feature"), inside=("id",), media=GEOJSON, found=True)
    for name, filters in tables.FILTERS.items():
        asked = ("limit", "cursor", *filters)
        shape = thing(**{name: many(ref(ROWS[name])), "next": {"type": ["string", "null"]}})
        out[f"/api/{name}"] = _get(f"Rows of {name}, by id", shape, asked, table=name)
        out[f"/api/{name}.csv"] = _get(f"Rows of {name} as a sheet", schemas.TEXT, asked, table=name, media=_CSV)
        if name in tables.SINGLE:
            out[f"/api/{name}/{{id}}"] = _get(f"One of {name}", ref(ROWS[name]), inside=("id",), found=True)
    out["/api/judgements"]["post"] = _post()
    return out


def _get(
    summary: str, shape: Schema, asked: Sequence[str] = (), *, inside: Sequence[str] = (), needed: str = "",
    table: str = "", media: str = JSON, found: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """An address that is read; `found`: it answers 404 where there is no such thing."""
    given = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 100}}
        for name in inside
    ]
    given += [_parameter(name, table, needed=name == needed) for name in asked]
    answers: dict[str, Any] = {
        "200": {
            "description": "found",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {media: {"schema": shape}},
        },
        "304": {"description": "what `If-None-Match` names has not changed"},
        "400": _problem("a parameter makes no sense"),
    }
    if found:
        answers["404"] = _problem("the record holds nothing of that name or id")
    return {"get": {"summary": summary, "parameters": given, "responses": answers}}


def _parameter(name: str, table: str, *, needed: bool) -> dict[str, Any]:
    about, schema = PARAMETERS.get(f"{name} of {table}", PARAMETERS[name])
    return {"name": name, "in": "query", "required": needed, "description": about, "schema": schema}


def _problem(about: str) -> dict[str, Any]:
    return {"description": about, "content": {PROBLEM: {"schema": ref("Problem")}}}


def _post() -> dict[str, Any]:
    base = {
        "claim_id": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": r"\S"},
        "reviewer": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": r"\S"},
        "note": {"type": "string", "maxLength": 4000},
        "seen": {
            "type": "string",
            "maxLength": 100,
            "description": "what the queue gave with the claim: refused where it has changed",
        },
    }
    more = {"field": {"enum": list(writing.FIELDS)}, "value": {"type": "string", "minLength": 1, "maxLength": 100}}
    shapes = []
    for verdict, takes in writing.TAKES.items():
        own = {name: {} if verdict == "correct" and name == "value" else more[name] for name in takes if name in more}
        shapes.append({
            "type": "object", "properties": {**base, "verdict": {"const": verdict}, **own}, "additionalProperties": False,
            "required": ["claim_id", "reviewer", "verdict", *takes],
        })  # fmt: skip
    return {
        "summary": "Add a reviewer's judgement on a claim; the last word on it counts",
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {JSON: {"schema": {"oneOf": shapes}}}},
        "responses": {
            "201": {"description": "added", "content": {JSON: {"schema": ref("Judgement")}}},
            "400": _problem("the judgement makes no sense"),
            "401": _problem("the token is missing or wrong"),
            "404": _problem("the record has no such claim"),
            "409": _problem("the claim says something else since it was shown"),
        },
    }
