"""Words that stand for a place named before: "the town", "the border city", "the province", "there"; and "it" in a text about one town."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence, Token
from khaldun.model import Mention, Place
from khaldun.places.cues import Cues
from khaldun.places.extent import extent

# Towns named only to say where something else lies are seldom what "the town" goes back to.
_BEARING = re.compile(
    r"(?i)(?:\b(?:near|outside|from|towards?|between|beyond|linking\s+(?:\w+\s+){0,3}(?:with|to|and)|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+of|km\s+\w+\s+of|(?:leading|road|highway|route|way)\s+to)\s+(?:the\s+)?(?:\w+\s+of\s+)?)$"
)
_BEARING_WORDS = frozenset("near outside from toward towards between beyond with to and of".split())
"""One of these is among the last four words where the pattern finds something."""
_BACKER = re.compile(r"[-‑–](?:backed|supported|led|allied|aligned|trained|armed|sponsored|funded|born|made)\b")
"""`Iran-backed rebels` make Iran no `country` that the text goes back to."""
_WORD = re.compile(r"\w+")
_LISTED = re.compile(r"(?:\b[A-Z][\w’'-]*(?:[ -][\w’'-]+|(?:[ -](?:de|del|la|al|el|[A-Z][\w’'-]*)){1,3})?(?:,|,?\s+and)\s+)+$")
"""Names listed before one: "the road to Raqqa and Hit" says the same of both."""
_NOT_ALONE = re.compile(
    r"(?:['’]s?)?\s+(?:(?:of|called|named)\s+(?:the\s+)?(?:al|ar|as|ad|el|ash|az)?-?[A-Z]|council|hall|government|authorities|wall|walls|officials?|residents?\s+association|limits)"
)
_BACK = {0: 3.0, 1: 2.5, 2: 1.2, 3: 0.5}
"""How near, in sentences back."""
_OFTEN = 4
_SAID = tuple(0.7 * math.log2(1 + n) for n in range(_OFTEN + 1))
"""What it counts to be named so often; more than `_OFTEN` counts no more."""
_WORKS = ("air", "base", "dam", "refinery", "camp", "prison", "field", "crossing")
"""What the names of works have in common with the words for them: "the airbase" may be an airport, "the base" an air base."""
_OF_WORKS = ("facility", "crossing")
_STALE = 6
"""Sentences after which a name is no longer what "the town" means, if others were named too."""
_FAR = 24
"""Names looked back at."""
_ANY = ("settlement", "district", "province", "area", "facility", "mountain", "crossing")
"""What "there" may be; a country is too large to tell much."""
_KINDS = {
    "settlement": ("settlement",),
    "province": ("province",),
    "district": ("district", "province"),
    "country": ("country",),
}
_HOLDER = re.compile(r"(?:\([^()]+\)|,(?:\s(?:the\s)?[A-ZÀ-Þ][\w’'-]*)+)?")
"""What may stand behind the name of a headline: what the place lies in, and nothing that is told of it."""


@dataclass(slots=True)
class _Named:
    """A name that stands for a place, with the number of its sentence, and whether it is that of a work."""

    mention: Mention
    place: Place
    sentence: int
    kind: str
    works: bool
    bearing: bool | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article has named: its places in order with the ends of their names, and the starts of its sentences."""

    text: str
    starts: tuple[int, ...]
    named: tuple[_Named, ...]
    ends: tuple[int, ...]
    topic: Place | None
    title: tuple[Place, ...]
    cues: Cues

    @classmethod
    def of(cls, reading: Reading, mentions: Sequence[Mention], title: Sequence[Mention], cues: Cues) -> _Told:
        """From the names of the text and those of the headline."""
        starts = tuple([s.start for s in reading.sentences])
        text = reading.article.text
        known = [m for m in mentions if m.place is not None and not _BACKER.match(text, m.end)]
        # Of a place that has a name and nothing more, too little is known to prefer it to others.
        known = [m for m in known if m.place is not None and m.place.lat is not None] or known
        places = [(m, m.place, m.place.kind) for m in known if m.place is not None]
        named = tuple([_Named(m, p, bisect_right(starts, m.start), kind, kind in _OF_WORKS) for m, p, kind in places])
        heads = tuple([m.place for m in title if m.place is not None])
        return cls(reading.article.text, starts, named, tuple([m.end for m in known]), headline(reading, title), heads, cues)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a point of the text."""
        return bisect_right(self.starts, at)

    def bearing(self, name: _Named) -> bool:
        """Whether a name only says where something else lies."""
        if name.bearing is None:
            name.bearing = self._bears(name.mention.start)
        return name.bearing

    def _bears(self, start: int) -> bool:
        lead = self.cues.lead(self.text, start)
        if not lead.goes_on and lead.word not in _BEARING_WORDS and lead.word.isalpha():
            return False
        before = self.text[max(0, start - 60) : start]
        if before.rstrip().endswith((",", "and")):
            before = _LISTED.sub("", before)
        return not _BEARING_WORDS.isdisjoint(_WORD.findall(before.lower())[-4:]) and _BEARING.search(before) is not None


def anaphors(reading: Reading, mentions: Sequence[Mention], title: Sequence[Mention], cues: Cues) -> list[Mention]:
    """A mention with `anaphor` for each such word that has a place to go back to; `mentions` are the text's names in order, `title`
    the headline's. An article that is about one place (its headline is the name alone) goes back to that one first."""
    text = reading.article.text
    told = _Told.of(reading, mentions, title, cues)
    starts, found = [m.start for m in mentions], [] if told.topic is None else [_default(told.topic)]
    for match in _alone(tuple(cues.alone)).finditer(text):
        start, end = match.span()
        # The names around it: one that overlaps, or that the word only introduces ("the town Rawa").
        at = bisect_right(starts, end + 1)
        if any(m.end > start for m in mentions[max(0, at - 2) : at]) or (_NOT_ALONE.match(text, end) and not _own(told, match)):
            continue
        word = match["word"].lower()
        if not _one_phrase(reading.sentences, told.sentence(match.start()) - 1, match.start(), match.end()):
            continue
        place = _antecedent(told, match.start(), word, cues.alone[word])
        if place is not None:
            found.append(_stand_in(text, match.start(), match.start("word"), match.end("word"), place))
    for sentence in _with_there(reading):
        for start, end in _there(sentence):
            place = _antecedent(told, start, "there", None)
            if place is not None:
                found.append(_stand_in(text, start, start, end, place))
    if told.topic is not None and told.topic.kind in ("settlement", "district"):
        taken = [t for s in reading.sentences for t in s.tokens if _is_taken(t)]
        found += [_stand_in(text, t.start, t.start, t.end, told.topic) for t in taken]
    return found


