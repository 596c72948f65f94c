"""Records as older versions of the program wrote them are kept as fixtures and opened here."""

import gzip
from pathlib import Path

from khaldun.model import Link, Raw
from khaldun.store import Store, migrations
from khaldun.store.shelf import Shelf

RECORDS = Path(__file__).parent / "fixtures"


def opened(version: int, folder: Path) -> Store:
    """The record made by hand, in the tables of that version."""
    path = folder / "old.sqlite"
    path.write_bytes(gzip.decompress((RECORDS / f"record-{version}.sqlite.gz").read_bytes()))
    return Store.open(path)


def test_links_of_a_first_record_share_nothing_yet(tmp_path: Path) -> None:
    with opened(1, tmp_path) as store:
        assert store.meta()["schema"] == str(migrations.SCHEMA)
        assert store.story("story-1").links == (Link("article-1", "article-9", "copy", 0.9),)


def test_articles_of_an_old_record_have_no_raw_yet(tmp_path: Path) -> None:
    with opened(1, tmp_path) as store:
        article = store.article("article-1").article
        assert (article.raw, article.extractor, article.trace, article.doubts) == (None, None, (), ())


def test_an_old_record_takes_raws(tmp_path: Path) -> None:
    with opened(1, tmp_path) as store:
        store.add_articles([], sha256="aa", last=True, raws=[Raw("bb", "text/html", 4, b"page")])
        assert store.raw("bb").packed == b"page"


def test_an_old_record_keeps_its_stories_until_they_are_computed_anew(tmp_path: Path) -> None:
    with opened(1, tmp_path) as store:
        assert [s.id for s in store.stories()] == ["story-1"]
        assert Shelf(store).fresh(9) == ["article-1"]
