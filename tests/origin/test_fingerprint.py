import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.origin import Fingerprint, fingerprint
from tests.origin.make import article, text


@given(st.text(max_size=400))
def test_bytes_there_and_back(body: str) -> None:
    made = fingerprint(article("a", body))
    assert Fingerprint.from_bytes(made.to_bytes()) == made


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.from_bytes(b"something else altogether, and long enough")


def test_about_one_window_in_sixteen_is_kept() -> None:
    made = fingerprint(article("a", text(*range(60))))
    assert 0.04 < len(made.hashes) / made.size < 0.09


def test_the_headline_does_not_count() -> None:
    plain = article("a", text(1, 2, 3))
    assert fingerprint(plain).to_bytes() == fingerprint(article("b", text(1, 2, 3), publisher="Courier")).to_bytes()
