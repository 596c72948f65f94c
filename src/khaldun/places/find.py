"""Reading -> mentions of places: names recognised, resolved, and the words that stand for them later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.model import Candidate, Mention, Place, slug
from khaldun.model.place import PlaceKind
from khaldun.places.anaphora import anaphors, headline
from khaldun.places.choose import TOWN, Name, choose
from khaldun.places.company import in_company
from khaldun.places.cues import Cues, cues
from khaldun.places.entry import Entry
from khaldun.places.extent import extent
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.headed import CAPITALISED
from khaldun.places.keys import key
from khaldun.places.names import link, play
from khaldun.places.quarters import city_of, elsewhere, quarter, quartered
from khaldun.places.recognise import names as recognised
from khaldun.places.relative import placed
from khaldun.places.sites import sites
from khaldun.places.support import IN_ROW, kind_alone, supported, surely
from khaldun.places.weigh import KINSHIP, Context, Scored

_ALONE = re.compile(
    r"\s*(?:[^\W\d_][\w’' -]{1,30}\s[–—-]\s)?([^\W\d_a-zß-ÿ][\w’'‘ -]{1,40}?)\s*(?:\(([^()]+)\)|,\s*([^,]+))?\s*"
)
"""A headline that is a place's name, with or without what it lies in: "Azaz (Aleppo Governorate)", "Rawa, Iraq", "Homs – Khalidiya"."""
SHOWN = 5
"""Candidates kept with a mention."""


def find(reading: Reading, gazetteer: Gazetteer, knowledge: Knowledge) -> list[Mention]:
    """The place names of an article's text, resolved where anything speaks for a place, in order of their start; among them,
    with `anaphor` set, words such as "the town" and "there" that stand for one, and sites without a name, which have no place. A name that is recognised but fits no place
    has `place` None and its candidates; one that the text itself calls a town, a camp, ... but no gazetteer has, becomes a
    `local:` place, put where its stated container lies if there is one, else without a point.
    """
    return resolve(reading, recognise(reading, gazetteer, knowledge), gazetteer, knowledge)


@dataclass(frozen=True, slots=True)
class Sighted:
    """What may be a place in an article, before it is asked which: the names of its text, those of its headline behind them, and the
    capitalised words of both."""

    names: list[Name]
    title: list[Name]
    capitals: list[str]


def recognise(reading: Reading, gazetteer: Gazetteer, knowledge: Knowledge) -> Sighted:
    """The names of places in an article: the first half of `find`."""
    gazetteer, words, article = gazetteer.with_packs(knowledge), cues(knowledge), reading.article
    heading, capitals = CAPITALISED.findall(article.title or ""), CAPITALISED.findall(article.text)
    title = _title(reading, heading, gazetteer, words)
    mine = recognised(article.text, reading.sentences, capitals, gazetteer, words)
    if title and _ALONE.fullmatch(article.title or ""):
        mine = _again(article.text, mine, title[0].text)
    link(article.text, mine, words)
    for name in title:
        name.parents = tuple(p + len(mine) for p in name.parents)
    return Sighted(mine, title, [*heading, *capitals])


def resolve(reading: Reading, sighted: Sighted, gazetteer: Gazetteer, knowledge: Knowledge) -> list[Mention]:
    """The places that names mean, and the words that stand for places: the second half of `find`."""
    mentions, heading = _both(reading, sighted, gazetteer.with_packs(knowledge), cues(knowledge))
    mentions += anaphors(reading, mentions, heading, cues(knowledge))
    mentions += sites(reading.article.text, reading.sentences, mentions, cues(knowledge))
    return sorted(mentions, key=lambda m: (m.start, m.end))


def topic(reading: Reading, gazetteer: Gazetteer, knowledge: Knowledge) -> Place | None:
    """The place that an article is about by its headline, which is a place's name and nothing else ("Azaz (Aleppo Governorate)"): in
    such a text a clause that names no place speaks of this one. Its offsets are those of the headline."""
    if not _ALONE.fullmatch(reading.article.title or ""):
        return None
    sighted = recognise(reading, gazetteer, knowledge)
    _, heading = _both(reading, sighted, gazetteer.with_packs(knowledge), cues(knowledge))
    return headline(reading, heading)


