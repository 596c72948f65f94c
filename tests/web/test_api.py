"""The HTTP API over a record made by hand: pages, filters, features, tags, masks, judgements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from khaldun.errors import UsageError
from khaldun.export.rows import claim
from khaldun.store import Store
from khaldun.web import app, serve
from khaldun.web.api.tables import FILTERS, SHEETS
from tests.web.conftest import HOME, LOCAL
from tests.web.records import PLACES, small

PALMYRA = PLACES["Palmyra"][0]
TOKEN = {"Authorization": "Bearer right"}
DOCS = (Path(__file__).parents[2] / "docs/http.md").read_text(encoding="utf-8")


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[TestClient]:
    with (
        small(tmp_path / "r.sqlite") as store,
        TestClient(app(store, names=True, token="right"), base_url=HOME, client=LOCAL) as client,
    ):
        yield client


def judgement(**more: Any) -> dict[str, Any]:
    return {"claim_id": "c-0001", "reviewer": "A reader", "verdict": "accept", **more}


@pytest.mark.parametrize("table", FILTERS)
def test_pages_of_one_row_are_the_whole_table(open_client: TestClient, table: str) -> None:
    whole = open_client.get(f"/api/{table}").json()[table]
    found, following = [], f"/api/{table}?limit=1"
    while following:
        answer = open_client.get(following)
        found += answer.json()[table]
        assert (answer.links["next"]["url"] if "next" in answer.links else None) == answer.json()["next"]
        following = answer.json()["next"]
    assert found == whole and [row["id"] for row in whole] == sorted(row["id"] for row in whole)


def test_a_row_is_the_row_of_the_export(open_client: TestClient, store: Store) -> None:
    assert open_client.get("/api/claims/c-0001").json() == claim(store.claim("c-0001"))


@pytest.mark.parametrize("table", FILTERS)
def test_a_sheet_has_the_rows_of_its_table(open_client: TestClient, table: str) -> None:
    rows = list(csv.DictReader(io.StringIO(open_client.get(f"/api/{table}.csv").text)))
    assert [r["id"] for r in rows] == [r["id"] for r in open_client.get(f"/api/{table}").json()[table]]
    assert all(tuple(r) == tuple(SHEETS[table]) for r in rows)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("kind=control", lambda c: c["kind"].startswith("control")),
        ("status=expected", lambda c: c["status"] == "expected"),
        (f"place={PALMYRA}", lambda c: (c["place"] or {}).get("id") == PALMYRA),
        ("speaker=sohr", lambda c: (c["speaker"] or {}).get("id") == "sohr"),
        ("actor=islamic-state", lambda c: "islamic-state" in {a["id"] for a in c["actors"] + c["targets"]}),
        ("article=a-fall", lambda c: c["article_id"] == "a-fall"),
        ("datetime=../2015-12-31", lambda c: c["when"]["start"] is None or c["when"]["start"] <= "2015-12-31"),
        ("bbox=38,34,39,35", lambda c: c["place"] is not None and 38 <= c["place"]["lon"] <= 39),
    ],
)
def test_a_filter_keeps_what_it_says(open_client: TestClient, asked: str, kept: Any) -> None:
    every = open_client.get("/api/claims").json()["claims"]
    found = open_client.get(f"/api/claims?{asked}").json()["claims"]
    assert found == [c for c in every if kept(c)] and 0 < len(found) < len(every)


def test_bounds_go_over_the_antimeridian(open_client: TestClient) -> None:
    assert open_client.get("/api/places?bbox=170,-90,-170,90").json()["places"] == []
    assert len(open_client.get("/api/places?bbox=39,-90,38.9,90").json()["places"]) > 0


def test_days_that_end_before_they_begin_find_nothing(open_client: TestClient) -> None:
    assert open_client.get("/api/control?datetime=2016-05-01/2016-04-01").json()["control"] == []


def test_a_feature_stands_at_its_place_with_its_days(open_client: TestClient) -> None:
    found = open_client.get(f"/api/collections/control/items?place={PALMYRA}&datetime=2016-03-28").json()
    (feature,) = found["features"]
    assert found["numberReturned"] == found["numberMatched"] == 1
    assert feature["geometry"] == {"type": "Point", "coordinates": [38.2672, 34.56]}
    assert feature["properties"]["start_date"] == "2016-03-27" and feature["properties"]["holder_id"] == "syrian-government"


def test_collections_tell_where_and_when_they_lie(open_client: TestClient) -> None:
    extent = open_client.get("/api/collections/control").json()["extent"]
    assert extent["spatial"]["bbox"][0][0] <= 38.2672 <= extent["spatial"]["bbox"][0][2]
    assert extent["temporal"]["interval"] == [["2015-05-20", None]]


def test_places_are_asked_for_a_day_in_vain_but_without_complaint(open_client: TestClient) -> None:
    assert open_client.get("/api/collections/places/items?datetime=1999-01-01").json()["numberReturned"] > 0


def test_what_has_not_changed_is_not_sent_again(writer: TestClient) -> None:
    tag = writer.get("/api/judgements").headers["etag"]
    assert writer.get("/api/judgements", headers={"If-None-Match": f'"other", {tag}'}).status_code == 304
    writer.post("/api/judgements", json=judgement(), headers=TOKEN)
    assert writer.get("/api/judgements", headers={"If-None-Match": tag}).status_code == 200


def test_holds_answers_by_name_on_a_day(open_client: TestClient) -> None:
    body = open_client.get("/api/holds?place=Palmyra&on=2016-03-28").json()
    assert [s["holder_id"] for s in body["control"]] == ["syrian-government"]
    assert {c["id"] for c in body["claims"]} == {i for s in body["control"] for i in (*s["for"], *s["against"])}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/claims?colour=red", 400),
        ("/api/claims?limit=0", 400),
        ("/api/claims?status=held", 400),
        ("/api/control?status=denied", 400),
        ("/api/claims?cursor=zz", 400),
        ("/api/claims?datetime=2016-02-30", 400),
        ("/api/claims?bbox=1,2,3", 400),
        ("/api/claims?place=", 400),
        ("/api/holds", 400),
        ("/api/holds?place=Nowhere", 404),
        ("/api/collections/roads/items", 404),
        ("/api/claims/none", 404),
    ],
)
def test_nonsense_is_told_as_a_problem(open_client: TestClient, path: str, status: int) -> None:
    answer = open_client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status and answer.json()["detail"]


def test_a_private_speaker_is_not_found_by_his_id(open_client: TestClient, masked_client: TestClient) -> None:
    asked = "/api/claims?speaker=samir-haddad"
    assert open_client.get(asked).json()["claims"] and not masked_client.get(asked).json()["claims"]
    assert masked_client.get("/api/holds?place=Palmyra&by=Samir%20Haddad").status_code == 404


@pytest.mark.parametrize(
    "path", ["/api/claims", "/api/articles", "/api/judgements", "/api/incidents", "/api/articles/a-palmyra/mentions"]
)
def test_no_answer_names_a_private_person(open_client: TestClient, masked_client: TestClient, path: str) -> None:
    assert "Haddad" not in masked_client.get(path).text
    assert path == "/api/incidents" or "Haddad" in open_client.get(path).text


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic right"}])
def test_nothing_is_written_without_the_token(writer: TestClient, headers: dict[str, str]) -> None:
    before = writer.get("/api/judgements").json()
    answer = writer.post("/api/judgements", json=judgement(), headers=headers)
    assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer")
    assert writer.get("/api/judgements").json() == before


def test_where_no_token_is_set_none_is_right(open_client: TestClient) -> None:
    assert open_client.post("/api/judgements", json=judgement(), headers={"Authorization": "Bearer "}).status_code == 401


def test_a_judgement_is_added_and_answered_with(writer: TestClient) -> None:
    sent = judgement(verdict="correct", field="status", value="planned", note="“will” in the sentence before")
    answer = writer.post("/api/judgements", json=sent, headers=TOKEN)
    assert answer.status_code == 201 and answer.json() in writer.get("/api/judgements").json()["judgements"]
    assert {k: answer.json()[k] for k in ("claim_id", "verdict", "field", "value")} == {
        "claim_id": "c-0001", "verdict": "correct", "field": "status", "value": '"planned"',
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (judgement(claim_id="none"), 404),
        (judgement(verdict="perhaps"), 400),
        (judgement(reviewer=" "), 400),
        (judgement(field="status", value="planned"), 400),
        (judgement(verdict="correct", field="status"), 400),
        (judgement(verdict="correct", field="status", value="soon"), 400),
        (judgement(verdict="correct", field="when", value={"start": "2016-04-09", "end": "2016-04-08"}), 400),
        (judgement(note="x" * 5000), 400),
        ([judgement()], 400),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(writer: TestClient, sent: Any, status: int) -> None:
    assert writer.post("/api/judgements", json=sent, headers=TOKEN).status_code == status


@pytest.mark.parametrize("body", [b"", b"{", b'{"a":' * 9000, b'"' + b"x" * 70_000 + b'"'])
def test_what_is_no_judgement_at_all_is_refused(writer: TestClient, body: bytes) -> None:
    headers = {**TOKEN, "Content-Type": "application/json"}
    assert writer.post("/api/judgements", content=body, headers=headers).status_code == 400


def test_a_form_of_another_site_writes_nothing(writer: TestClient) -> None:
    headers = {**TOKEN, "Content-Type": "text/plain"}
    assert writer.post("/api/judgements", content=b'{"claim_id": "c-0001"}', headers=headers).status_code == 400


def test_beyond_this_machine_no_server_starts_without_a_token(store: Store) -> None:
    with pytest.raises(UsageError, match="token"):
        serve(store, host="0.0.0.0")


@pytest.mark.parametrize("table", FILTERS)
def test_the_docs_name_every_table_and_what_it_takes(table: str) -> None:
    (line,) = [line for line in DOCS.splitlines() if line.startswith(f"| `/api/{table}` |")]
    assert all(f"`{name}`" in line for name in FILTERS[table])


def test_several_processes_serve_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app that each of them makes is the app that was asked for."""
    small(tmp_path / "r.sqlite").close()
    asked: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda name, **settings: asked.update(settings, name=name))
    monkeypatch.setenv("KHALDUN_SERVED", "")
    serve(tmp_path / "r.sqlite", token="right", workers=2)
    assert (asked["workers"], asked["factory"]) == (2, True)
    module, _, factory = asked["name"].partition(":")
    with TestClient(getattr(import_module(module), factory)(), base_url=HOME, client=LOCAL) as client:
        assert "Haddad" in client.get("/article/a-palmyra").text
        assert client.post("/api/judgements", json=judgement(), headers=TOKEN).status_code == 201
