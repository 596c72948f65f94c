"""How many requests a second the server answers, and how soon, over a large record, while a build writes to it.

    python -m bench.serving [--claims 100000] [--rate 300] [--seconds 60] [--idle] [--record R]

Requests leave at a steady rate, whether or not those before them have been answered (an open loop: a server that falls behind shows in
every latency after), by connections that are kept and take turns, as those of many readers do. What is asked: pages of places, claims, articles and incidents, searches, rows and features of the API, each of another thing. The
record is that of `bench.record`; the build beside it reads articles of `bench.articles` into the same record, unless `--idle`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from bench import articles
from khaldun.store import Store

PORT = 8791
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
HEADERS = f"Host: 127.0.0.1:{PORT}\r\nConnection: keep-alive\r\n\r\n"


def asked(record: Path, chance: random.Random) -> Callable[[], str]:
    """A function that gives the address of a request: of what was made up, which no build takes out."""
    with Store.open(record) as store:
        places = [p.id for p in store.places() if p.id.startswith("local:")]
        claims = [c.id for p in places[:40] for c in store.claims(place_id=p, limit=50)]
        incidents = [i.id for p in places[:40] for i in store.incidents(place_id=p)[:20]]
        texts = [a.article.id for a in store.articles(limit=2000) if a.article.source.file == "first"]
    kinds: list[tuple[int, Callable[[], str]]] = [
        (15, lambda: f"/place/{chance.choice(places)}"),
        (15, lambda: f"/claim/{chance.choice(claims)}"),
        (10, lambda: f"/article/{chance.choice(texts)}"),
        (10, lambda: f"/incident/{chance.choice(incidents)}"),
        (3, lambda: "/"),
        (2, lambda: f"/articles?page={chance.randrange(1, 100)}"),
        (5, lambda: f"/search?q=clash+{chance.randrange(2000)}"),
        (15, lambda: f"/api/claims?place={chance.choice(places)}&limit=50"),
        (10, lambda: f"/api/collections/control/items?bbox={box(chance)}&datetime=2016-03-0{chance.randrange(1, 9)}&limit=50"),
        (5, lambda: f"/api/collections/incidents/items?bbox={box(chance)}&limit=20"),
        (10, lambda: f"/api/holds?place={chance.choice(places)}&on=2016-03-0{chance.randrange(1, 9)}"),
    ]
    weights = [weight for weight, _ in kinds]
    return lambda: chance.choices(kinds, weights)[0][1]()


def box(chance: random.Random) -> str:
    """A part of the country."""
    west, south = 36 + chance.random() * 5, 32 + chance.random() * 4
    return f"{west:.2f},{south:.2f},{west + 1:.2f},{south + 1:.2f}"


class Client:
    """Connections that are kept, and what came of the requests."""

    def __init__(self) -> None:
        self._free: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()
        self.took: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.slow: list[tuple[float, str]] = []

    async def get(self, path: str, due: float) -> None:
        """One request; its time counts from when it was due."""
        kept = bool(self._free)
        reader, writer = self._free.popleft() if kept else await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(f"GET {path} HTTP/1.1\r\n{HEADERS}".encode())
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionResetError):
            if not kept:
                raise
            await self.get(path, due)  # the server had let go of a connection that lay idle
            return
        await reader.readexactly(int(LENGTH.search(head)[1]))  # type: ignore[index]
        took = time.perf_counter() - due
        self.took.append(took)
        self.slow.append((took, path))
        self.statuses[int(head[9:12])] += 1
        self._free.append((reader, writer))


async def load(ask: Callable[[], str], rate: float, seconds: float) -> Client:
    """Requests at a steady rate for so long."""
    client, begun, tasks = Client(), time.perf_counter(), []
    for n in range(int(rate * seconds)):
        due = begun + n / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(client.get(ask(), due)))
    await asyncio.gather(*tasks)
    return client


def served(record: Path) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    command = [sys.executable, "-m", "khaldun", "serve", "--record", str(record), "--port", str(PORT), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(300):
        time.sleep(0.1)
        try:
            asyncio.run(load(lambda: "/about", 1, 1))
            return process
        except OSError:
            continue
    sys.exit("the server does not answer")


def made(record: Path, claims: int, folder: Path) -> None:
    """A record of made-up claims with which a first build, of eight articles, went on: what it computes of all is not that of a day."""
    command = ["bench.record", "--claims", str(claims), "--places", "2000", "--more", "0", "--record", str(record)]
    subprocess.run([sys.executable, "-m", *command], check=True)
    articles.write(folder / "few.jsonl", 8)
    subprocess.run([sys.executable, "-m", "khaldun", "build", str(folder / "few.jsonl"), "--record", str(record)], check=True)


def used(pid: int) -> float:
    """Seconds of the processor that a process and those below it have used (0 where the system does not tell)."""
    return sum(_used(pid, {}))


def _used(pid: int, below: dict[int, list[int]]) -> Iterator[float]:
    for stat in () if below else Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            below.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        yield (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    for child in below.get(pid, ()):
        yield from _used(child, below)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--idle", action="store_true", help="no build beside it")
    parser.add_argument("--record", type=Path, help="a record that is there already; the build writes to it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or Path(folder) / "record.sqlite"
        if not record.exists():
            made(record, given.claims, Path(folder))
        articles.write(Path(folder) / "more.jsonl", 2000)
        ask = asked(record, random.Random(11))
        server = served(record)
        asyncio.run(load(ask, 20, 5))
        build = [sys.executable, "-m", "khaldun", "build", f"{folder}/more.jsonl", "--record", str(record)]
        beside = None if given.idle else subprocess.Popen(build, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        before, own = used(server.pid), time.process_time()
        try:
            client = asyncio.run(load(ask, given.rate, given.seconds))
            cost, own = used(server.pid) - before, time.process_time() - own
            if beside is not None and beside.poll() is not None:
                sys.exit("the build came to its end before the requests did")
            building = 0.0 if beside is None else used(beside.pid)
        finally:
            for process in (server, beside):
                if process is not None:
                    process.terminate()
                    process.wait()
    took = sorted(client.took)
    at = {share: took[min(len(took) - 1, int(share * len(took)))] * 1000 for share in (0.5, 0.95, 0.99)}
    print(
        f"{len(took)} requests at {given.rate:g}/s, {'no build beside' if given.idle else 'a build beside'}: {dict(client.statuses)}"
    )
    print(", ".join(f"p{share * 100:g} {ms:.0f} ms" for share, ms in at.items()) + f", most {took[-1] * 1000:.0f} ms")
    print(
        f"of the processor: {cost / len(took) * 1000:.1f} ms a request in the server, {own / len(took) * 1000:.1f} in the client; {building:.0f} s in the build"
    )
    for seconds, path in sorted(client.slow, reverse=True)[:5]:
        print(f"  {seconds * 1000:.0f} ms  {path}")


if __name__ == "__main__":
    main()
