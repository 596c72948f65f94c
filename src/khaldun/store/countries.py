"""Countries by name: a record keeps ISO 3166 codes, a person reads names."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache

from khaldun.errors import KhaldunError
from khaldun.places.gazetteer import BUNDLED, connect
from khaldun.store.views import PlaceSummary


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The countries of the gazetteer that comes with the program, by code; none where there is no gazetteer."""
    try:
        with closing(connect(BUNDLED)) as gazetteer:
            return dict(gazetteer.execute("SELECT country, name FROM place WHERE kind = 'country' ORDER BY country, n"))
    except KhaldunError:
        return {}


def country_name(code: str) -> str:
    """`SY` -> `Syria`; the code itself where it is unknown."""
    return _names().get(code, code)


def kind_and_country(place: PlaceSummary) -> str:
    """`settlement in Syria`; only the kind for a country itself, or where the country is unknown."""
    if not place.country or place.kind == "country":
        return place.kind
    return f"{place.kind} in {country_name(place.country)}"
