"""People told by a last name, a title, an office."""

from __future__ import annotations

import pytest

from khaldun.actors.named import bands
from khaldun.actors.unnamed import again
from khaldun.knowledge import load


def found(text: str, *taken: str) -> list[str]:
    spans = [(text.index(t), text.index(t) + len(t)) for t in taken]
    return [text[a:b] for a, b in again(text, spans, ())]


def test_a_last_name_stands_again() -> None:
    assert found("Omar Haddad came. Haddad spoke; Haddad left.", "Omar Haddad") == ["Haddad", "Haddad"]


@pytest.mark.parametrize(
    "text", ["Omar Haddad came to Haddadin.", "Omar Haddad came to El-Haddad.", "Omar Haddad came to Haddad-Foundation."]
)
def test_a_last_name_inside_another_word_is_not_told(text: str) -> None:
    assert found(text, "Omar Haddad") == []


def test_of_two_last_names_the_one_that_stands_there_is_told() -> None:
    assert found("Omar Hadd and Ali Haddad came. Haddad spoke.", "Omar Hadd", "Ali Haddad") == ["Haddad"]


def test_short_last_names_are_left_alone() -> None:
    assert found("Omar Lee came. Lee spoke.", "Omar Lee") == []


@pytest.mark.parametrize(
    "text, name",
    [
        ("They met Lions of Dawn Brigade men.", "Lions of Dawn Brigade"),
        ("Gunmen of Liwa al-Fajr fled.", "Liwa al-Fajr"),
        ("There they and Ansar Nour fled.", "Ansar Nour"),
    ],
)
def test_armed_bodies_that_nobody_has_seen(text: str, name: str) -> None:
    assert [text[a:b] for a, b in bands(load()).unseen(text, ())] == [name]