def _own(told: _Told, match: re.Match[str]) -> bool:
    """Whether a text about one place speaks of it by what holds it: "this suburb of Damascus"."""
    of = told.text[match.end() : match.end() + 4] == " of "
    return (
        of
        and match.group().lower().startswith("this ")
        and told.topic is not None
        and told.topic.kind in ("settlement", "district")
    )


@lru_cache(maxsize=8)
def _alone(nouns: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(nouns, key=lambda w: (-len(w), w)))
    return re.compile(
        # Not "\b" first: a search for a first letter is faster.
        rf"[Tt](?<!\w.)(?:he|his|hat)\s+(?:entire\s+|whole\s+)?(?:(?!(?:the|an?|this|that)\s)(?:[a-z][\w-]*|[A-Z]\w*(?:ic|ish|an|i|ese))\s+){{0,3}}?(?P<word>{words})\b"
    )


def _stand_in(text: str, begin: int, start: int, end: int, place: Place) -> Mention:
    """The mention of a place by other words; `begin` is where their article stands."""
    words = text[start:end]
    p = place
    meant = Place(
        p.id, p.name, words, start, end, p.lat, p.lon, p.radius_km, p.kind, extent(text, begin, end), None, p.country, p.admin1, p.within
    )  # fmt: skip
    return Mention(
        "place", start, end, words, place=meant, anaphor=True, reason=f"{text[begin:end]!r} goes back to {place.name}"
    )


def _default(topic: Place) -> Mention:
    """A mention of no words at the head of the text: what a clause speaks of that names no place (`came under rebel control`)."""
    return Mention(
        "place", 0, 0, "", place=replace(topic, text="", start=0, end=0), anaphor=True, reason="the headline names it alone"
    )


def headline(reading: Reading, title: Sequence[Mention]) -> Place | None:
    """The place that an article's headline names and nothing else, but for what it lies in."""
    heading = reading.article.title or ""
    for mention in title:
        before, after = heading[: mention.start].strip(), heading[mention.end :].strip()
        if mention.place and re.fullmatch(r"(?:.+\s[–—-])?", before) and _HOLDER.fullmatch(after):
            return mention.place
    return None


