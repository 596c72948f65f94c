"""Dates: what a text says of time, as days, with what it leaned on."""

from khaldun.dates.anchor import choose
from khaldun.dates.find import find

__all__ = ["choose", "find"]
