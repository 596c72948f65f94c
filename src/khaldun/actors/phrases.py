"""Noun phrases that name actors without a name: `regime forces`, `the jihadists`, `Assad's army`, `Kurdish fighters`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from khaldun.actors.vocabulary import Vocabulary
from khaldun.language.sentence import Sentence, Token

_WITHIN = frozenset(
    {"amod", "compound", "nmod", "case", "punct", "advmod", "nummod", "flat", "goeswith", "obl", "acl", "appos", "det", "conj"}
)
_NAMELIKE = frozenset({"ADJ", "NOUN", "PROPN"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})


class Phrase(NamedTuple):
    """Tokens [first, head] of a sentence, at [`start`, `end`) of the article; `cls` the class of the head noun; `modifier`: it only
    modifies another noun (`rebel positions`); `definite`: `the`, `its`, `these`; `words`: those before the head, in lower case, hyphens
    joined (`pro-government`)."""

    sentence: Sentence
    first: int
    head: int
    cls: str
    definite: bool
    modifier: bool
    start: int
    end: int
    text: str
    words: list[str]


def phrase_of(
    sentence: Sentence, first: int, head: int, cls: str, *, definite: bool, modifier: bool, last: int | None = None
) -> Phrase:
    """A phrase of these tokens; `last`: its last one where the head is only understood (`Syrian and rebel forces`)."""
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[head if last is None else last].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    before = text[: tokens[head].start - start]
    words = before.lower().replace("’", "'").replace("‘", "'").split() if before else []
    return Phrase(sentence, first, head, cls, definite, modifier, start, end, text, words)


def phrases(sentence: Sentence, taken: Sequence[tuple[int, int]], vocabulary: Vocabulary, cues: Set[str]) -> Iterator[Phrase]:
    """The phrases of a sentence whose head names a body of people and is no part of a name in `taken`; `cues`: its plain words."""
    heads, words = vocabulary.heads, sentence.words
    said = heads.keys() & cues
    for index in [i for i, word in enumerate(words) if word in said] if said else ():
        token, word = sentence.tokens[index], words[index]
        cls = heads[word]
        if not _noun(sentence, token, cls, vocabulary) or any(a <= token.start < b for a, b in taken):
            continue
        modifier = _modifies(sentence, token)
        if modifier is not None and words[modifier] in heads:
            continue
        if token.lemma == "opposition" and words[index + 1 : index + 2] == ("to",):
            continue
        first = leftmost(sentence, token)
        if cls == "forces" and any(t.lemma in vocabulary.unarmed for t in sentence.tokens[first:index]):
            continue
        if index > first and word in {"force", "forces"} and words[index - 1] == "air":
            cls = "air_force"
        if index > first and word == "bombers" and words[index - 1] == "suicide":
            cls = "gunmen"
        if cls == "government" and word == "leaders" and index > first and words[index - 1] in vocabulary.elders:
            cls = "people"
        definite = first > 0 and words[first - 1] in _DEFINITE
        yield phrase_of(sentence, first, index, cls, definite=definite, modifier=modifier is not None)


def _noun(sentence: Sentence, token: Token, cls: str, vocabulary: Vocabulary) -> bool:
    """Whether a token is a noun: by its tag, or, of what the tagger often takes for an adjective, by the one it stands before (`under
    rebel control`)."""
    if token.pos == "ADJ" and token.relation == "compound" and token.head >= 0:
        return cls == "rebels" and sentence.tokens[token.head].lemma in vocabulary.holding
    return token.pos in {"NOUN", "PROPN"}


def _modifies(sentence: Sentence, token: Token) -> int | None:
    """The noun right behind that this one modifies, None where it is a head itself."""
    if not token.index < token.head <= token.index + 3 or token.relation.partition(":")[0] not in {"compound", "amod", "nmod"}:
        return None
    between = sentence.tokens[token.index + 1 : token.head + 1]
    return token.head if all(t.pos in _NAMELIKE for t in between) else None


def leftmost(sentence: Sentence, head: Token) -> int:
    """The leftmost token of the phrase but its determiner, as far as it holds together."""
    tokens, first = sentence.tokens, head.index
    while first > 0:
        left = tokens[first - 1]
        if left.text in {"'s", "’s", "'", "’"} or left.text in {"-", "–", "‑"}:
            if first < 2 or (left.text in {"-", "–"} and left.end != tokens[first].start):
                break
        elif not (left.pos in _NAMELIKE or (left.pos in {"VERB", "ADP", "ADV", "X"} and _hyphened(tokens, first - 1))):
            participle = left.pos == "VERB" and left.relation == "amod"
            if not participle:
                break
        if not _inside(tokens, first - 1, head.index):
            break
        first -= 1
    while first < head.index and tokens[first].pos in {"PUNCT", "PART", "ADP"} and not _hyphened(tokens, first):
        first += 1
    paired = first > 1 and tokens[first - 1].text == "and" and tokens[first - 2].pos in {"ADJ", "PROPN"}
    both = paired and first < head.index and tokens[first].pos == "ADJ"
    if both or (paired and first < head.index and _inside(tokens, first - 2, head.index)):
        return first - 2
    return first


def _hyphened(tokens: Sequence[Token], index: int) -> bool:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1] if index else None
    return bool(
        (after is not None and after.text in {"-", "–", "‑"} and after.start == tokens[index].end)
        or (before is not None and before.text in {"-", "–", "‑"} and before.end == tokens[index].start)
    )


def _inside(tokens: Sequence[Token], index: int, head: int) -> bool:
    """Whether a token hangs, over tokens between, on the head."""
    for _ in range(12):
        token = tokens[index]
        if token.relation.partition(":")[0] not in _WITHIN:
            return False
        if token.head == head:
            return True
        if not 0 <= token.head < head:
            return False
        index = token.head
    return False
