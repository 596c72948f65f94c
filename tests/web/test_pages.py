"""The pages over a record made by hand: what they show, what they never show, what they answer to nonsense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from khaldun.errors import NotARecord
from khaldun.store import Derived, Store
from khaldun.web import app
from khaldun.web.reader import PAGE
from tests.web.conftest import HOME, LOCAL
from tests.web.records import PLACES, Draft, small

PALMYRA = PLACES["Palmyra"][0]
PAGES = [
    "/", "/new", "/figures", "/disputes", "/review", "/search", "/search?q=palmyra", "/search?q=palmyra&in=articles", "/articles", "/article/a-palmyra", "/article/a-caption", "/claim/c-0001", "/claim/c-0003",
    "/story/s-palmyra", "/incident/i-1", "/set-aside", "/about", "/map", f"/map?place={PALMYRA}&on=2016-03-27", "/places", f"/place/{PALMYRA}",
    "/actors", "/actor/islamic-state", "/speaker/sohr",
]  # fmt: skip
API = [
    "/api",
    "/api/claims",
    "/api/control.csv",
    "/api/incidents.geojson",
    "/map/control",
    f"/map/control?on=2016-03-27&place={PALMYRA}",
    "/map/control/k-0002",
]


class Outline(HTMLParser):
    """What a browser and a screen reader need of a page: ids, inner links, landmarks, labels, anything inline."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.labelled: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: dict[str, str | None] = dict(attrs)
        self.tags.append(tag)
        if identifier := found.get("id"):
            self.ids.append(identifier)
        if tag == "a" and (href := found.get("href")):
            self.links.append(href)
        if tag == "label" and (target := found.get("for")):
            self.labelled.append(target)
        if tag == "input" and found.get("type") != "hidden":
            self.inputs.append(found)
        if tag == "style" or (tag == "script" and "src" not in found) or any(a == "style" or a.startswith("on") for a in found):
            self.inline.append(f"{tag} {attrs}")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("client", ["open_client", "masked_client"])
def test_every_page_is_whole(path: str, client: str, request: pytest.FixtureRequest) -> None:
    answer = request.getfixturevalue(client).get(path)
    assert answer.status_code == 200
    page = Outline(answer.text)
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert all(i.get("id") in page.labelled for i in page.inputs)
    assert not page.inline


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(path: str, open_client: TestClient) -> None:
    page = Outline(open_client.get(path).text)
    for link in sorted({link.split("#")[0] for link in page.links if link.startswith(("/", "?"))} - {""}):
        target = link if link.startswith("/") else path.split("?")[0] + link
        assert open_client.get(target).status_code == 200, f"{path} -> {link}"


@pytest.mark.parametrize("path", [*PAGES, *API, "/nope", "/static/khaldun.css"])
def test_every_answer_forbids_what_is_not_ours(path: str, masked_client: TestClient) -> None:
    headers = masked_client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [*PAGES, *API, "/search?q=haddad", "/search?q=hadd*&in=articles", "/speaker/samir-haddad", "/article/a-palmyra-copy"],
)
def test_a_private_name_stays_masked(path: str, masked_client: TestClient) -> None:
    page = masked_client.get(path).text
    assert "Haddad" not in re.sub(r'value="[^"]*"|<title>.*?</title>|q=[^"]*', "", page)


def test_a_mask_is_as_long_as_the_name(masked_client: TestClient) -> None:
    assert "said █████ ██████, a baker".replace("█████ ██████", "█" * 12) in masked_client.get("/article/a-palmyra").text


def test_a_search_for_a_masked_name_finds_nothing(masked_client: TestClient, open_client: TestClient) -> None:
    assert "Nothing in the record holds" in masked_client.get("/search?q=haddad&in=articles").text
    assert "Nothing in the record holds" not in open_client.get("/search?q=haddad&in=articles").text


