"""The record on disk: opening it, and the few ways in which it is ever written.

What belongs to one source file, one batch of extractions, or the computed tables as a whole is written in one transaction each:
a process that is killed leaves all of it or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from khaldun.errors import NotARecord, RecordError
from khaldun.model import Article, ControlSpell, Figure, Incident, Judgement, Publication, Raw, Story
from khaldun.store import codec, migrations, rows, schema
from khaldun.store.connect import WRITE, connect, journal, shown
from khaldun.store.deriving import Deriving, Lot, read_lot
from khaldun.store.queries import Queries
from khaldun.store.stale import judgement_made, read_changed
from khaldun.store.writing import forget_index, insert_rows, portions, replace_stories, set_meta


@dataclass(frozen=True, slots=True)
class ExtractionRows:
    """What was read from one article, as rows: made where the reading is done, so that the one who writes only writes."""

    article_id: str
    key: str
    failure: str | None
    mentions: Sequence[rows.Values] = ()
    claims: Sequence[rows.Values] = ()
    claim_actors: Sequence[rows.Values] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that is computed across claims."""

    incidents: Sequence[Incident]
    control: Sequence[ControlSpell]
    figures: Sequence[Figure]


class Store(Queries):
    """A record, open. Use as a context manager, or `close` it."""

    def __init__(self, engine: Engine, record: str) -> None:
        super().__init__(engine)
        self.record = record

    @classmethod
    def open(cls, record: str | Path, *, create: bool = False, mapped: bool = False) -> Self:
        """Open a record, an older one being brought up to date; with `create`, make it where there is none. `mapped`: for one who only
        reads, and much (see `store.connect`).

        Raises NotFound, NotARecord, NewerRecord, UsageError.
        """
        engine = connect(record, create=create, mapped=mapped)
        store = cls(engine, str(record))
        try:
            store._ready(create=create)
        except DatabaseError as error:
            engine.dispose()
            raise NotARecord(f"{shown(record)} cannot be read as a record: {error.orig}") from error
        except BaseException:
            engine.dispose()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def writing(self, *, ahead: bool) -> None:
        """Before a build (`ahead`) and after it: see `store.connect.journal`."""
        self._engine.dispose()
        journal(self._engine, ahead=ahead)

    def _ready(self, *, create: bool) -> None:
        with self._engine.connect() as c:
            empty = migrations.is_empty(c)
            version = None if empty else migrations.version_of(c)
        if version is not None:
            migrations.refuse_newer(version)
        if empty and not create:
            raise NotARecord(f"{self.record} is an empty database, not a record of khaldun's")
        if empty or (version is not None and version < migrations.SCHEMA):
            with self._write() as c:
                if migrations.is_empty(c):
                    migrations.create(c)
                else:
                    migrations.migrate(c, migrations.version_of(c))

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A connection in one transaction that is committed at the end, or leaves no trace. Raises RecordError where it cannot be
        written: a full disk, a lock that is held for a minute."""
        try:
            with self._engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
                yield connection
        except OperationalError as error:
            raise RecordError(f"the record cannot be written: {error.orig}") from error

    # --- meta

    def note(self, **values: str) -> None:
        """Set entries of `meta`."""
        with self._write() as c:
            set_meta(c, values)

    # --- sources and articles

    def sources(self) -> dict[str, tuple[str, str, str]]:
        """By SHA-256 of the bytes: the file's name, status, and the version of the program that read it."""
        s = schema.sources.c
        with self._read() as c:
            return {r.sha256: (r.file, r.status, r.version) for r in c.execute(select(s.sha256, s.file, s.status, s.version))}

    def start_source(self, sha256: str, file: str, size: int, version: str) -> None:
        """Begin a source file, or begin it again: what an earlier reading of the same bytes gave is taken out."""
        with self._write() as c:
            _drop_articles(c, sha256)
            c.execute(delete(schema.sources).where(schema.sources.c.sha256 == sha256))
            c.execute(
                insert(schema.sources),
                [{"sha256": sha256, "file": file, "size": size, "status": "reading", "reason": None, "version": version}],
            )
            set_meta(c, {"state": "building"})

    def add_articles(
        self,
        found: Sequence[tuple[Article, bytes | None]],
        *,
        sha256: str,
        last: bool,
        reason: str | None = None,
        raws: Sequence[Raw] = (),
    ) -> None:
        """Articles of a source that was begun, with their fingerprints and the bytes they were read from; with the `last` of them
        the source is done (`reason`: set aside)."""
        with self._write() as c:
            insert_rows(c, schema.raws, [rows.raw_row(r) for r in raws], ignore=True)
            insert_rows(c, schema.articles, [rows.article_row(a) for a, _ in found], ignore=True)
            prints = [{"article_id": a.id, "data": p} for a, p in found if p is not None]
            insert_rows(c, schema.fingerprints, prints, ignore=True)
            if last:
                status = "done" if reason is None else "aside"
                c.execute(update(schema.sources).where(schema.sources.c.sha256 == sha256).values(status=status, reason=reason))

    def forget_source(self, sha256: str) -> None:
        """Take out a source that was begun but turned out not to be there."""
        with self._write() as c:
            _drop_articles(c, sha256)
            c.execute(delete(schema.sources).where(schema.sources.c.sha256 == sha256))

    def rename_source(self, sha256: str, file: str) -> None:
        """The name a source is known by; as the dates of its articles' copies may name it, these are to be settled anew."""
        a = schema.articles.c
        stories = select(a.story_id).where(a.sha256 == sha256, a.story_id.is_not(None))
        with self._write() as c:
            c.execute(update(schema.articles).where(a.story_id.in_(stories)).values(published=None))
            c.execute(update(schema.sources).where(schema.sources.c.sha256 == sha256).values(file=file))

    def put_lost(self, lost: Mapping[str, str]) -> None:
        """Files that this build could not open, with the reasons, in place of those of the last one."""
        with self._write() as c:
            c.execute(delete(schema.lost))
            insert_rows(c, schema.lost, [{"file": f, "reason": r} for f, r in sorted(lost.items())])

    # --- stories and dates

    def put_stories(self, stories: Sequence[Story]) -> None:
        """Put stories in place of those in which their articles were. The articles, and those that have no story, are then to be
        dated anew (`unsettled`)."""
        with self._write() as c:
            replace_stories(c, stories)
            set_meta(c, {"state": "building"})

    def settled(self) -> Iterator[tuple[str, Publication, int]]:
        """Id, settled date and letters of each article proper, by id."""
        a = schema.articles.c
        query = select(a.id, func.coalesce(a.published, a.read_date), func.length(a.text))
        with self._read() as c:
            for i, published, letters in c.execute(query.where(a.kind == "article", a.set_aside.is_(None)).order_by(a.id)):
                yield i, codec.load(Publication, published), letters

    def unsettled(self) -> list[tuple[str, ...]]:
        """The articles of each story of which one is not dated yet, and such articles of no story each alone; by id."""
        a = schema.articles.c
        of = select(a.story_id).where(a.published.is_(None), a.story_id.is_not(None))
        query = select(a.id, a.story_id).where(or_(a.story_id.in_(of), and_(a.published.is_(None), a.story_id.is_(None))))
        found: dict[str, list[str]] = {}
        with self._read() as c:
            for i, story in c.execute(query.order_by(a.id)):
                found.setdefault(story or i, []).append(i)
        return sorted(map(tuple, found.values()))

    def put_dates(self, dates: Mapping[str, Publication]) -> None:
        """The settled publication of articles, by id."""
        a = schema.articles.c
        names = ("published", "published_start", "published_stop")
        changed = update(schema.articles).where(a.id == bindparam("article")).values({n: bindparam(n) for n in names})
        with self._write() as c:
            for some in portions([rows.settled_row(i, p) for i, p in sorted(dates.items())]):
                c.execute(changed, some)
            set_meta(c, {"state": "building"})

    # --- extractions

    def extraction_keys(self) -> dict[str, str]:
        """With what each article was last read: its settled date and the versions, by article id."""
        x = schema.extractions.c
        with self._read() as c:
            return {r.article_id: r.key for r in c.execute(select(x.article_id, x.key))}

    def put_extractions(self, found: Sequence[ExtractionRows]) -> None:
        """Mentions and claims of articles, in place of what was read from them before."""
        with self._write() as c:
            _drop_extractions(c, [x.article_id for x in found])
            insert_rows(
                c, schema.extractions, [{"article_id": x.article_id, "key": x.key, "failure": x.failure} for x in found]
            )
            insert_rows(c, schema.mentions, [m for x in found for m in x.mentions])
            insert_rows(c, schema.claims, [m for x in found for m in x.claims], ignore=True)
            insert_rows(c, schema.claim_actors, [m for x in found for m in x.claim_actors], ignore=True)
            for ids in portions([x.article_id for x in found]):
                read_changed(c, ids)
            set_meta(c, {"state": "building"})

    # --- judgements

    def judge(self, judgement: Judgement) -> None:
        """Add a reviewer's decision; one with the same id is there already and stays. The record is `stale` until it is
        computed again. Raises NotFound for a claim that is not here."""
        claim = self.claim(judgement.claim_id)
        row = {"id": judgement.id, "claim_id": judgement.claim_id, "data": codec.dump(judgement)}
        with self._write() as c:
            insert_rows(c, schema.judgements, [row], ignore=True)
            told = [claim.article_id]
            if judgement.verdict in ("join", "part") and judgement.value is not None:
                told += c.execute(select(schema.claims.c.article_id).where(schema.claims.c.id == judgement.value)).scalars()
            judgement_made(c, claim.id, told)
            set_meta(c, {"state": "stale"})

    def last_article(self) -> int:
        """The number of the article that was stored last; 0 where there is none."""
        with self._read() as c:
            return int(c.execute(select(func.max(schema.articles.c.n))).scalar() or 0)

    def note_build(self, *, files: int, behind: int) -> None:
        """Enter a build that read new files into the diary; `behind`: `last_article` before it began."""
        a = schema.articles.c
        with self._write() as c:
            articles = c.execute(
                select(func.count()).where(a.n > behind, a.kind == "article", a.set_aside.is_(None))
            ).scalar_one()
            row = {
                "finished": datetime.now(UTC).isoformat(timespec="seconds"),
                "files": files,
                "articles": articles,
                "behind": behind,
            }
            c.execute(insert(schema.builds), [row])

    # --- what is computed

    @contextmanager
    def deriving(self, *, whole: bool, judgements: Sequence[Judgement] = ()) -> Iterator[Deriving]:
        """The computed tables, to be replaced in one transaction: all of them, or what concerns the claims that changed."""
        corrections = [j for j in judgements if j.verdict == "correct"]
        places = {str(i) for j in corrections if j.field == "place" and (i := _place_of(j)) is not None}
        with self._write() as c:
            yield Deriving(c, whole=whole, corrected=sorted({j.claim_id for j in corrections}), put_at=sorted(places))

    def lot(self, place_ids: Sequence[str], judgements: Sequence[Judgement], kinds: Sequence[str] = ()) -> Lot:
        """The claims at some places (of some kinds, or all), and those that reviewers changed, which may be there; as they were read."""
        t = schema.claims.c
        changed = sorted({j.claim_id for j in judgements if j.verdict == "correct"})
        there = [t.place_id.in_(some) for some in portions(place_ids)]
        tests = [and_(test, t.kind.in_(kinds)) for test in there] if kinds else there
        with self._read() as c:
            return read_lot(c, place_ids, [*tests, *(t.id.in_(some) for some in portions(changed))])

    def put_derived(self, derived: Derived, *, versions: Mapping[str, str]) -> None:
        """Replace everything that is computed across claims; the record is then `done`, as made by `versions`."""
        with self.deriving(whole=True) as found:
            found.take_out({})
            found.put(derived.incidents, derived.control, derived.figures)
            found.finish(versions)


