"""A sentence that remembers what was asked of it: frames of one sentence ask the same things again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from khaldun.language.sentence import Sentence, Token


class _Bases(dict[str, str]):
    """The relation without its subtype: a few dozen are met, thousands of times in an article."""

    def __missing__(self, relation: str) -> str:
        self[relation] = base = relation.partition(":")[0]
        return base


BASE = _Bases()


class Tree(Sentence):
    """A sentence with a memory. Made once for a sentence whose frames are wanted; equal to it in every other way."""

    __slots__ = ("memory",)
    memory: dict[Any, Any]

    def __init__(self, sentence: Sentence) -> None:
        for name in ("index", "start", "end", "text", "tokens", "entities", "paragraph", "_children"):
            object.__setattr__(self, name, getattr(sentence, name))
        object.__setattr__(self, "memory", {})

    def children(self, index: int, *relations: str) -> tuple[Token, ...]:
        """As of the sentence, remembered."""
        below = self._children[index]
        if not below:
            return ()
        key = (index, relations)
        found: tuple[Token, ...] | None = self.memory.get(key)
        if found is None:
            tokens = self.tokens
            if relations:
                found = tuple([t for i in below if (t := tokens[i]).relation in relations or BASE[t.relation] in relations])
            else:
                found = tuple([tokens[i] for i in below])
            self.memory[key] = found
        return found

    def subtree(self, index: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """As of the sentence; a leaf at once."""
        return super().subtree(index, without=without) if self._children[index] else [index]


def lexemes(sentence: Sentence) -> frozenset[str]:
    """The lemmas and the words of a sentence, lower case: what has none of some words need not be looked at closely."""
    found: frozenset[str] | None = sentence.memory.get("lexemes") if isinstance(sentence, Tree) else None
    if found is None:
        found = frozenset(sentence.words).union([t.lemma for t in sentence.tokens])
        if isinstance(sentence, Tree):
            sentence.memory["lexemes"] = found
    return found


def tree(sentence: Sentence) -> Tree:
    """The sentence as a tree with a memory; itself where it is one."""
    return sentence if isinstance(sentence, Tree) else Tree(sentence)


def remembered(name: str) -> Callable[[Callable[[Sentence, int], Any]], Callable[[Sentence, int], Any]]:
    """Remembers what a function of a sentence and a token says, where the sentence is a `Tree`."""

    def wrap(function: Callable[[Sentence, int], Any]) -> Callable[[Sentence, int], Any]:
        def ask(sentence: Sentence, index: int) -> Any:
            if not isinstance(sentence, Tree):
                return function(sentence, index)
            key = (name, index)
            found = sentence.memory.get(key)  # nothing that is asked for is None
            if found is None:
                found = sentence.memory[key] = function(sentence, index)
            return found

        ask.__doc__ = function.__doc__
        return ask

    return wrap
