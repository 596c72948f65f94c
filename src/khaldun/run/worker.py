"""The work that is spread over processes: reading a file, reading articles for claims.

As a program (`main`) it takes tasks from its standard input and answers on its standard output until the input ends, so that no
worker outlives its build, however that ends. A process of its own rather than a fork or `multiprocessing`: nothing of the
caller's threads is copied, and the caller's script is not imported a second time.
"""

from __future__ import annotations

import os
import pickle  # between this program's own processes only
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, BinaryIO

from khaldun.errors import KhaldunError, SetAside
from khaldun.model import Article, Raw
from khaldun.origin import Lot
from khaldun.run.peace import in_peace
from khaldun.run.stages import Recipe, Stages
from khaldun.store.rows import claim_actor_rows, claim_row, mention_rows
from khaldun.store.store import ExtractionRows

CHUNK = 200
"""Articles of one file that are handed over, and stored, at a time ..."""
CHUNK_BYTES = 8 << 20
"""... or fewer, where what they were read from is more than so many bytes, compressed."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to read. `sha256`: of the bytes that were found there."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Articles of a file with their fingerprints, and the bytes they were read from; `last` ends the file, `reason` sets (the rest
    of) it aside, `lost` says that its bytes are not there any more."""

    sha256: str
    found: tuple[tuple[Article, bytes | None], ...]
    last: bool
    reason: str | None = None
    lost: str | None = None
    raws: tuple[Raw, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractTask:
    """Articles, with their settled dates, to read for claims; each with the key that says what it is read with."""

    articles: tuple[tuple[Article, str], ...]


@dataclass(frozen=True, slots=True)
class GroupTask:
    """Groups of articles whose stories are to be computed."""

    lot: Lot


Task = ReadTask | ExtractTask | GroupTask


@dataclass(frozen=True, slots=True)
class Crashed:
    """The process that worked at a task came to its end; `late`: because nothing came of it for too long."""

    task: Task
    late: bool = False


class Watch:
    """Ends this process where an article takes longer than `seconds` of the processor, or `clock` on the clock, which also ends a wait
    without end. The system's timers do it, for no other thread of ours runs while a library's native code does; where there are none
    (Windows), nothing does."""

    SIGNALS = tuple(getattr(signal, name) for name in ("SIGPROF", "SIGALRM") if hasattr(signal, name))

    def __init__(self, seconds: float, clock: float) -> None:
        self._limits = (seconds, clock)
        for ends in self.SIGNALS:
            signal.signal(ends, signal.SIG_DFL)

    def again(self) -> None:
        """The time begins anew."""
        self._set(*self._limits)

    def off(self) -> None:
        """No time runs."""
        self._set(0.0, 0.0)

    def _set(self, seconds: float, clock: float) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, clock)


def _unwatched() -> None:
    """No time is kept of work in the build's own process."""


def work(task: Task, stages: Stages, progress: Callable[[], None] = _unwatched) -> Iterator[Any]:
    """The answers to a task: `Chunk`s of a file, one list of `ExtractionRows`, or one of stories. `progress` is called after each
    article, and each group."""
    if isinstance(task, ReadTask):
        yield from read_chunks(task, stages, progress)
        return
    if isinstance(task, GroupTask):
        found = []
        for stories in task.lot.stories():
            found += stories
            progress()
        yield found
        return
    rows = []
    with in_peace():
        for article, key in task.articles:
            rows.append(extraction_rows(article, key, stages))
            progress()
    yield rows


def read_chunks(task: ReadTask, stages: Stages, progress: Callable[[], None] = _unwatched) -> Iterator[Chunk]:
    """A file's articles, in portions; whatever is wrong with it becomes a reason."""
    chunk: list[tuple[Article, bytes | None]] = []
    raws: list[Raw] = []
    reason = lost = None
    try:
        for found in stages.read(Path(task.path)):
            progress()
            if isinstance(found, Raw):
                if sum(len(r.packed or b"") for r in raws) > CHUNK_BYTES:
                    yield Chunk(task.sha256, tuple(chunk), last=False, raws=tuple(raws))
                    chunk, raws = [], []
                raws.append(found)
                continue
            if found.source.sha256 != task.sha256:
                lost = "the file changed while it was read: build again to read it as it is now"
                break
            named = storable(replace(found, source=replace(found.source, file=task.name)))
            wanted = named.kind == "article" and named.set_aside is None
            chunk.append((named, stages.fingerprint(named) if wanted else None))
            if len(chunk) == CHUNK:
                yield Chunk(task.sha256, tuple(chunk), last=False, raws=tuple(raws))
                chunk, raws = [], []
    except SetAside as aside:
        reason = str(aside)
    except Exception as error:  # a reader's fault is this file's, not the build's
        from khaldun.run.extract import failure_of

        reason = failure_of(error)
    if reason is not None and not Path(task.path).exists():
        lost = "the file vanished while it was read"
    yield Chunk(task.sha256, tuple(chunk), last=True, reason=reason, lost=lost, raws=tuple(raws))


def storable(article: Article) -> Article:
    """The article without what not every database takes: halves of surrogate pairs, the zero character. Offsets stay."""
    changed: dict[str, Any] = {}
    for field in fields(article):
        value = getattr(article, field.name)
        if isinstance(value, str):
            clean = value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
            if clean != value:
                changed[field.name] = clean
    return replace(article, **changed) if changed else article


def extraction_rows(article: Article, key: str, stages: Stages) -> ExtractionRows:
    """What was read from an article, as the rows that the store takes."""
    found = stages.extract(article)
    return ExtractionRows(
        article_id=article.id,
        key=key,
        failure=found.failure,
        mentions=mention_rows(article.id, found.mentions),
        claims=[claim_row(c) for c in found.claims],
        claim_actors=[row for c in found.claims for row in claim_actor_rows(c)],
    )


def send(stream: BinaryIO, value: object) -> None:
    """Write one value with its length before it."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next value; raises EOFError where there is none, or half of one."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own process


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Take a recipe, then tasks, until there are no more. Each answer is `(True, value)`; `(False, None)` ends a task's
    answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build, which closes our input
    recipe: Recipe = receive(source)
    watch = Watch(*recipe.patience)
    stages: Stages | None = None
    while True:
        try:
            task = receive(source)
        except EOFError:
            return
        try:
            if stages is None:
                stages = recipe.make()
            watch.again()
            for answer in work(task, stages, watch.again):
                watch.off()  # the build may be long in taking it
                send(sink, (True, answer))
                watch.again()
            watch.off()
            send(sink, (False, None))
        except KhaldunError as error:  # raised by the stages' own making: the caller is told in its words
            send(sink, (False, error))


def main() -> None:
    """Answer on what was standard output; what a library prints goes to standard error instead."""
    with os.fdopen(os.dup(1), "wb") as sink:
        os.dup2(2, 1)
        try:
            serve(sys.stdin.buffer, sink)
        except BrokenPipeError:
            os._exit(1)  # the build is gone
