"""What a sentence names without putting anything there: who does a thing, whose people they are, where a source sits, where someone comes from,
and the place of another deed that this one answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from khaldun.claims.view import Spot, View
from khaldun.language.frames_scope import mark_of
from khaldun.language.sentence import Token
from khaldun.places.relative import way

LOCATING = frozenset("in at on near inside outside around across throughout along within through over amid where of".split())
_GOING = frozenset("to into from toward towards for against between".split())
_LYING = re.compile(
    r"(?:,|\s\(|\s[–—-])?\s*(?:(?:which|that)\s+)?(?:(?:is|lies|located|situated|some|a|the|town|village|city|just|about)\s+)*"
)
_EXACT = frozenset("in at near outside inside around".split())
_DASHES = frozenset("-–—")
_WIDE = frozenset({"country", "province", "area"})
_CLOSE = 5
"""Words at most between a way's end and the place on it."""
_AGE = re.compile(r"\d{1,3}")
"""What a person's home stands behind: `Kerem, 42, of Adana`."""


def eligible(view: View, spot: Spot) -> bool:
    """Whether a place may be where anything happens: not one that only tells where another lies, no origin, no doer, no source's seat."""
    if spot.mention.place is None or (view.is_reference(spot) and described(view, spot)):
        return False
    stranger = whose(view, spot) or doing(view, spot) or home(view, spot) or within_name(view, spot) or outdone(view, spot)
    return not stranger and not sourced(view, spot.head) and not speaking(view, spot)


def within_name(view: View, spot: Spot) -> bool:
    """Whether a name is a part of the name of an actor, or a leader's: `the Hit Military Council`, `Haftar's airstrikes`."""
    actor = view.on("actor", spot.head)
    if actor is not None and view.on("person", spot.head) is not None:
        return True
    if actor is None or actor.stop - actor.first <= spot.stop - spot.first:
        return False
    tokens = view.sentence.tokens
    ends = actor.stop > spot.stop and tokens[actor.stop - 1].text[:1].isupper()
    return ends or any(t.pos == "ADP" for t in tokens[actor.first : spot.first])


def described(view: View, spot: Spot) -> bool:
    """Whether the way from a place tells where one named just before lies: `Hit, 60 km west of Ramadi`."""
    told = way(view.text, spot.mention.start)
    row = view.spots.get("place", [])
    return told is None or any(
        s.mention.end <= told.start and _LYING.fullmatch(view.text, s.mention.end, told.start) for s in row
    )


def doing(view: View, spot: Spot) -> bool:
    """Whether a name is the doer of something, as governments are: `Turkey shot down a jet`, `taken by Israel`, `a raid by Israel`, `accused Syria
    of an attack`; not so in `Hama saw clashes`."""
    token = view.sentence.tokens[spot.head]
    country = spot.mention.place is not None and spot.mention.place.kind == "country"
    if token.relation == "obl:agent" or (country and mark_of(view.sentence, token.index) == "by"):
        return True
    held = token.relation == "obj" or mark_of(view.sentence, token.index) == "on"
    if country and held and view.sentence.tokens[token.head].lemma in view.words["blaming"]:
        return True
    return (
        token.relation == "nsubj" and token.head >= 0 and view.sentence.tokens[token.head].lemma not in view.words["undergoing"]
    )


def whose(view: View, spot: Spot) -> bool:
    """Whether a name says whose something is, not where: `US soldiers`, `Iraq's government`."""
    place = spot.mention.place
    token = _row(view, spot) if place is not None and place.kind == "country" else view.sentence.tokens[spot.head]
    if token.head < 0:
        return False
    above = view.sentence.tokens[token.head]
    if (
        place is not None
        and place.kind == "country"
        and token.relation.startswith(("nmod", "compound", "amod"))
        and _sent(view, token, above)
    ):
        return True
    if (
        above.lemma == "border" and mark_of(view.sentence, token.index) == "with"
    ):  # `in Turkey's Hatay, on the border with Syria`
        return any(s is not spot and view.sentence.tokens[s.head].head == above.index for s in view.spots["place"])
    if not token.relation.startswith(("compound", "amod", "nmod:poss")):
        return False
    if place is not None and place.kind == "river" and token.relation == "compound":
        return above.text.lower() != "river"
    if place is not None and place.kind == "country" and not token.relation.startswith("nmod:poss"):
        located = set(mark_of(view.sentence, above.index).split()) & LOCATING and above.pos == "NOUN"
        return not located or place.text.replace(".", "").isupper() or view.on("actor", above.index) is not None
    if above.lemma in view.words["bearers"] and place is not None and place.kind == "area":
        return True
    if above.lemma in view.words["peopled"] and token.relation == "compound":
        return False
    if above.text[:1].isupper() and above.pos == "PROPN" and token.relation == "compound":
        return False
    if mark_of(view.sentence, above.index) in {"near", "outside", "inside", "around"}:
        return False
    if view.on("actor", above.index) is not None or view.on("person", above.index) is not None:
        return True
    located = above.lemma in view.words["kinds"] or set(mark_of(view.sentence, above.index).split()) & (LOCATING | _GOING)
    return not located and not above.relation.startswith(("obj", "nsubj:pass"))


