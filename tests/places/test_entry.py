import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.places.entry import Entry, between, distance, offset, town_radius


def test_damascus_to_aleppo_is_some_three_hundred_kilometres():
    assert distance(33.51, 36.29, 36.20, 37.16) == pytest.approx(310, abs=3)


@given(lat=st.floats(-70, 70), lon=st.floats(-180, 180), bearing=st.floats(0, 360), km=st.floats(0.1, 300))
def test_an_offset_lies_as_far_as_was_asked(lat, lon, bearing, km):
    assert distance(lat, lon, *offset(lat, lon, bearing, km)) == pytest.approx(km, rel=0.01, abs=0.01)


def test_east_is_east_and_north_is_north():
    lat, lon = offset(34.56, 38.27, 90, 70)
    assert (lat, lon) == (pytest.approx(34.56, abs=0.01), pytest.approx(39.03, abs=0.01))
    assert offset(34.56, 38.27, 0, 111)[0] == pytest.approx(35.56, abs=0.01)


def test_the_plane_distance_holds_across_the_date_line():
    one = Entry("a", "a", "settlement", 10, 179.5, "FJ", None, 0, 1)
    other = Entry("b", "b", "settlement", 10, -179.5, "FJ", None, 0, 1)
    assert between(one, other) == pytest.approx(109.5, abs=2)


def test_larger_towns_reach_further():
    assert 1.5 == town_radius(0) < town_radius(250_000) < town_radius(10_000_000) == 20
