"""Figures: how many, of what, and what happened to them."""

from khaldun.figures.find import find, kind_of

__all__ = ["find", "kind_of"]
