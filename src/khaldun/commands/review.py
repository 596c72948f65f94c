"""`khaldun review`: judgements out and in as files, what waits for a reader, how far readers agree."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from khaldun.api import open_record
from khaldun.commands.build import many
from khaldun.commands.terminal import Screen, marked, voice
from khaldun.errors import NotFound, UsageError
from khaldun.export.files import whole
from khaldun.model import Judgement
from khaldun.record.judgements import corrected
from khaldun.review import agreement, queue, read_judgements, write_judgements
from khaldun.store import Store


def export(arguments: Namespace) -> int:
    """Write the judgements of a record."""
    with open_record(arguments.record) as record:
        judgements = record.store.judgements()
        if arguments.file == "-":
            write_judgements(sys.stdout, judgements)
            return 0
        with whole(Path(arguments.file), begins=b"{") as file:
            count = write_judgements(file, judgements)
    print(f"{many(count, 'judgement')} in {arguments.file}", file=sys.stderr)
    return 0


def take(arguments: Namespace) -> int:
    """Add the judgements of a file to a record; 1 where some were left out."""
    with open_record(arguments.record) as record:
        there = {j.id for j in record.store.judgements()}
        added = left_out = 0
        for judgement in _read(arguments.file):
            if judgement.id in there:
                continue
            try:
                _check(record.store, judgement)
                record.store.judge(judgement)
                added += 1
            except (NotFound, UsageError) as error:
                left_out += 1
                print(f"left out: {judgement.id} of {judgement.reviewer}: {error}", file=sys.stderr)
    print(
        f"{many(added, 'judgement')} added, {many(left_out, 'judgement')} left out; the next `khaldun build` reckons with them"
    )
    return 1 if left_out else 0


def _read(path: str) -> Iterator[Judgement]:
    if path == "-":
        yield from read_judgements(sys.stdin)
        return
    try:
        with Path(path).open(encoding="utf-8") as file:
            yield from read_judgements(file)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from None


def _check(store: Store, judgement: Judgement) -> None:
    """Raises NotFound where the claim is not here, UsageError where a correction cannot be applied to it."""
    claim = store.claim(judgement.claim_id)
    if judgement.verdict == "correct":
        corrected(claim, judgement)


def agree(arguments: Namespace) -> int:
    """How far every two readers agree, field by field."""
    with open_record(arguments.record) as record:
        judgements = record.store.judgements()
        claims = record.store.claims(ids=sorted({j.claim_id for j in judgements}))
        found = agreement(claims, judgements)
    if arguments.json:
        print(json.dumps([asdict(a) for a in found], ensure_ascii=False, indent=1))
        return 0
    screen = Screen()
    if not found:
        screen.line("no two readers have judged a claim in common")
        return 0
    screen.table(
        ("readers", "field", "claims", "equal", "kappa"),
        [
            (f"{a.one}, {a.other}", a.field, str(a.both), f"{a.share:.2f}", "–" if a.kappa is None else f"{a.kappa:.2f}")
            for a in found
        ],
    )
    return 0


def waiting(arguments: Namespace) -> int:
    """What waits for a reader, the first to look at first."""
    with open_record(arguments.record) as record:
        found = queue(record.store, arguments.reviewer, by=arguments.by, limit=arguments.limit, second=arguments.second)
        claims = {c.id: c for c in record.store.claims(ids=[w.claim_id for w in found])}
    if arguments.json:
        print(json.dumps([asdict(w) for w in found], ensure_ascii=False, indent=1))
        return 0
    screen = Screen()
    for one in found:
        claim = claims[one.claim_id]
        screen.line(f"{one.claim_id}  {claim.kind}, {claim.status}, {voice(claim.speaker)}")
        screen.wrapped(marked(screen, claim), indent=2)
        screen.wrapped("; ".join(one.why), indent=2)
    if not found:
        screen.line(f"nothing waits for {arguments.reviewer}")
    return 0
