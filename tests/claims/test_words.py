"""Claims of what is said and done short of war: the sentences of `words.yaml`, read with the engine that comes along."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun.model import DONE, Claim
from tests.claims.test_events import told

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['kind']}: {r['text']}" for r in ROWS])
def test_a_sentence_tells_its_kind(row):
    assert {c.status for c in told(row["text"], row["kind"])} & DONE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Iraq said it would allow the inspectors to return.", "agreement"),
        ("Iraq said it would not allow the inspectors to return.", "refusal"),
        ("Iraq said it would expel the inspectors.", "threat"),
        ("Iraq said the inspectors must leave.", "demand"),
    ],
)
def test_what_is_said_of_a_deed_to_come_makes_the_kind(text, kind):
    kinds = ("agreement", "refusal", "threat", "demand")
    assert [k for k in kinds if said(text, k)] == [kind]


def said(text: str, kind: str) -> list[Claim]:
    """Claims that stand on the word of speech itself."""
    return [c for c in told(text, kind) if c.trigger.text in {"said", "told"}]


@pytest.mark.parametrize("kind", ["agreement", "threat"])
def test_a_deed_that_is_past_is_no_promise(kind):
    assert said("Iraq said it had let the inspectors go and had closed the border.", kind) == []


def test_who_would_do_it_makes_the_promise():
    (claim,) = said("The army would release the prisoners, a Turkish minister said.", "agreement")
    assert [a.text for a in claim.actors] == ["army"]


def test_who_is_told_to_go_makes_no_promise():
    assert said("The minister told the rebels to release the prisoners.", "agreement") == []


def test_the_object_decides_what_a_withdrawal_says():
    assert said("Kenya said it would withdraw its troops.", "agreement")
    assert said("Kenya said it would withdraw its ambassador.", "threat")


def test_a_deed_held_over_someone_is_a_threat():
    assert said("Chad said it would go home unless the shelling stopped.", "threat")


def test_an_object_that_the_parse_leaves_bare_is_the_particle_verbs():
    (claim,) = told("The militants attacked and took over the town of Bardera.", "control.gain")
    assert claim.place.text == "Bardera"
