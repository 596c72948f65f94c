"""The pages about places and actors, and the map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from khaldun.errors import NotFound
from khaldun.store import shown
from khaldun.store.streams import last_published
from khaldun.store.views import ActorSummary
from khaldun.store.within import held_within, in_words
from khaldun.web import params
from khaldun.web.reader import PAGE
from khaldun.web.site import Site, map_assets, render
from khaldun.web.strip import strip

MAP_FILTERS = ("place", "by", "holder", "state", "kind", "grade", "actor", "speaker", "days")
"""What the address of the map may hold (`filters.ts`)."""
INCIDENTS = 30
"""Incidents listed on a place's page, the latest."""


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


Item = TypeVar("Item")


def _page(ask: Callable[..., list[Item]], page: int) -> tuple[list[Item], bool]:
    """One page of what a query gives (it takes `limit` and `offset`), and whether there are more."""
    found = ask(limit=PAGE + 1, offset=(page - 1) * PAGE)
    return found[:PAGE], len(found) > PAGE


def map_page(request: Request) -> Response:
    """The map with its time slider; what it takes beside the day is read by its script."""
    params.known(request, "on", *MAP_FILTERS)
    params.day(request, "on")
    for name in MAP_FILTERS:
        params.text(request, name)
    return render(request, "map.html", assets=map_assets())


def places(request: Request) -> Response:
    """Every place that the record speaks of, with who holds it now."""
    params.known(request)
    reader = _site(request).reader()
    latest = shown.latest(reader.store)
    rows = sorted(reader.store.places(), key=lambda p: (p.id not in latest, -p.claims, p.name, p.id))
    return render(
        request, "places.html", rows=rows, latest=latest, names=_site(request).actors(), colours=_site(request).colours()
    )


def place(request: Request) -> Response:
    """A place: its holders through time, and every claim for and against each."""
    params.known(request, "page")
    page = params.page(request)
    site = _site(request)
    reader = site.reader()
    row = reader.store.place(request.path_params["id"])
    spells = shown.spells_at(reader.store, row.id)
    told = {i for s in spells for i in (*s.claims_for, *s.claims_against)}
    others = [i for i in shown.claims_at(reader.store, row.id) if i not in told]
    start = (page - 1) * PAGE
    listed = others[start : start + PAGE]
    views = reader.by_id([*told, *listed])
    claims = {i: v.claim for i, v in views.items()}
    names = site.actors()
    last: date | None = site.keep("last published", lambda: last_published(site.store)) if row.kind == "province" else None
    within = held_within(reader.store, row.id, last) if last is not None else None
    incidents, happened = shown.happened(reader.store, row.id, most=INCIDENTS)
    return render(
        request, "place.html", place=row, within=in_words(within) if within else None, spells=spells, views=views, claims=[views[i] for i in listed],
        more=len(others) > start + PAGE, page=page, others=len(others),
        strip=strip(spells, claims, reports=reader.reports(spells, claims.values()), names=names),
        names=names, colours=site.colours(),
        incidents=[reader.show_incident(i) for i in incidents], more_incidents=happened - len(incidents),
    )  # fmt: skip


def actors(request: Request) -> Response:
    """Every actor that the record speaks of."""
    params.known(request)
    return render(request, "actors.html", rows=_site(request).reader().actors(), colours=_site(request).colours())


def _actor(site: Site, key: str) -> ActorSummary:
    """An actor that texts name, or the side of such, which holds places through them and is named by none; NotFound for others."""
    reader = site.reader()
    try:
        return reader.actor(key)
    except NotFound:
        if key not in site.colours():
            raise
        name = next((s.holder_name for s in reader.store.control(holder_id=key, limit=1)), None)
        return ActorSummary(key, name or key, "side", None, 0, 0)


def actor(request: Request) -> Response:
    """An actor: what it held, and the claims in which it acts or is acted on."""
    params.known(request, "page", "held")
    page, held = params.page(request), params.page(request, "held")
    site = _site(request)
    reader = site.reader()
    key = request.path_params["id"]
    row = _actor(site, key)
    claims, more = _page(partial(reader.store.claims, actor_id=key), page)
    spells, more_held = _page(partial(reader.store.control, holder_id=key), held)
    return render(
        request, "actor.html", actor=row, spells=spells, more_held=more_held, held=held, claims=reader.claims(claims), more=more,
        page=page, speaks=bool(reader.store.count_claims(speaker_id=key)), names=site.actors(),
        colours=site.colours(),
    )  # fmt: skip


def speaker(request: Request) -> Response:
    """A speaker: every claim by his word. A private person has no such page where names are masked."""
    params.known(request, "page")
    page = params.page(request)
    reader = _site(request).reader()
    key = request.path_params["id"]
    first = [reader.show_claim(c).speaker for c in reader.store.claims(speaker_id=key, limit=1)]
    found, more = _page(partial(reader.store.claims, speaker_id=key), page)
    claims = reader.claims(found)
    if not first or any(s is None or s.id != key for s in (*first, *(v.claim.speaker for v in claims))):
        raise NotFound(f"no speaker {key}")
    total = reader.store.count_claims(speaker_id=key)
    return render(request, "speaker.html", speaker=first[0], claims=claims, total=total, more=more, page=page)
