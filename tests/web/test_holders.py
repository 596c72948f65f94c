"""Holders and speakers whom no text names, asked of the pages and of the API."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from khaldun.web import app
from tests.web.conftest import HOME, LOCAL
from tests.web.records import Draft


def test_a_holder_that_no_text_names_has_a_page_of_what_it_held(tmp_path: Path) -> None:
    draft, day = Draft(), date(2016, 3, 27)
    text = "Troops of the army took Palmyra, the Observatory said."
    claim = draft.claim(
        draft.article("n", text, day), text, "took", place="Palmyra", actor="islamic-state", voice="sohr", day=day
    )
    others = (("syrian-opposition", 0.05),)
    draft.spell("Palmyra", day, None, "syrian-government", pro=[claim], others=others)
    with draft.save(tmp_path / "r.sqlite") as store:
        client = TestClient(app(store), base_url=HOME, client=LOCAL)
        page = client.get("/actor/syrian-government").text
        assert "<h1>Syrian government</h1>" in page
        assert "What it held" in page
        assert "it holds what those of its side hold" in page
        assert client.get("/actor/syrian-opposition").status_code == 200
        assert client.get("/actor/nobody").status_code == 404


def test_an_unknown_speaker_is_not_taken_for_the_place(open_client: TestClient) -> None:
    told = open_client.get("/api/holds", params={"place": "Palmyra", "by": "nobody"})
    assert told.status_code == 404
    assert "no such speaker or side" in told.json()["detail"]
