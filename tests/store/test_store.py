"""What is written to a record comes back by every question that can be asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_mock_engine, text

from khaldun.errors import NewerRecord, NotARecord, NotFound, RecordError, UsageError
from khaldun.model import Judgement, Raw, Source, Trace
from khaldun.store import Store, check_whole, migrations
from khaldun.store.connect import shown
from khaldun.store.schema import metadata
from tests.store import make


@pytest.fixture
def store(address: str | Path) -> Iterator[Store]:
    """The record made by hand, in each kind of database."""
    with make.record(address) as made:
        yield made


def test_an_article_comes_back(store: Store) -> None:
    assert store.article("article-1").article == make.article()
    assert (store.article("article-1").story_id, store.article("article-1").claims) == ("story-1", 2)


RAW = Raw("ff", "text/html", 4, b"page")
TRACES = (Trace(0, 62, "page", 2, box=(36.0, 500.5, 290.0, 712.0)), Trace(64, 104, "character", 80, 121, part=3))


def test_what_an_article_was_read_from_comes_back(store: Store) -> None:
    read = make.article(id="article-7", raw="ff", extractor="pypdfium2 5", trace=TRACES, doubts=("it may be two",))
    store.add_articles([(read, None)], sha256="aa", last=True, raws=[RAW])
    assert store.article("article-7").article == read
    assert store.raw("ff") == RAW


def test_articles_taken_together_leave_their_traces_in_the_record(store: Store) -> None:
    store.add_articles([(make.article(id="article-7", raw="ff", trace=TRACES), None)], sha256="aa", last=True, raws=[RAW])
    assert [(a.raw, a.trace) for a in store.all_articles() if a.id == "article-7"] == [("ff", ())]


def test_bytes_go_with_the_last_article_that_was_read_from_them(store: Store) -> None:
    store.start_source("cc", "c.warc", 9, "1")
    for source, name in (("aa", "article-7"), ("cc", "article-8")):
        page = make.article(id=name, source=Source("c.warc", source), raw="ff")
        store.add_articles([(page, None)], sha256=source, last=True, raws=[RAW])
    store.forget_source("cc")
    assert store.raw("ff") == RAW
    store.start_source("aa", "a.txt", 9, "2")
    with pytest.raises(NotFound):
        store.raw("ff")


def test_a_caption_is_found_by_its_article(store: Store) -> None:
    assert [a.id for a in store.parts("article-1")] == ["article-2"]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ({"article_id": "article-1"}, ["claim-1", "claim-2"]),
        ({"place_id": "geonames:163960"}, ["claim-1"]),
        ({"actor_id": "islamic-state"}, ["claim-2"]),
        ({"speaker_id": "omar-haddad"}, ["claim-1"]),
        ({"kind": "control"}, ["claim-2", "claim-1"]),
        ({"kind": "control.hold"}, ["claim-2"]),
        ({"status": "ended"}, ["claim-2"]),
        ({"start": date(2016, 3, 27)}, ["claim-1"]),
        ({"stop": date(2016, 3, 27)}, ["claim-2"]),
        ({"ids": ["claim-2", "claim-2", "claim-9"]}, ["claim-2"]),
        ({"q": "cafe"}, ["claim-2"]),
        ({"limit": 1}, ["claim-2"]),
        ({"limit": 1, "offset": 1}, ["claim-1"]),
        ({"limit": 5, "offset": 2}, []),
        ({"speaker_id": "omar-haddad", "limit": 5}, ["claim-1"]),
        ({"ids": ["claim-1", "claim-2"], "limit": 1}, ["claim-2"]),
        ({"article_id": "article-1", "limit": 1}, ["claim-1"]),
    ],
)
def test_claims_are_found(store: Store, question: dict[str, object], ids: list[str]) -> None:
    assert [c.id for c in store.claims(**question)] == ids  # type: ignore[arg-type]


def test_claims_and_mentions_come_back(store: Store) -> None:
    assert store.claims(article_id="article-1") == [make.gain(), make.hold()]
    assert store.mentions("article-1") == make.mentions()


def test_the_computed_tables_come_back(store: Store) -> None:
    assert (store.control(), store.incidents(), store.figures()) == ([make.spell()], [make.incident()], [make.figure()])


def test_claims_are_counted(store: Store) -> None:
    assert store.count_claims() == 2
    assert store.count_claims(speaker_id="omar-haddad") == store.count_claims(actor_id="islamic-state") == 1
    assert store.count_claims(place_id="geonames:1") == 0


def test_a_claim_leads_to_its_article(store: Store) -> None:
    assert store.articles_of(["claim-1", "claim-9"]) == {"claim-1": "article-1"}


def test_a_caption_prints_of_the_people_of_its_article(store: Store) -> None:
    assert store.same_text("article-2") == store.same_text("article-1") == ["article-1"]
    assert store.same_text("none") == []


def test_private_persons_are_told_from_other_mentions(store: Store) -> None:
    assert [m.text for m in store.mentions("article-1", private=True)] == ["Omar Haddad"]
    assert len(store.mentions("article-1", private=False)) == 4


def test_control_page_by_page(store: Store) -> None:
    assert store.control(limit=1) == [make.spell()]
    assert store.control(limit=1, offset=1) == []


def test_control_on_a_day(store: Store) -> None:
    assert store.control(make.PALMYRA.id, on=date(2016, 3, 26)) == []
    assert store.control(make.PALMYRA.id, on=date(2018, 1, 1)) == [make.spell()]


def test_an_incident_is_found_by_claim_and_by_actor(store: Store) -> None:
    assert store.incidents(claim_id="claim-1") == store.incidents(actor_id="syrian-army") == [make.incident()]
    assert store.incidents(actor_id="islamic-state") == []


def test_places_and_actors_are_counted(store: Store) -> None:
    assert [(p.name, p.mentions, p.claims, p.spells) for p in store.places()] == [
        ("Palmyra", 1, 1, 1),
        ("Café Square", 1, 1, 0),
    ]
    assert [(a.id, a.mentions, a.claims) for a in store.actors()] == [("islamic-state", 1, 1), ("syrian-army", 1, 1)]


def test_places_in_a_box(store: Store) -> None:
    assert [p.name for p in store.places(box=(38, 34, 39, 35))] == ["Palmyra"]


@pytest.mark.parametrize("q", ["retook palmyra", '"retook Palmyra"', "PALM*", "café", "cafe"])
def test_a_search_finds_words_phrases_and_beginnings(store: Store, q: str) -> None:
    assert ("article-1", "article-1") in store.search(q, "article", limit=9)


@pytest.mark.parametrize("q", ["", '"', "*", "NEAR(", "title:x", "a AND", "'; DROP TABLE articles", "-", "{}"])
def test_no_search_is_an_error(store: Store, q: str) -> None:
    assert store.search(q, "article", limit=9) == [] or q == "a AND"


def test_a_search_for_claims_looks_at_their_sentences(store: Store) -> None:
    assert ("claim-1", "article-1") in store.search("retook", "claim", limit=9)
    assert store.search("nowhere", "claim", limit=9) == []


@pytest.mark.parametrize(
    "ask", [Store.article, Store.claim, Store.story, Store.incident, Store.spell, Store.place, Store.actor]
)
def test_what_is_not_there_is_not_found(store: Store, ask: object) -> None:
    with pytest.raises(NotFound):
        ask(store, "nothing")  # type: ignore[operator]


def test_a_judgement_is_added_and_never_changed(store: Store) -> None:
    store.judge(Judgement("judgement-1", "claim-1", "reject", "me", "2026-01-01"))
    store.judge(Judgement("judgement-1", "claim-1", "accept", "me", "2026-01-02"))
    assert [j.verdict for j in store.judgements("claim-1")] == ["reject"]
    for statement in ("DELETE FROM judgements", "UPDATE judgements SET data = ''"):
        with pytest.raises(Exception, match="only added"), store._write() as c:
            c.execute(text(statement))


def test_a_judgement_needs_its_claim(store: Store) -> None:
    with pytest.raises(NotFound):
        store.judge(Judgement("judgement-1", "claim-9", "reject", "me", "2026-01-01"))


def test_a_source_begun_again_loses_what_it_gave(store: Store) -> None:
    store.start_source("aa", "a.txt", 100, "2")
    assert store.counts()["articles"] == store.counts()["claims"] == store.counts()["mentions"] == 0
    assert store.search("palmyra", "article", limit=9) == store.search("palmyra", "claim", limit=9) == []


def test_a_write_that_fails_leaves_no_trace(store: Store) -> None:
    with pytest.raises(RuntimeError), store._write() as c:
        c.execute(text("DELETE FROM claims"))
        raise RuntimeError
    assert len(store.claims()) == 2


def test_a_record_at_rest_is_one_file(tmp_path: Path) -> None:
    store = make.record(tmp_path / "r.sqlite")
    store.writing(ahead=True)
    store.note(x="y")
    store.writing(ahead=False)
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == ["r.sqlite"]


def test_what_is_no_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    page, other, empty = tmp_path / "page.html", tmp_path / "other.sqlite", tmp_path / "empty.sqlite"
    page.write_text("<p>not a database, but long enough to look at")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
    connection.close()
    empty.touch()
    for path in (page, other, tmp_path):
        with pytest.raises(NotARecord):
            Store.open(path, create=True)
    with pytest.raises(NotARecord):
        Store.open(empty)
    assert page.read_text().startswith("<p>")


def test_a_damaged_record_is_refused(tmp_path: Path) -> None:
    make.record(tmp_path / "r.sqlite").close()
    data = (tmp_path / "r.sqlite").read_bytes()
    (tmp_path / "r.sqlite").write_bytes(data[:5000])
    with pytest.raises(RecordError):
        Store.open(tmp_path / "r.sqlite")


def test_a_record_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="khaldun build"):
        Store.open(tmp_path / "r.sqlite")


@pytest.mark.parametrize("address", ["mysql://host/db", "sqlite://x", "://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        Store.open(address)


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    store = make.record(tmp_path / "r.sqlite")
    store.note(schema=str(migrations.SCHEMA + 1))
    store.close()
    with pytest.raises(NewerRecord, match="newer khaldun"):
        Store.open(tmp_path / "r.sqlite", create=True)


def test_an_older_record_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.record(tmp_path / "r.sqlite").close()

    def add_column(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE stories ADD COLUMN note TEXT"))

    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA + 1)
    monkeypatch.setattr(migrations, "MIGRATIONS", {migrations.SCHEMA - 1: add_column})
    with Store.open(tmp_path / "r.sqlite") as store:
        assert store.meta()["schema"] == str(migrations.SCHEMA)
        with store._read() as c:
            assert c.execute(text("SELECT note FROM stories")).scalars().all() == [None]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.record(tmp_path / "r.sqlite").close()

    def fail(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE stories ADD COLUMN note TEXT"))
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "SCHEMA", migrations.SCHEMA + 1)
        patch.setattr(migrations, "MIGRATIONS", {migrations.SCHEMA - 1: fail})
        with pytest.raises(RuntimeError):
            Store.open(tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store, store._read() as c:
        assert "note" not in list(c.execute(text("SELECT * FROM stories")).keys())


def test_every_older_version_has_its_migration() -> None:
    assert sorted(migrations.MIGRATIONS) == list(range(1, migrations.SCHEMA))


def test_a_record_that_was_never_computed_is_named_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite", create=True) as store, pytest.raises(RecordError, match="not finished"):
        check_whole(store)


def test_two_read_while_one_writes(store: Store) -> None:
    store.writing(ahead=True)
    with Store.open(store.record) as reader, store._write() as c:
        c.execute(text("DELETE FROM claims"))
        assert len(reader.claims()) == 2


def test_the_tables_can_be_made_on_a_server() -> None:
    said: list[str] = []
    server = create_mock_engine(
        "postgresql://", lambda statement, *_: said.append(str(statement.compile(dialect=server.dialect)))
    )
    metadata.create_all(server)
    everything = "\n".join(said)
    assert "USING gin" in everything
    assert "fts5" not in everything


def test_a_damaged_page_is_told_in_a_sentence(tmp_path: Path) -> None:
    make.record(tmp_path / "r.sqlite").close()
    data = bytearray((tmp_path / "r.sqlite").read_bytes())
    data[20480:] = bytes(len(data) - 20480)
    (tmp_path / "r.sqlite").write_bytes(data)
    with pytest.raises(RecordError), Store.open(tmp_path / "r.sqlite") as store:
        store.claims(), store.all_articles(), store.mentions("article-1"), store.search("palmyra", "claim", limit=9)


def test_a_password_is_not_shown() -> None:
    assert shown("postgresql://me:secret@host/db") == "postgresql://me:***@host/db"
