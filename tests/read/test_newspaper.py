"""Forty newspaper pages of our own: every article found, whole, by itself; captions, quotes, crossheads and the page's furniture kept out of it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from khaldun.model import Article
from khaldun.read import read_file
from tests.read import newspaper

SEEDS = range(40)


@dataclass(frozen=True, slots=True)
class Score:
    """How one page was read. `words`: found in both, found, true; `exact`: articles whose first and last words are right, of the articles
    that there are or were found; `beside`: captions and quotes found as such, of those that there are; `torn`: words that no text has."""

    plan: str
    words: tuple[int, int, int]
    exact: tuple[int, int]
    titles: tuple[int, int]
    beside: tuple[int, int]
    torn: frozenset[str]


def tokens(text: str) -> list[str]:
    """Words as a reader sees them, one kind of quotation mark."""
    return text.translate(str.maketrans("“”’–", '""\'-')).split()


def score(made: newspaper.Made, found: Sequence[Article]) -> Score:
    """The found articles against the truth: each true article with the found one that shares most words with it."""
    texts = [tokens(a.text) for a in found if a.kind == "article"]
    titles = [a.title for a in found if a.kind == "article"]
    free = set(range(len(texts)))
    both = exact = named = 0
    for piece in made.truth:
        true = tokens(piece.text)
        best = max(sorted(free), key=lambda i: _common(texts[i], true), default=None)
        if best is None:
            continue
        free.discard(best)
        both += _common(texts[best], true)
        exact += texts[best][:4] == true[:4] and texts[best][-4:] == true[-4:]
        named += titles[best] == piece.headline
    beside = [" ".join(tokens(a.text)) for a in found if a.kind in {"caption", "quote"}]
    wanted = [" ".join(tokens(w)) for piece in made.truth for w in (*piece.captions, *piece.quotes)]
    known = {
        w
        for piece in made.truth
        for t in (piece.text, piece.headline, piece.deck or "")
        for w in re.findall(r"[\w'-]+", " ".join(tokens(t)))
    }
    torn = {w for text in texts for w in re.findall(r"[\w'-]+", " ".join(text))} - known
    most = max(len(made.truth), len(texts))
    return Score(
        made.plan, (both, sum(map(len, texts)), sum(len(tokens(p.text)) for p in made.truth)), (exact, most), (named, len(made.truth)),
        (sum(w in beside for w in wanted), len(wanted)), frozenset(torn),
    )  # fmt: skip


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Words in common, counted where two of them stand in the same order: text read in a wrong order has few."""
    pairs = Counter(itertools.pairwise(one)) & Counter(itertools.pairwise(other))
    return min(sum(pairs.values()) + 1, len(other)) if pairs else 0


def read(seed: int, folder: Path) -> tuple[newspaper.Made, list[Article]]:
    """The pages of a seed as they are read; those of odd seeds are drawn in an order by chance."""
    made = newspaper.make(seed)
    path = newspaper.save(made, folder / f"{seed}.pdf", shuffled=seed if seed % 2 else None)
    return made, list(read_file(path))


@lru_cache(maxsize=1)
def scores() -> tuple[Score, ...]:
    """The scores of the forty pages, in the order of their seeds."""
    with TemporaryDirectory() as folder:
        return tuple(score(*read(seed, Path(folder))) for seed in SEEDS)


def share(pairs: Sequence[tuple[int, int]]) -> float:
    """The share of all that was wanted."""
    return sum(a for a, _ in pairs) / sum(b for _, b in pairs)


def test_words() -> None:
    both, found, true = (sum(s.words[i] for s in scores()) for i in range(3))
    assert 2 * both / (found + true) >= 0.95


def test_boundaries() -> None:
    assert share([s.exact for s in scores()]) >= 0.85


@pytest.mark.parametrize("plan", sorted({s.plan for s in map(newspaper.make, range(10))}))
def test_no_kind_of_page_is_given_up(plan: str) -> None:
    assert share([s.exact for s in scores() if s.plan == plan]) >= 0.6


def test_headlines() -> None:
    assert share([s.titles for s in scores()]) >= 0.9


def test_captions_and_quotes_are_told_from_the_text() -> None:
    assert share([s.beside for s in scores()]) >= 0.9


def test_no_word_stays_broken() -> None:
    assert sum(len(s.torn) for s in scores()) <= 5
