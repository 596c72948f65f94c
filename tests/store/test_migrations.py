"""Records as older versions of the program wrote them are kept as fixtures and opened here."""

import gzip
from pathlib import Path

from khaldun.model import Link
from khaldun.store import Store, migrations

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
