from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import Actor, Claim, ControlSpell, Judgement
from tests.record.make import (
    ARMY,
    BLUE_OFFICE,
    GUARD,
    MONITOR,
    REBELS,
    RED_MINISTRY,
    SECT,
    claim,
    holder,
    place,
    record,
    story,
    wide,
)

KINDS = [
    "control.gain",
    "control.loss",
    "control.hold",
    "control.contest",
    "siege",
    "siege.relief",
    "withdrawal",
    "advance",
    "airstrike",
    "clash",
]
DAYS = ["2014-06", "2015-05-20", "2016", "2016-03-26", "2016-03-27", "2016-12-11", "2013..2016-04-08", "..2016-10-10", None]
ACTORS = [ARMY, GUARD, REBELS, SECT]

on_town = st.builds(
    lambda kind, day, who, of, extent, status, says, article, basis: claim(
        kind,
        day,
        who,
        of=[of] if of and of != who else [],
        at=place(extent=extent, province="Norland"),
        status=status,
        says=says,
        article=article,
        basis=basis,
    ),
    st.sampled_from(KINDS),
    st.sampled_from(DAYS),
    st.sampled_from(ACTORS),
    st.sampled_from([None, *ACTORS]),
    st.sampled_from(["whole", "whole", "most", "part"]),
    st.sampled_from(["happened", "ongoing", "ended", "denied", "planned"]),
    st.sampled_from([None, RED_MINISTRY, BLUE_OFFICE, MONITOR]),
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["explicit", "article"]),
)
on_province = st.builds(
    lambda kind, day, who, of, said, status, says, article: wide(
        kind, day, who, of=[of] if of and of != who else [], said=said, status=status, says=says, article=article
    ),
    st.sampled_from(["control.gain", "control.hold", "control.loss", "siege"]),
    st.sampled_from(DAYS),
    st.sampled_from(ACTORS),
    st.sampled_from([None, *ACTORS]),
    st.sampled_from(["all of Norland", "most of Norland", "Norland province", "all of Norland except for Velmar"]),
    st.sampled_from(["happened", "ongoing", "ended", "denied", "planned"]),
    st.sampled_from([None, RED_MINISTRY, BLUE_OFFICE, MONITOR]),
    st.sampled_from(["a", "b", "c", "d"]),
)
claims = st.one_of(on_town, on_town, on_province)
STORIES = [story("a", "b"), story("c"), story("d")]


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(some: list[Claim], chance: object) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert record(*shuffled, stories=STORIES[::-1]) == record(*some, stories=STORIES)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=12))
def test_a_claim_handed_over_twice_counts_once(some: list[Claim]) -> None:
    assert record(*some, *some, stories=STORIES) == record(*some, stories=STORIES)


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, max_size=14))
def test_spells_of_a_place_follow_one_another(some: list[Claim]) -> None:
    spells = record(*some, stories=STORIES).control
    assert all(s.stop is None or s.start < s.stop for s in spells)
    following = [(a, b) for a, b in pairwise(spells) if a.place == b.place]
    assert all(a.stop is not None and a.stop <= b.start for a, b in following)


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, max_size=14))
def test_what_is_told_stands_on_claims(some: list[Claim]) -> None:
    ids = {c.id for c in some}
    for spell in record(*some, stories=STORIES).control:
        assert 0 <= spell.probability <= 1
        assert {*spell.claims_for, *spell.claims_against} <= ids
        assert not set(spell.claims_for) & set(spell.claims_against)
        assert set(spell.around) <= {*spell.claims_for, *spell.claims_against}
        assert spell.status != "held" or (spell.holder_id is not None and spell.claims_for and spell.probability >= 0.5)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=12))
def test_each_happening_told_as_a_fact_is_in_one_incident(some: list[Claim]) -> None:
    listed = [i for incident in record(*some, stories=STORIES).incidents for i in incident.claim_ids]
    told = {c.id for c in some if c.kind != "control.hold" and c.status in ("happened", "ongoing", "ended", "denied")}
    assert sorted(listed) == sorted(told)


@settings(max_examples=40, deadline=None)
@given(st.lists(claims, min_size=1, max_size=8))
def test_rejecting_every_claim_leaves_nothing(some: list[Claim]) -> None:
    verdicts = [Judgement(f"j{n}", c.id, "reject", "me", "2020-01-01") for n, c in enumerate(some)]
    empty = record(*some, stories=STORIES, judgements=verdicts)
    assert (empty.incidents, empty.control, empty.figures) == ((), (), ())


