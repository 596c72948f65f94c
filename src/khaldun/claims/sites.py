"""Where something happens, by the way through the parse: from the word that tells it to each place of the sentence, and what the steps cost.

A place in a phrase of the trigger's own is near, one in the clause of its purpose or its outcome (`launched an offensive to capture X`,
`hit X, killing two`) a step further, one that only an outer clause names further still; what a source, a direction or someone's origin names is no
place of the event at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.claims.elsewhere import LOCATING, apart, described, doubled, eligible, outdone, seated, whose
from khaldun.claims.view import Spot, View
from khaldun.language.frames import Frame
from khaldun.language.frames_scope import mark_of
from khaldun.model import Place
from khaldun.places.relative import POINTS, along, way

_UP = {
    "conj": 1.5, "advcl": 2.0, "acl": 2.0, "acl:relcl": 1.5, "xcomp": 0.3, "ccomp": 2.5, "obj": 0.5, "obl": 0.5, "nmod": 0.7, "nsubj": 0.7,
    "nsubj:pass": 0.5, "compound": 0.3, "amod": 0.5, "appos": 0.5, "parataxis": 2.0, "nmod:poss": 1.0, "obl:agent": 0.7, "csubj": 1.0,
}  # fmt: skip
_DOWN = {
    "obl": 0.5, "nmod": 0.5, "obj": 0.5, "nsubj:pass": 1.0, "nsubj": 1.5, "nmod:poss": 1.0, "compound": 1.0, "advcl": 1.5, "acl": 0.8,
    "acl:relcl": 2.0, "xcomp": 0.5, "ccomp": 3.0, "conj": 1.5, "appos": 0.3, "parataxis": 3.0, "obl:agent": 1.0, "amod": 1.0, "advmod": 0.5,
}  # fmt: skip
"""What a step along a relation costs, upwards from the trigger and downwards to the place."""
_OTHER = 2.0
_WAY = 0.5
"""A place that is only told from (`east of X`) comes after one that is told itself."""
_BEFORE = 0.3
"""A place named before the trigger is a little further than one named after it."""
_NOT_THERE = frozenset(
    "against from than despite unlike like since until before after because ahead via to toward towards".split()
)
_CAUSED = frozenset({"due", "owing"})
NOT_THEN = frozenset("after before since until because despite unless although though".split())
MEANWHILE = frozenset({"when", "while", "as", "where"})
_WORD = r"(?!(?:and|or|but|who|which|that|when|where|while|after|before|once|if|until|from|to|by|with|for|than|as|was|were|is|are)\b)[a-z][\w’'-]*"
_BY = r"(?:in|of|on|at|near|inside|outside|within|around)"
_WITHIN = re.compile(
    rf"(?:\s+{_WORD}){{0,4}}?(?:,|\s\(|,?\s+{_BY}\b)\s*(?:(?:located|situated)\s+)?(?:{_BY}\s+)?"
    rf"(?:(?:{_WORD}|\d+|[A-Z][a-z]+(?:n|ni|ish|se|ch)|[A-Z][\w]+\s?['’]s)\s+){{0,8}}"
)
"""What stands between a place and one that it lies in or by: `Rawa, in the desert province of Anbar`, `Abu Saida, a town near Baquba`."""
_OWNED = re.compile(rf"(?:\s?['’]s?|\s+s)\s+(?:{_WORD}\s+){{0,5}}")
_KIND_OF = re.compile(
    rf"\s+(?:(?!{_BY}\b){_WORD}\s+){{0,3}}(city|town|village|settlement|suburb|district|neighbou?rhood|capital|port|resort|hamlet|province|camp|stronghold)s?\s+of\s+(?:the\s+)?"
)
"""What stands between a place that is named only to say where the next one lies, and that one: `the West Bank town of Jenin`."""
_BESIDE = re.compile(r"\b(?:near|outside|close to|next to|beside)\b")
_IN_IT = re.compile(
    r",?\s+(?:in|inside)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}(?:[A-Z]\w+\s+(?:city|town|district|capital)\s+)?(?:of\s+)?"
)
"""What stands between a site and the town that it is in."""
_SMALL = re.compile(r"\b(?:villages?|towns?|hamlets?)\s+(?:of\s+)?$")
_LAND = re.compile(r"\s+(?:district|county|province|governorate|region)\b")
_STARTS = frozenset({"from", "via", "than"})
"""What introduces a place that something comes from: `killed by fire from Hit, near Rawa`."""
_SITES = frozenset({"facility", "crossing", "road"})
_QUARTER = 2
"""The rank of a district, which may be a part of a town as well as the land around it: `the Hanano district of Aleppo`."""
_RANK = {
    "country": 5,
    "area": 3,
    "province": 4,
    "river": 4,
    "mountain": 3,
    "road": 3,
    "district": 2,
    "settlement": 1,
    "crossing": 0,
    "facility": 0,
}


def finer(view: View, spot: Spot, *, ways: bool = False) -> Spot:
    """The most closely told place of the chain that a spot ends: of `Rawa, in the province of Anbar` Rawa, of `Iraq's city of Mosul` Mosul;
    `ways`: one that is only told from too (`south of Rawa in the province of Anbar`)."""
    row = view.spots.get("place", [])
    at = next((i for i, s in enumerate(row) if s is spot), None)
    if at is None:
        return spot
    best = spot
    for i in range(at + 1, len(row)):
        gap = view.text[row[i - 1].mention.end : row[i].mention.start]
        if not (
            _owns(view, row[i - 1], row[i])
            and rank(row[i]) < max(rank(best), _QUARTER + 1)
            or _of_kind(view, gap, best, row[i])
        ):
            break
        if _clause_between(view, row[i - 1], row[i]):
            break
        best = row[i]
    for i in range(at - 1, -1, -1):
        gap = view.text[row[i].mention.end : row[i + 1].mention.start]
        if _OWNED.fullmatch(gap) and not _clause_between(view, row[i], row[i + 1]):
            continue  # the owner of what is told: `Quetta in Pakistan's Balochistan province`
        if (
            not _WITHIN.fullmatch(gap)
            or _clause_between(view, row[i], row[i + 1])
            or (_wider(row[i], best, gap) and not _BESIDE.search(gap))
            or mark_of(view.sentence, row[i].head) in _STARTS
            or _of_kind(view, gap, row[i], row[i + 1])
            or not _one_way(view, row[i], row[i + 1])
        ):
            break
        reference = view.is_reference(row[i]) and not (ways and rank(row[i]) < rank(row[i + 1]) and _leads(view, row[i]))
        if not reference and not whose(view, row[i]) and not outdone(view, row[i]) and not seated(view, row[i]):
            best = row[i]
    return _around(view, row, best) if ways else best


def _around(view: View, row: Sequence[Spot], spot: Spot) -> Spot:
    """For a site or a street without a point the town or quarter that it is in, if told and known: `near the Tower Bridge in Rawa` is in Rawa."""
    at = next(i for i, s in enumerate(row) if s is spot)
    if at + 1 == len(row) or not (place := spot.mention.place) or place.lat is not None or place.kind not in _SITES:
        return spot
    town = row[at + 1]
    known = town.mention.place is not None and town.mention.place.lat is not None and not town.mention.anaphor
    within = _IN_IT.fullmatch(view.text, spot.mention.end, town.mention.start)
    return town if known and within and rank(town) in {1, _QUARTER} else spot


def _owns(view: View, one: Spot, other: Spot) -> bool:
    """Whether the second of two names is a part of the first as its owner: `Narathiwat's Chanae district`, not so in `Iraq's neighbour Iran`."""
    between = view.sentence.tokens[one.stop : other.first]
    return bool(_OWNED.fullmatch(view.text, one.mention.end, other.mention.start)) and all(
        view.among(t.lemma, "kinds", "parts") for t in between if t.pos == "NOUN"
    )


def _wider(one: Spot, other: Spot, gap: str) -> bool:
    """Whether the first of two places is no part of the second, by their kinds, or where these leave it open by their sizes: a province may lie on
    a sea's coast. A district may be a part of a town, not behind a comma, nor of a village."""
    left, right = one.mention.place, other.mention.place
    if (
        left is not None
        and right is not None
        and right.kind in {"area", "river", "mountain"}
        and left.radius_km
        and right.radius_km
    ):
        return left.radius_km > right.radius_km
    apart = "," in gap or _SMALL.search(gap)
    kind = _QUARTER if _LAND.match(gap) else 0
    return max(rank(one), kind) > max(rank(other), 0 if apart else _QUARTER)


