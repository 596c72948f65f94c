"""Frames + mentions -> claims: patterns, status (happened, planned, ...), speakers."""

from khaldun.claims.reader import read

__all__ = ["read"]
