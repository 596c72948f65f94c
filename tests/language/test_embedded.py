"""The embedded engine with its own weights. The sentences are written for these tests."""

from __future__ import annotations

import pytest

from khaldun.language.embedded import MAX_TOKENS
from khaldun.language.sentence import Engine, Sentence

TEXT = "Government troops seized the hill above Zarqin on Monday.\n\nThe rebels, who had held it since May, fled to Old Town."


def test_offsets_are_those_of_the_text(engine: Engine) -> None:
    for sentence in engine.read([TEXT])[0]:
        assert TEXT[sentence.start : sentence.end] == sentence.text
        assert all(TEXT[t.start : t.end] == t.text for t in sentence.tokens)
        assert all(TEXT[e.start : e.end] == e.text for e in sentence.entities)


def test_a_plain_sentence_is_read_right(engine: Engine) -> None:
    first = engine.read([TEXT])[0][0]
    root = next(t for t in first.tokens if t.head == -1)
    assert (root.text, root.lemma, root.pos) == ("seized", "seize", "VERB")
    assert [t.text for t in first.children(root.index, "nsubj", "obj")] == ["troops", "hill"]


def test_batching_does_not_change_what_is_read(engine: Engine) -> None:
    texts = [TEXT, "Shells fell on the market.", "", "He said that nobody was hurt. " * 7]
    alone = [engine.read([text])[0] for text in texts]

    def shape(read: list[list[Sentence]]) -> list[list[list[tuple[int, str]]]]:
        return [[[(t.head, t.relation) for t in s.tokens] for s in text] for text in read]

    assert shape(engine.read(texts)) == shape(alone)


def test_one_root_and_no_more(engine: Engine) -> None:
    for sentence in engine.read(["Fighting raged, residents said, and the market burned; nobody knew why."])[0]:
        assert sum(t.head == -1 for t in sentence.tokens) == 1


def test_a_sentence_without_end_is_read_in_parts(engine: Engine) -> None:
    text = "They took " + ", ".join(f"village Abc{i}" for i in range(200)) + "."
    read = engine.read([text])[0]
    assert len(read) > 1
    assert max(len(s.tokens) for s in read) <= MAX_TOKENS
    assert sum(len(s.tokens) for s in read) > 500


def test_links_and_codes_do_not_break_it(engine: Engine) -> None:
    assert engine.read(["x" * 5000 + " http://example.org/" + "a" * 3000, "\x00\x01 ۞ 文字 😀"])


def test_its_name_tells_the_weights(engine: Engine) -> None:
    assert engine.name.startswith("embedded-")
    assert len(engine.name) == len("embedded-") + 12


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Warplanes bombed the old bridge.", "warplane"),
        ("Airstrikes hit the depot at dawn.", "airstrike"),
        ("Fighting broke out near Gadra.", "fighting"),
        ("Gunmen killed ten men.", "gunman"),
    ],
)
def test_a_capital_makes_no_name_of_a_plain_noun(engine: Engine, text: str, lemma: str) -> None:
    sentence = engine.read([text])[0][0]
    assert (sentence.tokens[0].pos, sentence.tokens[0].lemma) == ("NOUN", lemma)
    assert not any(e.first == 0 for e in sentence.entities)


def test_a_verb_with_an_object_stays_one(engine: Engine) -> None:
    assert engine.read(["Taking the hill cost them forty men."])[0][0].tokens[0].pos == "VERB"


def test_words_that_the_engine_would_take_for_others_are_read_as_what_they_are(engine: Engine) -> None:
    first = engine.read(["Fighters allied to the council retook Zarqin."])[0][0]
    root = next(t for t in first.tokens if t.head == -1)
    assert (root.text, root.lemma, [t.text for t in first.children(root.index, "nsubj")]) == ("retook", "retake", ["Fighters"])
    second = engine.read(["IS gunmen fled Hit at dawn."])[0][0]
    assert [(t.text, t.pos) for t in second.tokens if t.text in {"IS", "Hit"}] == [("IS", "PROPN"), ("Hit", "PROPN")]


def test_common_words_keep_their_reading(engine: Engine) -> None:
    first = engine.read(["Hit by a shell, the mill burned."])[0][0]
    assert first.tokens[0].pos == "VERB"