def _leads(view: View, spot: Spot) -> bool:
    """Whether a place that only tells where another lies has a point to reckon from, and no name before it lies there."""
    place = spot.mention.place
    return place is not None and place.kind in POINTS and not described(view, spot)


def _of_kind(view: View, gap: str, one: Spot, other: Spot) -> bool:
    """Whether the second of two names is the one told: `the West Bank town of Jenin`, `the Cairo suburb of Maadi`; not so in `the Maadi
    district of Cairo`, where the first is the smaller."""
    match = _KIND_OF.fullmatch(gap)
    left, right = one.mention.place, other.mention.place
    if match is None or left is None or right is None:
        return False
    if match[1] in view.words["parts"]:
        return left.radius_km is not None and (right.radius_km or 0.0) < left.radius_km
    return rank(other) <= max(rank(one), 1)


def _clause_between(view: View, one: Spot, other: Spot) -> bool:
    """Whether a verb stands between two places: `Russia launched an operation in Syria`."""
    return any(
        t.pos in {"VERB", "AUX", "PRON", "CCONJ", "SCONJ"} and t.relation not in {"amod", "acl", "compound"}
        for t in view.sentence.tokens[one.stop : other.first]
    )


def rank(spot: Spot) -> int:
    """How wide a place is by its kind: a country 5, a settlement 1, a building 0; a name that is no more than a name counts as a settlement,
    9 where nothing is known."""
    place = spot.mention.place
    if place is None:
        return 9
    return 1 if place.lat is None and place.kind == "area" else _RANK.get(place.kind, 3)


