"""Places, dates and entities beside the gold."""

from __future__ import annotations

from typing import Any

import pytest

from khaldun.errors import GoldError
from khaldun.evaluate.gold import Doc
from khaldun.evaluate.mentions import dates, entities, places
from khaldun.evaluate.report import Report
from khaldun.evaluate.shape import read
from tests.evaluate.rows import TEXT, mention, place, told

KEBIR, SAGHIR = {"text": "Kebir", "lat": 34.5, "lon": 38.2}, {"text": "Saghir", "lat": 34.9, "lon": 38.6}


def of_places(marks: list[Any], found: list[Any], *, names_only: bool = False) -> Report:
    return places({"doc": read(Doc, {"places": marks})}, told(mentions=found), names_only=names_only)


def test_all_names_found_and_laid_right_is_one() -> None:
    found = [mention("place", "Kebir", place=place("Kebir")), mention("place", "Saghir", place=place("Saghir"))]
    report = of_places([KEBIR, SAGHIR], found)
    assert {m.value for m in report.metrics} == {1.0}
    assert report.notes == ()


def test_a_missed_name_costs_recall_and_the_end_to_end_share() -> None:
    report = of_places([KEBIR, SAGHIR], [mention("place", "Kebir", place=place("Kebir"))])
    assert (report["recognition-p"], report["recognition-r"], report["acc161"], report["end-to-end161"]) == (1, 0.5, 1, 0.5)
    assert [(n.what, n.ref, n.start, n.text) for n in report.notes] == [
        ("missed", "doc", TEXT.index("Saghir"), "“Saghir”, place")
    ]


def test_a_name_beyond_the_gold_costs_precision() -> None:
    report = of_places([KEBIR], [mention("place", "Kebir", place=place("Kebir")), mention("place", "farmer")])
    assert (report["recognition-p"], report["recognition-r"]) == (0.5, 1)
    assert [n.what for n in report.notes] == ["beyond"]


@pytest.mark.parametrize(
    ("laid", "acc161", "acc25"), [(place("Kebir"), 1, 1), (place("Saghir"), 1, 0), (place("Egypt"), 0, 0), (None, 0, 0)]
)
def test_a_name_is_right_within_some_kilometres(laid: Any, acc161: float, acc25: float) -> None:
    report = of_places([KEBIR], [mention("place", "Kebir", place=laid)])
    assert (report["acc161"], report["acc25"]) == (acc161, acc25)


def test_a_country_is_right_by_its_name_wherever_its_point_is() -> None:
    gold = {"text": "Kebir", "name": "Egypt", "kind": "country", "lat": 0.0, "lon": 0.0}
    assert of_places([gold], [mention("place", "Kebir", place=place("Egypt", "country"))])["acc25"] == 1
    assert of_places([gold], [mention("place", "Kebir", place=place("Egypt"))])["acc25"] == 0


def test_what_is_optional_is_neither_wanted_nor_wrong() -> None:
    gold = [KEBIR, {"text": "farmer", "optional": "a common noun"}]
    for found in ([mention("place", "Kebir", place=place("Kebir"))], [mention("place", w) for w in ("Kebir", "farmer")]):
        assert of_places(gold, found)["recognition-f1"] == 1


def test_words_that_stand_for_a_name_are_judged_unless_the_gold_is_of_names() -> None:
    found = [mention("place", "Kebir"), mention("place", "farmer", anaphor=True)]
    assert [of_places([KEBIR], found, names_only=only)["recognition-p"] for only in (False, True)] == [0.5, 1]


def test_pairs_are_one_to_one_and_the_widest_overlap_goes_first() -> None:
    found = [mention("place", "Saghir near Kebir"), mention("place", "Kebir", nth=2, place=place("Kebir"))]
    report = of_places([{"text": "Kebir", "nth": 2, "lat": 34.5, "lon": 38.2}], found)
    assert (report["recognition-p"], report["recognition-r"]) == (0.5, 1)


@pytest.mark.parametrize("mark", [{"text": "Kebi"}, {"text": "Kebir", "nth": 3}, {"text": "Kebir", "start": 0, "end": 5}])
def test_a_mark_that_does_not_stand_in_the_text_is_an_error(mark: Any) -> None:
    with pytest.raises(GoldError, match="doc"):
        of_places([mark], [])


def test_a_text_that_gave_no_article_counts_as_missed() -> None:
    report = places({"gone": read(Doc, {"places": ["Kebir"]})}, told(), names_only=False)
    assert (report["recognition-r"], [n.what for n in report.notes]) == (0, ["missed"])


def of_dates(mark: Any, when: Any) -> Report:
    return dates({"doc": read(Doc, {"dates": [mark]})}, told(mentions=[mention("date", "Sunday", when=when)]))


@pytest.mark.parametrize(
    ("start", "end", "slack", "right"),
    [("2016-04-03", "2016-04-03", 0, 1), ("2016-04-03", "2016-04-04", 0, 0), ("2016-04-02", "2016-04-04", 1, 1), (None, None, 0, 0), ("2016-04-03", None, 0, 0)],
)  # fmt: skip
def test_a_date_has_its_first_and_last_day(start: str | None, end: str | None, slack: int, right: float) -> None:
    report = of_dates(
        {"text": "Sunday", "interval": ["2016-04-03", "2016-04-03"], "slack": slack}, {"start": start, "end": end}
    )
    assert (report["recognition-f1"], report["value-f1"]) == (1, right)


def test_a_date_beyond_the_gold_costs_the_precision_of_values() -> None:
    found = [mention("date", w, when={"start": "2016-04-03", "end": "2016-04-03"}) for w in ("Sunday", "farmer")]
    report = dates(
        {"doc": read(Doc, {"dates": [{"text": "Sunday", "interval": ["2016-04-03", "2016-04-03"]}]})}, told(mentions=found)
    )
    assert (report["value-p"], report["value-r"]) == (0.5, 1)


def test_a_date_without_days_is_only_recognised() -> None:
    assert of_dates("Sunday", {"start": "2016-04-03", "end": "2016-04-03"})["value-p"] == 0
    assert of_dates({"text": "Sunday", "optional": True}, None)["recognition-p"] == 0


def test_an_entity_of_another_type_is_wrong() -> None:
    doc = read(Doc, {"entities": [{"text": "army", "type": "actor"}, {"text": "farmer", "type": "person"}]})
    report = entities({"doc": doc}, told(mentions=[mention("actor", "army"), mention("actor", "farmer")]))
    assert (report["actor-p"], report["actor-r"], report["person-r"], report["all-f1"]) == (0.5, 1, 0, 0.5)
