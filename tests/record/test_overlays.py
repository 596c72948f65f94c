from dataclasses import replace

from tests.record.make import ARMY, GUARD, REBELS, SECT, claim, holder, place, record, spell

PART = place(extent="part")
MOST = place(extent="most")


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


def test_a_siege_by_the_one_who_then_holds_it_is_over() -> None:
    siege = claim("siege", "2016-04-08", ARMY, basis="article")
    assert [s.status for s in record(claim("control.gain", "2016-04-04", ARMY), siege).control] == ["held"]


def test_a_siege_told_of_years_ends_with_the_capture_near_its_end() -> None:
    siege = claim("siege", "2015-05-03..2017-11-04", SECT, of=[ARMY])
    found = record(siege, claim("control.gain", "2017-11-03", ARMY))
    assert holder(found, "2016-01-01") == "besieged red-army"
    assert holder(found, "2017-11-03") == "red-army"


def test_who_besieges_what_is_left_of_a_town_holds_the_town() -> None:
    siege = claim("siege", "2015-01-28", ARMY, of=[SECT], at=PART)
    assert [s.holder_id for s in record(claim("control.gain", "2015-01-26", ARMY), siege).control] == ["red-army"]


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


def test_a_part_that_was_held_until_a_day_was_held_before_it_only() -> None:
    found = record(
        claim("control.hold", "2016-06-26", SECT, at=PART, status="ended"), claim("control.gain", "2016-06-26", ARMY)
    )
    assert (holder(found, "2016-06-20"), holder(found, "2016-06-26")) == ("contested black-banner", "red-army")
    (alone,) = record(claim("control.hold", "2016-06-26", SECT, at=PART, status="ended")).control
    assert str(alone.stop) == "2016-06-26"


def test_land_beside_a_town_is_no_part_of_it() -> None:
    for said in ("The army took two villages south of Velmar.", "The army holds Velmar's eastern countryside."):
        at = replace(PART, start=said.index("Velmar"), end=said.index("Velmar") + 6)
        assert record(claim("control.gain", "2016-06-01", ARMY, at=at, said=said)).control == ()
    said = "The army took two districts of Velmar."
    at = replace(PART, start=said.index("Velmar"), end=said.index("Velmar") + 6)
    assert holder(record(claim("control.gain", "2016-06-01", ARMY, at=at, said=said)), "2016-06-01") == "contested red-army"