def _row(view: View, spot: Spot) -> Token:
    """The head of a name, or of the first of the names that it is joined to: `warplanes of France and Britain`, `borders with Mali and Chad`."""
    token = view.sentence.tokens[spot.head]
    while token.relation == "conj" and view.on("place", token.head) is not None:
        token = view.sentence.tokens[token.head]
    return token


def _sent(view: View, token: Token, above: Token) -> bool:
    """Whether a land's name says who sent something: `Japan's embassy`, `warplanes of France`."""
    of = mark_of(view.sentence, token.index) == "of"
    return above.lemma in view.words["missions"] or (
        of and bool({above.lemma, above.lemma.removesuffix("s")} & view.words["forces"])
    )


def sourced(view: View, node: int) -> bool:
    """Whether a word stands in the phrase that names the source: `according to a correspondent in Damascus`."""
    tokens = view.sentence.tokens
    for _ in range(6):
        token = tokens[node]
        if token.head < 0:
            return False
        if mark_of(view.sentence, node).startswith(("according", "per")):
            return True
        if (
            token.relation.startswith("nsubj")
            and token.lemma in view.words["sources"]
            and tokens[token.head].lemma in view.words["saying"]
        ):
            return True
        if token.pos == "VERB":
            return False
        node = token.head
    return False


def home(view: View, spot: Spot) -> bool:
    """Whether a name says where someone lives or is stationed: `Kerem, 42, of Adana`, `men from Hit`, `a unit based in Bahrain`; or where those
    come from whom something carries: `a bus bringing workers from Quetta`; where who governs sits, where a bus goes,
    where a rocket was fired that is met elsewhere."""
    tokens = view.sentence.tokens
    token = tokens[spot.head]
    while token.head >= 0 and (token.relation.startswith("compound") or tokens[token.head].lemma == "block"):
        token = tokens[token.head]
    if _stationed(view, spot):
        return True
    if token.head < 0:
        return False
    above, mark = tokens[token.head], mark_of(view.sentence, token.index)
    if mark == "from" and above.pos == "VERB" and above.lemma in view.words["carrying"]:
        return True
    if mark == "from" and above.relation == "acl" and above.lemma in view.words["flung"]:
        return True
    if seated(view, spot) or mark == "to" and above.lemma in view.words["bound-for"]:
        return True
    if mark == "from" and above.pos == "NOUN" and view.among(above.lemma, "people", "forces", "coming"):
        return True
    return mark in {"of", "from"} and (view.on("person", above.index) is not None or bool(_AGE.fullmatch(above.text)))


def _stationed(view: View, spot: Spot) -> bool:
    """Whether a name says where a unit is at home: `based in Bahrain`, `a brigade based in the towns of Hit and Rawa`."""
    tokens, token = view.sentence.tokens, _row(view, spot)
    while token.head >= 0 and (
        token.relation.startswith("compound")
        or (tokens[token.head].lemma in view.words["kinds"] and mark_of(view.sentence, token.index) == "of")
    ):
        token = tokens[token.head]
    above = tokens[token.head] if token.head >= 0 else token
    return above.lemma in view.words["stationing"] and above.pos in {"VERB", "ADJ"}


def outdone(view: View, spot: Spot) -> bool:
    """Whether a name is only an end of a way where the next says where on it: `the Hit-Rawa highway near Anah`, `the road from Hit to Rawa near
    Anah`; or where those are at home whom something befalls in another: `supporters of a party in Hit were attacked in Rawa`."""
    row = view.spots["place"]
    if len(row) < 2 or not _end_of_way(view, spot):
        return len(row) > 1 and _of_victims(view, spot)
    tokens = view.sentence.tokens
    for other in row:
        between = tokens[spot.stop : other.first]
        if 0 < len(between) <= _CLOSE and other.mention.place is not None and between[-1].text.lower() in _EXACT:
            return not any(t.pos in {"VERB", "PUNCT", "CCONJ"} for t in between[1:])
    return False


def seated(view: View, spot: Spot) -> bool:
    """Whether a name says where those sit who govern: `troops of the government in Tripoli`."""
    token = view.sentence.tokens[spot.head]
    return (
        token.head >= 0
        and view.sentence.tokens[token.head].lemma in view.words["seats"]
        and mark_of(view.sentence, token.index) == "in"
    )


