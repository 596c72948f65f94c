"""Names that are tagged as those of people or bodies, and are places by what is done to them or by how they begin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khaldun.model import Mention

Finder = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Syrian troops regained {{Al-Mushayrifa Al-Gharbiya}} at noon.", "Al-Mushayrifa Al-Gharbiya"),
        ("Helicopters dropped bombs on {{Tallet Sidi Karim}}, a village of [[Syria]].", "Tallet Sidi Karim"),
        ("Rockets hit the <<Al-Sabbagha>> and {{Al-Rumayla}} quarters.", "Al-Sabbagha"),
        ("Fighters seized <<Al-Qunaytira>> from the army.", "Al-Qunaytira"),
        ("Mortars fell near the {{Wadi Salama}} front in [[Syria]].", "Wadi Salama"),
        ("Syrian artillery hit {{Kafr Nabudah}} again.", "Kafr Nabudah"),
        ("The militia took control of <<Base 62>> on Sunday.", "Base 62"),
        ("Government troops overran Point 417 after dark.", "Point 417"),
        ("They held [[Aleppo]], the Project 12 area and a mill.", "Project 12"),
        ("A raid on [[Aleppo]], {{Hasan Shammar}} and {{Zurayq}} left ten dead.", "Zurayq"),
        ("The rebels retook [[Aleppo]] and Sheikh {{Daoud}} east of it.", "Sheikh Daoud"),
    ],
)
def test_what_is_done_to_a_name_makes_it_a_place(text: str, name: str, mentions: Finder) -> None:
    assert name in [m.text for m in mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Agents seized {{Al-Rawandi}} at an airport.",
        "The judge cleared {{Al-Rawandi}}, {{Al-Salihi}} and {{Al-Jazzar}} of theft.",
        "Jets bombed the <<Al-Hamra Brigade>> overnight.",
        "Rebels attacked the <<Al-Firdaws>> fighters.",
        "Soldiers attacked <<Al-Nusra>> at dawn.",
        "Voters won back {{Al Rankin}} on Tuesday.",
        "They bombed <<UNTAG>> posts.",
        "{{Tal Regev}} spoke first.",
        "The party lost {{Al-Rawandi}}, who died in May.",
    ],
)
def test_people_and_bodies_stay_what_they_are(text: str, mentions: Finder) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bombs went off in [[Baghdad]]'s <<Zahraniya>>, [[Ur]] and [[Husayniyah]] districts.", "Zahraniya"),
        ("They were shot in {{al-Mayadin}}’s main square in [[Syria]].", "al-Mayadin"),
        ("The <<Sabbagh>> hospital was destroyed.", "Sabbagh hospital"),
        ("Rebels seized ‘[[Ayn Dakar]]’ and ‘[[Sahm al-Julan]]’ in [[Syria]].", "Sahm al-Julan"),
    ],
)
def test_rows_squares_and_hospitals_make_a_name_a_place(text: str, name: str, mentions: Finder) -> None:
    assert name in [m.text for m in mentions(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The army regained control over the <<Air Defence Battalion>> east of the town.", "Air Defence Battalion"),
        ("They dug trenches in <<al Darbasiyeh>> farms.", "al Darbasiyeh"),
    ],
)
def test_what_is_held_or_has_farms_is_a_place(text: str, name: str, mentions: Finder) -> None:
    assert name in [m.text for m in mentions(text)]
