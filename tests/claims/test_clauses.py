"""Deeds under a word of speech or will, over hand-made parses."""

import pytest

from khaldun.claims.clauses import deeds, does, unless
from khaldun.language.conllu import parse
from khaldun.language.sentence import Sentence
from tests.claims.made import rows


def sentence(text: str) -> Sentence:
    (found,) = parse(rows(text))
    return found


SAID = """
It it PRON _ 2 nsubj
said say VERB Tense=Past 0 root
it it PRON _ 5 nsubj
{modal} {modal} AUX _ 5 aux
lift lift VERB VerbForm=Inf 2 ccomp
curfews curfew NOUN _ 5 obj
"""


@pytest.mark.parametrize(("modal", "mood"), [("would", "ahead"), ("must", "must"), ("may", "open")])
def test_the_modal_gives_the_mood(modal, mood):
    assert [d.mood for d in deeds(sentence(SAID.format(modal=modal)), 1)] == [mood]


def test_a_past_deed_is_none():
    said = sentence(
        "It it PRON _ 2 nsubj\nsaid say VERB Tense=Past 0 root\nit it PRON _ 4 nsubj\nleft leave VERB Tense=Past 2 ccomp"
    )
    assert list(deeds(said, 1)) == []


def test_a_verb_may_ask_for_its_object():
    said = sentence(SAID.format(modal="would"))
    (deed,) = deeds(said, 1)
    assert does(said, deed, frozenset({"lift curfew"}))
    assert not does(said, deed, frozenset({"lift siege"}))
    assert not unless(said, deed)


def test_words_of_will_pass_on_the_deed_below():
    ready = sentence("""
It it PRON _ 2 nsubj
said say VERB Tense=Past 0 root
it it PRON _ 5 nsubj
is be AUX Tense=Pres 5 cop
ready ready ADJ _ 2 ccomp
to to PART _ 7 mark
talk talk VERB VerbForm=Inf 5 xcomp
""")
    assert [(d.index, d.mood) for d in deeds(ready, 1)] == [(6, "ahead")]
