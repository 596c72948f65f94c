"""Figures through time: what a speaker replaced, and what is counted in another figure already."""

from khaldun.model import Figure, Quantity, Speaker
from tests.record.make import MONITOR, RED_MINISTRY, SOMEBODY, article, claim, place, record

PUBLISHED = [article("a", "2017-03-04"), article("b", "2017-03-09"), article("c", "2017-04-20")]


def figures(
    *told: tuple[str, str, float, str], by: Speaker | None = MONITOR, kind: str = "casualties", measure: str = "killed"
) -> list[Figure]:
    """Figures of Velmar: the article, the time, the number, the unit of each; sorted by number."""
    some = [
        claim(
            kind,
            when,
            article=where,
            says=by,
            said=f"{number} {unit} {when} {where}",
            counts=[Quantity(number, number, unit, measure, str(number))],
        )
        for where, when, number, unit in told
    ]
    return sorted(record(*some, articles=PUBLISHED).figures, key=lambda f: f.low or 0)


def replaced(found: list[Figure]) -> list[float | None]:
    """For each figure, the number by which it was replaced."""
    low = {f.id: f.low for f in found}
    return [low[f.superseded_by] if f.superseded_by else None for f in found]


def test_a_toll_told_later_of_the_same_day_replaces_the_first() -> None:
    assert replaced(figures(("a", "2017-03-03", 12, "civilian"), ("b", "2017-03-03", 20, "civilian"))) == [20, None]


def test_a_toll_of_another_day_replaces_nothing() -> None:
    assert replaced(figures(("a", "2017-03-03", 12, "civilian"), ("b", "2017-03-08", 20, "civilian"))) == [None, None]


def test_tolls_far_apart_are_of_two_happenings() -> None:
    assert replaced(figures(("a", "2017-03-03", 2, "civilian"), ("b", "2017-03-03", 80, "civilian"))) == [None, None]


def test_of_two_tolls_of_one_day_neither_is_later() -> None:
    assert replaced(figures(("a", "2017-03-03", 12, "civilian"), ("a", "2017-03-03", 20, "civilian"))) == [None, None]


def test_what_stands_on_a_day_is_replaced_by_a_later_day_even_where_it_falls() -> None:
    found = figures(
        ("c", "2017-04-18", 900, "civilian"), ("a", "2017-03-03", 4000, "civilian"), kind="siege", measure="besieged"
    )
    assert replaced(found) == [None, 900]


def test_another_speaker_and_somebody_unnamed_replace_nothing() -> None:
    one = claim("casualties", "2017-03-03", article="a", says=MONITOR, counts=[Quantity(12, 12, "civilian", "killed", "12")])
    two = claim(
        "casualties", "2017-03-03", article="b", says=RED_MINISTRY, counts=[Quantity(20, 20, "civilian", "killed", "20")]
    )
    assert replaced(list(record(one, two, articles=PUBLISHED).figures)) == [None, None]
    assert replaced(figures(("a", "2017-03-03", 12, "civilian"), ("b", "2017-03-03", 20, "civilian"), by=SOMEBODY)) == [
        None,
        None,
    ]


def test_what_grew_since_a_day_replaces_what_it_was() -> None:
    assert replaced(
        figures(("b", "2017-01-01..2017-03-08", 300, "civilian"), ("c", "2017-01-01..2017-04-19", 420, "civilian"))
    ) == [420, None]


def test_the_dead_of_a_day_are_part_of_those_since_the_year_began() -> None:
    day, year = figures(("a", "2017-03-03", 12, "civilian"), ("b", "2017-01-01..2017-03-08", 300, "civilian"))
    assert (day.part_of, year.part_of) == (year.id, None)


def test_children_among_the_dead_of_a_sentence_are_part_of_them() -> None:
    counts = [Quantity(14, 14, "person", "killed", "14 people"), Quantity(5, 5, "child", "killed", "five children")]
    found = {f.unit: f for f in record(claim("airstrike", "2017-03-03", counts=counts)).figures}
    assert (found["child"].part_of, found["person"].part_of) == (found["person"].id, None)


def test_figures_of_two_places_have_nothing_to_do_with_one_another() -> None:
    some = [
        claim(
            "casualties",
            "2017-03-03",
            article=where,
            says=MONITOR,
            at=place(at),
            counts=[Quantity(12, 12, "civilian", "killed", "12")],
        )
        for where, at in (("a", "Velmar"), ("b", "Oskandi"))
    ]
    assert replaced(list(record(*some, articles=PUBLISHED).figures)) == [None, None]


def test_a_figure_knows_its_origin_and_its_day() -> None:
    (found,) = figures(("a", "2017-03-03", 12, "civilian"))
    assert (found.origin, str(found.said_on)) == ("the-watch", "2017-03-04")
