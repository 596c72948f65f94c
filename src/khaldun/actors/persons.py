"""People: who they are in the text, and whether they are private persons whom exports mask."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.actors.unnamed import Heard, PersonWords, Span2, Taken, again, offices, person_words, pronouns_of_people, unseen
from khaldun.actors.words import fold
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Mention

_POLITE = frozenset({"mr", "mrs", "ms", "dr"})
"""Titles that say nothing of an office."""
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_YEARS = rf"(?:\d{{1,3}}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:{_TENS})(?:-\w+)?)"
_AGE = re.compile(
    rf"^,? ?(?:aged )?(\d{{1,3}})(?:,|\b(?! (?:km|people|percent)))|^,? an? {_YEARS}-year-old|^,? aged {_YEARS}\b"
    r"|^, an? (?:[a-z]+ ){0,2}(?:wo)?man\b"
)
"""Behind a name: an age, or `a local man`."""
_OLD = re.compile(
    r"(?:\b(?:\d{1,3}|[A-Za-z]+)[- ](?:year|month|week|day)s?[- ]old(?: [a-z]+)?(?: named| called)?,?|\baged \d{1,3},?"
    r"|\b(?:wo)?man(?: named| called|,)) $"
)
"""The same before a name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an article's names before people are told apart: the engine's persons, with their sentences; spans of names
    that a pack has as leaders; spans of actors and places, which are no persons; the byline."""

    entities: tuple[tuple[Sentence, Entity], ...]
    leaders: tuple[tuple[int, int], ...]
    elsewhere: tuple[tuple[int, int], ...]
    authors: tuple[str, ...]


@dataclass(slots=True)
class _Person:
    """What is gathered on one name over the article."""

    role: str | None = None
    public: bool = False
    civil: bool = False

    @property
    def private(self) -> bool:
        return self.civil and not self.public


__all__ = ["PersonWords", "Seen", "person_words", "persons"]


def persons(heard: Sequence[Heard], seen: Seen, text: str, known: PersonWords) -> list[Mention]:
    """A mention for each name of a person (its title taken in), for offices without a name (`the prime minister`), for pronouns.

    Private: no office, title, rank or leadership anywhere in the text, and a word, an age or a kinship that makes a civilian of him.
    """
    gathered, spans = _gather(seen, text, known)
    out = []
    for start, end, key, role in spans:
        person = gathered[key]
        leads = any(a < end <= b for a, b in seen.leaders)
        reason = "a leader's name" if leads else "a name"
        out.append(
            Mention("person", start, end, text[start:end], role=role or person.role, private=person.private, reason=reason)
        )
    taken = Taken(len(text), _spans(out))
    for start, end in seen.leaders:
        if taken.free(start, end):
            first = _title_start(text, start, known)
            role = text[first:start].strip() or None
            taken.add(first, end)
            out.append(Mention("person", first, end, text[first:end], role=role, reason="a leader's name"))
    out += unseen(heard, Taken(len(text), [*_spans(out), *seen.elsewhere]), text, known)
    entities = [(e.start, e.end) for s, _ in heard for e in s.entities]
    for start, end in again(text, _spans(out), entities):
        person = gathered.get(_key(text[start:end], list(gathered)), _Person())
        out.append(
            Mention(
                "person", start, end, text[start:end], role=person.role, private=person.private, reason="a name told before"
            )
        )
    out += offices(heard, Taken(len(text), _spans(out)), text, known)
    return [*out, *pronouns_of_people(heard, text)]


_WORD_BEFORE = re.compile(r"([A-Za-z][\w.-]*)[\s\u200e\u200f]+$")


def _title_start(text: str, start: int, known: PersonWords) -> int:
    """Where the titles right before a name start."""
    while (found := _WORD_BEFORE.search(text, max(0, start - 30), start)) is not None:
        word = found.group(1).lower().rstrip(".")
        if word not in known.titles and word not in known.offices:
            break
        start = found.start()
    return start


def _spans(mentions: Sequence[Mention]) -> list[Span2]:
    return [(m.start, m.end) for m in mentions]


def _key(name: str, known: Sequence[str]) -> str:
    """The full name, folded; a last name alone means the last full one that ends with it."""
    folded = " ".join(fold(part) for part in name.split())
    if " " in folded:
        return folded
    return next((k for k in reversed(known) if k.endswith(f" {folded}")), folded)


def _gather(seen: Seen, text: str, known: PersonWords) -> tuple[dict[str, _Person], list[tuple[int, int, str, str | None]]]:
    """What the whole article says of each name; and (start, end, name, role) of each mention."""
    byline = {fold(part) for author in seen.authors for part in author.split()}
    gathered: dict[str, _Person] = {}
    spans: list[tuple[int, int, str, str | None]] = []
    for sentence, entity in seen.entities:
        start, title = _titled(sentence, entity, known)
        aside = _apposition(sentence, entity, known) or _predicate(sentence, entity, known)
        role = ", ".join(part for part in (title, aside) if part) or None
        key = _key(entity.text, list(gathered))
        person = gathered.setdefault(key, _Person())
        person.role = person.role or role
        leads = any(a < entity.end <= b for a, b in seen.leaders)
        speaks_for = _body_behind(sentence, entity)
        person.public = person.public or role is not None or leads or speaks_for or key.split()[-1] in byline
        person.civil = person.civil or _civil(sentence, entity, text, known)
        spans.append((start, entity.end, key, role))
    return gathered, spans


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
    said = [] if title is None else [w.strip(".").lower() for w in re.split(r"[ -]", title)]
    if not any(w in known.offices or (w in known.titles and w not in _POLITE) for w in said):
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
        office = _leading(sentence, words, known)
        if office is not None:
            return office
        said = (t.text.lower() for t in words[:8])
        told = next((w for w in said if w in known.offices or w in known.civil), "")
        if told in known.offices:
            return sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
    head = sentence.head_of(entity.first, entity.stop)
    token = sentence.tokens[head]
    if token.relation == "appos":
        # "the governor of Homs, Talal Haddad": parsers may hang the name on the town.
        for above in itertools.islice(sentence.ancestors(head), 3):
            if above.text.lower() in known.offices:
                return above.text.lower()
            if not above.relation.startswith("nmod"):
                break
    for child in sentence.children(head, "appos"):
        if child.text.lower() in known.offices:
            return child.text.lower()
    return None


def _predicate(sentence: Sentence, entity: Entity, known: PersonWords) -> str | None:
    """The office that a sentence says somebody has: `Omar Haddad, a son of the town, is governor`."""
    token = sentence.tokens[sentence.head_of(entity.first, entity.stop)]
    if token.relation != "nsubj" or token.head < 0:
        return None
    office = sentence.tokens[token.head]
    is_one = office.text.lower() in known.offices and bool(sentence.children(office.index, "cop"))
    unsaid = any(t.text.lower() in {"not", "n't", "never"} for t in sentence.children(office.index, "advmod"))
    return office.text.lower() if is_one and not unsaid else None


def _body_behind(sentence: Sentence, entity: Entity) -> bool:
    """Whether an organisation is named as his right behind the name: `Omar Haddad of the Norwegian Refugee Council`."""
    behind = sentence.tokens[entity.stop : entity.stop + 2]
    if not behind or behind[0].text.lower() not in {"of", "from", "with"}:
        return False
    first = entity.stop + (2 if len(behind) > 1 and behind[1].text.lower() == "the" else 1)
    return any(e.label == "ORG" and e.first == first for e in sentence.entities)


def _leading(sentence: Sentence, behind: Sequence[Token], known: PersonWords) -> str | None:
    """`head of the Observatory`, for `who runs the Observatory`: by the verb right behind `who`, of what has a name."""
    if not behind or behind[0].text.lower() != "who":
        return None
    at = next((i for i, t in enumerate(behind[1:5], 1) if t.pos not in {"AUX", "ADV"}), None)
    office = None if at is None or behind[at].pos != "VERB" else known.leading.get(behind[at].lemma)
    if at is None or office is None or not any(t.pos == "PROPN" for t in behind[at + 1 : at + 6]):
        return None
    return f"{office} of {sentence.text[behind[at + 1].start - sentence.start : behind[-1].end - sentence.start]}"


def _civil(sentence: Sentence, entity: Entity, text: str, known: PersonWords) -> bool:
    """Whether the words around make a private person of him: an age, kinship, `resident`, `who fled`."""
    if _AGE.match(text[entity.end : entity.end + 24]) or _OLD.search(text[max(0, entity.start - 60) : entity.start]):
        return True
    around = sentence.words[max(0, entity.first - 6) : entity.stop + 12]
    if known.civil.isdisjoint(around):
        return False
    inside = range(entity.first, entity.stop)
    cues = {i: w for i, w in enumerate(around, max(0, entity.first - 6)) if w in known.civil and i not in inside}
    last = sentence.tokens[entity.stop - 1]
    if last.feature("Number") == "Plur":
        return False
    if len(entity.text.split()) == 1:
        cues = {i: word for i, word in cues.items() if word not in known.told and _beside(sentence, entity, i)}
    return any(_nearest(sentence, i) in {None, entity} for i in cues)


def _far(entity: Entity, index: int) -> int:
    """Words between a name and a word outside it."""
    return entity.first - index if index < entity.first else index - entity.stop + 1


def _nearest(sentence: Sentence, index: int) -> Entity | None:
    """The person's name that stands nearest to a word."""
    people = [e for e in sentence.entities if e.label == "PER"]
    return min(people, key=lambda e: (_far(e, index), e.first), default=None)


def _beside(sentence: Sentence, entity: Entity, index: int) -> bool:
    """Whether a word is right before a name of one word (`his wife Layla`, `his wife, Layla`), or in an aside right behind it (`Layla, a farmer`)."""
    if index < entity.first:
        return index == entity.first - 1 or (index == entity.first - 2 and sentence.tokens[index + 1].text in {",", "named"})
    behind = sentence.tokens[entity.stop : index]
    return bool(behind) and behind[0].text == "," and not any(t.text == "," or t.pos in {"VERB", "AUX"} for t in behind[1:])
