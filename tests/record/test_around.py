"""What words on a province say of its towns, and words on a town of its quarters."""

import pytest

from khaldun.record.around import informs
from tests.record.make import (
    ARMY,
    BLUE_OFFICE,
    GUARD,
    MONITOR,
    REBELS,
    SECT,
    article,
    claim,
    holder,
    place,
    record,
    spell,
    story,
    wide,
)

TOWN = place(province="Norland")
SHELLED = claim("shelling", "2016-01-01", at=TOWN)


@pytest.mark.parametrize(
    "said",
    [
        "the whole of Norland province",
        "all of Norland",
        "the entire province of Norland",
        "full control of Norland province",
        "control of most of Norland",
        "control of Norland province",
        "the rest of Norland",
        "rebel-held Norland governorate",
    ],
)
def test_words_that_take_the_province_itself_inform(said: str) -> None:
    assert informs(wide("control.gain", "2016-03-01", ARMY, said=said))


@pytest.mark.parametrize(
    "said",
    [
        "a hill in Norland province",
        "the borders of Norland province",
        "strongholds in the province of Norland",
        "the way to Norland province",
        "Norland province's capital",
        "eastern Norland",
        "part of Norland province",
        "Norland",
    ],
)
def test_words_on_what_goes_on_in_a_province_do_not(said: str) -> None:
    assert not informs(wide("control.gain", "2016-03-01", ARMY, said=said))


@pytest.mark.parametrize("status", ["denied", "planned", "expected", "hypothetical"])
def test_what_is_no_fact_of_a_province_gives_its_towns_nothing(status: str) -> None:
    assert record(SHELLED, wide("control.gain", "2016-03-01", ARMY, status=status)).control == ()


def test_the_whole_province_is_evidence_for_a_town_of_which_nothing_is_told() -> None:
    taken = wide("control.gain", "2016-03-01", ARMY)
    found = record(SHELLED, taken)
    told = spell(found, "2016-03-02")
    assert told is not None and (told.holder_id, told.claims_for, told.around) == ("red-army", (taken.id,), (taken.id,))
    assert 0.5 < told.probability < 0.75
    assert holder(found, "2016-02-29") is None


def test_most_of_a_province_is_less_than_all_of_it_and_a_bare_name_less_than_most() -> None:
    sure = [
        spell(record(SHELLED, wide("control.gain", "2016-03-01", ARMY, said=said)), "2016-03-02")
        for said in ("all of Norland", "most of Norland", "Norland province")
    ]
    assert sure[0] is not None and sure[1] is not None
    assert sure[0].probability > sure[1].probability
    assert sure[2] is None


def test_a_bare_name_alone_never_names_a_holder_however_often_it_is_told() -> None:
    said = [wide("control.gain", f"2016-03-0{n}", ARMY, said="Norland province", article=f"a{n}") for n in range(1, 7)]
    assert holder(record(SHELLED, *said), "2016-03-08") is None


def test_most_of_a_province_told_by_many_is_no_more_than_most_of_it() -> None:
    said = [wide("control.gain", f"2016-03-0{n}", ARMY, said="most of Norland", article=f"a{n}") for n in range(1, 7)]
    told = spell(record(SHELLED, *said), "2016-03-08")
    assert told is not None and told.probability < 0.7


def test_a_word_on_the_province_tells_nothing_of_what_is_only_known_of_later() -> None:
    later = claim("control.hold", "2017-01-01", SECT, at=TOWN)
    found = record(later, wide("control.hold", "2013-03-01", ARMY, said="most of Norland", sure=0.5))
    assert (holder(found, "2013-03-02"), holder(found, "2017-01-02")) == (None, "black-banner")


def test_who_takes_a_town_later_did_not_hold_it_by_having_most_of_the_province() -> None:
    taken = claim("control.gain", "2016-06-01", ARMY, at=TOWN)
    found = record(taken, wide("control.hold", "2016-03-01", ARMY, said="most of Norland"))
    assert (holder(found, "2016-05-01"), holder(found, "2016-06-01")) == (None, "red-army")


def test_a_town_elsewhere_and_one_that_is_not_told_of_get_nothing() -> None:
    elsewhere = claim("shelling", "2016-01-01", at=place("Ostrel", province="Sudland"))
    found = record(elsewhere, wide("control.gain", "2016-03-01", ARMY))
    assert {s.place.name for s in found.control} == {"Norland"}


def test_a_capture_of_the_whole_province_ends_what_was_long_before() -> None:
    found = record(claim("control.gain", "2014-06-10", SECT, at=TOWN), wide("control.gain", "2016-03-01", ARMY, of=[SECT]))
    assert (holder(found, "2014-07-01"), holder(found, "2016-03-01")) == ("black-banner", "red-army")


def test_most_of_a_province_says_nothing_against_a_holder_who_is_known() -> None:
    own = claim("control.gain", "2014-06-10", SECT, at=TOWN)
    most = wide("control.hold", "2015-03-01", ARMY, said="most of Norland")
    found = record(own, most)
    told = spell(found, "2015-03-02")
    assert told is not None and told.holder_id == "black-banner"
    assert told.claims_against == told.around == (most.id,)


@pytest.mark.parametrize("day", ["2016-02-27", "2016-03-03"])
def test_a_towns_own_words_outweigh_those_on_its_province(day: str) -> None:
    own = claim("control.hold", day, SECT, at=TOWN, status="ongoing", article="own")
    found = record(own, *(wide("control.gain", "2016-03-01", ARMY, of=[SECT], article=f"a{n}") for n in range(4)))
    assert holder(found, "2016-03-04") == "black-banner"


