import numpy as np
import pytest

from khaldun.origin.windows import letters, normalise, windows


def test_line_breaks_hyphens_case_and_quotes_do_not_matter() -> None:
    assert normalise("The north-\neastern “Front”, it said") == normalise('the north eastern "FRONT" it said')


def test_accents_are_dropped() -> None:
    assert normalise("Kobanî") == b"kobani"


def test_another_script_keeps_its_letters() -> None:
    assert normalise("حلب 12") == "حلب12".encode()


def test_hashes_are_the_same_on_every_machine() -> None:
    assert windows(b"khaldunreadsthereports").tolist() == [
        18406418428765714551,
        4481057377939313919,
        15266851261364411741,
    ]


def test_a_short_text_has_one_window_and_an_empty_one_none() -> None:
    assert len(windows(b"short")) == 1
    assert len(windows(b"")) == 0


def test_a_window_hashes_alike_wherever_it_stands() -> None:
    part = b"thesametwentyletters"
    assert np.intersect1d(windows(b"before" + part), windows(part + b"after")).size == 1


@pytest.mark.parametrize(
    "said", ["", "A plain one, in 2016.", "“Kobanî” – she said…", "the ﬁrst ﬂight", "حلب 12", "İstanbul ₂ №", "x\ud800y"]
)
def test_letters_are_the_normalised_text_with_their_places(said: str) -> None:
    plain, at = letters(said)
    assert plain == normalise(said)
    assert len(plain) == len(at)
    assert all(normalise(said[place]) for place in set(at.tolist()))
