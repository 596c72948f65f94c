"""Hyphens at line ends, drop caps, stray spaces, spoiled characters."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.knowledge import load
from khaldun.read.encoding import characters, unspoil
from khaldun.read.mend import Mender


def joined(before: str, after: str, text: str = "") -> str:
    return Mender.of(text, load()).join(before, after)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the com-", "mander said", "the commander said"),
        ("near Al-", "Shaddadah", "near Al-Shaddadah"),
        ("the UN-", "brokered truce", "the UN-brokered truce"),
        ("the rebel-", "held town", "the rebel-held town"),
        ("troops with-", "held fire", "troops withheld fire"),
        ("a Kurdish-", "led force", "a Kurdish-led force"),
        ("patrol-", "led the road", "patrolled the road"),
        ("some 40-", "odd men", "some 40-odd men"),
        ("two-", "and three-day truces", "two- and three-day truces"),
        ("self-", "declared ruler", "self-declared ruler"),
        ("Ithriya-Al--", "Thawrah road", "Ithriya-Al-Thawrah road"),
        ("the pro-gov-", "ernment side", "the pro-government side"),
        ("a line", "without one", "a line without one"),
    ],
)
def test_line_end_hyphens(before: str, after: str, whole: str) -> None:
    assert joined(before, after) == whole


def test_the_text_is_the_first_witness() -> None:
    assert joined("the cease-", "fire held", "A cease-fire was signed. The cease-fire") == "the cease-fire held"
    assert joined("the cease-", "fire held", "A ceasefire was signed. The ceasefire") == "the ceasefire held"


@pytest.mark.parametrize(
    ("before", "after", "text", "whole"),
    [
        ("the drinking-", "water ran out", "They sold water.", "the drinking-water ran out"),
        ("the meaning-", "less vote", "Fewer came, with less to say.", "the meaningless vote"),
        ("increasing-", "ly bold", "", "increasingly bold"),
        ("sold second-", "hand", "At first hand.", "sold second-hand"),
        ("a second-", "ary road", "", "a secondary road"),
    ],
)
def test_a_second_part_that_the_text_writes_alone_keeps_its_hyphen(before: str, after: str, text: str, whole: str) -> None:
    assert joined(before, after, text) == whole


def test_compass_points_follow_the_spelling_of_the_text() -> None:
    assert joined("in north-", "eastern Syria", "an economic centre in favour of peace") == "in north-eastern Syria"
    assert joined("in north-", "eastern Syria", "the Defense Department's center") == "in northeastern Syria"


@pytest.mark.parametrize(
    ("letter", "rest", "whole"),
    [
        ("T", "he army", "The army"), ("A", "convoy of aid", "A convoy of aid"), ("A", "fter the truce", "After the truce"),
        ("A", "bout half", "About half"), ("A", "bridge fell", "A bridge fell"), ("I", "nsurance rose", "Insurance rose"),
        ("I", "n the town", "In the town"), ("T", "HE ARMY said", "The ARMY said"), ("“W", "e will stay", "“We will stay"),
    ],
)  # fmt: skip
def test_drop_caps(letter: str, rest: str, whole: str) -> None:
    assert Mender.of("", load()).drop_cap(letter, rest) == whole


def test_a_stray_space_after_an_article_goes() -> None:
    assert (
        Mender.of("", load()).inline("near Al- Sukhna, two- and three-day truces")
        == "near Al-Sukhna, two- and three-day truces"
    )


def test_spoiled_characters() -> None:
    assert unspoil("the townâ€™s â€œheartâ€\x9d") == "the town’s “heart”"
    assert unspoil("bread &amp; salt, 5&nbsp;km, it&#8217;s") == "bread & salt, 5\u00a0km, it’s"
    assert characters("the ﬁrst ofﬁce\u200b, sold\u00adiers") == "the first office, soldiers"


@given(st.text())
def test_characters_are_mended_once(text: str) -> None:
    assert characters(characters(text)) == characters(text) or "&" in text or "�" in text or any(c in text for c in "ÂÃâÅÐØÙÑ")


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    began = time.perf_counter()
    Mender.of("a" * 300_000, load())
    assert time.perf_counter() - began < 2
