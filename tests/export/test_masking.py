from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.export.masking import BLOCK, Mask, gives_away, mask_of
from khaldun.model import Mention


def person(text: str, name: str, *, private: bool = True) -> Mention:
    start = text.index(name)
    return Mention("person", start, start + len(name), name, private=private)


def test_a_recognised_name_and_its_other_occurrences_are_hidden() -> None:
    text = "Mona Saleh fled. Her brother heard Saleh’s voice; mona saleh wept."
    masked = mask_of([person(text, "Mona Saleh")]).body(text)
    assert masked == f"{BLOCK * 10} fled. Her brother heard {BLOCK * 5}’s voice; {BLOCK * 10} wept."


def test_a_family_name_that_a_public_person_bears_stays() -> None:
    text = "Rami Makhlouf, a farmer, spoke. Minister Jad Makhlouf did not."
    masked = mask_of([person(text, "Rami Makhlouf"), person(text, "Jad Makhlouf", private=False)]).body(text)
    assert masked == f"{BLOCK * 13}, a farmer, spoke. Minister Jad Makhlouf did not."


def test_public_persons_are_not_hidden() -> None:
    assert not mask_of([person("Minister Jad Makhlouf spoke.", "Jad Makhlouf", private=False)])


def test_a_name_within_a_longer_word_stays() -> None:
    assert Mask((), ("Ali",)).words("Ali met Alia in Alicante.") == f"{BLOCK * 3} met Alia in Alicante."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Omar Sâleh", "omar saleh"),
        ("Omar Saleh", "Omar\nSâleh"),
        ("Omar Saleh", "omar-saleh"),
        ("Omar Saleh", "OMAR_SALEH"),
        ("Rania O'Neil", "rania-oneil"),
        ("Rania O'Neil", "Rania O’Neil"),
        ("Abd-al-Latif", "Abd al Latif"),
    ],
)
def test_a_name_is_hidden_however_it_is_spelt(name: str, text: str) -> None:
    assert Mask((), (name,)).words(f"x {text} y") == f"x {BLOCK * len(text)} y"


def test_names_that_overlap_are_both_hidden() -> None:
    assert Mask((), ("Omar Saleh", "Saleh Aziz")).words("Omar Saleh Aziz") == BLOCK * 15


def test_the_name_without_its_title_is_hidden_too() -> None:
    text = "Dr. Omar Saleh was named. Omar Saleh fled."
    assert mask_of([person(text, "Dr. Omar Saleh")]).body(text) == f"{BLOCK * 14} was named. {BLOCK * 10} fled."


def test_the_id_of_a_hidden_name_tells_no_letter_of_it() -> None:
    mask = Mask((), ("Omar Saleh",))
    assert mask.key("omar-saleh", "Omar Saleh") == BLOCK * 10
    assert mask.key("o-salih-2", "Omar Saleh") == BLOCK * 9
    assert mask.key("syrian-army", "Syrian army") == "syrian-army"


def test_a_word_that_stands_for_a_name_is_not_hidden_elsewhere() -> None:
    text = "He fled. Then he came back."
    assert not mask_of([replace(person(text, "He"), anaphor=True)])


def test_a_search_gives_away_only_what_is_hidden() -> None:
    text, masked = "Mona Sâleh fled Mona town", f"{BLOCK * 10} fled Mona town"
    assert gives_away("saleh", text, masked)
    assert gives_away("sal*", text, masked)
    assert gives_away('"mona saleh"', text, masked)
    assert not gives_away("mona", text, masked)
    assert not gives_away("town*", text, masked)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
    st.lists(st.text(min_size=2, max_size=5), max_size=3),
)
def test_offsets_hold_whatever_is_masked(text: str, spans: list[tuple[int, int]], names: list[str]) -> None:
    inside = tuple((min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans)
    masked = Mask(inside, tuple(names)).body(text)
    assert len(masked) == len(text)
    assert all(m in {t, BLOCK} for m, t in zip(masked, text, strict=True))
