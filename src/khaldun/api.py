"""A record as a program sees it: `khaldun.build`, `khaldun.open_record` and what they give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from khaldun.errors import NotFound, UsageError
from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Mention, Story
from khaldun.store import Store, check_whole
from khaldun.store.connect import shown
from khaldun.store.lookup import find_actor, find_place, find_voice

if TYPE_CHECKING:
    from khaldun.run.build import BuildResult
    from khaldun.run.stages import Progress
    from khaldun.store import SetAsideFile

T = TypeVar("T")


class Values(tuple[T, ...]):
    """Typed values of a record, in order; `to_frame` gives them as a table."""

    _kind: type | None

    def __new__(cls, values: Iterable[T] = (), kind: type | None = None) -> Self:
        made = super().__new__(cls, values)
        made._kind = kind
        return made

    def to_frame(self) -> Any:
        """A pandas DataFrame, a row each, with the columns of the CSV export; a GeoDataFrame (EPSG:4326) where they have places
        and geopandas is installed. Raises UsageError where pandas is not."""
        from khaldun.export.frames import frame

        return frame(self, self._kind)


class Record:
    """A record, open. Use as a context manager, or `close` it."""

    def __init__(self, store: Store, built: BuildResult | None = None) -> None:
        self.store = store
        self.built = built
        """What the build did, where this record comes from one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self.store.counts()
        return f"<Record {shown(self.store.record)}: {counts['articles']} articles, {counts['claims']} claims, {counts['places']} places>"

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def holds(
        self, place: str, on: date | str | None = None, by: str | None = None, without: str | None = None
    ) -> Values[ControlSpell]:
        """Who holds a place (an id or a name), on a day or (None) day by day; `by`: going by the word of one speaker or side
        alone, `without`: as if that one had said nothing.

        Empty where no report says. Raises NotFound for a place or speaker that the record does not know (with the nearest names), UsageError
        where the name fits several places.
        """
        place_id = find_place(self.store, place).found.id
        when = day_of(on)
        if by is None and without is None:
            return Values(self.store.control(place_id, on=when), ControlSpell)
        spells = self._heard(place_id, by, without)
        return Values((s for s in spells if when is None or _covers(s, when)), ControlSpell)

    def timeline(
        self,
        subject: str,
        start: date | str | None = None,
        end: date | str | None = None,
        by: str | None = None,
        without: str | None = None,
    ) -> Values[Claim]:
        """What is claimed of a place or an actor (an id or a name), in the order of the days it speaks of: `start` to `end`,
        inclusive; with what is claimed of the province around a place that bears on who held it. `by` and `without` as of `holds`."""
        from khaldun.record import heard

        first, last = day_of(start), day_of(end)
        if first is not None and last is not None and last < first:
            raise UsageError(f"{last} is before {first}")
        place_id, actor_id = subject_of(self.store, subject)
        stop = None if last is None else last + timedelta(1)
        claims = self.store.claims(place_id=place_id, actor_id=actor_id, start=first, stop=stop)
        around = {i for s in self.store.control(place_id) for i in s.around} if place_id is not None else set()
        if around:
            claims = self.store.claims(ids=sorted(around.union(c.id for c in claims)), start=first, stop=stop)
        return Values(heard(claims, by=self._voice(by), without=self._voice(without)), Claim)

    def _voice(self, name: str | None) -> str | None:
        """The id of the speaker or side that a name means."""
        return None if name is None else find_voice(self.store, name, thorough=True)

    def _heard(self, place_id: str, by: str | None, without: str | None) -> list[ControlSpell]:
        """The control of a place as computed from the word of some alone."""
        from khaldun.knowledge import load
        from khaldun.record import heard, held, judged
        from khaldun.record.around import KINDS, around, informs

        store = self.store
        voices = self._voice(by), self._voice(without)
        packs = load(tuple(Path(p) for p in json.loads(store.meta().get("packs", "[]"))))
        judgements = store.judgements()
        lot = store.lot([place_id], judgements)
        here = [c for c in judged(lot.claims, judgements) if c.place is not None and c.place.id == place_id]
        about = store.lot(sorted({i for c in here if c.place is not None for i in around(c.place)}), judgements, KINDS)
        wider = [c for c in judged(about.claims, judgements) if informs(c)]
        told, told_wider = (heard(some, by=voices[0], without=voices[1]) for some in (here, wider))
        articles, story_of = {**about.articles, **lot.articles}, {**about.story_of, **lot.story_of}
        return list(held(told, articles, story_of, packs, told_wider))

    def articles(self) -> Values[Article]:
        """Every article, with its settled date, by id."""
        return Values(self.store.all_articles(), Article)

    def stories(self) -> Values[Story]:
        """Every story, by id."""
        return Values(self.store.stories(), Story)

    def claims(self, **only: Any) -> Values[Claim]:
        """Claims by the day they speak of; `only` as of `Store.claims`: `kind="control"`, `place_id=...`, `actor_id=...`."""
        return Values(self.store.claims(**_dated(only)), Claim)

    def incidents(self, **only: Any) -> Values[Incident]:
        """Incidents by day; `only`: `place_id`, `actor_id`, `kind`."""
        return Values(self.store.incidents(**only), Incident)

    def control(self, **only: Any) -> Values[ControlSpell]:
        """Stretches of control by place and day; `only`: `place_id`, `holder_id`, `on`."""
        return Values(self.store.control(**_dated(only)), ControlSpell)

    def figures(self, **only: Any) -> Values[Figure]:
        """Figures by id; `only`: `place_id`, `measure`."""
        return Values(self.store.figures(**only), Figure)

    def mentions(self, article_id: str) -> Values[Mention]:
        """What was recognised in an article, in the order of its text."""
        return Values(self.store.mentions(article_id), Mention)

    def raw(self, article_id: str) -> bytes:
        """The bytes of the document that an article was read from, which its `trace` counts in. Raises NotFound where none are kept:
        the text was handed over as it stands, or they are too many."""
        from khaldun.read.raw import unpacked

        article = self.store.article(article_id).article
        if article.raw is None:
            raise NotFound(f"of {article_id} no bytes are kept: its text stands in {article.source.file} as it is here")
        kept = self.store.raw(article.raw)
        data = unpacked(kept)
        if data is None:
            raise NotFound(f"the bytes of {article_id} are not kept: {kept.reason}")
        return data

    def set_aside(self) -> tuple[SetAsideFile, ...]:
        """What was not read, and why."""
        return tuple(self.store.set_aside())

    def export(self, format: str, out: str | Path, names: bool = False, claim: str | None = None) -> list[Path]:
        """Write the record in a format; see `khaldun.export.write`."""
        from khaldun.export import write

        return write(self.store, format, out, names, claim)


