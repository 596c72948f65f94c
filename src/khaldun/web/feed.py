"""What the map lives on: all of control in one piece, and one stretch with its evidence. Others are served by `web.api`.

Dates are ISO days, `end` is the last day (null: until further notice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from khaldun.errors import NotFound
from khaldun.model import Claim, ControlSpell, Place
from khaldun.record import probability_on
from khaldun.store import schema
from khaldun.store.writing import portions
from khaldun.web import palette, params, words
from khaldun.web.reader import ClaimView
from khaldun.web.site import Site
from khaldun.web.voices import control_by, voices

ATTRIBUTION = "Places: GeoNames, CC BY 4.0. Coastlines and today's borders: Natural Earth, public domain."


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _answer(body: dict[str, Any]) -> Response:
    return JSONResponse(body, headers={"Cache-Control": "no-cache"})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def control(request: Request) -> Response:
    """Spells of control with their holders and places; of one day (`on`), of one `place`, or all; `by` the word of one speaker or side."""
    params.known(request, "on", "place", "by")
    on, place_id, by = params.day(request, "on"), params.text(request, "place") or None, params.text(request, "by") or None
    site = _site(request)
    if by is not None and not site.reader().may_hear(by):
        raise NotFound("no such speaker or side")
    body = (
        _control(site, on, place_id, by)
        if on or place_id
        else site.keep(f"control by {by}", lambda: _control(site, None, None, by))
    )
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})


def _spells(site: Site, by: str | None) -> list[ControlSpell]:
    """All control, or that by one voice."""
    if by is None:
        return site.store.control()
    found: list[ControlSpell] = site.keep(f"spells by {by}", lambda: control_by(site.store, by))
    return found


def _control(site: Site, on: date | None, place_id: str | None, by: str | None) -> bytes:
    reader = site.reader()
    if by is None:
        spells = reader.store.control(place_id, on=on)
    else:
        spells = [s for s in _spells(site, by) if place_id in (None, s.place.id) and (on is None or _covers(s, on))]
    if on is not None:
        spells = [replace(s, probability=round(probability_on(s, on), 4)) for s in spells]
    reports = reader.reports(spells)
    colours = site.colours()
    ids = {s.holder_id for s in spells if s.holder_id} | {holder for s in spells for holder, _ in s.others}
    named = site.actors() | {s.holder_id: s.holder_name for s in spells if s.holder_id and s.holder_name}
    names = {holder: named.get(holder, holder) for holder in ids}
    points = {p.id: _point(p) for p in (s.place for s in spells)}
    body = {
        "holders": [
            {"id": h, "name": names[h], "colour": colours.get(h, "other")} for h in sorted(names, key=lambda h: (names[h], h))
        ],
        "places": [points[key] for key in sorted(points)],
        "spells": [_spell(s, reports[s.id]) for s in spells],
        "marks": palette.MARKS,
        "voices": _voices(site) if by is None and on is None and place_id is None else [],
        "attribution": ATTRIBUTION,
    }
    return orjson.dumps(body)


def _voices(site: Site) -> list[dict[str, Any]]:
    """Whose word can be asked for."""
    reader = site.reader()
    return [v for v in voices(site.store) if site.names or v["kind"] == "side" or reader.may_hear(v["id"])]


def _covers(spell: ControlSpell, day: date) -> bool:
    return spell.start <= day and (spell.stop is None or day < spell.stop)


MOST = 60_000
"""Incidents on the map: the latest."""


def incidents(request: Request) -> Response:
    """The incidents that have a point, as rows of numbers into lists of names: [id, kind, place, first day, last day, grade, actors, speakers,
    disputed]; days count from 1970-01-01."""
    params.known(request)
    site = _site(request)
    body: bytes = site.keep("incidents", lambda: _incidents(site))
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})


def _incidents(site: Site) -> bytes:
    reader = site.reader()
    known = [i for i in site.store.incidents() if i.place is not None and i.place.lat is not None and i.when.start is not None]
    chosen = known[-MOST:]
    heard = _heard_in(site, [i.id for i in chosen])
    lists: dict[str, dict[str, int]] = {name: {} for name in ("kinds", "places", "grades", "actors", "speakers")}

    def number(name: str, value: str) -> int:
        return lists[name].setdefault(value, len(lists[name]))

    rows = []
    places: dict[str, dict[str, Any]] = {}
    public = {a.id for a in reader.actors()}
    for found in chosen:
        place, when = found.place, found.when
        assert place is not None
        assert when.start is not None
        places.setdefault(place.id, _point(place))
        last = when.last or when.start
        rows.append([
            found.id, number("kinds", found.kind), number("places", place.id), when.start.toordinal() - EPOCH, last.toordinal() - EPOCH,
            number("grades", found.grade or "ungraded"), [number("actors", a.id) for a in found.actors if a.id in public],
            [number("speakers", s) for s in heard.get(found.id, ())], int(found.disputed),
        ])  # fmt: skip
    names = site.actors()
    sides = {a.id: a.side for a in reader.actors()}
    body = {
        "kinds": list(lists["kinds"]),
        "places": [places[p] for p in lists["places"]],
        "grades": list(lists["grades"]),
        "actors": [{"id": a, "name": names.get(a, a), "side": sides.get(a)} for a in lists["actors"]],
        "speakers": list(lists["speakers"]),
        "rows": rows,
        "left_out": len(known) - len(chosen),
    }
    return orjson.dumps(body)


EPOCH = date(1970, 1, 1).toordinal()


def _heard_in(site: Site, ids: Sequence[str]) -> dict[str, list[str]]:
    """The public speakers of each incident."""
    public = {str(v["id"]) for v in _voices(site)}
    of, t = schema.incident_claims.c, schema.claims.c
    out: dict[str, set[str]] = {}
    with site.store._read() as c:
        for some in portions(ids):
            query = select(of.incident_id, t.speaker_id).join_from(schema.incident_claims, schema.claims, t.id == of.claim_id)
            for row in c.execute(query.where(of.incident_id.in_(some), t.speaker_id.is_not(None))):
                if row.speaker_id in public:
                    out.setdefault(row.incident_id, set()).add(row.speaker_id)
    return {i: sorted(found) for i, found in out.items()}


def spell(request: Request) -> Response:
    """One spell with the claims for and against it; `by`: of those by the word of one speaker or side."""
    params.known(request, "by")
    site, wanted, by = _site(request), request.path_params["id"], params.text(request, "by") or None
    reader = site.reader()
    found = reader.store.spell(wanted) if by is None else next((s for s in _spells(site, by) if s.id == wanted), None)
    if found is None or (by is not None and not reader.may_hear(by)):
        raise NotFound(f"no stretch of control {wanted}")
    views = reader.by_id((*found.claims_for, *found.claims_against))
    copies = _copies(site, sorted({view.claim.article_id for view in views.values()}))
    return _answer({
        **_spell(found, reader.reports([found])[found.id]),
        "holder_name": found.holder_name,
        "place_name": found.place.name,
        "origins": reader.origins(found),
        "for": [_claim(views[i], i in found.around, copies) for i in found.claims_for if i in views],
        "against": [_claim(views[i], i in found.around, copies) for i in found.claims_against if i in views],
    })  # fmt: skip


def _copies(site: Site, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Of those articles that are printed in other words or elsewhere too, their story and how many copies it has beside them."""
    a, other = schema.articles.c, schema.articles.alias()
    query = select(a.id, a.story_id, func.count().label("printed")).join_from(
        schema.articles, other, other.c.story_id == a.story_id
    )
    with site.store._read() as c:
        rows = [r for some in portions(ids) for r in c.execute(query.where(a.id.in_(some)).group_by(a.id, a.story_id))]
    return {r.id: {"story": r.story_id, "count": r.printed - 1} for r in rows if r.printed > 1}


