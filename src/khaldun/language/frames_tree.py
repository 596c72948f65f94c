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

    __slots__ = ("below", "memory", "words")
    words: tuple[str, ...]
    memory: dict[Any, Any]
    below: dict[int, dict[str, tuple[Token, ...]]]
    """The dependents of tokens, as far as they were asked for: by their relation, by that without its subtype, and all under an empty one."""

    def __init__(self, sentence: Sentence) -> None:
        for name in ("index", "start", "end", "text", "tokens", "entities", "paragraph", "_children", "words"):
            object.__setattr__(self, name, getattr(sentence, name))
        object.__setattr__(self, "memory", {})
        object.__setattr__(self, "below", {})

    def children(self, index: int, *relations: str) -> tuple[Token, ...]:
        """As of the sentence, remembered."""
        if not self._children[index]:
            return ()
        below = self.below.get(index)
        if below is None:
            below = self.below[index] = self._grouped(index)
        if len(relations) < 2:
            return below.get(relations[0] if relations else "", ())
        if below.keys().isdisjoint(relations):
            return ()
        return tuple([t for t in below[""] if t.relation in relations or BASE[t.relation] in relations])

    def _grouped(self, index: int) -> dict[str, tuple[Token, ...]]:
        """The dependents of a token by relation."""
        found: dict[str, tuple[Token, ...]] = {"": super().children(index)}
        for token in found[""]:
            for name in {token.relation, BASE[token.relation]}:
                found[name] = (*found.get(name, ()), token)
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
