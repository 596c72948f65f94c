"""The tables of a record: one MetaData for SQLite and PostgreSQL; what only one of them knows is added by DDL of its own.

Claims, mentions, incidents, control and figures keep what is asked for in columns, and the whole value as JSON in `data`
(`store.codec`). `incidents`, `control`, `figures`, `places`, `actors` are computed, and replaced where what they are made of changed; `stories` and
`links` where articles came to them; `sources`, `articles`, `claims`, `mentions` grow by source file and by article; `judgements` are only ever added.
"""

from __future__ import annotations

from sqlalchemy import DDL, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, event

from khaldun.store.letters import ACCENTED, BARE

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""`schema` (version of these tables), the versions of program, engine, knowledge and gazetteer, and `state`: building or
done."""

sources = Table(
    "sources",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("version", Text, nullable=False),
)
"""One row for bytes read: `file` the smallest of its names, status `reading`, `done` or `aside` (with the reason)."""

lost = Table("lost", metadata, Column("file", Text, primary_key=True), Column("reason", Text, nullable=False))
"""Files that the last build could not even open: they have no bytes to be known by."""

articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, ForeignKey("sources.sha256"), nullable=False, index=True),
    Column("ref", Text),
    Column("kind", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("publisher", Text),
    Column("language", Text),
    Column("url", Text),
    Column("parent", Text, index=True),
    Column("set_aside", Text),
    Column("byline", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("dateline", Text),
    Column("read_date", Text, nullable=False),
    Column("published", Text),
    Column("published_start", Text, index=True),
    Column("published_stop", Text),
    Column("story_id", Text, index=True),
    Column("raw", Text, index=True),
    Column("extractor", Text),
    Column("trace", Text),
    Column("doubts", Text),
)
"""`read_date` is the publication as the file alone gives it, `published` (and its columns) as settled with the story's other
articles. `raw`, of `raws`: what it was read from; `trace`: where its text stands there (`store.rows`); `doubts`: a list,
null where it is empty."""

raws = Table(
    "raws",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("media", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary),
    Column("reason", Text),
)
"""The bytes that articles were read from, compressed by Zstandard; `reason` where they are not kept. They go with the last article
that was read from them."""

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

index_entries = Table(
    "index_entries",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Text, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
    Column("joined", Integer, nullable=False),
    Column("story", Integer, nullable=False),
    Column("size", Integer, nullable=False),
)
"""The index of copies (`origin.index`): its articles by number; see `origin.index.Entry`."""

index_windows = Table(
    "index_windows",
    metadata,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),
    Column("owners", LargeBinary, nullable=False),
)
"""Who has which window: by the first bits of the hash, in a few pieces each; sorted hashes as little-endian integers of 64 bits,
and beside them the numbers of the articles, of 32."""

index_noise = Table(
    "index_noise",
    metadata,
    Column("name", Text, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
)
"""Windows that say nothing: `outlet NAME`, and `formula`."""

stories = Table("stories", metadata, Column("id", Text, primary_key=True), Column("origin", Text))

links = Table(
    "links",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("story_id", Text, nullable=False, index=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("to_id", Text, nullable=False, index=True),
    Column("relation", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("shared", Text, nullable=False, server_default="[]"),
)
"""`shared`: the passages in common, as a JSON list of [start, end, start there, end there]."""

extractions = Table(
    "extractions",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("failure", Text),
)
"""One row for an article looked at: `key` says with what (its settled date, the versions), `failure` why nothing could be
read from it."""

mentions = Table(
    "mentions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("place_id", Text),
    Column("actor_id", Text),
    Column("private", Boolean, nullable=False),
    Column("data", Text, nullable=False),
    Index("mentions_by_place", "place_id", "article_id"),
    Index("mentions_by_actor", "actor_id", "article_id"),
)

claims = Table(
    "claims",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("place_id", Text, index=True),
    Column("when_start", Text, index=True),
    Column("when_stop", Text),
    Column("speaker_id", Text, index=True),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("data", Text, nullable=False),
)

claim_actors = Table(
    "claim_actors",
    metadata,
    Column("claim_id", Text, primary_key=True),
    Column("actor_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Index("claim_actors_by_actor", "actor_id", "claim_id"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("claim_id", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("place_id", Text),
    Column("when_start", Text),
    Column("when_stop", Text),
    Column("disputed", Boolean, nullable=False),
    Column("data", Text, nullable=False),
    Index("incidents_by_place", "place_id", "id"),
)

incident_claims = Table(
    "incident_claims",
    metadata,
    Column("incident_id", Text, primary_key=True),
    Column("claim_id", Text, primary_key=True),
    Index("incident_claims_by_claim", "claim_id"),
)

control = Table(
    "control",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place_id", Text, nullable=False, index=True),
    Column("start", Text, nullable=False),
    Column("stop", Text),
    Column("holder_id", Text, index=True),
    Column("status", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("reported", Text),
    Column("data", Text, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Text, primary_key=True),
    Column("measure", Text, nullable=False),
    Column("place_id", Text, index=True),
    Column("claim_id", Text, nullable=False, index=True),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Text),
    Column("data", Text, nullable=False),
)

places = Table(
    "places",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("admin1", Text),
    Column("mentions", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("spells", Integer, nullable=False),
    Index("places_by_point", "lat", "lon"),
)
"""Every place that the record speaks of, with how often it is named, claimed about, and how many stretches of control it
has."""

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("side", Text),
    Column("mentions", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
)

stale = Table("stale", metadata, Column("what", Text, primary_key=True), Column("key", Text, primary_key=True))
"""What is to be computed anew (`store.stale`)."""

builds = Table(
    "builds",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("finished", Text, nullable=False),
    Column("files", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("behind", Integer, nullable=False),
)
"""A diary of the builds that read something: when each ended (UTC), how many new files and articles it read, and the number (`articles.n`) behind
which its articles stand. It is of this copy of the record alone, and in no export."""

_TOKENS = "tokenize='unicode61 remove_diacritics 2'"

SQLITE_DDL = (
    f"CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='articles', content_rowid='n', {_TOKENS})",
    "CREATE TRIGGER article_search_in AFTER INSERT ON articles BEGIN"
    " INSERT INTO article_search(rowid, title, text) VALUES (new.n, new.title, new.text); END",
    "CREATE TRIGGER article_search_out AFTER DELETE ON articles BEGIN"
    " INSERT INTO article_search(article_search, rowid, title, text) VALUES ('delete', old.n, old.title, old.text); END",
    f"CREATE VIRTUAL TABLE claim_search USING fts5(evidence, content='claims', content_rowid='n', {_TOKENS})",
    "CREATE TRIGGER claim_search_in AFTER INSERT ON claims BEGIN"
    " INSERT INTO claim_search(rowid, evidence) VALUES (new.n, new.evidence); END",
    "CREATE TRIGGER claim_search_out AFTER DELETE ON claims BEGIN"
    " INSERT INTO claim_search(claim_search, rowid, evidence) VALUES ('delete', old.n, old.evidence); END",
    "CREATE VIRTUAL TABLE place_box USING rtree(n, west, east, south, north)",
    "CREATE TRIGGER place_box_in AFTER INSERT ON places WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN"
    " INSERT INTO place_box VALUES (new.n, new.lon, new.lon, new.lat, new.lat); END",
    "CREATE TRIGGER place_box_out AFTER DELETE ON places BEGIN DELETE FROM place_box WHERE n = old.n; END",
    "CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are only added'); END",
    "CREATE TRIGGER judgements_hold BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are only added'); END",
)

_VECTOR = f"to_tsvector('simple', translate(lower(%s), '{ACCENTED}', '{BARE}'))"
_TITLE_AND_TEXT = _VECTOR % "coalesce(title, '') || ' ' || text"

POSTGRESQL_DDL = (
    f"CREATE INDEX article_search ON articles USING gin ({_TITLE_AND_TEXT})",
    f"CREATE INDEX claim_search ON claims USING gin ({_VECTOR % 'evidence'})",
    "CREATE OR REPLACE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'judgements are only added'; END $$",
    "CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements FOR EACH ROW EXECUTE FUNCTION only_added()",
)

for _dialect, _statements in (("sqlite", SQLITE_DDL), ("postgresql", POSTGRESQL_DDL)):
    for _statement in _statements:
        event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
