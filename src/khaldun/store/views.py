"""What the store answers with where the model has no word for it."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.model import Article


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its settled date, its story, how many claims were read from it, and why none could be (`failure`)."""

    article: Article
    story_id: str | None
    claims: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """A place the record speaks of, and how often: mentions, claims, stretches of control (`spells`)."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    kind: str
    country: str | None
    admin1: str | None
    mentions: int
    claims: int
    spells: int


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """An actor the record speaks of, and how often."""

    id: str
    name: str
    kind: str
    side: str | None
    mentions: int
    claims: int


@dataclass(frozen=True, slots=True)
class SetAsideFile:
    """What was not read, and why. `article_id` is None for a whole file; `ref` the line or entry within the file."""

    file: str
    reason: str
    article_id: str | None = None
    ref: str | None = None
