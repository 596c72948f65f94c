from dataclasses import replace

from khaldun.model import Quantity
from tests.record.make import ARMY, MONITOR, SECT, claim, place, record, story


def test_a_figure_keeps_its_bounds_day_and_speaker() -> None:
    besieged = Quantity(93000, 93000, "civilian", "besieged", "93,000 civilians")
    (figure,) = record(claim("trapped", "2017-08", SECT, at=place("Velmar"), says=MONITOR, counts=[besieged])).figures
    assert (figure.measure, figure.low, figure.high, figure.group, figure.speaker) == (
        "besieged",
        93000,
        93000,
        "civilian",
        "the-watch",
    )
    assert figure.as_of.start is not None
    assert figure.place is not None


def test_the_kind_names_the_measure_where_the_words_do_not() -> None:
    (figure,) = record(claim("displacement", "2017-08", counts=[Quantity(500, None, "family", None, "500 families")])).figures
    assert (figure.measure, figure.high) == ("displaced", None)


def test_fighters_are_counted_for_their_side() -> None:
    (figure,) = record(claim("presence", "2017-08", SECT, counts=[Quantity(5000, 5000, "fighter", None, "5,000")])).figures
    assert figure.group == "black-banner"


def test_kilometres_and_unknown_numbers_are_no_figures() -> None:
    some = [Quantity(10, 10, "km", None, "10 km"), Quantity(None, None, "civilian", "killed", "many")]
    assert record(claim("killing", "2017-08", counts=some)).figures == ()


def test_a_denied_toll_is_no_figure() -> None:
    killed = Quantity(10, 10, "civilian", "killed", "10")
    assert record(claim("killing", "2017-08", status="denied", counts=[killed])).figures == ()


def test_a_number_that_two_claims_of_a_sentence_share_is_one_figure() -> None:
    killed = [Quantity(14, 14, "civilian", "killed", "14 civilians")]
    said = "An airstrike killed 14 civilians."
    some = [
        claim(kind, "2017-08-01", ARMY, said=said, counts=killed, article=a)
        for kind in ("airstrike", "killing")
        for a in ("a", "b")
    ]
    assert len(record(*some, stories=[story("a", "b")]).figures) == 1


def test_a_number_told_of_two_places_at_once_is_of_neither_alone() -> None:
    killed = [Quantity(120, None, "person", "killed", "120 people", 9, 19)]
    said = "At least 120 people were killed in Velmar and Toshk."
    some = [
        claim("killing", "2017-08-01", at=place(name), said=said, counts=killed, article="a") for name in ("Velmar", "Toshk")
    ]
    (figure,) = record(*some).figures
    assert figure.place is None
    assert figure.low == 120


def test_pockets_are_no_people() -> None:
    assert record(claim("siege", "2017-08", SECT, counts=[Quantity(2, 2, "pocket", None, "two pockets")])).figures == ()


def test_of_two_tolls_each_counts_for_the_name_in_its_words() -> None:
    sect, army = replace(SECT, start=13, end=25), replace(ARMY, start=34, end=42)
    counts = [
        Quantity(400, None, "fighter", "killed", "at least 400 Black Banner men", 0, 29),
        Quantity(188, 188, "soldier", "killed", "188 soldiers", 34, 46),
        Quantity(7, 7, "fighter", "killed", "7 fighters", 60, 70),
    ]
    found = record(claim("killing", "2017-08", of=[sect, army], counts=counts)).figures
    assert {f.low: f.group for f in found} == {400: "black-banner", 188: "red-army", 7: "fighter"}
