"""Words a second and peak memory of the embedded engine beside a spaCy CNN, each in a process of its own, in one run.

    python -m bench.engines TREEBANK.conllu [--repeat 3]

Needs spaCy (`pip install spacy`; not among this project's requirements). The CNN is spaCy's own small design (96 wide, four
layers; tagger, parser, entities), taught for a few minutes on the given treebank's first half so that its parser moves as a
taught one does; its accuracy is not the question here. Both read the same words of the second half.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from training.corpus import Parsed, read_parsed

STEPS = 150
CNN = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
    "pretrained_vectors": None,
}


def halves(path: Path) -> tuple[list[Parsed], list[Parsed]]:
    found = [s for s in read_parsed(path) if len(s.words) > 3]
    return found[: len(found) // 2], found[len(found) // 2 :]


def teach(path: Path, out: Path) -> None:
    """Makes the CNN and saves it."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": CNN})
    for name in ("tagger", "parser", "ner"):
        # the components listen to the one CNN, as in spaCy's own small pipelines
        nlp.add_pipe(name, config={"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}}})
    examples = []
    for s in halves(path)[0]:
        heads = [h - 1 if h else i for i, h in enumerate(s.heads)]
        relations = ["ROOT" if h == 0 else r for h, r in zip(s.heads, s.relations, strict=True)]
        tags = ["B-LOC" if p == "PROPN" else "O" for p in s.pos]
        doc = Doc(nlp.vocab, words=list(s.words), tags=list(s.pos), heads=heads, deps=relations, ents=tags)
        examples.append(Example(Doc(nlp.vocab, words=list(s.words)), doc))
    optimizer = nlp.initialize(lambda: examples)
    rng = random.Random(7)
    for _ in range(STEPS):
        nlp.update(rng.sample(examples, 32), sgd=optimizer)
    nlp.to_disk(out)


def run_spacy(path: Path, model: Path, processes: int, repeat: int) -> None:
    import spacy
    from spacy.tokens import Doc

    nlp: Any = spacy.load(model)
    docs = [list(s.words) for s in halves(path)[1]] * repeat
    list(nlp.pipe(Doc(nlp.vocab, words=w) for w in docs[:50]))
    start = time.perf_counter()
    for _ in nlp.pipe((Doc(nlp.vocab, words=w) for w in docs), batch_size=64, n_process=processes):
        pass
    report(docs, time.perf_counter() - start, children=processes > 1)


def run_embedded(path: Path, threads: int, repeat: int) -> None:
    from khaldun.language.embedded import EmbeddedEngine

    engine = EmbeddedEngine(threads=threads)
    words = [s.words for s in halves(path)[1]] * repeat
    engine.parse(words[:50])
    start = time.perf_counter()
    engine.parse(words)
    report(words, time.perf_counter() - start)


def report(words: list[Any], seconds: float, *, children: bool = False) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    memory = f"{own:.0f} MB"
    if children:
        memory += f" and up to {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB a child"
    print(f"{sum(map(len, words)) / seconds:>8.0f} words/s   peak {memory}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("WHICH", "THREADS"), help=argparse.SUPPRESS)
    parser.add_argument("--model", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one and args.one[0] == "teach":
        teach(args.treebank, args.model)
    elif args.one and args.one[0] == "spacy":
        run_spacy(args.treebank, args.model, int(args.one[1]), args.repeat)
    elif args.one:
        run_embedded(args.treebank, int(args.one[1]), args.repeat)
    else:
        with tempfile.TemporaryDirectory() as folder:
            base = [sys.executable, "-m", "bench.engines", str(args.treebank), "--repeat", str(args.repeat), "--model", folder]
            subprocess.run([*base, "--one", "teach", "0"], check=True)
            for which, many in (("embedded", "threads"), ("spacy", "processes")):
                for n in (1, 2):
                    print(f"{which:<9} {n} {many:<10}", end="", flush=True)
                    subprocess.run([*base, "--one", which, str(n)], check=True)


if __name__ == "__main__":
    main()
