"""Colours of holders: the same holder has the same colour on every page, map and strip of a record.

The ten colours are told apart with the common kinds of colour blindness (eight after Okabe and Ito, two more after Tol); their
values, light and dark, stand in `static/khaldun.css` as `--holder-0` to `--holder-9`, with `--holder-other` for any further holder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NAMES = ("ink", "blue", "orange", "green", "vermilion", "purple", "sky", "yellow", "wine", "olive")
OTHER = "other"


def assign(holders: Iterable[tuple[str, int]], wishes: Mapping[str, str]) -> dict[str, str]:
    """A slot (`0` to `9`, or `other`) for each holder, given with a weight: who holds most is served first.

    A wish (holder -> colour name, from the knowledge packs' `colours.yaml`) comes before weight, so that a well-known holder keeps
    its usual colour in every record.
    """
    totals: dict[str, int] = {}
    for holder, weight in holders:
        totals[holder] = totals.get(holder, 0) + weight
    order = sorted(totals, key=lambda h: (h not in wishes, -totals[h], h))
    free = [str(n) for n in range(len(NAMES))]
    slots: dict[str, str] = {}
    for holder in order:
        wished = str(NAMES.index(wishes[holder])) if wishes.get(holder) in NAMES else None
        slot = wished if wished in free else (free[-1] if free and wished is None else None)
        if slot is not None:
            free.remove(slot)
        slots[holder] = slot or (free.pop() if free else OTHER)
    return slots
