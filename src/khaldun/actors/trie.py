"""The names of actors as a trie over their words, and where a text writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, compress
from typing import Literal, NamedTuple, cast

from khaldun.actors.words import ARTICLES, Word, compared, cut, is_article, joined

Role = Literal["actor", "state", "adjective", "people", "seat", "leader"]


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write an actor. `cases` has a letter for each word: U upper case wanted, C a capital, a anything. `common`: of words
    that any land may call a body by (`Federal Police`)."""

    actor: str
    role: Role
    cases: str
    start: date | None = None
    stop: date | None = None
    common: bool = False


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)


class Told(NamedTuple):
    """A word of a piece of a text, at [start, end) of it: how it is spelled in the trie, what names begin with it there, the actors that
    it names alone, its shape."""

    start: int
    end: int
    spelled: str
    begun: _Node | None
    alone: tuple[Alias, ...]
    word: Word


_KEPT = 1 << 16
"""Pieces of texts of which the words are kept at most."""
_LONG = 64
"""Characters of the longest piece kept: in a script without blanks a piece is a paragraph."""


class Hit(NamedTuple):
    """So many words of a text that write one of `aliases`, at [start, end) of the text."""

    words: int
    start: int
    end: int
    aliases: tuple[Alias, ...]


class Trie:
    """The names, word by word. Of pieces of texts that were met before, it keeps the words, and whether a name may begin there."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = spellings
        self._root = _Node()
        self._firsts: dict[str, set[str]] = {}
        self._inside: dict[str, tuple[Told, ...]] = {}
        self._met: dict[str, tuple[Told, ...]] = {}

    def write(self, name: Sequence[Word], alias: Alias) -> None:
        """Enters a way of writing an actor: its words, one of them at least."""
        keys = [self._spellings.get(word.key, word.key) for word in name]
        node = self._root
        for key in keys:
            node = node.after.setdefault(key, _Node())
        self._firsts.setdefault(keys[0], set()).add(alias.cases[0])
        if not any((a.actor, a.role, a.cases) == (alias.actor, alias.role, alias.cases) for a in node.aliases):
            node.aliases.append(alias)

    def hits(self, text: str) -> list[Hit]:
        """The longest names in the text, left to right, none inside another. Of what stands between two blanks it is known, from the
        second time on, whether a name may begin there; the rest is not looked at."""
        pieces = text.split(" ")
        begins = [*map(self._met.get, pieces)]
        if None in begins:
            begins = [self._meet(piece) if known is None else known for piece, known in zip(pieces, begins, strict=True)]
        ends = [*accumulate(map(len, pieces))]
        out, taken = [], 0
        for k in compress(range(len(pieces)), cast("list[tuple[Told, ...]]", begins)):
            at, inside = ends[k] - len(pieces[k]) + k, begins[k] or ()
            for j, told in enumerate(inside):
                if told.begun is None or at + told.start < taken:
                    continue
                # "The" begins many names, but seldom one that goes on with the next word.
                after = inside[j + 1 : j + 2] or (self._told(pieces[k + 1])[:1] if k + 1 < len(pieces) else ())
                if (
                    not after
                    or after[0].spelled in told.begun.after
                    or after[0].spelled in ARTICLES
                    or told.spelled in ARTICLES
                ):
                    hit = self._longest(text, pieces, k, j, at)
                    if hit is None:
                        continue
                elif told.alone:
                    hit = Hit(1, self._start(text, pieces, k, j, at), at + told.end, told.alone)
                else:
                    continue
                out.append(hit)
                taken = hit.end
        return out

    def _told(self, piece: str) -> tuple[Told, ...]:
        """The words of a piece of a text."""
        found = self._inside.get(piece)
        if found is None:
            if len(self._inside) > _KEPT:
                self._inside.clear()
            found = tuple([self._look_up(*place) for place in cut(piece)])
            if len(piece) <= _LONG:
                self._inside[piece] = found
        return found

    def _look_up(self, start: int, end: int, raw: str) -> Told:
        word = compared(raw)
        spelled = self._spellings.get(word.key, word.key)
        fits = any(_fits(case, word) for case in self._firsts.get(spelled, ()))
        node = self._root.after[spelled] if fits else None
        return Told(start, end, spelled, node, () if node is None else _fitting(node, [word]), word)

    def _meet(self, piece: str) -> tuple[Told, ...]:
        if len(self._met) > _KEPT:
            self._met.clear()
        inside = self._told(piece)
        begun = inside if any(told.begun is not None for told in inside) else ()
        return begun if len(piece) > _LONG else self._met.setdefault(piece, begun)

    def _longest(self, text: str, pieces: Sequence[str], k: int, j: int, at: int) -> Hit | None:
        """The longest name that begins with word `j` of piece `k`, which stands at `at`."""
        told = self._told(pieces[k])[j]
        node, end, matched, count = told.begun, at + told.end, [told.word], 1
        if node is None or is_article(told.word.key, text[end : end + 1]):
            return None
        best = count, end, told.alone
        for start, stop, told in self._onward(pieces, k, j + 1, at):
            if not node.after or not joined(text[end:start]):
                break
            count, end = count + 1, stop
            if is_article(told.word.key, text[end : end + 1]):
                continue
            node = node.after.get(told.spelled)
            if node is None:
                break
            matched.append(told.word)
            fits = _fitting(node, matched)
            if fits:
                best = count, end, fits
        return Hit(best[0], self._start(text, pieces, k, j, at), *best[1:]) if best[2] else None

    def _onward(self, pieces: Sequence[str], k: int, j: int, at: int) -> Iterator[tuple[int, int, Told]]:
        """The words of a text from word `j` of piece `k` on, with where they stand in the text."""
        inside = self._told(pieces[k])[j:]
        while True:
            for told in inside:
                yield at + told.start, at + told.end, told
            at += len(pieces[k]) + 1
            k += 1
            if k == len(pieces):
                return
            inside = self._told(pieces[k])

    def _start(self, text: str, pieces: Sequence[str], k: int, j: int, at: int) -> int:
        """Where a name starts, its article (`al-`) taken in."""
        inside = self._told(pieces[k])
        start, before = at + inside[j].start, None
        if j:
            before, end = inside[j - 1], at + inside[j - 1].end
        elif k and start == at and (earlier := self._told(pieces[k - 1])):
            before, end = earlier[-1], at - 1 - len(pieces[k - 1]) + earlier[-1].end
        if before is None or start - end != 1 or not is_article(before.word.key, text[end:start]):
            return start
        return end - before.end + before.start


def _fits(case: str, word: Word) -> bool:
    """Whether a word is written as a name wants it."""
    return word.upper if case == "U" else word.capital or case != "C"


def _fitting(node: _Node, matched: list[Word]) -> tuple[Alias, ...]:
    """The names that end here and are written so."""
    return tuple([a for a in node.aliases if all(map(_fits, a.cases, matched))]) if node.aliases else ()
