"""What words on a province say of the towns in it, and words on a town of its quarters: as far as they go.

That a province is somebody's is true of a town in it with some chance, and of a town of which something else is told not at all. Only
words that take the province itself count ("the whole of Anbar", "most of Anbar", "control of Anbar province"), not what goes on in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from khaldun.knowledge import load
from khaldun.model import DONE, Article, Claim, Place
from khaldun.record import parameters as par
from khaldun.record.evidence import Report, report
from khaldun.record.parties import Parties

KINDS = ("control.gain", "control.hold", "control.loss")
"""What a claim tells that may speak of the places within its own."""
_WITHIN = frozenset({"settlement", "district"})
"""Kinds of place of which words on a larger one speak."""
_NAME = 3
"""Letters that a name has at least that is looked for among exceptions."""
_LEFT_OUT = 100
"""Characters after `except for` in which places may be named."""

Said = Literal["whole", "most", "bare"]


@dataclass(frozen=True, slots=True)
class Wide:
    """A claim on a place as evidence for those within it. `left_out`: the words that name exceptions."""

    claim: Claim
    report: Report
    left_out: str


def around(place: Place) -> tuple[str, ...]:
    """The ids of the places of which words may speak of this one too: its province, the town that it is a quarter of."""
    if place.kind not in _WITHIN:
        return ()
    return tuple(i for i in (place.admin1, place.within) if i is not None and i != place.id)


def informs(claim: Claim) -> bool:
    """Whether a claim may say something of the places within its own."""
    return _said(claim) is not None


def wide(
    claims: Iterable[Claim], articles: Mapping[str, Article], parties: Parties, story_of: Mapping[str, str]
) -> dict[str, list[Wide]]:
    """Those of the claims that inform, as evidence, by the ids of the places that they are on."""
    out: dict[str, list[Wide]] = {}
    for claim in claims:
        said = _said(claim)
        one = report(claim, articles.get(claim.article_id), parties, story_of) if said is not None else None
        if said is None or one is None or one.prior or (one.said == "loss" and said != "whole"):
            continue
        if one.said in ("gain", "hold", "loss"):
            assert claim.place is not None
            told = replace(one, against=(), around=_share(said), most=said != "whole")
            out.setdefault(claim.place.id, []).append(Wide(claim, told, _left_out(claim.evidence.text)))
    return out


def _share(said: Said) -> float:
    """The chance that what is told of a place is true of one within it."""
    return {"whole": par.NOW.around_whole, "most": par.NOW.around_most, "bare": par.NOW.around_bare}[said]


def inferred(found: Iterable[Wide], names: Iterable[str]) -> list[Report]:
    """What words on the places around say of a place of these names: that somebody holds it, lost it, or (where it is left out) does
    not hold it; by day."""
    out = []
    for one in found:
        told = one.report
        spared = any(_names(one.left_out, name) for name in names)
        if spared and told.said == "loss":
            continue
        first = told.first if told.spans else told.day
        out.append(
            replace(
                told, said="loss" if spared else told.said, first=first, most=not spared and (told.most or bool(one.left_out))
            )
        )
    return sorted(out, key=lambda r: (r.day, r.said, r.holders, r.claim_id))


def heeded(found: Iterable[Report], own: Sequence[Report]) -> list[Report]:
    """Those of such reports that a place's own (by day) leave standing: what is told of the place itself outweighs them."""
    days = [r.day for r in own]
    lasting = [r for r in own if r.spans]
    out = []
    for one in found:
        before = timedelta(par.OWN_WORDS if one.said == "hold" else par.SAME_GAIN)
        near = own[bisect_left(days, one.day - before) : bisect_right(days, one.day + timedelta(par.OWN_WORDS))]
        then = [r for r in lasting if r.first <= one.day <= r.day]
        after = next(
            (r for r in own[bisect_right(days, one.day) :] if r.said in ("gain", "hold", "loss") and not r.prior), None
        )
        # Who takes a place later did not hold it, though he had most of the province.
        taken = after is not None and after.said == "gain" and not set(after.holders).isdisjoint(one.holders)
        if not taken and not any(_otherwise(r, one) for r in (*near, *then)):
            out.append(one)
    return out


