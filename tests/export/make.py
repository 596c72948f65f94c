"""A record of a few events, made by hand, and what a person who opens an export of it reads."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet

from khaldun.export import write
from khaldun.model import (
    Actor,
    Article,
    Claim,
    Incident,
    Judgement,
    Period,
    Place,
    Publication,
    Quantity,
    Source,
    Span,
    Speaker,
    Story,
)
from khaldun.store import Derived, ExtractionRows, Store
from khaldun.store.rows import claim_actor_rows, claim_row
from tests.store import make

ARMY = replace(make.ARMY, start=-1, end=-1)
MILITANTS = replace(make.MILITANTS, start=-1, end=-1)
JETS = Actor("russian-air-force", "Russian air force", "Russian jets", -1, -1, "russia", "military")
PEOPLE = Actor("residents", "residents", "residents", -1, -1, None, "people")
SOMEBODY = Actor("fighters", "fighters", "fighters", -1, -1)
PALMYRA = replace(make.PALMYRA, radius_km=2.3, admin1="geonames:169575")
HOMS = Place("geonames:169575", "Homs Governorate", "Homs", -1, -1, 34.2, 38.3, 120.0, "province", country="SY")
SYRIA = Place("geonames:163843", "Syria", "Syria", -1, -1, 35.0, 38.0, 400.0, "country", country="SY")
DAY = date(2016, 3, 27)
ON_THE_DAY = Period.day(DAY, "on Sunday", "relative")
MONITOR = Speaker("the-watch", "The Watch", "monitor", "The Watch")
MINISTRY = Speaker("russia-defence", "The ministry", "military", "The ministry", None, "russia")


def killed(low: float, high: float | None, unit: str, text: str, at: int) -> Quantity:
    """So many dead; `at`: where the words stand in the sentence."""
    return Quantity(low, high, unit, "killed", text, at, at + len(text))


def claim(key: str, kind: str, text: str, **changes: Any) -> Claim:
    """A claim in an article of its own (`art-` and its key), whose text is the sentence."""
    given: dict[str, Any] = {
        "status": "happened", "actors": (ARMY,), "targets": (MILITANTS,), "place": PALMYRA, "when": ON_THE_DAY, "quantities": (),
        "speaker": None, "rule": "rule", "confidence": 0.9, "article_id": f"art-{key}",
    }  # fmt: skip
    evidence = Span.of(text, 0, len(text))
    return Claim(id=f"clm-{key}", kind=kind, evidence=evidence, trigger=Span.of(text, 0, 3), **(given | changes))


def incident(key: str, *claims: Claim, **changes: Any) -> Incident:
    """The incident of some claims."""
    first = claims[0]
    given = {"actors": first.actors, "targets": first.targets, "place": first.place, "when": first.when, "kind": first.kind}
    told = tuple(sorted(c.id for c in claims))
    found: dict[str, Any] = given | {"origins": told, "story_ids": (), "dispute": ()} | changes
    return Incident(id=f"inc-{key}", claim_ids=told, **found)


@dataclass
class Made:
    """What a record is made of."""

    incidents: Sequence[Incident] = ()
    claims: Sequence[Claim] = ()
    judgements: Sequence[Judgement] = ()
    control: Sequence[Any] = ()
    publishers: dict[str, str] = field(default_factory=dict)


def record(path: Path, made: Made) -> Store:
    """A store with an article for each claim."""
    store = Store.open(path, create=True)
    store.start_source("aa", "a.txt", 100, "1")
    texts: dict[str, str] = {}
    for c in made.claims:
        texts.setdefault(c.article_id, c.evidence.text)
    published = Publication(DAY, DAY + timedelta(1), "text", "its first line")
    articles = [
        Article(key, Source("a.txt", "aa", key), text, title="A title", publisher=made.publishers.get(key, "The Courier"), published=published)
        for key, text in sorted(texts.items())
    ]  # fmt: skip
    store.add_articles([(a, b"print") for a in articles], sha256="aa", last=True)
    for article in articles:
        own = [c for c in made.claims if c.article_id == article.id]
        actors = [r for c in own for r in claim_actor_rows(c)]
        store.put_extractions([ExtractionRows(article.id, "key", None, [], [claim_row(c) for c in own], actors)])
    store.put_stories([Story(f"sty-{a.id}", (a.id,), "The Courier") for a in articles])
    store.put_dates({a.id: a.published for a in articles})
    for judgement in made.judgements:
        store.judge(judgement)
    store.put_derived(Derived(list(made.incidents), list(made.control), []), versions={"program": "1"})
    return store


def export(store: Store, format: str, out: Path, **more: Any) -> list[Path]:
    """Export a record; `prov` tells of the first claim."""
    if format == "prov":
        more["claim"] = min(c.id for c in store.claims())
    return write(store, format, out, **more)


def told(path: Path) -> str:
    """All that a file says, as text."""
    if path.read_bytes()[:2] == b"PK":
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        return "\n".join(str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row)
    if path.read_bytes()[:4] == b"PAR1":
        table = pyarrow.parquet.read_table(path)
        return f"{table.schema.metadata} {table.to_pylist()}"
    if path.read_bytes()[:6] == b"SQLite":
        with closing(sqlite3.connect(path)) as db:
            tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return "\n".join(str(row) for t in tables for row in db.execute(f'SELECT * FROM "{t}"'))
    return path.read_text(encoding="utf-8")
