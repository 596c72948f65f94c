import numpy as np

from khaldun.language.vectors import sentence_vectors


def test_a_sentence_has_the_same_vector_each_time() -> None:
    vector = sentence_vectors()
    first = vector("The ferry ran aground.")
    vector("Something else was read in between.")
    assert np.array_equal(first, vector("The ferry ran aground."))


def test_no_word_is_no_vector() -> None:
    assert not sentence_vectors()(" ").any()


def test_a_sentence_is_nearer_to_its_rewrite_than_to_another() -> None:
    vector = sentence_vectors()
    one, again = (
        vector("Divers looked at the hull for leaking fuel."),
        vector("The hull was searched by divers for leaks of fuel."),
    )
    other = vector("The minister of education resigned after the vote.")
    mean = (one + again + other) / 3
    assert (one - mean) @ (again - mean) > 0 > (one - mean) @ (other - mean)
