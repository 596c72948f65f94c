"""What is denied, planned, asked or false is told as no fact: the sentences of `hard.yaml`, read with the engine that comes along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun.model import DONE, Claim
from tests.claims.test_events import told

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "hard.yaml").read_text(encoding="utf-8"))


def names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def called(wanted: str, *words: str) -> bool:
    return any(wanted.lower() in w.lower() for w in words)


def wrongs(row: dict[str, Any], claims: list[Claim]) -> Iterator[str]:
    """What of a row does not hold."""
    status = row["status"]
    if status in {"no fact", "nothing"}:
        if any(status == "nothing" or c.status in DONE for c in claims):
            yield "told"
        return
    if not claims or {c.status for c in claims} != {status}:
        yield f"status {sorted({c.status for c in claims})}"
    if not claims:
        return
    for field, found in (
        ("place", [(c.place.name, c.place.text) for c in claims if c.place]),
        ("actor", [(a.name, a.text) for c in claims for a in c.actors]),
        ("target", [(a.name, a.text) for c in claims for a in c.targets]),
    ):
        wanted = names(row.get(field))
        missing = [w for w in wanted if not any(called(w, *f) for f in found)]
        none = field != "place" and field in row
        more = [f for f in found if (wanted or none) and not any(called(w, *f) for w in wanted)]
        if missing or more:
            yield f"{field} {found}"
    speakers = {(c.speaker.name, c.speaker.text) if c.speaker else ("nobody", "") for c in claims}
    if "speaker" in row and not all(called(row["speaker"], *s) for s in speakers):
        yield f"speaker {sorted(speakers)}"


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['kind']} {r['status']}: {r['text']}" for r in ROWS])
def test_is_told_as_it_is_said(row):
    assert list(wrongs(row, told(row["text"], row["kind"]))) == []
