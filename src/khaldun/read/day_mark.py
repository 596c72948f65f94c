"""A mark of a day in a page, and the exact days of values for machines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from khaldun.read.printed import printed

MACHINE, LINE, ADDRESS = "an element for machines", "a line of the page", "the page's address"
SCRIPT, PICTURE = "a script of the page", "the address of its picture"
_ISO = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:$|[T\s_].*)")
_EPOCH = re.compile(r"\s*(1[0-9]{9})(?:\.\d+|\d{3})?\s*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that the page shows, by what kind of evidence, how strong, in which words; `open`: its figures are another day too."""

    day: date
    kind: str
    weight: float
    words: str
    open: bool = False


def exact(value: str) -> date | None:
    """The day of a value for machines: ISO, seconds since 1970, or a date printed without doubt."""
    match, epoch = _ISO.match(value), _EPOCH.match(value)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if epoch:
            return datetime.fromtimestamp(int(epoch[1]), UTC).date()
    except (ValueError, OverflowError):
        return None
    found = [p.readings[0] for p in printed(value) if len(p.readings) == 1]
    return found[0] if len(found) == 1 else None
