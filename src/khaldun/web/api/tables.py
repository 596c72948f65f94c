"""The tables of the record: rows as in `export jsonl`, a page at a time, and one row by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from khaldun.api import Record
from khaldun.errors import NotFound
from khaldun.export import rows
from khaldun.export.masking import Mask
from khaldun.export.rows import Row
from khaldun.export.sheets import COLUMNS, flat
from khaldun.export.tables import Tables
from khaldun.record import probability_on
from khaldun.store.lookup import find_place, find_voice
from khaldun.store.paging import Asked, page
from khaldun.web import params
from khaldun.web.api import asked
from khaldun.web.api.answers import Answer, answer, as_csv, as_json, site_of
from khaldun.web.site import Site

FILTERS: Mapping[str, tuple[str, ...]] = {
    "articles": ("kind", "datetime"),
    "stories": (),
    "claims": ("article", "place", "actor", "speaker", "kind", "status", "datetime", "bbox"),
    "incidents": ("place", "actor", "kind", "datetime", "bbox"),
    "control": ("place", "holder", "status", "datetime", "bbox"),
    "figures": ("claim", "place", "measure", "bbox"),
    "places": ("kind", "bbox"),
    "judgements": ("claim",),
}
"""The tables, and what each can be asked for beside `limit` and `cursor`."""
SHEETS: Mapping[str, Sequence[str]] = {
    **{name: columns for name, columns in COLUMNS.items() if name in FILTERS},
    "places": ("id", "name", "lat", "lon", "radius_km", "kind", "country", "admin1", "mentions", "claims", "spells"),
    "judgements": ("id", "claim_id", "verdict", "reviewer", "made", "field", "value", "note", "seen"),
}
"""The columns of each table's sheet."""


def table(name: str, *, sheet: bool = False) -> Callable[[Request], Response]:
    """The handler of a table: a page of its rows, as JSON or as CSV."""

    def handle(request: Request) -> Response:
        params.known(request, "limit", "cursor", *FILTERS[name])
        wanted, limit, after = asked.asked(request, name), asked.limit(request), asked.cursor(request)

        def make() -> Answer:
            found, more = rows_of(site_of(request), name, wanted, after=after, limit=limit)
            following = None if more is None else following_page(request, more)
            if sheet:
                return as_csv(SHEETS[name], [flat(name, row) if name in COLUMNS else row for row in found], following=following)
            return as_json({name: found, "next": following}, following=following)

        return answer(request, make)

    return handle


def rows_of(site: Site, name: str, wanted: Asked, *, after: str | None, limit: int) -> tuple[list[Row], str | None]:
    """A page of a table as it may be shown, and the id behind which the next one begins."""
    values, more = page(site.store, name, wanted, after=after, limit=limit)
    return [row for row in shown(site, name, values) if site.names or _open(row, wanted)], more


def shown(site: Site, name: str, values: Iterable[Any]) -> list[Row]:
    """Values of a table as rows, private persons masked where they must be."""
    tables = Tables(site.store, names=site.names)
    if name in COLUMNS:
        return list(tables.of(name, values))
    if name == "judgements":
        articles = {} if site.names else site.store.articles_of([j.claim_id for j in values])
        return [_hidden(asdict(j), tables.mask(articles.get(j.claim_id, ""))) for j in values]
    return [asdict(value) for value in values]


def _hidden(row: Row, mask: Mask) -> Row:
    """A judgement with the words that a reviewer wrote under the mask of the claim's article."""
    return row | {key: mask.maybe(row[key]) for key in ("value", "note")}


def _open(row: Row, wanted: Asked) -> bool:
    """Whether a row may answer a question for an actor or a speaker: not where his id is masked, or the answer would tell who he is."""
    ids = {a["id"] for a in (*row.get("actors", ()), *row.get("targets", ()))}
    return (wanted.actor_id is None or wanted.actor_id in ids) and (
        wanted.speaker_id is None or (row.get("speaker") or {}).get("id") == wanted.speaker_id
    )


