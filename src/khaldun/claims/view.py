"""A sentence with the mentions that stand in it, found by token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from khaldun.language.frames import Argument
from khaldun.language.frames_scope import mark_of
from khaldun.language.frames_tree import lexemes, tree
from khaldun.language.frames_verbs import beside
from khaldun.language.sentence import Sentence
from khaldun.model import Mention, Place, slug

_JOINT = re.compile(r"(?:\s\([^)]{1,24}\))?(?:\s(?:hilltop|hill|village|area|town|district|camp)s?)?\s*(?:,|;|and|or|as well as|along with|,\s*and|,\s*or|&|,?\s*and then)\s+(?:the\s+|nearby\s+|in\s+|from\s+|of\s+)*"
                    r"(?:(?:[a-z]+\s+)?(?:town|city|village|district|province|neighbou?rhood|villages|towns|suburb|settlement)s?(?:\s+of)?\s+)?", re.I)  # fmt: skip
_ASIDE = re.compile(r"\s*,\s[^,.;]{0,40}?\b(?:of|from)\s+(?:the\s+)?")
_CLOSING = re.compile(r"\b(?:and|or|as well as|along with)\b|&", re.I)
_TOWN = re.compile(r"[A-Z][\w’'-]*(?:[ -][A-Z][\w’'-]*)?,\s")
"""The first half of `Qamishli, Syria - `."""
_BODY_OF = re.compile(
    r"\b(?:Governments?|Republic|Kingdom|Bank|Ministry|Parliament|Embassy|Qa[’'ei]*da|of Muslims|Scholars) (?:of|in) (?:the )?$"
    r"|\b(?:Islamic (?:State|Emirate|Movement|Army)|(?:Liberation|National|Salvation) (?:Front|Army|Council)|Communist Party) of (?:the )?$"
)
_ENDS_OF_BODY = (" of ", " in ", " of the ", " in the ")
"""How all that `_BODY_OF` finds ends."""
_WITHIN = frozenset({"in", "on", "off", "inside"})
_WIDE = frozenset({"country", "river", "province", "mountain", "area"})
_SPACED = re.compile(r"(?:,\s\w+)?[ \t]{2,}")
_GENERIC = frozenset(
    "city town village capital province governorate district suburb port neighbourhood neighborhood base stronghold bastion counterpart hub crossing".split()
)
_COMPOUND = re.compile(
    r"[-‑](?:led|backed|sponsored|supported|based|funded|trained|allied|aligned|brokered|made|born|educated|designated|mandated|imposed|run|owned|style)\b"
)
"""`US-led`: the name says whose, not where."""
_DATELINE = re.compile(r"[^\n.]{0,40}?\s[-–—]{1,2}\s")
_DIRECTION = re.compile(
    r"(?:\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west|"
    r"northern|southern|eastern|western|km|kilomet(?:er|re)s|miles|upstream|downstream)\b)\s*(?:\([^)]*\)\s*)?(?:of|from|outside)\s+(?:the\s+)?(?:(?!(?:in|at|near)\b)\w+\s+){0,3}$"
    r"|\b(?:bordering|adjoining)\s+(?:the\s+)?(?:(?:city|town|village|province|district)\s+(?:of\s+)?)?$",
    re.I,
)
_WAYS = ("north", "south", "east", "west", "km", "kilomet", "mile", "stream", "bordering", "adjoining")
"""What stands in all that `_DIRECTION` finds: a search for these costs a tenth of it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention with the tokens [first, stop) it stands on and the head among them."""

    mention: Mention
    first: int
    stop: int
    head: int


@dataclass(slots=True)
class View:
    """Spots of a sentence by type, in order, and by the token of their head."""

    sentence: Sentence
    text: str
    spots: dict[str, list[Spot]]
    heads: dict[str, dict[int, Spot]] = field(default_factory=dict)
    covered: dict[str, dict[int, Spot]] = field(default_factory=dict)
    references: dict[int, bool] = field(default_factory=dict)
    """By where a name starts, whether it only serves to say where another place lies, as far as that was asked."""
    classes: dict[int, set[str]] = field(default_factory=dict)
    """What the arguments of a head are (see nouns.py), as far as that was asked."""
    about: frozenset[str] = frozenset()
    """The words of the whole text, lower case, the kinds of the actors (`actor state`) and the codes of the countries in it."""
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The lists of `nouns.yaml` and `where.yaml`."""

    def among(self, lemma: str, *lists: str) -> bool:
        """Whether a word is in one of some lists."""
        return any(lemma in self.words[name] for name in lists)

    def within(self, kind: str, tokens: Iterable[int]) -> list[Spot]:
        """Spots of a type whose head is among `tokens`, in order."""
        heads = self.heads.get(kind)
        return [] if not heads else [heads[t] for t in sorted(tokens) if t in heads]

    def on(self, kind: str, token: int) -> Spot | None:
        """The spot of a type that covers a token."""
        return self.covered.get(kind, {}).get(token)

    def depth(self, spot: Spot, argument: Argument) -> int:
        """Steps from a spot's head up to the argument's head; 99 where it does not hang below."""
        node, steps = spot.head, 0
        while node >= 0 and steps < 12:
            if node == argument.head:
                return steps
            node, steps = self.sentence.tokens[node].head, steps + 1
        return 99

    def named_by(self, kind: str, argument: Argument) -> list[Spot]:
        """The shallowest spot of a type in an argument, with those coordinated with it."""
        at_head = self.on(kind, argument.head)
        if at_head is not None:
            return self.joined(kind, at_head)
        found = self.within(kind, argument.tokens)
        if not found:
            return []
        if kind == "place":
            above = self._named_above(argument)
            if above is not None:
                return self.joined(kind, above)
        best = min(
            found, key=lambda s: (self.is_reference(s), self.depth(s, argument), s.mention.anaphor, self._rank(s), s.first)
        )
        if kind == "place" and mark_of(self.sentence, best.head) in _WITHIN:
            best = next((s for s in found if self._names(s, argument)), best)
        return self.joined(kind, best)

    def _names(self, spot: Spot, argument: Argument) -> bool:
        """Whether a name is that of an argument itself: of `the Panguna copper mine on Bougainville` Panguna."""
        node, tokens, place = spot.head, self.sentence.tokens, spot.mention.place
        if place is None or spot.mention.anaphor or (place.kind in _WIDE and place.lat is not None):
            return False
        while node != argument.head and tokens[node].relation == "compound":
            node = tokens[node].head
        return node == argument.head

    def _named_above(self, argument: Argument) -> Spot | None:
        """`Mosul, the second largest city`: a noun in apposition means the name before it."""
        token = self.sentence.tokens[argument.head]
        first = min(argument.tokens, default=argument.head)
        if token.lemma in _GENERIC and first >= 2 and self.sentence.tokens[first - 1].text == ",":
            named = any(c.text.lower() == "of" for t in argument.tokens for c in self.sentence.children(t, "case"))
            spot = None if named else self.on("place", first - 2)
            if spot is not None:
                return spot
        if token.head < 0 or not beside(self.sentence, argument.head):
            return None
        spot = self.on("place", token.head)
        if spot is not None:
            return spot
        below = [
            s
            for s in self.within("place", self.sentence.subtree(token.head))
            if s.head < argument.head and not self.is_reference(s)
        ]
        return below[-1] if below and argument.head - below[-1].stop <= 8 else None

    def _rank(self, spot: Spot) -> int:
        """How well a name's link says that it names the thing itself: `town of Hit` before `Euphrates river town`, `Iraq's city`."""
        relation = self.sentence.tokens[spot.head].relation
        place = spot.mention.place
        large = place is not None and place.kind in _WIDE
        if relation == "nmod:poss":
            return 3 if large else 1
        if relation.startswith(("compound", "amod", "nummod")):
            return 2 if large else 1
        mark = next((c.text.lower() for c in self.sentence.children(spot.head, "case")), "")
        return 0 if mark == "of" or relation.startswith(("flat", "appos")) else 1

    def is_reference(self, spot: Spot) -> bool:
        """Whether a place only serves to say where another one lies (`northwest of Qaim`)."""
        start = spot.mention.start
        known = self.references.get(start)
        if known is None:
            before = self.text[max(self.sentence.start, start - 72) : start]
            known = self.references[start] = any(w in before.lower() for w in _WAYS) and bool(_DIRECTION.search(before))
        return known

    def opens(self, left: Spot, right: Spot) -> bool:
        """Whether the second of two names stands in the subject of a clause that the first is no part of: `in Hit, and Baghdad denied it`."""
        tokens, node = self.sentence.tokens, right.head
        while node >= 0 and left.head not in self.sentence.subtree(node):
            if tokens[node].relation.startswith("nsubj"):
                return True
            node = tokens[node].head
        return False

    def joined(self, kind: str, spot: Spot) -> list[Spot]:
        """A spot with those listed with it: `X, Y and Z`. A comma alone does not make a list (`Hit, Anbar`)."""
        row = self.spots.get(kind, [])
        place = bisect_left([s.first for s in row], spot.first)
        if place >= len(row) or row[place] is not spot:
            return [spot]
        run = [spot]
        for step in (1, -1):
            pending: list[Spot] = []
            here, closed = spot, False
            i = place + step
            while 0 <= i < len(row):
                left, right = (here, row[i]) if step > 0 else (row[i], here)
                between = self.text[left.mention.end : right.mention.start]
                if step > 0 and self.is_reference(row[i]) and _ASIDE.fullmatch(between) and i + 1 < len(row):
                    i += 1
                    between = self.text[row[i - 1].mention.end : row[i].mention.start]
                if not _JOINT.fullmatch(between) or self.is_reference(row[i]) or self.opens(left, right):
                    break
                pending.append(row[i])
                closed = closed or bool(_CLOSING.search(between))
                if closed and step > 0:
                    run.extend(pending)
                    pending = []
                here, i = row[i], i + step
            if step < 0 and (closed or len(run) > 1):
                run.extend(pending)
        row = sorted(run, key=lambda s: s.first)
        return [s for i, s in enumerate(row) if s is spot or not i or not self._holds(row[i - 1], s)]

    def _holds(self, inner: Spot, outer: Spot) -> bool:
        """Whether the second of two names only says where the first lies: `Cairo, Egypt, and Amman, Jordan`."""
        one, other = inner.mention.place, outer.mention.place
        if one is None or other is None or one.kind in {"country", "province"}:
            return False
        inside = other.id == one.admin1 or other.kind == "country" and other.country == one.country
        return inside and self.text[inner.mention.end : outer.mention.start] == ", "


