"""Exports say what the contract says, hide whom it hides, and break no program that opens them."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from khaldun.errors import NotFound, UsageError
from khaldun.export import FILES, FORMATS, PIPED, place_for, rows, write
from khaldun.export.csv import cell
from khaldun.export.sheets import COLUMNS
from khaldun.store import Store
from tests.export.make import export, told
from tests.store import make

A = {"id", "name", "text", "start", "end"}
P = A | {"lat", "lon", "radius_km", "kind", "extent", "relation"}
WHEN = {"start", "end", "precision", "text", "basis"}
KEYS: dict[str, set[str]] = {
    "articles": {"id", "source", "kind", "title", "byline", "publisher", "agency", "dateline", "published", "language", "text", "story_id", "set_aside", "raw", "extractor", "trace", "doubts"},
    "stories": {"id", "article_ids", "origin", "links"},
    "claims": {
        "id", "article_id", "kind", "status", "actors", "targets", "place", "when", "quantities", "speaker", "evidence", "trigger", "rule",
        "confidence",
    },
    "incidents": {"id", "kind", "when", "place", "actors", "targets", "claim_ids", "story_ids", "origins", "disputed", "dispute",
        "grade", "grade_why", "sides", "against_interest", "earliest", "fullest"},
    "control": {"id", "place", "start", "end", "holder_id", "holder_name", "status", "probability", "others", "for", "against", "origins", "reported",
        "earliest_start", "latest_start", "earliest_end", "latest_end", "around"},
    "mentions": {"article_id", "type", "start", "end", "text", "place", "when", "actor", "quantity", "anaphor", "candidates"},
    "figures": {"id", "measure", "place", "group", "low", "high", "unit", "as_of", "speaker", "claim_id", "origin", "said_on",
        "superseded_by", "part_of"},
}  # fmt: skip
"""The keys that the contract names, by table."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make.record(tmp_path / "r.sqlite") as made:
        yield made


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def tables(store: Store, tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    """What `jsonl` says, by table."""
    return {p.stem: lines(p) for p in write(store, "jsonl", tmp_path / "out") if p.suffix == ".jsonl"}


def test_every_table_has_the_keys_of_the_contract_and_no_others(tables: dict[str, list[dict[str, Any]]]) -> None:
    assert {t: set(rows[0]) for t, rows in tables.items()} == KEYS


def test_the_values_within_have_the_keys_of_the_contract(tables: dict[str, list[dict[str, Any]]]) -> None:
    claim = next(c for c in tables["claims"] if c["id"] == "claim-2")
    assert (set(claim["actors"][0]), set(claim["place"]), set(claim["when"])) == (A, P, WHEN)
    assert set(claim["quantities"][0]) == {"low", "high", "unit", "role", "text"}
    assert set(claim["place"]["relation"]) == {"bearing", "km", "of"}
    said = next(c["speaker"] for c in tables["claims"] if c["id"] == "claim-1")
    assert set(said) == {"id", "name", "kind", "side", "text", "via", "interest"}
    assert set(tables["articles"][0]["published"]) == {"start", "end", "basis", "why"}
    assert set(tables["articles"][0]["source"]) == {"file", "sha256", "ref"}
    link = tables["stories"][0]["links"][0]
    assert set(link) == {"article_id", "to", "relation", "score", "shared"}
    assert link["shared"] == [{"start": 0, "end": 62, "to_start": 4, "to_end": 66}]
    assert set(tables["figures"][0]["as_of"]) == {"start", "end"}


def test_ends_are_inclusive_and_absent_is_null(tables: dict[str, list[dict[str, Any]]]) -> None:
    first, second = sorted(tables["claims"], key=lambda c: str(c["id"]))
    assert (first["when"]["start"], first["when"]["end"]) == ("2016-03-27", "2016-03-27")
    assert (second["when"]["start"], second["when"]["end"], second["speaker"]) == (None, "2016-03-26", None)
    assert tables["control"][0]["end"] is None


def test_offsets_are_those_of_the_text(tables: dict[str, list[dict[str, Any]]]) -> None:
    texts = {a["id"]: a["text"] for a in tables["articles"]}
    for claim in tables["claims"]:
        for span in (claim["evidence"], claim["trigger"], *claim["actors"], claim["place"]):
            assert texts[claim["article_id"]][span["start"] : span["end"]] == span["text"]


def test_a_phrase_that_goes_back_to_an_actor_is_no_mention_of_an_export(tables: dict[str, list[dict[str, Any]]]) -> None:
    assert "The militants" not in {m["text"] for m in tables["mentions"]}


def test_jsonl_is_not_masked(tables: dict[str, list[dict[str, Any]]]) -> None:
    assert "Omar Haddad" in tables["articles"][0]["text"]


@pytest.mark.parametrize("format", ["csv", "geojson"])
@pytest.mark.parametrize("names", [False, True])
def test_private_persons_are_named_only_on_demand(store: Store, tmp_path: Path, format: str, names: bool) -> None:
    files = write(store, format, tmp_path / "out", names=names)
    everything = "".join(p.read_text(encoding="utf-8") for p in files)
    assert ("Haddad" in everything) == (names and format == "csv")
    assert "omar" not in everything.casefold() or names


def test_a_mask_is_as_long_as_what_it_hides(store: Store, tmp_path: Path) -> None:
    write(store, "csv", tmp_path / "out")
    with (tmp_path / "out/claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    claim = next(r for r in rows if r["id"] == "claim-1")
    assert claim["evidence"] == make.TEXT[:62].replace("Omar Haddad", "█" * 11)
    assert set(claim["speaker"]) == {"█", " "} or set(claim["speaker"]) == {"█"}


def test_a_sheet_has_its_columns_and_as_many_rows_as_its_table(
    store: Store, tmp_path: Path, tables: dict[str, list[Any]]
) -> None:
    for path in write(store, "csv", tmp_path / "csv")[:-1]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sheet = list(csv.DictReader(file))
        assert len(sheet) == len(tables[path.stem])
        assert tuple(sheet[0]) == COLUMNS[path.stem]


def test_a_sheet_begins_with_a_mark_that_excel_knows(store: Store, tmp_path: Path) -> None:
    assert write(store, "csv", tmp_path / "csv")[0].read_bytes().startswith(b"\xef\xbb\xbfid,")


@pytest.mark.parametrize("value", ['=HYPERLINK("x")', "+1", "-x", "@SUM(1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(value: str) -> None:
    assert cell(value) == f"'{value}"


@pytest.mark.parametrize(("value", "shown"), [(-3.5, -3.5), (None, ""), (True, "true"), ("a=1", "a=1")])
def test_a_cell_shows_its_value(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_features_have_points_with_the_longitude_first(store: Store, tmp_path: Path) -> None:
    [path] = write(store, "geojson", tmp_path / "r.geojson")
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert {f["properties"]["layer"]: f["geometry"]["coordinates"] for f in collection["features"]} == {
        "control": [38.27, 34.55],
        "incident": [38.27, 34.55],
    }
    assert collection["features"][0]["properties"]["start_date"] == "2016-03-27"


def test_gdal_reads_the_features_with_their_days(store: Store, tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio", reason="pyogrio (GDAL) is not installed")
    [path] = write(store, "geojson", tmp_path / "r.geojson")
    said = pyogrio.read_info(path)
    assert (said["features"], said["crs"], said["geometry_type"]) == (2, "EPSG:4326", "Point")
    assert {"start_date", "end_date", "holder"} <= set(said["fields"])


def test_geojson_goes_to_standard_output(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert write(store, "geojson", "-") == []
    assert len(json.loads(capsys.readouterr().out)["features"]) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_of_the_same_record_gives_the_same_bytes(store: Store, tmp_path: Path, format: str) -> None:
    one, two = export(store, format, tmp_path / "one"), export(store, format, tmp_path / "two")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    assert one


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_may_take_the_place_of_an_earlier_one(store: Store, tmp_path: Path, format: str) -> None:
    before = {p: p.read_bytes() for p in export(store, format, tmp_path / "out")}
    assert {p: p.read_bytes() for p in export(store, format, tmp_path / "out")} == before
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_no_export_is_not_written_over(store: Store, tmp_path: Path, format: str) -> None:
    for path in export(store, format, tmp_path / "out"):
        written = path.read_bytes()
        path.write_text("my own notes", encoding="utf-8")
        with pytest.raises(UsageError, match="no export of this format"):
            export(store, format, tmp_path / "out")
        assert path.read_text(encoding="utf-8") == "my own notes"
        path.write_bytes(written)


@pytest.mark.parametrize(
    ("format", "name"), [("acled", "acled.csv"), ("viina", "control_2022.csv"), ("parquet", "claims.parquet")]
)
def test_a_file_of_the_same_make_that_is_somebody_s_own_is_not_written_over(
    store: Store, tmp_path: Path, format: str, name: str
) -> None:
    made = {p.name: p.read_bytes() for p in write(store, format, tmp_path / "ours")}
    (tmp_path / "out").mkdir()
    own = tmp_path / "out" / name
    own.write_bytes(made.get(name, b"geonameid,place\r\n"))
    with pytest.raises(UsageError, match="no export of this format"):
        write(store, format, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == [name]


def test_a_workbook_or_package_of_ones_own_is_not_written_over(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "own.xlsx")
    with closing(sqlite3.connect(tmp_path / "own.gpkg")) as db:
        db.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
    (tmp_path / "own.geojson").write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    for format in ("xlsx", "gpkg", "geojson"):
        path = tmp_path / f"own.{format}"
        before = path.read_bytes()
        with pytest.raises(UsageError, match="no export of this format"):
            write(store, format, path)
        assert path.read_bytes() == before


def test_other_files_of_a_folder_stay(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/notes.txt").write_text("mine", encoding="utf-8")
    write(store, "acled", tmp_path / "out")
    assert (tmp_path / "out/notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("format", FORMATS)
def test_every_export_names_its_sources_and_versions(store: Store, tmp_path: Path, format: str) -> None:
    everything = "".join(told(p) for p in export(store, format, tmp_path / "out"))
    assert "GeoNames" in everything
    assert "CC BY 4.0" in everything
    assert "program" in everything


@pytest.mark.parametrize("format", ["jsonl2", "", "shapefile"])
def test_a_format_that_is_not_written_is_refused_with_those_that_are(store: Store, tmp_path: Path, format: str) -> None:
    with pytest.raises(UsageError, match="jsonl, csv, xlsx"):
        write(store, format, tmp_path / "out")


def test_prov_wants_a_claim_and_the_others_none(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--claim ID"):
        write(store, "prov", tmp_path / "out")
    with pytest.raises(UsageError, match="csv takes no claim"):
        write(store, "csv", tmp_path / "out", claim="claim-1")
    with pytest.raises(NotFound):
        write(store, "prov", tmp_path / "out", claim="claim-9")


def test_a_place_that_cannot_be_written_to_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written"):
        write(store, "jsonl", tmp_path / "file")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "r.sqlite"]


def test_offsets_of_a_place_that_stands_in_no_text_are_absent() -> None:
    place = make.spell().place
    assert (rows.place(place)["start"], rows.place(place)["end"]) == (place.start, place.end)
    nowhere = rows.place(replace(place, start=-1, end=-1))
    assert (nowhere["start"], nowhere["end"]) == (None, None)


def test_a_disk_that_is_full_is_told_so_of_a_geopackage_too(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("khaldun.export.gpkg._layer", full)
    with pytest.raises(UsageError, match=r"out.gpkg cannot be written: database or disk is full"):
        write(store, "gpkg", tmp_path / "out.gpkg")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.sqlite"]


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_what_cannot_be_written_is_named_as_it_was_given(store: Store, tmp_path: Path, format: str) -> None:
    out = tmp_path / "taken"
    if format in FILES:
        out.mkdir()
        (out / "mine").touch()
    else:
        out.touch()
    with pytest.raises(UsageError, match="taken cannot be written"):
        export(store, format, out)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_export_has_a_place_of_its_own(format: str) -> None:
    place = place_for(format, "some/where/syria.sqlite")
    assert place == "-" if format in PIPED else place.startswith("syria") and (Path(place).suffix == FILES.get(format, ""))
