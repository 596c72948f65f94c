"""People: who they are in the text, and whether they are private persons whom exports mask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from khaldun.actors.words import fold
from khaldun.knowledge import Knowledge
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Mention


@dataclass(frozen=True)
class PersonWords:
    """`titles` stand before a name; `offices` are public functions; `civil` words mark private persons."""

    titles: frozenset[str]
    offices: frozenset[str]
    civil: frozenset[str]
    public: frozenset[str]
    jobs: frozenset[str]
    women: frozenset[str]
    alone: frozenset[str]


@lru_cache(maxsize=8)
def person_words(knowledge: Knowledge) -> PersonWords:
    """The lists of `person_words.yaml`; those of several packs add up."""
    lists: dict[str, set[str]] = {
        "titles": set(),
        "offices": set(),
        "civil": set(),
        "public": set(),
        "jobs": set(),
        "women": set(),
    }
    for document in knowledge.documents("person_words"):
        for key, value in document.items():
            lists.setdefault(key, set()).update(str(v).lower() for v in value)
    sets = {k: frozenset(v) for k, v in lists.items()}
    return PersonWords(**sets, alone=sets["public"] | sets["offices"] | sets["jobs"])


_AGE = re.compile(r"^,? ?(?:aged )?(\d{1,3})(?:,|\b(?! (?:km|people|percent)))|^,? an? (\d{1,3})-year-old")
_PUBLIC = frozenset({"said in a statement", "told reporters", "announced"})


@dataclass(slots=True)
class _Person:
    """What is gathered on one name over the article."""

    role: str | None = None
    public: bool = False
    civil: bool = False


def persons(sentences: Sequence[Sentence], entities: Sequence[tuple[Sentence, Entity]], text: str, known: PersonWords,
            leaders: Sequence[tuple[int, int]], authors: Sequence[str]) -> list[Mention]:  # fmt: skip
    """A mention for each name of a person (its title taken in), and for definite offices (`the prime minister`).

    `leaders`: spans of names that a pack has as leaders; `authors`: the article's byline. Private: no office, title, rank or
    leadership anywhere in the text, and a word, an age or a kinship that makes a civilian of him.
    """
    byline = {fold(part) for author in authors for part in author.split()}
    gathered: dict[str, _Person] = {}
    spans: list[tuple[int, int, str, str | None]] = []
    for sentence, entity in entities:
        start, title = _titled(sentence, entity, known)
        role = ", ".join(part for part in (title, _apposition(sentence, entity, known)) if part) or None
        key = fold(entity.text.split()[-1]) if entity.text.split() else fold(entity.text)
        person = gathered.setdefault(key, _Person())
        person.role = person.role or role
        person.public = person.public or role is not None or key in byline
        person.public = person.public or any(a <= entity.start < b for a, b in leaders)
        person.civil = person.civil or _civil(sentence, entity, text, known)
        spans.append((start, entity.end, key, role))
    out = []
    for start, end, key, role in spans:
        person = gathered[key]
        private = person.civil and not person.public
        out.append(Mention("person", start, end, text[start:end], role=role or person.role, private=private, reason="a name"))
    taken = [(m.start, m.end) for m in out]
    out += _again(
        text,
        [(s.start, s.end) for s, _ in entities],
        taken,
        gathered,
        [(e.start, e.end) for s in sentences for e in s.entities],
    )
    out += _offices(sentences, [(m.start, m.end) for m in out], text, known)
    return [*out, *_pronouns(sentences, text)]


def _again(text: str, _: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]], gathered: dict[str, _Person],
           entities: Sequence[tuple[int, int]]) -> list[Mention]:  # fmt: skip
    """Later mentions of a person by the last name alone that the engine has not seen."""
    surnames = {text[b - _last(text[a:b]) : b] for a, b in taken if " " in text[a:b]}
    covered = [*taken, *entities]
    out = []
    for surname in sorted(s for s in surnames if len(s) > 3 and s[0].isupper()):
        for found in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", text):
            if not any(a < found.end() and found.start() < b for a, b in covered):
                person = gathered.get(fold(surname), _Person())
                out.append(
                    Mention("person", *found.span(), surname, role=person.role, private=person.civil and not person.public,
                            reason="a name told before")
                )  # fmt: skip
    return out


def _last(name: str) -> int:
    return len(name.split()[-1])


def _pronouns(sentences: Sequence[Sentence], text: str) -> list[Mention]:
    """`he`, `she`, `I`: recognised as people, not resolved here."""
    return [
        Mention("person", t.start, t.end, text[t.start : t.end], reason="a pronoun")
        for s in sentences
        for t in s.tokens
        if t.pos == "PRON" and t.text.lower() in {"i", "he", "she", "him", "me"}
    ]


def _titled(sentence: Sentence, entity: Entity, known: PersonWords) -> tuple[int, str | None]:
    """Where the name with its title starts, and the title."""
    first = entity.first
    while first > 0 and sentence.tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ", "PUNCT"}:
        before = sentence.tokens[first - 1]
        word = before.text.lower().rstrip(".")
        if before.pos == "PUNCT" and not (before.text in {".", "-"} and before.start == sentence.tokens[first - 2].end):
            break
        if word not in known.titles and word not in known.offices and first == entity.first:
            break
        if not (word in known.titles or word in known.offices or before.relation in {"compound", "amod", "nmod", "flat", "punct"}
                or before.pos == "PROPN"):  # fmt: skip
            break
        first -= 1
    while first < entity.first and sentence.tokens[first].pos == "PUNCT":
        first += 1
    start = sentence.tokens[first].start
    title = sentence.text[start - sentence.start : entity.start - sentence.start].strip() or None
    inside = sentence.tokens[entity.first].text.lower().rstrip(".")
    if title is None and inside in known.titles:
        title = sentence.tokens[entity.first].text
    if title is not None and not any(w.strip(".").lower() in known.offices | known.titles - {"mr", "mrs", "ms", "dr"} for w in
                                     re.split(r"[ -]", title)):  # fmt: skip
        title = None
    return start, title


def _apposition(sentence: Sentence, entity: Entity, known: PersonWords) -> str | None:
    """`Rami Abdel Rahman, head of the Observatory`: the office said right behind or, as a subject's apposition, before."""
    after = sentence.tokens[entity.stop : entity.stop + 14]
    if after and after[0].text == ",":
        words: list[Token] = []
        for token in after[1:]:
            broken = words and "\n" in sentence.text[words[-1].end - sentence.start : token.start - sentence.start]
            if broken or token.text in {",", ".", ";", "(", "–", "—"} or (token.pos in {"VERB", "AUX"} and not words):
                break
            words.append(token)
        if any(t.text.lower() in known.offices for t in words[:8]):
            return sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
    head = sentence.head_of(entity.first, entity.stop)
    token = sentence.tokens[head]
    if token.relation == "appos" and token.head >= 0 and sentence.tokens[token.head].text.lower() in known.offices:
        return sentence.tokens[token.head].text.lower()
    for child in sentence.children(head, "appos"):
        if child.text.lower() in known.offices:
            return child.text.lower()
    return None