def build(
    paths: str | Path | Sequence[str | Path],
    record: str | Path = "khaldun.sqlite",
    jobs: int | None = None,
    progress: Progress | None = None,
    knowledge: Sequence[str | Path] = (),
) -> Record:
    """Read files and folders into a record, new or not, and open it. `jobs`: processes (None: one a core); `progress` is told
    the stage, how much is done, of how much; `knowledge`: folders of packs of your own.

    What could not be read is in `.built.set_aside`. Raises UsageError, KnowledgeError, RecordError.
    """
    from khaldun.run.build import build as _build

    named = [paths] if isinstance(paths, str | Path) else list(paths)
    result = _build(named, record=record, jobs=jobs, progress=progress, knowledge=knowledge)
    return Record(Store.open(record), result)


def open_record(record: str | Path = "khaldun.sqlite") -> Record:
    """Open a record: a file, or a `postgresql://` address. Raises NotFound, NotARecord, NewerRecord, and RecordError for one
    that is not finished."""
    store = Store.open(record)
    try:
        check_whole(store)
    except BaseException:
        store.close()
        raise
    return Record(store)


def subject_of(store: Store, name: str) -> tuple[str | None, str | None]:
    """The id of the place, or the id of the actor, that a name means; the other is None. A place goes first. Raises NotFound,
    UsageError where several fit."""
    try:
        return find_place(store, name).found.id, None
    except NotFound as no_place:
        try:
            return None, find_actor(store, name).found.id
        except NotFound:
            raise NotFound(str(no_place).replace("no place named", "no place and no actor named", 1)) from None


def day_of(day: date | str | None) -> date | None:
    """A day given as one, or as an ISO date; raises UsageError for anything else."""
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is not a day: write it as 2016-04-08") from None


def _dated(only: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of a query, with their days as dates."""
    return {name: day_of(value) if name in {"on", "start", "stop"} else value for name, value in only.items()}


def _covers(spell: ControlSpell, day: date) -> bool:
    return spell.start <= day and (spell.stop is None or day < spell.stop)
