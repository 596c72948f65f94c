"""What the program knows, as YAML that a person can read and extend.

A *pack* is a folder of YAML files: `base` (kinds, patterns, speech verbs, units, hedges), one for each region
(`syria_iraq`: its actors, nicknames, outlets), and any folder of the user's own. Files of one name in several packs add up,
in the order base, regions, user's folders; what a later one says of the same `id` replaces what an earlier one said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from khaldun.errors import KnowledgeError

HERE = Path(__file__).parent

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]  # of two classes, by what the machine has
    """Only `true` and `false` are switches: YAML 1.1 has `on`, `off`, `yes` and `no` so too, which are words here, and `NO` is Norway."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])


@dataclass(frozen=True)
class Knowledge:
    """The packs in force, in the order in which they add up."""

    folders: tuple[Path, ...]

    def __hash__(self) -> int:
        """Few are ever made, and every look-up in a cache asks: the hash of a path costs more than to compare."""
        return len(self.folders)

    def documents(self, name: str) -> list[Any]:
        """The parsed contents of every `<name>.yaml` of the packs, in order; packs without one are passed over.

        Raises KnowledgeError where a file is not YAML.
        """
        return [_parse(folder / f"{name}.yaml") for folder in self.folders if (folder / f"{name}.yaml").is_file()]

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries (mappings) of every `<name>.yaml`, a later `id` replacing an earlier one, else appended."""
        found: dict[object, dict[str, Any]] = {}
        for document in self.documents(name):
            if not isinstance(document, list) or not all(isinstance(e, dict) for e in document):
                raise KnowledgeError(f"{name}.yaml: a list of entries is wanted")
            for entry in document:
                found[entry.get("id", len(found))] = entry
        return list(found.values())

    def words(self, name: str, key: str) -> frozenset[str]:
        """The words of the list `key` of every `<name>.yaml`."""
        return frozenset(str(word) for document in self.documents(name) for word in document.get(key, ()))

    @cached_property
    def version(self) -> str:
        """A hash of every file of every pack: part of a record's provenance."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(folder.glob("*.yaml")):
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:16]


def switch(entry: Mapping[str, Any], key: str, default: bool = False) -> bool:
    """A field that is `true` or `false`. Raises KnowledgeError for anything else: `no` is a word here, and would count as true."""
    value = entry.get(key, default)
    if not isinstance(value, bool):
        raise KnowledgeError(f"{entry.get('id')}: {key}: true or false is wanted, not {value!r}")
    return value


@lru_cache(maxsize=256)
def _parse(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


@lru_cache(maxsize=16)
def load(extra: Sequence[Path] = ()) -> Knowledge:
    """The packs that come with the program, then the folders in `extra` (a tuple)."""
    for folder in extra:
        if not folder.is_dir():
            raise KnowledgeError(f"{folder}: no such folder")
        if not any(folder.glob("*.yaml")):
            raise KnowledgeError(f"{folder}: no pack of knowledge: it has no file that ends in .yaml")
    regions = sorted(p for p in HERE.iterdir() if p.is_dir() and p.name not in {"base", "__pycache__"})
    return Knowledge((HERE / "base", *regions, *extra))
