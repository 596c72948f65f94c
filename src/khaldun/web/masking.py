"""Private persons' names, taken out of what leaves the owner's machine: a `█` for each character, so that every offset still holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khaldun.errors import NotFound
from khaldun.model import Actor, Article, Claim, Mention, Quantity, Span, Speaker
from khaldun.store.queries import Queries

BLOCK = "█"


@dataclass(frozen=True, slots=True)
class Mask:
    """What to hide in one article: `spans` of its text as recognised, and `names` wherever else those words stand."""

    spans: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans or self.names)

    def words(self, text: str) -> str:
        """`text` (a title, a speaker's name: anything without offsets) with the names hidden."""
        for name in self.names:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda m: _hide(m.group()), text, flags=re.IGNORECASE)
        return text

    def body(self, text: str) -> str:
        """The article's own text with the spans and every other occurrence of the names hidden; as long as before."""
        letters = list(text)
        for start, end in self.spans:
            letters[start:end] = _hide(text[start:end])
        return self.words("".join(letters))


def _hide(text: str) -> str:
    return BLOCK * len(text)


def mask_of(mentions: Iterable[Mention]) -> Mask:
    """The mask of an article with these mentions: private persons, and their family names where no public person or actor bears them."""
    mentions = list(mentions)
    private = [m for m in mentions if m.type == "person" and m.private]
    public = {
        word
        for m in mentions
        if (m.type == "person" and not m.private) or m.type in {"actor", "place"}
        for word in _words(m.text)
    }
    names: set[str] = set()
    for mention in private:
        whole = re.sub(r"['’]s$", "", mention.text.strip())
        parts = whole.split()
        family = parts[-1] if len(parts) > 1 else ""
        names.add(whole)
        if len(family) > 2 and family[-1].isalpha() and not public & _words(family):
            names.add(family)
    return Mask(tuple((m.start, m.end) for m in private), _longest_first(names))


class Masks:
    """The masks of a record's articles, each worked out once. A name hidden in an article is hidden in its copies and captions too,
    where it may not have been recognised."""

    def __init__(self, store: Queries) -> None:
        self._store = store
        self._masks: dict[str, Mask] = {}

    def of(self, article_id: str) -> Mask:
        """What to hide in an article."""
        if article_id not in self._masks:
            own = mask_of(self._store.mentions(article_id))
            others = (mask_of(self._store.mentions(other)) for other in self._same_text(article_id))
            names = {*own.names, *(name for mask in others for name in mask.names)}
            self._masks[article_id] = Mask(own.spans, _longest_first(names))
        return self._masks[article_id]

    def _same_text(self, article_id: str) -> list[str]:
        """The article's copies, and the article that it is a caption of."""
        try:
            found = self._store.article(article_id)
        except NotFound:
            return []
        copies = self._store.story(found.story_id).article_ids if found.story_id else ()
        return [i for i in (*copies, found.article.parent) if i and i != article_id]


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({n for n in names if len(n) > 1}, key=lambda n: (-len(n), n)))


def _words(text: str) -> set[str]:
    return {w.casefold() for w in re.findall(r"[^\W\d_]{3,}", text)}


def mask_article(article: Article, mask: Mask) -> Article:
    """The article with its text, title and credits masked."""
    if not mask:
        return article
    return replace(
        article,
        text=mask.body(article.text),
        title=None if article.title is None else mask.words(article.title),
        byline=tuple(mask.words(name) for name in article.byline),
    )


def mask_claim(claim: Claim, mask: Mask, body: str) -> Claim:
    """The claim with every word it quotes masked; `body` is the masked text of its article."""
    if not mask:
        return claim
    return replace(
        claim,
        actors=_actors(claim.actors, mask),
        targets=_actors(claim.targets, mask),
        quantities=tuple(_quantity(q, mask) for q in claim.quantities),
        speaker=None if claim.speaker is None else _speaker(claim.speaker, mask),
        evidence=Span.of(body, claim.evidence.start, claim.evidence.end),
        trigger=Span.of(body, claim.trigger.start, claim.trigger.end),
    )


def _actors(actors: Sequence[Actor], mask: Mask) -> tuple[Actor, ...]:
    return tuple(replace(a, name=mask.words(a.name), text=mask.words(a.text)) for a in actors)


def _quantity(quantity: Quantity, mask: Mask) -> Quantity:
    return replace(quantity, text=mask.words(quantity.text))


def _speaker(speaker: Speaker, mask: Mask) -> Speaker:
    changed: dict[str, Any] = {"name": mask.words(speaker.name), "text": mask.words(speaker.text)}
    if speaker.via is not None:
        changed["via"] = mask.words(speaker.via)
    if changed["name"] != speaker.name:
        changed["id"] = "masked"  # a speaker's id is a slug of his name
    return replace(speaker, **changed)


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
