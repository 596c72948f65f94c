"""Values of the model as rows of the tables, and articles from rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from khaldun.model import (
    Actor,
    Article,
    Claim,
    ControlSpell,
    Dateline,
    Figure,
    Incident,
    Link,
    Mention,
    Period,
    Publication,
    Raw,
    Shared,
    Source,
    Trace,
)
from khaldun.store import codec
from khaldun.store.views import ActorSummary, PlaceSummary

Values = dict[str, Any]


def iso(day: date | None) -> str | None:
    """A day as text."""
    return None if day is None else day.isoformat()


def article_row(article: Article) -> Values:
    """An article as it was read; what is settled later (`published`, `story_id`) is not in it."""
    return {
        "id": article.id,
        "sha256": article.source.sha256,
        "ref": article.source.ref,
        "kind": article.kind,
        "title": article.title,
        "text": article.text,
        "publisher": article.publisher,
        "language": article.language,
        "url": article.url,
        "parent": article.parent,
        "set_aside": article.set_aside,
        "byline": _list(article.byline),
        "agency": _list(article.agency),
        "dateline": None if article.dateline is None else codec.dump(article.dateline),
        "read_date": codec.dump(article.published),
        "raw": article.raw,
        "extractor": article.extractor,
        "trace": _trace_row(article.trace),
        "doubts": _list(article.doubts) if article.doubts else None,
    }


def _trace_row(trace: Sequence[Trace]) -> str | None:
    """Traces as arrays, the absent at their ends left out: a page of twenty paragraphs takes some 700 bytes."""
    if not trace:
        return None
    out = []
    for t in trace:
        values = [t.start, t.end, t.unit, t.first, t.last, t.part, t.box]
        while values[-1] is None:
            values.pop()
        out.append(values)
    return json.dumps(out, separators=(",", ":"))


def _trace_of(text: str | None) -> tuple[Trace, ...]:
    found = []
    for values in json.loads(text) if text else ():
        start, end, unit, first, last, part, box = values + [None] * (7 - len(values))
        found.append(Trace(start, end, unit, first, last, part, None if box is None else tuple(box)))
    return tuple(found)


def link_row(story_id: str, link: Link) -> Values:
    """A link of a story."""
    shared = [(p.start, p.end, p.to_start, p.to_end) for p in link.shared]
    return {
        "story_id": story_id,
        "article_id": link.article_id,
        "to_id": link.to,
        "relation": link.relation,
        "score": link.score,
        "shared": json.dumps(shared, separators=(",", ":")),
    }


def link_of(row: Row[Any]) -> Link:
    """The link of a row of `links`."""
    return Link(row.article_id, row.to_id, row.relation, row.score, tuple(Shared(*p) for p in json.loads(row.shared)))


def article_of(row: Row[Any], *, settled: bool = True) -> Article:
    """The article of a row of `articles` joined with `sources.file`; with its settled date, or (`settled` false) the file's
    own."""
    published = row.published if settled and row.published is not None else row.read_date
    return Article(
        id=row.id,
        source=Source(row.file, row.sha256, row.ref),
        text=row.text,
        kind=row.kind,
        title=row.title,
        byline=tuple(json.loads(row.byline)),
        publisher=row.publisher,
        agency=tuple(json.loads(row.agency)),
        dateline=None if row.dateline is None else codec.load(Dateline, row.dateline),
        published=codec.load(Publication, published),
        language=row.language,
        url=row.url,
        parent=row.parent,
        set_aside=row.set_aside,
        raw=row.raw,
        extractor=row.extractor,
        trace=_trace_of(row.trace),
        doubts=tuple(json.loads(row.doubts)) if row.doubts else (),
    )


def place_of(r: Row[Any]) -> PlaceSummary:
    """The place of a row of `places`."""
    return PlaceSummary(r.id, r.name, r.lat, r.lon, r.radius_km, r.kind, r.country, r.admin1, r.mentions, r.claims, r.spells)


def actor_of(r: Row[Any]) -> ActorSummary:
    """The actor of a row of `actors`."""
    return ActorSummary(r.id, r.name, r.kind, r.side, r.mentions, r.claims)


def raw_row(raw: Raw) -> Values:
    """Bytes that were read, as a row."""
    return {"sha256": raw.sha256, "media": raw.media, "size": raw.size, "packed": raw.packed, "reason": raw.reason}


def settled_row(article_id: str, published: Publication) -> Values:
    """What is known of an article once its story is: parameters of the update."""
    return {
        "article": article_id,
        "published": codec.dump(published),
        "published_start": iso(published.start),
        "published_stop": iso(published.stop),
    }


def mention_rows(article_id: str, mentions: Iterable[Mention]) -> list[Values]:
    """The mentions of an article in the order of its text."""
    return [
        {
            "article_id": article_id,
            "type": m.type,
            "start": m.start,
            "end": m.end,
            "text": m.text,
            "place_id": None if m.place is None else m.place.id,
            "actor_id": None if m.actor is None else m.actor.id,
            "private": m.private,
            "data": codec.dump(m),
        }
        for m in mentions
    ]


def claim_row(claim: Claim) -> Values:
    """A claim as a row."""
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "kind": claim.kind,
        "status": claim.status,
        "place_id": None if claim.place is None else claim.place.id,
        **_when(claim.when),
        "speaker_id": None if claim.speaker is None else claim.speaker.id,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "evidence": claim.evidence.text,
        "data": codec.dump(claim),
    }


def claim_actor_rows(claim: Claim) -> list[Values]:
    """Who acts in a claim and on whom, each once."""
    roles: tuple[tuple[str, tuple[Actor, ...]], ...] = (("actor", claim.actors), ("target", claim.targets))
    pairs = sorted({(a.id, role) for role, found in roles for a in found})
    return [{"claim_id": claim.id, "actor_id": actor, "role": role} for actor, role in pairs]


def incident_row(incident: Incident) -> Values:
    """An incident as a row."""
    return {
        "id": incident.id,
        "kind": incident.kind,
        "place_id": None if incident.place is None else incident.place.id,
        **_when(incident.when),
        "disputed": incident.disputed,
        "data": codec.dump(incident),
    }


def control_row(spell: ControlSpell) -> Values:
    """A stretch of control as a row."""
    return {
        "id": spell.id,
        "place_id": spell.place.id,
        "start": iso(spell.start),
        "stop": iso(spell.stop),
        "holder_id": spell.holder_id,
        "status": spell.status,
        "probability": spell.probability,
        "reported": iso(spell.reported),
        "data": codec.dump(spell),
    }


def figure_row(figure: Figure) -> Values:
    """A figure as a row."""
    return {
        "id": figure.id,
        "measure": figure.measure,
        "place_id": None if figure.place is None else figure.place.id,
        "claim_id": figure.claim_id,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "data": codec.dump(figure),
    }


def _when(period: Period) -> Values:
    return {"when_start": iso(period.start), "when_stop": iso(period.stop)}


def _list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)
