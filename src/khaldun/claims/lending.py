"""A place that one claim of a sentence lends another: `gunmen stormed a bank in Basra, killing two`, `four were killed and nine hurt as
bombers struck a market in Basra`.

What comes of a deed, what a deed came to and what befell people in one breath happened in one place: where the words of one name none, the
clause that it hangs on, that hangs on it or that is joined to it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from khaldun.claims.sites import NOT_THEN
from khaldun.claims.siting import EVENTS
from khaldun.claims.view import View
from khaldun.language.frames_scope import has_subject, mark_of

if TYPE_CHECKING:
    from khaldun.claims.reader import Draft

_OUTCOMES = frozenset({"killing", "casualties", "destruction"})
"""What comes of other deeds: also of those that a clause with `after` tells."""
_CAUSES = frozenset({"after", "because"})
_LONGEST = 4
"""Verbs joined in one row at most."""


def lent(view: View, found: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence, those of events without a place with that of the draft they hang together with."""
    placed = {
        d.match.frame.head: d for d in found if d.cast.wheres and d.pattern.kind in EVENTS and d.cast.wheres[0].how != "context"
    }
    if not placed:
        return list(found)
    return [_with(view, d, placed) if d.pattern.kind in EVENTS and d.pattern.place and not d.cast.wheres else d for d in found]


def _with(view: View, draft: Draft, placed: dict[int, Draft]) -> Draft:
    """The draft with the place of the nearest one that it hangs together with, if any."""
    lender = next((placed[head] for head in _linked(view, draft) if head in placed), None)
    if lender is None:
        return draft
    wheres = tuple(replace(where, how="above") for where in lender.cast.wheres)
    return replace(draft, cast=replace(draft.cast, wheres=wheres))


def _linked(view: View, draft: Draft) -> Iterator[int]:
    """The words that a draft's own word hangs together with, the closest first."""
    tokens, head = view.sentence.tokens, draft.match.frame.head
    if draft.match.frame.kind == "noun":
        return
    yield from _below(view, draft, head)
    outcome = draft.pattern.kind in _OUTCOMES
    for _ in range(_LONGEST):
        if tokens[head].head < 0 or not _joins(view, head, outcome):
            return
        over = tokens[head].head
        yield over
        yield from _below(view, draft, over, but=head)
        if tokens[head].relation != "conj" or has_subject(view.sentence, head):
            return
        head = over


def _joins(view: View, node: int, outcome: bool) -> bool:
    """Whether a clause tells of the same place as the one above it: joined, a participle of the outcome, `when`."""
    token = view.sentence.tokens[node]
    relation = token.relation.partition(":")[0]
    if relation == "conj":
        return outcome or not has_subject(view.sentence, node)
    mark = mark_of(view.sentence, node).split(" ")[0]
    return relation == "advcl" and token.pos == "VERB" and (mark not in NOT_THEN and mark != "to")


def _below(view: View, draft: Draft, head: int, but: int = -1) -> Iterator[int]:
    """What hangs on a clause: its objects and phrases, of an outcome the deed that is its subject, the clauses of its time, those joined
    to it."""
    outcome = draft.pattern.kind in _OUTCOMES
    for child in view.sentence.children(head):
        relation = child.relation.partition(":")[0]
        if child.index == but:
            continue
        if relation in {"obj", "obl"} and child.relation != "obl:agent" or (relation == "nsubj" and outcome):
            yield child.index
        elif relation == "conj" and _joins(view, child.index, outcome):
            yield child.index
            yield from _below(view, draft, child.index)
        elif relation == "advcl":
            mark = mark_of(view.sentence, child.index).split(" ")[0]
            if mark not in NOT_THEN and mark != "to" or (outcome and mark in _CAUSES):
                yield child.index
                yield from _below(view, draft, child.index)
