"""How pages are read, beside the gold."""

from __future__ import annotations

from typing import Any

import pytest

from khaldun.evaluate.gold import Doc
from khaldun.evaluate.pages import reading
from khaldun.evaluate.shape import read
from khaldun.evaluate.told import Told
from tests.evaluate.rows import article

BODY = "Rebels left the town at noon."


def of(measure: str, gold: dict[str, Any], *texts: str, published: str | None = "2016-04-03") -> Any:
    days = {"start": published, "end": published}
    rows = [article(f"a{i}", None, t, file="page.html.gz", published=days) for i, t in enumerate(texts)]
    return reading(
        {"page.html": read(Doc, gold)}, Told({"articles": rows, "claims": [], "mentions": [], "stories": []}), measure=measure
    )


@pytest.mark.parametrize(
    ("text", "p", "r"),
    [(BODY, 1, 1), ("Menu Home News " + BODY, 0.5, 1), ("Rebels left the town", 1, 1 / 3), ("Weather", 0, 0)],
)
def test_runs_of_words(text: str, p: float, r: float) -> None:
    report = of("body", {"body": BODY}, text)
    assert (report["body-p"], report["body-r"]) == (pytest.approx(p), pytest.approx(r))


def test_a_page_that_gave_nothing_costs_recall_alone() -> None:
    assert of("body", {"body": BODY})["body-r"] == 0


@pytest.mark.parametrize(
    ("body", "texts", "empty"),
    [(BODY, (BODY,), []), (BODY, (), ["body-p"]), ("", (BODY,), ["body-r"]), ("", (), ["body-p", "body-r", "body-f1"])],
)
def test_where_there_are_no_runs_there_is_nothing_to_count(body: str, texts: tuple[str, ...], empty: list[str]) -> None:
    assert [m.name for m in of("body", {"body": body}, *texts).metrics if m.empty] == empty


def test_phrases() -> None:
    report = of("segments", {"with": ["left the  town", "at dusk"], "without": ["Subscribe", "noon"]}, BODY)
    assert (report["segments-p"], report["segments-r"], report["segments-accuracy"]) == (0.5, 0.5, 0.5)
    assert [(n.what, n.text) for n in report.notes] == [("missed", "“at dusk”"), ("beyond", "“noon”")]


@pytest.mark.parametrize(("told", "accuracy", "precision"), [("2016-04-03", 1, 1), ("2016-04-04", 0, 0), (None, 0, 0)])
def test_the_day_of_a_page(told: str | None, accuracy: float, precision: float) -> None:
    report = of("day", {"published": "2016-04-03"}, BODY, published=told)
    assert (report["day-accuracy"], report["day-precision"]) == (accuracy, precision)
    assert len(report.notes) == (accuracy == 0)
