"""A private person's name, wherever it may stand in a record, is in no export but `jsonl` unless names are asked for."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from khaldun.export import FORMATS, write
from khaldun.model import Actor, Article, Dateline, Figure, Incident, Link, Mention, Period, Source, Span, Speaker, Story
from khaldun.store import Derived, ExtractionRows, Store
from khaldun.store.rows import claim_actor_rows, claim_row, mention_rows
from tests.export.make import export, told
from tests.store import make

DAY = date(2016, 3, 27)
TEXT = "The army retook Palmyra on Sunday, said Lubna Sharif, a baker. “They drove past Sharif’s shop,” a neighbour said."
COPY = "Troops drove past Lubna\nSharif’s shop. Mrs Sharif had closed it."
LUBNA = Speaker("lubna-sharif", "Lubna Sharif", "witness", "Lubna Sharif", "Lubna Sharif’s cousin", None, 40, 52)
HURT = Actor("lubna-sharif", "Lubna Sharif", "Lubna Sharif", 40, 52, kind="person")
MASKED = "█" * 12


def article(key: str, text: str, **changes: object) -> Article:
    """An article that names her in every credit."""
    given: dict[str, object] = {
        "id": key, "source": Source("lubna_sharif.txt", "aa", f"{key} Lubna Sharif"), "text": text, "title": "Sharif saw it",
        "byline": ("Lubna Sharif",), "dateline": Dateline("SHARIF HOUSE -", "Sharif House"), "url": "http://a.example/lubna-sharif",
    }  # fmt: skip
    return Article(**(given | changes))  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Her name is recognised in one article only, as a private person's."""
    first, copy = article("a-1", TEXT), article("a-2", COPY)
    captions = [article(f"c-{i}", "LUBNA SHARIF at her shop", kind="caption", parent=f"a-{i}") for i in (1, 2)]
    said = replace(
        make.gain("claim-1"), article_id="a-1", speaker=LUBNA, targets=(HURT,), evidence=Span.of(TEXT, 0, 62), trigger=Span.of(TEXT, 9, 15)
    )  # fmt: skip
    copied = replace(said, id="claim-2", article_id="a-2", evidence=Span.of(COPY, 0, 38), trigger=Span.of(COPY, 7, 12))
    found = [
        Mention("place", 16, 23, "Palmyra", place=make.PALMYRA),
        Mention("person", 40, 52, "Lubna Sharif", actor=HURT, private=True),
        Mention("quote", 63, 94, TEXT[63:94]),
    ]
    opened = Store.open(tmp_path / "r.sqlite", create=True)
    opened.start_source("aa", "lubna_sharif.txt", 100, "1")
    opened.add_articles([(a, None) for a in (first, copy, *captions)], sha256="aa", last=True)
    for key, mentions, claim in (("a-1", found, said), ("a-2", [], copied)):
        row = ExtractionRows(key, "k", None, mention_rows(key, mentions), [claim_row(claim)], claim_actor_rows(claim))
        opened.put_extractions([row])
    story = Story("s-1", ("a-1", "a-2"), "Lubna Sharif", (Link("a-2", "a-1", "excerpt", 0.9),))
    day = Period.day(DAY)
    dispute = ("Lubna Sharif saw trucks, others none",)
    incident = Incident(
        "i-1", "control.gain", day, make.PALMYRA, (), (HURT,), ("claim-2",), ("s-1",), ("lubna-sharif",), dispute
    )
    spell = replace(make.spell(), claims_for=("claim-2",), claims_against=(), origins=("lubna-sharif",))
    figure = Figure("f-1", "wounded", make.PALMYRA, "Sharif family", 1, 1, "person", day, "Lubna Sharif", "claim-2")
    dates = {a.id: a.published for a in (first, copy, *captions)}
    opened.put_stories([story])
    opened.put_dates(dates)
    opened.put_derived(Derived([incident], [spell], [figure]), versions={"program": "1"})
    with opened:
        yield opened


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"jsonl"}))
def test_no_letter_of_her_name_leaves(store: Store, tmp_path: Path, format: str) -> None:
    files = export(store, format, tmp_path / "out")
    said = {p.name: told(p).casefold() for p in files}
    assert {name for name, text in said.items() if "lubna" in text or "sharif" in text} == set()


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet", "gpkg", "prov", "plover"])
def test_her_name_is_there_on_demand(store: Store, tmp_path: Path, format: str) -> None:
    assert any("Lubna Sharif" in told(p) for p in export(store, format, tmp_path / "out", names=True))


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_offsets_hold_in_the_article_in_its_copy_and_in_captions(store: Store, tmp_path: Path) -> None:
    write(store, "csv", tmp_path / "out")
    texts = {r["id"]: r["text"] for r in rows(tmp_path / "out", "articles")}
    assert texts["a-1"] == TEXT.replace("Lubna Sharif", MASKED).replace("Sharif", "█" * 6)
    assert texts["a-2"] == COPY.replace("Lubna\nSharif", MASKED).replace("Sharif", "█" * 6)
    assert texts["c-1"] == texts["c-2"] == f"{MASKED} at her shop"


def test_names_and_ids_are_masked_letter_by_letter(store: Store, tmp_path: Path) -> None:
    write(store, "csv", tmp_path / "out")
    claim = rows(tmp_path / "out", "claims")[1]
    assert {claim[c] for c in ("speaker_id", "speaker", "target_ids", "targets")} == {MASKED}
    assert claim["actors"] == "Syrian army"
    [incident] = rows(tmp_path / "out", "incidents")
    assert (incident["origin_ids"], incident["target_ids"]) == (MASKED, MASKED)
    assert [r["text"] for r in rows(tmp_path / "out", "mentions") if r["type"] == "person"] == [MASKED]


def test_ids_that_join_the_tables_stay(store: Store, tmp_path: Path) -> None:
    write(store, "csv", tmp_path / "out")
    assert {r["article_id"] for r in rows(tmp_path / "out", "claims")} == {"a-1", "a-2"}
    assert rows(tmp_path / "out", "stories")[0]["links"] == "a-2 excerpt a-1 0.90"


def test_with_names_nothing_is_masked(store: Store, tmp_path: Path) -> None:
    assert not any("█" in p.read_text(encoding="utf-8") for p in write(store, "csv", tmp_path / "out", names=True))


def test_an_export_needs_no_web_framework() -> None:
    code = "import sys, khaldun.export.csv, khaldun.export.geojson; print({'starlette', 'khaldun.web'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
