"""The plan of a build: what is there, what is done already, what is left; then all of it, and the record computed anew.

Everything that is stored is a function of the bytes read and of the versions, so a build that was killed is gone on with by
running it again, and the result does not depend on the order of the files, the number of processes, or how often it was cut
off.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from khaldun.errors import UsageError
from khaldun.model import Article, Publication, Story, identifier
from khaldun.origin import Lot
from khaldun.run.files import Found, Hashed, find_files, hash_files
from khaldun.run.infer import infer
from khaldun.run.lock import only_build
from khaldun.run.pool import Pool
from khaldun.run.stages import Progress, Recipe, Stages
from khaldun.run.worker import Chunk, Crashed, ExtractTask, GroupTask, ReadTask, Task
from khaldun.store import ExtractionRows, SetAsideFile, Store
from khaldun.store.connect import shown
from khaldun.store.shelf import Shelf

BATCH = 8
"""Articles that a process is given at a time."""
TOGETHER = 200
"""Articles that are dated at a time."""
SMALL_BYTES, SMALL_FILES = 2 << 20, 40
"""Files of fewer bytes in all, and fewer, are read before other processes have started (a second or more of work each) ..."""
SMALL_TEXT = 250_000
"""... and so are articles with fewer characters read for claims: some 60 of 600 words. Not looked at where `jobs` is given."""
SMALL_GROUPS = 2000
"""Articles whose stories are computed before other processes have started. Not looked at where `jobs` is given."""
CRASHED = "reading it ended the process that read it (out of memory, or a fault of a library)"
LATE = "reading it took so long that it was given up"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: `files` it was about, of which `new` were read, and articles `extracted`; `counts` are rows of the record
    as it is now; `set_aside` what of these files could not be read, with the reasons."""

    record: str
    files: int
    new: int
    extracted: int
    counts: Mapping[str, int]
    set_aside: tuple[SetAsideFile, ...]


def build(
    paths: Sequence[str | Path],
    *,
    record: str | Path = "khaldun.sqlite",
    jobs: int | None = None,
    progress: Progress | None = None,
    knowledge: Sequence[str | Path] = (),
    engine: str = "embedded",
    recipe: Recipe | None = None,
) -> BuildResult:
    """Read files and folders into a record, new or not. `jobs`: processes (None: one a core); `knowledge`: folders of the
    user's packs.

    Raises UsageError (a path that is not there), RecordError and what is below it, KnowledgeError.
    """
    if not paths or "" in paths:  # as a shell writes a variable that is not set; a `Path` of it would be the folder one is in
        raise UsageError("there is nothing to build from: name a file or a folder")
    if jobs is not None and jobs < 1:
        raise UsageError("the number of jobs is at least 1")
    chosen = recipe or Recipe(arguments=(("knowledge", tuple(str(k) for k in knowledge)), ("engine", engine)))
    found = find_files([Path(p) for p in paths], record=str(record))
    stages = chosen.make()
    with Store.open(record, create=True) as store, only_build(str(record)):
        store.writing(ahead=True)
        try:
            return _Build(store, stages, chosen, jobs, progress or _silent).run(found)
        finally:
            store.writing(ahead=False)


