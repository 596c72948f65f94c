"""People whom the engine has not seen as names: behind a title, by a last name told before, by an office, by a pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from khaldun.language.sentence import Sentence
from khaldun.model import Mention

Span2 = tuple[int, int]
_KUNYA = re.compile(r"\b(?:Abu|Umm) (?:al-|ul-)?[A-Z][\w’'-]+(?: (?:al|el)-[A-Z][\w’'-]+)?")
_TOWARDS = re.compile(
    r"\b(?:in|at|near|from|to|of|toward|towards|on|around|outside|into|over|and|town|city|village|district) $", re.I
)
_BEFORE = frozenset({"the", "a", "an", "his", "her", "my", "one"})
_BOUND = re.compile(r"[\w-]")
"""What no surname stands right before or behind."""
_PRONOUNS = frozenset({"i", "he", "she", "him", "me"})


def free(start: int, end: int, taken: Sequence[Span2]) -> bool:
    """Whether nothing in `taken` overlaps [start, end)."""
    return not any(a < end and start < b for a, b in taken)


@lru_cache(maxsize=8)
def _written(titles: frozenset[str]) -> frozenset[str]:
    """Titles with and without the point of an abbreviation."""
    return titles | {f"{title}." for title in titles}


def unseen(
    sentences: Sequence[Sentence], taken: Sequence[Span2], text: str, *, titles: Set[str], offices: Set[str]
) -> list[Mention]:
    """A rank or title before a name, or an Arabic `Abu X` that no place is called."""
    out = []
    for found in _KUNYA.finditer(text) if "Abu " in text or "Umm " in text else ():
        if free(*found.span(), taken) and not _TOWARDS.search(text[max(0, found.start() - 12) : found.start()]):
            out.append(Mention("person", *found.span(), found.group(), reason="a name"))
    written = _written(frozenset(titles))
    for sentence in sentences:
        if written.isdisjoint(sentence.words):
            continue
        for index in [i for i, word in enumerate(sentence.words[:-1]) if word in written]:
            token, name = sentence.tokens[index : index + 2]
            if not token.text[0].isupper() or name.pos != "PROPN":
                continue
            last = name
            while last.index + 1 < len(sentence.tokens) and sentence.tokens[last.index + 1].pos == "PROPN":
                last = sentence.tokens[last.index + 1]
            plain = name.text.lower().rstrip(".")
            shown = name.text[0].isupper() and plain not in titles and plain not in offices
            if shown and free(token.start, last.end, [*taken, *[(m.start, m.end) for m in out]]):
                words = text[token.start : last.end]
                out.append(Mention("person", token.start, last.end, words, role=token.text, reason="a title"))
    return out


def again(text: str, taken: Sequence[Span2], entities: Sequence[Span2]) -> list[Span2]:
    """Where a person told by a full name stands again by the last name alone."""
    surnames = sorted({text[a:b].split()[-1] for a, b in taken if " " in text[a:b]})
    found: list[tuple[int, int, int]] = []
    for rank, surname in enumerate(s for s in surnames if len(s) > 3 and s[0].isupper()):
        at = text.find(surname)
        while at >= 0:
            end = at + len(surname)
            if not _BOUND.match(text, at - 1, at) and not _BOUND.match(text, end):
                found.append((at, rank, end))
            at = text.find(surname, at + 1)
    covered, out, last = [*taken, *entities], [], 0
    for at, _, end in sorted(found):
        if at >= last:
            last = end
            if free(at, end, covered):
                out.append((at, end))
    return out


def pronouns_of_people(sentences: Sequence[Sentence], text: str) -> list[Mention]:
    """`he`, `she`, `I`: recognised as people, not resolved here."""
    return [
        Mention("person", t.start, t.end, text[t.start : t.end], reason="a pronoun")
        for s in sentences
        if not _PRONOUNS.isdisjoint(s.words)
        for t, word in zip(s.tokens, s.words, strict=True)
        if word in _PRONOUNS and t.pos == "PRON"
    ]


def own_side(sentences: Sequence[Sentence], text: str) -> list[Mention]:
    """`we`, as the subject: recognised as a body of some kind, not resolved here."""
    return [
        Mention("actor", t.start, t.end, text[t.start : t.end], reason="who speaks, with others")
        for s in sentences
        if "we" in s.words
        for t in s.tokens
        if t.pos == "PRON" and t.text.lower() == "we"
    ]


def _hyphen(sentence: Sentence, index: int) -> bool:
    """Whether a token is a hyphen within a word: of `CJTF-OIR`."""
    tokens = sentence.tokens
    joined = 0 < index < len(tokens) - 1 and tokens[index - 1].end == tokens[index].start == tokens[index + 1].start - 1
    return joined and tokens[index].text == "-"


def offices(
    sentences: Sequence[Sentence], taken: Sequence[Span2], text: str, *, alone: Set[str], public: Set[str], jobs: Set[str]
) -> list[Mention]:
    """`the prime minister`, `a farmer`, `Foreign Secretary`: a person by what he is."""
    out = []
    for sentence in sentences:
        if alone.isdisjoint(sentence.words):
            continue
        for index in [i for i, word in enumerate(sentence.words) if word in alone]:
            token, word = sentence.tokens[index], sentence.words[index]
            if token.pos not in {"NOUN", "PROPN"} or token.relation in {"compound", "flat"}:
                continue
            if token.lemma == "opposition" or word.endswith("s") or token.feature("Number") == "Plur":
                continue
            first = token.index
            while first > 0 and (sentence.tokens[first - 1].pos in {"ADJ", "NOUN", "PROPN"} or _hyphen(sentence, first - 1)):
                first -= 1
            before = sentence.tokens[first - 1].text.lower() if first else ""
            titled = (
                first < token.index and (token.text[0].isupper() or word in public) and sentence.tokens[first].text[0].isupper()
            )
            if before not in _BEFORE and not titled and not (first == 0 and word in public):
                continue
            last = token.index
            while (
                last + 2 < len(sentence.tokens)
                and sentence.tokens[last + 1].text == "-"
                and sentence.tokens[last].end == sentence.tokens[last + 1].start
            ):
                last += 2
            start, end = sentence.tokens[first].start, sentence.tokens[last].end
            if free(start, end, taken):
                role = None if word in jobs else word
                out.append(Mention("person", start, end, text[start:end], role=role, reason="an office"))
    return out
