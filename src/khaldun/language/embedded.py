"""The embedded engine: one small encoder with heads for parse, features and entities, as int8 ONNX; see weights/CARD.md.

Needs onnxruntime, tokenizers and numpy, no download and no torch. Threads are bounded by the caller.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khaldun.language.decode import spans, tree
from khaldun.language.encode import WordPieces, by_length, encode
from khaldun.language.lemma import lemma, openers, standins
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.language.split import sentences
from khaldun.language.tokens import tokens

WEIGHTS = Path(__file__).parent / "weights"
BATCH_WORDS = 256
"""Padded words a batch: within one article larger ones are mostly padding (measured: 256 reads a quarter faster than 1,200)."""
MAX_TOKENS = 120
"""A longer sentence (a list, a table) is read in parts: the encoder was taught on up to 90 words and has 512 places."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is too long, before it is parsed."""

    start: int
    end: int
    paragraph: int
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Parse:
    """What the network says of one sentence of n words: labels and heads (1-based, 0 the root)."""

    pos: list[str]
    features: list[str]
    heads: list[int]
    relations: list[str]
    entities: list[str]


class EmbeddedEngine:
    """Implements `Engine`. One instance serves one thread of calls; sessions are not shared over processes."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        """Loads the weights of `folder`; FileNotFoundError where they are not there."""
        import onnxruntime

        if not (folder / "engine.onnx").is_file():
            raise FileNotFoundError(f"{folder / 'engine.onnx'}: the language engine's weights are not there")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._folder = folder
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "engine.onnx"), options, providers=["CPUExecutionProvider"]
        )
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._pos, self._features = labels["pos"], labels["features"]
        self._relations, self._entities = labels["relations"], labels["entities"]
        with np.load(folder / "relations.npz") as stored:
            self._bilinear: NDArray[np.float32] = stored["labels"].astype(np.float32)
        self._pieces = WordPieces.load(folder / "tokenizer.json")

    @cached_property
    def name(self) -> str:
        """`embedded` and the first digits of the weights' SHA-256."""
        return f"embedded-{hashlib.sha256((self._folder / 'engine.onnx').read_bytes()).hexdigest()[:12]}"

    def read(self, texts: Sequence[str]) -> list[list[Sentence]]:
        """The sentences of each text.

        Each text is batched alone: eight-bit activations are scaled to their batch, so in other company a sentence could be
        read otherwise, and a record would depend on how its work was cut up.
        """
        out: list[list[Sentence]] = []
        for text in texts:
            pieces = list(_cut(text))
            parses = self.parse([_heard([text[a:b] for a, b in p.words]) for p in pieces])
            out.append([_sentence(i, piece, parse, text) for i, (piece, parse) in enumerate(zip(pieces, parses, strict=True))])
        return out

    def parse(self, words: Sequence[Sequence[str]]) -> list[Parse]:
        """The parse of each sentence, given as words (at least one each)."""
        out: list[Parse | None] = [None] * len(words)
        for group in by_length([len(w) for w in words], BATCH_WORDS):
            batch = encode([words[i] for i in group], self._pieces)
            pos, features, entities, arcs, relations, dependents, heads = self._session.run(None, batch.feed())
            tags = spans(entities, np.array([len(words[i]) for i in group]), self._entities)
            for row, i in enumerate(group):
                n = len(words[i])
                chosen = tree(arcs[row, :n, : n + 1])
                labels = self._labels(arcs[row, :n], relations[row, :n], dependents[row, :n], heads[row], chosen)
                out[i] = Parse(
                    [self._pos[k] for k in pos[row, :n]],
                    [self._features[k] for k in features[row, :n]],
                    chosen,
                    [self._relations[k] for k in labels],
                    [self._entities[k] for k in tags[row, :n]],
                )
        return [parse for parse in out if parse is not None]

    def _labels(
        self,
        arcs: NDArray[np.float32],
        told: NDArray[np.int64],
        dependents: NDArray[np.float32],
        heads: NDArray[np.float32],
        chosen: list[int],
    ) -> list[int]:
        """Relations: the graph told them for each word's best head; where the tree needed another head they are scored here."""
        n = len(chosen)
        scores = arcs[:, : n + 1].copy()
        scores[np.arange(n), np.arange(n) + 1] = -1e4
        greedy = scores.argmax(axis=1)
        out = [int(k) for k in told]
        for i, head in enumerate(chosen):
            if head != greedy[i]:
                left, right = np.append(dependents[i], 1.0), np.append(heads[head], 1.0)
                out[i] = int((left @ self._bilinear @ right).argmax())
            # A word under the root is its root and no other word is, whatever the label's own score says.
            if head == 0:
                out[i] = self._relations.index("root")
        return out


