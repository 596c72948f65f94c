"""Scores an engine folder, as the package runs it (int8, onnxruntime), on the held-out files.

    python -m training.evaluate DATA FOLDER [--threads 1]

Prints UAS and LAS (with subtypes, punctuation counted, gold tokens), part-of-speech accuracy, entity F1 (exact spans and
labels), then words per second and peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from khaldun.language.embedded import EmbeddedEngine
from training.corpus import read_parsed, read_tagged, spans

PARSED = ("ewt-test", "gum-open-test", "pud-test")
TAGGED = ("ner-re3d-check", "ner-re3d-extra", "ner-pud")


@dataclass(frozen=True, slots=True)
class ParseScores:
    """Shares of words with the right head, with the right head and relation, with the right part of speech."""

    heads: float
    labelled: float
    pos: float
    words: int


def parse_scores(engine: EmbeddedEngine, path: Path) -> ParseScores:
    """UAS, LAS (relations with their subtypes) and part of speech on the gold tokens of a CoNLL-U file."""
    gold = read_parsed(path)
    words = heads = labelled = pos = 0
    for sentence, told in zip(gold, engine.parse([s.words for s in gold]), strict=True):
        words += len(sentence.words)
        right = [a == b for a, b in zip(sentence.heads, told.heads, strict=True)]
        heads += sum(right)
        labelled += sum(r and a == b for r, a, b in zip(right, sentence.relations, told.relations, strict=True))
        pos += sum(a == b for a, b in zip(sentence.pos, told.pos, strict=True))
    return ParseScores(heads / words, labelled / words, pos / words, words)


def entity_f1(engine: EmbeddedEngine, path: Path) -> dict[str, float]:
    """F1 of exact spans and labels, by label and for `all`; what overlaps tokens that the gold does not know is not counted."""
    gold = read_tagged(path)
    right, told, wanted = Counter[str](), Counter[str](), Counter[str]()
    for sentence, parse in zip(gold, engine.parse([s.words for s in gold]), strict=True):
        true, said = set(spans(sentence.tags)), set(spans(parse.entities))
        said = {(a, b, k) for a, b, k in said if "-" not in sentence.tags[a:b]}
        for group, counter in ((true & said, right), (said, told), (true, wanted)):
            counter.update(label for _, _, label in group)
            counter["all"] += len(group)
    return {k: 2 * right[k] / (told[k] + wanted[k]) if told[k] + wanted[k] else 0.0 for k in sorted(wanted)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    engine = EmbeddedEngine(args.folder, threads=args.threads)
    for name in PARSED:
        s = parse_scores(engine, args.data / f"{name}.conllu")
        print(f"{name:<16} UAS {s.heads:.3f}  LAS {s.labelled:.3f}  part of speech {s.pos:.3f}  ({s.words} words)", flush=True)
    for name in TAGGED:
        f1 = entity_f1(engine, args.data / f"{name}.iob")
        print(f"{name:<16} " + "  ".join(f"{k} F1 {v:.3f}" for k, v in f1.items()), flush=True)
    words = [s.words for s in read_parsed(args.data / "pud-test.conllu")]
    start = time.perf_counter()
    engine.parse(words)
    speed = sum(map(len, words)) / (time.perf_counter() - start)
    print(
        f"{speed:.0f} words a second on {args.threads} thread(s), {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the peak"
    )


if __name__ == "__main__":
    main()
