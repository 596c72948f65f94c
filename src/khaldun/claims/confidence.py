"""How sure a claim is: a logistic model over signs that its reading left, then a map to shares measured on gold sets.

A *sign* is a short word for one fact about how a claim was read (`place:nested`, `status:planned`, `rule:take`). Weights and map
stand in `confidence.yaml` of the packs and are made by `training/confidence.py`; docs/confidence.md says what "right" means.
Signs must not tell one collection of texts from another (how long an article is, whether it bears a date): they would calibrate
the sets and not the claims.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khaldun.claims.draft import Draft
from khaldun.claims.view import View
from khaldun.claims.whereabouts import Where
from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge
from khaldun.language.frames import Frame
from khaldun.model import CONTROL_KINDS, CORE_KINDS, DONE, Period, Quantity, Speaker

LEAST, MOST = 0.05, 0.99
"""No claim is told surer or less sure than this."""
NEVER_SURE = frozenset({"speaker:told"})
"""Signs of a part that is itself right less than nine times in ten (a speaker: eight): such a claim is not told with .9 or more."""
_PEOPLE = frozenset({"casualties", "displacement", "return", "trapped", "aid", "destruction", "figure", "presence"})
_FORCE = frozenset({"clash", "airstrike", "shelling", "bombing", "attack", "killing", "abduction", "arrest", "mobilization"})
_LENGTHS = ((12, "brief"), (25, "middling"), (40, "long"))
_GAPS = ((3, "near"), (8, "apart"), (15, "far"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights of signs in log-odds, `base` without any, and the map from their sum to a confidence: straight lines between `knots`
    (sum, confidence), and `sure` from a sum of `surely` on, below which nothing gets .9."""

    base: float
    weights: dict[str, float]
    sums: tuple[float, ...]
    values: tuple[float, ...]
    surely: float
    sure: float

    def total(self, signs: Iterable[str]) -> float:
        """The log-odds of a claim; a sign without a weight counts nothing."""
        weights = self.weights
        return self.base + sum(weights.get(sign, 0.0) for sign in signs)

    def of(self, signs: Sequence[str]) -> float:
        """The confidence of a claim with these signs, two decimals."""
        total = self.total(signs)
        if total >= self.surely and NEVER_SURE.isdisjoint(signs):
            return self.sure
        at = bisect_right(self.sums, total)
        if at == 0:
            value = self.values[0]
        elif at == len(self.sums):
            value = self.values[-1]
        else:
            low, high = self.sums[at - 1], self.sums[at]
            share = (total - low) / (high - low)
            value = self.values[at - 1] + share * (self.values[at] - self.values[at - 1])
        return round(min(MOST, max(LEAST, value)), 2)


@lru_cache(maxsize=8)
def scale(knowledge: Knowledge) -> Scale:
    """The scale of the packs in force; a user's pack may weigh its own rules (`rule:ID`). Raises KnowledgeError where it does not hold."""
    weights: dict[str, float] = {}
    shape: dict[str, list[float]] = {}
    for entry in knowledge.entries("confidence"):
        name = str(entry.get("id"))
        try:
            if name in {"sums", "values", "sure"}:
                shape[name] = [float(v) for v in entry["numbers"]]
            else:
                weights[name] = float(entry["weight"])
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(f"confidence: {name}: a weight, or numbers, are wanted") from error
    sums, values, sure = shape.get("sums", []), shape.get("values", []), shape.get("sure", [])
    if not sums or len(sums) != len(values) or len(sure) != 2 or sums != sorted(set(sums)) or values != sorted(values):
        raise KnowledgeError("confidence: sums and values are wanted, as many of each, rising, and two numbers of sure")
    return Scale(weights.pop("base", 0.0), weights, tuple(sums), tuple(values), sure[0], sure[1])


def signs_of(
    view: View, draft: Draft, where: Where | None, when: Period, speaker: Speaker | None, beside: Sequence[Draft] = ()
) -> list[str]:
    """The signs of a claim that a pattern made; `beside` are all drafts of its sentence."""
    pattern, frame, who = draft.pattern, draft.match.frame, draft.cast
    family = family_of(pattern.kind)
    found = [f"kind:{pattern.kind}", f"rule:{pattern.id}", f"shape:{frame.kind}", f"family:{family}"]
    found += _sentence(view, frame.head)
    found.append(f"status:{draft.judged.status}")
    if draft.judged.status not in DONE:
        found.append("status:no-fact")
    elif draft.judged.why != "told as it stands":
        found.append("status:worked-out")
    found += _frame(frame)
    found += _place(view, draft, where, family)
    found += _actor(draft)
    if who.targets:
        found.append(f"target:{family}")
    if who.quantities:
        found += [f"quantity:{family}", *_quantity(who.quantities[0])]
    if pattern.kind in CONTROL_KINDS:
        found += [f"date:{when.basis}", f"date:{when.precision}"]
    found += _speaker(speaker, family)
    found += _beside(draft, beside)
    return found


