"""`plover`: incidents as records of PLOVER's interchange format (draft 0.8), one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khaldun.export.about import ATTRIBUTION, write_about
from khaldun.export.coding import Coder, spaced
from khaldun.export.events import Event, events, untold
from khaldun.export.jsonl import write_lines
from khaldun.export.tables import Tables
from khaldun.model import Actor, Place
from khaldun.store import Store
from khaldun.version import __version__

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "SANCTION": 3, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""The quad category of each event: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""

SECTORS = {
    "state": "GOV", "government": "GOV", "military": "MIL", "police": "COP", "armed group": "REB", "militia": "PRM",
    "people": "CVL", "media": "MED", "un": "UNO", "ngo": "NGO", "monitor": "NGO", "coalition": "IMG",
}  # fmt: skip
"""The sector of each kind of actor; others are UNK."""

_OF_NO_LAND = {"un": "UNO", "ngo": "NGO", "monitor": "NGO", "coalition": "IMG"}
_RESOLUTION = {"facility": 5, "crossing": 5, "settlement": 4, "district": 3, "province": 2, "country": 1}
_SIZE = {"wounded": "injured", "detained": "arrested"}


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `plover.jsonl` and `about.txt`; gives the files."""
    said = write_about(store, folder, names=names, over=("plover.jsonl",))
    written = write_lines(folder / "plover.jsonl", _rows(Tables(store, names=names), Coder(store)))
    return [written, said]


def _rows(tables: Tables, coder: Coder) -> Iterator[dict[str, Any]]:
    """The records by day; left out are incidents that nobody tells as a fact, of no known day, in which nobody is
    named, or of a kind that PLOVER has no event for."""
    lines = coder.lines("plover")
    for day in events(tables):
        for event in day:
            line = coder.fitting(lines.get(event.incident.kind, []), event) if untold(event) is None else None
            told = event.incident.when.start is not None and (event.incident.actors or event.incident.targets)
            if line is not None and told:
                yield _row(event, line, coder)


def _row(event: Event, line: dict[str, Any], coder: Coder) -> dict[str, Any]:
    incident, first = event.incident, event.claims[0]
    article, last = event.articles[first.article_id], incident.when.last
    day = str(incident.when.start)
    found: dict[str, Any] = {
        "id": incident.id,
        "date": day,
        "enddate": None if last is None or str(last) == day else str(last),
        "actor": [_entity(a, coder) for a in incident.actors] or [{"code": "UNK", "sector": "UNK"}],
        "recipient": [_entity(a, coder) for a in incident.targets],
        "event": [line["event"]],
        "quad_code": QUAD[line["event"]],
        "mode": [line["mode"]] if "mode" in line else [],
        "context": line.get("context", []),
        "event_text": spaced(first.trigger.text),
        "event_loc": None if incident.place is None else _location(incident.place, coder),
        "size": _sizes(event),
        "text": spaced(first.evidence.text),
        "text_info": {"start": first.evidence.start, "end": first.evidence.end},
        "cite_info": {
            "citation": article.id,
            "url": article.url,
            "title": article.title,
            "language": article.language,
            "publication": article.publisher,
            "coder": f"khaldun {__version__}",
            "codebook": "plover-0.8",
            "license": ATTRIBUTION,
        },
        "link": [c.id for c in event.claims],
        "coder": f"khaldun {__version__}",
        "comment": "; ".join([f"{incident.grade}: {incident.grade_why}"] * bool(incident.grade) + list(incident.dispute))
        or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _entity(actor: Actor, coder: Coder) -> dict[str, Any]:
    land = coder.land_of(actor)
    return {
        "code": _OF_NO_LAND.get(actor.kind) or (land.iso3 if land is not None else "UNK"),
        "sector": SECTORS.get(actor.kind, "UNK"),
        "entity_text": actor.name,
        "raw_text": actor.text,
    }


def _location(place: Place, coder: Coder) -> dict[str, Any]:
    country = coder.country(place)
    prefix, _, number = place.id.partition(":")
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": int(number) if prefix == "geonames" and number.isdecimal() else None,
        "lat": place.lat,
        "lon": place.lon,
        "city": place.name if place.kind == "settlement" else None,
        "district": place.name if place.kind == "district" else None,
        "province": coder.province(place) or None,
        "country": None if country is None else country.name,
        "country_code": None if country is None else country.iso3,
        "resolution": _RESOLUTION.get(place.kind),
    }


def _sizes(event: Event) -> dict[str, int] | None:
    """The least number of dead, injured and arrested that a claim tells."""
    found: dict[str, int] = {}
    if event.tolls:
        found["dead"] = min(t.low for t in event.tolls)
    for role, name in _SIZE.items():
        told = [int(q.low) for c in event.claims for q in c.quantities if q.role == role and q.low is not None]
        if told:
            found[name] = min(told)
    return found or None
