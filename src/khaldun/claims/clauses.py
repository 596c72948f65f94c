"""The deeds that a word of speech or will governs: what is promised, threatened, refused or demanded there.

`it would release them` under `said`, `to release them` under `agreed`, `it will release them, ... said`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from khaldun.language.frames import frame_at
from khaldun.language.frames_model import Argument
from khaldun.language.frames_scope import group_of, mark_of
from khaldun.language.frames_tree import remembered
from khaldun.language.sentence import Sentence, Token

Mood = Literal["ahead", "refused", "must", "open"]
"""ahead: will, would, to; refused: will not, cannot, not to; must: must, should, has to; open: may, might, could."""

_AHEAD = frozenset({"will", "would", "shall"})
_MUST = frozenset({"must", "should", "ought"})
_OPEN = frozenset({"may", "might", "could", "can"})
_WILLING = frozenset(
    "ready willing prepare plan intend agree decide promise pledge vow commit offer hope seek set determine poise about want".split()
)
"""Predicates of such a clause that only pass on the deed below: `said it was ready to talk`."""
_UNDER = frozenset({"obj", "obl", "nsubj:pass", "xcomp", "iobj", "advmod", "compound:prt"})


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb in such a clause, by its token."""

    index: int
    mood: Mood


@remembered("deeds")
def deeds(sentence: Sentence, head: int) -> tuple[Deed, ...]:
    """The deeds that the word at `head` governs."""
    return tuple(_deeds(sentence, head))


def _deeds(sentence: Sentence, head: int) -> Iterator[Deed]:
    for clause in _clauses(sentence, head):
        yield from _deed(sentence, clause)
        for other in sentence.children(clause.index, "conj"):
            if other.pos in {"VERB", "AUX", "ADJ"}:
                yield from _deed(sentence, other, clause)


def doers(sentence: Sentence, head: int) -> tuple[Argument, ...]:
    """Who would do those deeds: the subjects of the clauses themselves."""
    return tuple(a for d in deeds(sentence, head) for a in frame_at(sentence, d.index).those("agent"))


def does(sentence: Sentence, deed: Deed, wanted: frozenset[str]) -> bool:
    """Whether a deed is among `wanted`: a verb, or a verb and a lemma that must stand in its object or oblique phrases; `*` is any."""
    verb = sentence.tokens[deed.index].lemma
    if verb in wanted or "*" in wanted:
        return True
    things = _things(wanted, verb)
    return bool(things) and not things.isdisjoint(_below(sentence, deed.index))


@lru_cache(maxsize=4096)
def _things(wanted: frozenset[str], verb: str) -> frozenset[str]:
    """What must stand below a verb for it to be among `wanted`."""
    return frozenset(w.partition(" ")[2] for w in wanted if w.startswith(f"{verb} "))


def unless(sentence: Sentence, deed: Deed) -> bool:
    """`will leave unless ...`: a deed that is held over somebody."""
    clauses = sentence.children(deed.index, "advcl")
    return any(mark_of(sentence, c.index).startswith("unless") for c in clauses)


def _clauses(sentence: Sentence, head: int) -> Iterator[Token]:
    token = sentence.tokens[head]
    yield from sentence.children(head, *(("ccomp",) if token.lemma == "tell" else ("ccomp", "xcomp")))
    yield from (
        c
        for c in sentence.children(head, "advcl")
        if mark_of(sentence, c.index) in {"to", "from"} and c.text.lower().endswith("ing")
    )
    if token.pos in {"NOUN", "PROPN"}:
        yield from sentence.children(head, "acl")
    if token.relation == "parataxis" and token.head >= 0 and not sentence.children(head, "ccomp", "xcomp"):
        yield sentence.tokens[token.head]


def _deed(sentence: Sentence, clause: Token, first: Token | None = None) -> Iterator[Deed]:
    own = group_of(sentence, clause.index)
    group = group_of(sentence, first.index) if first is not None and own.modal is None and own.form != "finite" else own
    inner = [
        c for c in sentence.children(clause.index, "xcomp") if mark_of(sentence, c.index) in {"to", ""} and c.pos == "VERB"
    ]
    if mark_of(sentence, clause.index) == "from":
        yield Deed(clause.index, "refused")
    elif inner and (clause.lemma == "have" or (clause.lemma in _WILLING and group.modal in _MUST)):
        yield Deed(inner[0].index, "must")
    elif clause.lemma in _WILLING and inner:
        yield Deed(inner[0].index, "refused" if group.negated else "ahead")
    elif group.modal in _MUST:
        yield Deed(clause.index, "must")
    elif group.negated and (group.modal in _AHEAD or group.modal == "can" or group.form == "infinitive"):
        yield Deed(clause.index, "refused")
    elif group.modal in _AHEAD or (group.modal is None and group.form in {"infinitive", "gerund"}):
        yield Deed(clause.index, "ahead")
    elif group.modal in _OPEN:
        yield Deed(clause.index, "open")


def _below(sentence: Sentence, index: int) -> set[str]:
    """The lemmas of a verb's objects, obliques and particles, of what is said before them (`peacekeeping force`), of them (`state of
    emergency`) and beside them."""
    row = [c for c in sentence.children(index) if c.relation in _UNDER or c.relation.startswith("obl")]
    out: set[str] = set()
    while row:
        token = row.pop()
        out.add(token.lemma)
        for child in sentence.children(token.index):
            if child.relation in {"compound", "amod"}:
                out.add(child.lemma)
            elif child.relation == "conj" or (child.relation == "nmod" and mark_of(sentence, child.index) == "of"):
                row.append(child)
    return out
