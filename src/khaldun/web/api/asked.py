"""The parameters of the API: what each may hold, as it is checked and as the description of the API tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request

from khaldun.review.queue import ORDERS
from khaldun.store.paging import Asked, Box
from khaldun.web import params
from khaldun.web.params import BadQuery

DEFAULT, MOST = 100, 1000
"""Rows of an answer where no `limit` is given, and at most."""

_COMMON = (
    r"[1-9]\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
)
_LEAP = r"(?:[1-9]\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29"
_DAY = f"(?:{_COMMON}|{_LEAP})"
_TIME = rf"{_DAY}(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{{1,9}})?Z)?"
_DATETIME = rf"^(?:{_TIME}|(?:{_TIME}|\.\.|)/(?:{_TIME}|\.\.|))$"
_DEGREE = r"-?\d{1,4}(?:\.\d{1,18})?"
_BOX = rf"^{_DEGREE}(?:,{_DEGREE}){{3}}(?:(?:,{_DEGREE}){{2}})?$"
_CURSOR = r"^(?:[0-9a-f]{2}){1,200}$"
STATUSES = ("happened", "ongoing", "ended", "planned", "expected", "hypothetical", "denied")
HELD = ("held", "contested", "besieged", "unknown")

Schema = Mapping[str, Any]
_WORD: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": params.LONGEST_QUERY,
    "pattern": r"^[^\x00-\x08\x0b-\x1f\x7f]+$",
}

PARAMETERS: Mapping[str, tuple[str, Schema]] = {
    "limit": (f"rows of the answer, {DEFAULT} where none is given", {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT}),
    "cursor": ("where to go on: what `next` of the answer before holds", {"type": "string", "pattern": _CURSOR}),
    "bbox": (
        "west,south,east,north in degrees (or with heights, which are passed over); a west beyond the east goes over the antimeridian",
        {"type": "string", "pattern": _BOX},
    ),
    "datetime": (
        "a day or time (UTC), or two of them and a slash, either of which may be left out or `..`: what may have been then",
        {"type": "string", "pattern": _DATETIME},
    ),
    "place": ("the id of a place", _WORD),
    "actor": ("the id of an actor who acts or is acted on", _WORD),
    "holder": ("the id of an actor who holds", _WORD),
    "speaker": ("the id of a speaker", _WORD),
    "article": ("the id of an article", _WORD),
    "claim": ("the id of a claim", _WORD),
    "kind": ("a kind of claim; `control` finds `control.gain` too", _WORD),
    "measure": ("what is counted: displaced, killed, besieged, fighters, …", _WORD),
    "status": ("how a claim is told", {"type": "string", "enum": list(STATUSES)}),
    "status of control": ("how a place is held", {"type": "string", "enum": list(HELD)}),
    "on": ("a day", {"type": "string", "pattern": f"^{_DAY}$"}),
    "reviewer": ("the name of a reviewer", _WORD),
    "order": ("what comes first: doubtful claims, those on which much hangs, or both", {"type": "string", "enum": list(ORDERS)}),
    "second": ("`true`: only what somebody else has judged", {"type": "string", "enum": ["true", "false"]}),
    "by": ("a speaker or a side: an id or a name", _WORD),
    "without": ("a speaker or a side to leave out: an id or a name", _WORD),
    "q": ("words that must all occur", _WORD),
}  # fmt: skip
"""Every parameter by its name (and 'of' what, where one means two things): what it means, and what it may hold (JSON Schema)."""


def limit(request: Request) -> int:
    """How many rows are asked for. Raises BadQuery."""
    value = request.query_params.get("limit", str(DEFAULT))
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= MOST:
        raise BadQuery(f"“limit” must be a whole number from 1 to {MOST}.")
    return int(value)


def cursor(request: Request) -> str | None:
    """The id behind which to go on; None at the beginning. Raises BadQuery."""
    value = request.query_params.get("cursor")
    if value is None:
        return None
    if not re.fullmatch(_CURSOR, value, re.ASCII):
        raise BadQuery("“cursor” must be what “next” of an answer holds.")
    return bytes.fromhex(value).decode("utf-8", "replace").replace("\x00", "")


def token(after: str) -> str:
    """The cursor that goes on behind an id."""
    return after.encode().hex()


def box(request: Request) -> Box | None:
    """The bounds asked for, None where there are none. Raises BadQuery."""
    value = request.query_params.get("bbox")
    if value is None:
        return None
    if not re.fullmatch(_BOX, value, re.ASCII):
        raise BadQuery("“bbox” must be west,south,east,north in degrees, such as 38,34,41,36.")
    found = [float(part) for part in value.split(",")]
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else (found[0], found[1], found[3], found[4])


def days(request: Request) -> tuple[date | None, date | None]:
    """The days [start, stop) asked for by `datetime`; None for an open end. Raises BadQuery."""
    value = request.query_params.get("datetime")
    if value is None:
        return None, None
    if not re.fullmatch(_DATETIME, value, re.ASCII):
        raise BadQuery("“datetime” must be a day such as 2016-04-08, or two and a slash: 2016-04-01/2016-04-30, 2016-04-01/..")
    first, _, last = value.partition("/") if "/" in value else (value, "", value)
    start, end = _day(first), _day(last)
    if start is not None and end is not None and end < start:
        return start, date.min  # no day lies between them: nothing is found, which is no error
    return start, None if end is None else end + timedelta(1)


def _day(value: str) -> date | None:
    return None if value in ("", "..") else date.fromisoformat(value[:10])


def one_of(request: Request, name: str, allowed: tuple[str, ...]) -> str | None:
    """The parameter, None where it is not given. Raises BadQuery for what is not among `allowed`."""
    value = request.query_params.get(name)
    if value is not None and value not in allowed:
        raise BadQuery(f"“{name}” must be one of {', '.join(allowed)}.")
    return value


def word(request: Request, name: str) -> str | None:
    """A parameter of any words, None where it is not given. Raises BadQuery where it is empty, too long, or no text."""
    if name not in request.query_params:
        return None
    if not request.query_params[name]:
        raise BadQuery(f"“{name}” is empty.")
    return params.text(request, name)


def asked(request: Request, table: str) -> Asked:
    """What a table is asked for. Raises BadQuery."""
    start, stop = days(request)
    return Asked(
        article_id=word(request, "article"), claim_id=word(request, "claim"), place_id=word(request, "place"), actor_id=word(request, "actor"),
        speaker_id=word(request, "speaker"), holder_id=word(request, "holder"), kind=word(request, "kind"),
        status=one_of(request, "status", HELD if table == "control" else STATUSES), measure=word(request, "measure"),
        start=start, stop=stop, box=box(request),
    )  # fmt: skip