def _otherwise(own: Report, one: Report) -> bool:
    """Whether a place's own report tells something else, be it that another power of the same side has it."""
    same = not set(own.holders).isdisjoint(one.holders)
    if own.prior or own.said in ("press", "change"):
        return False
    if own.said in ("contest", "siege"):
        return True
    return same if (own.said == "loss") != (one.said == "loss") else not same and own.said != "loss"


# --- the words


def _said(claim: Claim) -> Said | None:
    """How much of its place a claim gives to somebody: all in so many words, most, or as its bare name says; None where it says nothing
    of the places within."""
    place = claim.place
    if place is None or claim.kind not in KINDS or claim.status not in DONE or place.relation is not None:
        return None
    if place.extent == "part" or place.kind not in ("province", "settlement"):
        return None
    if place.extent == "most":
        return "most" if place.kind == "province" else None
    said = _led(claim)
    # What is told of a town by its bare name may be about any part of it.
    return None if said != "whole" and place.kind == "settlement" else said


def _led(claim: Claim) -> Said | None:
    """How the words before a place's name take it."""
    assert claim.place is not None
    told, start = claim.evidence, claim.place.start - claim.evidence.start
    if not 0 <= start < len(told.text):
        return None
    words, stop = _words(), start + len(claim.place.text)
    ahead = re.findall(r"[\w-]+|[^\w\s]", told.text[max(0, start - 80) : start].lower())
    behind = re.findall(r"[\w-]+|['’]", told.text[stop : stop + 30].lower())[:2]
    called = not words["province"].isdisjoint(re.findall(r"\w+", claim.place.text.lower()))
    follows = not words["province"].isdisjoint(behind[:1])
    of_it = behind[1:] if follows else behind[:1]  # "the province's capital"
    if of_it in (["'"], ["’"]) or not (called or any(c.isupper() for c in claim.place.text)):
        return None
    whole, province = False, called or follows
    while ahead and (ahead[-1] in _LEADING or "-" in ahead[-1] or ahead[-1] in words["all"] or _called(ahead, words)):
        whole = whole or ahead[-1] in words["all"]
        if ahead.pop().rstrip("s") in words["province"]:
            if called:
                return None  # "a region of the province"
            province = True
    lead = ahead[-1] if ahead else ""
    if lead in ("of", "over"):
        if len(ahead) < 2 or ahead[-2] not in words["holding"]:
            return None
        whole = whole or bool(words["full"].intersection(ahead[-4:-2]))
    elif (lead in words["within"] or lead.startswith(_SIDES)) and not (claim.kind == "control.loss" and lead == "from"):
        return None
    at = claim.trigger.start - told.start
    beside = told.text[max(0, at - 14) : at + len(claim.trigger.text) + 14].lower()
    whole = whole or any(w.endswith("ly") and re.search(rf"\b{w}\b", beside) for w in words["full"])
    return "whole" if whole else "bare" if province else None


_LEADING = frozenset({"the", "its", "their", "his"})
_SIDES = ("north", "south", "east", "west", "central")


def _called(ahead: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the last word belongs to the name: `province of`, `all of`."""
    if ahead[-1] != "of" or len(ahead) < 2:
        return ahead[-1].rstrip("s") in words["province"]
    return ahead[-2] in words["all"] or ahead[-2].rstrip("s") in words["province"]


def _left_out(text: str) -> str:
    found = _exceptions().search(text)
    return "" if found is None else text[found.end() : found.end() + _LEFT_OUT]


def _names(words: str, name: str) -> bool:
    return len(name) >= _NAME and re.search(rf"\b{re.escape(name)}\b", words) is not None


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The lists of `around.yaml`."""
    return {str(e["id"]): frozenset(map(str, e["words"])) for e in load().entries("around")}


@lru_cache(maxsize=1)
def _exceptions() -> re.Pattern[str]:
    longest = sorted(_words()["except"], key=lambda w: (-len(w), w))
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, longest))})\b")