def _one_way(view: View, inner: Spot, outer: Spot) -> bool:
    """Whether what stands between two places is a chain and no list: after a bare comma, only what holds the first may follow."""
    gap = view.text[inner.mention.end : outer.mention.start]
    if gap.strip() != ",":
        return True
    one, other = inner.mention.place, outer.mention.place
    assert one is not None and other is not None
    listed = len(view.joined("place", inner)) > 1
    return not listed and _RANK.get(other.kind, 3) > _RANK.get(one.kind, 3)


def meant(view: View, spot: Spot) -> Place | None:
    """The place that a spot puts an event at: of `a road east of Caracas` the land east of it, with its bearing and distance; the words
    are those of the name."""
    place = spot.mention.place
    told = way(view.text, spot.mention.start) if place is not None and view.is_reference(spot) else None
    if place is None or told is None or place.kind not in POINTS:
        return place
    return replace(along(place, told, view.text, spot.mention.end), text=place.text, start=place.start, end=place.end)


def cost(view: View, head: int, spot: Spot) -> float | None:
    """What the way from a trigger to a place costs; None where there is none that says where it happens."""
    tokens = view.sentence.tokens
    up = list(line(view, head))
    meeting = {node: i for i, node in enumerate(up)}
    down = []
    node = spot.head
    while node not in meeting:
        down.append(node)
        node = tokens[node].head
        if node < 0:
            return None
    if apart(view, down):
        return None
    rise = _rise(view, up[: meeting[node]], spot, head)
    return None if rise is None else (_BEFORE if spot.head < head else 0.0) + rise + _descent(view, down, head)


def _rise(view: View, steps: Sequence[int], spot: Spot, head: int) -> float | None:
    """The cost of the steps up from the trigger; None over the word of a saying, whose place is the speaker's, but for one that leads the
    sentence: `In Mallawi, gunmen shot two, the police said`."""
    tokens, total = view.sentence.tokens, 0.0
    for step in steps:
        token = tokens[step]
        if token.relation == "ccomp" and tokens[token.head].lemma in view.words["saying"] and not spot.head < head < token.head:
            return None
        if token.relation.startswith("advcl") and mark_of(view.sentence, step) in MEANWHILE:
            total += 1.0
        elif token.relation == "conj" and token.pos == "NOUN":
            total += 0.3
        else:
            total += _UP.get(token.relation, _UP.get(token.relation.partition(":")[0], _OTHER))
    return total


