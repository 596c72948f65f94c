"""The kind of event that a text tells, beside the gold."""

from __future__ import annotations

from typing import Any

import pytest

from khaldun.errors import GoldError
from khaldun.evaluate.gold import Doc
from khaldun.evaluate.kinds import kinds
from khaldun.evaluate.report import Report
from khaldun.evaluate.terms import Terms
from khaldun.knowledge import load
from khaldun.model import KINDS
from tests.evaluate.rows import claim, told

TERMS = Terms.of(load())


def of(type: str, *claims: Any, scheme: str = "khaldun") -> Report:
    return kinds({"doc": Doc(type=type)}, told(claims=list(claims)), TERMS, name=scheme)


def test_the_main_claim_is_the_most_specific() -> None:
    said = claim("casualties", "army"), claim("shelling", "shelled"), claim("control.gain", "took")
    assert of("control.gain", *said)["accuracy"] == 1
    report = of("shelling", *said)
    assert (report["accuracy"], report["any"], report["weighted-f1"]) == (0, 1, 0)
    assert "shelling, told as control.gain" in report.notes[0].text


def test_what_happened_goes_before_what_did_not() -> None:
    said = claim("shelling", "shelled"), claim("control.gain", "took", status="planned")
    assert of("shelling", *said)["accuracy"] == 1


def test_a_text_without_a_claim_is_silent() -> None:
    report = of("shelling")
    assert (report["accuracy"], report["without-claim"], report.notes[0].what) == (0, 1, "missed")


@pytest.mark.parametrize(
    ("actor", "type"),
    [("Iraqi army", "GOV_REGAINS_TERIT"), ("Army of Conquest", "NON_STATE_ACTOR_OVERTAKES_TER"), ("Ahrar", "NON_STATE_ACTOR_OVERTAKES_TER"), (None, "GOV_REGAINS_TERIT")],
)  # fmt: skip
def test_the_actor_decides_who_takes_land(actor: str | None, type: str) -> None:
    said = claim("control.gain", "took", by=(actor,) if actor else ())
    assert of(type, said, scheme="acled")["accuracy"] == 1
    assert of(type, said, scheme="acled")[f"f1-{type}"] == 1


def test_a_kind_may_be_any_of_its_types() -> None:
    assert [of(t, claim("accusation", "said"), scheme="plover")["accuracy"] for t in ("DISAPPROVE", "INVESTIGATE", "AID")] == [
        1,
        1,
        0,
    ]


def test_a_type_that_no_kind_gives_is_left_out() -> None:
    report = of("EARTHQUAKE", claim("shelling", "shelled"))
    assert (report["type-not-mapped"], next(m.total for m in report.metrics if m.name == "accuracy")) == (1, 0)
    assert [m.empty for m in report.metrics if m.name in ("weighted-f1", "type-not-mapped")] == [True, False]


def test_every_kind_has_its_place_in_our_own_scheme() -> None:
    assert TERMS.scheme("khaldun").known == set(KINDS)


def test_an_unknown_scheme_is_named() -> None:
    with pytest.raises(GoldError, match="no scheme 'cameo'; there are acled, khaldun, plover"):
        of("shelling", scheme="cameo")
