"""The tables of a record as an export sees them: rows in the order of their ids, private persons' names masked unless asked
for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from khaldun.export import rows
from khaldun.export.rows import Row
from khaldun.model import Claim, slug
from khaldun.store import Store
from khaldun.web.masking import BLOCK, Mask, mask_article, mask_claim, mask_of

TABLES = ("articles", "stories", "claims", "incidents", "control", "mentions", "figures")


class Tables:
    """A record to be exported. `names`: with the names of private persons."""

    def __init__(self, store: Store, *, names: bool) -> None:
        self._store = store
        self._names = names
        self._masks: dict[str, Mask] = {}
        self._body = lru_cache(maxsize=2048)(self._masked)

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one of TABLES."""
        make: dict[str, Callable[[], Iterator[Row]]] = {
            "articles": self._articles,
            "stories": lambda: (rows.story(s) for s in self._store.stories()),
            "claims": self._claims,
            "incidents": self._incidents,
            "control": self._control,
            "mentions": self._mentions,
            "figures": self._figures,
        }
        return make[table]()

    def mask(self, article_id: str) -> Mask:
        """What is hidden in an article; nothing where names are asked for."""
        if self._names:
            return Mask()
        if article_id not in self._masks:
            self._masks[article_id] = mask_of(self._store.mentions(article_id))
        return self._masks[article_id]

    def _articles(self) -> Iterator[Row]:
        for stored in sorted(self._store.articles(), key=lambda s: s.article.id):
            article, mask = stored.article, self.mask(stored.article.id)
            if article.parent is not None:  # a caption is told of the people of its article
                mask = Mask(mask.spans, tuple(dict.fromkeys((*mask.names, *self.mask(article.parent).names))))
            yield rows.article(replace(stored, article=mask_article(article, mask)))

    def _claims(self) -> Iterator[Row]:
        for claim in sorted(self._store.claims(), key=lambda c: c.id):
            yield rows.claim(self.shown(claim))

    def shown(self, claim: Claim) -> Claim:
        """A claim as this export may show it."""
        mask = self.mask(claim.article_id)
        return mask_claim(claim, mask, self._body(claim.article_id)) if mask else claim

    def _masked(self, article_id: str) -> str:
        return self.mask(article_id).body(self._store.article(article_id).article.text)

    def _incidents(self) -> Iterator[Row]:
        hide = self._hider(set() if self._names else {c for i in self._store.incidents() for c in i.claim_ids})
        for incident in sorted(self._store.incidents(), key=lambda i: i.id):
            yield hide(rows.incident(incident), incident.claim_ids)

    def _control(self) -> Iterator[Row]:
        spells = sorted(self._store.control(), key=lambda s: s.id)
        hide = self._hider(set() if self._names else {c for s in spells for c in (*s.claims_for, *s.claims_against)})
        for spell in spells:
            yield hide(rows.control(spell), (*spell.claims_for, *spell.claims_against))

    def _figures(self) -> Iterator[Row]:
        figures = sorted(self._store.figures(), key=lambda f: f.id)
        hide = self._hider(set() if self._names else {f.claim_id for f in figures})
        for figure in figures:
            yield hide(rows.figure(figure), [figure.claim_id])

    def _mentions(self) -> Iterator[Row]:
        for stored in sorted(self._store.articles(kind="article"), key=lambda s: s.article.id):
            article_id = stored.article.id
            mask = self.mask(article_id)
            for mention in self._store.mentions(article_id):
                if not mention.anaphor:
                    yield _hidden(rows.mention(article_id, mention), mask)

    def _hider(self, claim_ids: Iterable[str]) -> Callable[[Row, Sequence[str]], Row]:
        """A function that masks a row by the names of the articles that its claims stand in."""
        article_of = {c.id: c.article_id for c in self._store.claims(ids=sorted(claim_ids))} if not self._names else {}

        def hide(row: Row, claims: Sequence[str]) -> Row:
            for article_id in sorted({article_of[c] for c in claims if c in article_of}):
                row = _hidden(row, self.mask(article_id))
            return row

        return hide


_KEYS = frozenset(
    {"id", "article_id", "claim_id", "claim_ids", "story_ids", "for", "against", "kind", "type", "status", "start", "end"}
)


def _hidden(value: Row, mask: Mask) -> Row:
    """A row with the names of a mask hidden in all its words."""
    if not mask:
        return value
    return {k: v if k in _KEYS else _hide(v, mask) for k, v in value.items()}


def _hide(value: object, mask: Mask) -> object:
    if isinstance(value, str):
        for name in mask.names:  # an id made of the name, as a speaker's is
            value = value.replace(slug(name), BLOCK * len(slug(name))) if " " in name else value
        plain = value.casefold()
        return mask.words(value) if any(name.casefold() in plain for name in mask.names) else value
    if isinstance(value, list):
        return [_hide(v, mask) for v in value]
    if isinstance(value, dict):
        return _hidden(value, mask)
    return value
