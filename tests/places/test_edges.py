"""Where the name of a place begins and ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khaldun.model import Mention
from khaldun.places.edges import trimmed


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("They left the town of Hit.", "the town of Hit", "Hit"),
        ("They met in Basra Wednesday.", "Basra Wednesday", "Basra"),
        ("“Homs” fell.", "“Homs”", "Homs"),
        ("They left al-Qaim.", "Qaim", "al-Qaim"),
        ("Mosul's streets were empty.", "Mosul's streets", "Mosul"),
        ("A man from Helena, Mont.", "Mont.", "Mont."),
        ("They met at Hit.", "Hit", "Hit"),
    ],
)
def test_a_tag_is_cut_to_the_name(text: str, tagged: str, name: str) -> None:
    start = text.index(tagged)
    start, end = trimmed(text, start, start + len(tagged))
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Warships crossed the [[Strait of]] [[Hormuz]].", "Strait of Hormuz"),
        ("Police patrolled the [[French Quarter]].", "French Quarter"),
    ],
)
def test_words_that_make_a_name_with_those_behind_belong_to_it(
    text: str, name: str, mentions: Callable[..., list[Mention]]
) -> None:
    assert [m.text for m in mentions(text)] == [name]