def _point(place: Place) -> dict[str, Any]:
    return {
        "id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "radius_km": place.radius_km, "kind": place.kind,
    }  # fmt: skip


def _spell(spell: ControlSpell, reports: list[date]) -> dict[str, Any]:
    last = None if spell.stop is None else date.fromordinal(spell.stop.toordinal() - 1)
    return {
        "id": spell.id,
        "place": spell.place.id,
        "start": _iso(spell.start),
        "end": _iso(last),
        "holder": spell.holder_id,
        "status": spell.status,
        "probability": spell.probability,
        "others": [{"holder": holder, "probability": probability} for holder, probability in spell.others],
        "reports": [_iso(day) for day in reports],
        "claims": {"for": len(spell.claims_for), "against": len(spell.claims_against)},
    }


def _claim(view: ClaimView, around: bool, copies: Mapping[str, Any]) -> dict[str, Any]:
    """A claim for or against a stretch; `around`: the name of its place, where that is one around the stretch's own."""
    claim: Claim = view.claim
    return {
        "id": claim.id,
        "kind": words.kind(claim.kind),
        "status": claim.status,
        "when": words.period(claim.when),
        "confidence": claim.confidence,
        "sentence": [view.before, view.trigger, view.after],
        "around": claim.place.name if around and claim.place is not None else None,
        "speaker": None if claim.speaker is None else {"name": claim.speaker.name, "kind": claim.speaker.kind},
        "article": None if view.article is None else {
            "id": view.article.id,
            "title": words.headline(view.article),
            "publisher": view.article.publisher,
            "published": words.published(view.article.published),
            "copies": copies.get(view.article.id),
        },
    }  # fmt: skip
