"""The one thing that may be written: a reviewer's judgement on a claim. Judgements are only ever added."""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from khaldun.errors import NotFound, UsageError
from khaldun.model import Claim, Judgement, identifier
from khaldun.record.judgements import corrected
from khaldun.review.files import VERDICTS
from khaldun.review.seen import seen
from khaldun.store import Store
from khaldun.web import params
from khaldun.web.api.answers import JSON, problem, site_of
from khaldun.web.params import BadQuery

LARGEST = 64 << 10
"""Most bytes of a judgement."""
FIELDS = ("kind", "status", "when", "place", "actors", "targets", "speaker", "quantities")
TAKES = {
    "accept": (), "reject": (), "skip": (), "note": ("note",), "correct": ("field", "value"), "join": ("value",), "part": ("value",),
    "undo": ("value",),
}  # fmt: skip
"""What each verdict must be given beside claim and reviewer."""
_LONGEST = {"claim_id": 100, "reviewer": 100, "note": 4000, "seen": 100}


async def judge(request: Request) -> Response:
    """Adds a judgement, and answers with it."""
    params.known(request)
    if refusal := _refused(request):
        return refusal
    body = await _body(request)
    site = site_of(request)
    claim = site.store.claim(body["claim_id"])
    shown = seen(claim)
    if body.get("seen", shown) != shown:
        return problem(409, "The claim says something else since it was shown.")
    value = json.dumps(body["value"], ensure_ascii=False) if body["verdict"] == "correct" else body.get("value")
    made = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    parts = (claim.id, body["verdict"], body["reviewer"], made, body.get("field"), value, body.get("note"), shown)
    judgement = Judgement(identifier("jdg", *parts), *parts)
    _fits(site.store, claim, judgement)
    site.store.judge(judgement)
    site.changed()
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
            isinstance(body[name], str) and (name in ("note", "seen") or body[name].strip()) and len(body[name]) <= most
        ):
            raise BadQuery(f"“{name}” must be text of at most {most} characters.")
    verdict = body["verdict"]
    if verdict not in VERDICTS:
        raise BadQuery(f"“verdict” must be one of {', '.join(VERDICTS)}.")
    takes = TAKES[verdict]
    if strange := sorted(set(body) - {"claim_id", "reviewer", "verdict", "note", "seen", *takes}):
        raise BadQuery(f"“{strange[0][:40]}” has no meaning here.")
    if missing := [name for name in takes if name not in body]:
        raise BadQuery(f"To {verdict}, “{missing[0]}” is needed.")
    if "field" in takes and body["field"] not in FIELDS:
        raise BadQuery(f"“field” must be one of {', '.join(FIELDS)}.")
    if verdict in ("join", "part", "undo") and not (isinstance(body["value"], str) and len(body["value"]) <= 100):
        raise BadQuery("“value” must be an id.")
    return body


def _fits(store: Store, claim: Claim, judgement: Judgement) -> None:
    """Raises BadQuery or NotFound for a judgement that cannot be applied to the claim."""
    if judgement.verdict == "correct":
        try:
            corrected(claim, judgement)
        except UsageError as error:
            raise BadQuery(str(error).partition(": ")[2]) from None
    elif judgement.verdict in ("join", "part"):
        store.claim(judgement.value or "")
    elif judgement.verdict == "undo" and judgement.value not in {
        j.id for j in store.judgements(claim.id) if j.reviewer == judgement.reviewer
    }:
        raise NotFound("no such judgement of this reviewer on this claim")
