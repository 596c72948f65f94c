"""What a language engine gives: sentences of tokens in a UD v2 tree, with entities; offsets are those of the text read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Protocol

_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word. `head` is the index of its head in the sentence, -1 for the root; `relation` a UD v2 relation with its
    subtype (`nsubj:pass`); `features` as in UD (`Tense=Past|VerbForm=Part`), of those the engine tells."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    features: str
    head: int
    relation: str

    def feature(self, name: str) -> str | None:
        """The value of a feature, None where it is not told."""
        for part in self.features.split("|"):
            key, _, value = part.partition("=")
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: label PER, ORG, LOC or NORP; tokens [`first`, `stop`) of its sentence; offsets in the text."""

    label: str
    first: int
    stop: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [`start`, `end`) of the text. `paragraph` counts the text's paragraphs (separated by a blank line) from 0;
    `title` marks a headline given apart from the text (its offsets are those of the headline)."""

    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...] = ()
    paragraph: int = 0
    _children: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)
    _words: tuple[str, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                below[token.head].append(token.index)
        object.__setattr__(self, "_children", tuple(tuple(c) for c in below))

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens' texts in lower case: whether a sentence has any of some words is asked so often that they are kept."""
        found = self._words
        if not found:
            found = tuple([t.text.lower() for t in self.tokens])
            object.__setattr__(self, "_words", found)
        return found

    def children(self, index: int, *relations: str) -> tuple[Token, ...]:
        """The dependents of a token in order, of these relations if any are named (`nsubj` also finds `nsubj:pass`)."""
        below = self._children[index]
        if not below:
            return ()
        tokens = self.tokens
        if not relations:
            return tuple([tokens[i] for i in below])
        out = []
        for i in below:
            relation = tokens[i].relation
            if relation in relations or ":" in relation and relation.partition(":")[0] in relations:
                out.append(tokens[i])
        return tuple(out)

    def subtree(self, index: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """Indices of a token and all below it, sorted; branches whose relation (or its base) is in `without` are left out."""
        out, stack = [], [index]
        while stack:
            node = stack.pop()
            out.append(node)
            for child in self._children[node]:
                relation = self.tokens[child].relation
                if relation not in without and relation.partition(":")[0] not in without:
                    stack.append(child)
        return sorted(out)

    def ancestors(self, index: int) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        head = self.tokens[index].head
        while head >= 0:
            yield self.tokens[head]
            head = self.tokens[head].head

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Tokens [first, stop) that overlap code points [start, end) of the text; (0, 0) where none does."""
        first, stop = bisect_right(self.tokens, start, key=_end), bisect_left(self.tokens, end, key=_start)
        return (first, stop) if first < stop else (0, 0)

    def head_of(self, first: int, stop: int) -> int:
        """The token of [first, stop) whose head lies outside: the head of a name or phrase."""
        for i in range(first, stop):
            head = self.tokens[i].head
            if not first <= head < stop:
                return i
        return stop - 1


class Engine(Protocol):
    """Turns texts into sentences. Another engine can take the embedded one's place by name."""

    @property
    def name(self) -> str:
        """Name and version of engine and weights: it becomes part of every record's provenance."""
        ...

    def read(self, texts: Sequence[str]) -> list[list[Sentence]]:
        """The sentences of each text. Offsets are code points of that text; what is read of one does not depend on the others."""
        ...
