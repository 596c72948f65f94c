"""What claims about one happening contradict one another in, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from khaldun.model import DONE, Claim
from khaldun.record.origins import origin
from khaldun.record.parties import Parties

_TAKES = frozenset({"control.gain"})
_TOLLS = ("killed", "wounded", "injured", "displaced", "abducted", "captured", "arrested")


def disputes(claims: Sequence[Claim], parties: Parties, story_of: Mapping[str, str], at: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each thing in which claims of different origins differ: whether it happened, date, taker, place, tolls.
    Claims that are gathered from elsewhere (`at`) give no place of their own."""
    out = [
        _denied(claims),
        _differ("date", claims, _day, story_of),
        _differ("taker", claims, lambda c: _taker(c, parties), story_of),
        _differ("place", claims, lambda c: c.place.name if c.place is not None and c.id not in at else None, story_of),
    ]
    for role in _TOLLS:
        out.append(_toll(role, claims, story_of))
    return tuple(said for said in out if said is not None)


def _denied(claims: Sequence[Claim]) -> str | None:
    told = sorted(c.id for c in claims if c.status in DONE)
    denied = sorted(c.id for c in claims if c.status == "denied")
    if not told or not denied:
        return None
    return f"whether it happened: told as a fact ({', '.join(told)}), denied ({', '.join(denied)})"


def _differ(
    what: str, claims: Sequence[Claim], value: Callable[[Claim], str | None], story_of: Mapping[str, str]
) -> str | None:
    """A sentence where claims of different origins give values of which no origin gives both."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        said = value(claim) if claim.status in DONE else None
        if said is not None:
            found.setdefault(said, []).append(claim)
    sources = [frozenset(origin(c, story_of) for c in group) for group in found.values()]
    if len(found) < 2 or len(frozenset().union(*sources)) < 2:
        return None
    parts = [f"{said} ({', '.join(sorted(c.id for c in found[said]))})" for said in sorted(found)]
    return f"{what}: " + "; ".join(parts)


def _day(claim: Claim) -> str | None:
    """The day, where the text says it: an article's own day is no statement about the happening."""
    when = claim.when
    if when.precision != "day" or when.days != 1 or when.basis == "article" or when.start is None:
        return None
    return when.start.isoformat()


def _taker(claim: Claim, parties: Parties) -> str | None:
    if claim.kind not in _TAKES or not claim.actors:
        return None
    holder = parties.holders(claim.actors)
    if not holder:
        return None
    name, side = parties.seen(claim.actors).get(holder[0], (holder[0], None))
    return side.replace("-", " ") if side else name


def _toll(role: str, claims: Sequence[Claim], story_of: Mapping[str, str]) -> str | None:
    """A sentence where two origins give a toll in ranges that do not meet; `at least` reaches upwards without end."""
    given = []
    for claim in claims:
        for q in claim.quantities if claim.status in DONE else ():
            if q.role == role and q.low is not None:
                given.append((q.low, float("inf") if q.high is None else q.high, q.text, claim))
    given.sort(key=lambda g: (g[0], g[1], g[3].id))
    apart = any(
        a[1] < b[0] and origin(a[3], story_of) != origin(b[3], story_of) for n, a in enumerate(given) for b in given[n + 1 :]
    )
    if not apart:
        return None
    return f"{role}: " + "; ".join(f"{text} ({claim.id})" for _, _, text, claim in given)
