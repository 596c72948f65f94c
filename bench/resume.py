"""Builds the same files in other ways and compares the exports byte for byte: order and processes, then killed and run again.

    python -m bench.resume PATH [--kills 20]

Orders: the files of PATH under their own names, and under names that sort the other way. Kills: a build is ended (SIGKILL, its
workers with it) at a random moment, `--kills` times in records of their own, and run again. Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KHALDUN = [sys.executable, "-m", "khaldun"]


def build(paths: list[str], record: Path, jobs: int) -> subprocess.Popen[bytes]:
    call = [*KHALDUN, "build", *paths, "--record", str(record), "--jobs", str(jobs)]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def export(record: Path) -> str:
    """A hash of every line of the export, sorted."""
    out = record.with_suffix(".export")
    call = [*KHALDUN, "export", "jsonl", "--record", str(record), "--out", str(out)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lines = [f"{p.name}\t{line}" for p in sorted(out.iterdir()) for line in sorted(p.read_text(encoding="utf-8").splitlines())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    args = parser.parse_args()
    files = sorted(str(p) for p in args.path.rglob("*") if p.is_file()) if args.path.is_dir() else [str(args.path)]
    rng, same = random.Random(7), True
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.sqlite"
        start = time.monotonic()
        build(files, first, 1).wait()
        seconds = time.monotonic() - start
        wanted = export(first)
        for name, paths, jobs in (
            ("other order, 1 process", files[::-1], 1),
            ("2 processes", files, 2),
            ("both", files[::-1], 2),
        ):
            record = Path(folder) / f"{name.replace(' ', '-')}.sqlite"
            build(paths, record, jobs).wait()
            equal = export(record) == wanted
            same &= equal
            print(f"{name}: {'equal' if equal else 'DIFFERS'}", flush=True)
        halves = Path(folder) / "halves.sqlite"
        for part in (files[::2], files[1::2]):
            build(part, halves, 1).wait()
        equal = export(halves) == wanted
        same &= equal
        print(f"in two halves, one after the other: {'equal' if equal else 'DIFFERS'}", flush=True)
        good = cut = 0
        for kill in range(args.kills):
            record = Path(folder) / f"kill{kill}.sqlite"
            running = build(files, record, 1 + kill % 2)
            try:
                running.wait(rng.uniform(0.1, 0.95) * seconds)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
                cut += 1
            build(files, record, 1 + (kill + 1) % 2).wait()
            good += export(record) == wanted
        print(f"killed and run again: {good} of {args.kills} equal ({cut} were cut off before their end)")
    return 0 if same and good == args.kills else 1


if __name__ == "__main__":
    raise SystemExit(main())