def test_a_private_speaker_has_no_page_where_names_are_masked(masked_client: TestClient, open_client: TestClient) -> None:
    assert open_client.get("/speaker/samir-haddad").status_code == 200
    assert masked_client.get("/speaker/samir-haddad").status_code == 404


def test_source_markup_is_never_rendered(open_client: TestClient) -> None:
    for path in ("/", "/articles", "/article/a-palmyra", "/story/s-palmyra"):
        page = open_client.get(path).text
        assert "<b>" not in page
        assert "&lt;b&gt;at last&lt;/b&gt;" in page


def test_an_article_shows_its_claims_in_its_text(open_client: TestClient) -> None:
    page = open_client.get("/article/a-palmyra").text
    assert '<a class="trigger fact" href="#c2"><mark>took</mark></a>' in page
    assert '<a class="trigger open" href="#c4"><mark>move on</mark></a>' in page
    assert (
        '<sup class="ref"><a href="#c1" aria-label="Claim 1">1</a></sup><sup class="ref"><a href="#c2" aria-label="Claim 2">2</a></sup>'
        in page
    )
    assert "the dateline says 27 March" in page
    assert "Smoke over the citadel" in page
    assert "We heard no more shots" in page
    assert "/article/a-palmyra-copy" in page


def test_a_place_shows_holders_and_both_sides(open_client: TestClient) -> None:
    page = open_client.get(f"/place/{PALMYRA}").text
    assert "26 March 2016" in page  # the last day, not the day after
    assert re.search(r'id="f-k-0002".*?took.*?id="a-k-0002".*?left', page, re.DOTALL)
    assert "<svg" in page
    assert "contested" in page


def test_an_incident_shows_what_its_claims_differ_in(open_client: TestClient) -> None:
    assert "who left first" in open_client.get("/incident/i-1").text


def test_what_was_set_aside_is_told_with_its_reason(open_client: TestClient) -> None:
    page = open_client.get("/set-aside").text
    assert "scan.pdf" in page
    assert "the file is encrypted" in page


def test_about_names_whose_data_it_is(open_client: TestClient) -> None:
    page = open_client.get("/about").text
    assert "GeoNames" in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page
    assert "Natural Earth" in page


@pytest.mark.parametrize("path", [
    "/search?page=0", "/search?page=two", "/search?page=99999", "/search?q=" + "a" * 201, "/search?q=a%00b", "/search?in=all", "/search?q=a&q=b",
    "/?x=1", "/map?on=27.03.2016", "/map?on=2016-02-30", "/places?page=1", f"/place/{PALMYRA}?page=-1", "/map/control?on=soon", "/api/places?x=1",
])  # fmt: skip
def test_a_query_without_sense_is_told_so(path: str, open_client: TestClient) -> None:
    answer = open_client.get(path)
    assert answer.status_code == 400
    if path.startswith(("/api/", "/map/")):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 400
    else:
        assert "<h1>Bad Request</h1>" in answer.text


@pytest.mark.parametrize("path", [
    "/nope", "/article/none", "/claim/none", "/story/none", "/incident/none", "/place/none", "/actor/none", "/speaker/none", "/map/control/none", "/api/control/none", "/api/none",
    "/article/<script>", "/static/../app.py", "/static/none.css",
])  # fmt: skip
def test_what_is_not_there_is_a_page_too(path: str, open_client: TestClient) -> None:
    answer = open_client.get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.mark.parametrize("query", ['"', "*", "AND", "NEAR(", "a OR", "-", "(", "palmyra)", "^x", "ü", "' OR 1=1", "{}", "<b>"])
def test_any_text_is_a_search(query: str, open_client: TestClient) -> None:
    answer = open_client.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_pages_are_only_read(open_client: TestClient) -> None:
    assert open_client.post("/").status_code == 405


