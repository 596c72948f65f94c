"""People whom the engine has not seen as names: behind a title, by a last name told before, by an office, by a pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.language.sentence import Sentence
from khaldun.model import Mention

Span2 = tuple[int, int]


@dataclass(frozen=True)
class PersonWords:
    """`titles` stand before a name; `offices` are public functions; `civil` words mark private persons; `public` offices and `jobs`
    tell a person without a name; `alone` is all that may; `women` are first names; `told` are words of `civil` that say what befell
    somebody, which may be a people as well; `written`: titles, with the point of an abbreviation and without; `leading`: verb -> office (`who runs the Observatory` is its head)."""

    titles: frozenset[str]
    offices: frozenset[str]
    civil: frozenset[str]
    public: frozenset[str]
    jobs: frozenset[str]
    women: frozenset[str]
    told: frozenset[str]
    alone: frozenset[str]
    written: frozenset[str]
    leading: Mapping[str, str]


@lru_cache(maxsize=8)
def person_words(knowledge: Knowledge) -> PersonWords:
    """The lists of `person_words.yaml`; those of several packs add up."""
    lists: dict[str, set[str]] = {f.name: set() for f in fields(PersonWords) if f.name not in {"alone", "written", "leading"}}
    leading: dict[str, str] = {}
    for document in knowledge.documents("person_words"):
        for key, value in document.items():
            if key == "leading":
                leading.update({str(verb): str(office) for verb, office in value.items()})
                continue
            lists.setdefault(key, set()).update(str(v).lower() for v in value)
    sets = {k: frozenset(v) for k, v in lists.items()}
    alone, written = sets["public"] | sets["offices"] | sets["jobs"], sets["titles"] | {f"{t}." for t in sets["titles"]}
    return PersonWords(**sets, alone=alone, written=written, leading=leading)


_KUNYA = re.compile(r"(?:Abu|Umm)(?<!\w\w\w\w) (?:al-|ul-)?[A-Z][\w’'-]+(?: (?:al|el)-[A-Z][\w’'-]+)?")
"""No letter stands before it: asked behind the word, so that a text is searched for the word alone, which is faster."""
_TOWARDS = re.compile(
    r"\b(?:in|at|near|from|to|of|toward|towards|on|around|outside|into|over|and|town|city|village|district) $", re.I
)
_BEFORE = frozenset({"the", "a", "an", "his", "her", "my", "one"})
_BOUND = re.compile(r"[\w-]")
"""What no surname stands right before or behind."""
_PRONOUNS = frozenset({"i", "he", "she", "him", "me"})
OF_PEOPLE = _PRONOUNS | {"we"}
Heard = tuple[Sentence, frozenset[str]]
"""A sentence, and which of the words that are asked about it has."""


class Taken:
    """The letters of a text that names take up already; counted only when asked, for few texts ask."""

    __slots__ = ("_letters", "_spans")

    def __init__(self, length: int, spans: Iterable[Span2]) -> None:
        self._letters, self._spans = bytearray(length), [*spans]

    def add(self, start: int, end: int) -> None:
        """Takes the letters of a name."""
        self._spans.append((start, end))

    def free(self, start: int, end: int) -> bool:
        """Whether no name overlaps [start, end)."""
        for a, b in self._spans:
            self._letters[a:b] = b"x" * (b - a)
        self._spans.clear()
        return self._letters.find(b"x", start, end) < 0


def unseen(heard: Sequence[Heard], taken: Taken, text: str, known: PersonWords) -> list[Mention]:
    """A rank or title before a name, or an Arabic `Abu X` that no place is called."""
    out = []
    for found in _KUNYA.finditer(text) if "Abu " in text or "Umm " in text else ():
        if taken.free(*found.span()) and not _TOWARDS.search(text[max(0, found.start() - 12) : found.start()]):
            out.append(Mention("person", *found.span(), found.group(), reason="a name"))
    for mention in out:
        taken.add(mention.start, mention.end)
    for sentence, cues in heard:
        said = known.written & cues
        for index in [i for i, word in enumerate(sentence.words[:-1]) if word in said] if said else ():
            token, name = sentence.tokens[index : index + 2]
            if not token.text[0].isupper() or name.pos != "PROPN":
                continue
            last = name
            while last.index + 1 < len(sentence.tokens) and sentence.tokens[last.index + 1].pos == "PROPN":
                last = sentence.tokens[last.index + 1]
            plain = name.text.lower().rstrip(".")
            shown = name.text[0].isupper() and plain not in known.titles and plain not in known.offices
            if shown and taken.free(token.start, last.end):
                words = text[token.start : last.end]
                taken.add(token.start, last.end)
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
    covered, out, last = Taken(len(text), entities), [], 0
    for at, _, end in sorted(found):
        if at >= last:
            last = end
            if not any(a < end and at < b for a, b in taken) and covered.free(at, end):
                out.append((at, end))
    return out


def pronouns_of_people(heard: Sequence[Heard], text: str) -> list[Mention]:
    """`he`, `she`, `I`: recognised as people, not resolved here."""
    return [
        Mention("person", t.start, t.end, text[t.start : t.end], reason="a pronoun")
        for sentence, cues in heard
        if not _PRONOUNS.isdisjoint(cues)
        for t, word in zip(sentence.tokens, sentence.words, strict=True)
        if word in _PRONOUNS and t.pos == "PRON"
    ]


def own_side(heard: Sequence[Heard], text: str) -> list[Mention]:
    """`we`, as the subject: recognised as a body of some kind, not resolved here."""
    return [
        Mention("actor", t.start, t.end, text[t.start : t.end], reason="who speaks, with others")
        for sentence, cues in heard
        if "we" in cues
        for t, word in zip(sentence.tokens, sentence.words, strict=True)
        if word == "we" and t.pos == "PRON"
    ]


def _hyphen(sentence: Sentence, index: int) -> bool:
    """Whether a token is a hyphen within a word: of `CJTF-OIR`."""
    tokens = sentence.tokens
    joined = 0 < index < len(tokens) - 1 and tokens[index - 1].end == tokens[index].start == tokens[index + 1].start - 1
    return joined and tokens[index].text == "-"


def offices(heard: Sequence[Heard], taken: Taken, text: str, known: PersonWords) -> list[Mention]:
    """`the prime minister`, `a farmer`, `Foreign Secretary`: a person by what he is."""
    out = []
    for sentence, cues in heard:
        said = known.alone & cues
        for index in [i for i, word in enumerate(sentence.words) if word in said] if said else ():
            token, word = sentence.tokens[index], sentence.words[index]
            if token.pos not in {"NOUN", "PROPN"} or token.relation in {"compound", "flat"}:
                continue
            if token.lemma == "opposition" or word.endswith("s") or token.feature("Number") == "Plur":
                continue
            first = token.index
            while first > 0 and (sentence.tokens[first - 1].pos in {"ADJ", "NOUN", "PROPN"} or _hyphen(sentence, first - 1)):
                first -= 1
            before = sentence.words[first - 1] if first else ""
            titled = (
                first < token.index
                and (token.text[0].isupper() or word in known.public)
                and sentence.tokens[first].text[0].isupper()
            )
            if before not in _BEFORE and not titled and not (first == 0 and word in known.public):
                continue
            last = token.index
            while (
                last + 2 < len(sentence.tokens)
                and sentence.tokens[last + 1].text == "-"
                and sentence.tokens[last].end == sentence.tokens[last + 1].start
            ):
                last += 2
            start, end = sentence.tokens[first].start, sentence.tokens[last].end
            if taken.free(start, end):
                role = None if word in known.jobs else word
                out.append(Mention("person", start, end, text[start:end], role=role, reason="an office"))
    return out
