"""Private persons' names, taken out of what leaves the owner's machine: a `█` for each character, so that every offset still holds.

The pages and every export but `jsonl` show a record through these masks.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from khaldun.model import Actor, Article, Claim, Incident, Mention, Quantity, Span, Speaker
from khaldun.store.queries import Queries

BLOCK = "█"

_OWNER = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mask:
    """What to hide in one article: `spans` of its text as recognised, and `names` wherever else those words stand."""

    spans: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans or self.names)

    def words(self, text: str) -> str:
        """`text` (a title, a file's name, an id made of a name: anything without offsets) with the names hidden, in any case, with
        or without accents, over a line's end, and as the words of a slug."""
        plain = _folded(text) if self.names else ""
        found = [m.span() for name in self.names if (pattern := _pattern(name)) for m in pattern.finditer(plain)]
        return _hidden(text, found)

    def maybe(self, text: str | None) -> str | None:
        """The same for what may be None."""
        return None if text is None else self.words(text)

    def key(self, key: str, name: str) -> str:
        """The id of whoever bears `name`; no letter of it stays where the name is hidden, however the two were spelt."""
        shown = self.words(key)
        return BLOCK * len(key) if shown == key and self.words(name) != name else shown

    def body(self, text: str) -> str:
        """The article's own text with the spans and every other occurrence of the names hidden; as long as before."""
        return self.words(_hidden(text, self.spans))

    def and_names(self, names: Iterable[str]) -> Mask:
        """This mask with further names."""
        return Mask(self.spans, _longest_first((*self.names, *names)))


def _hidden(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = BLOCK * len(letters[start:end])
    return "".join(letters)


def _folded(text: str) -> str:
    """Small letters without marks, each where it stood: as long as the text."""
    return text.lower() if text.isascii() else "".join(map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)[:1].lower()
    return plain if len(plain) == 1 else letter


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Finds a name in folded text. What parts its words may be a blank, a line's end, a hyphen or two such signs; within a word
    (`O'Neil`) also nothing."""
    plain = _folded(name)
    words = list(_WORD.finditer(plain))
    if not words:
        return None
    found = re.escape(words[0].group())
    for before, word in itertools.pairwise(words):
        between = plain[before.end() : word.start()]
        found += r"[\W_]{1,2}" if re.search(r"\s", between) else r"[\W_]{0,2}"
        found += re.escape(word.group())
    return re.compile(rf"(?<![^\W_]){found}(?![^\W_])")


def mask_of(mentions: Iterable[Mention]) -> Mask:
    """The mask of an article with these mentions: private persons, and their family names where no public person or actor bears them."""
    mentions = [m for m in mentions if not m.anaphor]
    private = [m for m in mentions if m.type == "person" and m.private]
    public = {
        word
        for m in mentions
        if (m.type == "person" and not m.private) or m.type in {"actor", "place"}
        for word in _words(m.text)
    }
    names: set[str] = set()
    for mention in private:
        whole = _OWNER.sub("", mention.text.strip())
        parts = whole.split()
        names.add(whole)
        if len(parts) > 2:  # without the title or the first of three names
            names.add(" ".join(parts[-2:]))
        family = parts[-1] if len(parts) > 1 else ""
        if len(family) > 2 and family[-1].isalpha() and not public & _words(family):
            names.add(family)
    return Mask(tuple((m.start, m.end) for m in private), _longest_first(names))


class Masks:
    """The masks of a record's articles, each worked out once. A name hidden in an article is hidden in its copies and captions too,
    where it may not have been recognised."""

    def __init__(self, store: Queries) -> None:
        self._store = store
        self._own: dict[str, Mask] = {}
        self._of: dict[str, Mask] = {}

    def of(self, article_id: str) -> Mask:
        """What to hide in an article."""
        if article_id not in self._of:
            masks = [self._alone(other) for other in self._store.same_text(article_id)]
            self._of[article_id] = self._alone(article_id).and_names(name for mask in masks for name in mask.names)
        return self._of[article_id]

    def together(self, article_ids: Iterable[str]) -> Mask:
        """What to hide in words that several articles gave rise to; it has no spans."""
        return Mask().and_names(name for i in sorted(set(article_ids)) for name in self.of(i).names)

    def _alone(self, article_id: str) -> Mask:
        """The mask of what was recognised in an article itself."""
        if article_id not in self._own:
            private = self._store.mentions(article_id, private=True)
            self._own[article_id] = mask_of(self._store.mentions(article_id)) if private else Mask()
        return self._own[article_id]


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({n for n in names if len(n) > 1}, key=lambda n: (-len(n), n)))


def _words(text: str) -> set[str]:
    return {w.casefold() for w in re.findall(r"[^\W\d_]{3,}", text)}


def mask_article(article: Article, mask: Mask) -> Article:
    """The article with its text, title, credits and its file's name masked."""
    if not mask:
        return article
    dateline = article.dateline
    return replace(
        article,
        source=replace(article.source, file=mask.words(article.source.file), ref=mask.maybe(article.source.ref)),
        text=mask.body(article.text),
        title=mask.maybe(article.title),
        byline=tuple(mask.words(name) for name in article.byline),
        publisher=mask.maybe(article.publisher),
        agency=tuple(mask.words(name) for name in article.agency),
        dateline=dateline and replace(dateline, text=mask.words(dateline.text), place=mask.maybe(dateline.place)),
        published=replace(article.published, why=mask.words(article.published.why)),
        url=mask.maybe(article.url),
    )


def mask_claim(claim: Claim, mask: Mask, body: str) -> Claim:
    """The claim with every word it quotes masked; `body` is the masked text of its article."""
    if not mask:
        return claim
    return replace(
        claim,
        actors=_actors(claim.actors, mask),
        targets=_actors(claim.targets, mask),
        place=claim.place and replace(claim.place, text=mask.words(claim.place.text)),
        when=replace(claim.when, text=mask.maybe(claim.when.text)),
        quantities=tuple(_quantity(q, mask) for q in claim.quantities),
        speaker=None if claim.speaker is None else _speaker(claim.speaker, mask),
        evidence=Span.of(body, claim.evidence.start, claim.evidence.end),
        trigger=Span.of(body, claim.trigger.start, claim.trigger.end),
    )


def mask_incident(incident: Incident, mask: Mask) -> Incident:
    """The incident with its actors, its origins (a speaker's id may be one) and the words of its dispute masked."""
    if not mask:
        return incident
    return replace(
        incident,
        actors=_actors(incident.actors, mask),
        targets=_actors(incident.targets, mask),
        origins=tuple(mask.words(o) for o in incident.origins),
        dispute=tuple(mask.words(d) for d in incident.dispute),
        sides=tuple((mask.words(origin), side) for origin, side in incident.sides),
    )


def _actors(actors: Sequence[Actor], mask: Mask) -> tuple[Actor, ...]:
    return tuple(replace(a, id=mask.key(a.id, a.name), name=mask.words(a.name), text=mask.words(a.text)) for a in actors)


def _quantity(quantity: Quantity, mask: Mask) -> Quantity:
    return replace(quantity, text=mask.words(quantity.text))


def _speaker(speaker: Speaker, mask: Mask) -> Speaker:
    return replace(
        speaker,
        id=mask.key(speaker.id, speaker.name),
        name=mask.words(speaker.name),
        text=mask.words(speaker.text),
        via=mask.maybe(speaker.via),
    )


def gives_away(query: str, text: str, masked: str) -> bool:
    """Whether a word of a search (`word*`: a beginning) stands in `text` only where it was masked: the answer would tell what it hides."""
    hidden = _plain(text) - _plain(masked)
    asked = _plain(query)
    beginnings = tuple(w for part in re.findall(r"\S+\*", query) for w in _plain(part))
    return bool(asked & hidden) or (bool(beginnings) and any(word.startswith(beginnings) for word in hidden))


def _plain(text: str) -> set[str]:
    """The words of a text as a search compares them: small letters without marks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return set(re.findall(r"\w+", bare.casefold()))
