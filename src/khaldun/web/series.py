"""The pages of figures through time, and of what sources contradict each other in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from khaldun.errors import NotFound
from khaldun.model import Figure
from khaldun.store.paging import disputed
from khaldun.web import params
from khaldun.web.plot import day_of, plot
from khaldun.web.reader import PAGE, Reader
from khaldun.web.site import Site, render

Key = tuple[str, str, str]
"""Measure, id of the place, group; empty where there is none."""


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def key_of(figure: Figure) -> Key:
    """The series that a figure belongs to."""
    return figure.measure, figure.place.id if figure.place else "", figure.group or ""


def grouped(figures: Iterable[Figure]) -> dict[Key, list[Figure]]:
    """Figures by series, the longest series first."""
    found: dict[Key, list[Figure]] = {}
    for figure in figures:
        found.setdefault(key_of(figure), []).append(figure)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def figures(request: Request) -> Response:
    """Every series of figures, or those of one measure; and one, as a drawing and a table, where `place` or `group` is given too."""
    params.known(request, "measure", "place", "group", "page")
    measure, place, group = (params.text(request, name) for name in ("measure", "place", "group"))
    site, page = _site(request), params.page(request)
    if measure and {"place", "group"} & set(request.query_params):
        return _one(request, site.reader(), (measure, place, group))
    listed = site.keep("series", lambda: _listed(site.reader()))
    every = [row for row in listed if place in ("", row.place) and measure in ("", row.measure)]
    shown = every[(page - 1) * PAGE : page * PAGE]
    return render(
        request,
        "figures.html",
        rows=shown,
        page=page,
        more=len(every) > page * PAGE,
        asked={name: value for name, value in (("measure", measure), ("place", place)) if value},
        groups=site.actors(),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A series in the list: how many figures it has, and the last of them."""

    measure: str
    place: str
    group: str
    count: int
    last: Figure


def _listed(reader: Reader) -> list[Listed]:
    out = []
    for (measure, place, _), found in grouped(reader.store.figures()).items():
        last = reader.show_figure(max(found, key=lambda f: (day_of(f) or date.min, f.id)))
        out.append(Listed(measure, place, last.group or "", len(found), last))
    return out


def _one(request: Request, reader: Reader, key: Key) -> Response:
    measure, place, group = key
    found = grouped(reader.store.figures(measure=measure, place_id=place or None)).get(key, [])
    if not found:
        raise NotFound(f"no figures of {measure}")
    figures = sorted((reader.show_figure(f) for f in found), key=lambda f: (day_of(f) or date.min, f.id))
    views = reader.by_id([f.claim_id for f in figures])
    names = {v.claim.speaker.id: v.claim.speaker.name for v in views.values() if v.claim.speaker is not None}
    return render(
        request, "series.html", measure=measure, place=figures[0].place, group=group, figures=figures, plot=plot(figures),
        views=views, names=names, groups=_site(request).actors(),
    )  # fmt: skip


def disputes(request: Request) -> Response:
    """Incidents whose claims contradict one another, the latest first."""
    params.known(request, "page")
    reader, page = _site(request).reader(), params.page(request)
    found = disputed(reader.store, limit=PAGE + 1, offset=(page - 1) * PAGE)
    shown = [reader.show_incident(i) for i in found[:PAGE]]
    return render(request, "disputes.html", incidents=shown, page=page, more=len(found) > PAGE)
