"""`viina`: who holds each place on each day, after the control files of VIINA: a sheet a year, a row for each place and day.

Where VIINA's columns of status tell what each of its four maps says, here they tell what each voice says: a side, or the press,
monitors and the like who are of none. A voice's column goes by its word alone, as `khaldun holds --by` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from khaldun.export.about import write_about
from khaldun.export.coding import Coder
from khaldun.export.csv import sheet
from khaldun.model import CORE_KINDS, Claim, ControlSpell, Judgement
from khaldun.record.around import KINDS, around, informs
from khaldun.record.control import control
from khaldun.record.judgements import judged
from khaldun.record.parties import Parties
from khaldun.store import Store
from khaldun.store.streams import each, last_published, places_held, stories_of

COLUMNS = ("geonameid", "place", "longitude", "latitude", "date", "status", "besieged", "probability")
"""The columns before those of the voices, which are called `status_` and the voice; `vcontrol_version` is the last one."""

CONTESTED = "CONTESTED"
Rows = dict[date, tuple[str, bool, float]]


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `control_<year>.csv` for every year, and `about.txt`; gives the files."""
    said = write_about(store, folder, names=names, over=("control_*.csv",))
    judgements = store.judgements()
    voices = sorted({_voice(c) for c in each(store, Claim) if c.kind in CORE_KINDS and c.place is not None})
    columns = (*COLUMNS, *(f"status_{v}" for v in voices), "vcontrol_version")
    version = store.meta().get("program", "")
    parties, last = Parties.of(Coder(store).knowledge), last_published(store)

    @cache
    def informing(around_id: str) -> tuple[Claim, ...]:
        lot = store.lot([around_id], judgements, KINDS)
        kept = judged(lot.claims, judgements)
        return tuple(c for c in kept if c.place is not None and c.place.id == around_id and informs(c))

    written: dict[int, tuple[Path, Callable[[Mapping[str, Any]], None]]] = {}
    with ExitStack() as stack:
        for place_id in places_held(store):
            claims = _claims(store, place_id, judgements)
            near = sorted({i for c in claims if c.place is not None for i in around(c.place)})
            wider = [c for i in near for c in informing(i)]
            for row in _rows(store, place_id, claims, wider, parties, last):
                year = row["date"].year
                if year not in written:
                    path = folder / f"control_{year}.csv"
                    written[year] = path, stack.enter_context(sheet(path, columns))
                written[year][1]({**row, "vcontrol_version": version})
    return [*(written[year][0] for year in sorted(written)), said]


def _voice(claim: Claim) -> str:
    """Whose word a claim is: a side's, a kind of speaker's who is of none, or the press's own."""
    if claim.speaker is None:
        return "press"
    return (claim.speaker.side or claim.speaker.kind).replace("-", "_").replace(" ", "_")


def _claims(store: Store, place_id: str, judgements: Sequence[Judgement]) -> list[Claim]:
    """The claims on a place, as reviewers leave them; those too that they moved there."""
    moved = [j.claim_id for j in judgements if j.field == "place"]
    found = {c.id: c for c in [*store.claims(place_id=place_id), *store.claims(ids=moved)]}
    kept = judged(found.values(), [j for j in judgements if j.claim_id in found])
    return [c for c in kept if c.place is not None and c.place.id == place_id]


def _rows(
    store: Store, place_id: str, claims: Sequence[Claim], wider: Sequence[Claim], parties: Parties, last: date | None
) -> Iterator[dict[str, Any]]:
    """The rows of a place, by day, up to the last day of the record."""
    spells = store.control(place_id)
    days = _days(spells, last)
    if not days:
        return
    articles = {a.id: a for a in store.some_articles(sorted({c.article_id for c in (*claims, *wider)}))}
    story_of = stories_of(store, articles)
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(_voice(claim), []).append(claim)
    by_voice = {
        v: _days(control(some, articles, parties, story_of, [c for c in wider if _voice(c) == v]), last)
        for v, some in sorted(told.items())
    }
    place = spells[0].place
    prefix, _, number = place.id.partition(":")
    for day in sorted(days):
        status, besieged, probability = days[day]
        said = {f"status_{v}": found[day][0] for v, found in by_voice.items() if day in found}
        key = number if prefix == "geonames" else place.id
        where = (key, place.name, place.lon, place.lat, day, status, besieged, probability)
        yield {**dict(zip(COLUMNS, where, strict=True)), **said}


def _days(spells: Sequence[ControlSpell], last: date | None) -> Rows:
    """Who holds a place on each day: its holder's id, CONTESTED, or nothing where nobody is known to; whether besieged; how likely."""
    found: Rows = {}
    for spell in spells:
        stop = spell.stop or max(spell.start, last or spell.reported or spell.start) + timedelta(1)
        status = CONTESTED if spell.status == "contested" else spell.holder_id or ""
        for n in range((stop - spell.start).days):
            found[spell.start + timedelta(n)] = status, spell.status == "besieged", spell.probability
    return found
