"""A mail's plain text, parted into what its sender wrote and what was passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.knowledge import Knowledge
from khaldun.read import headers
from khaldun.read.page import Known

_FEW = 40
"""Words under which what stands above a quoted mail is a covering note."""
_QUOTED = re.compile(r"^(?:>.*|On .{5,120} wrote:|-{2,} ?Original [Mm]essage ?-{2,})$", re.MULTILINE)
_FORWARDED = re.compile(
    r"^(?:[-_]{2,}[ >]*(?:Forwarded|Original|Weitergeleitete|Urspr.{1,3}ngliche)[ \w]*[-_:]*|Begin forwarded message:|_{10,})[ \t]*\r?\n"
    r"(?P<head>(?:[ \t]*\r?\n){0,2}(?:>?[ \t]*\*?(?:From|Von|Date|Sent|Gesendet|Subject|Betreff|To|An|Cc|Reply-To)\*?:.*\r?\n){2,})",
    re.MULTILINE,
)
_FIELD = re.compile(r"^>?[ \t]*\*?(From|Von|Date|Sent|Gesendet|Subject|Betreff)\*?:\*?[ \t]*(.*?)\s*$", re.MULTILINE)
_NAMES = {"Von": "From", "Sent": "Date", "Gesendet": "Date", "Betreff": "Subject"}
_SIGNATURE = re.compile(r"\r?\n-- ?\r?\n")
_MARKS = re.compile(r"^(?:> ?)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a mail's text, and what is known of it."""

    text: str
    known: Known


def items_of(text: str, known: Known, knowledge: Knowledge) -> list[Passage]:
    """The sender's own text (unless it is a covering note) and each forwarded message's, with what its own head says; without what is
    quoted below a reply, and without signatures."""
    heads = list(_FORWARDED.finditer(text))
    own = _unquoted(text[: heads[0].start()] if heads else text)
    found = list(_forwarded(text, heads, knowledge))
    if found and len(own.split()) < _FEW:
        return found
    return [Passage(own, known), *found]


def _forwarded(text: str, heads: list[re.Match[str]], knowledge: Knowledge) -> Iterator[Passage]:
    ends = [*(h.start() for h in heads[1:]), len(text)] if heads else []
    for head, end in zip(heads, ends, strict=True):
        body = _unquoted(text[head.end() : end])
        if len(body.split()) < _FEW:
            continue
        fields = {_NAMES.get(m[1], m[1]): m[2] for m in _FIELD.finditer(head["head"])}
        what = "the forwarded mail's date"
        yield Passage(body, headers.told(fields.get("Subject"), fields.get("From"), fields.get("Date"), what, knowledge))


def _unquoted(text: str) -> str:
    """Without the signature and what is quoted below; where all but a note is quoted, the quoted text without its marks."""
    found = _QUOTED.search(text)
    if found and len(text[: found.start()].split()) > _FEW:
        return _SIGNATURE.split(text[: found.start()])[0]
    if found:
        text = _MARKS.sub("", re.sub(r"^On .{5,120} wrote:$", "", text, flags=re.MULTILINE))
    parts = _SIGNATURE.split(text)
    return parts[0] if len(parts[0].split()) >= _FEW or len(parts) == 1 else text
