"""Quantities of a text, without a parse unless one is given."""

from __future__ import annotations

from khaldun import figures, knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Article, Quantity, Source

KNOWLEDGE = knowledge.load()


def quantities(text: str, *sentences: Sentence) -> list[Quantity]:
    """The quantities of a text, in order."""
    reading = Reading(Article("a-1", Source("a.txt", "0" * 64), text), sentences)
    return [m.quantity for m in figures.find(reading, KNOWLEDGE) if m.quantity is not None]


def only(text: str) -> Quantity:
    """The one quantity of a text."""
    (quantity,) = quantities(text)
    return quantity
