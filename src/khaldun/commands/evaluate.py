"""`khaldun evaluate`: this installation, measured against gold sets."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from khaldun.claims.patterns import patterns
from khaldun.commands.build import Progress, give_way
from khaldun.commands.knowledge import failing, sentences
from khaldun.commands.terminal import BOLD, Screen, printable
from khaldun.evaluate import HEADLINES, Result, evaluate, find
from khaldun.evaluate.report import Metric, Note, Report, share
from khaldun.knowledge import load
from khaldun.version import __version__

OWN = (
    "These texts are khaldun's own, and most were in view when its rules were written: the figures show whether this installation works as it should, "
    "not how well it reads yours. Measure that with a set of your own: khaldun evaluate FOLDER."
)
_SHOWN = {"missed": "missed", "beyond": "not in the gold", "differs": "otherwise"}


def run(arguments: Namespace) -> int:
    """Measure, and print a table; 1 where a set failed or input was set aside."""
    give_way(arguments.nice)
    packs = tuple(arguments.knowledge or ())
    results = []
    with ExitStack() as stack:
        folders = arguments.sets or [stack.enter_context(as_file(files("khaldun.sample"))) / "gold"]
        sets = find(folders)
        progress = stack.enter_context(Progress())
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="khaldun-evaluate-", ignore_cleanup_errors=True)))
        if not arguments.sets:
            results.append(_sentences(packs, progress))
        for result in evaluate(sets, work=work, jobs=arguments.jobs, knowledge=packs, progress=progress):
            _signal(result)
            results.append(result)
    if arguments.json:
        print(json.dumps({"khaldun": __version__, "sets": [_row(r) for r in results]}, ensure_ascii=False, indent=1))
    else:
        _print(Screen(), results, verbose=arguments.verbose, own=not arguments.sets)
    return 1 if any(r.failed or r.aside for r in results) else 0


def _sentences(packs: Sequence[Path], progress: Progress) -> Result:
    """The sentences of the packs that must be read as something, or must not."""
    knowledge = load(tuple(packs))
    wanted = list(sentences(patterns(knowledge).all))
    wrong = failing(wanted, knowledge, progress)
    report = Report(
        (share("hold", len(wanted) - len(wrong), len(wanted)),), tuple(Note("differs", "packs", line) for line in wrong)
    )
    return Result("knowledge/sentences", report)


def _signal(result: Result) -> None:
    """What a user must know beside the figures, to standard error."""
    lines = [f"failed: {result.failed}"] if result.failed else []
    lines += [f"set aside: {a.file}{f', {a.ref}' if a.ref else ''}: {a.reason}" for a in result.aside]
    for line in [*lines, *result.doubts]:
        print(printable(f"{result.name}: {line}"), file=sys.stderr)


def _print(screen: Screen, results: Iterable[Result], *, verbose: bool, own: bool) -> None:
    screen.table(("set", "articles", "a second", "metric", "value", "of"), (line for r in results for line in _lines(r)))
    for result in results if verbose else ():
        if result.report and result.report.notes:
            screen.line()
            screen.line(screen.style(result.name, BOLD))
            for note in result.report.notes:
                screen.wrapped(f"{note.ref} {_where(note)}{_SHOWN[note.what]}: {note.text}", indent=4, first="  ")
    if own:
        screen.line()
        screen.wrapped(OWN)


def _lines(result: Result) -> Iterator[tuple[str, ...]]:
    """A set's headline metrics, a line each."""
    if result.report is None:
        yield result.name, "", "", "failed", "", ""
        return
    by_name = {m.name: m for m in result.report.metrics}
    shown = [by_name[name] for name in HEADLINES if name in by_name and not by_name[name].empty]
    speed = f"{result.articles / result.seconds:.1f}" if result.seconds else ""
    first = result.name, str(result.articles or ""), speed
    if not shown:
        yield *first, "nothing to count", "", ""
    for i, metric in enumerate(shown):
        yield *(first if i == 0 else ("", "", "")), metric.name, f"{metric.value:.3f}", _of(metric, by_name)


def _of(metric: Metric, by_name: dict[str, Metric]) -> str:
    """What a value is counted from: `12 of 15`; of an F1, precision and recall."""
    if metric.total is not None:
        return _share(metric)
    return ", ".join(f"{m.name[-1].upper()} {_share(m)}" for m in _parts(metric, by_name))


def _share(metric: Metric) -> str:
    return f"{metric.value:.3f}" if metric.total is None else f"{metric.good} of {metric.total}"


def _parts(metric: Metric, by_name: dict[str, Metric]) -> list[Metric]:
    """Precision and recall, of an F1."""
    stem = metric.name.removesuffix("-f1")
    return [by_name[name] for name in (f"{stem}-p", f"{stem}-r") if name in by_name and name != metric.name]


def _where(note: Note) -> str:
    return "" if note.start is None else f"{note.start}-{note.end} "


def _row(result: Result) -> dict[str, Any]:
    """A set as JSON."""
    report = result.report or Report(())
    return {
        "set": result.name,
        "failed": result.failed,
        "articles": result.articles,
        "seconds": round(result.seconds, 3),
        "metrics": {m.name: {"value": None if m.empty else m.value, "good": m.good, "total": m.total} for m in report.metrics},
        "notes": [asdict(note) for note in report.notes],
        "set_aside": [{"file": a.file, "ref": a.ref, "reason": a.reason} for a in result.aside],
        "doubts": list(result.doubts),
    }
