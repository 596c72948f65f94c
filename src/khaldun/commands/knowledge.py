"""`khaldun knowledge check`: packs, tested by the sentences that stand in them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.claims.patterns import Pattern, patterns
from khaldun.commands.build import Progress, many
from khaldun.commands.explain import article_of
from khaldun.errors import UsageError
from khaldun.knowledge import Knowledge, load
from khaldun.model import DONE
from khaldun.run.extract import Tools, extract

DAY = "2016-04-08"
"""The day on which the sentences count as printed: a Friday."""
FACT = "told"
"""How a pattern's sentences are marked that it must tell as a fact: happened, ongoing or ended."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence of a pattern, and with what status it must be told; None: not as a fact."""

    pattern: Pattern
    status: str | None
    sentence: str


def check(arguments: Namespace) -> int:
    """Test the packs that come with the program, or a folder beside them; 1 where a sentence does not hold."""
    folder: Path | None = arguments.folder
    if folder is not None and not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    knowledge = load((folder,)) if folder is not None else load()
    mine = read_all(knowledge.folders[-1:] if folder is not None else knowledge.folders)
    wanted = [w for w in sentences(patterns(knowledge).all) if folder is None or w.pattern.id in mine]
    with Progress() as progress:
        wrong = failing(wanted, knowledge, progress)
    for line in wrong:
        print(line)
    tested = f"{many(len(wanted), 'sentence')} of {many(len({w.pattern.id for w in wanted}), 'pattern')}"
    print(f"{tested}: {len(wanted) - len(wrong)} hold, {len(wrong)} do not")
    if not wanted:
        print("a pattern without sentences is not tested: give it `fires` and `silent`", file=sys.stderr)
    return 1 if wrong else 0


def failing(wanted: Sequence[Wanted], knowledge: Knowledge, progress: Progress) -> list[str]:
    """The sentences that do not hold, a line each: what is wanted, and what came."""
    tools = Tools.load(knowledge)
    wrong = []
    for done, each in enumerate(wanted, 1):
        got = told(each, tools)
        if got is not None:
            wrong.append(f"{each.pattern.id}: “{each.sentence}”: wanted {each.status or 'no fact'}, got {got}")
        progress("testing sentences", done, len(wanted))
    return wrong


def read_all(folders: Sequence[Path]) -> set[str]:
    """The ids of every entry in every file of the packs; raises KnowledgeError for a file that is not YAML."""
    found: set[str] = set()
    for folder in folders:
        pack = Knowledge((folder,))
        for path in sorted(folder.glob("*.yaml")):
            for document in pack.documents(path.stem):
                found.update(_ids(document))
    return found


def _ids(document: Any) -> Iterator[str]:
    if isinstance(document, list):
        for entry in document:
            if isinstance(entry, dict) and "id" in entry:
                yield str(entry["id"])


def sentences(found: Sequence[Pattern]) -> Iterator[Wanted]:
    """The sentences of patterns."""
    for pattern in found:
        for status, sentence in pattern.fires:
            yield Wanted(pattern, status, sentence)
        for sentence in pattern.silent:
            yield Wanted(pattern, None, sentence)


def told(wanted: Wanted, tools: Tools) -> str | None:
    """None where a sentence is read as it must be; else how it is. A sentence that must tell its kind may do so by another pattern
    of that kind; one that must not is held against its own pattern alone."""
    found = extract(article_of(wanted.sentence, DAY), tools)
    if found.failure is not None:
        return found.failure
    statuses = {
        c.status for c in found.claims if wanted.pattern.id == c.rule or (wanted.status and wanted.pattern.kind == c.kind)
    }
    if wanted.status is None:
        holds = not statuses & DONE
    elif wanted.status == FACT:
        holds = bool(statuses & DONE)
    else:
        holds = wanted.status in statuses
    if holds:
        return None
    others = {f"{c.kind} by {c.rule}, {c.status}" for c in found.claims}
    return ", ".join(sorted(statuses)) or "nothing of this kind" + (f" ({'; '.join(sorted(others))})" if others else "")
