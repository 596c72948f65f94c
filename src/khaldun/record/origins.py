"""What counts once in corroboration: a story, or a speaker quoted in several stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from khaldun.model import Claim, Story

NAMELESS = frozenset({"unnamed", "witness"})


def stories_of(stories: Iterable[Story]) -> dict[str, str]:
    """The story of each article; the first by id where an article is in several."""
    found: dict[str, str] = {}
    for story in sorted(stories, key=lambda s: s.id):
        for article in story.article_ids:
            found.setdefault(article, story.id)
    return found


def origin(claim: Claim, story_of: Mapping[str, str]) -> str:
    """The speaker's id where a claim has a speaker with a name, else the story, else (no story known) the article."""
    if claim.speaker is not None and claim.speaker.kind not in NAMELESS:
        return claim.speaker.id
    return story_of.get(claim.article_id, claim.article_id)


def together(weights: Iterable[tuple[str, float]]) -> float:
    """The weight of several reports: the strongest of each origin, and origins as independent witnesses."""
    best: dict[str, float] = {}
    for source, weight in weights:
        best[source] = max(weight, best.get(source, 0.0))
    doubt = 1.0
    for source in sorted(best):
        doubt *= 1.0 - best[source]
    return 1.0 - doubt


def origins(claims: Sequence[Claim], story_of: Mapping[str, str]) -> tuple[str, ...]:
    """The origins of some claims, sorted, each once."""
    return tuple(sorted({origin(c, story_of) for c in claims}))
