"""What a sentence tells of its own tokens."""

from __future__ import annotations

import pickle

from khaldun.language.conllu import parse
from khaldun.language.sentence import Sentence

ROWS = """
1 Troops troops NOUN _ _ 2 nsubj _ _
2 entered enter VERB _ _ 0 root _ _
3 Ramla Ramla PROPN _ _ 2 obj _ SpaceAfter=No
4 . . PUNCT _ _ 2 punct _ _
"""


def sentence() -> Sentence:
    return parse(f"1 Rain rain NOUN _ _ 0 root _ _\n\n{ROWS}")[1]


def test_the_tokens_that_overlap_a_stretch_of_the_text() -> None:
    made = sentence()
    start = made.start
    assert made.at(start, start + 3) == (0, 1)
    assert made.at(start + 7, start + 18) == (1, 3)
    assert made.at(start + 6, start + 7) == (0, 0)
    assert made.at(start - 5, start) == (0, 0)
    assert made.at(start, start + 500) == (0, 4)


def test_words_are_the_tokens_in_lower_case_before_and_after_a_journey() -> None:
    made = sentence()
    assert made.words == ("troops", "entered", "ramla", ".")
    assert pickle.loads(pickle.dumps(made)).words == made.words


def test_words_do_not_make_sentences_differ() -> None:
    one, other = sentence(), sentence()
    assert one.words and one == other
