from dataclasses import replace

from khaldun.model import Actor, Relation
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
    story,
)


def test_a_state_on_the_very_day_of_a_capture_by_another_is_the_state_before() -> None:
    found = record(claim("control.gain", "2016-03-27", ARMY), claim("control.hold", "2016-03-27", SECT, status="ongoing"))
    assert (holder(found, "2016-03-26"), holder(found, "2016-03-28")) == ("black-banner", "red-army")


def test_a_state_as_of_an_article_began_at_least_a_little_before() -> None:
    found = record(claim("control.hold", "2016-04-08", SECT, status="ongoing", basis="article"))
    assert holder(found, "2016-04-01") == "black-banner"
    assert holder(found, "2016-01-01") is None


def test_a_state_since_a_year_reaches_back_to_it() -> None:
    found = record(claim("control.hold", "2014..2016-04-08", SECT, status="ongoing"))
    assert holder(found, "2014-07-01") == "black-banner"


def test_a_loss_to_somebody_named_is_his_gain() -> None:
    found = record(claim("control.loss", "2017-07-10", SECT, of=[ARMY]), claim("control.hold", "2017-08-01", ARMY))
    assert holder(found, "2017-07-10") == "red-army"


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


def test_a_fall_without_parties_dates_the_capture_that_has_no_day() -> None:
    found = record(claim("control.gain", "2016-04-08", ARMY, basis="article"), claim("control.loss", "2016-04-04"))
    assert [(s.holder_id, str(s.start)) for s in found.control] == [("red-army", "2016-04-04")]


def test_a_fall_without_parties_ends_the_holding_that_was() -> None:
    found = record(claim("control.gain", "2012-02-12", REBELS), claim("control.loss", "2012-03-15"))
    assert (holder(found, "2012-03-01"), holder(found, "2012-04-01")) == ("blue-rebels", "unknown")


def test_an_article_whose_own_date_is_guessed_does_not_overrule_a_date_that_it_says() -> None:
    old = article("art-1", "2016-01-01")
    guessed = replace(old, published=replace(old.published, basis="inferred"))
    assert len(record(claim("control.gain", "2017-03-27", ARMY), articles=[guessed]).control) == 1


def test_forces_without_a_name_hold_nothing() -> None:
    allies = Actor("allies", "allies", "its allies", 0, 10, kind="coalition")
    assert record(claim("control.gain", "2016-03-27", allies)).control == ()
    assert holder(record(claim("control.gain", "2016-03-27", allies, ARMY)), "2016-03-27") == "red-army"


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


def test_held_since_a_year_and_taken_on_the_day_of_the_report() -> None:
    for status in ("ongoing", "ended", "happened"):
        held = claim("control.hold", "2014-01-01..2016-06-26", SECT, status=status)
        found = record(held, claim("control.gain", "2016-06-26", ARMY))
        assert holder(found, "2014-01-02") == holder(found, "2016-06-25") == "black-banner"
        assert holder(found, "2016-06-26") == "red-army"


def test_a_loss_to_a_named_taker_is_his_capture() -> None:
    (before, after) = record(claim("control.loss", "2017-07-10", SECT, of=[ARMY])).control
    assert (before.holder_id, after.holder_id) == ("black-banner", "red-army")
    assert after.probability > before.probability


def test_a_state_and_a_loss_told_of_one_month_follow_one_another() -> None:
    found = record(claim("control.hold", "2012-06", REBELS), claim("control.loss", "2012-06", REBELS))
    assert (holder(found, "2012-06-30"), holder(found, "2012-07-01")) == ("blue-rebels", "unknown")
