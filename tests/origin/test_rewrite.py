"""Reports of our own, each with a rewrite that an editor could have made, and reports that only look like rewrites."""

from datetime import date

import numpy as np
import pytest

from khaldun.origin.compare import Comparer
from khaldun.origin.differ import Named
from khaldun.origin.rewrite import rewritten
from tests.origin.make import article

FERRY = (
    "A ferry with 210 people on board ran aground off Porto Selim in thick fog on Sunday night, the harbour office said. Fishing boats took "
    "off all passengers by dawn, and nobody was badly hurt. The captain, Luca Brandi, told investigators that the radar had failed twenty "
    "minutes before the accident. Divers were checking the hull on Monday for leaks of fuel. The line has had two such accidents since 2014."
)
FERRY_AGAIN = (
    "In thick fog a ferry carrying 210 people ran onto rocks near Porto Selim late on Sunday, according to the harbour office. By dawn every "
    "passenger had been taken off by fishing boats, none of them badly hurt. Captain Luca Brandi said to investigators that his radar stopped "
    "working twenty minutes before the accident. On Monday divers looked at the hull for leaking fuel. Since 2014 the line has had two such "
    "accidents."
)
PRISON = (
    "Forty inmates escaped from the central prison of Dal Abar on Tuesday after a lorry was driven through its gate, officials said. Guards "
    "shot two of them, and nine were caught in the fields nearby, said the governor, Idris Qadri. A soldier died in an exchange of fire at the "
    "eastern tower. Among those at large are three commanders of the Islah Brigade who were sentenced in 2012. Roads to Marqa were closed."
)
PRISON_AGAIN = (
    "A lorry smashed through the gate of the central prison of Dal Abar on Tuesday and forty inmates got away, according to officials. Two of "
    "them were shot by guards and nine caught in fields nearby, the governor, Idris Qadri, said. One soldier was killed when fire was exchanged "
    "at the eastern tower. Three commanders of the Islah Brigade, sentenced in 2012, are among those still at large. Roads to Marqa were shut."
)
PRISON_LATER = (
    "Idris Qadri, the governor, resigned on Tuesday over the escape from the central prison of Dal Abar. He had promised parliament new gates "
    "and a wall in 2012, when the Islah Brigade first tried to free its men, but no money was ever paid. Families of guards marched in Marqa to "
    "ask for his trial. A committee of judges is to say within a month who let the repairs lapse."
)


def hour(n: int, text: str) -> object:
    """An article of that day of May."""
    return article(f"a{n}", text, day=date(2016, 5, n))


@pytest.mark.parametrize(("one", "two"), [(FERRY, FERRY_AGAIN), (PRISON, PRISON_AGAIN)])
def test_a_report_in_other_words_is_a_rewrite_whichever_is_asked_first(one: str, two: str) -> None:
    assert rewritten(Named(one), Named(two))
    assert rewritten(Named(two), Named(one))


def test_other_news_with_the_same_names_is_no_rewrite() -> None:
    assert not rewritten(Named(PRISON), Named(PRISON_LATER))


def test_another_days_accident_in_other_words_is_no_rewrite() -> None:
    other = FERRY_AGAIN.replace("210", "95").replace("Porto Selim", "Cala Verde").replace("Luca Brandi", "Ada Monti")
    assert not rewritten(Named(FERRY), Named(other))


def test_sentences_in_another_order_are_no_rewrite() -> None:
    turned = " ".join(reversed(FERRY_AGAIN.split(". ")))
    assert not rewritten(Named(FERRY), Named(turned))


def test_little_can_be_told_of_a_few_sentences() -> None:
    assert not rewritten(Named(FERRY.split(" Divers")[0]), Named(FERRY_AGAIN.split(" On Monday")[0]))


def test_a_rewrite_is_an_edit_where_it_was_printed_in_those_days() -> None:
    near = Comparer([hour(1, PRISON), hour(2, PRISON_AGAIN)], np.empty(0, np.uint64))(0, 1)  # type: ignore[list-item]
    far = Comparer([hour(1, PRISON), hour(9, PRISON_AGAIN)], np.empty(0, np.uint64))(0, 1)  # type: ignore[list-item]
    assert near is not None
    assert (near.relation, far) == ("edit", None)