def following_page(request: Request, after: str) -> str:
    """The address of the page behind an id, with the same parameters."""
    given = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    return f"{request.url.path}?{urlencode([*given, ('cursor', asked.token(after))])}"


def one(name: str) -> Callable[[Request], Response]:
    """The handler of one row of a table by its id."""

    def handle(request: Request) -> Response:
        params.known(request)
        site, wanted = site_of(request), request.path_params["id"]
        return answer(request, lambda: as_json(row_of(site, name, wanted)))

    return handle


def row_of(site: Site, name: str, wanted: str) -> Row:
    """One row of a table; raises NotFound."""
    store = site.store
    get: Mapping[str, Callable[[str], Any]] = {
        "articles": store.article, "stories": store.story, "claims": store.claim, "incidents": store.incident,
        "control": store.spell, "places": store.place,
    }  # fmt: skip
    return shown(site, name, [get[name](wanted)])[0]


SINGLE = ("articles", "stories", "claims", "incidents", "control", "places")
"""Tables whose rows have pages of their own."""


def mentions(request: Request) -> Response:
    """What was recognised in an article."""
    params.known(request)
    site, wanted = site_of(request), request.path_params["id"]
    return answer(request, lambda: as_json({"mentions": shown(site, "mentions", [site.store.article(wanted)])}))


def actors(request: Request) -> Response:
    """Every actor that may be shown, the most claimed about first."""
    params.known(request)
    site = site_of(request)
    return answer(request, lambda: as_json({"actors": [asdict(row) for row in site.reader().actors()]}))


def holds(request: Request) -> Response:
    """Who holds a place on a day, by whose word: the stretches of control, their probability faded to that day."""
    params.known(request, "place", "on", "by", "without")
    site = site_of(request)
    place, on = asked.word(request, "place"), params.day(request, "on")
    by, without = asked.word(request, "by"), asked.word(request, "without")
    if place is None:
        raise params.BadQuery("“place” is missing: the name or id of a place.")
    return answer(request, lambda: as_json(_holds(site, place, on, by, without)))


def search(request: Request) -> Response:
    """Sentences that claim something and hold every word asked for, the best first, with their claims."""
    params.known(request, "q", "limit")
    site, query, limit = site_of(request), asked.word(request, "q"), asked.limit(request)
    if query is None:
        raise params.BadQuery("“q” is missing: the words to look for.")
    return answer(request, lambda: as_json({"claims": _found(site, query, limit)}))


def _holds(site: Site, place: str, on: date | None, by: str | None, without: str | None) -> Row:
    record: Record = site.keep("record", lambda: Record(site.store))
    where = find_place(site.store, place).found
    for voice in (by, without):
        if voice is not None and not site.names:
            _may_hear(site, voice)
    spells = record.holds(where.id, on=on, by=by, without=without)
    named = shown(
        site, "control", [s if on is None else replace(s, probability=round(probability_on(s, on), 4)) for s in spells]
    )
    claims = site.store.claims(ids=sorted({i for s in spells for i in (*s.claims_for, *s.claims_against)}))
    reported = [{**row, "reported": rows.iso(s.reported)} for row, s in zip(named, spells, strict=True)]
    told = {"on": rows.iso(on), "by": by, "without": without}
    return {"place": asdict(where), **told, "control": reported, "claims": shown(site, "claims", claims)}


def _may_hear(site: Site, voice: str) -> None:
    """Raises NotFound, which names nobody, for a speaker that the record does not know or that is hidden."""
    with suppress(NotFound):
        if site.reader().may_hear(find_voice(site.store, voice)):
            return
    raise NotFound("no such speaker or side")


def _found(site: Site, query: str, limit: int) -> list[Row]:
    answers, _ = site.reader().answers(query, "claim", 1)
    return shown(site, "claims", [site.store.claim(c.id) for a in answers for c in a.claims])[:limit]
