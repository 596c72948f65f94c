"""The record on disk, behind one interface."""

from khaldun.store.store import Derived, ExtractionRows, Store, check_whole
from khaldun.store.views import ActorSummary, PlaceSummary, SetAsideFile, StoredArticle

__all__ = [
    "ActorSummary",
    "Derived",
    "ExtractionRows",
    "PlaceSummary",
    "SetAsideFile",
    "Store",
    "StoredArticle",
    "check_whole",
]
