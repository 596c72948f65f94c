"""`khaldun timeline`: what is claimed to have happened, in order."""

from __future__ import annotations

import json
from argparse import Namespace

from khaldun.api import open_record
from khaldun.commands.terminal import FAINT, Screen, by_print, marked, names, period, printed, voice
from khaldun.export import rows
from khaldun.model import Claim

DAYS = 12
"""The width of the first column: a day, and two spaces. What lasts longer stands in a line of its own."""


def run(arguments: Namespace) -> int:
    """Answer, as lines or as JSON."""
    with open_record(arguments.record) as record:
        days = {"start": arguments.start, "end": arguments.end}
        claims = record.timeline(arguments.subject, **days, by=arguments.by, without=arguments.without)
        if arguments.json:
            print(json.dumps([rows.claim(c) for c in claims], ensure_ascii=False, indent=1))
            return 0
        screen = Screen()
        if not claims:
            screen.line("nothing is claimed of it in these days")
        for claim, article, copies in by_print(record.store, claims):
            screen.heading(period(claim.when), f"{told(claim)}  {screen.style(claim.id, FAINT)}", indent=DAYS)
            screen.wrapped(marked(screen, claim), indent=DAYS)
            screen.wrapped(f"{voice(claim.speaker)} in {printed(article, copies)}", indent=DAYS)
    return 0


def told(claim: Claim) -> str:
    """A claim in a few words: kind, status unless it simply happened, who, whom, where, how many."""
    status = "" if claim.status == "happened" else f" ({claim.status})"
    actors, targets = names(claim.actors), names(claim.targets)
    who = f"{actors} → {targets}" if actors and targets else f"→ {targets}" if targets else actors
    parts = [f"{claim.kind}{status}"]
    if who:
        parts.append(who)
    if claim.place is not None:
        within = {"part": "part of ", "most": "most of "}.get(claim.place.extent, "")
        parts.append(f"at {within}{claim.place.name}")
    if claim.quantities:
        parts.append(", ".join(q.text for q in claim.quantities))
    return "; ".join(parts)
