"""Sentences as vectors, to tell whether two say the same in other words: the mean of the encoder's word vectors.

They are taken before the encoder's first layer. The layers were taught to parse, and forget meaning on the way: of sentences of made
reports, a rewrite's vector is nearer (median cosine .80 against .11 for another report's) before the first layer than after the
last (.66 against .24). They also do not depend on what is read together with a sentence.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khaldun.language.embedded import MAX_TOKENS, WEIGHTS
from khaldun.language.encode import WordPieces, encode
from khaldun.language.tokens import tokens

_OUTPUT = "/network/embeddings/LayerNorm/LayerNormalization_output_0"
"""The name of the word vectors in the network's graph."""


class SentenceVectors:
    """The embedded engine's encoder, asked for word vectors."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Loads the weights; FileNotFoundError where they are not there."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        network = (folder / "engine.onnx").read_bytes() + _further_output(_OUTPUT)
        self._session: Any = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._pieces = WordPieces.load(folder / "tokenizer.json")

    def __call__(self, sentence: str) -> NDArray[np.float64]:
        """The vector (384) of a sentence; zeros for one without a word."""
        words = [sentence[a:b] for a, b in tokens(sentence, 0, len(sentence))][:MAX_TOKENS]
        if not words:
            return np.zeros(384)
        (found,) = self._session.run([_OUTPUT], encode([words], self._pieces).feed())
        return np.asarray(found[0, 1:-1].mean(axis=0), dtype=np.float64)


@lru_cache(maxsize=1)
def sentence_vectors() -> SentenceVectors:
    """The encoder, loaded when it is first asked for."""
    return SentenceVectors()


def _further_output(name: str) -> bytes:
    """What makes a value within a network one of its outputs when it is appended to the network's bytes: a serialised message goes
    on with a further one of its kind. ONNX: `ModelProto.graph` is field 7, `GraphProto.output` 12, `ValueInfoProto.name` 1."""
    out = name.encode()
    for field in (1, 12, 7):
        out = bytes([field << 3 | 2]) + _length(len(out)) + out
    return out


def _length(n: int) -> bytes:
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + _length(n >> 7)
