"""The HXL export, read by libhxl."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from khaldun.export import write
from khaldun.export.acled import COLUMNS
from khaldun.export.hxl import TAGS
from tests.export.make import Made, claim, incident, killed, record

CORE = set(
    "access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis currency date delivery "
    "description event frequency geo group impact indicator inneed item loc meta modality need operations org output population reached "
    "region respondee sector service severity status subsector targeted value".split()
)
"""The hashtags of the HXL standard, 1.1."""

TOOK = claim("took", "clash", "It left 12 dead in Palmyra.", quantities=(killed(12, 12, "person", "12", 8),))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    with record(tmp_path / "r.sqlite", Made([incident("1", TOOK)], [TOOK])) as store:
        return write(store, "hxl", tmp_path / "out")[0]


def test_every_column_has_a_hashtag_of_the_standard_and_one_of_its_own() -> None:
    assert tuple(TAGS) == COLUMNS
    assert len(set(TAGS.values())) == len(TAGS)
    assert all(re.fullmatch(r"#[a-z0-9]+(\+[a-z]+)*", tag) and tag[1:].split("+")[0] in CORE for tag in TAGS.values())


def test_the_tools_of_humanitarian_data_read_it(sheet: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="libhxl is not installed")
    with sheet.open("rb") as file:
        source = hxl.data(file).cache()
        [row] = list(source)
    assert source.headers == list(COLUMNS)
    assert (row.get("#affected+killed"), row.get("#date+occurred"), row.get("#adm1+name")) == (
        "12",
        "2016-03-27",
        "Homs Governorate",
    )
    assert [r.get("#loc") for r in source.with_rows("#event+type=Battles")] == ["Palmyra"]


def test_the_hashtags_stand_right_under_the_head(sheet: Path) -> None:
    assert sheet.read_text(encoding="utf-8").splitlines()[1].startswith("#event+id,#date+occurred,")
