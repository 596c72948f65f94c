"""Which files a build is about."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.errors import UsageError

BLOCK = 1 << 20
LINKED = "a link to a folder, which is not followed; name that folder as well"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: `path` to open it, `name` as the record knows it: relative to the folder it was found in, with forward
    slashes; or a folder below that is not looked into, with the `reason`."""

    path: Path
    name: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Hashed:
    """Bytes to read: where they are, the smallest of their names, their SHA-256 and length."""

    path: Path
    name: str
    sha256: str
    size: int


def find_files(paths: Sequence[Path], *, record: str) -> list[Found]:
    """The files that `paths` name, folders taken with all below them; sorted by name. Hidden ones and the record itself are
    left out.

    Raises UsageError for a path that is not there. Links to folders are not followed, so that no loop is run into; one that leads
    out of what `paths` name is found with that reason.
    """
    own = own_files(record)
    roots = [Path(os.path.realpath(path)) for path in paths]
    found: dict[tuple[str, str], Found] = {}
    for path in paths:
        if not os.access(path, os.F_OK):  # Path.exists raises where a folder above is closed
            raise UsageError(f"there is no file or folder {path}")
        for each in _below(path) if path.is_dir() else [Found(path, _shown(path.name))]:
            real = os.path.realpath(each.path)
            inside = each.reason == LINKED and any(Path(real).is_relative_to(root) for root in roots)
            if real not in own and not inside:
                found.setdefault((each.name, real), each)
    return [found[key] for key in sorted(found)]


def own_files(record: str) -> set[str]:
    """The files that a record is made of, by their real paths."""
    return {os.path.realpath(f"{record}{end}") for end in ("", "-wal", "-shm", "-journal", ".lock")}


def _below(folder: Path) -> Iterator[Found]:
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = Path(where) / name
                yield Found(path, _shown(path.relative_to(folder).as_posix()))
        for path in (Path(where) / name for name in folders):
            if path.is_symlink():
                yield Found(path, _shown(path.relative_to(folder).as_posix()), LINKED)
    for error in closed:
        path = Path(error.filename)
        name = path.name if path == folder else path.relative_to(folder).as_posix()
        yield Found(path, _shown(name), f"the folder could not be opened: {error.strerror}")


def _shown(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 become �."""
    return os.fsencode(name).decode("utf-8", "replace")


def hash_files(found: Iterable[Found]) -> tuple[list[Hashed], dict[str, str]]:
    """The files' bytes, each once, under the smallest of their names; and the files that could not be opened, with the
    reasons."""
    known: dict[str, Hashed] = {}
    lost: dict[str, str] = {}
    for file in found:
        if file.reason is not None:
            lost[file.name] = file.reason
            continue
        try:
            sha256, size = _digest(file.path)
        except OSError as error:
            lost[file.name] = vanished(error)
            continue
        if sha256 not in known or file.name < known[sha256].name:
            known[sha256] = Hashed(file.path, file.name, sha256, size)
    return sorted(known.values(), key=lambda h: (h.name, h.sha256)), lost


def vanished(error: OSError) -> str:
    """The reason why a file could not be opened."""
    if isinstance(error, FileNotFoundError):
        return "the file vanished before it could be read"
    return f"the file could not be opened: {error.strerror or type(error).__name__}"


def _digest(path: Path) -> tuple[str, int]:
    if not path.exists():
        raise OSError(0, "a link that leads nowhere") if path.is_symlink() else FileNotFoundError
    if not path.is_file():
        raise OSError(0, "not a regular file")
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
