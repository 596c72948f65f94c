"""One request's view of the record: everything that a page shows comes through here, so masking has one place to stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from khaldun.errors import NotFound
from khaldun.export.masking import Mask, Masks, gives_away, mask_article, mask_claim, mask_incident
from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Judgement, Link, Span, Story
from khaldun.store import shown
from khaldun.store.queries import Queries
from khaldun.store.views import ActorSummary
from khaldun.web.marks import sentence
from khaldun.web.words import said_on

PAGE = 40
"""Claims, articles or answers on one page of a list."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with what a reader needs beside it: its article and its sentence around the trigger."""

    claim: Claim
    article: Article | None
    before: str
    trigger: str
    after: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A link with its two articles and, in the words of the first, the passages they share."""

    link: Link
    article: Article
    other: Article
    passages: list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a search: the article, or one sentence of it with its claims, and a snippet in (text, is-a-hit) parts."""

    article: Article
    claims: tuple[Claim, ...]
    parts: tuple[tuple[str, bool], ...]


class Reader:
    """Reads a store for one request, with private names masked unless `names`. What it is asked for by id raises NotFound."""

    def __init__(self, store: Queries, *, names: bool) -> None:
        self.store = store
        self.names = names
        self._masks = None if names else Masks(store)
        self._articles: dict[str, Article] = {}
        self._heads: dict[str, Article] = {}

    def mask(self, article_id: str) -> Mask:
        """What to hide in an article (nothing where names are shown)."""
        return Mask() if self._masks is None else self._masks.of(article_id)

    def article(self, article_id: str) -> Article:
        """The article as it may be shown."""
        self._fetch([article_id])
        if article_id not in self._articles:
            raise NotFound(f"no article {article_id}")
        return self._articles[article_id]

    def _fetch(self, ids: Iterable[str]) -> None:
        """Have these articles at hand, asked for together."""
        missing = sorted({i for i in ids if i not in self._articles})
        self._articles |= {a.id: self.show_article(a) for a in self.store.some_articles(missing)} if missing else {}

    def head(self, article_id: str) -> Article:
        """The article as a list names it; its text may be cut."""
        return self.heads([article_id])[0]

    def heads(self, ids: Sequence[str]) -> list[Article]:
        """Several, in this order."""
        self._fetch_heads(ids)
        if missing := [i for i in ids if i not in self._heads]:
            raise NotFound(f"no article {missing[0]}")
        return [self._heads[i] for i in ids]

    def _fetch_heads(self, ids: Iterable[str]) -> None:
        """Have these articles at hand as lists name them; where names are masked, that takes their whole text."""
        missing = sorted({i for i in ids if i not in self._heads})
        if self._masks is not None:
            self._fetch(missing)
            self._heads |= {i: self._articles[i] for i in missing if i in self._articles}
        elif missing:
            self._heads |= {a.id: a for a in shown.heads(self.store, missing)}

    def show_article(self, article: Article) -> Article:
        """An article of the record as it may be shown."""
        return mask_article(article, self.mask(article.id))

    def articles(self, page: int) -> tuple[list[Article], bool]:
        """A page of articles proper, the latest first, and whether there are more."""
        found = shown.listed(self.store, limit=PAGE + 1, offset=(page - 1) * PAGE)
        return self.heads(found[:PAGE]), len(found) > PAGE

    def parts(self, article_id: str) -> list[Article]:
        """Captions and quotes of an article."""
        return [self.show_article(a) for a in self.store.parts(article_id)]

    def show_claim(self, claim: Claim) -> Claim:
        """A claim of the record as it may be shown."""
        mask = self.mask(claim.article_id)
        return mask_claim(claim, mask, self.article(claim.article_id).text) if mask else claim

    def claims(self, claims: Iterable[Claim]) -> list[ClaimView]:
        """Claims with their articles."""
        listed = list(claims)
        self._fetch_heads(c.article_id for c in listed)
        return [self._view(self.show_claim(c)) for c in listed]

    def _view(self, claim: Claim) -> ClaimView:
        return ClaimView(claim, self._heads.get(claim.article_id), *sentence(claim))

    def claims_of(self, article_id: str) -> list[Claim]:
        """The claims of an article, in no order."""
        return [self.show_claim(c) for c in shown.claims_in(self.store, article_id)]

    def judgements(self, claim: Claim) -> list[Judgement]:
        """Reviewers' decisions on a claim, their words under its article's mask."""
        mask = self.mask(claim.article_id)
        return [
            replace(j, value=j.value and mask.words(j.value), note=j.note and mask.words(j.note))
            for j in self.store.judgements(claim.id)
        ]

    def quotes(self, article_id: str) -> list[str]:
        """The article's quotations, as they may be shown."""
        text = self.article(article_id).text
        return [text[start:end] for start, end in shown.quotes(self.store, article_id)]

    def by_id(self, ids: Sequence[str]) -> dict[str, ClaimView]:
        """The claims of these ids."""
        return {view.claim.id: view for view in self.claims(shown.claims_named(self.store, ids))} if ids else {}

    def incident(self, incident_id: str) -> Incident:
        """An incident as it may be shown."""
        return self.show_incident(self.store.incident(incident_id))

    def show_incident(self, incident: Incident) -> Incident:
        """An incident with its actors, and the words of its dispute, under the masks of its claims' articles."""
        return mask_incident(incident, self._of_claims(incident.claim_ids))

    def show_figure(self, figure: Figure) -> Figure:
        """A figure as it may be shown."""
        mask = self._of_claims([figure.claim_id])
        return replace(figure, group=mask.maybe(figure.group), speaker=mask.maybe(figure.speaker)) if mask else figure

    def origins(self, spell: ControlSpell) -> list[str]:
        """What a spell's claims come from, a story or a speaker; a speaker's id is made of his name."""
        mask = self._of_claims((*spell.claims_for, *spell.claims_against))
        return [mask.words(origin) for origin in spell.origins]

    def _of_claims(self, claim_ids: Sequence[str]) -> Mask:
        """What to hide in words that come of these claims."""
        return Mask() if self._masks is None else self._masks.together(self.store.articles_of(claim_ids).values())

    def story(self, story_id: str) -> Story:
        """A story as it may be shown."""
        found = self.store.story(story_id)
        if self._masks is None:
            return found
        return replace(found, origin=self._masks.together(found.article_ids).maybe(found.origin))

    def ties(self, links: Iterable[Link]) -> list[Tie]:
        """Links with their articles and the passages they share; a link to what is not in the record is left out."""
        out = []
        for link in links:
            try:
                article, other = self.article(link.article_id), self.article(link.to)
            except NotFound:
                continue
            out.append(Tie(link, article, other, [article.text[p.start : p.end] for p in link.shared]))
        return out

    def actor(self, actor_id: str) -> ActorSummary:
        """An actor; NotFound too for one who is a private person, where those are masked."""
        row = self.store.actor(actor_id)
        if not self._may_show(row):
            raise NotFound(f"no actor {actor_id}")
        return row

    def actors(self) -> list[ActorSummary]:
        """Every actor that may be shown, the most claimed about first."""
        return [row for row in self.store.actors() if self._may_show(row)]

    def _may_show(self, row: ActorSummary) -> bool:
        if self.names or row.kind not in {"unknown", "people", "person"}:
            return True
        claims = [*self.store.claims(actor_id=row.id, limit=PAGE), *self.store.claims(speaker_id=row.id, limit=PAGE)]
        return all(self.mask(c.article_id).words(row.name) == row.name for c in claims)

    def may_hear(self, voice: str) -> bool:
        """Whether a speaker or side may be asked about: not a private person, where those are masked."""
        said = [] if self.names else self.store.claims(speaker_id=voice, limit=PAGE)
        return all(self.mask(c.article_id).words(c.speaker.name) == c.speaker.name for c in said if c.speaker is not None)

    def answers(self, query: str, kind: Literal["article", "claim"], page: int) -> tuple[list[Answer], bool]:
        """A page of answers of one kind (`article`, `claim`), and whether there are more; none that would tell what a mask hides."""
        hits = self.store.search(query, kind, limit=page * PAGE + 1)[(page - 1) * PAGE :]
        claims = self.by_id([key for key, _ in hits[:PAGE]]) if kind == "claim" else {}
        self._fetch([i for _, i in hits[:PAGE]] if kind == "article" else ())
        found: dict[tuple[str, int, int], Answer] = {}
        for key, article_id in hits[:PAGE]:
            claim = claims[key].claim if claims else None
            article = self.head(article_id) if claim else self.article(article_id)
            if self._hidden(query, article):
                continue
            said = claim.evidence if claim else Span.of(article.text, 0, len(article.text))
            before = found.get((article.id, said.start, said.end))
            told = (*(before.claims if before else ()), *((claim,) if claim else ()))
            found[article.id, said.start, said.end] = Answer(article, told, snippet(said.text, query))
        return list(found.values()), len(hits) > PAGE

    def _hidden(self, query: str, article: Article) -> bool:
        if self.names:
            return False
        plain = self.store.article(article.id).article
        return plain != article and gives_away(query, f"{plain.title} {plain.text}", f"{article.title} {article.text}")

    def reports(self, spells: Sequence[ControlSpell], claims: Iterable[Claim] | None = None) -> dict[str, list[date]]:
        """For each spell, the days before its end on which a claim for it speaks, in order; they may lie before its first day. One on the
        place around it counts where no other does. `claims`: those for the spells, where they are at hand."""
        ids = [i for s in spells for i in s.claims_for]
        days = {c.id: said_on(c) for c in (shown.claims_named(self.store, ids) if claims is None else claims)}
        found: dict[str, list[date]] = {}
        for spell in spells:
            speaking = set(spell.claims_for).difference(spell.around) or spell.claims_for
            said = {d for i in speaking if (d := days.get(i)) is not None} | ({spell.reported} if spell.reported else set())
            found[spell.id] = sorted(d for d in said if spell.stop is None or d < spell.stop)
        return found


def snippet(text: str, query: str, *, around: int = 130) -> tuple[tuple[str, bool], ...]:
    """The stretch of `text` around the first word of `query` found, in (text, is-a-hit) parts; the beginning where none is."""
    words = sorted(set(re.findall(r"\w+", query)), key=lambda w: (-len(w), w))
    hit = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\w{{0,3}}(?!\w)", re.IGNORECASE) if words else None
    first = hit.search(text) if hit else None
    start = max(0, first.start() - around) if first else 0
    stop = min(len(text), (first.end() if first else 0) + 2 * around)
    start = (text.find(" ", start, start + 20) + 1 or start) if start else 0
    cut = " ".join(text[start:stop].split())
    cut = ("… " if start else "") + cut + (" …" if stop < len(text) else "")
    parts, at = [], 0
    for found in hit.finditer(cut) if hit else ():
        parts += [(cut[at : found.start()], False), (found.group(), True)]
        at = found.end()
    return tuple(p for p in (*parts, (cut[at:], False)) if p[0])
