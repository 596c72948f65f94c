"""Every command and option is documented."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from khaldun.cli import _parser

TEXT = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(parser: argparse.ArgumentParser, name: str = "khaldun") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its parser."""
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield name, parser
    for action in below:
        for word, each in action.choices.items():
            yield from commands(each, f"{name} {word}")


COMMANDS = dict(commands(_parser()))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_options_are_documented(name: str) -> None:
    parts = re.split(r"^## ", TEXT, flags=re.MULTILINE)
    section = next((part for part in parts if part.startswith((f"{name} ", f"{name}\n"))), None)
    assert section is not None
    options = {o for a in COMMANDS[name]._actions for o in a.option_strings if o.startswith("--")} - {"--help"}
    assert {o for o in options if f"`{o}" not in section} == set()


def test_no_command_is_documented_that_is_not_there() -> None:
    told = {re.sub(r" [A-Z\[\"].*", "", line[3:]) for line in TEXT.splitlines() if line.startswith("## ")}
    assert told == set(COMMANDS)
