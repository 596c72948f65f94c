"""Countries are told by name."""

from __future__ import annotations

import pytest

from khaldun.store.countries import country_name, kind_and_country
from khaldun.store.views import PlaceSummary


@pytest.mark.parametrize(
    ("code", "name"), [("SY", "Syria"), ("IQ", "Iraq"), ("CD", "Democratic Republic of the Congo"), ("ZZ", "ZZ")]
)
def test_a_code_has_a_name(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize(
    ("kind", "country", "told"),
    [("settlement", "SY", "settlement in Syria"), ("country", "SY", "country"), ("area", None, "area"), ("road", "", "road")],
)
def test_a_place_is_told_with_its_country(kind: str, country: str | None, told: str) -> None:
    assert kind_and_country(PlaceSummary("x", "X", None, None, None, kind, country, None, 0, 0, 0)) == told
