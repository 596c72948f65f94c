"""Stable ids: built from content, equal on every machine."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def identifier(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hexadecimal digits of the SHA-256 of `parts` (as compact JSON; anything else as its `str`)."""
    return f"{prefix}-{hashlib.sha256(_JSON.encode(parts).encode()).hexdigest()[:16]}"


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Jabhat al-Nusra` -> `jabhat-al-nusra`; never empty."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    plain = re.sub(r"['’‘`ʿʾ´]", "", plain)
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return found or hashlib.sha256(name.encode()).hexdigest()[:12]
