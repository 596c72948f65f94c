"""Pairs that share windows are all found, each once, however the work is cut."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.origin import candidates
from khaldun.origin.candidates import Table, enough, pairs

TEXTS = st.lists(st.sets(st.integers(0, 12), max_size=8), min_size=2, max_size=14)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False), st.sampled_from([1, 7, 1000]))
def test_pairs_are_those_of_comparing_all_with_all(texts: list[set[int]], chance: object, chunk: int) -> None:
    joined = [chance.randrange(4) for _ in texts]  # type: ignore[attr-defined]
    dirty = [chance.random() < 0.5 for _ in texts]  # type: ignore[attr-defined]
    table = Table.of([np.array(sorted(t), dtype=np.uint64) for t in texts])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_CHUNK", chunk)
        found = [
            (*sorted(pair), n)
            for one, two, count in pairs(table, np.array(joined), np.array(dirty))
            for *pair, n in zip(one.tolist(), two.tolist(), count.tolist(), strict=True)
        ]
    assert sorted(found) == [
        (i, j, len(texts[i] & texts[j]))
        for i, j in combinations(range(len(texts)), 2)
        if joined[i] != joined[j] and (dirty[i] or dirty[j]) and texts[i] & texts[j]
    ]


def test_a_pair_is_worth_a_look_by_the_share_of_the_smaller() -> None:
    table = Table.of(
        [np.arange(100, dtype=np.uint64), np.arange(99, 105, dtype=np.uint64), np.arange(90, 300, dtype=np.uint64)]
    )
    found = enough(pairs(table, np.arange(3), np.ones(3, bool)), np.array([100, 6, 210]))
    assert [(one, two, round(share, 2)) for one, two, share in found] == [(0, 1, 0.17), (1, 2, 1.0)]
