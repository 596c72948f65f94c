from __future__ import annotations

from khaldun.language.sentence import Engine
from tests.claims.test_voices import heard, speaker

TALK = "\n\n".join((
    "HADDAD: Did the army attack the town?",
    "NASSER: The army shelled the market. He told us that ten had died.",
    "HADDAD: And the rebels?",
    "NASSER: They fled.",
))  # fmt: skip


def test_the_turns_of_a_talk(engine: Engine) -> None:
    asks, answers = speaker(engine, TALK, "attack"), speaker(engine, TALK, "shelled")
    assert asks is not None
    assert answers is not None
    assert (asks.text, answers.text) == ("HADDAD", "NASSER")


def test_one_who_speaks_is_not_his_own_he(engine: Engine) -> None:
    said = speaker(engine, TALK, "died")
    assert said is not None
    assert "nasser" not in said.name.lower()


def test_one_label_is_no_talk(engine: Engine) -> None:
    text = "UPDATE: The army shelled the market.\n\nUPDATE: Ten died.\n\nUPDATE: The rebels fled."
    assert speaker(engine, text, "shelled") is None


def test_a_signed_post(engine: Engine) -> None:
    text = "The army said nothing.\n\nRebels took the bridge today. — Omar Haddad (@haddad) May 3, 2016"
    said = speaker(engine, text, "took")
    assert said is not None
    assert said.name == "Omar Haddad"
    assert [q.text for q in heard(engine, text).quotes] == ["Rebels took the bridge today."]