def signs_of_figure(
    view: View, kind: str, quantity: Quantity, head: int, near: int | None, speaker: Speaker | None
) -> list[str]:
    """The signs of a number that no pattern took; `near`: tokens from it to the place it is given, None without one."""
    family = family_of(kind)
    found = [f"kind:{kind}", "rule:figure", "shape:figure", f"family:{family}", *_sentence(view, head), *_quantity(quantity)]
    found.append("figure:without-place" if near is None else f"figure:place-{_banded(near, _GAPS, 'remote')}")
    found += _speaker(speaker, family)
    return found


def family_of(kind: str) -> str:
    """The family of a kind: what is known of one kind helps with its like."""
    if kind in CONTROL_KINDS:
        return "control"
    if kind in CORE_KINDS:
        return "moves"
    return "force" if kind in _FORCE else "people" if kind in _PEOPLE else "talk"


def _banded(value: int, bands: tuple[tuple[int, str], ...], beyond: str) -> str:
    return next((name for top, name in bands if value <= top), beyond)


def _sentence(view: View, head: int) -> list[str]:
    tokens = view.sentence.tokens
    found = [f"sentence:{_banded(len(tokens), _LENGTHS, 'endless')}"]
    if tokens and tokens[-1].text == "?":
        found.append("sentence:question")
    elif tokens and tokens[-1].text not in {".", "!", "”", '"', "’", "'"}:
        found.append("sentence:open")
    if len(view.spots.get("place", ())) > 3:
        found.append("sentence:many-places")
    if tokens[head].text.isupper() and len(tokens[head].text) > 2:
        found.append("sentence:capitals")
    return found


def _frame(frame: Frame) -> list[str]:
    found = [f"depth:{min(3, len(frame.scope) - 1)}"]
    if frame.group.voice == "passive":
        found.append("voice:passive")
    if frame.support is not None:
        found.append("noun:carried")
    if any(a.source == "nearby" for a in frame.arguments):
        found.append("argument:nearby")
    return found


def _beside(draft: Draft, beside: Sequence[Draft]) -> list[str]:
    """What else the sentence tells: one kind alone is surer than one of many, and one told twice than one told once."""
    others = [d for d in beside if d is not draft]
    found = [f"beside:{min(3, len({d.pattern.kind for d in others} - {draft.pattern.kind}))}"]
    if any(d.pattern.kind == draft.pattern.kind for d in others):
        found.append("beside:same")
    return found


def _place(view: View, draft: Draft, where: Where | None, family: str) -> list[str]:
    if where is None:
        return [f"place:unsaid-{family}" if draft.pattern.place else "place:unasked"]
    place = where.place
    found = [f"place:said-{family}", f"place:{place.kind}"]
    if where.how != "parse":
        found += [f"place:{where.how}", f"place:{where.how}-{family}"]
    if place.lat is None:
        found.append("place:unresolved")
    if place.extent != "whole":
        found.append("place:part")
    if place.relation is not None:
        found.append("place:beside")
    if len(draft.cast.wheres) > 1:
        found.append("place:several")
    tokens = view.sentence.tokens
    first = tokens[draft.match.frame.head]
    if place.start == place.end or not view.sentence.start <= place.start < view.sentence.end:
        found.append("place:elsewhere")
    else:
        low, high = sorted((place.start, first.start))
        between = bisect_right(tokens, high, key=_start) - bisect_right(tokens, low, key=_start)
        gap = f"{_banded(between, _GAPS, 'remote')}-{'after' if place.start > first.start else 'before'}"
        found += [f"gap:{gap}", f"gap:{gap}-{family}"]
    return found


def _start(token: object) -> int:
    return token.start  # type: ignore[attr-defined, no-any-return]


def _actor(draft: Draft) -> list[str]:
    who = draft.cast
    if not who.actors:
        return [f"actor:unsaid-{family_of(draft.pattern.kind)}"] if draft.pattern.actor else []
    found = [f"actor:{who.actors[0].kind}"]
    if who.how_actor is not None and who.how_actor != "parse":
        found.append(f"actor:{who.how_actor}")
    if len(who.actors) > 1:
        found.append("actor:several")
    return found


def _quantity(quantity: Quantity) -> list[str]:
    found = [f"role:{quantity.role}"]
    if quantity.low != quantity.high:
        found.append("quantity:range")
    return found


def _speaker(speaker: Speaker | None, family: str) -> list[str]:
    if speaker is None:
        return []
    return [
        "speaker:told",
        f"speaker:told-{family}",
        f"speaker:{speaker.kind}",
        *(["speaker:via"] if speaker.via is not None else []),
    ]
