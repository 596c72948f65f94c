"""Words that stand for a place named before: "the town", "the border city", "the province", "there"."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Mention, Place
from khaldun.places.cues import Cues
from khaldun.places.extent import extent

# Towns named only to say where something else lies are seldom what "the town" goes back to.
_BEARING = re.compile(
    r"(?i)(?:\b(?:near|outside|from|towards?|between|beyond|linking\s+(?:\w+\s+){0,3}(?:with|to|and)|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+of|km\s+\w+\s+of|(?:leading|road|highway|route|way)\s+to)\s+(?:the\s+)?(?:\w+\s+of\s+)?)$"
)
_NOT_ALONE = re.compile(
    r"(?:['’]s?)?\s+(?:(?:of|called|named)\s+(?:the\s+)?(?:al|ar|as|ad|el|ash|az)?-?[A-Z]|council|hall|government|authorities|wall|walls|officials?|residents?\s+association|limits)"
)
_BACK = {0: 3.0, 1: 2.5, 2: 1.2, 3: 0.5}
"""How near, in sentences back."""
_OFTEN = 4
_WORKS = ("air", "base", "dam", "refinery", "camp", "prison", "field", "crossing")
"""What the names of works have in common with the words for them: "the airbase" may be an airport, "the base" an air base."""
_FAR = 40
"""Names looked back at."""
_ANY = ("settlement", "district", "province", "area", "facility", "mountain", "crossing")
"""What "there" may be; a country is too large to tell much."""
_KINDS = {
    "settlement": ("settlement",),
    "province": ("province",),
    "district": ("district", "province"),
    "country": ("country",),
}


def anaphors(reading: Reading, mentions: Sequence[Mention], title: Sequence[Mention], cues: Cues) -> list[Mention]:
    """A mention with `anaphor` for each such word that has a place to go back to; `mentions` are the text's names in order, `title`
    the headline's. An article that is about one place (its headline is the name alone) goes back to that one first."""
    text = reading.article.text
    topic = headline(reading, title)
    # Of a place that has a name and nothing more, too little is known to prefer it to others.
    named = [m for m in mentions if m.place is not None and m.place.lat is not None] or [
        m for m in mentions if m.place is not None
    ]
    found = []
    pattern = _alone(cues)
    for match in pattern.finditer(text):
        word = match["word"].lower()
        if _NOT_ALONE.match(text, match.end()) or any(
            m.start <= match.end() + 1 <= m.end or m.start < match.end() and match.start() < m.end for m in mentions
        ):
            continue
        place = _antecedent(reading, match.start(), word, cues.alone[word], named, topic, title)
        if place is not None:
            found.append(_stand_in(text, match.start(), match.start("word"), match.end("word"), place))
    for sentence in (s for s in reading.sentences):
        for start, end in _there(sentence):
            place = _antecedent(reading, start, "there", None, named, topic, title)
            if place is not None:
                found.append(_stand_in(text, start, start, end, place))
    return found


def _alone(cues: Cues) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(cues.alone, key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:entire\s+|whole\s+)?(?:[a-z][\w-]*\s+){{0,2}}?(?P<word>{words})\b")


def _stand_in(text: str, begin: int, start: int, end: int, place: Place) -> Mention:
    """The mention of a place by other words; `begin` is where their article stands."""
    words = text[start:end]
    meant = replace(place, text=words, start=start, end=end, extent=extent(text, begin, end), relation=None)
    return Mention(
        "place", start, end, words, place=meant, anaphor=True, reason=f"{text[begin:end]!r} goes back to {place.name}"
    )


def headline(reading: Reading, title: Sequence[Mention]) -> Place | None:
    """The place that an article's headline names and nothing else, but for what it lies in."""
    heading = reading.article.title or ""
    for mention in title:
        before, after = heading[: mention.start].strip(), heading[mention.end :].strip()
        if mention.place and re.fullmatch(r"(?:.+\s[–—-])?", before) and re.fullmatch(r"(?:[(,].*)?", after):
            return mention.place
    return None


def _antecedent(
    reading: Reading,
    at: int,
    word: str,
    kind: str | None,
    named: Sequence[Mention],
    topic: Place | None,
    title: Sequence[Mention],
) -> Place | None:
    """The place that a word at `at` goes back to: near before it, often named, first in its sentence, in the headline."""
    text = reading.article.text
    wanted = _KINDS.get(kind, (kind,)) if kind else _ANY
    before = [m for m in named if m.end <= at and m.place and m.place.kind in wanted and _so_called(m, word)][-_FAR:]
    heads = {m.place.id: m.place for m in title if m.place and m.place.kind in wanted}
    if topic is not None and (topic.kind in wanted or (topic.kind == "settlement" and kind in ("area", "district"))):
        # A text about one town says "the town" of another only just after naming it.
        here = _sentence(reading, at)
        near = [
            m
            for m in before
            if _sentence(reading, m.start) == here and not _BEARING.search(text[max(0, m.start - 40) : m.start])
        ]
        return near[-1].place if near and near[-1].place and near[-1].place.kind == topic.kind else topic
    if not before:
        return next(iter(heads.values())) if len(heads) == 1 else None
    sentences = {m.start: _sentence(reading, m.start) for m in before}
    here = _sentence(reading, at)
    often = Counter(m.place.id for m in before if m.place)
    lately = [
        m.place for m in named if m.place and m.place.kind == "province" and m.end <= at and here - _sentence(reading, m.start) <= 1 and kind == "settlement"
    ]  # fmt: skip
    best: tuple[float, int, Place] | None = None
    for mention in before:
        place = mention.place
        if place is None:
            continue
        back = here - sentences[mention.start]
        first = not any(sentences[o.start] == sentences[mention.start] and o.start < mention.start for o in before)
        score = (
            _BACK.get(back, 0.0)
            + 0.7 * math.log2(1 + min(often[place.id], _OFTEN))
            + (0.5 if first else 0.0)
            + (1.5 if place.id in heads else 0.0)
        )
        # "In Homs province ... the city" is the city of Homs.
        score += 2.0 if any(p.admin1 == place.admin1 and p.name.startswith(place.name) for p in lately) else 0.0
        score -= 2.0 if _BEARING.search(text[max(0, mention.start - 40) : mention.start]) else 0.0
        if best is None or (score, mention.start) > best[:2]:
            best = score, mention.start, place
    return best[2] if best else None


def _so_called(mention: Mention, word: str) -> bool:
    """Whether "the dam", "the base", ... may be said of a place: of works only where their name says the same."""
    place = mention.place
    if place is None or place.kind not in ("facility", "crossing") or word == "there":
        return True
    stem = next((s for s in _WORKS if s in word), word)
    return stem in place.name.lower() or stem in mention.text.lower()


def _sentence(reading: Reading, at: int) -> int:
    """The number of the sentence that holds a point of the text."""
    return bisect_right([s.start for s in reading.sentences], at)


def _there(sentence: Sentence) -> list[tuple[int, int]]:
    """The adverb "there", not the one of "there is"."""
    return [
        (t.start, t.end) for t in sentence.tokens
        if t.text.lower() == "there" and t.pos == "ADV" and t.relation.partition(":")[0] in ("advmod", "obl", "nmod")
    ]  # fmt: skip
