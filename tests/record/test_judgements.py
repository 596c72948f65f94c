import pytest

from khaldun.errors import UsageError
from khaldun.model import Claim, Judgement
from tests.record.make import ARMY, REBELS, SECT, claim, holder, place, record

GAIN = claim("control.gain", "2016-03-27", ARMY)


def verdict(name: str, said: str, made: str = "2020-01-01", field: str | None = None, value: str | None = None) -> Judgement:
    return Judgement(name, GAIN.id, said, "reviewer", made, field, value)  # type: ignore[arg-type]


def test_a_rejected_claim_is_left_out() -> None:
    assert record(GAIN, judgements=[verdict("j", "reject")]).control == ()


def test_a_later_accept_takes_the_rejection_back() -> None:
    later = [verdict("b", "accept", "2020-01-02"), verdict("a", "reject", "2020-01-01")]
    assert len(record(GAIN, judgements=later).control) == 1


def test_a_corrected_date_moves_the_spell() -> None:
    moved = verdict("j", "correct", field="when", value='{"start": "2016-03-25", "end": "2016-03-25", "precision": "day"}')
    assert str(record(GAIN, judgements=[moved]).control[0].start) == "2016-03-25"


def test_a_corrected_actor_holds_the_place() -> None:
    other = verdict("j", "correct", field="actors", value='[{"id": "black-banner", "name": "Black Banner"}]')
    assert holder(record(GAIN, judgements=[other]), "2016-03-28") == SECT.id


def test_the_last_correction_of_a_field_counts() -> None:
    some = [
        verdict("a", "correct", "2020-01-02", "status", '"happened"'),
        verdict("b", "correct", "2020-01-01", "status", '"denied"'),
    ]
    assert len(record(GAIN, judgements=some).control) == 1


def test_a_correction_of_the_extent_keeps_the_place() -> None:
    part = verdict("j", "correct", field="place", value='{"extent": "part"}')
    assert record(GAIN, judgements=[part]).control[0].status == "contested"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", '"sometimes"'),
        ("when", '{"start": "2016-13-01"}'),
        ("trigger", '"x"'),
        ("when", '{"start":"2016-02-02","end":"2016-02-01"}'),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(field: str, value: str) -> None:
    with pytest.raises(UsageError, match="judgement j"):
        record(GAIN, judgements=[verdict("j", "correct", field=field, value=value)])


# --- happenings joined and parted

CLASH, LATER = claim("clash", "2016-03-01", ARMY, of=[REBELS]), claim("clash", "2016-03-20", ARMY, of=[REBELS], article="art-2")
AGAIN = claim("clash", "2016-03-01", ARMY, of=[REBELS], article="art-3")
ELSEWHERE = claim("clash", "2016-03-01", ARMY, of=[REBELS], at=place("Dorna"))


def tie(said: str, one: Claim, other: Claim, made: str = "2020-01-01") -> Judgement:
    return Judgement(f"{said}-{made}", one.id, said, "me", made, value=other.id)  # type: ignore[arg-type]


def happenings(*claims: Claim, told: list[Judgement]) -> list[set[str]]:
    found = record(*claims, judgements=told).incidents
    return sorted(({*i.claim_ids} for i in found), key=sorted)


def sets(*groups: tuple[Claim, ...]) -> list[set[str]]:
    return sorted(({c.id for c in group} for group in groups), key=sorted)


def test_what_a_reviewer_joins_is_one_happening() -> None:
    assert happenings(CLASH, LATER, told=[]) == sets((CLASH,), (LATER,))
    assert happenings(CLASH, LATER, told=[tie("join", CLASH, LATER)]) == sets((CLASH, LATER))


def test_what_a_reviewer_parts_is_two() -> None:
    assert happenings(CLASH, AGAIN, told=[]) == sets((CLASH, AGAIN))
    assert happenings(CLASH, AGAIN, told=[tie("part", CLASH, AGAIN)]) == sets((CLASH,), (AGAIN,))


def test_of_a_pair_the_last_word_counts_whichever_claim_it_was_said_of() -> None:
    told = [tie("part", CLASH, AGAIN), tie("join", AGAIN, CLASH, "2020-01-02")]
    assert happenings(CLASH, AGAIN, told=told) == sets((CLASH, AGAIN))


def test_a_claim_that_is_parted_can_be_joined_with_another() -> None:
    told = [tie("part", AGAIN, CLASH), tie("join", AGAIN, LATER, "2020-01-02")]
    assert happenings(CLASH, AGAIN, LATER, told=told) == sets((CLASH,), (AGAIN, LATER))


def test_a_join_that_is_taken_back_joins_nothing() -> None:
    joined = tie("join", CLASH, LATER)
    back = Judgement("u", CLASH.id, "undo", "me", "2020-01-02", value=joined.id)
    assert happenings(CLASH, LATER, told=[joined, back]) == sets((CLASH,), (LATER,))


def test_claims_of_two_places_stay_apart() -> None:
    assert happenings(CLASH, ELSEWHERE, told=[tie("join", CLASH, ELSEWHERE)]) == sets((CLASH,), (ELSEWHERE,))


def test_a_tie_with_a_claim_that_is_not_there_changes_nothing() -> None:
    gone = Judgement("j", CLASH.id, "join", "me", "2020-01-01", value="clm-gone")
    assert happenings(CLASH, LATER, told=[gone]) == sets((CLASH,), (LATER,))
