"""`gazetteer add` on a made-up GeoNames dump: seconds and peak memory, killed in the middle and gone on with, and the time of a look-up.

    python -m bench.gazetteer [--rows 1000000] [--lookups 2000]

The dump is drawn from a fixed seed: Arabic-looking names in a third of its rows, other syllables in the rest, up to six other names
each, every feature class. It is added once as it is (timed), then added to another file with the process killed (SIGKILL) at a third
of the time and started again, which must give the same places. Exit status 1 where they differ.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from khaldun.places.gazetteer import Gazetteer

_ARABIC = "tell deir khan bir ain abu umm wadi beit kafr ras jisr qalat marj rasm".split()
_SOUNDS = (
    "ba da fa ha ja ka la ma na qa ra sa ta za sha kha gha dha bi di ri mi ni si hu ru mu zu nu yah iya ayn our eir".split()
)
_WEST = "new old saint upper lower great north lake mount fort".split()
_PARTS = "ton ham ford burg ville stad borg dorf field wood mont vern ross kirk holm berg strand lund vik mar".split()
_FEATURES = (
    ("P", "PPL"),
    ("P", "PPL"),
    ("P", "PPL"),
    ("A", "ADM2"),
    ("H", "STM"),
    ("T", "HLL"),
    ("L", "AREA"),
    ("S", "CMP"),
    ("R", "RD"),
)
_COUNTRIES = ("SY", "IQ", "LY", "YE", "AF"), ("US", "DE", "FR", "BR", "CN", "RU", "PL", "SE", "KE", "MX")


def rows(count: int) -> Iterator[str]:
    """Lines of a dump of 19 columns, always the same for the same count."""
    rng = random.Random(7)
    for n in range(count):
        arabic = n % 3 == 0
        names = [_name(rng, arabic=arabic) for _ in range(1 + rng.randrange(7))]
        group, code = rng.choice(_FEATURES)
        country = rng.choice(_COUNTRIES[0] if arabic else _COUNTRIES[1])
        lat, lon, people = rng.uniform(-60, 70), rng.uniform(-179, 179), rng.choice((0, 0, 0, rng.randrange(50_000)))
        yield "\t".join(
            (str(20_000_000 + n), names[0], names[0], ",".join(names[1:]), f"{lat:.5f}", f"{lon:.5f}", group, code, country, "",
             f"{rng.randrange(1, 14):02}", "", "", "", str(people), "", "1", "Etc/UTC", "2020-01-01")
        )  # fmt: skip


def _name(rng: random.Random, *, arabic: bool) -> str:
    sounds, heads = (_SOUNDS, _ARABIC) if arabic else (_PARTS, _WEST)
    word = "".join(rng.choice(sounds) for _ in range(rng.randrange(3, 6))).capitalize()
    if rng.random() < 0.4:
        return f"{rng.choice(heads).capitalize()} {'al-' if arabic and rng.random() < 0.5 else ''}{word}"
    return f"Al {word}" if arabic and rng.random() < 0.3 else word


def added(dump: Path, into: Path, *, kill_after: float | None = None) -> tuple[float, float]:
    """Seconds and peak megabytes of one `khaldun gazetteer add`, ended by SIGKILL after so many seconds."""
    start = time.perf_counter()
    call = [sys.executable, "-m", "khaldun", "gazetteer", "add", str(dump)]
    running = subprocess.Popen(
        call, env={**os.environ, "KHALDUN_GAZETTEER": str(into)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if kill_after is not None:
        timer = threading.Timer(kill_after, running.kill)
        timer.start()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if kill_after is not None:
        timer.cancel()
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def content(path: Path) -> tuple[int, int, int]:
    """How many places, names and skeletons a gazetteer holds, with a sum over the names' numbers."""
    with sqlite3.connect(path) as connection:
        places = connection.execute("SELECT count(*) FROM place").fetchone()[0]
        names, total = connection.execute("SELECT count(*), sum(n % 9973) FROM name").fetchone()
    return places, names, total


def lookups(own: Path, count: int) -> tuple[float, float, float]:
    """Median and 95th percentile in microseconds of looking up names one has not asked for, and the median of those found by
    spelling within a country."""
    gazetteer, rng = Gazetteer.open(own=own), random.Random(8)
    times: dict[bool, list[float]] = {True: [], False: []}
    for n in range(2 * count):
        name, spelled = _name(rng, arabic=n % 4 < 2), n % 2 == 0
        start = time.perf_counter()
        if spelled:
            gazetteer.spelled(name, ("SY",))
        else:
            gazetteer.named(name)
        times[spelled].append(1e6 * (time.perf_counter() - start))
    plain = sorted(times[False])
    return statistics.median(plain), plain[len(plain) * 95 // 100], statistics.median(times[True])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=2_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump, whole, broken = (Path(folder) / name for name in ("XX.txt", "whole.sqlite", "broken.sqlite"))
        dump.write_text("".join(f"{line}\n" for line in rows(args.rows)), encoding="utf-8")
        seconds, peak = added(dump, whole)
        size = whole.stat().st_size / 2**20
        print(f"{args.rows} rows: {seconds:.0f} s, peak {peak:.0f} MB, {size:.0f} MB on disk", flush=True)
        plain, slow, spelled = lookups(whole, args.lookups)
        print(f"a look-up: {plain:.0f} us (95th percentile {slow:.0f}), by spelling in a country {spelled:.0f} us", flush=True)
        added(dump, broken, kill_after=seconds / 3)
        again, _ = added(dump, broken)
        same = content(whole) == content(broken)
        print(f"killed at a third, gone on with for {again:.0f} s: {'the same places' if same else 'OTHER PLACES'}")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
