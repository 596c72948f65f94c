"""An article's text cut for marking: claims' sentences nest and overlap, HTML elements may not, so the text is cut at every edge and each
piece knows which claims it belongs to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.model import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """Text without an edge inside. `evidence` and `trigger` are the numbers of the claims (counted from 1 in reading order) whose
    sentence or trigger covers it; `begins` and `ends` those whose sentence begins or ends with it."""

    text: str
    evidence: tuple[int, ...] = ()
    trigger: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


Paragraph = tuple[Piece, ...]


def in_reading_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims as a reader meets them: by sentence, then trigger, then id."""
    return sorted(claims, key=lambda c: (c.evidence.start, c.trigger.start, c.evidence.end, c.id))


def paragraphs(text: str, claims: Sequence[Claim]) -> list[Paragraph]:
    """The paragraphs of `text` (split at blank lines) in pieces; `claims` numbered by their order here. Spans beyond the text are cut."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"\S(?:.*?\S)?(?=\n[ \t]*\n|\s*\Z)", text, re.DOTALL)]
    return [_pieces(text, start, end, claims) for start, end in spans]


def _pieces(text: str, start: int, end: int, claims: Sequence[Claim]) -> Paragraph:
    near = [(n, c) for n, c in enumerate(claims, 1) if c.evidence.start < end and start < c.evidence.end]
    edges = {start, end}
    for _, claim in near:
        edges.update(e for span in (claim.evidence, claim.trigger) for e in (span.start, span.end) if start < e < end)
    cuts = sorted(edges)
    return tuple(_piece(text, a, b, start, end, near) for a, b in itertools.pairwise(cuts))


def _piece(text: str, a: int, b: int, start: int, end: int, near: Sequence[tuple[int, Claim]]) -> Piece:
    return Piece(
        text[a:b],
        tuple(n for n, c in near if c.evidence.start < b and a < c.evidence.end),
        tuple(n for n, c in near if c.trigger.start < b and a < c.trigger.end),
        tuple(n for n, c in near if max(c.evidence.start, start) == a and c.evidence.start >= start),
        tuple(n for n, c in near if min(c.evidence.end, end) == b and c.evidence.end <= end),
    )


def sentence(claim: Claim) -> tuple[str, str, str]:
    """The claim's sentence as what stands before its trigger, the trigger, and what stands after it."""
    text, at = claim.evidence.text, claim.evidence.start
    a = min(max(claim.trigger.start - at, 0), len(text))
    b = min(max(claim.trigger.end - at, a), len(text))
    return text[:a], text[a:b], text[b:]
