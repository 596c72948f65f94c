"""Words that stand for a place named before: "the town", "the border city", "the province", "there"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Mention, Place
from khaldun.places.cues import Cues
from khaldun.places.extent import extent

# Towns named only to say where something else lies are seldom what "the town" goes back to.
_BEARING = re.compile(
    r"(?i)(?:\b(?:near|outside|from|towards?|between|beyond|linking\s+(?:\w+\s+){0,3}(?:with|to|and)|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+of|km\s+\w+\s+of|leading\s+to)\s+(?:the\s+)?(?:\w+\s+of\s+)?)$"
)
_NOT_ALONE = re.compile(r"(?:['’]s?)?\s+(?:of\s+(?:the\s+)?[A-Z]|council|hall|government|authorities|wall|walls|officials?|residents?\s+association|limits)")
_KINDS = {"settlement": ("settlement",), "province": ("province",), "district": ("district", "province"), "country": ("country",)}


def anaphors(reading: Reading, mentions: Sequence[Mention], title: Sequence[Mention], cues: Cues) -> list[Mention]:
    """A mention with `anaphor` for each such word that has a place to go back to; `mentions` are the text's names in order, `title`
    the headline's. An article that is about one place (its headline is the name alone) goes back to that one first."""
    text = reading.article.text
    topic = _topic(reading, title)
    named = [m for m in mentions if m.place is not None]
    found = []
    pattern = _alone(cues)
    for match in pattern.finditer(text):
        word = match["word"].lower()
        if _NOT_ALONE.match(text, match.end()) or any(m.start <= match.end() + 1 <= m.end or m.start < match.end() and match.start() < m.end for m in mentions):
            continue
        place = _antecedent(text, match.start(), cues.alone[word], named, topic, title)
        if place is not None:
            found.append(_stand_in(text, match.start("word"), match.end("word"), place, f"{match.group()!r}"))
    for sentence in (s for s in reading.sentences):
        for start, end in _there(sentence):
            place = _antecedent(text, start, None, named, topic, title)
            if place is not None:
                found.append(_stand_in(text, start, end, place, "'there'"))
    return found


def _alone(cues: Cues) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(cues.alone, key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:entire\s+|whole\s+)?(?:[a-z][\w-]*\s+){{0,2}}?(?P<word>{words})\b")


def _stand_in(text: str, start: int, end: int, place: Place, why: str) -> Mention:
    words = text[start:end]
    meant = replace(place, text=words, start=start, end=end, extent=extent(text, max(0, text.rfind(" ", 0, start - 1)), end) if "the" in text[max(0, start - 5) : start].lower() else "whole", relation=None)
    return Mention("place", start, end, words, place=meant, anaphor=True, reason=f"{why} goes back to {place.name}")


def _topic(reading: Reading, title: Sequence[Mention]) -> Place | None:
    """The place that an article's headline names and nothing else, but for what it lies in."""
    heading = reading.article.title or ""
    first = title[0] if title and title[0].place else None
    if first is None or first.start > 2:
        return None
    rest = heading[first.end :].strip()
    return first.place if not rest or re.fullmatch(r"[(,].*", rest) else None


def _antecedent(
    text: str, at: int, kind: str | None, named: Sequence[Mention], topic: Place | None, title: Sequence[Mention]
) -> Place | None:
    wanted = _KINDS.get(kind, (kind,)) if kind else ("settlement", "district", "province", "area", "facility", "country", "mountain", "crossing")
    before = [m for m in named if m.end <= at and m.place and m.place.kind in wanted]
    if topic is not None and (topic.kind in wanted or topic.kind == "settlement" and kind == "district"):
        # A text about one town says "the town" of another only just after naming it.
        near = [m for m in before if at - m.end < 60 and not _BEARING.search(text[max(0, m.start - 40) : m.start])]
        return near[-1].place if near and near[-1].place and near[-1].place.kind == topic.kind else topic
    plain = [m for m in before if not _BEARING.search(text[max(0, m.start - 40) : m.start])]
    # A name further back than some four sentences is no longer what "the town" means, unless nothing else was named.
    for group in (plain, before):
        if group:
            return group[-1].place
    heads = [m.place for m in title if m.place and m.place.kind in wanted]
    return heads[0] if len(heads) == 1 or heads and kind is None else None


def _there(sentence: Sentence) -> list[tuple[int, int]]:
    """The adverb "there", not the one of "there is"."""
    return [
        (t.start, t.end) for t in sentence.tokens
        if t.text.lower() == "there" and t.pos == "ADV" and t.relation.partition(":")[0] in ("advmod", "obl", "nmod")
    ]  # fmt: skip