def _cut(text: str) -> Iterator[_Piece]:
    for start, end, paragraph in sentences(text):
        words = tokens(text, start, end)
        at = 0
        while at < len(words):
            stop = len(words)
            if stop - at > MAX_TOKENS:
                soft = [
                    k
                    for k in range(at + MAX_TOKENS // 2, at + MAX_TOKENS)
                    if text[words[k][0] : words[k][1]] in {";", ",", "|", "•"}
                ]
                stop = soft[-1] + 1 if soft else at + MAX_TOKENS
            part = tuple(words[at:stop])
            yield _Piece(part[0][0], part[-1][1], paragraph, part)
            at = stop


def _heard(words: list[str]) -> list[str]:
    """The words of a sentence, with those that the engine would take for others by their stand-ins. A name (`IS`, the town `Hit`) is one
    beside a word in small letters; one spelled like a common word is none where it opens the sentence."""
    known = standins()
    if known.keys().isdisjoint(words):
        return words
    out = list(words)
    for i, word in enumerate(words):
        plain = any(w.islower() for w in words[max(0, i - 1) : i + 2])
        if word in known and (plain if i or word.isupper() else word.islower()):
            out[i] = known[word]
    return out


def _entities(tags: Sequence[str], words: Sequence[tuple[int, int]], text: str) -> Iterator[Entity]:
    """Spans of BIO tags; an `I-` that follows nothing of its label opens a span."""
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{label}":
            yield Entity(label, start, i, words[start][0], words[i - 1][1], text[words[start][0] : words[i - 1][1]])
            start = -1
        if tag.startswith("B-") or (tag.startswith("I-") and start < 0):
            start, label = i, tag[2:]


def _sentence(index: int, piece: _Piece, parse: Parse, text: str) -> Sentence:
    built = []
    entities = tuple(_entities(parse.entities, piece.words, text))
    for i, (a, b) in enumerate(piece.words):
        word, pos, features = text[a:b], parse.pos[i], parse.features[i]
        if i == 0 and _common(word, parse):
            entities = tuple(e for e in entities if (e.first, e.stop) != (0, 1))
            if pos != "NOUN":
                pos, features = "NOUN", "Number=Plur" if word.endswith(("s", "men")) else "Number=Sing"
        built.append(Token(i, a, b, word, lemma(word, pos, features), pos, features, parse.heads[i] - 1, parse.relations[i]))
    return Sentence(index, piece.start, piece.end, text[piece.start : piece.end], tuple(built), entities, piece.paragraph)


def _common(word: str, parse: Parse) -> bool:
    """Whether the first word of a sentence is a common noun though its capital made a name of it ("Warplanes bombed ..."), or its ending
    a verb ("Fighting broke out")."""
    if parse.pos[0] in {"PROPN", "NOUN"}:
        # "Rockets" alone, not "Houston Rockets" nor "Rockets Coach".
        return word.lower() in openers() and word[1:].islower() and parse.pos[1:2] != ["PROPN"]
    if parse.pos[0] != "VERB" or not word.endswith("ing") or not parse.relations[0].startswith("nsubj"):
        return False
    return not any(
        head == 1 and relation in {"obj", "xcomp", "ccomp"} for head, relation in zip(parse.heads, parse.relations, strict=True)
    )
