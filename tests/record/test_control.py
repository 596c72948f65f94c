from dataclasses import replace

from khaldun.record import probability_on
from khaldun.record.control import same_place
from tests.record.make import ARMY, BLUE_OFFICE, REBELS, SECT, claim, holder, place, record, spell


def test_who_takes_a_place_holds_it_from_that_day() -> None:
    found = record(claim("control.gain", "2016-03-27", ARMY))
    assert holder(found, "2016-03-27") == "red-army"
    assert holder(found, "2016-03-26") is None


def test_two_years_after_the_last_report_the_holder_is_still_told_but_less_surely() -> None:
    found = record(claim("control.gain", "2014-06-10", SECT))
    late = spell(found, "2016-06-01")
    assert late is not None and late.holder_id == "black-banner"
    assert late.reported is not None and late.reported.isoformat() == "2014-06-10"
    assert late.probability > 0.9
    assert probability_on(late, late.reported.replace(year=2016)) < 0.5


def test_a_second_taker_ends_the_first_spell() -> None:
    found = record(claim("control.gain", "2015-05-20", SECT), claim("control.gain", "2016-03-27", ARMY))
    assert [(s.holder_id, str(s.start), s.stop and str(s.stop)) for s in found.control] == [
        ("black-banner", "2015-05-20", "2016-03-27"),
        ("red-army", "2016-03-27", None),
    ]


def test_what_a_place_was_before_its_capture_is_told_of_the_time_before() -> None:
    found = record(claim("control.gain", "2016-03-27", ARMY), claim("control.hold", "2016-03-27", SECT, status="ended"))
    assert holder(found, "2016-03-01") == "black-banner"
    assert holder(found, "2016-03-27") == "red-army"


def test_from_whom_it_was_taken_is_weak_evidence_of_who_held_it() -> None:
    (first, second) = record(claim("control.gain", "2016-03-27", ARMY, of=[SECT])).control
    assert (first.holder_id, second.holder_id) == ("black-banner", "red-army")
    assert first.probability < second.probability


def test_between_two_reports_that_agree_the_holder_goes_on() -> None:
    found = record(claim("control.gain", "2012-06-01", REBELS), claim("control.hold", "2016-06-01", REBELS))
    assert holder(found, "2014-06-01") == "blue-rebels"


def test_between_two_states_that_differ_the_time_of_change_is_left_unknown() -> None:
    found = record(claim("control.hold", "2014-01-01", REBELS), claim("control.hold", "2016-01-01", ARMY))
    assert holder(found, "2014-02-01") == "blue-rebels"
    assert holder(found, "2015-06-01") == "unknown"
    assert holder(found, "2016-01-01") == "red-army"


def test_a_loss_says_who_held_it_and_nothing_of_who_holds_it() -> None:
    found = record(claim("control.loss", "2017-07-10", SECT))
    assert holder(found, "2017-07-01") == "black-banner"
    assert holder(found, "2017-07-10") == "unknown"


def test_denied_planned_and_hoped_for_captures_give_nothing() -> None:
    for status in ("denied", "planned", "expected", "hypothetical"):
        assert record(claim("control.gain", "2016-03-27", ARMY, status=status)).control == ()


def test_a_denial_stands_against_the_holder() -> None:
    denial = claim("control.gain", "2016-03-28", ARMY, status="denied", says=BLUE_OFFICE)
    found = record(claim("control.gain", "2016-03-27", ARMY), denial)
    held = spell(found, "2016-03-29")
    assert held is not None and denial.id in held.claims_against


def test_who_denies_that_he_lost_it_speaks_against_its_new_holder() -> None:
    denial = claim("control.loss", "2016-03-28", SECT, status="denied")
    found = record(claim("control.gain", "2015-01-01", SECT), claim("control.gain", "2016-03-27", ARMY), denial)
    before, after = spell(found, "2016-01-01"), spell(found, "2016-03-29")
    assert before is not None and denial.id not in before.claims_against
    assert after is not None and after.holder_id == "red-army" and denial.id in after.claims_against


