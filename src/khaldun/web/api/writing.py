"""The one thing that may be written: a reviewer's judgement on a claim. Judgements are only ever added."""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from khaldun.errors import UsageError
from khaldun.model import Judgement, identifier
from khaldun.record.judgements import corrected
from khaldun.web import params
from khaldun.web.api.answers import JSON, problem, site_of
from khaldun.web.params import BadQuery

LARGEST = 64 << 10
"""Most bytes of a judgement."""
VERDICTS = ("accept", "reject", "correct")
FIELDS = ("kind", "status", "when", "place", "actors", "targets", "speaker", "quantities")
_LONGEST = {"claim_id": 100, "reviewer": 100, "note": 4000}


async def judge(request: Request) -> Response:
    """Adds a judgement, and answers with it."""
    params.known(request)
    if refusal := _refused(request):
        return refusal
    body = await _body(request)
    site = site_of(request)
    claim = site.store.claim(body["claim_id"])
    value = json.dumps(body["value"], ensure_ascii=False) if body["verdict"] == "correct" else None
    made = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    parts = (claim.id, body["verdict"], body["reviewer"], made, body.get("field"), value, body.get("note"))
    judgement = Judgement(identifier("jdg", *parts), *parts)
    if judgement.verdict == "correct":
        try:
            corrected(claim, judgement)
        except UsageError as error:
            raise BadQuery(str(error).partition(": ")[2]) from None
    site.store.judge(judgement)
    answer = json.dumps(asdict(judgement), ensure_ascii=False)
    return Response(answer, 201, media_type=JSON, headers={"Cache-Control": "no-store"})


def _refused(request: Request) -> Response | None:
    """Why nothing may be written by this request; None where it may."""
    token = site_of(request).token
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if token is not None and kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode()):
        return None
    return problem(
        401,
        "Judgements need the token that `khaldun serve` was started with.",
        headers={"WWW-Authenticate": 'Bearer realm="khaldun"'},
    )


async def _body(request: Request) -> dict[str, Any]:
    """The judgement as it was sent, in shape. Raises BadQuery."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise BadQuery("A judgement is sent as application/json.")
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > LARGEST:
            raise BadQuery(f"A judgement may have at most {LARGEST >> 10} kB.")
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise BadQuery("This is no JSON.") from None
    if not isinstance(body, dict):
        raise BadQuery("A judgement is a JSON object.")
    for name in ("claim_id", "reviewer", "verdict"):
        if name not in body:
            raise BadQuery(f"“{name}” is missing.")
    for name, most in _LONGEST.items():
        if name in body and not (
            isinstance(body[name], str) and (name == "note" or body[name].strip()) and len(body[name]) <= most
        ):
            raise BadQuery(f"“{name}” must be text of at most {most} characters.")
    if body["verdict"] not in VERDICTS:
        raise BadQuery(f"“verdict” must be one of {', '.join(VERDICTS)}.")
    wanted = {"claim_id", "reviewer", "verdict", "note"} | ({"field", "value"} if body["verdict"] == "correct" else set())
    if strange := sorted(set(body) - wanted):
        raise BadQuery(f"“{strange[0][:40]}” has no meaning here.")
    if body["verdict"] == "correct" and (body.get("field") not in FIELDS or "value" not in body):
        raise BadQuery(f"A correction needs “field”, one of {', '.join(FIELDS)}, and “value”.")
    return body
