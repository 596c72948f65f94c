"""Patterns as data: what a pack may say, and that the packs that come along are whole."""

from pathlib import Path

import pytest

from khaldun.claims.conditions import conditions
from khaldun.claims.kit import tools
from khaldun.claims.patterns import patterns
from khaldun.errors import KnowledgeError
from khaldun.knowledge import load
from khaldun.model import KINDS

PARTS = {"place", "actor", "target", "quantity"}


def pack(folder: Path, text: str) -> Path:
    (folder / "events.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_kind_but_figure_has_a_pattern() -> None:
    assert {p.kind for p in patterns(load()).all} == set(KINDS) - {"figure"}


def test_every_pattern_is_reached_by_a_word_of_its_triggers() -> None:
    known = patterns(load())
    reached = {p.id for specs in known.anchors.values() for spec in specs for p in spec.patterns}
    assert reached == {p.id for p in known.all}
    for anchor, specs in known.anchors.items():
        assert all({anchor, *spec.others} == set(spec.words) for spec in specs)


def test_every_kind_is_described() -> None:
    assert {str(e["id"]) for e in load().entries("kinds")} == set(KINDS)


def test_every_need_is_a_part_or_a_condition() -> None:
    known = PARTS | set(conditions(load()))
    assert {n for p in patterns(load()).all for n in p.needs} <= known


def test_states_are_states() -> None:
    assert {"control.hold", "siege", "presence", "trapped"} <= tools(load()).states


def test_a_user_adds_a_pattern(tmp_path: Path) -> None:
    folder = pack(tmp_path, "- {id: mine.halt, kind: control.gain, verbs: [gobble up], object: [place]}")
    found = patterns(load((folder,)))
    assert found.anchors["gobble"][0].words == ("gobble", "up")


def test_a_user_replaces_a_pattern(tmp_path: Path) -> None:
    folder = pack(tmp_path, "- {id: besiege, kind: siege, verbs: [ring]}")
    (mine,) = [p for p in patterns(load((folder,))).all if p.id == "besiege"]
    assert mine.needs == frozenset()


def test_on_is_a_preposition_and_no_switch(tmp_path: Path) -> None:
    folder = pack(tmp_path, "- {id: mine.on, kind: attack, verbs: [pounce], place: [on, off]}")
    (mine,) = [p for p in patterns(load((folder,))).all if p.id == "mine.on"]
    assert mine.place == ("on", "off")


@pytest.mark.parametrize(
    "text",
    [
        "- {id: x, kind: attack, verb: [pounce]}",
        "- {id: x}",
        "- {id: x, kind: attack, object: [moon]}",
        "- {id: x, kind: attack, reach: moon}",
        "- {id: x, kind: attack, also: no}",
    ],
)
def test_a_pattern_that_does_not_hold_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnowledgeError, match="x"):
        patterns(load((pack(tmp_path, text),)))
