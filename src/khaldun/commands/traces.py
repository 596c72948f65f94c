"""What an article was read from: said beside it, and given back byte for byte."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from khaldun.api import Record
from khaldun.errors import NotFound
from khaldun.model import Article, Trace

_FEW = 6
"""Places that are named, of a text that stands at many."""


def write_raw(record: Record, article_id: str) -> int:
    """The bytes of an article's document on standard output. Raises NotFound where none are kept, with the reason."""
    sys.stdout.buffer.write(record.raw(article_id))
    sys.stdout.buffer.flush()
    return 0


def origins(record: Record, article: Article) -> list[tuple[str, str]]:
    """What `show` says of an article's reading: by what, from which bytes, and where its text stands in them."""
    kept = ""
    if article.raw is not None:
        try:
            raw = record.store.raw(article.raw)
            kept = f"{raw.media}, {_size(raw.size)}, sha256 {raw.sha256}{'' if raw.reason is None else f' ({raw.reason})'}"
        except NotFound:
            kept = f"sha256 {article.raw}"
    return [("read by", article.extractor or ""), ("raw", kept), ("stands at", "; ".join(places(article.trace)))]


def _size(size: int) -> str:
    return f"{size} bytes" if size < 10_000 else f"{size / 1000:.0f} kB"


def places(trace: Sequence[Trace]) -> Iterator[str]:
    """The places of a text's stretches, in words; of many on end, the first ones."""
    for unit, group in groupby(trace, key=lambda t: t.unit):
        found = list(group)
        if unit == "character":
            part = "" if found[0].part is None else f" of part {found[0].part}"
            stretches = "" if len(found) == 1 else f", in {len(found)} stretches"
            yield f"characters {min(t.first for t in found)} to {max(t.last or t.first for t in found)}{part}{stretches}"
            continue
        told = list(dict.fromkeys(_place(t) for t in found))
        yield from told[:_FEW]
        if len(told) > _FEW:
            yield f"{len(told) - _FEW} more"


def _place(trace: Trace) -> str:
    if trace.unit == "record":
        return f"the record at byte {trace.first}"
    box = ""
    if trace.box is not None:
        left, bottom, right, top = trace.box
        box = f", {left:.0f} to {right:.0f} points from the left and {bottom:.0f} to {top:.0f} from the bottom"
    return f"{trace.unit} {trace.first}{'' if trace.last is None else f' to {trace.last}'}{box}"
