"""Articles of one's own sentences, read by the engine, with their actors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from khaldun import actors
from khaldun.knowledge import load
from khaldun.language.reading import Reading
from khaldun.language.sentence import Engine
from khaldun.model import Article, Mention, Place, Publication, Source


def reading(engine: Engine, text: str, *, day: date | None = None, title: str | None = None) -> Reading:
    """An article of `text`, published on `day`."""
    published = Publication() if day is None else Publication(day, day + timedelta(1), "metadata", "given")
    article = Article("a", Source("a.txt", "0"), text, title=title, published=published)
    return Reading(article, tuple(engine.read([text])[0]))


def place(text: str, name: str, country: str) -> Mention:
    """A town of a country, where `name` first stands in `text`."""
    start = text.index(name)
    town = Place(f"local:{name}", name, name, start, start + len(name), None, None, None, "settlement", country=country)
    return Mention("place", start, start + len(name), name, place=town)


def told(engine: Engine, text: str, *, places: Sequence[Mention] = (), day: date | None = None) -> list[tuple[str, str]]:
    """(words, actor id) of the actors in a text, pronouns and modifiers left out."""
    found = actors.find(reading(engine, text, day=day), places, load())
    return [(m.text, m.actor.id) for m in found if m.type == "actor" and m.actor is not None and not m.anaphor]
