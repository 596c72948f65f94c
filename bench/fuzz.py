"""Damaged files of every format, each read as a build reads it: every one is read or set aside with a reason, in time and memory.

    python -m bench.fuzz [FORMAT…] [--files 2000] [--seed 1] [--jobs 1] [--keep FOLDER]

A file is lost where reading gives neither an article nor a reason; a fault is a reason that no reader foresaw (`reading it failed
at …`); ended is where a library's native code ended the process, which a build survives; slow is over 10 s of the processor (the
longest on the clock is told too, which is longer on a machine that is shared). Exit status 1 where a file is slow, takes over 1 GB, or
is lost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.mutate import mutated
from bench.seeds import FORMATS

SECONDS = 10.0
"""Most seconds of the processor."""
PATIENCE = 600.0
"""Seconds on the clock after which a file is slow, whatever the processor did."""
MEGABYTES = 1024


@dataclass
class Tally:
    """What became of a format's files."""

    files: int = 0
    read: int = 0
    aside: int = 0
    articles: int = 0
    faults: int = 0
    ended: int = 0
    slow: int = 0
    large: int = 0
    lost: int = 0
    slowest: float = 0.0
    clock: float = 0.0
    megabytes: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Outcome:
    """One file's: how many articles were read, the reasons of what was set aside, seconds of the processor and on the clock, and the
    reader's peak of memory."""

    articles: int
    reasons: tuple[str, ...]
    seconds: float
    clock: float
    megabytes: float


def read_one(path: Path) -> Outcome:
    """A file read as a build's process reads it, fingerprints included."""
    from khaldun.run.stages import real
    from khaldun.run.worker import ReadTask, read_chunks

    start, clock = time.process_time(), time.monotonic()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    articles, reasons = 0, []
    for chunk in read_chunks(ReadTask(str(path), path.name, sha256), real()):
        articles += sum(a.set_aside is None for a, _ in chunk.found)
        reasons += [a.set_aside for a, _ in chunk.found if a.set_aside is not None]
        reasons += [r for r in (chunk.reason, chunk.lost) if r]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(articles, tuple(reasons), time.process_time() - start, time.monotonic() - clock, peak)


def serve() -> None:
    """Read the files named on standard input, one answer a line; the system's timer ends what takes twice the time there is."""
    import logging

    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS)
        found = read_one(Path(line.rstrip("\n")))
        print(json.dumps([found.articles, found.reasons, found.seconds, found.clock, found.megabytes]), flush=True)


class Reader:
    """A process that reads files; a new one where it ends or has to be ended."""

    def __init__(self) -> None:
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        call = [sys.executable, "-c", "from bench.fuzz import serve; serve()"]
        return subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def read(self, path: Path) -> Outcome | str:
        """The outcome, or `slow` or `ended`."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        line = process.stdout.readline() if ready else ""
        if line:
            articles, reasons, seconds, clock, megabytes = json.loads(line)
            if megabytes > MEGABYTES:
                self.restart()
            return Outcome(articles, tuple(reasons), seconds, clock, megabytes)
        slow = not ready or process.wait() == -signal.SIGPROF
        self.restart()
        return "slow" if slow else "ended"

    def restart(self) -> None:
        """A new process."""
        self.stop()
        self._process = self._start()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def count(tally: Tally, outcome: Outcome | str) -> bool:
    """Add a file to the tally; gives whether it is to be looked at."""
    tally.files += 1
    if isinstance(outcome, str):
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        return True
    tally.slowest = max(tally.slowest, outcome.seconds)
    tally.clock = max(tally.clock, outcome.clock)
    tally.megabytes = max(tally.megabytes, outcome.megabytes)
    slow, large = outcome.seconds > SECONDS, outcome.megabytes > MEGABYTES
    fault = any(r.startswith("reading it failed") for r in outcome.reasons)
    lost = not outcome.articles and not outcome.reasons
    tally.slow += slow
    tally.large += large
    tally.faults += fault
    tally.lost += lost
    tally.read += outcome.articles > 0
    tally.aside += not outcome.articles and not lost
    tally.articles += outcome.articles
    tally.reasons.update({re.sub(r"\d+", "#", r)[:110] for r in outcome.reasons})
    return slow or large or fault or lost


def fuzz(name: str, files: int, seed: int, keep: Path | None = None) -> Tally:
    """Damage and read `files` files of a format."""
    ending, make = FORMATS[name]
    seeds, tally, reader = make(), Tally(), Reader()
    with tempfile.TemporaryDirectory() as folder:
        for n in range(files):
            data = mutated(seeds, random.Random(f"{seed} {name} {n}"))
            path = Path(folder) / f"{n}{ending}"
            path.write_bytes(data)
            if count(tally, reader.read(path)) and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{path.name}").write_bytes(data)
            path.unlink()
    reader.stop()
    return tally


def show(name: str, t: Tally) -> str:
    """A line of the table."""
    return (
        f"{name:<8}{t.files:>6}{t.read:>7}{t.aside:>7}{t.articles:>9}{t.faults:>7}{t.ended:>6}{t.slow:>5}{t.large:>6}{t.lost:>5}"
        f"{t.slowest:>8.1f}s{t.clock:>7.1f}s{t.megabytes:>7.0f} MB"
    )


HEAD = f"{'format':<8}{'files':>6}{'read':>7}{'aside':>7}{'articles':>9}{'faults':>7}{'ended':>6}{'slow':>5}{'>1GB':>6}{'lost':>5}{'slowest':>9}{'clock':>8}{'peak':>10}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that are slow, large, lost or give a fault")
    args = parser.parse_args(argv)
    names = args.formats or list(FORMATS)
    print(HEAD, flush=True)
    bad, reasons = 0, {}
    with ThreadPoolExecutor(args.jobs) as pool:
        for name, tally in zip(names, pool.map(lambda n: fuzz(n, args.files, args.seed, args.keep), names), strict=True):
            print(show(name, tally), flush=True)
            reasons[name] = tally.reasons
            bad += tally.slow + tally.large + tally.lost
    for name, found in reasons.items():
        print(f"\n{name}")
        for reason, times in found.most_common(12):
            print(f"{times:>6}  {reason}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
