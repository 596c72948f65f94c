"""Every page of the documentation can be reached, and its links lead to pages that are in the menu."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
NAV = [page for entry in yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"] for page in entry.values()]
PAGES = sorted(p.name for p in (ROOT / "docs").glob("*.md"))


def test_every_page_is_in_the_menu_once() -> None:
    assert set(PAGES) <= set(NAV)
    assert len(NAV) == len(set(NAV))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages_of_the_menu(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([\w/.-]+\.md)", text)) <= set(NAV)


def test_every_room_of_the_code_is_told() -> None:
    told = (ROOT / "docs/how.md").read_text(encoding="utf-8").partition("## Where things stand in the code")[2]
    rooms = {p.parent.name for p in (ROOT / "src/khaldun").glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}`" not in told} == set()
