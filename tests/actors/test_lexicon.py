from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.actors import holder, name
from khaldun.actors.lexicon import lexicon
from khaldun.errors import KnowledgeError
from khaldun.knowledge import HERE, Knowledge, load


def hits(text: str) -> list[tuple[str, str]]:
    known = lexicon(load())
    return [(text[h.start : h.end], h.aliases[0].actor) for h in known.hits(text)]


def test_the_longest_name_wins() -> None:
    assert hits("The Syrian Observatory for Human Rights spoke.") == [
        ("Syrian Observatory for Human Rights", "syrian-observatory-for-human-rights")
    ]


@pytest.mark.parametrize("text", ["S.D.F.", "SDF", "Syrian Democratic Forces"])
def test_points_and_full_names_mean_one_actor(text: str) -> None:
    assert hits(f"Units of the {text} entered.")[-1] == (text, "syrian-democratic-forces")


@pytest.mark.parametrize("text", ["Jabhat al-Nusra", "Jabhat an-Nusra", "Jabhat al Nusra"])
def test_the_arabic_article_makes_no_difference(text: str) -> None:
    assert hits(f"Men of {text} left.") == [(text, "nusra-front")]


def test_the_article_before_a_name_is_part_of_it() -> None:
    assert hits("They fought al-Nusra there.") == [("al-Nusra", "nusra-front")]


@pytest.mark.parametrize("text", ["Hashed al-Shaabi", "Hashd al-Shaabi"])
def test_spellings_of_a_word_are_one(text: str) -> None:
    assert hits(f"{text} units came.") == [(text, "popular-mobilization-forces")]


def test_an_abbreviation_that_is_a_word_must_be_in_capitals() -> None:
    assert hits("It is over for IS there.") == [("IS", "islamic-state")]


def test_an_abbreviation_that_ends_in_a_capital_is_no_common_word() -> None:
    assert hits("Let us see.") == []
    assert hits("The LeT struck.") == [("LeT", "lashkar-e-taiba")]


def test_a_name_does_not_run_over_a_comma() -> None:
    assert ("Islamic, State", "islamic-state") not in hits("Both Islamic, State and civil law were taught.")


def test_every_state_has_its_forces() -> None:
    known = lexicon(load())
    made = known.of_state("CL", "army")
    assert made is not None
    assert (made.id, made.name, made.holder) == ("chilean-army", "Chilean army", "chilean-government")


def test_a_pack_s_own_entry_stands_for_the_made_one() -> None:
    assert name("syrian-forces", load()) == "Syrian government forces"


def test_land_is_held_under_the_actor_above() -> None:
    assert holder("tiger-forces", load()) == "syrian-government"
    assert holder("nusra-front", load()) == "hayat-tahrir-al-sham"
    assert holder("no-such-actor", load()) == "no-such-actor"


def test_every_holder_and_member_is_an_actor() -> None:
    known = lexicon(load()).actors
    above = [e.get("holder") for e in load().entries("actors")]
    above += [m["id"] for e in load().entries("actors") for m in e.get("member_of") or ()]
    assert {a for a in above if a is not None} <= set(known)


def test_an_entry_without_a_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text("- {id: lions, name: Lions}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="lions"):
        lexicon(Knowledge((HERE / "base", tmp_path)))


def test_a_folder_of_one_s_own_adds_an_actor(tmp_path: Path) -> None:
    entry = "- {id: valley-lions, name: Lions of the Valley, kind: militia, side: valley, country: SY}\n"
    (tmp_path / "actors.yaml").write_text(entry, encoding="utf-8")
    known = lexicon(load((tmp_path,)))
    text = "The Lions of the Valley took the bridge."
    assert [h.aliases[0].actor for h in known.hits(text)] == ["valley-lions"]


def test_an_article_far_before_is_no_part_of_a_name() -> None:
    assert hits("They left al-Bab in August, and then ISIL came.")[-1] == ("ISIL", "islamic-state")
