"""Which places are told of by words on the places around them, as it was last computed: kept in `stale` (see there)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, or_, select

from khaldun.store import schema
from khaldun.store.stale import mark, stale
from khaldun.store.writing import portions


class Around:
    """What is kept of it, to be asked before and noted after places are computed."""

    def __init__(self, c: Connection) -> None:
        self._c = c

    def changed(self) -> list[str]:
        """The claims that may say, or have said, something of places within theirs, and changed."""
        return sorted({*stale(self._c, "wide"), *stale(self._c, "gone")})

    def informed_by(self, claim_ids: Iterable[str]) -> set[str]:
        """The places on which claims were that said something of those within them."""
        s = schema.stale.c
        asked = set(claim_ids)
        found = self._c.execute(select(s.what, s.key).where(s.what.like("informs %"))) if asked else ()
        return {what.partition(" ")[2] for what, key in found if key in asked}

    def within(self, places: Iterable[str]) -> set[str]:
        """The places within some."""
        return {key for place in sorted(set(places)) for key in stale(self._c, f"in {place}")}

    def informing(self, place: str) -> list[str] | None:
        """The claims on a place that said something of those within it; None where that was never asked."""
        found = stale(self._c, f"informs {place}")
        return found[1:] if found else None

    def note(self, within: Mapping[str, Iterable[str]], informing: Mapping[str, Iterable[str]]) -> None:
        """Keep the places within some (further ones), and the claims that inform them (all of each)."""
        s = schema.stale.c
        for place, keys in sorted(within.items()):
            mark(self._c, f"in {place}", sorted(set(keys)))
        for some in portions(sorted(informing)):
            self._c.execute(delete(schema.stale).where(s.what.in_([f"informs {place}" for place in some])))
        for place, ids in sorted(informing.items()):
            mark(self._c, f"informs {place}", ["", *sorted(set(ids))])

    def forget(self) -> None:
        """All of it is noted anew."""
        s = schema.stale.c
        self._c.execute(delete(schema.stale).where(or_(s.what.like("in %"), s.what.like("informs %"))))
