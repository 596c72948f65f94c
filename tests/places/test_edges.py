"""Where the name of a place begins and ends."""

from __future__ import annotations

import pytest

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