def shared_out(pool: Pool, lots: Iterable[Lot], count: int, *, always: bool = False) -> Iterator[list[Story]]:
    """The stories of lots of groups, from the processes of a pool; here where they are few articles, unless `always`. What a process
    came to its end with is done here."""
    for answer in pool.run(map(GroupTask, lots), here=count < SMALL_GROUPS and not always):
        if isinstance(answer, Crashed):
            assert isinstance(answer.task, GroupTask)
            yield from answer.task.lot.stories()
        else:
            yield answer


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class _Build:
    store: Store
    stages: Stages
    recipe: Recipe
    jobs: int | None
    progress: Progress

    def run(self, files: Sequence[Found]) -> BuildResult:
        """All of it."""
        hashed, lost = hash_files(files)
        new, behind = self._new(hashed), self.store.last_article()
        with Pool(self.jobs or os.cpu_count() or 1, self.recipe, self.stages) as pool:
            lost |= self._read(new, pool)
            self.store.put_lost(lost)
            grouped = self._group(pool)
            extracted = self._extract(pool)
        self._compute(changed=bool(new or grouped or extracted))
        if new:
            self.store.note_build(files=len(new), behind=behind)
        return self._result(files, hashed, lost, len(new), extracted)

    # --- reading

    def _new(self, hashed: Sequence[Hashed]) -> list[Hashed]:
        """The files whose bytes are not in the record, or not whole, or read by another version; the names of the others are
        settled."""
        known = self.store.sources()
        version = self.stages.versions["program"]
        new = []
        for file in hashed:
            name, status, made = known.get(file.sha256, (file.name, "", ""))
            smallest = min(name, file.name)
            if status not in {"done", "aside"} or made != version:
                new.append(Hashed(file.path, smallest, file.sha256, file.size))
            elif smallest != name:
                self.store.rename_source(file.sha256, smallest)
        return new

    def _read(self, new: Sequence[Hashed], pool: Pool) -> dict[str, str]:
        """Read files into the record; gives those that turned out not to be there, with the reasons."""
        lost: dict[str, str] = {}
        version = self.stages.versions["program"]
        names = {f.sha256: f.name for f in new}
        begun: set[str] = set()
        sizes = {f.sha256: f.size for f in new}
        done = 0
        small = sum(sizes.values()) < SMALL_BYTES and len(new) < SMALL_FILES
        for answer in pool.run((ReadTask(str(f.path), f.name, f.sha256) for f in new), here=small and self.jobs is None):
            chunk = _end_of(answer) if isinstance(answer, Crashed) else answer
            sha256 = chunk.sha256
            if sha256 not in begun or isinstance(answer, Crashed):
                self.store.start_source(sha256, names[sha256], sizes[sha256], version)
                begun.add(sha256)
            if chunk.lost is not None:
                self.store.forget_source(sha256)
                lost[names[sha256]] = chunk.lost
            else:
                self.store.add_articles(chunk.found, sha256=sha256, last=chunk.last, reason=chunk.reason, raws=chunk.raws)
            done += chunk.last
            self.progress("reading files", done, len(new))
        return lost

    # --- across articles

    def _group(self, pool: Pool) -> int:
        """The stories, and each article's date as settled among those of its story, where anything changed; gives how many
        stories did."""
        self.progress("comparing articles", 0, 1)
        self.stages.regroup(Shelf(self.store), partial(shared_out, pool, always=self.jobs is not None))
        changed = self.store.unsettled()
        for some in _together(changed, TOGETHER):
            by_id = {a.id: a for a in self.store.some_articles([i for ids in some for i in ids], settled=False)}
            dates = {}
            for ids in some:
                for i in ids:
                    dates[i] = self.stages.settle(by_id[i], [by_id[other] for other in ids if other != i])
            self.store.put_dates(dates)
        self.progress("comparing articles", 1, 1)
        return len(changed)

    # --- reading for claims

    def _extract(self, pool: Pool) -> int:
        """Read for claims the articles that were not, or with another date or version; gives how many."""
        versions = sorted(self.stages.versions.items())
        known = self.store.extraction_keys()
        wanted = [(i, key_of(published, versions), letters) for i, published, letters in self.store.settled()]
        todo = [(i, key) for i, key, _ in wanted if known.get(i) != key]
        done = 0
        crashed: list[tuple[Article, str]] = []
        small = sum(letters for i, key, letters in wanted if known.get(i) != key) < SMALL_TEXT
        for answer in pool.run(self._tasks(todo), here=small and self.jobs is None):
            if isinstance(answer, Crashed):
                crashed += _articles(answer.task)
                continue
            self.store.put_extractions(answer)
            done += len(answer)
            self.progress("reading articles", done, len(todo))
        for answer in pool.run(ExtractTask((one,)) for one in crashed):  # one by one, to find the one that does it
            if isinstance(answer, Crashed):
                answer = [ExtractionRows(a.id, key, _why(answer)) for a, key in _articles(answer.task)]
            self.store.put_extractions(answer)
            done += len(answer)
            self.progress("reading articles", done, len(todo))
        return len(todo)

    def _tasks(self, todo: Sequence[tuple[str, str]]) -> Iterator[ExtractTask]:
        """The articles, fetched as they are taken, each with its key."""
        for i in range(0, len(todo), BATCH):
            keys = dict(todo[i : i + BATCH])
            articles = sorted(self.store.some_articles(list(keys)), key=lambda a: a.id)
            yield ExtractTask(tuple((a, keys[a.id]) for a in articles))

    # --- the record

    def _compute(self, *, changed: bool) -> None:
        """Compute what of the record is concerned by what changed; all of it where other versions made it."""
        meta, versions = self.store.meta(), dict(self.stages.versions)
        same = all(meta.get(k) == v for k, v in versions.items())
        if not changed and meta.get("state") == "done" and same:
            return
        packs = json.dumps([str(Path(p).resolve()) for p in dict(self.recipe.arguments).get("knowledge", ())])
        judgements = self.store.judgements()
        infer(
            self.store, self.stages, judgements, meta={**versions, "packs": packs}, whole=not same, progress=self.progress
        )  # fmt: skip

    def _result(
        self, files: Sequence[Found], hashed: Sequence[Hashed], lost: Mapping[str, str], new: int, extracted: int
    ) -> BuildResult:
        known = self.store.sources()
        names = {known[h.sha256][0] for h in hashed if h.sha256 in known} | set(lost)
        aside = tuple(s for s in self.store.set_aside() if s.file in names)
        return BuildResult(shown(self.store.record), len(files), new, extracted, self.store.counts(), aside)


def _why(crashed: Crashed) -> str:
    return LATE if crashed.late else CRASHED


def _end_of(crashed: Crashed) -> Chunk:
    """What stands for the rest of a file that ended its reader."""
    assert isinstance(crashed.task, ReadTask)
    return Chunk(crashed.task.sha256, (), last=True, reason=_why(crashed))


def _articles(task: Task) -> tuple[tuple[Article, str], ...]:
    """The articles of a batch that ended its reader."""
    assert isinstance(task, ExtractTask)
    return task.articles


def key_of(published: Publication, versions: Sequence[tuple[str, str]]) -> str:
    """What the reading of an article depends on, besides its text."""
    return identifier("key", published.start, published.stop, published.basis, versions)


def _together(stories: Sequence[tuple[str, ...]], size: int) -> Iterator[list[tuple[str, ...]]]:
    """Stories in lots of at least so many articles."""
    lot: list[tuple[str, ...]] = []
    for ids in stories:
        lot.append(ids)
        if sum(map(len, lot)) >= size:
            yield lot
            lot = []
    if lot:
        yield lot
