"""What the last builds brought: a record that is kept up to date shows here what is new."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from khaldun.store.paging import diary, read_by
from khaldun.web import params
from khaldun.web.reader import PAGE
from khaldun.web.site import Site, render

BUILDS = 30
"""Builds of the diary that are listed, the last."""


def new(request: Request) -> Response:
    """The articles that a build read (the last one, where none is named), and who holds the places that they speak of."""
    params.known(request, "build", "page")
    site: Site = request.app.state.site
    reader, page = site.reader(), params.page(request)
    builds = diary(site.store, limit=BUILDS)
    number = params.page(request, "build") if "build" in request.query_params else (builds[0].n if builds else 0)
    found = read_by(site.store, number, limit=PAGE + 1, offset=(page - 1) * PAGE) if number else []
    articles = [(reader.show_article(a.article), a.claims) for a in found[:PAGE]]
    mine = {c.id for a, _ in articles for c in reader.store.claims(article_id=a.id)}
    told = [c.place.id for a, _ in articles for c in reader.store.claims(article_id=a.id) if c.place is not None]
    spells = [
        spell
        for place in dict.fromkeys(told)
        for spell in reader.store.control(place)
        if mine & {*spell.claims_for, *spell.claims_against}
    ]
    return render(
        request, "new.html", builds=builds, number=number, articles=articles, spells=spells, page=page, more=len(found) > PAGE,
        names=site.actors(), colours=site.colours(),
    )  # fmt: skip
