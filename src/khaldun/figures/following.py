"""Numbers that go on from the one before: bare ones before a place, and parts of a whole."""

from __future__ import annotations

import re
from dataclasses import replace

from khaldun.figures import roles
from khaldun.figures.lexicon import Lexicon
from khaldun.model import Quantity

_AND = re.compile(r"(?:,|;|\band)\s*$")
_AT = re.compile(r"\s+(?:in|at|near|from|to|around)\s+(?:the\s+)?(?:\w+\s+)?[A-Z]")


def gapped(
    text: str, bounds: tuple[float | None, float | None], at: tuple[int, int, int], before: Quantity, words: Lexicon
) -> Quantity | None:
    """`5,000 people fled to Hit and 3,000 to Rawa`: a bare number before a place counts what the one before it did.
    `at`: where its phrase, its digits and its end stand."""
    start, digits, end = at
    if before.role not in roles.LOTS or words.kinds.get(before.unit or "") not in {"people", "household"}:
        return None
    if not _AT.match(text, end) or not _AND.search(text, max(before.end, start - 8), start):
        return None
    if re.fullmatch(r"(?:19|20)\d\d", text[digits:end]):
        return None
    return Quantity(*bounds, before.unit, before.role, text[start:end], start, end)


_AMONG_THEM = re.compile(
    r"[^.;\d]{0,40}\b(?P<among>including|among them|of whom|among whom)\s+(?:at least\s+)?|\s*(?:,|,?\s*and)\s+(?:at least\s+)?"
)


_ENDS = re.compile(r"\s*(?:[.,;]|$|(?:and|in|at|near|on|when|after)\b)")
"""Behind the last of a row; a verb behind it is a clause of its own: `killed five civilians and 200 militants took part`."""


_CLAUSE = re.compile(r"\s*,?\s*(?:while|but|whereas)\b")
"""Behind a part: what the verb of another clause tells is told of others."""


def included(text: str, quantity: Quantity, before: Quantity, words: Lexicon) -> Quantity:
    """The number with what befell the whole that it is a part of: `killed 20 people in Kabul, including five children and a nurse`."""
    alike = {words.kinds.get(unit or "") for unit in (quantity.unit, before.unit)} <= {"people", "kin"}
    joined = _AMONG_THEM.fullmatch(text, before.end, quantity.start) if alike and before.role in roles.HARM else None
    if joined is None or (quantity.role in roles.HARM and not _CLAUSE.match(text, quantity.end)):
        return quantity
    if quantity.role in roles.HARM:
        return replace(quantity, role=before.role)
    if joined["among"] is None and (quantity.role not in {*roles.WEAK, "fighters"} or not _ENDS.match(text, quantity.end)):
        return quantity
    return replace(quantity, role=before.role)
