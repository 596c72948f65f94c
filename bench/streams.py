"""Peak memory of reading a stream of 30 MB and one of 300 MB of each format that is read entry by entry: they are to be alike.

python -m bench.streams [--large 300] [FORMAT…]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.seeds import WEEK, page, record

PADDING = "<!-- " + "advertisement " * 8000 + "-->"
"""What makes a page long without making it slow to read."""
LONG = "\n\n".join(WEEK * 40)


def _warc(n: int) -> bytes:
    return record(page(n % 2) + PADDING.encode(), f"https://courier.example/{n}")


def _mbox(n: int) -> bytes:
    attached = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + "\n".join(["A" * 76] * 1500)
    head = f"From a@b.example Fri Apr  8 10:00:00 2016\nFrom: a@b.example\nSubject: Week {n}\nMIME-Version: 1.0\n"
    body = "\n\n".join(WEEK)
    return f"{head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{body}\n--b\n{attached}\n--b--\n\n".encode()


def _csv(n: int) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(["id", "text"] if n == 0 else [n, LONG])
    return out.getvalue().encode()


def _jsonl(n: int) -> bytes:
    return (json.dumps({"id": str(n), "text": LONG}, ensure_ascii=False) + "\n").encode()


ENTRIES: Mapping[str, Callable[[int], bytes]] = {"warc": _warc, "mbox": _mbox, "csv": _csv, "jsonl": _jsonl}


def write(path: Path, name: str, size: int) -> None:
    """A stream of at least `size` bytes."""

    def entries() -> Iterator[bytes]:
        done = n = 0
        while done < size:
            entry = ENTRIES[name](n)
            yield entry
            done, n = done + len(entry), n + 1

    with path.open("wb") as file:
        file.writelines(entries())


def peak(path: Path) -> tuple[int, int]:
    """How many articles a process of its own reads from a file, and its peak of memory in megabytes."""
    code = (
        "import resource, sys; from pathlib import Path; from khaldun.model import Article; from khaldun.read import read_with_raws;"
        "n = sum(isinstance(a, Article) for a in read_with_raws(Path(sys.argv[1])));"
        "print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True).stdout.split()
    return int(out[0]), int(out[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(ENTRIES))
    parser.add_argument("--large", type=int, default=300, help="megabytes of the larger stream")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in args.formats or ENTRIES:
            for megabytes in (args.large // 10, args.large):
                path = Path(folder) / f"stream.{name}"
                write(path, name, megabytes << 20)
                articles, memory = peak(path)
                path.unlink()
                print(f"{name:<6}{megabytes:>5} MB{articles:>7} articles  peak {memory} MB", flush=True)


if __name__ == "__main__":
    main()
