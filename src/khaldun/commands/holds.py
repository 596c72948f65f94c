"""`khaldun holds`: who holds a place, by whose word."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from khaldun.api import Record, day_of, open_record
from khaldun.commands.terminal import FAINT, Screen, beside, by_print, marked, printed, spell_days, voice
from khaldun.export import rows
from khaldun.model import Claim, ControlSpell
from khaldun.record import probability_on
from khaldun.store import PlaceSummary
from khaldun.store.countries import kind_and_country
from khaldun.store.lookup import find_place
from khaldun.store.streams import last_published
from khaldun.store.within import Within, held_within, in_words

SHOWN = 3
"""Claims for, and against, that are shown of each stretch unless all are asked for."""


def run(arguments: Namespace) -> int:
    """Answer, as a table or as JSON."""
    with open_record(arguments.record) as record:
        on = day_of(arguments.on)
        asked = find_place(record.store, arguments.place)
        place = asked.found
        spells = record.holds(place.id, on=on, by=arguments.by, without=arguments.without)
        if arguments.json:
            print(json.dumps(_answer(record, arguments, place, spells), ensure_ascii=False, indent=1))
            return 0
        for other in asked.others[:3]:
            print(f"also named so: {other.name}, a {kind_and_country(other)} ({other.id})", file=sys.stderr)
        _print(Screen(), record, arguments, place, spells)
    return 0


def _answer(record: Record, arguments: Namespace, place: PlaceSummary, spells: Sequence[ControlSpell]) -> dict[str, Any]:
    """What `--json` says: the stretches as in `export jsonl`, with the claims that they rest on."""
    wanted = sorted({i for s in spells for i in (*s.claims_for, *s.claims_against)})
    return {
        "place": {"id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "kind": place.kind},
        "on": arguments.on,
        "by": arguments.by,
        "without": arguments.without,
        "control": [
            {**rows.control(s), "probability": round(_sure(s, arguments), 4), "reported": rows.iso(s.reported)} for s in spells
        ],
        "claims": [rows.claim(c) for c in record.store.claims(ids=wanted)],
        "within": None if (found := _within(record, arguments, place)) is None else {
            "on": rows.iso(found.on), "places": found.places, "held": [{"holder_name": h, "places": n} for h, n in found.held],
            "contested": found.contested, "unknown": found.unknown,
        },
    }  # fmt: skip


def _within(record: Record, arguments: Namespace, place: PlaceSummary) -> Within | None:
    """How the settlements of a province stand, on the day that is asked about or the record's last."""
    on = day_of(arguments.on) or last_published(record.store)
    asked = place.kind == "province" and on is not None and arguments.by is None and arguments.without is None
    return held_within(record.store, place.id, on) if asked and on is not None else None


def _sure(spell: ControlSpell, arguments: Namespace) -> float:
    """The probability on the day that is asked about, faded since the last report; of the stretch where none is asked about."""
    on = day_of(arguments.on)
    return spell.probability if on is None else probability_on(spell, on)


def _print(screen: Screen, record: Record, arguments: Namespace, place: PlaceSummary, spells: Sequence[ControlSpell]) -> None:
    where = f", {place.lat:.2f} {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    word = f", by the word of {arguments.by} alone" if arguments.by else ""
    word += f", without the word of {arguments.without}" if arguments.without else ""
    screen.wrapped(f"{place.name} ({kind_and_country(place)}{where}; {place.id}){word}")
    if (within := _within(record, arguments, place)) is not None:
        screen.wrapped(in_words(within))
    if not spells:
        screen.wrapped(_nobody(record, arguments, place))
        return
    screen.line()
    screen.table(
        ("from", "to", "holder", "status", "p", "reported", "for", "vs"),
        [
            (
                str(s.start), rows.last_of(s) or "", s.holder_name or "nobody is named", s.status, f"{_sure(s, arguments):.2f}", str(s.reported or ""),
                str(len(s.claims_for)), str(len(s.claims_against)),
            )
            for s in spells
        ],
    )  # fmt: skip
    ids = {i for s in spells for i in (*s.claims_for, *s.claims_against)}
    claims = {c.id: c for c in record.store.claims(ids=sorted(ids))}
    for spell in spells:
        screen.line()
        screen.wrapped(f"{spell_days(spell)}: {spell.holder_name or 'nobody is named'} ({spell.status})")
        if spell.others:
            rivals = ", ".join(f"{holder} {probability:.2f}" for holder, probability in spell.others)
            screen.wrapped(screen.style(f"or else {rivals}", FAINT), indent=2)
        for stance, told in (("for", spell.claims_for), ("against", spell.claims_against)):
            own_first = sorted((claims[i] for i in told if i in claims), key=lambda c: c.id in spell.around)
            _claims(screen, record, stance, own_first, spell, everything=arguments.all)


def _claims(
    screen: Screen, record: Record, stance: str, claims: Sequence[Claim], spell: ControlSpell, *, everything: bool
) -> None:
    """The claims for or against, each with its speaker, its article and its sentence."""
    found = by_print(record.store, claims)
    shown = found if everything else found[:SHOWN]
    for claim, article, copies in shown:
        said = f"{voice(claim.speaker)} in {printed(article, copies)}{beside(claim, spell)}"
        screen.wrapped(said, indent=10, first=f"  {stance}")
        screen.wrapped(marked(screen, claim), indent=10)
    if len(shown) < len(found):
        screen.line(f"  … and {len(found) - len(shown)} more {stance} it (--all)")


def _nobody(record: Record, arguments: Namespace, place: PlaceSummary) -> str:
    """Why there is no answer."""
    known = record.store.control(place.id)
    if arguments.by is None and arguments.without is None and arguments.on is not None and known:
        return f"no report says who held it on {arguments.on}; what is known begins on {known[0].start} (leave --on away to see it)"
    return "no report says who holds it" + (
        f" (claims that speak of it: {place.claims}; khaldun timeline {place.id})" if place.claims else ""
    )
