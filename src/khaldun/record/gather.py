"""Violence told of a province that one place within it is told of too: both are about that place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from khaldun.knowledge import Knowledge
from khaldun.model import DONE, Claim
from khaldun.record.families import FAMILY, MEANS, killed
from khaldun.record.origins import NAMELESS
from khaldun.record.parties import Parties

KINDS = frozenset(kind for kind, family in FAMILY.items() if family in ("violence", "clash"))
"""What befalls a province in one place of it. That a province is taken says something else than that a town is."""

Spot = tuple[str, date]
"""A province (by its id) on a day."""


def spot(claim: Claim) -> Spot | None:
    """The province and the day of a claim that may be gathered or gathered to; None where it has neither, or is of another kind."""
    place, when = claim.place, claim.when
    told = claim.status in DONE or claim.status == "denied"
    if place is None or place.relation is not None or when.start is None or when.days != 1 or not told:
        return None
    region = place.id if place.kind == "province" else place.admin1
    return (region, when.start) if region is not None and claim.kind in KINDS else None


def gathered(claims: Iterable[Claim], knowledge: Knowledge | None) -> dict[str, str]:
    """The place that each claim on a province is about, by the claim's id; those that may be about any place of it are left out.

    It is the only place of the province of which, on that day, the same speaker tells the same, or somebody the same number of dead.
    All claims of a province and day are needed to know that.
    """
    parties = Parties.of(knowledge)
    wide: dict[Spot, list[Claim]] = {}
    near: dict[Spot, list[Claim]] = {}
    for claim in claims:
        at = spot(claim)
        if at is not None:
            (wide if claim.place is not None and claim.place.kind == "province" else near).setdefault(at, []).append(claim)
    out: dict[str, str] = {}
    for at, some in wide.items():
        for claim in some:
            places = set(_meant(claim, near.get(at, ()), parties))
            if len(places) == 1:
                out[claim.id] = places.pop()
    return out


def _meant(claim: Claim, near: Iterable[Claim], parties: Parties) -> Iterator[str]:
    """The places that it may be about."""
    for other in near:
        if other.place is not None and _same(claim, other) and _meet(claim, other, parties):
            yield other.place.id


def _same(one: Claim, other: Claim) -> bool:
    """Whether two claims tell the same: of one family, by the same means, by one speaker or with one number of dead."""
    if FAMILY[one.kind] != FAMILY[other.kind] or ({one.kind, other.kind} <= MEANS and one.kind != other.kind):
        return False
    dead, dead_too = killed(one), killed(other)
    if dead is not None and dead_too is not None:
        return dead == dead_too
    return (
        one.speaker is not None
        and one.speaker.kind not in NAMELESS
        and other.speaker is not None
        and one.speaker.id == other.speaker.id
    )


def _meet(one: Claim, other: Claim, parties: Parties) -> bool:
    """Whether one party at least is in both, or either names none."""
    mine, theirs = ({side or key for key, (_, side) in parties.seen((*c.actors, *c.targets)).items()} for c in (one, other))
    return not (mine and theirs) or bool(mine & theirs)


def place_of(claim: Claim, at: Mapping[str, str]) -> str | None:
    """The id of the place with whose claims a claim is joined: its own, or the one it is `gathered` to."""
    return at.get(claim.id, None if claim.place is None else claim.place.id)
