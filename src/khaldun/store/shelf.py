"""The index of copies in a record: `origin.Shelf` on its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from khaldun.model import Article, Story
from khaldun.origin import Change, Entry, Fingerprint
from khaldun.origin.candidates import Table
from khaldun.origin.lookup import PARTS
from khaldun.store import schema
from khaldun.store.selects import stories_in
from khaldun.store.store import Store
from khaldun.store.writing import forget_stories, insert_rows, portions, replace_stories

PIECES = 8
"""Pieces that a part of the windows is kept in, before they are made one."""

FEW = 300
"""Parts that are asked for by name; when it is more, all are read."""


class Shelf:
    """The index of a record. What one step changes is written in one transaction, and nothing before."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def fresh(self, limit: int) -> list[str]:
        """Ids of articles proper that are not in the index, by id."""
        a, e = schema.articles.c, schema.index_entries.c
        query = (
            select(a.id)
            .outerjoin(schema.index_entries, e.article_id == a.id)
            .where(e.n.is_(None), a.kind == "article", a.set_aside.is_(None))
        )
        with self._store._read() as c:
            return list(c.execute(query.order_by(a.id).limit(limit)).scalars())

    def entries(self) -> list[Entry]:
        """By number."""
        e = schema.index_entries.c
        with self._store._read() as c:
            found = c.execute(select(e.article_id, e.outlet, e.digest, e.day, e.joined, e.story, e.size).order_by(e.n))
            return [Entry(i, name, bytes(digest), *numbers) for i, name, digest, *numbers in found]

    def noise(self) -> dict[str, NDArray[np.uint64]]:
        """By name."""
        with self._store._read() as c:
            return {r.name: _hashes(r.hashes) for r in c.execute(select(schema.index_noise))}

    def windows(self, parts: Sequence[int]) -> Iterator[tuple[int, Table]]:
        """The pieces of some parts, in their order, read as they are taken."""
        w, wanted = schema.index_windows.c, set(parts)
        query = select(w.part, w.hashes, w.owners).order_by(w.part, w.n)
        if len(parts) <= FEW:
            query = query.where(w.part.in_(parts))
        with self._store._read() as c:
            for part, hashes, owners in c.execution_options(yield_per=16).execute(query):
                if part in wanted:
                    yield part, _table(hashes, owners)

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """By id, with the date that the file alone gives."""
        return {a.id: a for a in self._store.some_articles(ids, settled=False)}

    def stories_of(self, ids: Sequence[str]) -> list[Story]:
        """By id."""
        a = schema.articles.c
        with self._store._read() as c:
            found: set[str] = set()
            for some in portions(ids):
                found.update(c.execute(select(a.story_id).where(a.id.in_(some), a.story_id.is_not(None))).scalars())
            return [s for few in portions(sorted(found)) for s in stories_in(c, few)]

    def prints(self, ids: Sequence[str]) -> dict[str, Fingerprint]:
        """By article id."""
        f = schema.fingerprints.c
        out: dict[str, Fingerprint] = {}
        with self._store._read() as c:
            for some in portions(ids):
                found = c.execute(select(f.article_id, f.data).where(f.article_id.in_(some)))
                out |= {i: Fingerprint.from_bytes(bytes(data)) for i, data in found}
        return out

    def keep(self, change: Change) -> None:
        """Write what a step changed; the articles concerned are to be dated anew."""
        with self._store._write() as c:
            known = c.execute(select(func.count()).select_from(schema.index_entries)).scalar_one()
            if not known:
                forget_stories(c)
            _put_entries(c, change, known)
            for name, hashes in sorted(change.noise.items()):
                c.execute(delete(schema.index_noise).where(schema.index_noise.c.name == name))
                if len(hashes):
                    c.execute(insert(schema.index_noise), [{"name": name, "hashes": hashes.astype("<u8").tobytes()}])
            _add_windows(c, change.added)
            replace_stories(c, change.stories)


def _put_entries(c: Connection, change: Change, known: int) -> None:
    """`known`: how many entries there are; those of higher numbers are new."""
    new = [(n, e) for n, e in sorted(change.entries.items()) if n >= known]
    names = ("article_id", "outlet", "digest", "day", "joined", "story", "size")
    insert_rows(c, schema.index_entries, [{"n": n, **{k: getattr(e, k) for k in names}} for n, e in new])
    e = schema.index_entries.c
    changed = update(schema.index_entries).where(e.n == bindparam("number"))
    changed = changed.values({k: bindparam(f"new_{k}") for k in ("joined", "story", "size")})
    old = [
        {"number": n, "new_joined": e.joined, "new_story": e.story, "new_size": e.size}
        for n, e in sorted(change.entries.items())
        if n < known
    ]
    for some in portions(old):
        c.execute(changed, some)


def _add_windows(c: Connection, added: Table) -> None:
    """Put each part's windows as a piece beside those it has; many pieces become one."""
    w = schema.index_windows.c
    count = {part: int(n) for part, n in c.execute(select(w.part, func.count()).group_by(w.part))}
    edges = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(54)
    cuts = [0, *np.searchsorted(added.hashes, edges).tolist(), len(added.hashes)]
    for part in range(PARTS):
        if cuts[part] == cuts[part + 1]:
            continue
        piece = Table(added.hashes[cuts[part] : cuts[part + 1]], added.owners[cuts[part] : cuts[part + 1]])
        number = count.get(part, 0)
        if number >= PIECES:
            found = [_table(r.hashes, r.owners) for r in c.execute(select(w.hashes, w.owners).where(w.part == part))]
            hashes = np.concatenate([piece.hashes, *(t.hashes for t in found)])
            owners = np.concatenate([piece.owners, *(t.owners for t in found)])
            piece, number = Table(hashes, owners).sorted(), 0
            c.execute(delete(schema.index_windows).where(w.part == part))
        hashes, owners = piece.hashes.astype("<u8"), piece.owners.astype("<i4")
        row = {"part": part, "n": number, "hashes": hashes.tobytes(), "owners": owners.tobytes()}
        c.execute(insert(schema.index_windows), [row])


def _hashes(data: Any) -> NDArray[np.uint64]:
    return np.frombuffer(bytes(data), dtype="<u8").astype(np.uint64, copy=False)


def _table(hashes: Any, owners: Any) -> Table:
    return Table(_hashes(hashes), np.frombuffer(bytes(owners), dtype="<i4").astype(np.int64))
