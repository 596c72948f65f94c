"""Noun phrases that name actors without a name: `regime forces`, `the jihadists`, `Assad's army`, `Kurdish fighters`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from khaldun.actors.vocabulary import Vocabulary
from khaldun.language.sentence import Sentence, Token

_WITHIN = frozenset(
    {"amod", "compound", "nmod", "case", "punct", "advmod", "nummod", "flat", "goeswith", "obl", "acl", "appos", "det", "conj"}
)
_NAMELIKE = frozenset({"ADJ", "NOUN", "PROPN"})
_HOLDING = frozenset("control rule hand grip administration authority territory stronghold bastion".split())
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens [first, head] of a sentence; `cls` the class of the head noun; `modifier`: it only modifies another noun (`rebel
    positions`); `definite`: `the`, `its`, `these`; `last`: the last token where the head is only understood (`Syrian and rebel forces`).
    It stands at [`start`, `end`) of the article."""

    sentence: Sentence
    first: int
    head: int
    cls: str
    definite: bool
    modifier: bool
    last: int | None = None
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        tokens = self.sentence.tokens
        object.__setattr__(self, "start", tokens[self.first].start)
        object.__setattr__(self, "end", tokens[self.head if self.last is None else self.last].end)

    @property
    def text(self) -> str:
        """Its words."""
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]

    @property
    def words(self) -> list[str]:
        """Its words before the head, in lower case, hyphens joined: `pro-government`."""
        before = self.text[: self.sentence.tokens[self.head].start - self.start]
        return before.lower().replace("’", "'").replace("‘", "'").split()


def phrases(sentence: Sentence, taken: Sequence[tuple[int, int]], vocabulary: Vocabulary) -> Iterator[Phrase]:
    """The phrases of a sentence whose head names a body of people and is no part of a name in `taken`."""
    if vocabulary.heads.keys().isdisjoint(sentence.words):
        return
    heads = vocabulary.heads
    for index in [i for i, word in enumerate(sentence.words) if word in heads]:
        token, word = sentence.tokens[index], sentence.words[index]
        cls = heads[word]
        if not _noun(sentence, token, cls) or any(a <= token.start < b for a, b in taken):
            continue
        modifier = _modifies(sentence, token)
        if modifier is not None and sentence.tokens[modifier].text.lower() in vocabulary.heads:
            continue
        if token.lemma == "opposition" and _follows(sentence, token) == "to":
            continue
        first = leftmost(sentence, token)
        if cls == "forces" and any(t.lemma in vocabulary.unarmed for t in sentence.tokens[first : token.index]):
            continue
        if token.index > first and word in {"force", "forces"} and sentence.tokens[token.index - 1].text.lower() == "air":
            cls = "air_force"
        if token.index > first and word == "bombers" and sentence.words[token.index - 1] == "suicide":
            cls = "gunmen"
        before = sentence.tokens[first - 1].text.lower() if first else ""
        yield Phrase(sentence, first, token.index, cls, before in _DEFINITE, modifier is not None)


def _noun(sentence: Sentence, token: Token, cls: str) -> bool:
    """Whether a token is a noun: by its tag, or, of what the tagger often takes for an adjective, by the one it stands before (`under
    rebel control`)."""
    if token.pos == "ADJ" and token.relation == "compound" and token.head >= 0:
        return cls == "rebels" and sentence.tokens[token.head].lemma in _HOLDING
    return token.pos in {"NOUN", "PROPN"}


def _follows(sentence: Sentence, token: Token) -> str:
    return sentence.tokens[token.index + 1].text.lower() if token.index + 1 < len(sentence.tokens) else ""


def _modifies(sentence: Sentence, token: Token) -> int | None:
    """The noun right behind that this one modifies, None where it is a head itself."""
    if token.relation.partition(":")[0] not in {"compound", "amod", "nmod"} or not token.index < token.head <= token.index + 3:
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
