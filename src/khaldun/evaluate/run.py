"""Gold sets found, built and scored."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from khaldun.errors import GoldError, KhaldunError, UsageError
from khaldun.evaluate.claims import displacement, event_places, speakers
from khaldun.evaluate.control import control
from khaldun.evaluate.gold import Gold, load
from khaldun.evaluate.kinds import kinds
from khaldun.evaluate.mentions import dates, entities, places
from khaldun.evaluate.pages import reading
from khaldun.evaluate.report import Report
from khaldun.evaluate.stories import stories
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import Told
from khaldun.knowledge import load as load_knowledge
from khaldun.run import BuildResult, build
from khaldun.run.stages import Progress, Recipe
from khaldun.store import SetAsideFile, Store

GOLD = ("gold.json", "gold.json.gz")
_DEEP = 2
"""How many folders below one that is named a set may lie: `<data>/<task>/<set>`."""

Scorer = Callable[[Gold, Told, Terms], Report]
SCORERS: dict[str, Scorer] = {
    "places": lambda gold, told, _: places(gold.docs, told, names_only=gold.names_only),
    "dates": lambda gold, told, _: dates(gold.docs, told),
    "entities": lambda gold, told, _: entities(gold.docs, told),
    "kinds": lambda gold, told, terms: kinds(gold.docs, told, terms, name=gold.scheme),
    "eventplace": lambda gold, told, _: event_places(gold.docs, told),
    "displacement": lambda gold, told, terms: displacement(gold.docs, told, terms),
    "speakers": lambda gold, told, terms: speakers(gold.docs, told, terms),
    "reading": lambda gold, told, _: reading(gold.docs, told, measure=gold.measure),
    "stories": lambda gold, told, _: stories(gold.pairs, told),
    "control": control,
}
HEADLINES = tuple(
    "recognition-f1 acc161 acc25 end-to-end161 value-f1 accuracy any weighted-f1 days days-answered transfers-f1 claim-all pairs-f1 words-f1 exact "
    "figure tuple body-f1 segments-f1 day-accuracy actor-f1 person-f1 place-f1 speaker own-voice quotes-f1 hold".split()
)
"""The metrics that a table shows, in its order; the others are in JSON."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold file by the name of its set, `<task>/<set>`."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a set: its report, or why there is none (`failed`). `seconds` of the build, start-up included; `aside`: what of the input
    could not be read; `doubts`: what in the gold may be meant otherwise than it was taken."""

    name: str
    report: Report | None = None
    failed: str | None = None
    articles: int = 0
    seconds: float = 0.0
    aside: tuple[SetAsideFile, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of an input gave."""

    record: Path
    seconds: float
    aside: tuple[SetAsideFile, ...]


def find(folders: Sequence[Path]) -> list[GoldSet]:
    """The sets in some folders: each is a set, a task's folder, or one of tasks. Raises UsageError where one is not there, or holds no gold."""
    found: dict[Path, GoldSet] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}")
        below = [p for deep in range(_DEEP + 1) for name in GOLD for p in sorted(folder.glob("*/" * deep + name))]
        if not below:
            raise UsageError(
                f"{folder} holds no gold: a gold.json in it, or one or two folders below (see `khaldun evaluate --help`)"
            )
        for path in below:
            home = path.resolve().parent
            found.setdefault(home, GoldSet(f"{home.parent.name}/{home.name}", path))
    return sorted(found.values(), key=lambda s: (s.name, s.path))


def evaluate(
    sets: Sequence[GoldSet],
    *,
    work: Path,
    jobs: int | None = None,
    knowledge: Sequence[Path] = (),
    progress: Progress = lambda *_: None,
    recipe: Recipe | None = None,
) -> Iterator[Result]:
    """The sets built as this installation builds, and scored, one by one. Records are made in `work`; an input that several sets share
    is built once. Raises nothing for a set: what fails is told in its result."""
    terms = Terms.of(load_knowledge(tuple(knowledge)))
    known: dict[Path, Built] = {}
    for each in sets:
        try:
            folder = each.path.resolve().parent
            gold, unread = load(each.path, folder.parent.name)
            source = (folder / gold.input).resolve()
            if not source.exists():
                raise GoldError(f"there is no {gold.input} beside its {each.path.name}")
            if source not in known:
                tell = partial(_tell, progress, each.name)
                make = partial(build, jobs=jobs, knowledge=knowledge, progress=tell, recipe=recipe)
                known[source] = _built(source, work / f"{len(known)}.sqlite", make)
            built = known[source]
            with Store.open(built.record) as store:
                told = Told.of(store)
            report = SCORERS[gold.task or folder.parent.name](gold, told, terms)
        except (KhaldunError, OSError) as error:
            yield Result(each.name, failed=str(error))
            continue
        aside = tuple(a for a in built.aside if (a.ref or a.file) not in gold.aside)
        articles = len(told.tables["articles"])
        yield Result(each.name, report, None, articles, built.seconds, aside, tuple(_doubts(gold, unread, told)))


def _tell(progress: Progress, name: str, stage: str, done: int, total: int) -> None:
    progress(f"{name}: {stage}", done, total)


def _built(source: Path, record: Path, make: Callable[..., BuildResult]) -> Built:
    began = time.monotonic()
    result = make([source], record=record)
    return Built(record, time.monotonic() - began, result.set_aside)


def _doubts(gold: Gold, unread: set[str], told: Told) -> Iterator[str]:
    """What a user may have meant otherwise."""
    if unread:
        yield f"keys of its gold that nothing reads: {', '.join(sorted(unread))}"
    refs = [*gold.docs, *(f.doc for f in gold.facts), *(ref for p in gold.pairs for ref in (p.a, p.b))]
    absent = sorted({ref for ref in refs if ref not in told.articles})
    if absent:
        more = f" and {len(absent) - 5} more" if len(absent) > 5 else ""
        yield f"no article came of {', '.join(absent[:5])}{more}: all that its gold says counts as missed"