def test_a_fault_is_a_page_with_the_same_headers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("secret")

    monkeypatch.setattr(store, "places", broken)
    answer = TestClient(app(store), base_url=HOME, client=LOCAL, raise_server_exceptions=False).get("/places")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "127.0.0.1@example.org", "", "localhost.example.org:8765", "10.0.0.7"]
)
def test_a_foreign_name_for_this_machine_gets_nothing(host: str, open_client: TestClient) -> None:
    assert open_client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1", "127.1.2.3:80", "[::1]:8765"])
def test_loopback_names_are_answered(host: str, open_client: TestClient) -> None:
    assert open_client.get("/", headers={"host": host}).status_code == 200


def test_another_machine_gets_nothing_from_a_loopback_page(store: Store) -> None:
    client = TestClient(app(store, names=True), base_url=HOME, client=("192.0.2.7", 40000))
    assert client.get("/").status_code == 403


def test_a_page_for_others_answers_others(store: Store) -> None:
    client = TestClient(app(store, host="0.0.0.0"), base_url="http://record.example.org", client=("192.0.2.7", 40000))
    assert client.get("/").status_code == 200


def test_the_map_is_missed_not_fatal(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khaldun.web.pages.map_assets", lambda: None)
    page = TestClient(app(store), base_url=HOME, client=LOCAL).get("/").text
    assert "The map is not built here" in page
    assert "<script" not in page


def test_control_in_json_ends_on_the_last_day(open_client: TestClient) -> None:
    body = open_client.get("/map/control").json()
    first, second = body["spells"]
    assert (first["start"], first["end"], second["end"]) == ("2015-05-20", "2016-03-26", None)
    assert first["reports"] == ["2015-05-20"]
    assert {h["id"]: h["colour"] for h in body["holders"]} == {"islamic-state": "0", "syrian-government": "4"}
    assert body["places"][0]["name"] == "Palmyra"
    assert "GeoNames" in body["attribution"]


def test_control_of_a_day_leaves_other_days_out(open_client: TestClient) -> None:
    spells = open_client.get("/map/control?on=2016-03-27").json()["spells"]
    assert [s["holder"] for s in spells] == ["syrian-government"]


def test_evidence_in_json_says_how_often_its_article_is_printed_besides(open_client: TestClient) -> None:
    (printed,) = open_client.get("/map/control/k-0002").json()["for"]
    (alone,) = open_client.get("/map/control/k-0001").json()["for"]
    assert printed["article"]["copies"] == {"story": "s-palmyra", "count": 1}
    assert alone["article"]["copies"] is None


def test_evidence_in_json_has_sentence_speaker_and_article(masked_client: TestClient) -> None:
    body = masked_client.get("/map/control/k-0002").json()
    (claim,) = body["for"]
    assert claim["sentence"][1] == "took"
    assert claim["speaker"]["name"] == "SANA"
    assert claim["article"]["id"] == "a-palmyra"
    (against,) = body["against"]
    assert against["speaker"]["name"] == "█" * 12


def test_what_is_kept_is_worked_out_again_when_the_record_changes(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    small(path).close()
    client = TestClient(app(path, names=True), base_url=HOME, client=LOCAL)
    assert len(client.get("/map/control").json()["spells"]) == 2
    with Store.open(path) as store:
        store.put_derived(Derived([], store.control()[:1], []), versions={"program": "0"})
    assert len(client.get("/map/control").json()["spells"]) == 1
    assert "Islamic State" in client.get("/places").text


def test_a_reviewers_decision_stands_beside_the_claim(open_client: TestClient) -> None:
    page = open_client.get("/claim/c-0003").text
    assert "reader one, 2026-01-05T10:00:00Z: accept" in page
    assert "Haddad was there himself" in page


@pytest.mark.parametrize(
    "path",
    ["/", "/places", "/actors", "/articles", "/map", "/set-aside", "/about", "/search?q=a", "/map/control", "/api/places"],
)
def test_an_empty_record_has_pages_too(path: str, tmp_path: Path) -> None:
    with Draft().save(tmp_path / "empty.sqlite") as store:
        answer = TestClient(app(store), base_url=HOME, client=LOCAL).get(path)
    assert answer.status_code == 200


def test_what_is_not_a_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no record", encoding="utf-8")
    with pytest.raises(NotARecord):
        app(tmp_path / "notes.txt")


@pytest.mark.parametrize(
    "path",
    [
        "/claim/c-0003",
        "/incident/i-1",
        "/article/a-palmyra",
        "/map/control/k-0002",
        "/api/control/k-0002",
        "/api/claims",
        "/api/articles",
        "/api/incidents.geojson",
        "/api/claims.csv",
    ],
)
def test_no_link_and_no_id_tells_a_masked_name(path: str, masked_client: TestClient) -> None:
    page = masked_client.get(path).text.casefold()
    assert "haddad" not in page
    assert "samir" not in page


@pytest.fixture(scope="module")
def long_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Over a record in which one speaker says, and one holder holds, more than a page shows."""
    draft = Draft()
    for n in range(PAGE + 5):
        day = date(2015, 1, 1) + timedelta(n)
        text = f"Fighters took Palmyra at {n:02}:00, the Observatory said."
        claim = draft.claim(
            draft.article(f"n{n}", text, day), text, "took", place="Palmyra", actor="islamic-state", voice="sohr", day=day
        )
        draft.spell("Palmyra", day, day + timedelta(1), "islamic-state", pro=[claim])
    with draft.save(tmp_path_factory.mktemp("web") / "long.sqlite") as store:
        yield TestClient(app(store, names=True), base_url=HOME, client=LOCAL)


def test_a_speaker_is_shown_page_by_page(long_client: TestClient) -> None:
    first, second = (long_client.get(f"/speaker/sohr?page={n}").text for n in (1, 2))
    assert (first.count("<blockquote>"), second.count("<blockquote>")) == (PAGE, 5)
    assert f"{PAGE + 5} claims by this word" in second
    assert 'href="?page=2"' in first
    assert "Palmyra at 44:00" in second


def test_what_an_actor_held_is_shown_page_by_page(long_client: TestClient) -> None:
    first, second = (long_client.get(f"/actor/islamic-state?held={n}").text for n in (1, 2))
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (PAGE, 5)
    assert 'href="?page=1&amp;held=2"' in first
    assert second.count("<blockquote>") == PAGE
    assert long_client.get("/actor/islamic-state?held=x").status_code == 400


def test_a_country_is_told_by_name(open_client: TestClient) -> None:
    assert "settlement in Syria" in open_client.get(f"/place/{PALMYRA}").text


def test_a_story_shows_the_passages_that_its_articles_share(open_client: TestClient) -> None:
    page = open_client.get("/story/s-palmyra").text
    assert "is an excerpt of" in page
    assert "1 passage in common" in page
    assert "shares passages with" in page
    assert "another story" in page


def test_an_article_names_those_of_other_stories_that_share_its_passages(open_client: TestClient) -> None:
    assert "Palmyra falls" in open_client.get("/article/a-palmyra").text
    assert "Passages shared" in open_client.get("/article/a-fall").text


def test_what_each_build_read_is_told(tmp_path: Path) -> None:
    with small(tmp_path / "r.sqlite") as store:
        store.note_build(files=1, behind=0)
        store.note_build(files=1, behind=2)
        with TestClient(app(store, names=True), base_url=HOME, client=LOCAL) as client:
            last, first = client.get("/new").text, client.get("/new?build=1").text
            assert client.get("/new?build=9").status_code == 404
    assert "Palmyra falls" in last and "Troops retake Palmyra" not in last
    assert "Troops retake Palmyra" in first and "Palmyra retaken" in first and "Palmyra falls" not in first
    assert "Syrian government" in first and "held" in last


def test_a_record_without_a_diary_says_so(open_client: TestClient) -> None:
    assert "No build has read anything" in open_client.get("/new").text
