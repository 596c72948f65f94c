"""Stories of 100,000 made articles, then 1,000 more: seconds, memory, and right pairs, beside datasketch and rensa.

    python -m bench.grouping [--articles 100000] [--more 1000] [--only khaldun]

Each program runs in a process of its own over the same articles. `reading` is what comes before grouping: for Khaldun making the
articles, their fingerprints and storing both, for the others making the articles and their signatures. MinHash: 128 permutations
of sets of five words, pairs of estimated Jaccard similarity from .5. A pair is right where both print (some of) one report. Memory is
what the system holds for the program and the processes that it started, at its most while it groups and adds, a page that several share
counted once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from khaldun.model import Article, Publication, Source, identifier
from khaldun.origin import fingerprint, regroup
from khaldun.run.build import shared_out
from khaldun.run.pool import Pool
from khaldun.run.stages import Recipe
from khaldun.store import Store
from khaldun.store.shelf import Shelf

THRESHOLD, PERMUTATIONS = 0.5, 128
OUTLETS = 60


class Maker:
    """Articles from a vocabulary of invented words; the n-th is always the same. Half of them print a report of their own, the others
    one of a hundred reports that are abroad: as it is, with another opening and cuts, its beginning, or on one page with another.
    Outlets add their furniture; sentences hold names, numbers and phrases that others use too, and every fifth text background
    paragraphs."""

    def __init__(self) -> None:
        chance = random.Random(1)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
        self.words = ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3)))) for _ in range(6000)]
        self.names = [w.capitalize() for w in self.words[::4] if len(w) > 3]
        self.phrases = [" ".join(chance.choices(self.words, k=6)) for _ in range(4000)]
        self.furniture = [self.report(chance, 3) for _ in range(OUTLETS)]
        self.background = [self.report(chance, 2) for _ in range(2000)]

    def report(self, chance: random.Random, sentences: int) -> list[str]:
        """So many sentences."""
        out = []
        for _ in range(sentences):
            said = chance.choices(self.words, k=chance.randrange(8, 20))
            for _ in range(chance.randrange(3)):
                said.insert(chance.randrange(1, len(said)), chance.choice(self.names))
            if chance.random() < 0.3:
                said.insert(chance.randrange(1, len(said)), str(chance.randrange(2, 400)))
            if chance.random() < 0.4:
                said.append(self.phrases[int(len(self.phrases) * chance.random() ** 3)])
            out.append(" ".join(said).capitalize() + ".")
        return out

    def told(self, number: int) -> list[str]:
        """The report of a number."""
        chance = random.Random(f"report {number}")
        return self.report(chance, chance.randrange(8, 26))

    def article(self, n: int) -> tuple[Article, list[int]]:
        """The article, and the numbers of the reports that it prints."""
        chance = random.Random(f"article {n}")
        number = -n - 1 if chance.random() < 0.5 else self._abroad(n, chance)
        reports, said = [number], self.told(number)
        kind = chance.random() if number >= 0 else 0.0
        if 0.4 <= kind < 0.7:
            drop = set(chance.sample(range(len(said)), len(said) // 5))
            said = self.report(chance, 1) + [s for i, s in enumerate(said) if i and i not in drop]
        elif 0.7 <= kind < 0.9:
            said = said[: max(4, len(said) // 3)]
        elif kind >= 0.9:
            reports.append(-10_000_000 - n)
            said = said + self.told(reports[1])
        if chance.random() < 0.2:
            said = said + chance.choice(self.background)
        house = chance.randrange(OUTLETS)
        said = said + self.furniture[house]
        text = "\n\n".join(" ".join(said[i : i + 3]) for i in range(0, len(said), 3))
        day = date(2015, 1, 1) + timedelta(max(0, number) // 5 % 3000)
        published = Publication(day, day + timedelta(1), "metadata", "made")
        key = identifier("art", n, text)
        return Article(
            key, Source("made.jsonl", "0" * 64, str(n)), text, publisher=f"Paper {house}", published=published
        ), reports

    @staticmethod
    def _abroad(n: int, chance: random.Random) -> int:
        """One of the reports that are abroad when the n-th article is made; some are printed much oftener than others."""
        return n // 500 * 100 + int(100 * chance.random() ** 2)


def made(start: int, stop: int) -> Iterator[tuple[Article, list[int]]]:
    """Articles `start` to `stop`, each with the reports that it prints."""
    maker = Maker()
    for n in range(start, stop):
        yield maker.article(n)


def right_pairs(reports: list[list[int]]) -> set[tuple[int, int]]:
    """The pairs of articles that print one report."""
    of: dict[int, list[int]] = {}
    for n, numbers in enumerate(reports):
        for number in numbers:
            of.setdefault(number, []).append(n)
    return {pair for members in of.values() for pair in combinations(members, 2)}


def scores(found: set[tuple[int, int]], right: set[tuple[int, int]]) -> dict[str, float]:
    """Precision and recall of pairs."""
    good = len(found & right)
    return {"precision": good / max(1, len(found)), "recall": good / max(1, len(right))}


def khaldun(count: int, more: int) -> dict[str, Any]:
    """Khaldun: into a record, then some more, then the whole again, in another record and one process, to compare."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.sqlite", create=True) as store:
        reading, reports = _stored(store, 0, count)
        with Memory() as first:
            grouping, busy = _grouped(store)
        later = _stored(store, count, count + more)[1]
        with Memory() as second:
            adding, later_busy = _grouped(store)
        stories = store.stories()
        number = {a.id: int(a.source.ref or 0) for a in store.all_articles(texts=False)}
        found = {
            tuple(sorted((number[a], number[b])))
            for s in stories
            for a, b in combinations(s.article_ids, 2)
        }  # fmt: skip
        with Store.open(Path(folder) / "whole.sqlite", create=True) as whole:
            _stored(whole, 0, count + more)
            regroup(Shelf(whole))
            equal = whole.stories() == stories
    return {
        "reading": reading, "grouping": grouping, "busy": [busy, later_busy], "adding": adding,
        "MB": [first.peak, second.peak], "equal": equal, "stories": len(stories),
        **scores(found, right_pairs(reports + later)),  # type: ignore[arg-type]
    }  # fmt: skip


