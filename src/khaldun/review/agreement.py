"""How far two readers agree: the share of equal judgements, and Cohen's kappa, which takes off what chance alone would give.

Kappa as in J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960): (po - pe) / (1 - pe),
po the share on which both agree, pe the share expected where each gives his own answers at random.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from khaldun.export.rows import claim as row_of
from khaldun.model import Claim, Judgement
from khaldun.record.judgements import judged, standing

FIELDS = ("right", "kind", "status", "when", "place", "actors", "targets", "speaker", "quantities")
"""What is compared: whether the claim is right at all (with or without correction), then each field as each reader leaves it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on one field: `both` claims that both judged, the `share` (0 to 1) on which they agree, and `kappa` (-1 to 1; None where
    both gave one and the same answer throughout, so that chance alone would agree)."""

    one: str
    other: str
    field: str
    both: int
    share: float
    kappa: float | None


def agreement(claims: Iterable[Claim], judgements: Sequence[Judgement]) -> list[Agreement]:
    """Every two readers on every field, by name; only those who have judged a claim in common. A field is compared on the claims that both
    hold to be right."""
    known = {c.id: c for c in claims}
    views: dict[str, dict[str, dict[str, str]]] = {}
    of: dict[str, list[Judgement]] = {}
    for judgement in standing(judgements):
        if judgement.verdict in ("accept", "reject", "correct") and judgement.claim_id in known:
            of.setdefault(judgement.reviewer, []).append(judgement)
    for reviewer, own in of.items():
        wanted = {j.claim_id for j in own}
        left = {c.id: c for c in judged([known[i] for i in sorted(wanted)], own)}
        views[reviewer] = {i: _labels(left.get(i)) for i in wanted}
    found = []
    for one, other in combinations(sorted(views), 2):
        both = sorted(views[one].keys() & views[other].keys())
        for field in FIELDS if both else ():
            pairs = [
                (views[one][i][field], views[other][i][field])
                for i in both
                if field in views[one][i] and field in views[other][i]
            ]
            if pairs:
                found.append(Agreement(one, other, field, len(pairs), *cohen(pairs)))
    return found


def cohen(pairs: Sequence[tuple[str, str]]) -> tuple[float, float | None]:
    """The share of pairs that are equal, and kappa; `pairs` must not be empty."""
    n = len(pairs)
    share = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / n**2
    return share, None if chance == 1 else (share - chance) / (1 - chance)


def _labels(claim: Claim | None) -> dict[str, str]:
    """What a reader says of each field; of a claim that he rejects, nothing but that."""
    if claim is None:
        return {"right": "no"}
    row = row_of(claim)
    row["when"] = {k: row["when"][k] for k in ("start", "end")}
    row["place"] = row["place"] and {k: row["place"][k] for k in ("id", "extent")}
    row["speaker"] = row["speaker"] and row["speaker"]["id"]
    for who in ("actors", "targets"):
        row[who] = sorted(a["id"] for a in row[who])
    row["quantities"] = [{k: q[k] for k in ("low", "high", "unit", "role")} for q in row["quantities"]]
    return {"right": "yes", **{field: json.dumps(row[field], sort_keys=True) for field in FIELDS[1:]}}