def test_words_on_a_province_never_make_a_town_as_sure_as_its_own_do() -> None:
    said = [wide("control.gain", "2016-03-01", ARMY, article=f"a{n}") for n in range(6)]
    own = spell(record(claim("control.gain", "2016-03-01", ARMY, at=TOWN)), "2016-03-02")
    told = spell(record(SHELLED, *said), "2016-03-02")
    assert own is not None and told is not None and 0.65 < told.probability < 0.75 < own.probability


def test_copies_of_words_on_a_province_add_nothing() -> None:
    said = [wide("control.gain", "2016-03-01", ARMY, article=f"a{n}") for n in range(3)]
    copied = spell(record(SHELLED, *said, stories=[story("a0", "a1", "a2")]), "2016-03-02")
    once = spell(record(SHELLED, said[0]), "2016-03-02")
    assert copied is not None and once is not None and copied.probability == once.probability


@pytest.mark.parametrize(
    "but", ["except for Velmar", "apart from the city of Velmar", "with the exception of Ostrel and Velmar"]
)
def test_a_town_that_is_left_out_is_not_held(but: str) -> None:
    said = wide("control.gain", "2016-03-01", ARMY, said=f"all of Norland province {but}")
    found = record(claim("control.hold", "2015-12-01", ARMY, at=TOWN), said)
    assert (holder(found, "2015-12-02"), holder(found, "2016-03-02")) == ("red-army", "unknown")
    told = spell(record(claim("control.hold", "2016-02-28", ARMY, at=TOWN), said), "2016-03-02")
    assert told is not None and (told.holder_id, told.claims_against, told.around) == ("red-army", (said.id,), (said.id,))


def test_where_others_are_left_out_the_whole_is_most() -> None:
    own = claim("control.gain", "2014-06-10", SECT, at=TOWN)
    found = record(own, wide("control.hold", "2015-03-01", ARMY, said="all of Norland except for some villages"))
    assert holder(found, "2015-03-02") == "black-banner"


def test_who_lost_the_whole_province_no_longer_holds_its_towns() -> None:
    own = claim("control.gain", "2014-06-10", SECT, at=TOWN)
    found = record(own, wide("control.loss", "2016-03-01", SECT))
    assert (holder(found, "2016-02-01"), holder(found, "2016-03-02")) == ("black-banner", "unknown")
    assert (
        holder(record(own, wide("control.loss", "2016-03-01", SECT, said="Norland province")), "2016-03-02") == "black-banner"
    )


def test_that_a_province_was_lost_says_not_that_each_town_was_held() -> None:
    assert {s.place.name for s in record(SHELLED, wide("control.loss", "2016-03-01", SECT)).control} == {"Norland"}


def test_the_towns_say_nothing_of_the_province() -> None:
    found = record(*(claim("control.gain", "2016-03-01", ARMY, at=place(n, province="Norland")) for n in ("Velmar", "Ostrel")))
    assert {s.place.name for s in found.control} == {"Velmar", "Ostrel"}


def test_a_quarter_is_told_of_by_words_on_the_whole_of_its_town() -> None:
    quarter = place("Karsa", kind="district", town="Velmar")
    known = claim("control.gain", "2015-01-01", SECT, at=quarter)

    def after(said: str) -> str | None:
        taken = wide("control.gain", "2016-03-01", ARMY, said=said, where="Velmar", of_kind="settlement")
        return holder(record(known, taken), "2016-03-02", "Karsa")

    assert after("the whole of Velmar") == after("full control of Velmar") == "red-army"
    assert after("most of Velmar") == after("Velmar") == after("a pocket in Velmar") == "black-banner"


def test_ones_word_alone_on_a_province_is_his_word_on_its_towns() -> None:
    said = wide("control.gain", "2016-03-01", ARMY, says=MONITOR)
    assert holder(record(SHELLED, said, by="the-watch"), "2016-03-02") is None
    own = claim("shelling", "2016-01-01", at=TOWN, says=MONITOR)
    assert holder(record(own, said, by="the-watch"), "2016-03-02") == "red-army"
    assert record(own, said, without="the-watch").control == ()


def test_ones_own_success_in_a_province_counts_less() -> None:
    quiet, loud = (
        spell(record(SHELLED, wide("control.gain", "2016-03-01", REBELS, says=s)), "2016-03-02") for s in (MONITOR, BLUE_OFFICE)
    )
    assert quiet is not None and loud is None


def test_what_an_article_could_not_know_of_a_province_is_no_fact() -> None:
    assert record(SHELLED, wide("control.gain", "2017-03-27", ARMY), articles=[article("art-1", "2016-01-01")]).control == ()


def test_forces_of_one_side_in_the_province_and_the_town_agree() -> None:
    found = record(claim("control.gain", "2016-02-28", GUARD, at=TOWN), wide("control.gain", "2016-03-01", ARMY))
    told = spell(found, "2016-03-02")
    assert told is not None and told.claims_against == ()


def test_words_on_a_province_are_in_no_incident_of_a_town() -> None:
    found = record(SHELLED, claim("control.gain", "2016-03-01", ARMY, at=TOWN), wide("control.gain", "2016-03-01", ARMY))
    assert [len(i.claim_ids) for i in found.incidents if i.place == TOWN] == [1, 1]
