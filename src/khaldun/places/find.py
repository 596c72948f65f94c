"""Reading -> mentions of places: names recognised, resolved, and the words that stand for them later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.model import Candidate, Mention, Place, slug
from khaldun.places.anaphora import anaphors
from khaldun.places.choose import Context, Name, Scored, choose
from khaldun.places.cues import Cues, cues
from khaldun.places.extent import extent
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.names import link, play
from khaldun.places.recognise import names as recognised

SHOWN = 5
"""Candidates kept with a mention."""


def find(reading: Reading, gazetteer: Gazetteer, knowledge: Knowledge) -> list[Mention]:
    """The place names of an article's text, resolved where anything speaks for a place, in order of their start; among them,
    with `anaphor` set, words such as "the town" and "there" that stand for one. A name that is recognised but fits no place
    has `place` None and its candidates; one that the text itself calls a town, a camp, ... but no gazetteer has, becomes a
    `local:` place, put where its stated container lies if there is one, else without a point.
    """
    words, gazetteer = cues(knowledge), gazetteer.with_packs(knowledge)
    article = reading.article
    mine = recognised(article.text, reading.sentences, gazetteer, words)
    link(article.text, mine, words)
    title = _title(reading, gazetteer, words)
    offset = len(mine)
    for name in title:
        name.parents = tuple(p + offset for p in name.parents)
    everything = [*mine, *title]
    if article.dateline and article.dateline.place:
        everything.append(Name(-1, -1, article.dateline.place))
    context = Context(play(f"{article.title or ''}\n{article.text}", words))
    told = choose(everything, context, gazetteer, words.capitals)
    mentions = [_mention(article.text, i, everything, told, words) for i in range(len(mine))]
    heading = [_mention(article.title or "", i, everything, told, words) for i in range(offset, offset + len(title))]
    mentions += anaphors(reading, mentions, heading, words)
    return sorted(mentions, key=lambda m: (m.start, m.end))


def _title(reading: Reading, gazetteer: Gazetteer, words: Cues) -> list[Name]:
    """The names of the headline. One that is a name and nothing else ("Azaz (Aleppo Governorate)") need not be recognised."""
    title = reading.article.title or ""
    found = recognised(title, reading.title, gazetteer, words) if reading.title else []
    bare = re.fullmatch(r"\s*([^\W\d_][\w’'‘ -]{1,40}?)\s*(?:\(([^()]+)\)|,\s*([^,]+))?\s*", title)
    if bare and bare[1][0].isupper() and len(bare[1].split()) <= 4 and not any(n.start <= bare.start(1) < n.end for n in found):
        if bare[2] or bare[3] or gazetteer.named(bare[1]):
            found.insert(0, Name(bare.start(1), bare.end(1), bare[1], tagged=False))
    link(title, found, words)
    return found


def place_of(scored: Scored, name: Name, text: str) -> Place:
    """The place of a mention, with the extent that the words around it give."""
    e = scored.hit.entry
    return Place(
        e.id, e.name, name.text, name.start, name.end, e.lat, e.lon, e.radius_km, e.kind,
        extent(text, name.start, name.end), None, e.country or None, e.id if e.kind == "province" else e.admin1,
    )  # fmt: skip


def _mention(text: str, index: int, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]], words: Cues) -> Mention:
    name, (best, scored) = names[index], told[index]
    candidates = tuple(
        Candidate(s.hit.entry.id, s.hit.entry.name, s.score, s.hit.entry.lat, s.hit.entry.lon, s.reasons) for s in scored[:SHOWN]
    )
    if best:
        place: Place | None = place_of(best, name, text)
        reason = "; ".join((*name.reasons, *best.reasons))
    else:
        place, reason = _unlisted(text, index, names, told, words)
    return Mention("place", name.start, name.end, name.text, place=place, candidates=candidates, reason=reason)


def _unlisted(text: str, index: int, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]], words: Cues) -> tuple[Place | None, str]:
    """A place that no gazetteer has, where the words leave no doubt that it is one."""
    name, (_, scored) = names[index], told[index]
    if scored or not name.kind and not name.parents:
        return None, "no place of this name fits" if scored else "not in the gazetteer"
    holders = [best.hit.entry for p in name.parents if (best := told[p][0]) and best.hit.entry.kind != "settlement"]
    holder = min(holders, key=lambda e: e.radius_km, default=None)
    near = holder if holder and holder.kind in ("province", "district", "area") else None
    kind = name.kind if name.kind else "settlement"
    return Place(
        f"local:{slug(name.text)}", name.text, name.text, name.start, name.end, near.lat if near else None, near.lon if near else None,
        near.radius_km if near else None, kind, extent(text, name.start, name.end), None,  # type: ignore[arg-type]
        holder.country or None if holder else None, (near.id if near.kind == "province" else near.admin1) if near else None,
    ), f"not in the gazetteer; the text calls it a {kind}" + (f" in {holder.name}" if holder else "")  # fmt: skip