def _end_of_way(view: View, spot: Spot) -> bool:
    """Whether a name says where a road, a line or who goes on it begins or ends."""
    tokens = view.sentence.tokens
    behind = spot.stop
    while behind < len(tokens) and (tokens[behind].text in _DASHES or view.on("place", behind) is not None):
        behind += 1
    if behind < len(tokens) and view.among(tokens[behind].lemma, "linking"):
        return True
    node = _row(view, spot).index
    if mark_of(view.sentence, node) == "to" and (start := view.on("place", spot.first - 2)) is not None:
        node = start.head
    while mark_of(view.sentence, node) in {"from", "to", "between"} and tokens[node].head >= 0:
        node = tokens[node].head
        if view.among(tokens[node].lemma, "linking"):
            return True
    return False


def _of_victims(view: View, spot: Spot) -> bool:
    """Whether a name stands deep in the subject of a passive verb of which a phrase of its own says where: not what is no finer than a province."""
    tokens, node = view.sentence.tokens, spot.head
    if mark_of(view.sentence, node) != "in":
        return False
    while tokens[node].relation == "nmod":
        node = tokens[node].head
    verb = tokens[node].head
    if tokens[node].relation != "nsubj:pass" or tokens[tokens[spot.head].head].index == node:
        return False
    if not view.among(tokens[node].lemma, "people", "forces"):
        return False
    for phrase in view.sentence.children(verb, "obl"):
        other = view.on("place", phrase.index)
        place = other.mention.place if other is not None else None
        if place is not None and place.kind not in _WIDE and mark_of(view.sentence, phrase.index) in _EXACT:
            return True
    return False


def speaking(view: View, spot: Spot) -> bool:
    """Whether a name says where those sit who tell a thing, whatever the parse makes of it, or tells it itself, or is told: `officials in Nairobi
    said`, `London has blamed`, `asked Cairo to send troops`."""
    tokens, at, behind = view.sentence.tokens, spot.first - 1, spot.stop
    relation = tokens[spot.head].relation
    infinitives = view.sentence.children(tokens[spot.head].head, "xcomp") if relation == "obj" else ()
    if relation == "iobj" or any(t.index > spot.head and mark_of(view.sentence, t.index) == "to" for t in infinitives):
        return True
    over = tokens[tokens[spot.head].head].lemma if tokens[spot.head].relation == "nsubj" else ""
    if view.among(over, "saying", "blaming") or tokens[tokens[spot.head].head].lemma in view.words["press"]:
        return True
    while at > 0 and tokens[at].pos in {"DET", "ADJ"}:
        at -= 1
    if at < 1 or tokens[at].text.lower() not in LOCATING | {"from"} or tokens[at - 1].lemma not in view.words["sources"]:
        return False
    while behind < len(tokens) and tokens[behind].pos == "ADV":
        behind += 1
    return behind < len(tokens) and tokens[behind].pos == "VERB" and tokens[behind].lemma in view.words["saying"]


def apart(view: View, down: Sequence[int]) -> bool:
    """Whether a way down to a name leads through a word that tells of another deed: `in retaliation for the raid on Hit`."""
    return any(view.sentence.tokens[n].lemma in view.words["apart"] for n in down)


def bound(view: View, down: Sequence[int]) -> bool:
    """Whether a way down to a name ends with where someone only wants to go: `died trying to reach Malta`."""
    tokens = view.sentence.tokens
    if len(down) < 2 or tokens[down[1]].lemma not in view.words["bound"] or mark_of(view.sentence, down[1]) != "to":
        return False
    return (
        mark_of(view.sentence, down[0]) in {"to", "into"}
        or tokens[down[0]].relation == "obj"
        and tokens[down[1]].lemma == "reach"
    )


def doubled(view: View, node: int) -> bool:
    """Whether a word is the second of `house to house`, which says how and not where to."""
    tokens = view.sentence.tokens
    return node > 1 and tokens[node - 1].text.lower() == "to" and tokens[node - 2].lemma == tokens[node].lemma


def opposed(view: View, spot: Spot) -> bool:
    """Whether a name belongs to what is protested against: `against the visit to Hit`, `against sanctions on Iran`, `against a summit
    that is to be held in Hit`; not where a phrase with `in` may tell of the protest itself."""
    tokens, node = view.sentence.tokens, spot.head
    if mark_of(view.sentence, node) not in {"to", "of", "on"}:
        while (node := tokens[node].head) >= 0 and tokens[node].pos != "VERB":
            pass
        if node < 0:
            return False
        if not tokens[node].relation.startswith("acl"):
            return tokens[node].relation == "advcl" and _to_be(view, tokens[node])
    while (node := tokens[node].head) >= 0 and tokens[node].pos != "VERB":
        if mark_of(view.sentence, node) == "against":
            return True
    return False


def _to_be(view: View, verb: Token) -> bool:
    """Whether a verb says what is to be done with what is protested against: `rallied against a summit to be held in Hit`."""
    tokens = view.sentence.tokens
    passive = mark_of(view.sentence, verb.index) == "to" and bool(view.sentence.children(verb.index, "aux:pass"))
    return passive and any(
        mark_of(view.sentence, i) == "against" for i in range(verb.head + 1, verb.index) if tokens[i].pos == "NOUN"
    )
