from dataclasses import replace

from khaldun.model import Relation
from khaldun.record import Record, probability_on
from tests.record.make import (
    ARMY,
    BLUE_OFFICE,
    GUARD,
    MONITOR,
    REBELS,
    RED_MINISTRY,
    SECT,
    SOMEBODY,
    WATCH,
    article,
    claim,
    holder,
    place,
    record,
    spell,
    story,
)

PART = place(extent="part")


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


def test_a_state_on_the_very_day_of_a_capture_by_another_is_the_state_before() -> None:
    found = record(claim("control.gain", "2016-03-27", ARMY), claim("control.hold", "2016-03-27", SECT, status="ongoing"))
    assert (holder(found, "2016-03-26"), holder(found, "2016-03-28")) == ("black-banner", "red-army")


def test_from_whom_it_was_taken_is_weak_evidence_of_who_held_it() -> None:
    (first, second) = record(claim("control.gain", "2016-03-27", ARMY, of=[SECT])).control
    assert (first.holder_id, second.holder_id) == ("black-banner", "red-army")
    assert first.probability < second.probability


def test_a_state_as_of_an_article_began_at_least_a_little_before() -> None:
    found = record(claim("control.hold", "2016-04-08", SECT, status="ongoing", basis="article"))
    assert holder(found, "2016-04-01") == "black-banner"
    assert holder(found, "2016-01-01") is None


def test_a_state_since_a_year_reaches_back_to_it() -> None:
    found = record(claim("control.hold", "2014..2016-04-08", SECT, status="ongoing"))
    assert holder(found, "2014-07-01") == "black-banner"


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


def test_a_loss_to_somebody_named_is_his_gain() -> None:
    found = record(claim("control.loss", "2017-07-10", SECT, of=[ARMY]), claim("control.hold", "2017-08-01", ARMY))
    assert holder(found, "2017-07-10") == "red-army"


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


def test_part_of_a_place_does_not_give_the_whole() -> None:
    found = record(claim("control.gain", "2016-01-01", SECT), claim("control.gain", "2016-06-01", ARMY, at=PART))
    now = spell(found, "2016-06-02")
    assert now is not None
    assert (now.status, now.holder_id, now.others[0][0]) == ("contested", "black-banner", "red-army")


def test_the_only_one_known_to_have_a_part_is_named_but_as_contested() -> None:
    (only,) = record(claim("control.hold", "2016-06-01", ARMY, at=PART)).control
    assert (only.status, only.holder_id) == ("contested", "red-army")
    assert only.probability < 0.5


def test_two_with_a_part_each_leave_the_place_without_a_holder() -> None:
    found = record(claim("control.hold", "2016-06-01", ARMY, at=PART), claim("control.hold", "2016-06-01", REBELS, at=PART))
    assert holder(found, "2016-06-01") == "contested"


def test_a_part_of_ones_own_says_nothing_new() -> None:
    found = record(claim("control.gain", "2016-01-01", ARMY), claim("control.gain", "2016-06-01", GUARD, at=PART))
    assert [s.status for s in found.control] == ["held"]


def test_fighting_makes_it_contested_until_somebody_takes_it() -> None:
    fight = claim("control.contest", "2016-03-20", ARMY, SECT)
    found = record(claim("control.gain", "2015-05-20", SECT), fight, claim("control.gain", "2016-03-27", ARMY))
    assert holder(found, "2016-03-25") == "contested black-banner"
    assert holder(found, "2016-03-27") == "red-army"


def test_fighting_of_which_nothing_more_is_heard_fades() -> None:
    found = record(claim("control.gain", "2015-05-20", SECT), claim("control.contest", "2016-03-20", ARMY, SECT))
    assert holder(found, "2016-12-01") == "black-banner"


def test_a_siege_names_the_besieged_and_ends_with_its_relief() -> None:
    siege = claim("siege", "2015-01-01..2017-09-04", SECT, of=[ARMY], status="ongoing")
    found = record(siege, claim("siege.relief", "2017-09-05", ARMY))
    assert holder(found, "2016-01-01") == "besieged red-army"
    assert holder(found, "2017-09-06") is None


def test_besiegers_who_hold_a_part_do_not_hold_the_place() -> None:
    found = record(
        claim("siege", "2017-09-01", SECT, of=[ARMY], status="ongoing"),
        claim("control.hold", "2017-09-01", ARMY, at=PART, status="ongoing"),
    )
    assert holder(found, "2017-09-01") == "besieged red-army"


