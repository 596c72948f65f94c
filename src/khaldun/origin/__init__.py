"""Articles -> Stories: which articles print one text, and whose text it first was."""

from khaldun.origin.fingerprint import Fingerprint, fingerprint
from khaldun.origin.group import group

__all__ = ["Fingerprint", "fingerprint", "group"]
