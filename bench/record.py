"""How long a record takes to compute from many claims, and to compute again when some are added: made claims, no text is read.

    python -m bench.record [--claims 1000000] [--places 20000] [--more 1000] [--check] [--record R]

Ten claims an article, at three places or their provinces, of its day or the days before; places are spoken of as unevenly as in news (the first
of 20,000 a thousand times as often as the average rare one), three articles a story. A fifth of what is told of provinces is told of all or
most of them, which speaks of their hundred places: four times as much as in reports read. `--check` computes all anew at the end and compares.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from khaldun.knowledge import load
from khaldun.model import (
    Actor,
    Article,
    Claim,
    Period,
    Place,
    Publication,
    Quantity,
    Source,
    Span,
    Speaker,
    Story,
    identifier,
    month_of,
)
from khaldun.origin import fingerprint
from khaldun.run.build import key_of
from khaldun.run.infer import infer
from khaldun.run.stages import real
from khaldun.store import ExtractionRows, Store, rows

KINDS = {
    "control.gain": 12, "control.hold": 12, "control.loss": 4, "control.contest": 6, "siege": 3, "withdrawal": 3, "airstrike": 22,
    "clash": 18, "casualties": 12, "displacement": 5, "statement": 3,
}  # fmt: skip
ACTORS = [
    Actor(key, name, name, 0, len(name), side, kind)
    for key, name, side, kind in (
        ("syrian-army", "Syrian army", "syrian-government", "military"),
        ("hezbollah", "Hezbollah", "syrian-government", "armed group"),
        ("free-syrian-army", "Free Syrian Army", "syrian-opposition", "armed group"),
        ("ahrar-al-sham", "Ahrar al-Sham", "syrian-opposition", "armed group"),
        ("islamic-state", "Islamic State", "islamic-state", "armed group"),
        ("ypg", "YPG", "kurdish", "armed group"),
    )
]
VOICES = [
    None, None, Speaker("sohr", "Syrian Observatory", "monitor", "the Observatory"),
    Speaker("sana", "SANA", "media", "the agency", side="syrian-government"),
    Speaker("opposition-activists", "activists", "unnamed", "activists"),
]  # fmt: skip
BEGIN, DAYS = date(2011, 3, 15), 3200
AN_ARTICLE = 10


def province(of: Place) -> Place:
    """The province of a place."""
    key = of.admin1 or of.id
    return Place(key, f"Province {key}", f"Province {key}", 0, 8, of.lat, of.lon, 50.0, "province")


def claims(chance: random.Random, article: str, day: date, at: list[Place]) -> Iterator[Claim]:
    """Those of an article."""
    for n, kind in enumerate(chance.choices(list(KINDS), list(KINDS.values()), k=AN_ARTICLE)):
        who, whom = chance.sample(ACTORS, 2)
        told = day - timedelta(chance.choice((0, 0, 1, 1, 2, 5)))
        when = Period.day(told) if chance.random() < 0.85 else Period(*month_of(told.year, told.month), "month")
        dead = chance.randrange(1, 60)
        number = (Quantity(dead, dead, "civilian", "killed", f"{dead} civilians"),) if kind == "casualties" else ()
        place, extent = None if chance.random() < 0.1 else chance.choice(at), "in"
        if place is not None and chance.random() < 0.05:
            place, extent = province(place), chance.choices(("in", "the whole of", "most of"), (8, 1, 1))[0]
        before = f"{who.name} {kind} {n} {whom.name} {extent} "
        said = f"{before}{place.name if place else 'the country'} on {told}, {article}."
        if place is not None:
            start, most = len(before), extent == "most of"
            place = replace(place, start=start, end=start + len(place.name), extent="most" if most else "whole")
        span = Span(0, len(said), said)
        yield Claim(
            identifier("clm", article, n), article, kind, "happened", (who,), (whom,) if n % 2 else (), place, when, number,
            chance.choice(VOICES), span, span, "made", 0.9,
        )  # fmt: skip


def add(store: Store, chance: random.Random, places: list[Place], first: int, count: int, name: str) -> None:
    """Articles from a number on, with their claims, as one source."""
    weights = list(itertools.accumulate((i + 100) ** -0.8 for i in range(len(places))))
    versions = sorted(real().versions.items())
    store.start_source(name, name, 1, "1")
    for begin in range(first, first + count, 3000):
        articles, found = [], []
        for n in range(begin, min(begin + 3000, first + count)):
            day = BEGIN + timedelta(chance.randrange(DAYS))
            published = Publication(day, day + timedelta(1), "metadata", "made")
            article = Article(f"art-{n:07}", Source(name, name), f"Report {n}.", published=published)
            told = list(claims(chance, article.id, day, chance.choices(places, cum_weights=weights, k=3)))
            actors = [r for c in told for r in rows.claim_actor_rows(c)]
            articles.append(article)
            found.append(
                ExtractionRows(article.id, key_of(published, versions), None, (), [rows.claim_row(c) for c in told], actors)
            )
        store.add_articles([(a, fingerprint(a).to_bytes()) for a in articles], sha256=name, last=begin + 3000 >= first + count)
        ids = [a.id for a in articles]
        store.put_stories([Story(identifier("sty", ids[i]), tuple(ids[i : i + 3]), None) for i in range(0, len(ids), 3)])
        store.put_dates({a.id: a.published for a in articles})
        store.put_extractions(found)


def compute(store: Store, *, whole: bool = False) -> tuple[float, float]:
    """Seconds on the clock and of the processor that computing the record takes."""
    stages = real()
    load()
    begun, used = time.perf_counter(), time.process_time()
    infer(store, stages, store.judgements(), meta=stages.versions, whole=whole, progress=lambda *_: None)
    return time.perf_counter() - begun, time.process_time() - used


def derived(path: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of what is computed."""
    with closing(sqlite3.connect(path)) as db:
        return {t: db.execute(f"SELECT id, data FROM {t} ORDER BY id").fetchall() for t in ("incidents", "control", "figures")}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=20_000)
    parser.add_argument("--more", type=int, default=1000)
    parser.add_argument("--check", action="store_true", help="compute all of it anew at the end, and compare")
    parser.add_argument("--record", type=Path, help="where to put the record, or to find it (default: a temporary file)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = str(asked.record or Path(folder) / "record.sqlite")
        chance = random.Random(7)
        places = [
            Place(
                f"local:{n}",
                f"Place {n}",
                f"Place {n}",
                0,
                8,
                32 + n % 50 / 10,
                36 + n % 60 / 10,
                2.0,
                "settlement",
                admin1=f"local:p{n % 200}",
            )
            for n in range(asked.places)
        ]
        with Store.open(path, create=True) as store:
            store.writing(ahead=True)
            begun = time.perf_counter()
            if not store.counts()["claims"]:
                add(store, chance, places, 0, asked.claims // AN_ARTICLE, "first")
            print(f"{store.counts()['claims']:,} claims made in {time.perf_counter() - begun:.0f} s", flush=True)
            print("record: {:.0f} s, {:.0f} s of the processor".format(*compute(store, whole=True)), flush=True)
            add(store, chance, places, 9_000_000, asked.more // AN_ARTICLE, "more")
            print(f"{asked.more:,} more: " + "{:.1f} s, {:.1f} s of the processor".format(*compute(store)), flush=True)
            print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB; {store.counts()}")
            if asked.check:
                grown = derived(path)
                compute(store, whole=True)
                print("as computed whole" if derived(path) == grown else "NOT as computed whole")


if __name__ == "__main__":
    main()
