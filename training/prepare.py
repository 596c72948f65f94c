"""Public corpora, as their makers publish them -> the files that training reads.

    python -m training.prepare parses OUT --ewt DIR --gum DIR --pud DIR
    python -m training.prepare entities OUT/ner-train.iob SOURCE=FILE [SOURCE=FILE …]

`parses` takes checkouts of the Universal Dependencies repositories UD_English-EWT, UD_English-GUM and UD_English-PUD and
keeps of GUM the genres whose texts are open. `entities` takes files of `token … tag` columns (wikigold, UNER, CrossNER, or
re3d turned into columns) and brings their tags to one policy: PER without titles; ORG with armed groups, without "the";
LOC, countries always; NORP for peoples, demonyms and religions; anything else `O`, what a source does not mark `-`.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

OPEN_GENRES = frozenset({"news", "interview", "bio", "voyage", "academic", "textbook", "speech", "court"})

# What each source's labels mean here; a label that is not named is no entity of ours.
POLICY: dict[str, dict[str, str]] = {
    "wikigold": {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
    "uner": {"PER": "PER", "ORG": "ORG", "LOC": "LOC"},
    "crossner": {
        "person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC", "country": "LOC",
    },
    "re3d": {
        "Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP",
    },
}  # fmt: skip
UNMARKED = frozenset({"MISC", "misc", "OTH"})
"""Labels under which a source hides peoples among other things: their tokens are unknown, not outside."""


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip("\n"))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _genre(block: list[str], current: str) -> str:
    """The genre of a GUM sentence: from its document's id (`GUM_news_…`), else that of the sentence before."""
    for line in block:
        if line.startswith(("# newdoc id", "# sent_id")):
            name = line.split("=", 1)[1].strip()
            return name.split("_")[1] if "_" in name else current
    return current


def copy_parses(source: Path, target: Path, *, genres: frozenset[str] | None = None) -> int:
    """Copies a CoNLL-U file, gzipped, keeping the sentences of `genres`; gives their number."""
    kept, genre = 0, ""
    with source.open(encoding="utf-8") as lines, gzip.GzipFile(target, "wb", mtime=0) as out:
        for block in _blocks(lines):
            genre = _genre(block, genre)
            if genres is None or genre in genres:
                out.write(("\n".join(block) + "\n\n").encode())
                kept += 1
    return kept


def relabel(tag: str, policy: dict[str, str]) -> str:
    """A source's BIO tag under our policy."""
    prefix, _, label = tag.partition("-")
    if not label:
        return "O"
    if label in UNMARKED:
        return "-"
    return f"{prefix}-{policy[label]}" if label in policy else "O"


def columns(block: list[str]) -> Iterator[tuple[str, str]]:
    """(token, tag) of each line: the token is the first column, or the second after a number, the tag the first that looks like one."""
    for line in block:
        if line.startswith(("#", "-DOCSTART-")):
            continue
        parts = line.split("\t") if "\t" in line else line.split()
        token = parts[1] if parts[0].isdigit() and len(parts) > 2 else parts[0]
        rest = parts[2:] if parts[0].isdigit() and len(parts) > 2 else parts[1:]
        tag = next((p for p in rest if p == "O" or p[:2] in {"B-", "I-"}), "O")
        yield token, tag


def write_entities(target: Path, sources: Iterable[tuple[str, Path]]) -> int:
    """Writes `token<TAB>space after<TAB>tag` lines, a blank line between sentences; gives the number of sentences."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for name, path in sources:
            policy = POLICY[name]
            with path.open(encoding="utf-8") as lines:
                for block in _blocks(lines):
                    before = "O"
                    for token, tag in columns(block):
                        new = relabel(tag, policy)
                        # wikigold tags inside without a beginning: the first of a run begins it.
                        if new.startswith("I-") and before[2:] != new[2:]:
                            new = f"B-{new[2:]}"
                        before = new
                        out.write(f"{token}\t1\t{new}\n")
                    out.write("\n")
                    count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    parses = commands.add_parser("parses")
    parses.add_argument("out", type=Path)
    for name in ("ewt", "gum", "pud"):
        parses.add_argument(f"--{name}", type=Path, required=True)
    entities = commands.add_parser("entities")
    entities.add_argument("out", type=Path)
    entities.add_argument("sources", nargs="+", metavar="SOURCE=FILE")
    args = parser.parse_args()
    if args.command == "entities":
        pairs = [(name, Path(path)) for name, _, path in (s.partition("=") for s in args.sources)]
        print(write_entities(args.out, pairs), "sentences")
        return
    args.out.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev", "test"):
        print(part, copy_parses(args.ewt / f"en_ewt-ud-{part}.conllu", args.out / f"ewt-{part}.conllu.gz"), "sentences of EWT")
        gum = args.gum / f"en_gum-ud-{part}.conllu"
        print(part, copy_parses(gum, args.out / f"gum-open-{part}.conllu.gz", genres=OPEN_GENRES), "sentences of GUM")
    print(copy_parses(args.pud / "en_pud-ud-test.conllu", args.out / "pud-test.conllu.gz"), "sentences of PUD")


if __name__ == "__main__":
    main()