def test_a_month_is_over_before_the_place_surely_changed_hands() -> None:
    assert str(record(claim("control.gain", "2014-06", SECT)).control[0].start) == "2014-06-30"


def test_a_month_and_a_day_in_it_are_one_capture() -> None:
    found = record(claim("control.gain", "2014-06", SECT), claim("control.gain", "2014-06-10", SECT, article="art-2"))
    assert [str(s.start) for s in found.control] == ["2014-06-10"]
    assert len(found.control[0].claims_for) == 2


def test_an_old_year_told_again_does_not_undo_what_came_after() -> None:
    found = record(
        claim("control.gain", "2016-03-27", ARMY),
        claim("control.gain", "2016-12-11", SECT),
        claim("control.gain", "2016", ARMY, article="art-2"),
    )
    assert holder(found, "2017-01-15") == "black-banner"


def test_a_capture_without_a_day_happened_on_the_day_of_the_loss() -> None:
    found = record(
        claim("control.gain", "2016-04-08", ARMY, basis="article"),
        claim("control.loss", "2016-04-04", SECT),
    )
    assert str(found.control[-1].start) == "2016-04-04"
    assert found.control[-1].holder_id == "red-army"


def test_reports_a_day_apart_are_one_capture_on_the_day_most_reports_give() -> None:
    found = record(
        claim("control.gain", "2016-03-26", ARMY, article="a"),
        claim("control.gain", "2016-03-27", ARMY, article="b"),
        claim("control.gain", "2016-03-27", GUARD, article="c"),
    )
    assert [str(s.start) for s in found.control] == ["2016-03-27"]


def test_what_an_article_could_not_know_is_no_fact() -> None:
    assert record(claim("control.gain", "2017-03-27", ARMY), articles=[article("art-1", "2016-01-01")]).control == ()


def test_no_date_gives_no_spell() -> None:
    assert record(claim("control.gain", None, ARMY)).control == ()


def test_points_off_a_place_countries_and_rivers_are_not_held() -> None:
    off = place(relation=Relation(90.0, 70.0, "local:velmar"))
    for where in (off, place("Redland", kind="country"), place("Long River", kind="river")):
        assert record(claim("control.gain", "2016-03-27", ARMY, at=where)).control == ()


def test_monitors_hold_nothing() -> None:
    assert record(claim("control.hold", "2016-03-27", WATCH)).control == ()


def test_copies_add_nothing_and_a_second_origin_does() -> None:
    one = [claim("control.hold", "2016-03-27", ARMY, article=f"a{n}", sure=0.6) for n in range(3)]
    copied = record(*one, stories=[story("a0", "a1", "a2")]).control[0]
    told = record(*one).control[0]
    assert copied.probability == record(one[0]).control[0].probability
    assert (len(copied.origins), len(told.origins)) == (1, 3)
    assert told.probability > copied.probability


def test_a_speaker_quoted_in_two_stories_is_one_origin() -> None:
    found = record(*(claim("control.gain", "2016-03-27", ARMY, article=a, says=MONITOR) for a in ("a", "b")))
    assert found.control[0].origins == ("the-watch",)


def test_an_unnamed_source_is_as_good_as_its_story() -> None:
    found = record(*(claim("control.gain", "2016-03-27", ARMY, article=a, says=SOMEBODY) for a in ("a", "b")))
    assert found.control[0].origins == ("a", "b")


def test_ones_own_success_counts_less_than_ones_own_loss() -> None:
    own = record(claim("control.gain", "2016-03-27", ARMY, says=RED_MINISTRY)).control[-1]
    others = record(claim("control.gain", "2016-03-27", ARMY, says=BLUE_OFFICE)).control[-1]
    assert own.probability < others.probability


def test_ones_word_alone() -> None:
    ours = claim("control.gain", "2016-03-27", ARMY, says=RED_MINISTRY)
    theirs = claim("control.hold", "2016-04-27", REBELS, says=BLUE_OFFICE)
    by_side = record(ours, theirs, claim("control.hold", "2016-05-01", SECT), by="red")
    assert [s.holder_id for s in by_side.control] == ["red-army"]
    assert [s.holder_id for s in record(ours, theirs, by="Blue Press Office").control] == ["blue-rebels"]


