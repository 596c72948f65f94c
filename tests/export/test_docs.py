"""The page on exports names every column of the formats of events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from khaldun.export import FILES, FORMATS, acled, hxl, ucdp, viina
from khaldun.export.about import ATTRIBUTION

PAGE = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
COLUMNS = {
    "acled": (*acled.COLUMNS, *acled.LEFT_OUT, *acled.DELETED),
    "hxl": tuple(hxl.TAGS.values()),
    "ucdp": ucdp.COLUMNS,
    "viina": viina.COLUMNS,
}


def section(format: str) -> str:
    return PAGE.partition(f"\n## {format}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("format", COLUMNS)
def test_every_column_is_documented(format: str) -> None:
    named = set(re.findall(r"`([^`]+)`", section(format)))
    assert set(COLUMNS[format]) - named == set()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_a_section(format: str) -> None:
    assert section(format)


def test_the_formats_that_are_one_file_are_named() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("`--out` names a file for"))
    assert set(re.findall(r"`([a-z]+)`", line.partition(", a folder")[0])) == set(FILES)


def test_whose_places_they_are_is_told() -> None:
    assert "GeoNames" in ATTRIBUTION and "CC BY 4.0" in ATTRIBUTION and "GeoNames (CC BY 4.0)" in PAGE
