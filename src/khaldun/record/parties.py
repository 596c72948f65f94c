"""Who can hold a place, and under whose name: forces are folded into the power under which they hold land."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khaldun.actors.lexicon import holder, lexicon
from khaldun.knowledge import Knowledge
from khaldun.model import Actor

_NEVER = frozenset({"monitor", "un", "ngo", "media", "people"})
_RANK = {"coalition": 1, "unknown": 1, "state": 2}


@dataclass(frozen=True, slots=True)
class Parties:
    """`holder_of`: actor id -> id of the power it holds land for; `names` and `sides` by id; `by_name`: other names, in lower case,
    to actor ids. What these lack an actor says itself."""

    holder_of: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, knowledge: Knowledge | None) -> Parties:
        """The parties that the packs of knowledge name; without knowledge every actor holds for himself."""
        if knowledge is None:
            return cls()
        known = lexicon(knowledge)
        actors = known.actors
        holder_of = {key: holder(key, knowledge) for key in actors}
        names = {key: actor.name for key, actor in actors.items()}
        sides = {key: actor.side for key, actor in actors.items() if actor.side is not None}
        return cls(holder_of, names, sides, known.by_name)

    def holder(self, actor: Actor) -> str:
        """The id of the power for which an actor holds land."""
        key = actor.id if actor.id in self.names else self.by_name.get(actor.name.lower(), actor.id)
        return self.holder_of.get(key, key)

    def holders(self, actors: Iterable[Actor]) -> tuple[str, ...]:
        """Those of the actors who can hold land, as powers, each once: fighting bodies first, then coalitions and states that
        back them, else in the order named. Monitors, agencies and peoples hold nothing, and who has no name is nobody known."""
        able = [a for a in actors if a.kind not in _NEVER and self._named(a)]
        ranked = sorted(enumerate(able), key=lambda pair: (_RANK.get(pair[1].kind, 0), pair[0]))
        return tuple(dict.fromkeys(self.holder(a) for _, a in ranked))

    def _named(self, actor: Actor) -> bool:
        """Whether an actor is somebody: of a pack or a side, or with a capital in his name, as `allied forces` and `fighters` lack."""
        return actor.id in self.names or actor.side is not None or any(c.isupper() for c in actor.name)

    def seen(self, actors: Iterable[Actor]) -> dict[str, tuple[str, str | None]]:
        """Name and side of the power of each actor, from the packs or else as the actor is named."""
        found: dict[str, tuple[str, str | None]] = {}
        for actor in actors:
            key = self.holder(actor)
            name = self.names.get(key, actor.name if key == actor.id else key.replace("-", " "))
            found[key] = (name, self.sides.get(key, actor.side))
        return found