def test_one_stray_report_against_a_fresh_capture_does_not_undo_it() -> None:
    stray = claim("control.hold", "2016-03-30", SECT, article="art-2")
    found = record(claim("control.gain", "2016-03-27", ARMY), stray)
    held = spell(found, "2016-04-01")
    assert held is not None
    assert held.holder_id == "red-army"
    assert held.claims_against == (stray.id,)
    assert dict(held.others)["black-banner"] > 0.02


def test_a_fall_without_parties_dates_the_capture_that_has_no_day() -> None:
    found = record(claim("control.gain", "2016-04-08", ARMY, basis="article"), claim("control.loss", "2016-04-04"))
    assert [(s.holder_id, str(s.start)) for s in found.control] == [("red-army", "2016-04-04")]


def test_a_fall_without_parties_ends_the_holding_that_was() -> None:
    found = record(claim("control.gain", "2012-02-12", REBELS), claim("control.loss", "2012-03-15"))
    assert (holder(found, "2012-03-01"), holder(found, "2012-04-01")) == ("blue-rebels", "unknown")


def test_a_siege_by_the_one_who_then_holds_it_is_over() -> None:
    siege = claim("siege", "2016-04-08", ARMY, basis="article")
    assert [s.status for s in record(claim("control.gain", "2016-04-04", ARMY), siege).control] == ["held"]


def test_a_siege_told_of_years_ends_with_the_capture_near_its_end() -> None:
    siege = claim("siege", "2015-05-03..2017-11-04", SECT, of=[ARMY])
    found = record(siege, claim("control.gain", "2017-11-03", ARMY))
    assert holder(found, "2016-01-01") == "besieged red-army"
    assert holder(found, "2017-11-03") == "red-army"


def test_an_article_whose_own_date_is_guessed_does_not_overrule_a_date_that_it_says() -> None:
    old = article("art-1", "2016-01-01")
    guessed = replace(old, published=replace(old.published, basis="inferred"))
    assert len(record(claim("control.gain", "2017-03-27", ARMY), articles=[guessed]).control) == 1


def test_forces_without_a_name_hold_nothing() -> None:
    from khaldun.model import Actor

    allies = Actor("allies", "allies", "its allies", 0, 10, kind="coalition")
    assert record(claim("control.gain", "2016-03-27", allies)).control == ()
    assert holder(record(claim("control.gain", "2016-03-27", allies, ARMY)), "2016-03-27") == "red-army"


def test_who_besieges_what_is_left_of_a_town_holds_the_town() -> None:
    siege = claim("siege", "2015-01-28", ARMY, of=[SECT], at=PART)
    assert [s.holder_id for s in record(claim("control.gain", "2015-01-26", ARMY), siege).control] == ["red-army"]


def test_a_capture_that_names_only_the_loser_is_his_loss() -> None:
    found = record(claim("control.gain", "2015-12-28", of=[SECT]))
    assert (holder(found, "2015-12-01"), holder(found, "2015-12-28")) == ("black-banner", "unknown")


def test_what_was_before_a_change_does_not_reach_back_over_a_known_capture() -> None:
    found = record(
        claim("control.gain", "2015-01-26", ARMY),
        claim("control.hold", "2015-03-16", SECT, status="ended"),
        claim("control.gain", "2015-03-16", REBELS),
    )
    assert holder(found, "2015-02-01") == "red-army"


def test_a_formerly_held_town_was_held_until_the_capture_before() -> None:
    former = claim("control.hold", "2016-12-01", SECT, status="ended")
    found = record(claim("control.gain", "2016-03-27", ARMY), former)
    assert (holder(found, "2016-03-01"), holder(found, "2016-11-01")) == ("black-banner", "red-army")


def test_a_formerly_held_town_is_lost_where_no_capture_is_known() -> None:
    found = record(claim("control.hold", "2016-12-01", SECT, status="ended"))
    assert holder(found, "2016-12-02") == "unknown"


def test_who_tells_of_both_tells_of_a_change_between() -> None:
    taken = claim("control.gain", "2013-07-01", REBELS)
    assert holder(record(taken, claim("control.hold", "2013-08-01", ARMY)), "2013-08-02") == "red-army"
    assert holder(record(taken, claim("control.hold", "2013-08-01", ARMY, article="art-2")), "2013-08-02") == "blue-rebels"


MOST = place(extent="most")


