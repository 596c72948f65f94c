"""Event places, displacement and speakers beside the gold."""

from __future__ import annotations

from typing import Any

import pytest

from khaldun.evaluate.claims import displacement, event_places, speakers
from khaldun.evaluate.gold import Doc
from khaldun.evaluate.report import Report
from khaldun.evaluate.shape import read
from khaldun.evaluate.terms import Terms
from khaldun.knowledge import load
from tests.evaluate.rows import claim, mention, place, told

TERMS = Terms.of(load())


def of_events(events: list[Any], *claims: Any) -> Report:
    return event_places({"doc": read(Doc, {"events": events})}, told(claims=list(claims)))


def test_the_words_of_an_events_place() -> None:
    report = of_events([{"verb": "took", "places": ["Kebir"]}], claim("control.gain", "took", at="Kebir"))
    assert [report[m] for m in ("words-f1", "exact", "claimed")] == [1, 1, 1]


def test_another_place_is_wrong() -> None:
    report = of_events([{"verb": "took", "places": ["Kebir"]}], claim("control.gain", "took", at="Saghir"))
    assert [report[m] for m in ("words-p", "words-r", "exact", "claimed")] == [0, 0, 0, 1]
    assert report.notes[0].text == "“took” is at “Kebir”, told “Saghir”"


def test_the_claim_nearest_to_the_verb_answers_if_it_is_near() -> None:
    near, far = claim("shelling", "shelled", at="Saghir"), claim("control.gain", "took", at="Kebir")
    assert of_events([{"verb": "said", "places": ["Saghir"]}], near, far)["exact"] == 1
    assert of_events([{"verb": "near", "places": ["Kebir"]}], far)["claimed"] == 0


def test_an_event_without_a_place_is_kept_so_only_by_a_claim() -> None:
    event = [{"verb": "took"}]
    kept = [
        of_events(event, *some)["none-kept"]
        for some in ((claim("control.gain", "took"),), (claim("control.gain", "took", at="Kebir"),), ())
    ]
    assert kept == [1, 0, 0]


def fled(low: float, unit: str = "person", kind: str = "displacement", at: str | None = "Kebir") -> Any:
    return claim(kind, "took", at=at, quantities=[{"low": low, "high": low, "unit": unit}])


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (fled(300), {"figure", "first-figure", "term", "unit", "place", "tuple"}),
        (fled(301), set()),
        (fled(300, "family"), {"figure", "first-figure", "term", "place"}),
        (fled(300, kind="destruction"), {"figure", "first-figure", "unit", "place"}),
        (fled(300, at="Saghir"), {"figure", "first-figure", "term", "unit"}),
        (fled(300, at=None), {"figure", "first-figure", "term", "unit"}),
    ],
)
def test_a_report_of_displacement_is_right_part_by_part(said: Any, right: set[str]) -> None:
    report = displacement(
        {"doc": read(Doc, {"figure": 300, "term": "Displaced", "place": "Kebir"})}, told(claims=[said]), TERMS
    )
    assert {m.name for m in report.metrics if m.value == 1} == right


def test_a_place_in_the_country_does_for_the_place() -> None:
    gold = read(Doc, {"figure": 300, "term": "Displaced", "place": "Hama", "box": [34, 38, 35, 39]})
    report = displacement({"doc": gold}, told(claims=[fled(300)]), TERMS)
    assert [report[m] for m in ("place", "country", "tuple")] == [0, 1, 1]


def test_the_figures_of_a_claim_count_too() -> None:
    row = {"claim_id": "c-took", "low": 300, "high": 300, "unit": "person", "place": place("Kebir")}
    report = displacement(
        {"doc": read(Doc, {"figure": 300, "term": "Displaced"})}, told(claims=[fled(12)], figures=[row]), TERMS
    )
    assert [report[m] for m in ("figure", "first-figure", "tuple")] == [1, 0, 1]


CONTENT = "The army took Kebir on Sunday"


def of_speakers(speaker: Any, *, source: list[Any], trigger: str = "took", quotes: list[Any] | None = None) -> Report:
    doc = read(Doc, {"attributions": [{"source": source, "content": [CONTENT]}]})
    return speakers({"doc": doc}, told(claims=[claim("control.gain", trigger, speaker=speaker)], mentions=quotes or []), TERMS)


@pytest.mark.parametrize(
    ("speaker", "right"),
    [
        ({"text": "the farmer", "name": "farmer"}, 1),
        ({"text": "he", "name": "A farmer"}, 1),
        ({"text": "a general", "name": "a general"}, 0),
        (None, 0),
    ],
)
def test_a_speaker_shares_a_word_of_substance_with_the_source(speaker: Any, right: float) -> None:
    assert of_speakers(speaker, source=["a farmer"])["speaker"] == right


def test_no_speaker_is_asked_for_where_the_gold_has_none() -> None:
    report = of_speakers(None, source=[])
    assert all(m.total == 0 for m in report.metrics if m.name in ("speaker", "own-voice"))


@pytest.mark.parametrize(("speaker", "kept"), [(None, 1), ({"text": "a farmer", "name": "a farmer"}, 0)])
def test_a_claim_outside_of_all_attributions_is_the_articles_own(speaker: Any, kept: float) -> None:
    assert of_speakers(speaker, source=["a farmer"], trigger="shelled")["own-voice"] == kept


@pytest.mark.parametrize(("words", "found"), [(CONTENT, 1), ("army took Kebir on", 1), ("Kebir on", 0)])
def test_a_quotation_covers_half_of_the_content(words: str, found: float) -> None:
    assert of_speakers(None, source=[], quotes=[mention("quote", words)])["quotes-r"] == found