def _grouped(store: Store) -> tuple[float, float]:
    """Group what is new, in two processes as a build does; gives the seconds, and those of the processors."""
    start, busy = time.perf_counter(), _busy()
    recipe = Recipe()
    with Pool(2, recipe, recipe.make()) as pool:
        regroup(Shelf(store), share=partial(shared_out, pool))
    return time.perf_counter() - start, _busy() - busy


def _busy() -> float:
    """Seconds of processor of this process, and of those it started that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _stored(store: Store, start: int, stop: int) -> tuple[float, list[list[int]]]:
    """Put articles into a record as a build does; gives the seconds, and the reports of each."""
    begun, reports = time.perf_counter(), []
    sha256 = f"{start:064}"
    store.start_source(sha256, "made.jsonl", 0, "1")
    source = iter(made(start, stop))
    while some := list(islice(source, 200)):
        reports += [r for _, r in some]
        rows = [_from(a, sha256) for a, _ in some]
        store.add_articles([(a, fingerprint(a).to_bytes()) for a in rows], sha256=sha256, last=False)
    store.add_articles([], sha256=sha256, last=True)
    return time.perf_counter() - begun, reports


def _from(article: Article, sha256: str) -> Article:
    from dataclasses import replace

    return replace(article, source=replace(article.source, sha256=sha256))


def datasketch(count: int, more: int) -> dict[str, Any]:
    """MinHashLSH of datasketch."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ModuleNotFoundError:
        raise SystemExit("this needs datasketch, which Khaldun does not: pip install datasketch") from None
    clock, index = _Clock(), MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    signatures: list[Any] = []
    found: set[tuple[int, int]] = set()

    def add(article: Article) -> None:
        with clock("reading"):
            signature = MinHash(num_perm=PERMUTATIONS)
            signature.update_batch([s.encode() for s in _shingles(article.text)])
        n = len(signatures)
        found.update((o, n) for o in index.query(signature) if signatures[o].jaccard(signature) >= THRESHOLD)
        index.insert(n, signature)
        signatures.append(signature)

    return _added(add, count, more, clock, found)


