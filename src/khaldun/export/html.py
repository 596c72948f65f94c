"""`html`: the record as one page with a map, a slider through time and the sentences behind each place, that opens from a folder.

Everything is in the file, and its policy forbids it to ask for anything else: it can be handed on, and kept.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from khaldun.export.about import about
from khaldun.export.coding import Coder, spaced
from khaldun.export.files import whole
from khaldun.export.gpkg_style import COLOURS, OTHER
from khaldun.export.outlines import Box, rings
from khaldun.export.rows import Row
from khaldun.export.tables import Tables
from khaldun.model import DONE
from khaldun.store import Store
from khaldun.store.streams import last_published
from khaldun.web import palette

_PAGE = Path(__file__).with_name("page")
_DARK_TEXT = frozenset({COLOURS["yellow"], COLOURS["sky"], COLOURS["orange"], COLOURS["purple"]})
_EPOCH = date(1970, 1, 1)


def write(store: Store, out: Path, *, names: bool) -> list[Path]:
    """Write the page; gives the file."""
    script = (_PAGE / "map.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    said = "".join(f"<p><b>{html.escape(k)}</b>: {html.escape(v)}</p>" for k, v in about(store, names=names).items())
    data = json.dumps(_record(store, names=names), ensure_ascii=False, separators=(",", ":"))
    parts = {
        "SCRIPT_HASH": f"sha256-{digest}",
        "STYLE": (_PAGE / "map.css").read_text(encoding="utf-8"),
        "REPORTS": str(store.counts()["articles"]),
        "ABOUT": said,
        # No text of a report may end the element that it stands in.
        "RECORD": data.replace("<", "\\u003c"),
        "SCRIPT": script,
    }
    with whole(out, begins=b"<!doctype html>\n<!-- Khaldun export -->") as file:
        file.writelines(_filled((_PAGE / "map.html").read_text(encoding="utf-8"), parts))
    return [out]


def _filled(page: str, parts: dict[str, str]) -> Iterator[str]:
    """The page with its parts in their places; what looks like a place within a part is none."""
    for n, piece in enumerate(page.split("{{")):
        if n == 0:
            yield piece
            continue
        name, _, rest = piece.partition("}}")
        yield parts[name]
        yield rest


def _record(store: Store, *, names: bool) -> dict[str, Any]:
    """What the page shows: places, stretches of control, incidents told as a fact, and the claims behind both."""
    tables, shelf = Tables(store, names=names), _Places()
    spells = [_spell(row, shelf) for row in tables.rows("control")]
    incidents = [_incident(row, shelf) for row in tables.rows("incidents") if _shown(row)]
    wanted = {c for s in spells for key in ("for", "against") for c in s[key]} | {c for i in incidents for c in i["claims"]}
    articles = {row["id"]: row for row in tables.rows("articles")} if wanted else {}
    claims = {row["id"]: _claim(row, articles) for row in tables.rows("claims") if row["id"] in wanted}
    incidents = [i for i in incidents if any(claims[c]["status"] in DONE for c in i["claims"] if c in claims)]
    days = [s["start"] for s in spells] + [s["stop"] for s in spells if s["stop"] is not None] + [i["start"] for i in incidents]
    latest = last_published(store)
    last = max([*days, *([_day(latest)] if latest else [])], default=_day(_EPOCH))
    return {
        "places": shelf.found,
        "spells": sorted(spells, key=lambda s: (s["place"], s["start"])),
        "incidents": incidents,
        "claims": claims,
        "holders": _holders(spells, Coder(store)),
        "stripes": palette.MARKS[palette.STRIPES],
        "land": rings(_box(shelf.found)),
        "first": min(days, default=last),
        "last": last,
    }


class _Places:
    """The places of the page, numbered."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def number(self, place: Row) -> int:
        key = place["id"]
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            said = {"key": key, "name": place["name"], "lat": place["lat"], "lon": place["lon"], "radius": place["radius_km"]}
            self.found.append({"id": self._numbers[key], **said})
        return self._numbers[key]


def _spell(row: Row, shelf: _Places) -> dict[str, Any]:
    stop = None if row["end"] is None else _day(date.fromisoformat(row["end"])) + 1
    return {
        "place": shelf.number(row["place"]),
        "start": _day(date.fromisoformat(row["start"])),
        "stop": stop,
        "holder": row["holder_id"],
        "name": row["holder_name"],
        "status": row["status"],
        "p": row["probability"],
        "others": [[o["holder_id"], o["probability"]] for o in row["others"]],
        "reported": None if row.get("reported") is None else _day(date.fromisoformat(row["reported"])),
        "for": row["for"],
        "against": row["against"],
    }


def _shown(row: Row) -> bool:
    """Whether an incident has a point and a time."""
    return (
        row["place"] is not None
        and row["place"]["lat"] is not None
        and row["when"]["start"] is not None
        and row["when"]["end"] is not None
    )


def _incident(row: Row, shelf: _Places) -> dict[str, Any]:
    return {
        "place": shelf.number(row["place"]),
        "kind": row["kind"],
        "start": _day(date.fromisoformat(row["when"]["start"])),
        "last": _day(date.fromisoformat(row["when"]["end"])),
        "grade": row["grade"],
        "disputed": row["disputed"],
        "claims": row["claim_ids"],
    }


def _claim(row: Row, articles: dict[str, Row]) -> dict[str, Any]:
    article = articles[row["article_id"]]
    speaker = row["speaker"]
    return {
        "text": spaced(row["evidence"]["text"]),
        "status": row["status"],
        "speaker": None if speaker is None else speaker["name"],
        "source": article["publisher"] or "; ".join(article["agency"]) or article["source"]["file"],
        "day": article["published"]["start"],
        "on": _said_on(row),
    }


def _said_on(row: Row) -> int | None:
    """The day as of which a claim speaks, as `khaldun.web.words.said_on` tells it of a claim."""
    when = row["when"]
    start, last = when["start"], when["end"]
    exact = row["status"] == "ongoing" or when["precision"] == "day"
    found = (last if exact else start) or start or last
    return None if found is None else _day(date.fromisoformat(found))


def _holders(spells: list[dict[str, Any]], coder: Coder) -> dict[str, dict[str, Any]]:
    """Name, colour and mark of every holder, as on the pages; who holds most first."""
    held = [(s["holder"], 1) for s in spells if s["holder"] is not None]
    weight = Counter(holder for holder, _ in held)
    named: dict[str, str] = {}
    for s in spells:
        if s["holder"] is not None:
            named[s["holder"]] = s["name"]
    wishes = {e["id"]: e["colour"] for e in coder.knowledge.entries("colours")}
    slots = palette.assign([*held, *((holder, 0) for s in spells for holder, _ in s["others"])], wishes)
    return {
        h: {"name": named.get(h) or h.replace("-", " "), **_look(slots[h])}
        for h in sorted(slots, key=lambda h: (-weight[h], h))
    }


def _look(slot: str) -> dict[str, str]:
    """Colour and mark of a slot, and the colour of the mark."""
    colour = OTHER if slot == palette.OTHER else COLOURS[palette.NAMES[int(slot)]]
    return {"colour": colour, "mark": palette.MARKS[slot], "text": "#1b1f24" if colour in _DARK_TEXT else "#fff"}


def _box(places: list[dict[str, Any]]) -> Box | None:
    """The part of the world about the places, with room to look around."""
    points = [(p["lon"], p["lat"]) for p in places if p["lon"] is not None and p["lat"] is not None]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - 15, min(ys) - 10, max(xs) + 15, max(ys) + 10


def _day(day: date) -> int:
    return (day - _EPOCH).days