def _both(reading: Reading, sighted: Sighted, gazetteer: Gazetteer, words: Cues) -> tuple[list[Mention], list[Mention]]:
    """The mentions of the text and those of the headline, resolved together."""
    article, mine = reading.article, sighted.names
    everything = [*mine, *sighted.title]
    if article.dateline and article.dateline.place:
        everything.append(Name(-1, -1, article.dateline.place))
    context = Context(play(f"{article.title or ''}\n{article.text}", sighted.capitals, words))
    told = _apart(article.text, mine, choose(everything, context, gazetteer, SHOWN))
    shown: dict[int, tuple[Candidate, ...]] = {}
    for _, scored in told:
        if id(scored) not in shown:
            shown[id(scored)] = _shown(scored)
    parts = quartered(article.text)
    mentions = [_mention(article.text, i, everything, told, shown, words, parts=parts) for i in range(len(mine))]
    # What no gazetteer has and no words put as a place is as likely a person or a ship.
    known = {n.text for i, n in enumerate(mine) if told[i][1] or (n.tagged and supported(article.text, mine, i, words))}
    believed = [
        m for n, m in zip(mine, mentions, strict=True) if m.place is not None or (n.tagged or n.told) and m.text in known
    ]
    mentions = in_company(placed(article.text, believed))
    return mentions, [
        _mention(article.title or "", i, everything, told, shown, words, parts=True)
        for i in range(len(mine), len(mine) + len(sighted.title))
    ]


def _apart(
    text: str, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]]
) -> list[tuple[Scored | None, list[Scored]]]:
    """What the names mean, but two that stand in a row ("Hayyan, Huraytan and Anadan") are two places: where both were taken for one, the
    worse match is none."""
    out = list(told)
    for i in range(len(names) - 1):
        one, other = out[i][0], out[i + 1][0]
        if (
            one is None
            or other is None
            or one.hit.entry.id != other.hit.entry.id
            or key(names[i].text) == key(names[i + 1].text)
        ):
            continue
        if _listed(text, names, i):
            out[i if one.score < other.score else i + 1] = (None, [])
    return out


def _listed(text: str, names: Sequence[Name], i: int) -> bool:
    """Whether a name and the next stand in a row that an "and" closes: "Washington, D.C." is none."""
    gaps = [text[a.end : b.start] for a, b in pairwise(names[i : i + 3])]
    return bool(IN_ROW.fullmatch(gaps[0])) and any(IN_ROW.fullmatch(g) and not g.startswith(", ") for g in gaps)


def _title(reading: Reading, capitals: Sequence[str], gazetteer: Gazetteer, words: Cues) -> list[Name]:
    """The names of the headline, which has these capitalised words. One that is a name and nothing else ("Azaz (Aleppo Governorate)") need not be recognised."""
    title = reading.article.title or ""
    found = recognised(title, reading.title, capitals, gazetteer, words) if reading.title else []
    alone = _ALONE.fullmatch(title)
    if alone and len(alone[1].split()) <= 4 and not any(n.start <= alone.start(1) < n.end for n in found):
        known = bool(gazetteer.named(alone[1])) and (alone[3] is None or bool(gazetteer.named(alone[3])))
        if (alone[2] or known) and alone[1] not in words.demonyms and key(alone[1]) not in words.never:
            # "Sarmin (Idlib Governorate)" is the form in which places are listed, known or not.
            kind = "settlement" if alone[2] and words.within(alone[2]) and not gazetteer.named(alone[1]) else None
            found.insert(0, Name(alone.start(1), alone.end(1), alone[1], kind, tagged=False))
            group = 2 if alone[2] else 3
            if alone[group] and not any(n.start < alone.end(group) and alone.start(group) < n.end for n in found):
                found.insert(1, Name(alone.start(group), alone.end(group), alone[group], tagged=False))
    link(title, found, words)
    return found


def _again(text: str, names: Sequence[Name], own: str) -> list[Name]:
    """The names of a text, and those of its headline's place that were not recognised as names: it need not be said that a text about
    Harem means the town by that word."""
    missed = [
        Name(m.start(), m.end(), own, tagged=False)
        for m in re.finditer(rf"(?<![\w-]){re.escape(own)}(?![\w-])", text)
        if not any(n.start < m.end() and m.start() < n.end for n in names)
    ]
    return sorted([*names, *missed], key=lambda n: n.start)


def place_of(scored: Scored, name: Name, text: str) -> Place:
    """The place of a mention, with the extent that the words around it give."""
    e = scored.hit.entry
    return Place(
        e.id, e.name, name.text, name.start, name.end, e.lat, e.lon, e.radius_km, e.kind,
        extent(text, name.start, name.end), None, e.country or None, e.id if e.kind == "province" else e.admin1,
    )  # fmt: skip