@settings(max_examples=40, deadline=None)
@given(st.lists(claims, max_size=12))
def test_without_a_speaker_it_is_as_if_he_had_said_nothing(some: list[Claim]) -> None:
    silent = [c for c in some if c.speaker != MONITOR]
    assert record(*some, stories=STORIES, without="The Watch") == record(*silent, stories=STORIES)


@settings(max_examples=40, deadline=None)
@given(st.lists(claims, max_size=12))
def test_a_sides_word_alone_is_the_record_of_its_claims(some: list[Claim]) -> None:
    theirs = [c for c in some if c.speaker == RED_MINISTRY]
    assert record(*some, stories=STORIES, by="red") == record(*theirs, stories=STORIES)


@given(st.integers(0, 3000))
def test_fading_never_grows(days: int) -> None:
    from khaldun.record import probability_on

    (spell,) = record(claim("control.gain", "2014-06-10", SECT)).control
    day = spell.start + timedelta(days)
    assert probability_on(spell, day) >= probability_on(spell, day + timedelta(1))


def _told(spells: tuple[ControlSpell, ...]) -> list[tuple[Any, ...]]:
    """What spells say, without the claims that they say it by."""
    return [
        (s.place.id, s.start, s.stop, s.holder_id, s.status, s.probability, s.others, s.origins, s.reported) for s in spells
    ]


def _copy(one: Claim, article: str) -> Claim:
    return replace(one, id=f"{one.id}-{article}", article_id=article)


@settings(max_examples=100, deadline=None)
@given(st.lists(claims, min_size=1, max_size=10), st.data())
def test_prints_of_one_story_add_nothing(some: list[Claim], data: st.DataObject) -> None:
    """A claim told again in another print of its story changes nothing of what is told, so that it raises no probability either."""
    again = data.draw(st.lists(st.sampled_from(some), max_size=5))
    printed = {"a": "a-2", "b": "b-2", "c": "c-2", "d": "d-2"}
    stories = [story("a", "b", "a-2", "b-2"), story("c", "c-2"), story("d", "d-2")]
    copies = [_copy(c, printed[c.article_id]) for c in again]
    assert _told(record(*some, *copies, stories=stories).control) == _told(record(*some, stories=stories).control)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(claims, max_size=10),
    st.lists(claims, max_size=5),
    st.sampled_from(["denied", "planned", "expected", "hypothetical"]),
)
def test_what_is_no_fact_gives_no_control(some: list[Claim], others: list[Claim], status: Any) -> None:
    unsaid = [replace(c, id=f"{c.id}-no", status=status) for c in others]
    assert _told(record(*some, *unsaid, stories=STORIES).control) == _told(record(*some, stories=STORIES).control)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=8), st.lists(claims, max_size=8))
def test_places_are_told_of_one_by_one(here: list[Claim], there: list[Claim]) -> None:
    moved = [replace(c, id=f"{c.id}-there", place=place("Ostrel", extent=c.place.extent)) for c in there if c.place]
    both = record(*here, *moved, stories=STORIES).control
    assert set(both) == {*record(*here, stories=STORIES).control, *record(*moved, stories=STORIES).control}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(on_province, max_size=8),
    st.sampled_from(ACTORS),
    st.sampled_from(["2016-03-26", "2016-12-11"]),
    st.integers(-2, 2),
)
def test_what_is_told_of_a_town_outweighs_what_is_told_of_its_province(
    some: list[Claim], who: Actor, day: str, apart: int
) -> None:
    told = (date.fromisoformat(day) + timedelta(apart)).isoformat()
    own = claim("control.hold", told, who, at=place(province="Norland"), status="ongoing", article="own")
    assert holder(record(own, *some, stories=STORIES), told) == holder(record(own), told)


@settings(max_examples=100, deadline=None)
@given(st.lists(on_town, max_size=8), st.lists(on_province, max_size=6))
def test_the_province_itself_is_told_of_by_its_own_claims_alone(towns: list[Claim], some: list[Claim]) -> None:
    spells = [s for s in record(*towns, *some, stories=STORIES).control if s.place.name == "Norland"]
    assert spells == list(record(*some, stories=STORIES).control)


@settings(max_examples=100, deadline=None)
@given(st.lists(claims, max_size=10))
def test_words_on_the_province_that_are_no_fact_are_not_among_the_evidence(some: list[Claim]) -> None:
    facts = {c.id for c in some if c.status in ("happened", "ongoing", "ended")}
    assert all(set(s.around) <= facts for s in record(*some, stories=STORIES).control)
