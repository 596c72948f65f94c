"""Styles of the layers of a GeoPackage, as QGIS keeps them (QML): colours, what fades, and which columns hold the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import quoteattr

COLOURS = {
    "ink": "#3a3f46", "blue": "#0072b2", "orange": "#e69f00", "green": "#009e73", "vermilion": "#d55e00", "purple": "#cc79a7",
    "sky": "#56b4e9", "yellow": "#f0e442", "wine": "#93306c", "olive": "#5a6418",
}  # fmt: skip
"""The colours of the pages, told apart with the common kinds of colour blindness (most of them after Okabe and Ito)."""

OTHER = "#737a83"
STATUSES = {"happened": "blue", "ongoing": "green", "ended": "sky", "planned": "orange", "expected": "yellow", "hypothetical": "purple", "denied": "vermilion"}  # fmt: skip
_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_TIME = (
    '<temporal enabled="1" mode="2" limitMode="0" startField="start_date" endField="end_date" startExpression="" endExpression=""'
    ' durationField="" durationUnit="min" fixedDuration="0" accumulate="0"><fixedRange><start></start><end></end></fixedRange></temporal>'
)
"""Mode 2: a start and an end field; limit mode 0: the end is not in it."""


def style(layer: str, holders: Sequence[tuple[str, str]], kinds: Sequence[str], wishes: Mapping[str, str]) -> str:
    """The style of a layer: control by holder (the usual colour of each where the packs name one), incidents by kind, claims by status."""
    if layer == "control":
        names = dict(holders)
        found = [(h, names[h] or h, c) for h, c in coloured([h for h, _ in holders], wishes).items()]
        return _qml("holder_id", [*found, ("", "nobody named", OTHER)], size="3.4", opacity='coalesce("probability", 0.5)')
    if layer == "incidents":
        return _qml("kind", [(k, k.replace(".", " "), c) for k, c in coloured(kinds, {}).items()], size="2.2", opacity="0.8")
    return _qml("status", [(s, s, COLOURS[c]) for s, c in STATUSES.items()], size="1.6", opacity='coalesce("confidence", 0.5)')


def coloured(keys: Sequence[str], wishes: Mapping[str, str]) -> dict[str, str]:
    """A colour for each: the wished ones first, then those left in order; grey where there are none."""
    found = {k: COLOURS[wishes[k]] for k in keys if wishes.get(k) in COLOURS}
    left = [c for c in COLOURS.values() if c not in found.values()]
    for key in keys:
        if key not in found:
            found[key] = left.pop(0) if left else OTHER
    return {key: found[key] for key in keys}


def _qml(column: str, found: Iterable[tuple[str, str, str]], *, size: str, opacity: str) -> str:
    listed = list(found)
    categories = "".join(
        f'<category value={quoteattr(value)} symbol="{n}" label={quoteattr(label)} render="true" type="string"/>'
        for n, (value, label, _) in enumerate(listed)
    )
    symbols = "".join(_symbol(n, colour, size, opacity) for n, (_, _, colour) in enumerate(listed))
    return (
        f'{_HEAD}<qgis version="3.28.0" styleCategories="Symbology|Temporal" hasScaleBasedVisibilityFlag="0">{_TIME}'
        f'<renderer-v2 type="categorizedSymbol" attr="{column}" symbollevels="0" enableorderby="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2><layerGeometryType>0</layerGeometryType></qgis>"
    )


def _symbol(n: int, colour: str, size: str, opacity: str) -> str:
    rgb = ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    options = {
        "color": f"{rgb},255",
        "name": "circle",
        "outline_color": "255,255,255,255",
        "outline_width": "0.2",
        "size": size,
        "size_unit": "MM",
    }
    props = "".join(f'<Option type="QString" name="{k}" value="{v}"/>' for k, v in options.items())
    defined = (
        '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties">'
        f'<Option type="Map" name="alpha"><Option type="bool" name="active" value="true"/>'
        f'<Option type="QString" name="expression" value={quoteattr(f"100 * {opacity}")}/><Option type="int" name="type" value="3"/></Option>'
        '</Option><Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
    )
    return (
        f'<symbol type="marker" name="{n}" alpha="1" clip_to_extent="1" force_rhr="0">{defined}'
        f'<layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">{props}</Option></layer></symbol>'
    )
