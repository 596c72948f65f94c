"""Articles -> Stories: which articles print one text, and whose text it first was."""

from khaldun.origin.fingerprint import Fingerprint, fingerprint
from khaldun.origin.index import Change, Entry, Lot, Share, Shelf, alone, regroup
from khaldun.origin.memory import group

__all__ = ["Change", "Entry", "Fingerprint", "Lot", "Share", "Shelf", "alone", "fingerprint", "group", "regroup"]
