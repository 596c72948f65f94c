"""The record of a body of claims: one pure function of articles, stories, claims and judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaldun.knowledge import Knowledge, load
from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Judgement, Speaker, Story, slug
from khaldun.record.control import control
from khaldun.record.figures import figures
from khaldun.record.incidents import incidents
from khaldun.record.judgements import judged
from khaldun.record.origins import stories_of
from khaldun.record.parties import Parties


@dataclass(frozen=True, slots=True)
class Record:
    """What is computed from claims and judgements: incidents and figures sorted by id, control by place and time."""

    incidents: tuple[Incident, ...]
    control: tuple[ControlSpell, ...]
    figures: tuple[Figure, ...]


def build(
    articles: Iterable[Article],
    stories: Sequence[Story],
    claims: Iterable[Claim],
    judgements: Sequence[Judgement] = (),
    *,
    by: str | None = None,
    knowledge: Knowledge | None = None,
) -> Record:
    """The record; the same whatever the order of what it is given.

    `by`: a speaker (id or name) or a side (its slug): the record on that one's word alone, the articles' own voice left out.
    `knowledge` folds forces into the power for which they hold land; without it each actor holds for himself. Raises UsageError
    where a judgement's correction cannot be applied.
    """
    kept = judged(claims, judgements)
    if by is not None:
        kept = [c for c in kept if c.speaker is not None and says(c.speaker, by)]
    parties = Parties.of(knowledge)
    story_of = stories_of(stories)
    known = {a.id: a for a in articles}
    return Record(
        incidents(kept, parties, story_of),
        control(kept, known, parties, story_of),
        figures(kept, story_of, knowledge or load()),
    )


def says(speaker: Speaker, by: str) -> bool:
    """Whether a speaker is the one asked for, or of the side asked for."""
    wanted = slug(by)
    return wanted in (speaker.id, slug(speaker.name)) or (speaker.side is not None and wanted == speaker.side)
