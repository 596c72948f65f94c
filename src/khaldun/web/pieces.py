"""Pieces of pages that stand in them by the hundred: links and the line of a claim. Functions, which take a fraction of the time of a
template's macros; used as Jinja filters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from khaldun.export.masking import BLOCK
from khaldun.model import Actor, Article, Claim, ControlSpell
from khaldun.web import palette, words
from khaldun.web.reader import ClaimView

SEP = ' <span class="sep">·</span> '
_PLAIN = re.compile(r"[\w.~:-]+", re.ASCII)
"""An id that is a part of a path as it stands."""


def url(kind: str, key: str, **query: object) -> str:
    """`/place/geonames:163808`; whatever an id holds, it stays one part of the path."""
    path = f"/{kind}/{key if _PLAIN.fullmatch(key) else quote(key, safe=':')}"
    asked = urlencode({k: v for k, v in query.items() if v not in (None, "")}) if query else ""
    return f"{path}?{asked}" if asked else path


@lru_cache(maxsize=4096)
def _link(kind: str, key: str, name: str) -> str:
    """A link; only the name where the id is masked."""
    return str(escape(name)) if BLOCK in key else f'<a href="{url(kind, key)}">{escape(name)}</a>'


def _made(html: str) -> Markup:
    """What is put together of escaped parts."""
    return Markup(html)  # noqa: S704 - its parts are escaped


def actors(found: tuple[Actor, ...]) -> Markup:
    """Actors with their links."""
    return _made(", ".join([_link("actor", a.id, a.name) for a in found]))


def speaker(claim: Claim) -> Markup:
    """Who says so."""
    who = claim.speaker
    if who is None:
        return _made("the article’s own voice")
    via = f", via {escape(who.via)}" if who.via else ""
    return _made(f'{_link("speaker", who.id, who.name)} <span class="dim">({escape(who.kind)}{via})</span>')


def summary(claim: Claim) -> Markup:
    """Who did what to whom, where."""
    by = f"{actors(claim.actors)}{SEP}" if claim.actors else ""
    to = f"{SEP}{actors(claim.targets)}" if claim.targets else ""
    where = f'{SEP}<a href="{url("place", claim.place.id)}">{escape(words.place(claim.place))}</a>' if claim.place else ""
    return _made(f'{by}<a class="kind" href="{url("claim", claim.id)}">{escape(words.kind(claim.kind))}</a>{to}{where}')


def status(value: str) -> Markup:
    """A claim's status."""
    return _made(f'<span class="status {words.tone(value)}">{escape(value)}</span>')


def article_line(article: Article) -> Markup:
    """An article in one line."""
    publisher = f", {escape(article.publisher)}" if article.publisher else ""
    title = escape(words.headline(article))
    return _made(f'<a href="{url("article", article.id)}">{title}</a>{publisher}, {escape(words.published(article.published))}')


@lru_cache(maxsize=256)
def sign(slot: str, status: str = "held", rival: str = "none") -> Markup:
    """The sign of the map in small; the map's panel draws the same. `rival`: the slot whose colour the stripes of what is contested have."""
    if status == "contested":
        mark = f'<path class="h{rival}" d="{palette.MARKS[palette.STRIPES]}"/>'
    else:
        path = "" if status == "unknown" else palette.MARKS.get(slot)
        mark = f'<path d="{path}"/>' if path else ""
    return _made(
        f'<svg class="swatch h{slot} {status}" viewBox="-11 -11 22 22" aria-hidden="true"><circle r="10"/>{mark}</svg>'
    )


def swatch(spell: ControlSpell, colours: Mapping[str, str]) -> Markup:
    """The sign of a stretch of control."""
    first = words.lead(spell)
    rival = next((holder for holder, _ in spell.others if holder != first), None)
    slots = [colours.get(holder, palette.OTHER) if holder else "none" for holder in (first, rival)]
    return sign(slots[0], spell.status, slots[1])


def card(view: ClaimView, around: bool = False) -> Markup:
    """A claim with its sentence, who says so and where; `around`: it speaks of what the place lies in, or of what lies in it."""
    claim = view.claim
    of = f", by word on {escape(claim.place.name)}" if around and claim.place else ""
    said = f", in {article_line(view.article)}" if view.article else ""
    facts = SEP.join((summary(claim), escape(words.period(claim.when)), status(claim.status)))
    return _made(
        f"""<article class="claim">
  <blockquote>{escape(view.before)}<mark>{escape(view.trigger)}</mark>{escape(view.after)}</blockquote>
  <p class="says">Said by {speaker(claim)}{said}{of}.</p>
  <p class="facts">{facts}{SEP}confidence {escape(words.percent(claim.confidence))}</p>
</article>
"""
    )


FILTERS: dict[str, Any] = {
    "actors": actors, "speaker": speaker, "summary": summary, "status": status, "article_line": article_line,
    "card": card, "sign": sign, "swatch": swatch,
}  # fmt: skip
