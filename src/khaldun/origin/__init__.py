"""Articles -> Stories: which articles print one text, and whose text it first was."""

from khaldun.origin.fingerprint import Fingerprint, fingerprint
from khaldun.origin.index import regroup
from khaldun.origin.lots import Lot, Share, alone
from khaldun.origin.memory import group
from khaldun.origin.shelf import Change, Entry, Shelf

__all__ = ["Change", "Entry", "Fingerprint", "Lot", "Share", "Shelf", "alone", "fingerprint", "group", "regroup"]
