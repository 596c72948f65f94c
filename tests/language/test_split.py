"""Sentence splitting. The sentences are written for these tests."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.language.split import sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b, _ in sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army left. The rebels came in.", ["The army left.", "The rebels came in."]),
        ("Gen. Salim Aziz met Col. Omar Hadi. They agreed.", ["Gen. Salim Aziz met Col. Omar Hadi.", "They agreed."]),
        ("The U.S. Army sent planes.", ["The U.S. Army sent planes."]),
        ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
        ("They fled on Jan. 5 at night.", ["They fled on Jan. 5 at night."]),
        ("“We left.” The town fell.", ["“We left.”", "The town fell."]),
        ("“Where do we go?” Mariam Said asked the guard.", ["“Where do we go?” Mariam Said asked the guard."]),
        ("Shells hit the town... Nobody was hurt.", ["Shells hit the town...", "Nobody was hurt."]),
        ("The S. D. F. Council met. It voted.", ["The S. D. F. Council met.", "It voted."]),
        ("Troops entered the city.The mayor fled to the hills.", ["Troops entered the city.", "The mayor fled to the hills."]),
        ("About 3.5 km were taken.", ["About 3.5 km were taken."]),
        (
            "Guards held the last bridge On 4 May 2013, miners crossed it",
            ["Guards held the last bridge", "On 4 May 2013, miners crossed it"],
        ),
        ("The dam was shut. on 9 June divers opened it.", ["The dam was shut.", "on 9 June divers opened it."]),
        ("The mill shut By March 2015, all had gone", ["The mill shut", "By March 2015, all had gone"]),
        ("They met In Baghdad and left.", ["They met In Baghdad and left."]),
        ("A Vow In Its First 100 Days", ["A Vow In Its First 100 Days"]),
    ],
)
def test_ends_of_sentences(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert cut("A headline without a stop\n\nThe text begins") == ["A headline without a stop", "The text begins"]


def test_wrapped_lines_are_one_sentence() -> None:
    wrapped = "The soldiers who had held the northern bank of\nthe river since spring withdrew on Sunday to\nthe second line of trenches."
    assert cut(wrapped) == [wrapped]


def test_single_breaks_after_stops_are_paragraphs() -> None:
    assert cut("First the guns fell silent.\nthen nothing moved.\nThe end came.")[-1] == "The end came."


def test_paragraphs_are_counted() -> None:
    assert [p for _, _, p in sentences("One. Two.\n\nThree.")] == [0, 0, 1]


@given(st.text(alphabet="Aab .!?\n“”\"'()1é", max_size=80))
def test_sentences_are_in_order_apart_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    assert all(a < b for a, b, _ in found)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b, _ in found) == "".join(text.split())
