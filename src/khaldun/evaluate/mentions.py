"""What is recognised in a text, and what it means: places, dates, entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from khaldun.evaluate.compare import km, matched, plain
from khaldun.evaluate.gold import ENTITIES, Doc, Mark
from khaldun.evaluate.report import Note, Report, f1, report, share
from khaldun.evaluate.told import Row, Told
from khaldun.model import Span

FAR, NEAR = 161.0, 25.0
"""Kilometres (100 miles, as the field counts it, and about a town) within which a place counts as the right one."""
_ACROSS = 1000.0
"""Kilometres that gazetteers may lay the points of one country apart."""
Counts = Counter[str]


def places(docs: Mapping[str, Doc], told: Told, *, names_only: bool) -> Report:
    """`recognition`: place names found, any overlap counting. `acc161`, `acc25`: of the names found whose point the gold knows, those laid
    within so many kilometres of it; a country also by its name. `end-to-end161`, `end-to-end25`: the same of all names whose point it knows."""
    n, notes = Counts(), list[Note]()
    for ref, doc in docs.items():
        pairs, _ = _recognised(n, notes, ref, doc.places, told, "place", names_only=names_only)
        n["located"] += sum(p.lat is not None and not p.optional for p in doc.places)
        for mark, span, row in pairs:
            if mark.lat is None:
                continue
            off = 0.0 if _same_country(mark, row["place"]) else km(row["place"], mark.lat, mark.lon)
            n.update({"found": 1, "far": off <= FAR, "near": off <= NEAR})
            if off > FAR:
                there = f"at {row['place']['name']}, {off:.0f} km away" if row["place"] else "nowhere"
                notes.append(Note.at("differs", ref, span, f" is laid {there}"))
    metrics = [
        *f1("recognition", n["right"], n["told"], n["wanted"]),
        share(f"acc{FAR:.0f}", n["far"], n["found"]),
        share(f"acc{NEAR:.0f}", n["near"], n["found"]),
        share(f"end-to-end{FAR:.0f}", n["far"], n["located"]),
        share(f"end-to-end{NEAR:.0f}", n["near"], n["located"]),
    ]
    return report(metrics, notes)


def dates(docs: Mapping[str, Doc], told: Told) -> Report:
    """`recognition`: expressions of time found, any overlap counting. `value`: of those that stand for days, those told with the same
    first and last day (`slack` days off are allowed); precision is over told ones that have days."""
    n, notes = Counts(), list[Note]()
    for ref, doc in docs.items():
        pairs, beyond = _recognised(n, notes, ref, doc.dates, told, "date")
        valued = [(mark.interval, mark.slack, span, row) for mark, span, row in pairs if mark.interval is not None]
        n["valued"] += sum(d.interval is not None and not d.optional for d in doc.dates)
        n["dated"] += sum(_when(row)[0] is not None for row in [*beyond, *(row for *_, row in valued)])
        for (first, last), slack, span, row in valued:
            start, end = _when(row)
            if start is not None and end is not None and max(abs(start - first), abs(end - last)).days <= slack:
                n["same"] += 1
            else:
                notes.append(
                    Note.at(
                        "differs", ref, span, f" is {first} to {last}, told as {f'{start} to {end}' if start else 'no day'}"
                    )
                )
    metrics = [*f1("recognition", n["right"], n["told"], n["wanted"]), *f1("value", n["same"], n["dated"], n["valued"])]
    return report(metrics, notes)


def entities(docs: Mapping[str, Doc], told: Told) -> Report:
    """Actors, persons and places found, any overlap with one of their own type in the gold counting; `all`: of the three together."""
    counts, notes = {kind: Counts() for kind in ENTITIES}, list[Note]()
    for ref, doc in docs.items():
        for kind, n in counts.items():
            _recognised(n, notes, ref, [e for e in doc.entities if e.type == kind], told, kind)
    counts["all"] = sum(counts.values(), Counts())
    return report((m for kind, n in counts.items() for m in f1(kind, n["right"], n["told"], n["wanted"])), notes)


def _recognised(
    n: Counts, notes: list[Note], ref: str, marks: Sequence[Mark], told: Told, kind: str, *, names_only: bool = False
) -> tuple[list[tuple[Mark, Span, Row]], list[Row]]:
    """Counts and notes the mentions of a kind beside their marks; gives the pairs, and the mentions beyond the gold.
    `names_only`: words that stand for a name are not judged."""
    wanted, found = [m for m in marks if not m.optional], told.of_type(ref, kind)
    spans = told.spans(ref, wanted)
    match = matched(spans, told.spans(ref, (m for m in marks if m.optional)), [s for s, _ in found])
    beyond = [found[j] for j in match.beyond if not (names_only and found[j][1]["anaphor"])]
    n.update({"right": len(match.pairs), "told": len(match.pairs) + len(beyond), "wanted": len(wanted)})
    notes += [Note.at("missed", ref, s, f", {kind}") for i, s in enumerate(spans) if i not in match.pairs]
    notes += [Note.at("beyond", ref, span, f", {kind}") for span, _ in beyond]
    pairs = [(wanted[i], spans[i], found[j][1]) for i, j in sorted(match.pairs.items())]
    return pairs, [row for _, row in beyond]


def _same_country(gold: Mark, place: Row | None) -> bool:
    if place is None or gold.kind != "country" or place["kind"] != "country":
        return False
    return plain(place["name"]) == plain(gold.name or gold.text) or km(place, gold.lat, gold.lon) <= _ACROSS


def _when(row: Row) -> tuple[date | None, date | None]:
    """The first and last day of a told date."""
    first, last = ((row["when"] or {}).get(end) for end in ("start", "end"))
    return date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
