"""What a frame is made of. Token indices are those of the frame's sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["agent", "patient", "recipient", "oblique", "poss", "modifier", "host", "support", "attribute"]
Form = Literal["finite", "infinitive", "gerund", "participle", "none"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument, after passives, relatives and shared subjects are undone; coordinated ones are arguments of their own.

    agent, patient, recipient: of a verb. oblique: with its `preposition` (of a verb or a noun; empty for a bare one). poss,
    modifier: of a noun (`ISIS's seizure`, `rebel bastion`). host: what a predicative noun is said of (`the town` in `the town
    is under their control`). support: the subject of the verb that carries a noun (`X` in `X launched an attack`).
    `tokens` are the phrase without clauses and without its coordinated sisters. `source`: parse, shared (from another clause of
    the sentence) or nearby (by position alone).
    """

    role: Role
    head: int
    tokens: tuple[int, ...]
    preposition: str = ""
    source: Literal["parse", "shared", "nearby"] = "parse"


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its helpers, or a noun with none: tense, aspect, voice, modal, negation.

    `tense`: past, present, None where the words do not tell. `mood`: imperative or None. `near`: an adverb that takes the event
    back (`nearly`, `almost`).
    """

    tense: Literal["past", "present"] | None
    aspect: Literal["simple", "progressive", "perfect"] = "simple"
    voice: Literal["active", "passive"] = "active"
    modal: str | None = None
    negated: bool = False
    form: Form = "none"
    imperative: bool = False
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from a trigger to the root: the token `index` with its `group`, how it hangs on the next
    (`relation`, and the `mark` that introduces it: if, to, before, of, ...)."""

    index: int
    lemma: str
    pos: str
    group: Group
    relation: str
    mark: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with its arguments. `trigger` are its tokens with particle; `lemma` includes the particle (`take over`).

    `scope` goes from the predicate itself to the root: what an outer word does to the status of an inner one is read off it.
    `support`: the verb that carries a noun (`launched` in `launched an attack`), else None.
    """

    head: int
    trigger: tuple[int, ...]
    lemma: str
    kind: Literal["verb", "noun", "adjective", "compound"]
    group: Group
    arguments: tuple[Argument, ...]
    scope: tuple[Step, ...]
    support: int | None = None

    def those(self, *roles: str) -> tuple[Argument, ...]:
        """The arguments of these roles, in the order of the roles; a role may be a preposition (`from`)."""
        found = [a for r in roles for a in self.arguments if a.role == r or (a.preposition == r and a.role == "oblique")]
        return tuple(found)
