"""Values of the model as the objects of `export jsonl`: what a user may rely on. Ends are inclusive, absent is null."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from khaldun.model import (
    Actor,
    Claim,
    ControlSpell,
    Dateline,
    Figure,
    Incident,
    Link,
    Mention,
    Period,
    Place,
    Publication,
    Quantity,
    Relation,
    Span,
    Speaker,
    Story,
    Trace,
    interest,
)
from khaldun.store import StoredArticle

Row = dict[str, Any]


def article(stored: StoredArticle) -> Row:
    """A line of `articles`."""
    a = stored.article
    return {
        "id": a.id,
        "source": {"file": a.source.file, "sha256": a.source.sha256, "ref": a.source.ref},
        "kind": a.kind,
        "title": a.title,
        "byline": list(a.byline),
        "publisher": a.publisher,
        "agency": list(a.agency),
        "dateline": _dateline(a.dateline),
        "published": _published(a.published),
        "language": a.language,
        "text": a.text,
        "story_id": stored.story_id,
        "set_aside": a.set_aside,
        "raw": a.raw,
        "extractor": a.extractor,
        "trace": [trace(t) for t in a.trace],
        "doubts": list(a.doubts),
    }


def trace(t: Trace) -> Row:
    """Where a stretch of the text stands in what it was read from."""
    box = None if t.box is None else list(t.box)
    return {"start": t.start, "end": t.end, "unit": t.unit, "from": t.first, "to": t.last, "part": t.part, "box": box}


def story(s: Story) -> Row:
    """A line of `stories`."""
    return {
        "id": s.id,
        "article_ids": list(s.article_ids),
        "origin": s.origin,
        "links": [_link(k) for k in s.links],
    }


def _link(k: Link) -> Row:
    shared = [{"start": p.start, "end": p.end, "to_start": p.to_start, "to_end": p.to_end} for p in k.shared]
    return {"article_id": k.article_id, "to": k.to, "relation": k.relation, "score": k.score, "shared": shared}


def claim(c: Claim) -> Row:
    """A line of `claims`."""
    return {
        "id": c.id,
        "article_id": c.article_id,
        "kind": c.kind,
        "status": c.status,
        "actors": [actor(a) for a in c.actors],
        "targets": [actor(a) for a in c.targets],
        "place": None if c.place is None else place(c.place),
        "when": when(c.when),
        "quantities": [quantity(q) for q in c.quantities],
        "speaker": None if c.speaker is None else {**speaker(c.speaker), "interest": interest(c)},
        "evidence": span(c.evidence),
        "trigger": span(c.trigger),
        "rule": c.rule,
        "confidence": c.confidence,
    }


def incident(i: Incident) -> Row:
    """A line of `incidents`."""
    return {
        "id": i.id,
        "kind": i.kind,
        "when": when(i.when),
        "place": None if i.place is None else place(i.place),
        "actors": [actor(a) for a in i.actors],
        "targets": [actor(a) for a in i.targets],
        "claim_ids": list(i.claim_ids),
        "story_ids": list(i.story_ids),
        "origins": list(i.origins),
        "disputed": i.disputed,
        "dispute": list(i.dispute),
        "grade": i.grade,
        "grade_why": i.grade_why,
        "sides": [{"origin": origin, "side": side} for origin, side in i.sides],
        "against_interest": list(i.against_interest),
        "earliest": i.earliest,
        "fullest": i.fullest,
    }


def control(s: ControlSpell) -> Row:
    """A line of `control`."""
    return {
        "id": s.id,
        "place": place(s.place),
        "start": iso(s.start),
        "end": last_of(s),
        "holder_id": s.holder_id,
        "holder_name": s.holder_name,
        "status": s.status,
        "probability": s.probability,
        "others": [{"holder_id": holder, "probability": probability} for holder, probability in s.others],
        "for": list(s.claims_for),
        "against": list(s.claims_against),
        "origins": list(s.origins),
        "reported": iso(s.reported),
        "earliest_start": iso(s.earliest_start),
        "latest_start": iso(s.latest_start),
        "earliest_end": _eve(s.earliest_stop),
        "latest_end": _eve(s.latest_stop),
        "around": list(s.around),
    }


def mention(article_id: str, m: Mention) -> Row:
    """A line of `mentions`."""
    return {
        "article_id": article_id,
        "type": m.type,
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "place": None if m.place is None else place(m.place),
        "when": None if m.when is None else when(m.when),
        "actor": None if m.actor is None else actor(m.actor),
        "quantity": None if m.quantity is None else quantity(m.quantity),
        "anaphor": m.anaphor,
        "candidates": [
            {"id": c.id, "name": c.name, "score": c.score, "lat": c.lat, "lon": c.lon, "reasons": list(c.reasons)}
            for c in m.candidates
        ],
    }


def figure(f: Figure) -> Row:
    """A line of `figures`."""
    return {
        "id": f.id,
        "measure": f.measure,
        "place": None if f.place is None else place(f.place),
        "group": f.group,
        "low": f.low,
        "high": f.high,
        "unit": f.unit,
        "as_of": {"start": iso(f.as_of.start), "end": iso(f.as_of.last)},
        "speaker": f.speaker,
        "claim_id": f.claim_id,
        "origin": f.origin,
        "said_on": iso(f.said_on),
        "superseded_by": f.superseded_by,
        "part_of": f.part_of,
    }


def actor(a: Actor) -> Row:
    """A of the contract."""
    return {"id": a.id, "name": a.name, "text": a.text, "start": a.start, "end": a.end}


def place(p: Place) -> Row:
    """P of the contract; that of a stretch of control stands in no one text."""
    told = p.start >= 0
    return {
        "id": p.id,
        "name": p.name,
        "text": p.text,
        "start": p.start if told else None,
        "end": p.end if told else None,
        "lat": p.lat,
        "lon": p.lon,
        "radius_km": p.radius_km,
        "kind": p.kind,
        "extent": p.extent,
        "relation": _relation(p.relation),
    }


def when(p: Period) -> Row:
    """A period."""
    return {"start": iso(p.start), "end": iso(p.last), "precision": p.precision, "text": p.text, "basis": p.basis}


def quantity(q: Quantity) -> Row:
    """A quantity."""
    return {"low": q.low, "high": q.high, "unit": q.unit, "role": q.role, "text": q.text}


def speaker(s: Speaker) -> Row:
    """A speaker."""
    return {"id": s.id, "name": s.name, "kind": s.kind, "side": s.side, "text": s.text, "via": s.via}


def span(s: Span) -> Row:
    """A stretch of the article's text."""
    return {"start": s.start, "end": s.end, "text": s.text}


def iso(day: date | None) -> str | None:
    """A day."""
    return None if day is None else day.isoformat()


def last_of(s: ControlSpell) -> str | None:
    """The last day of a stretch of control; None: until further notice."""
    return None if s.stop is None else iso(Period(s.start, s.stop).last)


def _eve(stop: date | None) -> str | None:
    """The last day before a half-open end."""
    return None if stop is None else iso(stop - timedelta(1))


def _published(p: Publication) -> Row:
    return {"start": iso(p.start), "end": iso(p.last), "basis": p.basis, "why": p.why}


def _dateline(d: Dateline | None) -> Row | None:
    return None if d is None else {"text": d.text, "place": d.place}


def _relation(r: Relation | None) -> Row | None:
    return None if r is None else {"bearing": r.bearing, "km": r.km, "of": r.of}
