"""Numbers of people that no claim of their sentence took: whether they are told of at all, and how surely."""

from __future__ import annotations

from khaldun.claims.hedges import Hedges
from khaldun.claims.status import status_of
from khaldun.claims.view import View
from khaldun.language.frames import frame_at
from khaldun.model import DONE, Quantity
from khaldun.model.claim import Status


def befell(view: View, head: int, words: Hedges) -> Status:
    """The status of what befell those counted, by the verb over them: `an offensive to drive out hundreds of fighters`."""
    sentence = view.sentence
    verb = next((t for t in (sentence.tokens[head], *sentence.ancestors(head)) if t.pos == "VERB"), None)
    if verb is None:
        return "happened"
    status = status_of(sentence, frame_at(sentence, verb.index), words, state=False).status
    return "happened" if status in DONE else status


def tells(view: View, head: int, quantity: Quantity, words: Hedges) -> bool:
    """`one resident`, `several witnesses said`: those who speak are no figure."""
    token = view.sentence.tokens[head]
    above = view.sentence.tokens[token.head].lemma if token.head >= 0 else ""
    return quantity.low == quantity.high == 1 or (token.relation == "nsubj" and words.has("saying", above))
