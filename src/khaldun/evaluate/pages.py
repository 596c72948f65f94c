"""How pages are read: their text, what belongs to it, their day."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence

from khaldun.evaluate.gold import Doc
from khaldun.evaluate.report import Metric, Note, Report, f1, harmonic, report, share
from khaldun.evaluate.told import Told

_RUN = 4
_ROUGH = 0.8
"""The share of runs below which a page is noted as read otherwise."""


def reading(docs: Mapping[str, Doc], told: Told, *, measure: str) -> Report:
    """By the set's measure. `body`: runs of four words shared by a page's text and the gold's; precision over the pages that gave text, recall over
    those that have one, each a mean, and F1 of the two. `segments`: phrases that belong to the text and are there, others that are not.
    `day-accuracy`: pages told to be of the right day; `day-precision`: of those told to be of one day. A page's text is that of its articles."""
    return {"body": _body, "segments": _segments, "day": _days}[measure](docs, told)


def _body(docs: Mapping[str, Doc], told: Told) -> Report:
    precisions, recalls, notes = list[float](), list[float](), list[Note]()
    for ref, doc in docs.items():
        true, mine = _runs(doc.body), _runs("\n\n".join(told.texts(ref)))
        both = (true & mine).total()
        if mine:
            precisions.append(both / mine.total())
        if true:
            recalls.append(both / true.total())
        if both < _ROUGH * max(mine.total(), true.total()):
            notes.append(Note("differs", ref, f"{both} of {true.total()} runs of words found, {mine.total()} told"))
    p, r = _mean("body-p", precisions), _mean("body-r", recalls)
    return report([p, r, harmonic("body-f1", p, r)], notes)


def _mean(name: str, values: Sequence[float]) -> Metric:
    return Metric(name, statistics.mean(values) if values else 0.0, empty=not values)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, or all of its words where it has fewer. Case counts."""
    found = re.findall(r"\w+", text)
    return Counter(tuple(found[i : i + _RUN]) for i in range(max(1, len(found) - _RUN + 1)) if found)


def _segments(docs: Mapping[str, Doc], told: Told) -> Report:
    right = beyond = total = 0
    notes: list[Note] = []
    for ref, doc in docs.items():
        text = _spaced("\n\n".join(told.texts(ref)))
        missing = [p for p in doc.with_ if _spaced(p) not in text]
        left = [p for p in doc.without if _spaced(p) in text]
        right, beyond = right + len(doc.with_) - len(missing), beyond + len(left)
        total += len(doc.with_) + len(doc.without)
        notes += [Note("missed", ref, f"“{p}”") for p in missing] + [Note("beyond", ref, f"“{p}”") for p in left]
    wanted = sum(len(doc.with_) for doc in docs.values())
    kept_out = total - wanted - beyond
    return report([*f1("segments", right, right + beyond, wanted), share("segments-accuracy", right + kept_out, total)], notes)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _days(docs: Mapping[str, Doc], told: Told) -> Report:
    answered = right = 0
    notes: list[Note] = []
    for ref, doc in docs.items():
        sure = [
            a
            for a in told.articles.get(ref, ())
            if a["published"]["start"] and a["published"]["start"] == a["published"]["end"]
        ]
        days = [a["published"]["start"] for a in sorted(sure, key=lambda a: (-len(a["text"] or ""), a["published"]["start"]))]
        answered += bool(days)
        if days and days[0] == str(doc.published):
            right += 1
        else:
            notes.append(Note("differs" if days else "missed", ref, f"{doc.published}, told {days[0] if days else 'no day'}"))
    return report([share("day-accuracy", right, len(docs)), share("day-precision", right, answered)], notes)
