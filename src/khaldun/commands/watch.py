"""`khaldun watch`."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from datetime import datetime

from khaldun.commands.build import Progress, give_way, report
from khaldun.run import BuildResult, watch


def run(arguments: Namespace) -> int:
    """Build whenever files have come, until Ctrl-C."""
    give_way(arguments.nice)

    def told(result: BuildResult) -> None:
        print(f"{datetime.now():%Y-%m-%d %H:%M:%S}", flush=True)
        report(result)
        print(f"watching {arguments.folder} (Ctrl-C ends it)", file=sys.stderr, flush=True)

    with Progress() as progress, suppress(KeyboardInterrupt):
        watch(
            arguments.folder, record=arguments.record, told=told, wait=lambda why: print(f"waiting: {why}", file=sys.stderr, flush=True),
            jobs=arguments.jobs, progress=progress, knowledge=arguments.knowledge or (),
        )  # fmt: skip
    return 0
