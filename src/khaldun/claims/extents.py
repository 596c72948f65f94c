"""How much of a place a claim speaks of: the whole, most of it, a part, as the words around its name say."""

from __future__ import annotations

import re
from dataclasses import replace

from khaldun.claims.hedges import Hedges
from khaldun.claims.view import Spot, View
from khaldun.language.frames import Argument
from khaldun.language.frames_scope import mark_of
from khaldun.model import Place
from khaldun.model.place import Extent

_PIECE = r"(?:pockets?|districts?|neighbou?rhoods?|quarters?|strongholds?|holdouts?|bastions?|enclaves?|areas?|parts?|positions?|footholds?|suburbs?|streets?|buildings?|sections?)"
_LAST = re.compile(
    rf"(?<!one of )(?<!some of )(?<!most of )(?:\bthe|['’]s?|\b(?:its|their|his))\s+(?:last|final)\s+(?:remaining\s+)?(?:[\w-]+\s+){{0,4}}?{_PIECE}"
    r"\s+(?:of|in|inside|within)\s+(?:the\s+)?(?:[a-z-]+\s+)?(?:(?:city|town|village)\s+(?:of\s+)?)?$"
)
_LAST_OWN = re.compile(rf"['’]s?\s+(?:last|final)\s+(?:remaining\s+)?(?:[\w-]+\s+){{0,2}}?{_PIECE}\b")
_MUCH = 70
"""Percent of a place above which one has most of it: with sixty the rest is still fought for."""
_HEADED = re.compile(r"(?:^|\s)(?:near|outside|close to|around|next to|beside|towards?|against)$")


def completed(view: View, place: Place) -> Place:
    """`recaptured the last pocket of X`: with the last of it, all of it."""
    start = view.sentence.start
    if place.kind != "settlement" or place.extent == "whole" or place.start >= view.sentence.end:
        return place
    last = _LAST.search(view.text[start : place.start]) or _LAST_OWN.match(view.text, place.end)
    return replace(place, extent="whole") if last else place


def _called(view: View, spot: Spot, argument: Argument) -> bool:
    """Whether a noun only says what the name before it names: `captured the Jobar neighbourhood`."""
    token = view.sentence.tokens[spot.head]
    return (
        view.sentence.tokens[argument.head].lemma in {"neighborhood", "neighbourhood", "quarter"}
        and token.head == argument.head
        and token.relation == "compound"
    )


def _most(view: View, head: int) -> bool:
    """`85% of the province`."""
    spot = view.on("quantity", head)
    number = spot.mention.quantity if spot is not None else None
    return number is not None and number.role == "share" and (number.low or number.high or 0) > _MUCH


def sized(view: View, spot: Spot, argument: Argument, hedges: Hedges) -> Place:
    """The mention's place with the extent that the phrase around it gives: most of it, a part, the whole."""
    place = spot.mention.place
    assert place is not None
    if place.extent != "whole":
        return place
    tokens = view.sentence.tokens
    extent: Extent = "whole"
    if argument.head not in range(spot.first, spot.stop):
        lemma = tokens[argument.head].lemma
        if (
            _most(view, argument.head)
            or hedges.has("extent-most", lemma)
            or hedges.has("extent-most", tokens[argument.head].text.lower())
        ):
            extent = "most"
        elif (
            lemma not in view.words["settled"]
            and lemma not in {"control", "rest", "whole", "all", "entirety"}
            and not _called(view, spot, argument)
            and not (lemma in view.words["bastions"] and mark_of(view.sentence, spot.head) == "of")
        ):
            extent = "part"
    first = min(argument.tokens, default=spot.first)
    lead = " ".join(t.text.lower() for t in tokens[max(0, first - 1) : spot.first])
    if extent == "whole" and re.search(r"\b(most|much|majority|bulk|nearly all|almost all|all but)\b", lead):
        extent = "most"
    elif extent == "whole" and re.search(
        r"\b(parts?|half|sections?|outskirts|edges?|some|several (?:districts|neighbou?rhoods)|portions?|swat(?:he|h)s?) (?:of )?",
        lead,
    ):
        extent = "part"
    if extent == "whole" and _HEADED.search(lead):
        extent = "part"
    return replace(place, extent=extent) if extent != "whole" else place
