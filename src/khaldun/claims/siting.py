"""Which place of a sentence an event is put at: a learned choice among all that it names, and none.

What the frame's own arguments say (`whereabouts.py`) is one sign among others: the way through the parse from the trigger to the name, the
prepositions on it, whose or which people's place it is, what stands between the two. Weights stand in `siting.yaml` of the packs
and are made by `training/siting.py`. Signs name no kind of event and no word of it, so that what one collection of texts leaves unsaid of a
kind of event is not learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khaldun.claims.elsewhere import apart, bound, doing, doubled, home, opposed, outdone, sourced, speaking, whose, within_name
from khaldun.claims.patterns import Pattern
from khaldun.claims.sites import MEANWHILE, NOT_THEN, line
from khaldun.claims.view import Spot, View
from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge
from khaldun.language.frames import Frame
from khaldun.language.frames_scope import mark_of

EVENTS = frozenset(
    "attack airstrike shelling bombing clash killing casualties abduction arrest mobilization presence protest destruction".split()
)
"""Kinds that the choice is made for: of what is held or taken, and of people who move, the frame's arguments decide alone."""
_BEFALLING = frozenset({"killing", "casualties", "abduction", "arrest"})
"""What befalls people on their way."""
_UP = frozenset("conj advcl acl acl:relcl xcomp ccomp obj obl nmod nsubj nsubj:pass compound amod appos parataxis".split())
_DOWN = frozenset(
    "obl nmod obj nsubj nsubj:pass nmod:poss compound amod advcl acl acl:relcl xcomp ccomp conj appos parataxis".split()
)
_MARKS = {
    word: name
    for name, words in {
        "in": "in", "at": "at on", "near": "near inside outside around across throughout along within over amid through",
        "to": "to toward towards into", "of": "of", "from": "from", "against": "against", "by": "by", "with": "with", "for": "for",
        "between": "between",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Prepositions that count as one."""
_PAUSES = frozenset({";", ":", "“", "”", '"'})
_MOST = 3.0
"""Verbs or places between trigger and name that count at most."""

Sign = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Siting:
    """Weights of signs in log-odds; those that start with `none` are for no place at all."""

    weights: Mapping[str, float]

    def best(self, view: View, frame: Frame, pattern: Pattern, told: Mapping[int, str]) -> Spot | None:
        """The likeliest place of the sentence, None where no place is likelier than each; `told`: how the frame's arguments found those
        that start at these offsets of the text."""
        chosen, most = None, self.total(signs_of_none(frame, told))
        for spot in view.spots.get("place", []):
            if spot.mention.place is None or (found := signs(view, frame, pattern, spot, told)) is None:
                continue
            if (total := self.total(found)) > most:
                chosen, most = spot, total
        return chosen

    def total(self, found: Sequence[Sign]) -> float:
        """The log-odds of signs; one without a weight counts nothing."""
        weights = self.weights
        return sum(weights.get(sign, 0.0) * value for sign, value in found)


@lru_cache(maxsize=8)
def siting(knowledge: Knowledge) -> Siting:
    """The weights of the packs in force. Raises KnowledgeError where an entry is none."""
    weights = {}
    for entry in knowledge.entries("siting"):
        try:
            weights[str(entry["id"])] = float(entry["weight"])
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(f"siting: {entry.get('id')}: an id with its weight is wanted") from error
    return Siting(weights)


def signs_of_none(frame: Frame, told: Mapping[int, str]) -> list[Sign]:
    """The signs that the sentence says no place of an event."""
    return [("none", 1.0), (f"none:{'noun' if frame.kind == 'noun' else 'verb'}", 1.0), ("none:untold", 0.0 if told else 1.0)]


def signs(view: View, frame: Frame, pattern: Pattern, spot: Spot, told: Mapping[int, str]) -> list[Sign] | None:
    """The signs that a place is an event's, each with how often it holds; None where no way of the parse joins them."""
    tokens, head = view.sentence.tokens, frame.head
    up = list(line(view, head))
    meeting = {node: i for i, node in enumerate(up)}
    down, node = [], spot.head
    while node not in meeting:
        down.append(node)
        node = tokens[node].head
        if node < 0:
            return None
    place = spot.mention.place
    land = place is not None and place.kind == "country"
    if apart(view, down) or home(view, spot) or speaking(view, spot) or within_name(view, spot) or outdone(view, spot):
        return None
    if spot.mention.start not in told and (
        land and whose(view, spot) or (land or view.on("actor", spot.head)) and doing(view, spot)
    ):
        return None
    if pattern.kind in _BEFALLING and bound(view, down) or pattern.kind == "protest" and opposed(view, spot):
        return None
    found = [*_upwards(view, up[: meeting[node]]), *_downwards(view, down), *_named(view, spot, down)]
    found.append((f"role:{_role(view, frame, pattern, spot)}", 1.0))
    found += _between(view, head, spot)
    if (how := told.get(spot.mention.start)) is not None:
        found += [("told", 1.0), (f"told:{how}", 1.0)]
    return found


def _upwards(view: View, steps: Sequence[int]) -> Iterator[Sign]:
    """The steps up from the trigger to where its way and that of the name meet."""
    for step in steps:
        token = view.sentence.tokens[step]
        relation = _base(token.relation, _UP)
        if token.relation == "ccomp" and view.sentence.tokens[token.head].lemma in view.words["saying"]:
            relation = "said"
        elif relation == "advcl" and mark_of(view.sentence, step) in MEANWHILE:
            relation = "meanwhile"
        elif relation == "conj" and token.pos in {"NOUN", "PROPN"}:
            relation = "conj-noun"
        yield f"up:{relation}", 1.0


def _downwards(view: View, down: Sequence[int]) -> Iterator[Sign]:
    """The steps down to the name, told from the name upwards: `mark` is the preposition next to it, `over` one further up, `marks` all."""
    tokens, marks = view.sentence.tokens, list[str]()
    for node in down:
        token = tokens[node]
        if token.relation.startswith("flat") or (marks and doubled(view, node)):
            continue
        relation = _base(token.relation, _DOWN)
        mark = mark_of(view.sentence, node)
        if relation == "ccomp" and tokens[token.head].lemma in view.words["saying"]:
            relation = "said"
        elif relation in {"obl", "nmod"}:
            yield f"{'over' if marks else 'mark'}:{_marked(mark)}", 1.0
            marks.append(_marked(mark))
        elif relation == "advcl" and mark.split(" ")[0] in NOT_THEN | MEANWHILE:
            relation = "advcl-then" if mark.split(" ")[0] in NOT_THEN else "advcl-meanwhile"
        yield f"down:{relation}", 1.0
    yield f"marks:{'<'.join(marks)}", 1.0


def _named(view: View, spot: Spot, down: Sequence[int]) -> Iterator[Sign]:
    """What the name is, and whose."""
    place = spot.mention.place
    assert place is not None
    yield f"kind:{place.kind}", 1.0
    if down:
        relation = view.sentence.tokens[down[0]].relation
        if relation.startswith(("nsubj", "obj", "nmod:poss", "compound", "amod")):
            yield f"is:{relation.partition(':')[0]}{':pass' if 'pass' in relation else ''}", 1.0
        for kind in ("person", "actor"):
            if any(view.on(kind, node) for node in down[1:]):
                yield f"in:{kind}", 1.0
        if view.on("actor", down[0]):
            yield "is:actor", 1.0
    held = {
        "reference": view.is_reference(spot), "whose": whose(view, spot), "doing": doing(view, spot), "sourced": sourced(view, spot.head),
        "unplaced": place.lat is None, "anaphor": spot.mention.anaphor, "repeated": _repeated(view, spot),
    }  # fmt: skip
    yield from ((name, 1.0) for name, holds in held.items() if holds)


def _repeated(view: View, spot: Spot) -> bool:
    """Whether the sentence names the same place elsewhere too."""
    place = spot.mention.place
    row = [s.mention.place for s in view.spots["place"] if s is not spot and s.mention.place is not None]
    return place is not None and any(other.id == place.id for other in row)


def _between(view: View, head: int, spot: Spot) -> Iterator[Sign]:
    """What stands between trigger and name, and which of them comes first."""
    low, high = sorted((spot.head, head))
    words = view.sentence.tokens[low + 1 : high]
    before = spot.head < head
    yield "before" if before else "after", 1.0
    yield "distance", math.log1p(high - low) / 2
    yield "places-between", min(_MOST, sum(1.0 for s in view.spots["place"] if low < s.head < high))
    yield "verbs-between", min(_MOST, sum(1.0 for t in words if t.pos == "VERB"))
    row = [s for s in view.spots["place"] if s.mention.place is not None]
    yield from (
        (name, 1.0)
        for name, holds in {
            "first": row[0] is spot, "next": spot is next((s for s in row if s.head > head), None), "only": len(row) == 1
        }.items()
        if holds
    )  # fmt: skip
    if any(t.text in _PAUSES for t in words):
        yield "pause-between", 1.0
    if before and spot.first <= 3 and _marked(mark_of(view.sentence, spot.head)) in {"in", "at", "near"}:
        yield "opening", 1.0


def _role(view: View, frame: Frame, pattern: Pattern, spot: Spot) -> str:
    """The argument of the frame that a name stands in: one that the pattern seeks its place in, as its head or deeper, the doer, another."""
    role = "none"
    for argument in frame.arguments:
        inside = argument.head in range(spot.first, spot.stop)
        if not inside and spot.head not in argument.tokens:
            continue
        name = argument.preposition if argument.role == "oblique" else argument.role
        if name in pattern.place:
            now = f"place-{'head' if inside else 'deep'}"
        else:
            now = "agent" if argument.role in {"agent", "support"} else "other"
        if argument.source != "parse":
            now = f"{now}-{argument.source}"
        if role == "none" or now.startswith("place"):
            role = now
    return role


def _base(relation: str, known: frozenset[str]) -> str:
    if relation in known:
        return relation
    base = relation.partition(":")[0]
    return base if base in known else "other"


def _marked(mark: str) -> str:
    """The class of the preposition that introduces a phrase."""
    words = mark.split()
    if not words:
        return "bare"
    if NOT_THEN & {words[0], words[-1]}:
        return "then"
    return _MARKS.get(words[-1], "else")
