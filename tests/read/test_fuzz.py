"""Damaged files of every format: each is read or set aside with a reason, by a rule and not by a fault. `bench.fuzz` does thousands."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.fuzz import SECONDS, read_one
from bench.mutate import mutated
from bench.seeds import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_are_read_or_set_aside(name: str, tmp_path: Path) -> None:
    ending, make = FORMATS[name]
    seeds = make()
    for n in range(12):
        path = tmp_path / f"{n}{ending}"
        path.write_bytes(mutated(seeds, random.Random(f"tests {name} {n}")))
        found = read_one(path)
        assert found.articles or found.reasons, f"{path.name} is lost"
        assert not [r for r in found.reasons if r.startswith("reading it failed")], path.name
        assert found.seconds < SECONDS, path.name
