"""Build hook: makes what a source checkout does not carry, the gazetteer and the page's scripts, when they are not there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _outdated(gazetteer: Path, package: Path) -> bool:
    """Whether the gazetteer is missing, or older than a table that it is made from or than its layout."""
    if not gazetteer.exists():
        return True
    tables = [
        *package.glob("knowledge/*/places.yaml"),
        *package.glob("knowledge/*/countries.yaml"),
        *package.glob("places/data/*"),
        package / "places/layout.py",
    ]
    return any(table.stat().st_mtime > gazetteer.stat().st_mtime for table in tables)


class CustomBuildHook(BuildHookInterface):
    """Runs for wheels and editable installs alike; `KHALDUN_SKIP_BUILD=1` leaves both out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if os.environ.get("KHALDUN_SKIP_BUILD"):
            return
        root = Path(self.root)
        gazetteer = root / "src/khaldun/places/gazetteer.sqlite"
        if _outdated(gazetteer, root / "src/khaldun"):
            # The build environment's own packages, and the sources: sys.path carries both to the child.
            path = os.pathsep.join([str(root / "src"), *sys.path])
            command = [sys.executable, "-m", "khaldun.places.build", str(gazetteer)]
            subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path})
        if not (root / "src/khaldun/web/static/app/manifest.json").exists() and (root / "frontend/build.py").exists():
            subprocess.run([sys.executable, str(root / "frontend/build.py")], check=True)
