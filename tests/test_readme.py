"""What the README shows is what the program says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "src/khaldun/sample/reports"


def test_the_answer_shown_is_real(tmp_path: Path) -> None:
    shown = re.search(r"```\n\$ khaldun (holds [^\n]*)\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    record = str(tmp_path / "sample.sqlite")
    khaldun = [sys.executable, "-m", "khaldun"]
    env = {**os.environ, "COLUMNS": "100", "KHALDUN_RECORD": record}
    subprocess.run([*khaldun, "build", str(SAMPLE), "--record", record], env=env, capture_output=True, check=False)
    said = subprocess.run([*khaldun, *shown[1].split()], env=env, capture_output=True, text=True, check=True).stdout
    assert said == shown[2]


def test_its_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not link.startswith(("http:", "https:")):
                assert (page.parent / link).exists(), f"{page.name}: {link}"
