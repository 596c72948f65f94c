"""Words of a user's own pack by which places of events are told."""

from __future__ import annotations

from pathlib import Path

from khaldun.claims.nouns import nouns
from khaldun.knowledge import load


def test_a_list_grows_by_a_users_words(tmp_path: Path) -> None:
    (tmp_path / "where.yaml").write_text("- {id: missions, words: [legation]}\n", encoding="utf-8")
    missions = nouns(load((tmp_path,))).words["missions"]
    assert "legation" in missions and nouns(load()).words["missions"] < missions