def test_a_relief_says_that_the_siege_lasted_until_it() -> None:
    siege = claim("siege", "2015-01-01..2017-03-02", SECT, of=[ARMY], status="ongoing")
    found = record(siege, claim("siege.relief", "2017-09-05", ARMY))
    assert holder(found, "2017-09-04") == "besieged red-army"


def test_a_relief_of_another_siege_long_after_says_nothing_of_the_first() -> None:
    found = record(claim("siege", "2013-01-01", SECT, of=[ARMY]), claim("siege.relief", "2017-09-05", ARMY))
    assert holder(found, "2016-01-01") is None


def test_a_capture_before_the_relief_ends_the_siege() -> None:
    siege, taken = claim("siege", "2016-01-01", SECT, of=[ARMY]), claim("control.gain", "2016-02-01", SECT)
    assert holder(record(siege, taken, claim("siege.relief", "2017-01-05", ARMY)), "2016-03-01") == "black-banner"


def test_most_of_a_besieged_town_is_not_the_town() -> None:
    found = record(
        claim("siege", "2015-01-01..2017-03-02", SECT, of=[ARMY], status="ongoing"),
        claim("siege.relief", "2017-09-05", ARMY, article="b"),
        claim("control.hold", "2017-09-05", SECT, at=MOST, status="ongoing", article="b"),
        claim("control.gain", "2017-11-03", ARMY, article="c"),
    )
    assert holder(found, "2017-08-10") == "besieged red-army"
    assert holder(found, "2017-10-01") == "contested black-banner"
    assert holder(found, "2017-11-03") == "red-army"


def test_most_of_a_town_beside_a_rival_in_it_is_contested_from_its_start() -> None:
    found = record(
        claim("control.hold", "2016-06-01", ARMY, at=PART, status="ongoing"),
        claim("control.hold", "2016-06-20", SECT, at=MOST, status="ongoing"),
    )
    assert {s.status for s in found.control if s.holder_id == "black-banner"} == {"contested"}


def test_most_of_a_town_is_held_where_no_rival_is_known() -> None:
    assert holder(record(claim("control.hold", "2016-06-20", SECT, at=MOST, status="ongoing")), "2016-06-20") == "black-banner"


def test_a_part_taken_stays_the_rivals_until_the_whole_falls() -> None:
    found = record(
        claim("control.gain", "2014-06-10", SECT),
        claim("control.hold", "2016-10-17", SECT),
        claim("control.gain", "2017-01-24", ARMY, at=PART),
        claim("control.gain", "2017-07-10", ARMY),
    )
    assert [(s.status, s.holder_id) for s in found.control] == [
        ("held", "black-banner"),
        ("contested", "black-banner"),
        ("held", "red-army"),
    ]


def test_a_part_taken_is_not_handed_back_by_silence() -> None:
    found = record(claim("control.gain", "2014-06-10", SECT), claim("control.gain", "2015-01-24", ARMY, at=PART))
    assert (holder(found, "2015-12-01"), holder(found, "2017-01-01")) == ("contested black-banner", "unknown")


def test_a_later_report_of_the_whole_gives_the_part_back() -> None:
    taken, part = claim("control.gain", "2014-06-10", SECT), claim("control.gain", "2015-01-24", ARMY, at=PART)
    found = record(taken, part, claim("control.hold", "2015-04-01", SECT))
    assert holder(found, "2015-05-01") == "black-banner"


def test_a_rival_who_loses_the_place_loses_his_part() -> None:
    taken, part = claim("control.gain", "2014-06-10", SECT), claim("control.gain", "2015-01-24", ARMY, at=PART)
    found = record(taken, part, claim("withdrawal", "2015-02-10", ARMY))
    assert holder(found, "2015-03-01") == "black-banner"


def test_held_since_a_year_and_taken_on_the_day_of_the_report() -> None:
    for status in ("ongoing", "ended", "happened"):
        held = claim("control.hold", "2014-01-01..2016-06-26", SECT, status=status)
        found = record(held, claim("control.gain", "2016-06-26", ARMY))
        assert holder(found, "2014-01-02") == holder(found, "2016-06-25") == "black-banner"
        assert holder(found, "2016-06-26") == "red-army"


def test_the_fighting_for_a_capture_told_the_day_after_is_no_new_fighting() -> None:
    taken = claim("control.gain", "2016-03-27", ARMY)
    for status in ("happened", "ended"):
        fought = claim("control.contest", "2016-03-28", ARMY, SECT, status=status)
        assert {s.status for s in record(taken, fought).control} == {"held"}
    still = claim("control.contest", "2016-03-28", ARMY, SECT, status="ongoing")
    assert holder(record(taken, still), "2016-03-28") == "contested red-army"