def test_one_stray_report_against_a_fresh_capture_does_not_undo_it() -> None:
    stray = claim("control.hold", "2016-03-30", SECT, article="art-2")
    found = record(claim("control.gain", "2016-03-27", ARMY), stray)
    held = spell(found, "2016-04-01")
    assert held is not None
    assert held.holder_id == "red-army"
    assert held.claims_against == (stray.id,)
    assert dict(held.others)["black-banner"] > 0.02


def test_who_tells_of_both_tells_of_a_change_between() -> None:
    taken = claim("control.gain", "2013-07-01", REBELS)
    assert holder(record(taken, claim("control.hold", "2013-08-01", ARMY)), "2013-08-02") == "red-army"
    assert holder(record(taken, claim("control.hold", "2013-08-01", ARMY, article="art-2")), "2013-08-02") == "blue-rebels"


def test_that_nobody_is_known_does_not_fade() -> None:
    lost = record(claim("control.loss", "2017-07-10", SECT)).control[-1]
    assert probability_on(lost, lost.start.replace(year=2020)) == lost.probability


def test_a_place_without_a_point_is_held_all_the_same() -> None:
    somewhere = replace(place(), lat=None, lon=None)
    found = record(claim("control.gain", "2016-03-27", ARMY, at=somewhere), claim("clash", "2016-03-26", ARMY, at=somewhere))
    assert holder(found, "2016-03-27") == "red-army"
    assert len(found.incidents) == 2


def test_who_takes_a_place_did_not_hold_it_before() -> None:
    found = record(claim("control.hold", "2014-01-15", REBELS), claim("control.gain", "2015-07-17", ARMY))
    assert holder(found, "2015-07-16") == "blue-rebels"


def test_what_is_lost_mostly_goes_to_the_one_who_had_pressed_for_it() -> None:
    pressed = claim("attack", "2016-03-24", ARMY)
    found = record(claim("control.gain", "2014-06-10", SECT), pressed, claim("control.loss", "2017-07-10", SECT))
    held = spell(found, "2017-07-10")
    assert held is not None and held.holder_id == "red-army" and pressed.id in held.claims_for
    assert 0.5 <= held.probability < 0.8


def test_of_two_who_had_pressed_for_it_neither_is_told_to_have_it() -> None:
    found = record(
        claim("control.gain", "2014-06-10", SECT),
        claim("attack", "2016-03-24", ARMY),
        claim("advance", "2017-03-24", REBELS),
        claim("control.loss", "2017-07-10", SECT),
    )
    assert holder(found, "2017-07-10") == "unknown"


def test_who_presses_for_a_place_does_not_hold_it() -> None:
    assert record(claim("attack", "2016-03-24", ARMY), claim("advance", "2016-03-25", ARMY)).control == ()


def test_a_plan_to_attack_is_no_pressing() -> None:
    planned = claim("attack", "2016-03-24", ARMY, status="planned")
    found = record(claim("control.gain", "2014-06-10", SECT), planned, claim("control.loss", "2017-07-10", SECT))
    assert holder(found, "2017-07-10") == "unknown"


def test_belief_fades_after_the_last_report_as_fast_as_places_change_hands() -> None:
    (held,) = record(claim("control.gain", "2014-06-10", SECT)).control
    assert held.reported is not None
    assert 0.3 < probability_on(held, held.reported.replace(year=2015)) / held.probability < 0.7


def test_a_place_of_the_texts_is_shown_where_it_is_told_most_closely() -> None:
    near = replace(place(), id="local:zarur", lat=36.1, lon=37.1, radius_km=12.0)
    far = replace(near, lat=36.4, lon=37.4, radius_km=100.0)
    for places in ((near, far), (far, near)):
        assert same_place(places).radius_km == 12.0
