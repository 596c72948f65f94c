"""Sites without a name: sentences with their trees, written by hand."""

from __future__ import annotations

import pytest

from khaldun.knowledge import load
from khaldun.language.sentence import Sentence, Token
from khaldun.model import Mention
from khaldun.places.cues import cues
from khaldun.places.sites import sites


def sentence(rows: str) -> Sentence:
    """`form/lemma/POS/head/relation` for each word, heads counted from 1, 0 for the root."""
    text, tokens = "", []
    for i, row in enumerate(rows.split()):
        form, lemma, pos, head, relation = row.split("/")
        text += " " if text else ""
        tokens.append(Token(i, len(text), len(text) + len(form), form, lemma, pos, "", int(head) - 1, relation))
        text += form
    return Sentence(0, 0, len(text), text, tuple(tokens))


def found(rows: str, taken: tuple[Mention, ...] = ()) -> list[Mention]:
    one = sentence(rows)
    return sites(one.text, [one], taken, cues(load()))


SHELLED = "Rebels/rebel/NOUN/2/nsubj shelled/shell/VERB/0/root the/the/DET/4/det hospital/hospital/NOUN/2/obj"


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (SHELLED, ["hospital"]),
        (
            "Jets/jet/NOUN/2/nsubj struck/strike/VERB/0/root a/a/DET/5/det military/military/NOUN/5/compound airport/airport/NOUN/2/obj",
            ["military airport"],
        ),
        ("The/the/DET/2/det bridges/bridge/NOUN/4/nsubj:pass were/be/AUX/4/aux targeted/target/VERB/0/root", ["bridges"]),
        ("They/they/PRON/2/nsubj razed/raze/VERB/0/root homes/home/NOUN/2/obj and/and/CCONJ/5/cc shops/shop/NOUN/3/conj", []),
        (
            "It/it/PRON/2/nsubj hit/hit/VERB/0/root a/a/DET/4/det school/school/NOUN/2/obj and/and/CCONJ/7/cc a/a/DET/7/det clinic/clinic/NOUN/4/conj",
            ["school", "clinic"],
        ),
        (
            "An/a/DET/2/det attack/attack/NOUN/0/root on/on/ADP/5/case the/the/DET/5/det market/market/NOUN/2/nmod",
            ["market"],
        ),
        (
            "Aid/aid/NOUN/2/nsubj reached/reach/VERB/0/root besieged/besiege/VERB/4/amod towns/town/NOUN/2/obj",
            ["towns"],
        ),
        (
            "It/it/PRON/2/nsubj blew/blow/VERB/0/root up/up/ADP/2/compound:prt a/a/DET/5/det bridge/bridge/NOUN/2/obj",
            ["bridge"],
        ),
        (
            "He/he/PRON/2/nsubj saw/see/VERB/0/root a/a/DET/4/det mosque/mosque/NOUN/2/obj shelled/shell/VERB/4/acl twice/twice/ADV/5/advmod",
            ["mosque"],
        ),
        (
            "He/he/PRON/2/nsubj saw/see/VERB/0/root a/a/DET/4/det base/base/NOUN/2/obj shelling/shell/VERB/4/acl it/it/PRON/5/obj",
            [],
        ),
        ("He/he/PRON/2/nsubj visited/visit/VERB/0/root the/the/DET/4/det hospital/hospital/NOUN/2/obj", []),
        (
            "They/they/PRON/2/nsubj seized/seize/VERB/0/root the/the/DET/4/det town/town/NOUN/2/obj of/of/ADP/6/case Hit/Hit/PROPN/4/nmod",
            [],
        ),
    ],
)
def test_a_site_is_what_a_deed_of_war_is_done_to(rows: str, names: list[str]) -> None:
    assert [m.text for m in found(rows)] == names


def test_in_a_text_about_war_a_definite_site_needs_no_deed() -> None:
    rows = "{}/x/NOUN/2/nsubj left/leave/VERB/0/root the/the/DET/4/det hospital/hospital/NOUN/2/obj"
    assert found(rows.format("Doctors")) == []
    assert [m.text for m in found(rows.format("Militants").replace("/x/", "/militant/"))] == ["hospital"]


def test_a_site_has_no_place_and_is_marked_as_no_name() -> None:
    (site,) = found(SHELLED)
    assert site.place is None
    assert site.anaphor


def test_what_goes_back_to_a_name_already_is_left_as_it_is() -> None:
    (site,) = found(SHELLED)
    assert found(SHELLED, (site,)) == []
