"""Figures: how many, of what, and what happened to them."""

from khaldun.figures.find import find

__all__ = ["find"]
