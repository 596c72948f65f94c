"""Articles to measure with: the bundled sample's sentences put together anew, always the same ones for the same number.

The sample is as full of places, actors and claims as reports from a war are (45, 67 and 45 in 600 words). In news of any kind there
are a third as many: there two sentences of `plain.txt` stand for each of the sample's.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

from khaldun.language.split import sentences
from khaldun.read import read_file

SAMPLE = Path(__file__).parents[1] / "src/khaldun/sample/reports"
PLAIN = Path(__file__).with_name("plain.txt")
WORDS = 600


def articles(count: int, *, plain: bool = False) -> list[dict[str, str]]:
    """`count` JSON lines of about 600 words, each from sentences of the sample in an order of its own; `plain`: as full of claims as
    news of any kind."""
    rng = random.Random(7)
    others = PLAIN.read_text(encoding="utf-8").splitlines()
    pool = [
        a.text[start:end]
        for path in sorted(SAMPLE.iterdir())
        for a in read_file(path)
        if a.kind == "article" and not a.set_aside
        for start, end, _ in sentences(a.text)
    ]
    out = []
    for i in range(count):
        text, words = [], 0
        while words < WORDS:
            row = rng.sample(pool, 2)
            paragraph = " ".join([row[0], *rng.sample(others, 2)] if plain else row)
            text.append(paragraph)
            words += len(paragraph.split())
        published = (date(2014, 1, 1) + timedelta(rng.randrange(1400))).isoformat()
        out.append(
            {
                "id": str(i),
                "title": text[0][:60],
                "published": published,
                "publisher": f"Paper {i % 20}",
                "text": "\n\n".join(text),
            }
        )
    return out


def write(path: Path, count: int, *, plain: bool = False) -> None:
    """The same as JSON Lines."""
    rows = articles(count, plain=plain)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
