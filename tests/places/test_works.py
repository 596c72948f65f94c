"""Works and buildings that bear a town's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khaldun.model import Mention

Finder = Callable[..., list[Mention]]


def place(found: list[Mention], name: str) -> str | None:
    """The id of the place that the mention of this text has."""
    (mention,) = [m for m in found if m.text == name]
    return mention.place.id if mention.place else None


@pytest.mark.parametrize(
    ("marked", "name", "ident"),
    [
        ("Iraqi troops retook [[Mosul]] dam.", "Mosul dam", "local:mosul-dam"),
        ("Syrian rebels overran the [[Taftanaz]] airbase.", "Taftanaz airbase", "local:taftanaz-air-base"),
        ("The Syrian army flew them to [[Aleppo]] airport.", "Aleppo airport", "local:airfield-osap"),
        (
            "Syrian soldiers held out in the [[Deir Ezzor Military Airport]].",
            "Deir Ezzor Military Airport",
            "local:deir-ez-zor-air-base",
        ),
        ("Syrian aid workers entered the <<Yarmouk>> camp of [[Damascus]].", "Yarmouk camp", "local:yarmouk"),
    ],
)
def test_the_work_is_meant_and_not_the_town(marked: str, name: str, ident: str, mentions: Finder) -> None:
    assert place(mentions(marked), name) == ident


def test_a_work_that_no_table_has_stands_in_its_town(mentions: Finder) -> None:
    (found,) = mentions("Syrian rebels took [[Marj al-Sultan]] military airport.")
    assert found.place is not None
    assert (found.place.id, found.place.kind) == ("local:marj-al-sultan-military-airport", "facility")
    assert found.place.lat == pytest.approx(33.5, abs=0.2)
    assert found.reason == "not in the gazetteer; taken to stand in Marj al-Sultan"


def test_a_hospital_with_the_name_of_a_far_town_is_not_put_there(mentions: Finder) -> None:
    found = {m.text: m for m in mentions("Jets hit the <<al-Quds>> hospital in [[Aleppo]].")}
    quds = found["al-Quds hospital"].place
    assert quds is not None
    assert found["Aleppo"].place is not None
    assert (quds.lat, quds.lon) == (found["Aleppo"].place.lat, found["Aleppo"].place.lon)


def test_a_work_of_a_land_that_the_text_hardly_speaks_of_is_no_namesake(mentions: Finder) -> None:
    text = "Syrian rebels shelled the [[Paris]] oil refinery of [[Homs]], held by Syrian troops of [[Hama]]."
    found = {m.text: m for m in mentions(text)}["Paris oil refinery"]
    assert found.place is None or found.place.country != "FR"


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("The wounded were brought to a [[Baghdad]] hospital.", "Baghdad"),
        ("He was held in an [[Anbar]] prison in [[Iraq]].", "Anbar"),
        ("[[Syria]] border crossing points were shut.", "Syria"),
        ("They blocked the [[Beirut]] airport road.", "Beirut"),
    ],
)
def test_what_only_stands_in_a_place_does_not_bear_its_name(marked: str, name: str, mentions: Finder) -> None:
    assert name in [m.text for m in mentions(marked)]
