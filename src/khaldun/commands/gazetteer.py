"""`khaldun gazetteer add`."""

from __future__ import annotations

import sys
from argparse import Namespace

from khaldun.commands.build import Progress, many
from khaldun.places.add import add as add_places
from khaldun.places.gazetteer import own_file


def add(arguments: Namespace) -> int:
    """Add the places of a file; 1 where lines were left out."""
    with Progress() as progress:
        added = add_places(arguments.file, progress=progress)
    for reason in added.why:
        print(f"left out: {reason}", file=sys.stderr)
    if added.left_out > len(added.why):
        print(f"left out: {added.left_out - len(added.why)} more", file=sys.stderr)
    print(f"{many(added.places, 'place')} added to {own_file()}, {many(added.left_out, 'line')} left out")
    return 1 if added.left_out else 0
