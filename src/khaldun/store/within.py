"""How the places within a province stand on a day, counted: a layer beside what is told of the province itself, never an answer for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from khaldun.model import ControlSpell
from khaldun.record.fading import probability_on
from khaldun.record.parameters import TOLD
from khaldun.store import codec, schema
from khaldun.store.queries import Queries


@dataclass(frozen=True, slots=True)
class Within:
    """Of so many settlements within a place that claims speak of, on a day: how many each holder has (by name, the most first), how many
    are contested or besieged; of the others it is not known who holds them."""

    on: date
    places: int
    held: tuple[tuple[str, int], ...]
    contested: int

    @property
    def unknown(self) -> int:
        """Of how many nobody is known to hold them."""
        return self.places - self.contested - sum(n for _, n in self.held)


def held_within(store: Queries, place_id: str, on: date) -> Within | None:
    """How the settlements of a province stand; None where the record speaks of none."""
    p, k = schema.places.c, schema.control.c
    inside = (p.admin1 == place_id) & (p.id != place_id) & (p.kind == "settlement") & (p.claims > 0)
    told = (
        select(k.data)
        .join_from(schema.control, schema.places, k.place_id == p.id)
        .where(inside, k.start <= on.isoformat(), or_(k.stop.is_(None), k.stop > on.isoformat()))
    )
    with store._read() as c:
        count = c.execute(select(func.count()).select_from(schema.places).where(inside)).scalar_one()
        spells = [codec.load(ControlSpell, data) for data in c.execute(told).scalars()] if count else []
    sure = [s for s in spells if s.status != "unknown" and probability_on(s, on) >= TOLD]
    holders = Counter(s.holder_name or s.holder_id or "" for s in sure if s.status == "held")
    contested = sum(s.status in ("contested", "besieged") for s in spells)
    held = tuple(sorted(holders.items(), key=lambda pair: (-pair[1], pair[0])))
    return Within(on, count, held, contested) if count else None


def in_words(within: Within) -> str:
    """The count in a sentence."""
    parts = [f"{n} held by {name}" for name, n in within.held]
    parts += [f"{n} {what}" for n, what in ((within.contested, "contested or besieged"), (within.unknown, "not known")) if n]
    settlements = "1 settlement" if within.places == 1 else f"{within.places} settlements"
    return f"of {settlements} in it that the record speaks of, on {within.on}: {', '.join(parts)}"
