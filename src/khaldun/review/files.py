"""Judgements as JSON Lines, one a line: to be kept beside a record, to be brought together from several readers."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import TextIO

from khaldun.errors import UsageError
from khaldun.model import Judgement
from khaldun.model.record import Verdict

VERDICTS: tuple[str, ...] = typing.get_args(Verdict)
_NAMES = {f.name for f in fields(Judgement)}
_NEEDED = ("id", "claim_id", "verdict", "reviewer", "made")
LONGEST = 1 << 20
"""Most characters of a line."""


def write_judgements(file: TextIO, judgements: Iterable[Judgement]) -> int:
    """Writes them, and gives how many."""
    rows = [{name: value for name, value in asdict(j).items() if value is not None} for j in judgements]
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return len(rows)


def read_judgements(file: TextIO) -> Iterator[Judgement]:
    """The judgements of a file. Raises UsageError, with the line's number, for a line that is none."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield _judgement(json.loads(line) if len(line) <= LONGEST else None)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"line {number} is no judgement: {error}") from None


def _judgement(row: object) -> Judgement:
    if not isinstance(row, dict):
        raise ValueError("it is no JSON object")
    for name in _NEEDED:
        if name not in row:
            raise ValueError(f"{name!r} is missing")
    known = {name: value for name, value in row.items() if name in _NAMES and value is not None}
    if strange := sorted(name for name, value in known.items() if not isinstance(value, str)):
        raise ValueError(f"{strange[0]!r} must be text")
    if known["verdict"] not in VERDICTS:
        raise ValueError(f"verdict must be one of {', '.join(VERDICTS)}")
    return Judgement(**known)
