"""Outlines of countries, as the page's map has them (Natural Earth, by way of world-atlas), for a map without a server."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

_APP = Path(__file__).parents[1] / "web/static/app"
_COUNTRIES = "node_modules/world-atlas/countries-50m.json"


def rings(box: Box | None) -> list[list[float]]:
    """The edges of the countries that reach into a part of the world, each as longitudes and latitudes in turn; none where the map's
    files are not there, or no part is asked for."""
    topology = _topology()
    if topology is None or box is None:
        return []
    arcs = _arcs(topology)
    found = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [country.get("arcs")], "MultiPolygon": country.get("arcs")}.get(country["type"], [])
        for ring in (ring for polygon in polygons for ring in polygon):
            line = _line(ring, arcs)
            if _meets(line, box):
                found.append([round(value, 2) for point in line for value in point])
    return found


@lru_cache(maxsize=1)
def _topology() -> dict[str, Any] | None:
    try:
        manifest = json.loads((_APP / "manifest.json").read_text(encoding="utf-8"))
        found: dict[str, Any] = json.loads((_APP / manifest[_COUNTRIES]["file"]).read_text(encoding="utf-8"))
    except (OSError, KeyError, ValueError):
        return None
    return found


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The lines that borders are made of: TopoJSON keeps them as whole numbers, each the step from the one before."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + x0, y * ky + y0))
        found.append(line)
    return found


def _line(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """A ring as one line; a number below zero is the arc of its complement, backwards."""
    line: list[tuple[float, float]] = []
    for n in ring:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        line += arc[1:] if line else arc
    return line


def _meets(line: list[tuple[float, float]], box: Box) -> bool:
    west, south, east, north = box
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south
