"""A build that is killed, at whatever moment, goes on when it is run again and ends where it would have."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.run.test_build import exported, put, run

SCRIPT = """
import sys
from khaldun.run import build
from tests.run.fake import recipe
build([sys.argv[1]], record=sys.argv[2], jobs=int(sys.argv[3]), recipe=recipe(wait=0.004))
"""


def start(folder: Path, record: Path, jobs: int) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-c", SCRIPT, str(folder), str(record), str(jobs)]
    return subprocess.Popen(call, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})


def test_a_build_killed_at_random_points_ends_in_the_same_record(tmp_path: Path) -> None:
    files = {f"{n:02}.txt": "\n".join(f"2016-04-{n:02} Alpha{n % 3} took Kebir{n}{i}" for i in range(8)) for n in range(1, 19)}
    folder = put(tmp_path / "in", files)
    run([folder], tmp_path / "whole.sqlite")
    wanted = exported(tmp_path / "whole.sqlite")
    chance = random.Random(7)
    for attempt in range(3):
        record = tmp_path / f"{attempt}.sqlite"
        for _ in range(4):
            build = start(folder, record, 1 + attempt % 2)
            time.sleep(chance.uniform(0.2, 1.2))
            build.kill()
            build.wait()
        assert start(folder, record, 1).wait() == 0
        assert exported(record) == wanted
