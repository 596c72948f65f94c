"""Whose account it is where no verb of saying tells so, and where words stand in an unusual order."""

from __future__ import annotations

import pytest

from khaldun.language.sentence import Engine
from tests.claims.test_voices import speaker


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In the view of the governor, the army attacked civilians.", "the governor"),
        ("In the governor's account, the army attacked the village.", "the governor"),
        ("The army attacked nine villages, in the words of the mayor.", "the mayor"),
        ("Rebels had attacked nine soldiers near the bridge, per Al Jazeera.", "Al Jazeera"),
        ("The army has attacked nine villages, as the ministry put it.", "the ministry"),
        ("The army has attacked nine villages, as reported by Reuters.", "Reuters"),
        ("As reported by Reuters, the army attacked nine villages.", "Reuters"),
        ("The rebels attacked nine villages, Rami Haddad was quoted as saying.", "Rami Haddad"),
        ("The governor is convinced that the army attacked the village.", "The governor"),
        ("A local witness saw soldiers attacked by gunmen.", "A local witness"),
        (
            "Soldiers attacked the bridge, the group's spokesman in Idlib confirmed on Facebook.",
            "the group's spokesman in Idlib",
        ),
        ("In the years since gunmen attacked the village, Haddad says, much has been rebuilt.", "Haddad"),
        ("Haddad camp: The army attacked nine villages.", "Haddad camp"),
        ("The army attacked the bridge, warned the governor of the town, Ahmed Ali.", "Ahmed Ali"),
    ],
)
def test_an_account_is_somebody_s(engine: Engine, text: str, wanted: str) -> None:
    said = speaker(engine, text, "attacked")
    assert said is not None
    assert said.text == wanted or said.name == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked nine villages per day.",
        "The army attacked the village in view of the bridge.",
        "Soldiers saw that the village was attacked.",
        "The governor was in the village that gunmen attacked.",
    ],
)
def test_what_only_looks_like_an_account_is_nobody_s(engine: Engine, text: str) -> None:
    assert speaker(engine, text, "attacked") is None