def _descent(view: View, down: Sequence[int], head: int) -> float:
    """The cost of the steps down to the place, given from the place upwards."""
    tokens, total = view.sentence.tokens, 0.0
    bottom = next((n for n in down if tokens[n].relation.startswith(("obl", "nmod")) and tokens[n].relation != "nmod:poss"), -1)
    clauses = any(tokens[n].relation.startswith(("advcl", "acl", "conj")) for n in down)
    for below, node in zip((-1, *down), down, strict=False):
        relation = tokens[node].relation
        if relation.startswith("flat") or (relation.startswith("compound") and node == down[0]) or doubled(view, node):
            continue
        if relation == "conj" and below >= 0 and tokens[below].relation == "advcl" and tokens[node].pos == "VERB":
            total += 0.5  # one clause of time for both: `nine died and many fled when gas fell on Rawa`
            continue
        if relation == "ccomp" and tokens[tokens[node].head].lemma in view.words["saying"]:
            total += 0.5
            continue
        mark = mark_of(view.sentence, node).split(" ")
        if relation.startswith(("advcl", "acl", "xcomp")):
            total += (1.0 if relation == "advcl" and node < head else 0.0) + (1.5 if mark[0] in NOT_THEN else 0.0)
        elif {mark[0], mark[-1]} & _NOT_THERE and mark[0] not in _CAUSED:
            total += 3.0
        elif node == bottom and not set(mark) & LOCATING:
            total += 1.5
        if relation in {"obj", "nsubj:pass"} and node == down[0] and clauses:
            total += 1.0
        if relation.startswith("nsubj") and node != down[0] and view.on("actor", node) or view.on("person", node):
            total += 2.0
        total += _DOWN.get(relation, _DOWN.get(relation.partition(":")[0], _OTHER))
    return total


def line(view: View, node: int) -> Iterator[int]:
    while node >= 0:
        yield node
        node = view.sentence.tokens[node].head


def closer(view: View, head: int, spot: Spot, limit: float) -> Spot:
    """Of a country or a province the place within it that the trigger's own phrases name besides: `In violence in Iraq, gunmen shot a judge
    near Mosul`, `a commander in Raqqa province was killed near Tabqa`."""
    wide = spot.mention.place
    if wide is None or wide.kind not in {"country", "province"}:
        return spot
    found = []
    for other in view.spots.get("place", []):
        place = other.mention.place
        if place is None or rank(other) >= rank(spot) or view.is_reference(other) or not eligible(view, other):
            continue
        inside = place.country == wide.country if wide.kind == "country" else place.admin1 == wide.id
        if inside and (price := cost(view, head, other)) is not None and price <= limit:
            found.append((price, other.first, other))
    return min(found, key=lambda f: f[:2])[2] if found else spot


def inner(view: View, frame: Frame, limit: float) -> Spot | None:
    """The place that a trigger's own words tell, those of its purpose among them, within a limit of cost: `an offensive to retake the
    town of Tadmur`, `targeting posts near Rawa`; what an `of` tells is one only behind a kind of place."""
    tokens, found = view.sentence.tokens, []
    tops = [frame.head]
    if frame.support is not None:
        clauses = view.sentence.children(frame.support, "advcl", "xcomp")
        tops += [c.index for c in clauses if c.index > frame.head and mark_of(view.sentence, c.index) == "to"]
    for top in tops:
        below = view.sentence.subtree(top)
        for spot in view.spots.get("place", []):
            if spot.head not in below or spot.head < top or view.is_reference(spot) or not eligible(view, spot):
                continue
            token, marks = tokens[spot.head], mark_of(view.sentence, spot.head).split()
            told = token.relation == "obj" if not marks else marks[-1] in LOCATING
            if not told or (marks == ["of"] and not view.among(tokens[token.head].lemma, "kinds", "parts")):
                continue
            if (price := cost(view, top, spot)) is not None and price <= limit:
                found.append((price, spot.first, spot))
    return min(found, key=lambda f: f[:2])[2] if found else None


def _power(view: View, spot: Spot) -> bool:
    """Whether a name stands for those who rule there, in no phrase that says where: `placed Washington and Moscow at odds`."""
    if view.on("actor", spot.head) is None or view.sentence.tokens[spot.head].relation.startswith(("compound", "amod")):
        return False
    return mark_of(view.sentence, spot.head).split(" ")[-1] not in LOCATING


def site(view: View, head: int, limit: float, *, named: bool = False) -> Spot | None:
    """The place of the sentence that a trigger is nearest to by the parse, within a limit; `named`: no place told from another (`three
    villages east of X` are not X)."""
    found = []
    for spot in view.spots.get("place", []):
        if not eligible(view, spot) or (named and view.is_reference(spot)) or _power(view, spot):
            continue
        price = cost(view, head, spot)
        if price is not None and view.is_reference(spot):
            price += _WAY
        if price is not None and price <= limit:
            found.append((price, abs(spot.head - head), spot.first, spot))
    return min(found, key=lambda f: f[:3])[3] if found else None