def _unplaced(mention: Mention) -> Place:
    """A place that is known by its name alone: without a point, so that it stands in a claim and on no map."""
    return Place(
        f"local:{slug(mention.text)}", mention.text, mention.text, mention.start, mention.end, None, None, None, "area"
    )


_FAMILIES = {
    "it": "it",
    "its": "it",
    "itself": "it",
    "they": "they",
    "their": "they",
    "them": "they",
    "he": "he",
    "his": "he",
    "him": "he",
}


def _agreed(spots: list[Spot]) -> list[Spot]:
    """One pronoun means one actor throughout a sentence: a later `it` follows the first."""
    first: dict[str, Spot] = {}
    out = []
    for spot in spots:
        family = _FAMILIES.get(spot.mention.text.lower()) if spot.mention.anaphor else None
        if family is not None and spot.mention.actor is not None:
            lead = first.setdefault(family, spot).mention.actor
            if lead is not None and lead.id != spot.mention.actor.id:
                actor = replace(lead, text=spot.mention.text, start=spot.mention.start, end=spot.mention.end)
                spot = replace(spot, mention=replace(spot.mention, actor=actor))
        out.append(spot)
    return out


def _is_dateline(text: str, start: int, mention: Mention) -> bool:
    """`BEIRUT (Agency) - `: where a story was filed is not where it happens."""
    if mention.start - start >= 4 and not _TOWN.fullmatch(text, start, mention.start):
        return False
    filed = mention.text.isupper() or mention.start - start >= 4 and text[start : mention.start].isupper()
    return bool(_SPACED.match(text, mention.end)) or (filed and bool(_DATELINE.match(text, mention.end)))


