"""Which inputs print one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from khaldun.evaluate.gold import Pair
from khaldun.evaluate.report import Note, Report, f1, report, share
from khaldun.evaluate.told import Told


def stories(pairs: Sequence[Pair], told: Told) -> Report:
    """A pair is told as the same where an article of the one input and one of the other have a story in common; `pairs` over all pairs of the gold.
    `recall-RELATION` of the same ones, by how they are the same; `kept-apart-RELATION` of the different ones, by why they look alike, and
    `far-kept-apart` of those with days between: both inputs are read, and not joined."""
    found: dict[str, set[str]] = {}
    for row in told.tables["stories"]:
        for article in row["article_ids"]:
            found.setdefault(article, set()).add(row["id"])
    of: dict[str, set[str]] = {}
    for ref, articles in told.articles.items():
        own = [a for a in articles if a["kind"] == "article" and not a["set_aside"]]
        if own:
            of[ref] = {s for a in own for s in (*found.get(a["id"], ()), *([a["story_id"]] if a["story_id"] else ()))}
    n: Counter[str] = Counter()
    good: Counter[str] = Counter()
    notes: list[Note] = []
    for pair in pairs:
        same, read = pair.label == "same", pair.a in of and pair.b in of
        joined = bool(of.get(pair.a, set()) & of.get(pair.b, set()))
        n.update({"told": joined, "wanted": same, "right": joined and same})
        relation = pair.relation.replace(" ", "-")
        for name in (f"recall-{relation}",) if same else (f"kept-apart-{relation}", *(("far-kept-apart",) if pair.far else ())):
            n[name] += 1
            good[name] += joined if same else read and not joined
        if joined != same:
            notes.append(
                Note(
                    "missed" if same else "beyond",
                    pair.a,
                    f"{pair.b}: {pair.label} ({pair.relation}), told as {'same' if joined else 'different'}",
                )
            )
    by = sorted(name for name in n if name not in ("told", "wanted", "right"))
    return report([*f1("pairs", n["right"], n["told"], n["wanted"]), *(share(name, good[name], n[name]) for name in by)], notes)
