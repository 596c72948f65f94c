"""This installation measured: gold sets are built as it builds, and what it tells is laid beside the gold."""

from khaldun.evaluate.run import HEADLINES, GoldSet, Result, evaluate, find

__all__ = ["HEADLINES", "GoldSet", "Result", "evaluate", "find"]
