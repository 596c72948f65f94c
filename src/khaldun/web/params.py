"""Query parameters, checked before anything is asked of the record."""

from __future__ import annotations

import re
from datetime import date

from starlette.requests import Request

LONGEST_QUERY = 200
LAST_PAGE = 10_000


class BadQuery(Exception):  # noqa: N818 - it is the caller's, not ours
    """A parameter that makes no sense; the message says which and why, in words for the page."""


def text(request: Request, name: str) -> str:
    """The parameter without outer blanks, `` where it is not given. Raises BadQuery where too long or with control characters."""
    given = request.query_params.get(name, "")
    value = given.strip()
    if len(value) > LONGEST_QUERY:
        raise BadQuery(f"“{name}” may have at most {LONGEST_QUERY} characters.")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", given):
        raise BadQuery(f"“{name}” holds characters that cannot be read.")
    return value


def page(request: Request, name: str = "page") -> int:
    """The page of a list that is asked for, from 1. Raises BadQuery for anything but a whole number in bounds."""
    value = request.query_params.get(name, "1")
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 1 <= int(value) <= LAST_PAGE:
        raise BadQuery(f"“{name}” must be a whole number from 1 to {LAST_PAGE}.")
    return int(value)


def day(request: Request, name: str) -> date | None:
    """The day, None where it is not given. Raises BadQuery for anything but an ISO day such as 2016-04-08."""
    value = request.query_params.get(name, "")
    if not value:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError:
        raise BadQuery(f"“{name}” must be a day such as 2016-04-08.") from None


def choice(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    """One of `allowed`, the first where it is not given. Raises BadQuery for any other."""
    value = request.query_params.get(name) or allowed[0]
    if value not in allowed:
        raise BadQuery(f"“{name}” must be one of {', '.join(allowed)}.")
    return value


def known(request: Request, *names: str) -> None:
    """Raises BadQuery where the query has a parameter other than `names`, or one of them twice: a misspelt filter must not pass for none."""
    given = [key for key, _ in request.query_params.multi_items()]
    for key in given:
        if key not in names:
            allowed = ", ".join(names) or "none"
            raise BadQuery(f"There is no parameter “{key[:40]}” here; known are: {allowed}.")
        if given.count(key) > 1:
            raise BadQuery(f"“{key}” was given twice.")