def _drop_extractions(c: Connection, article_ids: Sequence[str]) -> None:
    for ids in portions(article_ids):
        read_changed(c, ids, gone=True)
        claims = select(schema.claims.c.id).where(schema.claims.c.article_id.in_(ids))
        c.execute(delete(schema.claim_actors).where(schema.claim_actors.c.claim_id.in_(claims)))
        for table in (schema.claims, schema.mentions, schema.extractions):
            c.execute(delete(table).where(table.c.article_id.in_(ids)))


def _drop_articles(c: Connection, sha256: str) -> None:
    a = schema.articles.c
    ids = list(c.execute(select(a.id).where(a.sha256 == sha256)).scalars())
    _drop_extractions(c, ids)
    indexed = schema.index_entries.c.article_id
    if any(c.execute(select(indexed).where(indexed.in_(some)).limit(1)).first() for some in portions(ids)):
        forget_index(c)  # what an article did to the index is not told apart: the next build makes it anew
    read_from = select(a.raw).where(a.sha256 == sha256, a.raw.is_not(None)).distinct()
    raws = list(c.execute(read_from).scalars())
    for portion in portions(ids):
        c.execute(delete(schema.fingerprints).where(schema.fingerprints.c.article_id.in_(portion)))
        c.execute(delete(schema.articles).where(schema.articles.c.id.in_(portion)))
    kept = schema.raws.c
    for portion in portions(raws):
        unread = ~exists().where(a.raw == kept.sha256)
        c.execute(delete(schema.raws).where(kept.sha256.in_(portion), unread))


def _place_of(correction: Judgement) -> object:
    """The id of the place that a reviewer gives a claim, if any."""
    value = json.loads(correction.value or "null")
    return value.get("id") if isinstance(value, dict) else None


def check_whole(store: Store) -> None:
    """Raises RecordError where a build was cut off before the record was computed for the first time."""
    if "program" not in store.meta():
        with store._read() as c:
            count = c.execute(select(func.count()).select_from(schema.articles)).scalar_one()
        raise RecordError(
            f"the record is not finished ({count} articles read so far): run the same `khaldun build` again, it goes on"
        )
