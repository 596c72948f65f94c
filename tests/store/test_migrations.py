"""Records as older versions of the program wrote them are kept as fixtures and opened here."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData, StaticPool, create_engine, inspect, select

from khaldun.model import Link, Raw
from khaldun.origin import regroup
from khaldun.store import Store, migrations, schema
from khaldun.store.shelf import Shelf
from khaldun.store.stale import followed, stale

RECORDS = Path(__file__).parent / "fixtures"


def opened(version: int, address: str | Path) -> Store:
    """The record made by hand, in the tables of that version; brought to a server as that version would have made it there."""
    packed = (RECORDS / f"record-{version}.sqlite.gz").read_bytes()
    if isinstance(address, Path):
        address.write_bytes(gzip.decompress(packed))
        return Store.open(address)
    with closing(sqlite3.connect(":memory:")) as kept:
        kept.deserialize(gzip.decompress(packed))
        old = create_engine("sqlite://", creator=lambda: kept, poolclass=StaticPool)
        new = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
        tables = MetaData()
        with old.connect() as source, new.begin() as target:
            tables.reflect(source, only=lambda name, _: "search" not in name and "box" not in name)
            for table in tables.sorted_tables:
                for column in table.columns:
                    column.type = column.type.as_generic()
                table.create(target)
                if rows := [dict(row) for row in source.execute(select(table)).mappings()]:
                    target.execute(table.insert(), rows)
        new.dispose()
    return Store.open(address)


def test_links_of_a_first_record_share_nothing_yet(address: str | Path) -> None:
    with opened(1, address) as store:
        assert store.meta()["schema"] == str(migrations.SCHEMA)
        assert store.story("story-1").links == (Link("article-1", "article-9", "copy", 0.9),)


def test_articles_of_an_old_record_have_no_raw_yet(address: str | Path) -> None:
    with opened(1, address) as store:
        article = store.article("article-1").article
        assert (article.raw, article.extractor, article.trace, article.doubts) == (None, None, (), ())


def test_an_old_record_takes_raws(address: str | Path) -> None:
    with opened(1, address) as store:
        store.add_articles([], sha256="aa", last=True, raws=[Raw("bb", "text/html", 4, b"page")])
        assert store.raw("bb").packed == b"page"


def test_an_old_record_keeps_its_stories_until_they_are_computed_anew(address: str | Path) -> None:
    with opened(1, address) as store:
        assert [s.id for s in store.stories()] == ["story-1"]
        assert Shelf(store).fresh(9) == ["article-1"]


def test_an_index_of_another_kind_is_made_anew(address: str | Path) -> None:
    with opened(5, address) as store:
        assert [s.article_ids for s in store.stories()] == [("article-3",), ("article-1", "article-2")]
        assert regroup(Shelf(store)) == 3
        entries = {e.article_id: e for e in Shelf(store).entries()}
        assert entries["article-1"].story == entries["article-2"].story != entries["article-3"].story
        assert [k.relation for s in store.stories() for k in s.links] == ["background", "edit"]


def test_an_old_record_is_computed_whole_by_the_next_build(address: str | Path) -> None:
    with opened(1, address) as store:
        store.put_dates({"article-1": store.article("article-1").article.published})
        with store._read() as c:
            assert not followed(c)
            assert stale(c, "place") == []


def test_an_old_record_begins_a_diary_of_builds(address: str | Path) -> None:
    with opened(1, address) as store:
        store.note_build(files=2, behind=0)
        with store._read() as c:
            (entry,) = c.execute(select(schema.builds))
        articles = store.articles(kind="article")
        assert (entry.files, entry.behind) == (2, 0)
        assert entry.articles == sum(a.article.set_aside is None for a in articles) > 0


def test_an_old_record_has_the_indices_of_a_new_one(address: str | Path, tmp_path: Path) -> None:
    with opened(1, address) as old, old._read() as c, Store.open(tmp_path / "new.sqlite", create=True) as new, new._read() as d:
        for table in ("articles", "links", "claims", "mentions", "claim_actors", "incidents", "control", "figures", "places"):
            had, has = ({tuple(i["column_names"]) for i in inspect(x).get_indexes(table)} for x in (c, d))
            assert has <= had, table
