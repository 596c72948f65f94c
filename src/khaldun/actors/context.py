"""What an article has spoken of so far: the countries in play at each sentence, and the actors named before a point."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter

from khaldun.actors.lexicon import Known, Lexicon, State
from khaldun.actors.named import weak
from khaldun.actors.trie import Hit
from khaldun.actors.vocabulary import Vocabulary
from khaldun.language.reading import Reading
from khaldun.model import Mention

_HERE, _BEFORE, _NEAR, _ANYWHERE = 2.0, 1.2, 0.6, 0.12
"""Weights of a country named in the same sentence, the one before, the two before that, anywhere: a generic phrase mostly means
the land its own sentence speaks of. By reading, not by fitting."""

_WEIGHTS = ((0, _HERE), (1, _BEFORE), (2, _NEAR), (3, _NEAR))
_OF_A_STATE = frozenset({"military", "government", "police"})
_ABROAD = 0.2
"""Share left to a state that mostly acts abroad: `Russian air power` does not make Russia the scene."""

_BORDER = re.compile(
    r"(?:['’]s)? (?:border|frontier)s?\b(?! (?:town|city|village|post|crossing|guard|police|region|area|district|province|force|gate))"
)
_BORDER_WITH = re.compile(r"\b(?:borders?|bordering|frontier)(?: with)? $")
"""`near the Algerian border`, `the border with Algeria` say where, and not whose forces are spoken of."""

_HELPED_BY = re.compile(
    r"\b(?:(?:[Bb]acked|[Ss]upported|[Aa]ided|[Aa]ssisted|[Hh]elped|[Aa]ccompanied|[Aa]rmed|funded|trained|advised|[Ee]scorted) by|"
    r"(?:help|support|backing|aid|assistance|cover|blessing) (?:of|from)) (?:the )?(?:\w+ )?$"
)
_HELPER = re.compile(
    r"(?:[-‑–](?:backed|supported|trained|armed|funded|allied|aligned|sponsored|supplied|equipped)\b|"
    r" (?:air |military |naval |artillery )?(?:support|help|backing|aid|assistance|cover|advis[eo]rs?|trainers|instructors)\b)"
)
"""`aided by Russian jets`, `US-backed`, `with Iranian advisers` say who helps, and not whose land it is."""

_NAMED_LAND = frozenset({"state", "adjective", "people", "seat"})

_LATEST_ARMY, _LATELY = 2.5, 3
"""Added for the state whose forces were last named, in the last so many sentences: `the army` goes on meaning them."""


@dataclass(slots=True)
class Countries:
    """Weights of the countries, sentence by sentence (index -1: the title)."""

    by_sentence: list[dict[str, float]]
    total: dict[str, float]
    _at: dict[int, Mapping[str, float]] = field(default_factory=dict)
    _anywhere: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self._anywhere = {code: weight * _ANYWHERE for code, weight in self.total.items()}

    def at(self, sentence: int) -> Mapping[str, float]:
        """How much each country is in play at a sentence; higher is more, 0 is absent."""
        if sentence not in self._at:
            self._at[sentence] = self._weighed(sentence)
        return self._at[sentence]

    def _weighed(self, sentence: int) -> dict[str, float]:
        scores = self._anywhere.copy()
        for back, factor in _WEIGHTS:
            if 0 <= sentence - back < len(self.by_sentence):
                for code, weight in self.by_sentence[sentence - back].items():
                    scores[code] = scores.get(code, 0.0) + min(weight, 2.0) * factor
        return scores


def countries(
    reading: Reading, places: Sequence[Mention], hits: Sequence[Hit], title: Sequence[Hit], known: Lexicon, words: Vocabulary
) -> Countries:
    """The countries that places, demonyms and actors of one land put in play."""
    starts = [s.start for s in reading.sentences]
    by_sentence: list[dict[str, float]] = [{} for _ in starts]
    total: dict[str, float] = {}

    def put(start: int | None, code: str, weight: float) -> None:
        state = known.states.get(code)
        weight *= _ABROAD if state is not None and state.abroad else 1.0
        total[code] = total.get(code, 0.0) + weight
        if start is not None and starts:
            scores = by_sentence[max(0, bisect_left(starts, start + 1) - 1)]
            scores[code] = scores.get(code, 0.0) + weight

    whole = [h for h in hits if h.aliases[0].role == "actor"]
    ends = [h.end for h in whole]
    for mention in places:
        # The names of the packs do not overlap: only the first that ends behind may hold it.
        at = bisect_left(ends, mention.end)
        if at < len(whole) and whole[at].start <= mention.start:
            continue
        if mention.type == "place" and mention.place is not None and mention.place.country:
            if mention.place.kind != "country":
                put(mention.start, mention.place.country, 1.0)
            elif not _aside(reading.article.text, mention.start, mention.end):
                put(mention.start, mention.place.country, 0.6)
    for hit, start in [*((h, h.start) for h in hits), *((h, None) for h in title)]:
        alias = hit.aliases[0]
        actor = known.actors[alias.actor]
        if len(actor.countries) == 1 and len(hit.aliases) <= 2 and not weak(hit, alias):
            if start is not None and _aside(reading.article.text, hit.start, hit.end):
                continue
            if alias.role in _NAMED_LAND and start is not None and _onlooker(reading, hit, actor, known, words.saying):
                continue
            if alias.role in {"adjective", "people"} and start is not None and _stranger(reading, hit, words.strangers):
                continue
            weight = {"state": 0.6, "adjective": 0.6, "people": 0.6, "seat": 0.3, "leader": 0.5}.get(alias.role, 0.4)
            put(start, actor.countries[0], weight * (3.0 if start is None else 1.0))
    return Countries(by_sentence, total)


def _beyond(text: str, start: int, end: int) -> bool:
    """Whether a country is told of as the one across a border; a border of two (`the Syrian-Turkish border`) is no such."""
    if _BORDER.match(text, end):
        return text[start - 1 : start] not in {"-", "–", "/"} and not text[:start].endswith(" and ")
    return _BORDER_WITH.search(text[max(0, start - 24) : start]) is not None


def _aside(text: str, start: int, end: int) -> bool:
    """Whether a country is told of only as the one across a border, or as one that helps those who act."""
    before = text[max(0, start - 40) : start]
    linked = " by " in before or " of " in before or " from " in before
    helped = linked and _HELPED_BY.search(before) is not None
    return helped or _HELPER.match(text, end) is not None or _beyond(text, start, end)


_FEW = frozenset({"a", "an", "one", "two", "three", "four", "five"})


def _stranger(reading: Reading, hit: Hit, strangers: Set[str]) -> bool:
    """Whether a name is that of a man or two (`arrested a Tunisian`, `a 30-year-old Tunisian man`): they may be anywhere; `strangers` are
    nouns for such."""
    at = bisect_right(reading.sentences, hit.start, key=attrgetter("start")) - 1
    if at < 0 or hit.start >= reading.sentences[at].end:
        return False
    sentence = reading.sentences[at]
    first, stop = sentence.at(hit.start, hit.end)
    if stop == first or not first:
        return False
    last = sentence.tokens[stop - 1]
    if last.relation in {"amod", "compound"} and 0 < last.head - last.index <= 2:
        head = sentence.tokens[last.head]
        few = any(c.text.lower() in _FEW for c in sentence.children(head.index, "det", "nummod"))
        return few and head.lemma in strangers
    return sentence.words[first - 1] in _FEW and last.relation in {"obj", "conj", "nsubj", "nsubj:pass"}


def _onlooker(reading: Reading, hit: Hit, actor: Known, known: Lexicon, saying: Set[str]) -> bool:
    """Whether a country is told of only as that of somebody who speaks (`a Norwegian diplomat said`), and no war of it is known."""
    if (actor.countries[0], "opposition") in known.standing:
        return False
    at = bisect_right(reading.sentences, hit.start, key=attrgetter("start")) - 1
    if at < 0 or hit.start >= reading.sentences[at].end:
        return False
    sentence = reading.sentences[at]
    first, stop = sentence.at(hit.start, hit.end)
    token = sentence.tokens[sentence.head_of(first, stop)] if stop else None
    for _ in range(6):
        if token is None or token.head < 0:
            return False
        above = sentence.tokens[token.head]
        if token.relation.startswith("nsubj"):
            return above.lemma in saying
        if token.relation == "obl" and any(c.text.lower() == "according" for c in sentence.children(token.index)):
            return True
        token = above
    return False


@dataclass(slots=True)
class Discourse:
    """The actors named so far, in order, as (actor, offset, sentence); `army`: the country of the last forces of a state that acts at
    home, and the sentence that names them."""

    countries: Countries
    states: Mapping[str, State]
    named: list[tuple[Known, int, int]] = field(default_factory=list)
    army: tuple[str, int] = ("", -9)
    _meant: dict[tuple[int, str], str | None] = field(default_factory=dict)

    def name(self, actor: Known, start: int, sentence: int) -> None:
        """Remembers that an actor was named."""
        self.named.append((actor, start, sentence))
        if actor.kind in _OF_A_STATE and len(actor.countries) == 1:
            state = self.states.get(actor.countries[0])
            if state is None or not state.abroad:
                self.army = actor.countries[0], sentence

    def last(self, fits: Callable[[Known], bool], sentence: int, *, within: int | None = None) -> Known | None:
        """The last named actor that fits, at most `within` sentences back if given."""
        for actor, _, where in reversed(self.named):
            if within is not None and sentence - where > within:
                return None
            if fits(actor):
                return actor
        return None

    def country(self, sentence: int) -> str | None:
        """The country most in play, None where none is, or where two are as much."""
        army = self.army[0] if sentence - self.army[1] <= _LATELY else ""
        key = sentence, army
        if key not in self._meant:
            self._meant[key] = self._most(sentence, army)
        return self._meant[key]

    def _most(self, sentence: int, army: str) -> str | None:
        scores = {c: s for c, s in self.countries.at(sentence).items() if c in self.states}
        if army in scores:
            scores[army] += _LATEST_ARMY
        ranked = sorted(scores.values())
        if not ranked or (len(ranked) > 1 and ranked[-1] - ranked[-2] < 0.02):
            return None
        return max(scores, key=scores.__getitem__)
