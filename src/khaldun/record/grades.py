"""How well an incident is told: who says it, on whose side he is, what it costs him to say it, and a grade with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from khaldun.knowledge import Knowledge
from khaldun.model import DONE, Article, Claim, Grade, interest
from khaldun.record.origins import NAMELESS
from khaldun.record.parties import Parties

_LOST = frozenset({"killed", "wounded", "captured", "surrendered", "casualties"})
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Rules:
    """`grades` in the order in which they are tried; units of people by what it says of a speaker to tell of their loss."""

    grades: tuple[Mapping[str, Any], ...]
    civilians: frozenset[str]
    forces: frozenset[str]


@lru_cache(maxsize=8)
def rules(knowledge: Knowledge) -> Rules:
    """The rules of the packs."""
    entries = knowledge.entries("grades")
    units = {e["units"]: frozenset(map(str, e["words"])) for e in entries if "units" in e}
    return Rules(
        tuple(e for e in entries if "grade" in e), units.get("civilians", frozenset()), units.get("forces", frozenset())
    )


@dataclass(frozen=True, slots=True)
class Corroboration:
    """`sides`: those of the sources that have one, by origin; `against`: the claims that tell against their speaker's interest."""

    grade: Grade | None
    why: str | None
    sides: tuple[tuple[str, str], ...]
    against: tuple[str, ...]
    earliest: str
    fullest: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says a claim, in which story: `id` the speaker's if he has a name, else the story's."""

    story: str
    id: str
    side: str | None
    party: bool
    against: bool


def corroboration(
    claims: Sequence[Claim],
    takers: int,
    articles: Mapping[str, Article],
    parties: Parties,
    story_of: Mapping[str, str],
    by: Rules,
) -> Corroboration:
    """What the claims of one incident are worth together. `takers`: how many powers are said to have taken the place."""
    involved = {key for c in claims for a in (*c.actors, *c.targets) for key in (a.id, parties.holder(a))}
    sides = {side for c in claims for _, side in parties.seen((*c.actors, *c.targets)).values() if side is not None}
    voices = {c.id: _voice(c, involved, sides, articles, parties, story_of, by) for c in claims}
    told = [voices[c.id] for c in claims if c.status in DONE]
    denied = {v.id: v for c in claims if c.status == "denied" for v in [voices[c.id]]}
    counts = {
        "told": _apart(told),
        "neutral": _apart([v for v in told if not v.party]),
        "against": len({v.id for v in told if v.against}),
        "denials": len(denied),
        "outside": sum(not v.party for v in denied.values()),
        "takers": takers,
    }
    grade, why = _grade(counts, by) if told else (None, None)
    return Corroboration(
        grade,
        why,
        tuple(sorted({(v.id, v.side) for v in voices.values() if v.side is not None})),
        tuple(sorted(c.id for c in claims if c.status in DONE and voices[c.id].against)),
        min(claims, key=lambda c: (_published(c, articles), c.status not in DONE, c.id)).id,
        min(claims, key=lambda c: (c.status not in DONE, -_fullness(c), c.id)).id,
    )


def _grade(counts: Mapping[str, int], by: Rules) -> tuple[Grade | None, str | None]:
    for rule in by.grades:
        least, most = rule.get("least", {}), rule.get("most", {})
        if all(counts[k] >= n for k, n in least.items()) and all(counts[k] <= n for k, n in most.items()):
            words = {
                "told": _many(counts["told"], "story", "stories"),
                "neutral": _many(counts["neutral"], "story", "stories"),
                "denials": _many(counts["denials"], "source", "sources"),
                "none": "neither" if counts["neutral"] == 2 else "none",
            }
            return rule["grade"], str(rule["why"]).format(**words)
    return None, None


def _many(number: int, one: str, more: str) -> str:
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {one if number == 1 else more}"


def _voice(
    claim: Claim,
    involved: set[str],
    sides: set[str],
    articles: Mapping[str, Article],
    parties: Parties,
    story_of: Mapping[str, str],
    by: Rules,
) -> _Voice:
    story = story_of.get(claim.article_id, claim.article_id)
    speaker = claim.speaker
    if speaker is None:
        side = _house(articles.get(claim.article_id), parties)
        return _Voice(story, story, side, side in sides, against=False)
    named = story if speaker.kind in NAMELESS else speaker.id
    side = speaker.side or parties.sides.get(speaker.id)
    return _Voice(story, named, side, side in sides or speaker.id in involved, _against(claim, parties, by))


def _house(article: Article | None, parties: Parties) -> str | None:
    """The side of a publisher that is a mouthpiece of one, as the packs have it."""
    if article is None or article.publisher is None:
        return None
    known = parties.by_name.get(article.publisher.lower())
    return None if known is None else parties.sides.get(known)


def _against(claim: Claim, parties: Parties, by: Rules) -> bool:
    """Whether a speaker tells against his own side: that it lost, that it killed civilians, how many fighters it lost."""
    told = interest(claim)
    if told is not None or claim.speaker is None:
        return told == "against"
    units = {q.unit for q in claim.quantities if q.role in _LOST}
    own = claim.speaker.side or parties.sides.get(claim.speaker.id)
    acts = any(a.id == claim.speaker.id or (own and _side(a.id, a.side, parties) == own) for a in claim.actors)
    suffers = any(a.id == claim.speaker.id or (own and _side(a.id, a.side, parties) == own) for a in claim.targets)
    return bool((acts and units & by.civilians) or (suffers and not acts and units & by.forces))


def _side(key: str, side: str | None, parties: Parties) -> str | None:
    return parties.sides.get(key, side)


def _apart(voices: Iterable[_Voice]) -> int:
    """The most reports of which no two share a story or a speaker: a matching of stories and speakers."""
    by_story: dict[str, list[str]] = {}
    for story, voice in sorted({(v.story, v.id) for v in voices}):
        by_story.setdefault(story, []).append(voice)
    story_of: dict[str, str] = {}

    def placed(story: str, tried: set[str]) -> bool:
        for voice in by_story[story]:
            if voice not in tried:
                tried.add(voice)
                if voice not in story_of or placed(story_of[voice], tried):
                    story_of[voice] = story
                    return True
        return False

    return sum(placed(story, set()) for story in by_story)


def _published(claim: Claim, articles: Mapping[str, Article]) -> date:
    article = articles.get(claim.article_id)
    return (article.published.start if article is not None else None) or date.max


def _fullness(claim: Claim) -> int:
    """How much a claim says: who, whom, where, on which day, how many, by whose word."""
    parts = (claim.actors, claim.targets, claim.place, claim.when.days == 1 and claim.when.basis != "article", claim.speaker)
    return sum(map(bool, parts)) + len(claim.quantities)