def rensa(count: int, more: int) -> dict[str, Any]:
    """RMinHashLSH of rensa."""
    try:
        from rensa import RMinHash, RMinHashLSH
    except ModuleNotFoundError:
        raise SystemExit("this needs rensa, which Khaldun does not: pip install rensa") from None
    clock, index = _Clock(), RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    signatures: list[Any] = []
    found: set[tuple[int, int]] = set()

    def add(article: Article) -> None:
        with clock("reading"):
            signature = RMinHash(num_perm=PERMUTATIONS, seed=7)
            signature.update(list(_shingles(article.text)))
        n = len(signatures)
        found.update((o, n) for o in index.query(signature) if signatures[o].jaccard(signature) >= THRESHOLD)
        index.insert(n, signature)
        signatures.append(signature)

    return _added(add, count, more, clock, found)


class _Clock:
    """Seconds spent in a part of the work."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, _: str) -> _Clock:
        return self

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._start


def _added(add: Any, count: int, more: int, clock: _Clock, found: set[tuple[int, int]]) -> dict[str, Any]:
    reports: list[list[int]] = []
    out: dict[str, Any] = {}
    peaks = out["MB"] = []
    for name, start, stop in (("grouping", 0, count), ("adding", count, count + more)):
        begun, clock.seconds, making = time.perf_counter(), 0.0, 0.0
        source = made(start, stop)
        with Memory() as memory:
            while True:
                before = time.perf_counter()
                item = next(source, None)
                making += time.perf_counter() - before
                if item is None:
                    break
                reports.append(item[1])
                add(item[0])
        peaks.append(memory.peak)
        out[name] = time.perf_counter() - begun - clock.seconds - making
        out.setdefault("reading", clock.seconds + making)
    return {**out, **scores(found, right_pairs(reports))}


def _shingles(text: str) -> Iterable[str]:
    words = text.lower().split()
    return {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}


class Memory:
    """The most memory, in MB, that this process and those that it started held together, looked at ten times a second."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self.peak = max(self.peak, sum(map(_held, _family(os.getpid()))))


def _family(process: int) -> Iterator[int]:
    """A process and all that come of it."""
    yield process
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:  # the thread has ended
            continue
        for child in children:
            yield from _family(int(child))


def _held(process: int) -> float:
    """The memory of a process, in MB; of what it shares with others, its part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


PROGRAMS = {"khaldun": khaldun, "datasketch": datasketch, "rensa": rensa}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=1_000)
    parser.add_argument("--only", choices=sorted(PROGRAMS))
    parser.add_argument("--inside", choices=sorted(PROGRAMS), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        print(json.dumps(PROGRAMS[args.inside](args.articles, args.more)))
        return
    print(f"{args.articles} articles, then {args.more} more; seconds")
    print(f"{'':<12}{'reading':>9}{'grouping':>10}{'adding':>9}{'MB':>7}{'MB later':>10}{'pair P':>8}{'pair R':>8}")
    for name in [args.only] if args.only else PROGRAMS:
        call = [
            sys.executable,
            "-m",
            "bench.grouping",
            "--inside",
            name,
            "--articles",
            str(args.articles),
            "--more",
            str(args.more),
        ]
        done = subprocess.run(call, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            continue
        got = json.loads(done.stdout)
        print(
            f"{name:<12}{got['reading']:>9.1f}{got['grouping']:>10.1f}{got['adding']:>9.1f}{got['MB'][0]:>7.0f}{got['MB'][1]:>10.0f}"
            f"{got['precision']:>8.3f}{got['recall']:>8.3f}",
            flush=True,
        )
        if "equal" in got:
            same = "the same as" if got["equal"] else "DIFFERENT from"
            print(
                f"{'':<12}{got['stories']} stories, {same} those of all articles at once; "
                f"{got['busy'][0]:.1f} and {got['busy'][1]:.1f} s of processor",
                flush=True,
            )


if __name__ == "__main__":
    main()
