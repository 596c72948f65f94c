"""The Python face: small, typed, and free to import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import khaldun
from khaldun.errors import NotFound, RecordError, UsageError
from khaldun.store import Store
from tests.store import make

PUBLIC = {
    "Actor", "Article", "Claim", "ControlSpell", "Figure", "Incident", "Judgement", "KhaldunError", "KnowledgeError", "Link", "Mention",
    "NewerRecord", "NotARecord", "NotFound", "Period", "Place", "Publication", "Quantity", "Record", "RecordError", "SetAside", "Shared", "Source",
    "Span", "Speaker", "Story", "UsageError", "Values", "__version__", "build", "open_record",
}  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Iterator[khaldun.Record]:
    make.record(tmp_path / "r.sqlite").close()
    with khaldun.open_record(tmp_path / "r.sqlite") as opened:
        yield opened


def test_the_public_names_are_these() -> None:
    assert set(khaldun.__all__) == PUBLIC
    assert all(getattr(khaldun, name) is not None for name in PUBLIC)


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        khaldun.nothing  # noqa: B018


def test_importing_it_imports_nothing_heavy() -> None:
    code = (
        "import sys, khaldun; print(*[m for m in ('sqlalchemy', 'numpy', 'pandas', 'yaml', 'onnxruntime') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_who_holds_a_place_on_a_day(record: khaldun.Record) -> None:
    [spell] = record.holds("Palmyra", on="2016-04-08")
    assert (spell.holder_name, spell.status) == ("Syrian army", "held")
    assert record.holds("Palmyra", on=date(2015, 1, 1)) == ()


def test_by_one_voice_alone(record: khaldun.Record) -> None:
    assert {i for s in record.holds("Palmyra", by="Omar Haddad") for i in s.claims_for} == {"claim-1"}


def test_a_timeline_of_an_actor(record: khaldun.Record) -> None:
    assert [c.id for c in record.timeline("Islamic State")] == ["claim-2"]
    assert record.timeline("Islamic State", by="omar-haddad") == ()


def test_tables_are_typed_values(record: khaldun.Record) -> None:
    assert isinstance(record.claims()[0], khaldun.Claim)
    assert isinstance(record.incidents()[0], khaldun.Incident)
    assert isinstance(record.control()[0], khaldun.ControlSpell)
    assert isinstance(record.figures()[0], khaldun.Figure)
    assert [m.text for m in record.mentions("article-1")][:2] == ["The army", "Palmyra"]


@pytest.mark.parametrize(
    ("table", "columns"), [("claims", {"kind", "actors", "lat", "start_date"}), ("control", {"holder", "probability"})]
)
def test_a_table_becomes_a_data_frame(record: khaldun.Record, table: str, columns: set[str]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = getattr(record, table)().to_frame()
    assert columns <= set(frame.columns)
    assert isinstance(frame, pandas.DataFrame)
    assert frame["start_date"].max() == pandas.Timestamp("2016-03-27")


def test_no_values_become_an_empty_frame(record: khaldun.Record) -> None:
    pytest.importorskip("pandas")
    frame = record.holds("Palmyra", on="2015-01-01").to_frame()
    assert len(frame) == 0
    assert list(frame.columns) == list(record.control().to_frame().columns)
    assert len(record.figures(measure="none").to_frame().columns) == len(record.figures().to_frame().columns)


def test_articles_alone_do_not_tell_their_stories(record: khaldun.Record) -> None:
    pytest.importorskip("pandas")
    assert "story_id" not in record.articles().to_frame().columns


def test_days_are_dates_or_iso_strings_everywhere(record: khaldun.Record) -> None:
    day = max(c.when.start for c in record.claims() if c.when.start is not None)
    assert record.claims(start=day.isoformat()) == record.claims(start=day) != ()
    assert record.control(on="2016-04-08") == record.control(on=date(2016, 4, 8)) != ()
    with pytest.raises(UsageError, match="is not a day"):
        record.claims(stop="8 April")


def test_what_is_not_known_is_not_found(record: khaldun.Record) -> None:
    with pytest.raises(NotFound):
        record.holds("Atlantis")
    with pytest.raises(UsageError):
        record.holds("Palmyra", on="8 April")


def test_a_record_says_what_it_is(record: khaldun.Record) -> None:
    assert repr(record).endswith("2 articles, 2 claims, 2 places>")


def test_an_unfinished_record_is_not_opened(tmp_path: Path) -> None:
    Store.open(tmp_path / "r.sqlite", create=True).close()
    with pytest.raises(RecordError):
        khaldun.open_record(tmp_path / "r.sqlite")
