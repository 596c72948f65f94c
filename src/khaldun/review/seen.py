"""What a reviewer saw of a claim."""

from __future__ import annotations

import hashlib
import json

from khaldun.export.rows import claim as row_of
from khaldun.model import Claim

_PASSING = ("rule", "confidence")
"""What may change without the claim saying anything else."""


def seen(claim: Claim) -> str:
    """A hash of what a claim says: 16 hexadecimal digits. A judgement keeps it, so that a claim that says something else after a later
    build is shown again, and one that does not is not."""
    row = {key: value for key, value in row_of(claim).items() if key not in _PASSING}
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
