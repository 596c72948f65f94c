"""The tables of a record as an export sees them: rows in the order of their ids, private persons' names masked unless asked
for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from khaldun.export import rows
from khaldun.export.masking import Mask, Masks, mask_article, mask_claim
from khaldun.export.rows import Row
from khaldun.model import Claim, ControlSpell, Figure, Incident, Mention, Story
from khaldun.store import Store, StoredArticle
from khaldun.store.streams import each, each_article, each_story, portions

TABLES = ("articles", "stories", "claims", "incidents", "control", "mentions", "figures")


class Tables:
    """A record to be exported. `names`: with the names of private persons."""

    def __init__(self, store: Store, *, names: bool) -> None:
        self.store = store
        self._masks = None if names else Masks(store)
        self._body = lru_cache(maxsize=2048)(self._masked)

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one of TABLES, by id; of a long table a part is in memory at a time."""
        store = self.store
        every: dict[str, Callable[[], Iterator[Any]]] = {
            "articles": lambda: each_article(store),
            "stories": lambda: each_story(store),
            "claims": lambda: each(store, Claim),
            "incidents": lambda: each(store, Incident),
            "control": lambda: each(store, ControlSpell),
            "mentions": lambda: each_article(store, kind="article"),
            "figures": lambda: each(store, Figure),
        }
        for some in portions(every[table]()):
            yield from self.of(table, some)

    def of(self, table: str, values: Iterable[Any]) -> Iterator[Row]:
        """The rows of some values of a table (articles as stored; for mentions, the articles that they stand in), in their order."""
        make: dict[str, Callable[[Iterable[Any]], Iterator[Row]]] = {
            "articles": self._articles,
            "stories": self._stories,
            "claims": self._claims,
            "incidents": self._incidents,
            "control": self._control,
            "mentions": self._mentions,
            "figures": self._figures,
        }
        return make[table](values)

    def mask(self, article_id: str) -> Mask:
        """What is hidden in an article; nothing where names are asked for."""
        return Mask() if self._masks is None else self._masks.of(article_id)

    def together(self, article_ids: Iterable[str]) -> Mask:
        """What is hidden in words that several articles gave rise to."""
        return Mask() if self._masks is None else self._masks.together(article_ids)

    def _articles(self, articles: Iterable[StoredArticle]) -> Iterator[Row]:
        for stored in articles:
            mask = self.mask(stored.article.id)
            yield _hidden(rows.article(replace(stored, article=mask_article(stored.article, mask))), mask)

    def _stories(self, stories: Iterable[Story]) -> Iterator[Row]:
        for story in stories:
            yield _hidden(rows.story(story), self.together(story.article_ids))

    def _claims(self, claims: Iterable[Claim]) -> Iterator[Row]:
        for claim in claims:
            yield _hidden(rows.claim(self.shown(claim)), self.mask(claim.article_id))

    def shown(self, claim: Claim) -> Claim:
        """A claim as this export may show it."""
        mask = self.mask(claim.article_id)
        return mask_claim(claim, mask, self._body(claim.article_id)) if mask else claim

    def _masked(self, article_id: str) -> str:
        return self.mask(article_id).body(self.store.article(article_id).article.text)

    def _incidents(self, found: Iterable[Incident]) -> Iterator[Row]:
        incidents = list(found)
        hide = self._hider(c for i in incidents for c in i.claim_ids)
        for incident in incidents:
            yield hide(rows.incident(incident), incident.claim_ids)

    def _control(self, found: Iterable[ControlSpell]) -> Iterator[Row]:
        spells = list(found)
        hide = self._hider(c for s in spells for c in (*s.claims_for, *s.claims_against))
        for spell in spells:
            yield hide(rows.control(spell), (*spell.claims_for, *spell.claims_against))

    def _figures(self, found: Iterable[Figure]) -> Iterator[Row]:
        figures = list(found)
        hide = self._hider(f.claim_id for f in figures)
        for figure in figures:
            yield hide(rows.figure(figure), [figure.claim_id])

    def _mentions(self, articles: Iterable[StoredArticle]) -> Iterator[Row]:
        for stored in articles:
            article_id = stored.article.id
            mask = self.mask(article_id)
            body = mask.body(stored.article.text) if mask else ""
            for mention in self.store.mentions(article_id):
                if mention.anaphor and not _stands_for(mention):
                    continue
                shown = replace(mention, text=body[mention.start : mention.end]) if mask else mention
                yield _hidden(rows.mention(article_id, shown), mask)

    def _hider(self, claim_ids: Iterable[str]) -> Callable[[Row, Sequence[str]], Row]:
        """A function that masks a row by the names of the articles that its claims stand in."""
        article_of = {} if self._masks is None else self.store.articles_of(sorted(set(claim_ids)))

        def hide(row: Row, claims: Sequence[str]) -> Row:
            return _hidden(row, self.together(article_of[c] for c in claims if c in article_of))

        return hide


def _stands_for(mention: Mention) -> bool:
    """Whether a word that goes back to a name is listed: "the town", "there" and "they", not what only modifies ("rebel positions")."""
    if mention.type == "place":
        return mention.start < mention.end
    return mention.type == "actor" and mention.text.lower() == "they"


_HASHES = frozenset(
    {
        "id",
        "article_id",
        "article_ids",
        "claim_id",
        "claim_ids",
        "story_id",
        "story_ids",
        "for",
        "against",
        "around",
        "to",
        "against_interest",
        "earliest",
        "fullest",
        "superseded_by",
        "part_of",
    }
)
"""Keys of a row whose values are hashes; within a row, `id` is that of an actor, a speaker or a place."""

_TERMS = frozenset({"kind", "type", "status", "precision", "basis", "relation", "extent", "sha256", "start", "end", "grade"})
"""Keys whose values are of a fixed set, or no words."""


def _hidden(row: Row, mask: Mask) -> Row:
    """A row with the names of a mask hidden in all its words, and in ids made of a name."""
    if not mask:
        return row
    return {k: v if k in _HASHES or k in _TERMS else _hide(v, mask) for k, v in row.items()}


def _hide(value: object, mask: Mask) -> object:
    if isinstance(value, str):
        return mask.words(value)
    if isinstance(value, list):
        return [_hide(v, mask) for v in value]
    if isinstance(value, dict):
        named, key = value.get("name"), value.get("id")
        hidden = {k: v if k in _TERMS else _hide(v, mask) for k, v in value.items()}
        return hidden | {"id": mask.key(key, named)} if isinstance(named, str) and isinstance(key, str) else hidden
    return value
