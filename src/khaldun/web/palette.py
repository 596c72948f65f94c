"""Colours and marks of holders: the same holder has the same colour and the same mark on every page, map and strip of a record.

The ten colours, and the grey of all others, are told apart with the common kinds of colour blindness (eight after Okabe and Ito); their
values, light and dark, stand in `static/khaldun.css` as `--holder-0` to `--holder-9`, with `--holder-other` for any further holder.
Each has a mark besides, so that a print without colour tells them apart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NAMES = ("ink", "blue", "orange", "green", "vermilion", "purple", "sky", "yellow", "wine", "olive")
OTHER = "other"
STRIPES = "stripes"
MARKS = {
    "0": "",
    "1": "M-9.6-2.5H9.6V2.5H-9.6z",
    "2": "M-2.5-9.6H2.5V9.6H-2.5z",
    "3": "M0-4.4A4.4 4.4 0 0 1 0 4.4A4.4 4.4 0 0 1 0-4.4z",
    "4": "M-9.8-1.6H-1.6V-9.8H1.6V-1.6H9.8V1.6H1.6V9.8H-1.6V1.6H-9.8z",
    "5": "M-10 0A10 10 0 0 0 10 0z",
    "6": "M0-7.2A7.2 7.2 0 0 1 0 7.2A7.2 7.2 0 0 1 0-7.2zM0-3.8A3.8 3.8 0 0 0 0 3.8A3.8 3.8 0 0 0 0-3.8z",
    "7": "M0-7L6.5 4.6H-6.5z",
    "8": "M-5.5-8.3L0-2.8L5.5-8.3L8.3-5.5L2.8 0L8.3 5.5L5.5 8.3L0 2.8L-5.5 8.3L-8.3 5.5L-2.8 0L-8.3-5.5z",
    "9": "M0 0V-10A10 10 0 0 1 10 0zM0 0V10A10 10 0 0 1-10 0z",
    OTHER: "M-7.5-6.4H7.5V-2.6H-7.5zM-7.5 2.6H7.5V6.4H-7.5z",
    STRIPES: "M1.4-9.9A10 10 0 0 1 5.5-8.3L-8.3 5.5A10 10 0 0 1 -9.9 1.4zM8.3-5.5A10 10 0 0 1 9.9-1.4L-1.4 9.9A10 10 0 0 1 -5.5 8.3z",
}
"""The mark of each slot on a disc of radius 10 about (0, 0), as an SVG path: plain, a bar across, a bar upright, a dot, a cross, a lower
half, a ring, a triangle, a saltire, two quarters; two bars for any further holder; and the stripes of what is contested."""


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