def _shown(scored: Sequence[Scored]) -> tuple[Candidate, ...]:
    best = [(s, s.hit.entry) for s in scored[:SHOWN]]
    return tuple([Candidate(e.id, e.name, s.score, e.lat, e.lon, s.reasons) for s, e in best])


def _mention(
    text: str, index: int, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]],
    shown: Mapping[int, tuple[Candidate, ...]], words: Cues, *, parts: bool,
) -> Mention:  # fmt: skip
    """The mention of a name; `shown` has the candidates of each list of `told`, `parts` tells whether the text speaks of parts of cities."""
    name, (best, scored) = names[index], told[index]
    part = parts and name.start >= 0 and quarter(text, name)
    city = city_of(index, names, told, text) if part else None
    if part and (best is None or elsewhere(best, city)) and city is not None:
        best = None
    candidates = shown.get(id(scored), ())
    if best and best.hit.grade == TOWN:
        town = best.hit.entry
        kind, what = (name.kind or "district", "be a part of") if name.whole else (name.kind or "facility", "stand in")
        there = _local(text, name, kind, town, max(5.0, town.radius_km))
        place: Place | None = replace(there, within=town.id) if kind == "district" else there
        reason = f"not in the gazetteer; taken to {what} {town.name}"
    elif best:
        place = place_of(best, name, text)
        reason = "; ".join(best.reasons)
    elif city is not None:
        place = replace(_local(text, name, "district", city, max(5.0, city.radius_km)), extent="whole", within=city.id)
        reason = f"the text calls it a part of {city.name}"
    else:
        place, reason = _unlisted(text, index, names, told, words)
    return Mention("place", name.start, name.end, name.text, place=place, candidates=candidates, reason=reason)


def _unlisted(
    text: str, index: int, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]], words: Cues
) -> tuple[Place | None, str]:
    """A place that no gazetteer has, where the words leave no doubt that it is one: a settlement or the like that they call so or
    put in another place, a building named after its town."""
    name, (_, scored) = names[index], told[index]
    if any(s.hit.grade != TOWN and (not name.kind or s.hit.entry.kind in KINSHIP.get(name.kind, (name.kind,))) for s in scored):
        return None, "no place of this name fits"
    holders = [best.hit.entry for p in name.parents if (best := told[p][0])]
    holder = min(holders, key=lambda e: e.radius_km, default=None)
    last = name.text.split()[-1].lower()
    if last in words.buildings and " " in name.text:
        town = _town_within(name, names, told) or (holder if holder and holder.kind in ("settlement", "district") else None)
        if town is not None:
            where = _local(text, name, "facility", town, max(5.0, town.radius_km))
            return where, f"not in the gazetteer; taken to stand in {town.name}"
    called = name.kind if name.tagged or name.short is None or name.works else None
    near = holder if holder and holder.kind in ("province", "district", "area") else None
    # "captured Turkman Bareh": a place beyond doubt, if only by name.
    if called is None and near is None and not (name.tagged and surely(text, names, index, words)):
        return None, "not in the gazetteer"
    kind = called or ("facility" if last in words.buildings and " " in name.text else kind_alone(name.text, words))
    where = _local(text, name, kind, near, near.radius_km if near else None)
    return replace(
        where, country=holder.country or None if holder else None
    ), f"not in the gazetteer; the text calls it a {kind}" + (f" in {holder.name}" if holder else "")


def _local(text: str, name: Name, kind: str, near: Entry | None, radius: float | None) -> Place:
    """A place of the text's own, put where another lies."""
    return Place(
        f"local:{slug(name.text)}", name.text, name.text, name.start, name.end, near.lat if near else None, near.lon if near else None, radius,
        cast(PlaceKind, kind), extent(text, name.start, name.end), None, near.country or None if near else None,
        (near.id if near.kind == "province" else near.admin1) if near else None,
    )  # fmt: skip


def _town_within(name: Name, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]]) -> Entry | None:
    """The town of this article whose name begins or ends the name of a building."""
    plain = key(name.text)
    for other, (best, _) in zip(names, told, strict=True):
        if (
            best
            and best.hit.entry.kind == "settlement"
            and (plain.startswith(f"{key(other.text)} ") or plain.endswith(f" {key(other.text)}"))
        ):
            return best.hit.entry
    return None
