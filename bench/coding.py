"""Events coded in short texts of one gold type each: how many, how many right, and sentences a second with the parse.

    python -m bench.coding SET… [--sentences 500]

SET is a folder with `gold.json.gz` (`docs`: id → `type`, and the `scheme`) and `input/articles.jsonl.gz`. Which kinds of claim
stand for which type, and which claim of a text is its main one, is as `khaldun evaluate` has it. Texts are taken in the order of the sets until there are so many sentences. One thread of one process; the tools are loaded and one text is read before the clock starts.
Texts of a type that no kind stands for are left out. Since the gold has one event a text, `right` counts texts, and what else was found in them is neither right nor wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.claims import read, voices
from khaldun.evaluate.kinds import main_claim, types
from khaldun.evaluate.terms import Terms
from khaldun.export.rows import claim as row_of
from khaldun.knowledge import load
from khaldun.model import Article, Claim, Source
from khaldun.run.extract import Tools, mentions_of, read_sentences


@dataclass(slots=True)
class Count:
    """What came of the texts so far; seconds by the part of the work."""

    texts: int = 0
    sentences: int = 0
    events: int = 0
    told: int = 0
    right: int = 0
    among: int = 0
    parse: float = 0.0
    code: float = 0.0


def rows(folder: Path) -> list[tuple[Article, str, str]]:
    """The articles of a set with their gold type and its scheme; those without a type are left out."""
    gold = json.loads(gzip.decompress((folder / "gold.json.gz").read_bytes()))
    out = []
    for line in gzip.decompress((folder / "input" / "articles.jsonl.gz").read_bytes()).decode().splitlines():
        row: dict[str, Any] = json.loads(line)
        if row["id"] in gold["docs"]:
            article = Article(row["id"], Source("bench", "0", row["id"]), row["text"], title=row.get("title"))
            out.append((article, str(gold["docs"][row["id"]]["type"]), str(gold["scheme"])))
    return out


def code(article: Article, tools: Tools, count: Count) -> tuple[Claim, ...]:
    """The claims of a text; adds the seconds to the count."""
    start = time.perf_counter()
    reading = read_sentences(article, tools.engine)
    parsed = time.perf_counter()
    mentions = mentions_of(reading, tools)
    claims = read(reading, mentions, voices.find(reading, mentions, tools.knowledge), tools.knowledge)
    count.parse += parsed - start
    count.code += time.perf_counter() - parsed
    count.sentences += len(reading.sentences)
    return tuple(claims)


def measure(sets: Sequence[Path], wanted: int) -> Count:
    """Codes texts of the sets until there are `wanted` sentences."""
    tools, terms, count = Tools.load(load()), Terms.of(load()), Count()
    work = [row for folder in sets for row in rows(folder)]
    for article, _, _ in work[:1]:
        code(article, tools, Count())
    for article, gold, name in work:
        if count.sentences >= wanted:
            break
        scheme = terms.scheme(name)
        if gold not in scheme.known:
            continue
        claims = [row_of(c) for c in code(article, tools, count)]
        main = main_claim(claims, scheme, terms)
        found = [given for c in claims if (given := types(c, scheme, terms))]
        count.texts += 1
        count.events += len(found)
        count.told += main is not None
        count.right += main is not None and gold in types(main, scheme, terms)
        count.among += any(gold in given for given in found)
    return count


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--sentences", type=int, default=500)
    args = parser.parse_args(argv)
    count = measure(args.sets, args.sentences)
    texts = count.texts or 1
    print(f"{count.texts} texts, {count.sentences} sentences")
    print(f"events found             {count.events}")
    print(f"texts with an event      {count.told / texts:.3f}")
    print(f"main event right         {count.right / texts:.3f} of all, {count.right / (count.told or 1):.3f} of those told")
    print(f"gold type among events   {count.among / texts:.3f}")
    print(
        f"sentences a second       {count.sentences / (count.parse + count.code):.1f}; coding without the parse {count.sentences / count.code:.0f}"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
