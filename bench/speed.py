"""Articles of 600 words a second: each stage on one thread of one process, then the whole chain on 1 and 2 processes.

    python -m bench.speed [--articles 200]

Stages are told in time of the processor, so that what else the machine does shows less, and for texts of two kinds: as full of places
and claims as reports from a war, and as news of any kind (see articles.py). Of places and actors it is told apart how long it takes to
find their names and to settle whom and what they mean. The floors: resolution and dating 3 ms an article beyond the engine; frames and
claims 30 % of the engine's time.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.articles import write
from khaldun import actors, dates, figures, origin, places, record
from khaldun.claims import read as read_claims
from khaldun.claims import voices
from khaldun.knowledge import load
from khaldun.model import Claim
from khaldun.read import read_file
from khaldun.run import build
from khaldun.run.extract import Tools, in_order, read_sentences
from khaldun.run.peace import in_peace

NAMING = ("names of places", "names of actors")
SETTLING = ("places", "dates", "actors")
"""The stages that say who, where and when."""


class Clock:
    """Seconds of the processor by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextlib.contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[stage] += time.process_time() - start


def stages(path: Path, clock: Clock) -> int:
    """Runs every stage over the articles of a file; gives their number."""
    tools = Tools.load(load())
    with clock("read"):
        found = list(read_file(path))
    with clock("stories"):
        prints = {a.id: origin.fingerprint(a) for a in found}
        stories = origin.group(found, prints)
    claims: list[Claim] = []
    for article in found:
        with clock("engine"):
            reading = read_sentences(article, tools.engine)
        with clock("names of places"):
            named = places.recognise(reading, tools.gazetteer, tools.knowledge)
        with clock("places"):
            where = places.resolve(reading, named, tools.gazetteer, tools.knowledge)
        with clock("dates"):
            when = dates.find(reading, tools.knowledge)
        with clock("figures"):
            amounts = figures.find(reading, tools.knowledge)
        with clock("names of actors"):
            sights = actors.recognise(reading, where, tools.knowledge)
        with clock("actors"):
            who = actors.resolve(sights)
        mentions = in_order([*where, *when, *amounts, *who])
        with clock("speakers"):
            heard = voices.find(reading, mentions, tools.knowledge)
        with clock("frames and claims"):
            claims += read_claims(reading, mentions, heard, tools.knowledge)
    with clock("record"):
        record.build(found, stories, claims)
    return len(found)


def chain(path: Path, jobs: int) -> float:
    """Seconds of a whole build on so many processes."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        start = time.perf_counter()
        build([path], record=Path(folder) / "r.sqlite", jobs=jobs)
        return time.perf_counter() - start


def table(path: Path, name: str) -> int:
    """Prints what each stage takes for the articles of a file; gives their number."""
    clock = Clock()
    with in_peace():  # as in a build
        count = stages(path, clock)
    total = sum(clock.seconds.values())
    print(f"{name:<24} {'ms an article':>14} {'articles/s':>11} {'share':>6}")
    for stage, seconds in clock.seconds.items():
        print(f"{stage:<24} {1000 * seconds / count:>14.1f} {count / seconds:>11.0f} {seconds / total:>6.0%}")
    print(f"{'all stages':<24} {1000 * total / count:>14.1f} {count / total:>11.1f}")
    for name, parts in (("resolution and dating", SETTLING), ("and the finding of names", NAMING + SETTLING)):
        print(f"{name:<24} {1000 * sum(clock.seconds[part] for part in parts) / count:>14.1f}")
    print(f"{'claims to engine':<24} {clock.seconds['frames and claims'] / clock.seconds['engine']:>14.0%}\n")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        full, plain, warm = (Path(folder) / f"{name}.jsonl" for name in ("full", "plain", "warm"))
        write(full, args.articles)
        write(plain, args.articles, plain=True)
        write(warm, 2)
        stages(warm, Clock())
        table(plain, "news of any kind")
        count = table(full, "reports from a war")
        for jobs in (1, 2):
            rate = count / chain(full, jobs)
            print(f"whole build, {jobs} process{'es' * (jobs > 1)}: {rate:.1f} articles/s, start-up and storing included")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the peak of this process")


if __name__ == "__main__":
    main()
