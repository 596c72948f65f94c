import pytest

from khaldun.errors import UsageError
from khaldun.model import Judgement
from tests.record.make import ARMY, SECT, claim, holder, record

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
