"""Quotation marks in a text: where words are given as someone's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "“", "«": "»"}
_MARK = re.compile("[“”„«\"]|``|''")
_PARAGRAPH = re.compile(r"\n\s*\n")
_STRAIGHT = re.compile(r'(?<=\S)"(?!\w)')
_OPENS = re.compile(r'(?:^|[\s(\[—–-])"')
"""A straight mark that closes a quotation which a curved one opened, and one that opens a quotation within it."""
_OPENING = re.compile(r"(?:^|[\s(\[—–:-])$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """[start, end) with its marks. `open`: no closing mark, the next paragraph goes on. `follows`: opens as the continuation."""

    start: int
    end: int
    open: bool = False
    follows: bool = False


def quoted(text: str) -> list[Quoted]:
    """The stretches between quotation marks, in order. A mark not closed by its paragraph's end reaches to it, if the next paragraph
    opens with a mark again (as papers print long quotes); else it is passed over."""
    out: list[Quoted] = []
    start = 0
    for found in [*_PARAGRAPH.finditer(text), None]:
        stop = len(text) if found is None else found.start()
        out.extend(_paragraph(text, start, stop, bool(out) and out[-1].open))
        start = stop if found is None else found.end()
    return out


def _paragraph(text: str, start: int, stop: int, goes_on: bool) -> list[Quoted]:
    out: list[Quoted] = []
    i = start
    while (mark := _MARK.search(text, i, stop)) is not None:
        i = mark.start()
        closing = _closing(text, i, start)
        if closing is None:
            i = mark.end()
            continue
        end = _end(text, closing, i + len(mark.group()), stop)
        if end < 0:
            following = text[stop : stop + 8].lstrip()[:1]
            if following in {"“", '"', "”"} and i - start < (stop - start):
                out.append(Quoted(i, stop, True, goes_on and i == start))
            return out
        i, opened = end + len(closing), i
        out.append(Quoted(opened, i, False, goes_on and not out and text[start:opened].strip() == ""))
    return out


def _end(text: str, closing: str, start: int, stop: int) -> int:
    """Where the closing mark stands, -1 for nowhere; a straight mark closes where no word begins behind it."""
    end = text.find(closing, start, stop)
    if closing == "”":
        straight = _STRAIGHT.search(text, start, end if end >= 0 else stop)
        if straight is not None and not _OPENS.search(text, start, straight.start()):
            return straight.start()
    while end >= 0 and closing == '"' and text[end + 1 : end + 2].isalnum() and not text[end - 1 : end].isalnum():
        end = text.find(closing, end + 1, stop)
    return end


def _closing(text: str, i: int, start: int) -> str | None:
    """The mark that would close a quotation opened at `i`, None where none opens."""
    mark = text[i]
    if mark in _PAIRS:
        return _PAIRS[mark]
    if mark == "`":  # as wires set them
        return "''"
    if mark == '"' or text[i : i + 2] == "''":
        if text[i + 1 : i + 2].isspace() or text[i - 1 : i].isalnum():
            return None
        if mark == "'" and text[max(0, i - 1) : i].strip() not in {"", "(", "["}:
            return None
        return '"' if mark == '"' else "''"
    if mark == "”" and (i == start or _OPENING.search(text[start:i])):
        return "”"
    return None


def words(text: str) -> int:
    """How many words a stretch has."""
    return len(re.findall(r"\w+", text))