def _civil(sentence: Sentence, entity: Entity, text: str, known: PersonWords) -> bool:
    """Whether the words around make a private person of him: an age, kinship, `resident`, `who fled`."""
    if _AGE.match(text[entity.end : entity.end + 24]):
        return True
    near = [t.text.lower() for t in sentence.tokens[max(0, entity.first - 6) : entity.first]]
    near += [t.text.lower() for t in sentence.tokens[entity.stop : entity.stop + 12]]
    return any(word in known.civil for word in near)


def _offices(sentences: Sequence[Sentence], taken: Sequence[tuple[int, int]], text: str, known: PersonWords) -> list[Mention]:
    """`the prime minister`, `the governor`: a public person by his office alone."""
    out = []
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text.lower() not in known.alone or token.pos not in {"NOUN", "PROPN"}:
                continue
            if token.relation in {"compound", "appos", "flat"} or any(a <= token.start < b for a, b in taken):
                continue
            first = token.index
            while first > 0 and sentence.tokens[first - 1].pos in {"ADJ", "NOUN", "PROPN"}:
                first -= 1
            before = sentence.tokens[first - 1].text.lower() if first else ""
            if before not in {"the", "a", "an", "his", "her", "my", "one"} and not (
                first == 0 and token.text.lower() in known.public
            ):
                continue
            if sentence.tokens[token.index].feature("Number") == "Plur":
                continue
            start = sentence.tokens[first].start
            if any(a < token.end and start < b for a, b in taken):
                continue
            private = token.text.lower() in known.jobs
            role = None if private else token.text.lower()
            out.append(Mention("person", start, token.end, text[start : token.end], role=role, reason="an office"))
    return out