def _antecedent(told: _Told, at: int, word: str, kind: str | None) -> Place | None:
    """The place that a word at `at` goes back to: near before it, often named, first in its sentence, in the headline."""
    wanted = _KINDS.get(kind, (kind,)) if kind else _ANY
    stop = bisect_right(told.ends, at)
    lately = told.named[max(0, stop - _FAR) : stop]
    before = [n for n in lately if n.kind in wanted and (not n.works or _so_called(n, word))]
    here = told.sentence(at)
    topic = told.topic
    if topic is not None and (topic.kind in wanted or (topic.kind == "settlement" and kind in ("area", "district"))):
        # A text about one town says "the town" of another only just after naming it.
        near = [n.place for n in before if n.sentence == here and not told.bearing(n)]
        return near[-1] if near and near[-1].kind == topic.kind else topic
    heads = {p.id: p for p in told.title if p.kind in wanted}
    if not before:
        return next(iter(heads.values())) if len(heads) == 1 else None
    best = _most_present(
        told, before, [n.place for n in lately if n.kind == "province" and here - n.sentence <= 1], here, heads
    )
    if here - best.sentence > _STALE and best.place.id not in heads and any(n.place.id != best.place.id for n in before):
        return None
    return best.place


def _most_present(
    told: _Told, before: Sequence[_Named], provinces: Sequence[Place], here: int, heads: Mapping[str, Place]
) -> _Named:
    """The name that is most present to the reader of sentence `here`, of equals the last; `provinces` are those named lately."""
    often = Counter([n.place.id for n in before])
    first: dict[int, _Named] = {}
    for name in before:
        first.setdefault(name.sentence, name)
    best, most = before[-1], -math.inf
    for name in reversed(before):
        place = name.place
        score = _BACK.get(here - name.sentence, 0.0) + _SAID[min(often[place.id], _OFTEN)]
        score += 0.5 if first[name.sentence] is name else 0.0
        score += 1.5 if place.id in heads else 0.0
        # "In Homs province ... the city" is the city of Homs.
        if provinces and any(p.admin1 == place.admin1 and p.name.startswith(place.name) for p in provinces):
            score += 2.0
        if score > most and told.bearing(name):
            score -= 2.0
        if score > most:
            best, most = name, score
    return best


def _so_called(name: _Named, word: str) -> bool:
    """Whether "the dam", "the base", ... may be said of a work: only where its name says the same."""
    if word == "there":
        return True
    stem = next((s for s in _WORKS if s in word), word)
    return stem in name.place.name.lower() or stem in name.mention.text.lower()


def _one_phrase(sentences: Sequence[Sentence], index: int, start: int, end: int) -> bool:
    """Whether an article at `start` belongs to the noun that ends at `end`, as far as the parse tells: not in "the army left town"."""
    if not 0 <= index < len(sentences):
        return True
    first, stop = sentences[index].at(start, end)
    article = sentences[index].tokens[first] if first < stop else None
    if article is None or article.start != start or article.relation != "det" or article.head < 0:
        return True
    head = sentences[index].tokens[article.head]
    return head.end == end


def _is_taken(token: Token) -> bool:
    """Whether "it" is what something is done to: in a text about one town ("rebels recaptured it"), hardly anything but the town."""
    return token.text.lower() == "it" and token.pos == "PRON" and token.relation in ("obj", "nsubj:pass")


def _with_there(reading: Reading) -> list[Sentence]:
    """The sentences that have the word, and perhaps others."""
    small = reading.article.text.lower()
    if len(small) != len(reading.article.text):
        return list(reading.sentences)  # a letter became two
    found, at = [], small.find("there")
    for sentence in reading.sentences:
        if at < 0:
            break
        if at < sentence.end:
            found.append(sentence)
            at = small.find("there", sentence.end)
    return found


def _there(sentence: Sentence) -> list[tuple[int, int]]:
    """The adverb "there", not the one of "there is"."""
    return [
        (t.start, t.end) for t in sentence.tokens
        if t.pos == "ADV" and t.text.lower() == "there" and t.relation.partition(":")[0] in ("advmod", "obl", "nmod")
    ]  # fmt: skip
