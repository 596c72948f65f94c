"""Arc scores -> one tree: the maximum spanning arborescence with a single root (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def _cycle(heads: list[int]) -> list[int] | None:
    """The nodes of one cycle among `heads` (node 0 is the root and has none), or None."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Heads of the best arborescence under `scores[dependent, head]`, shape (n, n), node 0 the root."""
    heads = [0, *(int(h) for h in scores[1:].argmax(axis=1))]
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [i for i in range(len(heads)) if i not in inside]
    index = {node: k for k, node in enumerate(outside)}
    merged = len(outside)
    small = np.full((merged + 1, merged + 1), _NEVER)
    small[:merged, :merged] = scores[np.ix_(outside, outside)]
    leaves = scores[np.ix_(outside, cycle)]
    small[:merged, merged] = leaves.max(axis=1)
    leave_at = [cycle[int(k)] for k in leaves.argmax(axis=1)]
    kept = np.array([scores[node, heads[node]] for node in cycle])
    enters = scores[np.ix_(cycle, outside)] - kept[:, None]
    small[merged, :merged] = enters.max(axis=0)
    enter_at = [cycle[int(k)] for k in enters.argmax(axis=0)]
    np.fill_diagonal(small, _NEVER)
    small_heads = _arborescence(small)
    result = list(heads)
    for node in outside[1:]:
        head = small_heads[index[node]]
        result[node] = leave_at[index[node]] if head == merged else outside[head]
    entry = small_heads[merged]
    result[enter_at[entry]] = outside[entry]
    return result


def tree(scores: NDArray[np.floating]) -> list[int]:
    """Heads (1-based, 0 for the root) of n words from arc scores of shape (n, n + 1), exactly one word under the root.

    Greedy heads already make a tree for most sentences; the exact search runs only when they do not.
    """
    n = scores.shape[0]
    if n == 1:
        return [0]
    full = np.full((n + 1, n + 1), _NEVER)
    full[1:] = scores
    np.fill_diagonal(full, _NEVER)
    greedy = [0, *(int(h) for h in full[1:].argmax(axis=1))]
    if greedy[1:].count(0) == 1 and _cycle(greedy) is None:
        return greedy[1:]
    best: tuple[float, list[int]] | None = None
    highest = full[1:, 1:].max(axis=1)
    gap = full[1:, 0] - highest
    for root in np.argsort(-gap):
        # No tree under a root weighs more than every other word's best head and the root's own; the next ones can weigh less only.
        if best is not None and best[0] >= float(highest.sum() + gap[root]):
            break
        one = full.copy()
        one[1:, 0] = _NEVER
        one[root + 1] = _NEVER
        one[root + 1, 0] = full[root + 1, 0]
        heads = _arborescence(one)
        total = float(sum(one[i, heads[i]] for i in range(1, n + 1)))
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1][1:]


def spans(scores: NDArray[np.floating], lengths: NDArray[np.integer], labels: list[str]) -> NDArray[np.int64]:
    """The best BIO label of each word, shape (B, T), from scores (B, T, labels): an `I-X` only after `B-X` or `I-X` (Viterbi).

    Each word's own best label would now and then begin a name as a place and end it as a person.
    """
    count = len(labels)
    allowed = np.zeros((count, count))
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            allowed[:, j] = _NEVER
            for before in (f"B-{label[2:]}", label):
                allowed[labels.index(before), j] = 0.0
    outside = labels.index("O")
    emitted = np.where(
        (np.arange(scores.shape[1]) < lengths[:, None])[:, :, None], scores, np.where(np.arange(count) == outside, 0.0, _NEVER)
    )
    best = emitted[:, 0] + np.array([_NEVER if label.startswith("I-") else 0.0 for label in labels])
    back = np.zeros((scores.shape[1], len(scores), count), np.int64)
    for t in range(1, scores.shape[1]):
        paths = best[:, :, None] + allowed[None]
        back[t] = paths.argmax(axis=1)
        best = paths.max(axis=1) + emitted[:, t]
    out = np.empty(scores.shape[:2], np.int64)
    out[:, -1] = best.argmax(axis=1)
    for t in range(scores.shape[1] - 1, 0, -1):
        out[:, t - 1] = back[t][np.arange(len(scores)), out[:, t]]
    return out
