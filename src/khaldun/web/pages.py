"""The pages about texts: search, articles, claims, stories, incidents, what was set aside."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from khaldun.store.links import links_of
from khaldun.store.shown import bearing, held_places, story_of, told_in
from khaldun.web import params
from khaldun.web.marks import in_reading_order, paragraphs
from khaldun.web.site import Site, island, map_assets, render

Page = Callable[[Request], Response]

RECENT = 8
"""Articles on the first page."""
FIRST_PLACES = 12
"""Places with their holders on the first page."""


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def home(request: Request) -> Response:
    """Search, the map, who holds what, the latest articles."""
    params.known(request)
    site = _site(request)
    reader, held = site.reader(), held_places(site.store, limit=FIRST_PLACES + 1)
    recent = reader.articles(1)[0][:RECENT]
    return render(
        request, "home.html", counts=reader.store.counts(), held=held[:FIRST_PLACES], more_places=len(held) > FIRST_PLACES,
        articles=recent, names=site.actors(), colours=site.colours(), assets=map_assets(),
    )  # fmt: skip


def search(request: Request) -> Response:
    """Sentences and articles that hold the words."""
    params.known(request, "q", "in", "page")
    query, page = params.text(request, "q"), params.page(request)
    kind = params.choice(request, "in", ("sentences", "articles"))
    reader = _site(request).reader()
    answers, more = reader.answers(query, "claim" if kind == "sentences" else "article", page) if query else ([], False)
    return render(request, "search.html", query=query, kind=kind, page=page, answers=answers, more=more)


def articles(request: Request) -> Response:
    """Every article, the latest first."""
    params.known(request, "page")
    page = params.page(request)
    found, more = _site(request).reader().articles(page)
    return render(request, "articles.html", articles=found, page=page, more=more)


def article(request: Request) -> Response:
    """An article with its claims marked in the text."""
    params.known(request)
    reader = _site(request).reader()
    shown = reader.article(request.path_params["id"])
    claims = in_reading_order(reader.claims_of(shown.id))
    story, copies = story_of(reader.store, shown.id)
    alike = reader.ties([k for k in links_of(reader.store, shown.id) if k.relation == "background"])
    return render(
        request, "article.html", article=shown, claims=list(enumerate(claims, 1)), paragraphs=paragraphs(shown.text, claims),
        article_parts=reader.parts(shown.id), quotes=reader.quotes(shown.id), story=story, copies=reader.heads(copies), alike=alike,
        parent=reader.head(shown.parent) if shown.parent else None,
    )  # fmt: skip


def claim(request: Request) -> Response:
    """One claim: all that was read of it, and why."""
    params.known(request)
    site = _site(request)
    reader = site.reader()
    found = reader.store.claim(request.path_params["id"])
    view = reader.claims([found])[0]
    incidents = [reader.show_incident(i) for i in told_in(reader.store, found.id)]
    spells = bearing(reader.store, found.place.id, found.id) if found.place else []
    judgements = reader.judgements(found)
    return render(
        request, "claim.html", view=view, claim=view.claim, incidents=incidents, judgements=judgements,
        spells=[(spell, found.id in spell.claims_against) for spell in spells], names=site.actors(), colours=site.colours(),
    )  # fmt: skip


def story(request: Request) -> Response:
    """A story: the articles that print one text, and how each hangs on another."""
    params.known(request)
    reader = _site(request).reader()
    found = reader.story(request.path_params["id"])
    return render(request, "story.html", story=found, articles=reader.heads(found.article_ids), ties=reader.ties(found.links))


def incident(request: Request) -> Response:
    """An incident: its claims side by side, and what they differ in."""
    params.known(request)
    reader = _site(request).reader()
    found = reader.incident(request.path_params["id"])
    views = reader.by_id(found.claim_ids)
    return render(request, "incident.html", incident=found, claims=[views[i] for i in found.claim_ids if i in views])


def review(request: Request) -> Response:
    """The bench: claims that wait for a reader, beside their sources."""
    params.known(request)
    return render(request, "review.html", assets=island("bench/main.tsx"))


def set_aside(request: Request) -> Response:
    """What was not read, and why."""
    params.known(request)
    return render(request, "set_aside.html", rows=_site(request).store.set_aside())


def about(request: Request) -> Response:
    """What the record is, how to read it, and whose data it stands on."""
    params.known(request)
    store = _site(request).store
    return render(request, "about.html", counts=store.counts(), meta=store.meta())
