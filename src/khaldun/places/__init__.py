"""Text -> places: a gazetteer, recognition of names, and the choice of the place that a name means."""

from khaldun.places.find import find, recognise, resolve, topic
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.relative import relative

__all__ = ["Gazetteer", "find", "recognise", "relative", "resolve", "topic"]
