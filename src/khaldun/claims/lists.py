"""Places told in one list, whatever stands between their names: `the villages of A and B, the C camp, a clinic in D and the road to E`.

`View.joined` reads names side by side; here the words between two names are read by what they are: a list goes on as long as
these hold no clause and no subject of one, and what only says where the last place lies (`Hit, in Anbar province, and Rawa`) is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.claims.sites import rank
from khaldun.claims.view import Spot, View
from khaldun.language.sentence import Token

_LONGEST = 14
"""Words between two names of a list at most."""
_SLASH = frozenset({"/"})
_DASHES = frozenset({"/", "-", "–", "—"})
"""What joins two names alone: `the villages of Rawa/Anah`, `the Rawa-Anah axis`; who takes a road or a line has not its ends."""
_SEPARATORS = frozenset({",", ";", "&"})
_HOLDING = frozenset("in of at near inside outside around on within along".split())
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "CCONJ", "PUNCT", "ADP", "ADV", "SYM"})
_ENDING = frozenset({".", ":", "“", "”", '"', "?", "!", "—", "–"})
_ADVERBS = frozenset({"as", "well", "also", "both", "nearby"})


def listed(view: View, spot: Spot, *, strict: bool) -> list[Spot]:
    """The spots told in one list with a place, itself among them, in order; `strict`: only what the list itself names, not the place that
    one of its items lies in (`the army took Hit and a hill near Rawa` is no taking of Rawa)."""
    row = view.spots.get("place", [])
    at = next((i for i, s in enumerate(row) if s is spot), None)
    if at is None:
        return [spot]
    return sorted([spot, *_side(view, row, at, 1, strict), *_side(view, row, at, -1, strict)], key=lambda s: s.first)


def _side(view: View, row: list[Spot], at: int, step: int, strict: bool) -> list[Spot]:
    """The spots that a list names on one side of its item `at`; none where no `and` closes it."""
    found: list[Spot] = []
    pending: list[Spot] = []
    here, i = row[at], at + step
    wide: Spot | None = None
    while 0 <= i < len(row):
        left, right = (here, row[i]) if step > 0 else (row[i], here)
        if _aside(view, left, right, row[i]):
            i += step
            continue
        link = _link(view, left, right, strict)
        if link is None or wide is not None and _alike(view, wide, right):
            break
        wide = right if link == "within" else None
        if link != "within":
            pending.append(row[i])
            if link == "and" or step < 0 and found:
                found, pending = found + pending, []
        elif step < 0:
            break
        here, i = row[i], i + step
    return found + pending if step > 0 and pending and _goes_on(view, pending[-1]) else found


def _plain(words: Sequence[Token]) -> list[Token]:
    """The words outside of brackets: `Hit (twice), Rawa`."""
    out, depth = [], 0
    for token in words:
        depth += token.text == "("
        if not depth:
            out.append(token)
        depth -= token.text == ")" and depth > 0
    return out


def _aside(view: View, left: Spot, right: Spot, other: Spot) -> bool:
    """Whether one of two names only stands in brackets behind an item of the list: `Rawa (Umm Rawa), Hit and Anah`."""
    gap = view.text[left.mention.end : right.mention.start]
    return gap.strip() == "(" if other is right else view.text[: left.mention.start].endswith("(") and ")" in gap


def _alike(view: View, wide: Spot, other: Spot) -> bool:
    """Whether a place that holds the one before it and the next are two of a kind: `the mountains of Syria and Lebanon`."""
    one, two = wide.mention.place, other.mention.place
    return other.first - wide.stop <= 2 and one is not None and two is not None and one.kind == two.kind


def _goes_on(view: View, spot: Spot) -> bool:
    """Whether a list goes on past the last name known in it up to its `and`: `Hit, Rawa, Qasr and the old bridge`."""
    closed = False
    for token in _plain(view.sentence.tokens[spot.stop : spot.stop + _LONGEST]):
        if _breaks(token):
            return closed and token.pos not in {"VERB", "AUX"} and not token.relation.startswith("nsubj")
        if closed and token.pos != "DET":
            return not any(t.relation.startswith("nsubj") for t in view.sentence.tokens[token.index : token.index + 3])
        closed = closed or token.pos == "CCONJ"
    return False


def _link(view: View, left: Spot, right: Spot, strict: bool) -> str | None:
    """How two names hang together: `and`, a `comma`, the second only holding the first (`within`), or None."""
    joint = view.text[left.mention.end : right.mention.start].strip()
    if joint in _SLASH or not strict and joint in _DASHES and not _ends(view, left, right):
        return "and"
    gap = _plain(view.sentence.tokens[left.stop : right.first])
    if not gap or len(gap) > _LONGEST or any(_breaks(t) for t in gap) or view.is_reference(right) or _owns(view, right):
        return None
    marks = [i for i, t in enumerate(gap) if t.text in _SEPARATORS or t.pos == "CCONJ"]
    if not marks:
        return "within" if gap[0].text.lower() in _HOLDING else None
    behind = gap[marks[-1] + 1 :]
    if behind and behind[0].text.lower() in _HOLDING and gap[marks[-1]].pos != "CCONJ":
        return "within"
    if strict and any(t.pos == "ADP" and not _names(view, t) for t in gap) or view.opens(left, right):
        return None
    if any(t.pos == "CCONJ" for t in gap):
        return "and"
    holds = right.mention.place is not None and right.mention.place.kind in {"country", "province"}
    return "within" if holds and len(gap) == 1 and rank(right) > rank(left) else "comma"


def _ends(view: View, left: Spot, right: Spot) -> bool:
    """Whether two names joined by a dash are the ends of a way: `the Hit-Rawa highway`, `the road Hit-Rawa`."""
    tokens = view.sentence.tokens
    return any(view.among(tokens[i].lemma, "linking") for i in (left.first - 1, right.stop) if 0 <= i < len(tokens))


def _names(view: View, token: Token) -> bool:
    """Whether a preposition only links a name to its kind: `the village of Rawa`."""
    return token.text.lower() == "of" and token.index > 0 and view.sentence.tokens[token.index - 1].lemma in view.words["kinds"]


def _owns(view: View, spot: Spot) -> bool:
    """Whether a name is only the owner of what is told: `Mosul, Iraq's second city`."""
    return (
        spot.stop < len(view.sentence.tokens)
        and view.sentence.tokens[spot.stop].relation == "case"
        and "nmod:poss" in view.sentence.tokens[spot.head].relation
    )


def _breaks(token: Token) -> bool:
    """Whether a word between two names ends a list."""
    if token.pos not in _WITHIN or token.text in _ENDING or token.relation.startswith(("nsubj", "root")):
        return True
    return (
        token.pos == "ADP"
        and token.text.lower() not in _HOLDING | _ADVERBS
        or token.pos == "ADV"
        and token.text.lower() not in _ADVERBS
    )
