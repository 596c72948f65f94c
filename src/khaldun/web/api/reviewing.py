"""What the review bench asks for: claims that wait for a reader with their articles, and how far readers agree."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from khaldun.export.rows import Row
from khaldun.review import Waiting, agreement, queue, seen
from khaldun.review.queue import ORDERS
from khaldun.web import params
from khaldun.web.api import asked
from khaldun.web.api.answers import answer, as_json, site_of
from khaldun.web.api.tables import shown
from khaldun.web.site import Site

MOST = 50
"""Claims of the queue in one answer; each comes with its whole article."""


def waiting(request: Request) -> Response:
    """The claims that wait for a reviewer, the first to look at first, each with its article and, to a first reader, what others said."""
    params.known(request, "reviewer", "order", "second", "kind", "place", "limit")
    site, reviewer = site_of(request), asked.word(request, "reviewer")
    if reviewer is None:
        raise params.BadQuery("“reviewer” is missing: whose queue it is.")
    chosen = asked.one_of(request, "order", ORDERS)
    order = next((o for o in ORDERS if o == chosen), ORDERS[0])
    second = asked.one_of(request, "second", ("true", "false")) == "true"
    kind, place, limit = asked.word(request, "kind"), asked.word(request, "place"), min(asked.limit(request), MOST)

    def make() -> Row:
        found = queue(site.store, reviewer, by=order, limit=limit, second=second, kind=kind, place_id=place)
        return {"claims": [_shown(site, w, blind=second) for w in found]}

    return answer(request, lambda: as_json(make()))


def _shown(site: Site, one: Waiting, *, blind: bool) -> Row:
    claim = site.store.claim(one.claim_id)
    said: list[Any] = [] if blind else site.store.judgements(one.claim_id)
    return {
        "claim": shown(site, "claims", [claim])[0],
        "article": shown(site, "articles", [site.store.article(claim.article_id)])[0],
        "doubt": round(one.doubt, 4),
        "weight": one.weight,
        "why": list(one.why),
        "seen": seen(claim),
        "judgements": shown(site, "judgements", said),
        "together": sorted({i for of in site.store.incidents(claim_id=claim.id) for i in of.claim_ids} - {claim.id}),
    }


def agreed(request: Request) -> Response:
    """How far every two reviewers agree, field by field."""
    params.known(request)
    site = site_of(request)

    def make() -> Row:
        judgements = site.store.judgements()
        claims = site.store.claims(ids=sorted({j.claim_id for j in judgements}))
        return {"agreement": [asdict(a) for a in agreement(claims, judgements)]}

    return answer(request, lambda: as_json(make()))
