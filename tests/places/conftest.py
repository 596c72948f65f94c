"""A gazetteer for all tests of places, and readings written by hand: `[[Hit]]` marks a place as the engine would, `{{...}}` a person,
`<<...>>` a body."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from khaldun.knowledge import Knowledge, load
from khaldun.language.reading import Reading
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Article, Mention, Source
from khaldun.places import Gazetteer, find
from khaldun.places.build import build
from khaldun.places.gazetteer import BUNDLED

_MARK = re.compile(r"\[\[(?P<LOC>[^\]]+)\]\]|\{\{(?P<PER>[^}]+)\}\}|<<(?P<ORG>[^>]+)>>")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’‘]\w{2,})*|['’]s\b|\S")


def _unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, spans, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        label = match.lastgroup or ""
        spans.append((label, len(text), len(text) + len(match[label])))
        text += match[label]
        last = match.end()
    return text + marked[last:], spans


def _sentences(text: str, spans: list[tuple[str, int, int]]) -> tuple[Sentence, ...]:
    out, start = [], 0
    for piece in re.finditer(r".+?(?:(?<![A-Z])(?<! [A-Z][a-z])(?<!Mont)(?<!Ill)[.!?](?=\s|$)|$)", text, re.DOTALL):
        start, end = piece.start() + len(piece.group()) - len(piece.group().lstrip()), piece.end()
        if start >= end:
            continue
        tokens = []
        for word in _WORD.finditer(text, start, end):
            w = word.group()
            pos = (
                "ADV"
                if w.lower() == "there"
                else "PROPN"
                if w[0].isupper() and (word.start() > start or w.isupper() or any(s == word.start() for _, s, _ in spans))
                else "X"
            )
            tokens.append(
                Token(
                    len(tokens),
                    word.start(),
                    word.end(),
                    w,
                    w.lower(),
                    pos,
                    "",
                    len(tokens) - 1,
                    "advmod" if pos == "ADV" else "dep",
                )
            )
        entities = [Entity(label, 0, 1, s, e, text[s:e]) for label, s, e in spans if start <= s < end]
        out.append(Sentence(len(out), start, end, text[start:end], tuple(tokens), tuple(entities)))
    return tuple(out)


def reading(marked: str, title: str | None = None) -> Reading:
    """A reading of one article whose names are marked."""
    text, spans = _unmarked(marked)
    plain, heads = _unmarked(title or "")
    article = Article("a", Source("a.txt", "0"), text, title=plain or None)
    return Reading(article, _sentences(text, spans), _sentences(plain, heads))


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The bundled gazetteer, made for the occasion where the checkout has none."""
    path = BUNDLED
    if not path.is_file():
        path = tmp_path_factory.mktemp("gazetteer") / "gazetteer.sqlite"
        build(path)
    return Gazetteer.open(path, own=Path("/nonexistent"))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


Finder = Callable[..., list[Mention]]


@pytest.fixture
def mentions(gazetteer: Gazetteer, knowledge: Knowledge) -> Finder:
    """find() on marked text."""
    return lambda marked, title=None: find(reading(marked, title), gazetteer, knowledge)


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Marked text -> reading, for tests that call a stage by itself."""
    return reading