def test_fighting_that_is_over_does_not_go_on() -> None:
    found = record(
        claim("control.gain", "2015-05-20", SECT), claim("control.contest", "2016-03-20", ARMY, SECT, status="ended")
    )
    assert holder(found, "2016-03-21") == "black-banner"


def test_that_nobody_is_known_does_not_fade() -> None:
    lost = record(claim("control.loss", "2017-07-10", SECT)).control[-1]
    assert probability_on(lost, lost.start.replace(year=2020)) == lost.probability


def test_a_place_without_a_point_is_held_all_the_same() -> None:
    somewhere = replace(place(), lat=None, lon=None)
    found = record(claim("control.gain", "2016-03-27", ARMY, at=somewhere), claim("clash", "2016-03-26", ARMY, at=somewhere))
    assert holder(found, "2016-03-27") == "red-army"
    assert len(found.incidents) == 2


def test_a_part_that_was_held_until_a_day_was_held_before_it_only() -> None:
    found = record(
        claim("control.hold", "2016-06-26", SECT, at=PART, status="ended"), claim("control.gain", "2016-06-26", ARMY)
    )
    assert (holder(found, "2016-06-20"), holder(found, "2016-06-26")) == ("contested black-banner", "red-army")
    (alone,) = record(claim("control.hold", "2016-06-26", SECT, at=PART, status="ended")).control
    assert str(alone.stop) == "2016-06-26"


def test_a_loss_to_a_named_taker_is_his_capture() -> None:
    (before, after) = record(claim("control.loss", "2017-07-10", SECT, of=[ARMY])).control
    assert (before.holder_id, after.holder_id) == ("black-banner", "red-army")
    assert after.probability > before.probability


def test_a_state_and_a_loss_told_of_one_month_follow_one_another() -> None:
    found = record(claim("control.hold", "2012-06", REBELS), claim("control.loss", "2012-06", REBELS))
    assert (holder(found, "2012-06-30"), holder(found, "2012-07-01")) == ("blue-rebels", "unknown")


def test_who_takes_a_place_did_not_hold_it_before() -> None:
    found = record(claim("control.hold", "2014-01-15", REBELS), claim("control.gain", "2015-07-17", ARMY))
    assert holder(found, "2015-07-16") == "blue-rebels"


def _ends(found: Record, on: str) -> list[str | None]:
    one = spell(found, on)
    assert one is not None
    return [d and d.isoformat() for d in (one.earliest_start, one.latest_start, one.earliest_stop, one.latest_stop)]


def test_a_change_told_of_a_day_has_no_width() -> None:
    found = record(claim("control.gain", "2015-05-20", SECT), claim("control.gain", "2016-03-27", ARMY))
    assert _ends(found, "2015-06-01") == ["2015-05-20", "2015-05-20", "2016-03-27", "2016-03-27"]
    assert _ends(found, "2016-06-01") == ["2016-03-27", "2016-03-27", None, None]


def test_a_change_told_of_a_month_is_as_wide_as_the_month() -> None:
    assert _ends(record(claim("control.gain", "2016-03", ARMY)), "2016-04-01") == ["2016-03-01", "2016-03-31", None, None]


def test_a_change_that_is_not_told_lies_between_the_reports() -> None:
    found = record(claim("control.hold", "2014-01-01", REBELS), claim("control.hold", "2016-01-01", ARMY))
    assert _ends(found, "2014-02-01") == [None, "2014-01-01", "2014-01-01", "2016-01-01"]
    assert _ends(found, "2016-02-01") == ["2014-01-01", "2016-01-01", None, None]


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


def test_land_beside_a_town_is_no_part_of_it() -> None:
    for said in ("The army took two villages south of Velmar.", "The army holds Velmar's eastern countryside."):
        at = replace(PART, start=said.index("Velmar"), end=said.index("Velmar") + 6)
        assert record(claim("control.gain", "2016-06-01", ARMY, at=at, said=said)).control == ()
    said = "The army took two districts of Velmar."
    at = replace(PART, start=said.index("Velmar"), end=said.index("Velmar") + 6)
    assert holder(record(claim("control.gain", "2016-06-01", ARMY, at=at, said=said)), "2016-06-01") == "contested red-army"