def _in_body(text: str, mention: Mention) -> bool:
    """Whether a name only ends that of a body: `the Government of Iraq`."""
    behind = text.endswith(_ENDS_OF_BODY, max(0, mention.start - 8), mention.start)
    return behind and bool(_BODY_OF.search(text, max(0, mention.start - 40), mention.start))


def views(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], text: str, words: Mapping[str, frozenset[str]]
) -> list[View]:
    """A view for each sentence, with the lists of `nouns.yaml` and `where.yaml`. A mention that spans sentences belongs to the one where it starts."""
    starts = [s.start for s in sentences]
    rows: list[dict[str, list[Spot]]] = [defaultdict(list) for _ in sentences]
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        at = bisect_left(starts, mention.start + 1) - 1
        if at < 0 or mention.start >= sentences[at].end or mention.type == "quote":
            continue
        sentence = sentences[at]
        if (mention.type == "actor" and mention.actor is None) or (mention.type == "place" and _in_body(text, mention)):
            continue
        if mention.type == "place" and (_is_dateline(text, sentence.start, mention) or _COMPOUND.match(text, mention.end)):
            continue
        if mention.type == "place" and mention.place is None:
            if mention.anaphor:
                continue  # a site without a name
            mention = replace(mention, place=_unplaced(mention))
        first, stop = sentence.at(mention.start, mention.end)
        if stop:
            rows[at][mention.type].append(Spot(mention, first, stop, sentence.head_of(first, stop)))
    out = []
    trees = [tree(s) for s in sentences]
    kinds = {f"actor {m.actor.kind}" for m in mentions if m.actor is not None}
    countries = {m.place.country for m in mentions if m.place is not None and m.place.country is not None}
    about = frozenset(kinds | countries).union(*(lexemes(s) for s in trees))
    for sentence, spots in zip(trees, rows, strict=True):
        if "actor" in spots:
            spots["actor"] = _agreed(spots["actor"])
        view = View(sentence, text, dict(spots), about=about, words=words)
        for kind, row in spots.items():
            view.heads[kind] = {s.head: s for s in reversed(row)}
            view.covered[kind] = {t: s for s in reversed(row) for t in range(s.first, s.stop)}
        out.append(view)
    return out
