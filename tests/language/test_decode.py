"""Trees from arc scores."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.language.decode import spans, tree


def is_tree(heads: list[int]) -> bool:
    def climbs(i: int) -> bool:
        seen = set()
        while i:
            if i in seen:
                return False
            seen.add(i)
            i = heads[i - 1]
        return True

    return heads.count(0) == 1 and all(climbs(i) for i in range(1, len(heads) + 1))


def weight(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[i, h] for i, h in enumerate(heads)))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_tree_scores_higher(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1))
    heads = tree(scores)
    assert is_tree(heads)
    every = (list(h) for h in itertools.product(range(n + 1), repeat=n) if all(h[i] != i + 1 for i in range(n)))
    assert weight(scores, heads) >= max(weight(scores, h) for h in every if is_tree(h)) - 1e-9


def test_greedy_heads_that_make_a_tree_are_kept() -> None:
    scores = np.array([[0.0, -9, 5, 0], [7, 0, -9, 0], [0, 0, 4, -9]])
    assert tree(scores) == [2, 0, 2]


LABELS = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]


def told(scores: list[list[float]], length: int | None = None) -> list[str]:
    array = np.array([scores])
    return [LABELS[k] for k in spans(array, np.array([length or len(scores)]), LABELS)[0]]


def test_a_name_does_not_change_its_kind_on_the_way() -> None:
    # Word by word the labels would be B-LOC, I-PER.
    assert told([[0, 2.0, 0, 1.9, 0], [0, 0, 1.0, 0, 3.0]]) == ["B-PER", "I-PER"]


def test_a_sentence_does_not_start_inside_a_name() -> None:
    assert told([[0, 1.0, 5.0, 0, 0]]) == ["B-LOC"]


def test_padding_says_nothing() -> None:
    assert told([[0, 3.0, 0, 2.9, 0], [0, 0, 0, 0, 9.0]], length=1)[0] == "B-LOC"
