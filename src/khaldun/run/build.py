"""The plan of a build: what is there, what is done already, what is left; then all of it, and the record computed anew.

Everything that is stored is a function of the bytes read and of the versions, so a build that was killed is gone on with by
running it again, and the result does not depend on the order of the files, the number of processes, or how often it was cut
off.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from khaldun.errors import UsageError
from khaldun.model import Article, Publication, Story, identifier
from khaldun.run.files import Found, Hashed, find_files, hash_files
from khaldun.run.lock import only_build
from khaldun.run.pool import Pool
from khaldun.run.stages import Progress, Recipe, Stages
from khaldun.run.worker import Chunk, Crashed, ExtractTask, ReadTask, Task
from khaldun.store import Derived, ExtractionRows, SetAsideFile, Store
from khaldun.store.connect import shown

BATCH = 8
"""Articles that a process is given at a time."""
SMALL_BYTES, SMALL_FILES = 2 << 20, 40
"""Files of fewer bytes in all, and fewer, are read before other processes have started (a second or more of work each) ..."""
SMALL_TEXT = 250_000
"""... and so are articles with fewer characters read for claims: some 60 of 600 words. Not looked at where `jobs` is given."""
CRASHED = "reading it ended the process that read it (out of memory, or a fault of a library)"


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
    if not paths:
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
        new = self._new(hashed)
        with Pool(self.jobs or os.cpu_count() or 1, self.recipe, self.stages) as pool:
            lost |= self._read(new, pool)
            self.store.put_lost(lost)
            articles = self.store.all_articles(settled=False)
            stories, dates = self._date(articles)
            settled = [_dated(a, dates[a.id]) for a in articles]
            extracted = self._extract(settled, pool)
        self._compute(settled, stories, dates, changed=bool(new or extracted))
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
            chunk = _end_of(answer.task) if isinstance(answer, Crashed) else answer
            sha256 = chunk.sha256
            if sha256 not in begun or isinstance(answer, Crashed):
                self.store.start_source(sha256, names[sha256], sizes[sha256], version)
                begun.add(sha256)
            if chunk.lost is not None:
                self.store.forget_source(sha256)
                lost[names[sha256]] = chunk.lost
            else:
                self.store.add_articles(chunk.found, sha256=sha256, last=chunk.last, reason=chunk.reason)
            done += chunk.last
            self.progress("reading files", done, len(new))
        return lost

    # --- across articles

    def _date(self, articles: Sequence[Article]) -> tuple[list[Story], dict[str, Publication]]:
        """The stories, and each article's date as settled among those of its story."""
        self.progress("comparing articles", 0, 1)
        stories = sorted(self.stages.group(articles, self.store.fingerprints()), key=lambda s: s.id)
        by_id = {a.id: a for a in articles}
        dates = {a.id: a.published for a in articles}
        for story in stories:
            members = [by_id[i] for i in story.article_ids]
            for article in members:
                dates[article.id] = self.stages.settle(article, [m for m in members if m.id != article.id])
        self.progress("comparing articles", 1, 1)
        return stories, dates

    # --- reading for claims

    def _extract(self, settled: Sequence[Article], pool: Pool) -> int:
        """Read for claims the articles that were not, or with another date or version; gives how many."""
        versions = sorted(self.stages.versions.items())
        known = self.store.extraction_keys()
        wanted = [(a, _key(a, versions)) for a in settled if a.kind == "article" and a.set_aside is None]
        todo = [(a, key) for a, key in wanted if known.get(a.id) != key]
        done = 0
        crashed: list[tuple[Article, str]] = []
        small = sum(len(a.text) for a, _ in todo) < SMALL_TEXT
        for answer in pool.run(_batches(todo, BATCH), here=small and self.jobs is None):
            if isinstance(answer, Crashed):
                crashed += _articles(answer.task)
                continue
            self.store.put_extractions(answer)
            done += len(answer)
            self.progress("reading articles", done, len(todo))
        for answer in pool.run(_batches(crashed, 1)):  # one by one, to find the one that does it
            if isinstance(answer, Crashed):
                answer = [ExtractionRows(a.id, key, CRASHED) for a, key in _articles(answer.task)]
            self.store.put_extractions(answer)
            done += len(answer)
            self.progress("reading articles", done, len(todo))
        return len(todo)

    # --- the record

    def _compute(
        self, settled: Sequence[Article], stories: Sequence[Story], dates: Mapping[str, Publication], *, changed: bool
    ) -> None:
        """Compute the record, unless nothing it is made of has changed."""
        meta, versions = self.store.meta(), dict(self.stages.versions)
        if not changed and meta.get("state") == "done" and all(meta.get(k) == v for k, v in versions.items()):
            return
        self.progress("inferring the record", 0, 1)
        claims = sorted(self.store.claims(), key=lambda c: c.id)
        computed = self.stages.compute(settled, stories, claims, self.store.judgements())
        self.store.note(packs=json.dumps([str(Path(p).resolve()) for p in dict(self.recipe.arguments).get("knowledge", ())]))
        derived = Derived(dates, stories, computed.incidents, computed.control, computed.figures)
        self.store.put_derived(derived, versions=versions)
        self.progress("inferring the record", 1, 1)

    def _result(
        self, files: Sequence[Found], hashed: Sequence[Hashed], lost: Mapping[str, str], new: int, extracted: int
    ) -> BuildResult:
        known = self.store.sources()
        names = {known[h.sha256][0] for h in hashed if h.sha256 in known} | set(lost)
        aside = tuple(s for s in self.store.set_aside() if s.file in names)
        return BuildResult(shown(self.store.record), len(files), new, extracted, self.store.counts(), aside)


def _end_of(task: Task) -> Chunk:
    """What stands for the rest of a file that ended its reader."""
    assert isinstance(task, ReadTask)
    return Chunk(task.sha256, (), last=True, reason=CRASHED)


def _articles(task: Task) -> tuple[tuple[Article, str], ...]:
    """The articles of a batch that ended its reader."""
    assert isinstance(task, ExtractTask)
    return task.articles


def _key(article: Article, versions: Sequence[tuple[str, str]]) -> str:
    """What the reading of an article depends on, besides its text."""
    return identifier("key", article.published.start, article.published.stop, article.published.basis, versions)


def _batches(todo: Sequence[tuple[Article, str]], size: int) -> Iterator[ExtractTask]:
    for i in range(0, len(todo), size):
        yield ExtractTask(tuple(todo[i : i + size]))


def _dated(article: Article, published: Publication) -> Article:
    return article if article.published == published else replace(article, published=published)
