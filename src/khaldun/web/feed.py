"""What the map lives on: all of control in one piece, and one stretch with its evidence. Others are served by `web.api`.

Dates are ISO days, `end` is the last day (null: until further notice).
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from khaldun.model import Claim, ControlSpell, Place
from khaldun.record import probability_on
from khaldun.web import params, words
from khaldun.web.reader import ClaimView
from khaldun.web.site import Site

ATTRIBUTION = "Places: GeoNames, CC BY 4.0. Coastlines and today's borders: Natural Earth, public domain."


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _answer(body: dict[str, Any]) -> Response:
    return JSONResponse(body, headers={"Cache-Control": "no-cache"})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def control(request: Request) -> Response:
    """Spells of control with their holders and places; of one day (`on`), of one `place`, or all."""
    params.known(request, "on", "place")
    on, place_id = params.day(request, "on"), params.text(request, "place") or None
    site = _site(request)
    body = _control(site, on, place_id) if on or place_id else site.keep("control", lambda: _control(site, None, None))
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})


def _control(site: Site, on: date | None, place_id: str | None) -> bytes:
    reader = site.reader()
    spells = reader.store.control(place_id, on=on)
    if on is not None:
        spells = [replace(s, probability=round(probability_on(s, on), 4)) for s in spells]
    reports = reader.reports(spells)
    colours = site.colours()
    ids = {s.holder_id for s in spells if s.holder_id} | {holder for s in spells for holder, _ in s.others}
    named = reader.names_of_actors() | {s.holder_id: s.holder_name for s in spells if s.holder_id and s.holder_name}
    names = {holder: named.get(holder, holder) for holder in ids}
    points = {p.id: _point(p) for p in (s.place for s in spells)}
    body = {
        "holders": [
            {"id": h, "name": names[h], "colour": colours.get(h, "other")} for h in sorted(names, key=lambda h: (names[h], h))
        ],
        "places": [points[key] for key in sorted(points)],
        "spells": [_spell(s, reports[s.id]) for s in spells],
        "attribution": ATTRIBUTION,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def spell(request: Request) -> Response:
    """One spell with the claims for and against it."""
    params.known(request)
    reader = _site(request).reader()
    found = reader.store.spell(request.path_params["id"])
    views = reader.by_id((*found.claims_for, *found.claims_against))
    return _answer({
        **_spell(found, reader.reports([found])[found.id]),
        "holder_name": found.holder_name,
        "place_name": found.place.name,
        "origins": reader.origins(found),
        "for": [_claim(views[i]) for i in found.claims_for if i in views],
        "against": [_claim(views[i]) for i in found.claims_against if i in views],
    })  # fmt: skip


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


def _claim(view: ClaimView) -> dict[str, Any]:
    claim: Claim = view.claim
    return {
        "id": claim.id,
        "kind": words.kind(claim.kind),
        "status": claim.status,
        "when": words.period(claim.when),
        "confidence": claim.confidence,
        "sentence": [view.before, view.trigger, view.after],
        "speaker": None if claim.speaker is None else {"name": claim.speaker.name, "kind": claim.speaker.kind},
        "article": None if view.article is None else {
            "id": view.article.id,
            "title": words.headline(view.article),
            "publisher": view.article.publisher,
            "published": words.published(view.article.published),
        },
    }  # fmt: skip
