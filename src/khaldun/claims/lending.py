"""A place that one claim of a sentence lends another: `gunmen stormed a bank in Basra, killing two`, `four were killed and nine hurt as
bombers struck a market in Basra`.

What comes of a deed, what a deed came to and what befell people in one breath happened in one place: where the words of one name none, the
clause that it hangs on, that hangs on it or that is joined to it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.claims.draft import Draft
from khaldun.claims.sites import NOT_THEN
from khaldun.claims.siting import EVENTS
from khaldun.claims.view import View
from khaldun.language.frames_scope import has_subject, mark_of

_OUTCOMES = frozenset({"killing", "casualties", "destruction"})
"""What comes of other deeds: also of those that a clause with `after` tells."""
_CAUSES = frozenset({"after", "because"})
_BEHIND = frozenset({"acl", "amod", "xcomp", "ccomp", "obj", "conj", "advmod"})
"""How what is left hangs on the word that leaves it."""
_ABOUT = frozenset({"against", "over", "for", "about"})
"""What leads from a deed to the one that it answers."""
_ANSWERS = frozenset({"protest", "arrest"})
_FOUND = frozenset({"nested", "above", "nearest"})
_LONGEST = 4
"""Verbs joined in one row at most."""


def lent(view: View, found: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence, those of events without a place with that of the draft they hang together with, none with the place of
    what they only answer."""
    placed = {
        d.match.frame.head: d for d in found if d.cast.wheres and d.pattern.kind in EVENTS and d.cast.wheres[0].how != "context"
    }
    if not placed:
        return list(found)
    whole = [_with(view, d, placed) if d.pattern.kind in EVENTS and d.pattern.place and not d.cast.wheres else d for d in found]
    return [_without(view, draft, whole) for draft in whole]


def _without(view: View, draft: Draft, found: Sequence[Draft]) -> Draft:
    """The draft without places of another deed that its own is about: who protests against a war in Basra is not in Basra for it."""
    if draft.pattern.kind not in _ANSWERS or not any(where.how in _FOUND for where in draft.cast.wheres):
        return draft
    deeds = [
        d
        for d in found
        if d is not draft and d.pattern.kind in EVENTS and _about(view, draft.match.frame.head, d.match.frame.head)
    ]
    theirs = {where.place.start for deed in deeds for where in deed.cast.wheres if where.how == "parse"}
    kept = tuple(w for w in draft.cast.wheres if w.how not in _FOUND or w.place.start not in theirs)
    return replace(draft, cast=replace(draft.cast, wheres=kept)) if len(kept) < len(draft.cast.wheres) else draft


def _about(view: View, head: int, other: int) -> bool:
    """Whether a word hangs on another by a phrase that says what that is about: `protested against the war`."""
    marks = set()
    node = other
    while node >= 0 and node != head:
        marks.add(mark_of(view.sentence, node))
        node = view.sentence.tokens[node].head
    return node == head and bool(marks & _ABOUT)


def _with(view: View, draft: Draft, placed: dict[int, Draft]) -> Draft:
    """The draft with the place of the nearest one that it hangs together with, if any."""
    lender = next((placed[head] for head in _linked(view, draft) if head in placed), None)
    if lender is None:
        return draft
    wheres = tuple(replace(where, how="above") for where in lender.cast.wheres)
    return replace(draft, cast=replace(draft.cast, wheres=wheres))


def _linked(view: View, draft: Draft) -> Iterator[int]:
    """The words that a draft's own word hangs together with, the closest first."""
    tokens, frame = view.sentence.tokens, draft.match.frame
    head = frame.head
    outcome = draft.pattern.kind in _OUTCOMES
    if frame.kind == "noun":
        if (
            frame.support is None
            or tokens[head].relation != "obj"
            or tokens[frame.support].lemma not in view.words["launching"]
        ):
            return
        head = frame.support  # `opened fire and killed two in Basra`
    yield from _below(view, draft, head)
    if outcome:
        yield from _left(view, draft, head)
    for _ in range(_LONGEST):
        if tokens[head].head < 0 or not _joins(view, head, outcome):
            return
        over = tokens[head].head
        yield over
        if outcome and tokens[over].relation == "acl":
            yield tokens[over].head  # `in a raid claimed by rebels, killing two`
        yield from _below(view, draft, over, but=head)
        if tokens[head].relation != "conj" or has_subject(view.sentence, head):
            return
        head = over


def _left(view: View, draft: Draft, head: int) -> Iterator[int]:
    """For what a deed left behind, that deed: `clashes in Basra left two soldiers and a boy dead`."""
    tokens = view.sentence.tokens
    for _ in range(_LONGEST):
        if tokens[head].head < 0 or tokens[head].relation.partition(":")[0] not in _BEHIND:
            return
        head = tokens[head].head
        if tokens[head].lemma == "leave":
            yield head
            yield from _below(view, draft, head)
            return


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
