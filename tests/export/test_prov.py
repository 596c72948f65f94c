"""Where a claim comes from, as PROV-JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khaldun.export import write
from khaldun.model import Judgement
from khaldun.store import Store
from tests.store import make

JUDGED = Judgement("j-1", "claim-1", "accept", "Ada", "2026-01-02T10:00:00+00:00", note="Omar Haddad was there")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store: Store
    with make.record(tmp_path / "r.sqlite") as store:
        store.judge(JUDGED)
        return write(store, "prov", tmp_path / "r.json", claim="claim-1")[0]


@pytest.fixture
def said(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_the_library_of_the_standard_reads_it_and_finds_nothing_loose(path: Path) -> None:
    model = pytest.importorskip("prov.model", reason="the package prov is not installed")
    document = model.ProvDocument.deserialize(content=path.read_text(encoding="utf-8"), format="json")
    assert "wasDerivedFrom(record:claim-1, record:sentence-claim-1" in document.get_provn()
    assert model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document


def test_every_end_of_a_relation_is_there(said: dict[str, Any]) -> None:
    known = {name for kind in ("entity", "activity", "agent") for name in said[kind]}
    ends = {e for kind, ties in said.items() if kind not in {"entity", "activity", "agent", "prefix"} for t in ties.values() for e in t.values()}  # fmt: skip
    assert ends <= known
    assert known - ends <= {"record:j-1"}


def test_the_path_leads_from_the_file_to_what_is_computed(said: dict[str, Any]) -> None:
    steps = {(t["prov:generatedEntity"], t["prov:usedEntity"]) for t in said["wasDerivedFrom"].values()}
    assert steps == {
        ("record:article-1", "record:file-aa"),
        ("record:sentence-claim-1", "record:article-1"),
        ("record:claim-1", "record:sentence-claim-1"),
        ("record:incident-1", "record:claim-1"),
        ("record:control-1", "record:claim-1"),
    }


def test_the_claim_says_what_read_it_and_by_whose_word_it_is(said: dict[str, Any]) -> None:
    claim = said["entity"]["record:claim-1"]
    assert (claim["khaldun:kind"], claim["khaldun:status"], claim["khaldun:rule"]) == ("control.gain", "happened", "take")
    assert said["agent"]["record:khaldun"]["khaldun:program"] == "1"
    attributed = {(t["prov:entity"], t["prov:agent"]) for t in said["wasAttributedTo"].values()}
    assert ("record:claim-1", "record:speaker") in attributed
    assert said["agent"]["record:press-1"]["prov:label"] == "The Courier"


def test_a_judgement_stands_beside_the_claim(said: dict[str, Any]) -> None:
    judgement = said["entity"]["record:j-1"]
    assert (judgement["khaldun:verdict"], judgement["khaldun:made"]) == ("accept", JUDGED.made)
    assert judgement["khaldun:note"] == "███████████ was there"


def test_it_goes_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with make.record(tmp_path / "r.sqlite") as store:
        assert write(store, "prov", "-", claim="claim-2") == []
    assert "record:claim-2" in json.loads(capsys.readouterr().out)["entity"]
