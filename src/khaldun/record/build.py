"""The record of a body of claims: one pure function of articles, stories, claims and judgements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from khaldun.knowledge import Knowledge, load
from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Judgement, Speaker, Story, slug
from khaldun.record.around import informs
from khaldun.record.control import control
from khaldun.record.figures import figures
from khaldun.record.gather import gathered, place_of
from khaldun.record.grades import rules
from khaldun.record.incidents import Setting, incidents
from khaldun.record.judgements import Tie, judged, ties
from khaldun.record.origins import stories_of
from khaldun.record.parties import Parties
from khaldun.record.series import series


@dataclass(frozen=True, slots=True)
class Record:
    """What is computed from claims and judgements: incidents and figures sorted by id, control by place and time.
    `kept`: the ids of incidents that were known, and are not among them."""

    incidents: tuple[Incident, ...]
    control: tuple[ControlSpell, ...]
    figures: tuple[Figure, ...]
    kept: frozenset[str] = frozenset()


def build(
    articles: Iterable[Article],
    stories: Sequence[Story],
    claims: Iterable[Claim],
    judgements: Sequence[Judgement] = (),
    *,
    by: str | None = None,
    without: str | None = None,
    knowledge: Knowledge | None = None,
) -> Record:
    """The record; the same whatever the order of what it is given.

    `by`: a speaker (id or name) or a side (its slug): the record on that one's word alone, the articles' own voice left out;
    `without`: the record without that one's word. `knowledge` folds forces into the power for which they hold land; without it each
    actor holds for himself. Raises UsageError where a judgement's correction cannot be applied.
    """
    kept = heard(judged(claims, judgements), by=by, without=without)
    story_of = stories_of(stories)
    known = {a.id: a for a in articles}
    here = [c for c in kept if c.place is not None]
    tied = ties(judgements)
    wider = [c for c in here if informs(c)]
    placed = at_places(here, known, story_of, knowledge, at=gathered(here, knowledge), tied=tied, wider=wider)
    told = in_stories(kept, known, story_of, knowledge, tied=tied)
    both = sorted((*placed.incidents, *told.incidents), key=lambda i: i.id)
    return Record(tuple(both), placed.control, series(told.figures, knowledge or load()))


def at_places(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    story_of: Mapping[str, str],
    knowledge: Knowledge | None,
    *,
    at: Mapping[str, str],
    places: AbstractSet[str] | None = None,
    known: AbstractSet[str] = frozenset(),
    tied: Sequence[Tie] = (),
    wider: Sequence[Claim] = (),
) -> Record:
    """The incidents and the control of some `places` (None: of all), from all claims at them and all that are gathered to them (`at`).
    `known`: ids of incidents that are not made again where they would come out as they are; `tied`: what reviewers joined and parted;
    `wider`: see `held`."""
    seen = replace(_setting(articles, story_of, knowledge), at=at, ties=tied)
    joined = [c for c in claims if places is None or place_of(c, at) in places]
    own = [c for c in claims if places is None or (c.place is not None and c.place.id in places)]
    made, kept = incidents(joined, seen, known)
    return Record(made, held(own, articles, story_of, knowledge, wider), (), kept)


def held(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    story_of: Mapping[str, str],
    knowledge: Knowledge | None,
    wider: Sequence[Claim] = (),
) -> tuple[ControlSpell, ...]:
    """The control of some places alone, from all claims at them of kinds that bear on it (`evidence.SAID`; of a place of which none is told as a fact, from
    all), and those on the places `wider` than they that inform them (`around.informs`)."""
    return control(claims, articles, Parties.of(knowledge), story_of, wider)


def in_stories(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    story_of: Mapping[str, str],
    knowledge: Knowledge | None,
    *,
    tied: Sequence[Tie] = (),
) -> Record:
    """The incidents without a place, and the figures, of some stories, from all their claims that have no place or give a number."""
    nowhere = [c for c in claims if c.place is None]
    counted = figures(claims, articles, story_of, knowledge or load())
    return Record(incidents(nowhere, replace(_setting(articles, story_of, knowledge), ties=tied))[0], (), counted)


def _setting(articles: Mapping[str, Article], story_of: Mapping[str, str], knowledge: Knowledge | None) -> Setting:
    return Setting(Parties.of(knowledge), story_of, articles, rules(knowledge or load()))


def heard(claims: Sequence[Claim], *, by: str | None = None, without: str | None = None) -> list[Claim]:
    """The claims that a speaker or side makes, those that it does not make, or (neither given) all."""
    told = [c for c in claims if by is None or (c.speaker is not None and says(c.speaker, by))]
    return [c for c in told if without is None or c.speaker is None or not says(c.speaker, without)]


def says(speaker: Speaker, by: str) -> bool:
    """Whether a speaker is the one asked for, or of the side asked for."""
    return not {by, slug(by)}.isdisjoint((speaker.id, slug(speaker.name), speaker.side))
