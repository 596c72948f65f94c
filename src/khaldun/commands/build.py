"""`khaldun build`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from khaldun.commands.terminal import printable
from khaldun.run import BuildResult, build

STEPS = 10
"""Where there is no terminal, a stage is told of this many times."""


def run(arguments: Namespace) -> int:
    """Build, and tell what came of it; 1 where something was set aside."""
    give_way(arguments.nice)
    with Progress() as progress:
        result = build(
            arguments.paths,
            record=arguments.record,
            jobs=arguments.jobs,
            progress=progress,
            knowledge=arguments.knowledge or (),
        )
    report(result)
    return 1 if result.set_aside else 0


def give_way(steps: int) -> None:
    """Put this process, and those that it will start, so many steps (of nice(2)) behind others; where it is further behind already, it
    stays there."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(max(0, steps - os.nice(0)))


def report(result: BuildResult) -> None:
    """What was set aside, to standard error; what the record holds now, to standard output."""
    for aside in result.set_aside:
        told = aside.ref is None or aside.reason.startswith(aside.ref)
        where = aside.file if told else f"{aside.file}, {aside.ref}"
        print(printable(f"set aside: {where}: {aside.reason}".replace("\n", "�")), file=sys.stderr)
    c = result.counts
    print(f"{many(result.files, 'file')}, {result.new} new; {many(result.extracted, 'article')} read")
    print(
        f"{result.record}: {many(c['articles'], 'article')}, {many(c['stories'], 'story', 'stories')}, "
        f"{many(c['claims'], 'claim')}, {many(c['incidents'], 'incident')}, {many(c['control'], 'stretch', 'stretches')} of control"
    )


def many(count: int, one: str, several: str | None = None) -> str:
    """`1 file`, `3 files`."""
    return f"{count} {one if count == 1 else several or one + 's'}"


class Progress:
    """A bar on a terminal, plain lines elsewhere, on standard error."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None
        self._told = -1
        self._show: Callable[[str, int, int], None] = self._draw if sys.stderr.isatty() else self._print

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._show(stage, done, total)

    def _draw(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            from tqdm import tqdm

            self._close()
            self._stage = stage
            self._bar = tqdm(desc=stage, total=total, file=sys.stderr, leave=True, dynamic_ncols=True)
        self._bar.update(done - self._bar.n)

    def _print(self, stage: str, done: int, total: int) -> None:
        step = done * STEPS // max(total, 1)
        if stage != self._stage:
            self._stage, self._told = stage, -1
        if step > self._told and (total > 1 or done == 0):
            self._told = step
            print(f"{stage}: {done} of {total}" if total > 1 else stage, file=sys.stderr, flush=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
