"""The rows of the tables as flat cells: what the CSV sheets, the features of GeoJSON and data frames are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.export.rows import Row

_PLACE = ("place_id", "place_name", "place_kind", "place_extent", "lat", "lon", "radius_km")
_WHEN = ("start_date", "end_date", "date_precision", "date_text", "date_basis")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "articles": (
        "id", "source_file", "source_sha256", "source_ref", "kind", "title", "byline", "publisher", "agency", "dateline",
        "published_start", "published_end", "published_basis", "published_why", "language", "story_id", "set_aside", "text",
    ),
    "stories": ("id", "origin", "articles", "article_ids", "links"),
    "claims": (
        "id", "article_id", "kind", "status", "actor_ids", "actors", "target_ids", "targets", *_PLACE, *_WHEN, "quantities",
        "speaker_id", "speaker", "speaker_kind", "speaker_via", "evidence", "evidence_start", "evidence_end", "trigger", "rule",
        "confidence",
    ),
    "incidents": (
        "id", "kind", *_WHEN, *_PLACE, "actor_ids", "actors", "target_ids", "targets", "claims", "origins", "disputed", "dispute",
        "claim_ids", "story_ids", "origin_ids", "grade", "grade_why", "sides", "against_interest", "earliest", "fullest",
    ),
    "control": (
        "id", *_PLACE, "start_date", "end_date", "holder_id", "holder", "status", "probability", "others", "claims_for",
        "claims_against", "origins", "for_ids", "against_ids", "origin_ids", "around_ids",
    ),
    "mentions": ("article_id", "type", "start", "end", "text", *_PLACE, *_WHEN, "actor_id", "actor", "low", "high", "unit", "role"),
    "figures": ("id", "measure", *_PLACE, "group", "low", "high", "unit", "start_date", "end_date", "speaker", "claim_id", "origin", "said_on", "superseded_by", "part_of"),
}  # fmt: skip
"""The columns of each table."""


def flat(table: str, row: Row) -> dict[str, Any]:
    """A row of `jsonl` as the cells of its sheet, by column."""
    out: dict[str, Any] = dict(row)
    if "place" in row:
        out |= _place(row["place"])
    if "when" in row:
        out |= _when(row["when"])
    for one, many in (("actor", "actors"), ("target", "targets")):
        if many in row:
            out |= {f"{one}_ids": _joined(a["id"] for a in row[many]), many: _joined(a["name"] for a in row[many])}
    return out | _OWN[table](row)


def _article(row: Row) -> dict[str, Any]:
    source, published = row["source"], row["published"]
    return {
        **{f"source_{k}": v for k, v in source.items()},
        **{f"published_{k}": v for k, v in published.items()},
        "byline": _joined(row["byline"]),
        "agency": _joined(row["agency"]),
        "dateline": None if row["dateline"] is None else row["dateline"]["text"],
    }


def _story(row: Row) -> dict[str, Any]:
    links = (f"{k['article_id']} {k['relation']} {k['to']} {k['score']:.2f}" for k in row["links"])
    return {"articles": len(row["article_ids"]), "article_ids": _joined(row["article_ids"]), "links": _joined(links)}


def _claim(row: Row) -> dict[str, Any]:
    speaker = row["speaker"] or {}
    return {
        "quantities": _joined(q["text"] for q in row["quantities"]),
        "speaker_id": speaker.get("id"),
        "speaker": speaker.get("name"),
        "speaker_kind": speaker.get("kind"),
        "speaker_via": speaker.get("via"),
        "evidence": row["evidence"]["text"],
        "evidence_start": row["evidence"]["start"],
        "evidence_end": row["evidence"]["end"],
        "trigger": row["trigger"]["text"],
    }


def _incident(row: Row) -> dict[str, Any]:
    return {
        "claims": len(row["claim_ids"]),
        "origins": len(row["origins"]),
        "dispute": _joined(row["dispute"]),
        "claim_ids": _joined(row["claim_ids"]),
        "story_ids": _joined(row["story_ids"]),
        "origin_ids": _joined(row["origins"]),
        "sides": _joined(f"{s['origin']} {s['side']}" for s in row["sides"]),
        "against_interest": _joined(row["against_interest"]),
    }


def _control(row: Row) -> dict[str, Any]:
    return {
        "start_date": row["start"],
        "end_date": row["end"],
        "holder": row["holder_name"],
        "others": _joined(f"{o['holder_id']} {o['probability']:.2f}" for o in row["others"]),
        "claims_for": len(row["for"]),
        "claims_against": len(row["against"]),
        "origins": len(row["origins"]),
        "for_ids": _joined(row["for"]),
        "against_ids": _joined(row["against"]),
        "origin_ids": _joined(row["origins"]),
        "around_ids": _joined(row["around"]),
    }


def _mention(row: Row) -> dict[str, Any]:
    actor, quantity = row["actor"] or {}, row["quantity"] or {}
    return {
        "actor_id": actor.get("id"),
        "actor": actor.get("name"),
        **{k: quantity.get(k) for k in ("low", "high", "unit", "role")},
    }


def _figure(row: Row) -> dict[str, Any]:
    return {"start_date": row["as_of"]["start"], "end_date": row["as_of"]["end"]}


_OWN = {
    "articles": _article,
    "stories": _story,
    "claims": _claim,
    "incidents": _incident,
    "control": _control,
    "mentions": _mention,
    "figures": _figure,
}


def _place(place: Row | None) -> dict[str, Any]:
    if place is None:
        return {}
    named = {f"place_{k}": place[k] for k in ("id", "name", "kind", "extent")}
    return {**named, **{k: place[k] for k in ("lat", "lon", "radius_km")}}


def _when(when: Row | None) -> dict[str, Any]:
    if when is None:
        return {}
    return {
        "start_date": when["start"],
        "end_date": when["end"],
        "date_precision": when["precision"],
        "date_text": when["text"],
        "date_basis": when["basis"],
    }


def _joined(parts: Any) -> str:
    """Several values in one cell."""
    listed: Sequence[str] = [str(p) for p in parts]
    return "; ".join(listed)
