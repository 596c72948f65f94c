"""CoNLL-U -> sentences, as an engine would give them: for treebanks, hand-made parses in tests, and other parsers' output."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.language.sentence import Entity, Sentence, Token


def _blocks(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            rows.append(line.split("\t") if "\t" in line else line.split())
        elif rows:
            yield comments, rows
            comments, rows = [], []


def _entities(tokens: list[Token], tags: list[str], text: str, offset: int) -> tuple[Entity, ...]:
    out: list[Entity] = []
    i = 0
    while i < len(tags):
        if not tags[i].startswith("B-"):
            i += 1
            continue
        stop = i + 1
        while stop < len(tags) and tags[stop] == f"I-{tags[i][2:]}":
            stop += 1
        start, end = tokens[i].start, tokens[stop - 1].end
        out.append(Entity(tags[i][2:], i, stop, start, end, text[start - offset : end - offset]))
        i = stop
    return tuple(out)


def parse(conllu: str) -> list[Sentence]:
    """Sentences laid one after the other, a blank between them. Rows have the ten columns, tabs or blanks between; MISC may hold
    `SpaceAfter=No` and `NER=B-LOC`. Ranges and empty nodes are passed over; heads are 1-based as in the format.
    """
    out: list[Sentence] = []
    offset = 0
    for _, rows in _blocks(conllu):
        text, tokens, tags = "", [], []
        for row in (r for r in rows if r[0].isdigit()):
            misc = row[9] if len(row) > 9 else "_"
            start = offset + len(text)
            features = "" if row[5] == "_" else row[5]
            lemma = row[2] if row[2] != "_" else row[1].lower()
            index = int(row[0]) - 1
            tokens.append(Token(index, start, start + len(row[1]), row[1], lemma, row[3], features, int(row[6]) - 1, row[7]))
            tags.append(next((m[4:] for m in misc.split("|") if m.startswith("NER=")), "O"))
            text += row[1] + ("" if "SpaceAfter=No" in misc else " ")
        text = text.rstrip()
        entities = _entities(tokens, tags, text, offset)
        out.append(Sentence(len(out), offset, offset + len(text), text, tuple(tokens), entities))
        offset += len(text) + 1
    return out
