"""Everything recognised in a text, claimed about or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.model.actor import Actor
from khaldun.model.claim import Quantity
from khaldun.model.period import Period
from khaldun.model.place import Candidate, Place

MentionType = Literal["place", "date", "actor", "quantity", "person", "quote"]


@dataclass(frozen=True, slots=True)
class Mention:
    """`text` stands at [`start`, `end`) of the article. The value of its type is None where it was recognised but not resolved.

    `role` of a person: his office or function in the text (`governor`), `private` whether he is a private person, to be masked.
    `reason`: how the value was reached, in a few words. `anaphor`: it stands for a place or actor named before (`the town`, `they`);
    such mentions serve the reading of claims and are not exported.
    """

    type: MentionType
    start: int
    end: int
    text: str
    place: Place | None = None
    when: Period | None = None
    actor: Actor | None = None
    quantity: Quantity | None = None
    candidates: tuple[Candidate, ...] = ()
    role: str | None = None
    private: bool = False
    anaphor: bool = False
    reason: str | None = None
