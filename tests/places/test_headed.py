"""Names that end with the word for what they name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khaldun.model import Mention

Finder = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels shelled the positions at the <<Youth Housing Complex>> on Monday.", "Youth Housing Complex"),
        ("The army attacked the 1070 Housing Project tonight.", "1070 Housing Project"),
        ("Fighters stormed <<Almond Hill>> at dawn.", "Almond Hill"),
        ("Shells fell on the <<Kindi Hospital>>.", "Kindi Hospital"),
    ],
)
def test_the_last_word_tells_a_place(text: str, name: str, mentions: Finder) -> None:
    assert name in [m.text for m in mentions(text)]


@pytest.mark.parametrize("text", ["<<Republic Radio Station>> reported it.", "He joined the <<Red Army Academy>> in May."])
def test_a_body_with_such_a_name_is_none(text: str, mentions: Finder) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize("text", ["The <<Government of Iraq>> thanked them.", "<<Iraq's Security Forces>> thanked them."])
def test_the_land_of_a_body_is_named_too(text: str, mentions: Finder) -> None:
    assert [m.text for m in mentions(text)] == ["Iraq"]


def test_the_philippines_are_no_people(mentions: Finder) -> None:
    assert [m.text for m in mentions("He was seen in the [[Philippines]].")] == ["Philippines"]


def test_a_weekday_is_no_part_of_a_name(mentions: Finder) -> None:
    assert [m.text for m in mentions("They marched in [[Basra Wednesday]] again.")] == ["Basra"]


def test_two_names_in_a_row_are_two_places(mentions: Finder) -> None:
    found = mentions("Syrian rebels left [[Haritan]], [[Huraytan]] and [[Aleppo]].")
    ids = [m.place.id for m in found if m.place is not None]
    assert len(ids) == len(set(ids))


def test_a_name_that_is_mostly_a_person_is_no_place(mentions: Finder) -> None:
    text = "{{Strickland}} spoke first. {{Strickland}} then left. Nobody had asked [[Strickland]]."
    assert mentions(text) == []


@pytest.mark.parametrize(
    "text", ["Shells hit [[Jaysh al-Nasr]]'s lines.", "It was [[St. Patrick]]'s Day.", "The <<Kremlin>> denied it."]
)
def test_bodies_feasts_and_seats_of_government_are_no_places(text: str, mentions: Finder) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Soldiers patrolled [[Diyala's Buhriz]] district.", ["Diyala", "Buhriz"]),
        ("They crossed into [[Iraqi Kirkuk]].", ["Kirkuk"]),
        ("Shells fell in the Eastern [[Ghouta]].", ["Eastern Ghouta"]),
        ("They hit Palmyra and T-3 [[Military Base]] in Syria.", ["Palmyra", "T-3 Military Base", "Syria"]),
        ("Planes left the [[International Airport]].", []),
    ],
)
def test_a_name_has_its_side_and_number_and_not_its_owner(text: str, names: list[str], mentions: Finder) -> None:
    assert [m.text for m in mentions(text)] == names
