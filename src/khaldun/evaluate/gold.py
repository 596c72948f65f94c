"""What `gold.json` says: one shape for every task, of which each reads its own part (docs/evaluate.md)."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from khaldun.errors import GoldError
from khaldun.evaluate.shape import read, writable

NEEDS = {
    "places": "places", "dates": "dates", "entities": "entities", "kinds": "type", "eventplace": "events", "displacement": "figure",
    "speakers": "attributions", "reading": None, "control": None, "stories": None,
}  # fmt: skip
"""The tasks, and what every document of their gold has."""
ENTITIES = ("actor", "person", "place")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text: code points [`start`, `end`), or `text` where it stands, as whole words, for the `nth` time; and what it means.

    `optional`: neither wanted nor wrong (a word may say why). Of a place: `name`, `kind`, `lat`, `lon`. Of a date: `interval`, its first and last
    day, of which each may be `slack` days off, and TIMEX3's `value` and `type`. Of an entity the `type`: actor, person or place.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    nth: int = 1
    optional: bool | str | None = None
    name: str | None = None
    kind: str | None = None
    lat: float | None = None
    lon: float | None = None
    interval: tuple[date, ...] | None = None
    slack: int = 0
    value: str | None = None
    type: str | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None) or (self.start is None and not self.text) or self.nth < 1:
            raise ValueError("a mark is its `text`, or its `start` and `end`")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            raise ValueError("a mark has 0 <= start < end")
        if self.interval is not None and len(self.interval) != 2:
            raise ValueError("an interval is a first and a last day")
        _point(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Event:
    """A verb, and where what it tells happened."""

    verb: Mark
    places: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of somebody: what, who (nobody: the text does not say), and the words between, which are not judged."""

    content: tuple[Mark, ...]
    source: tuple[Mark, ...] = ()
    cue: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Doc:
    """What is true of one input: the `id` of a JSON line, or the name of a file. `box`: south, west, north and east of a country; `published`: a day."""

    places: tuple[Mark, ...] = ()
    dates: tuple[Mark, ...] = ()
    published: date | None = None
    entities: tuple[Mark, ...] = ()
    type: str = ""
    events: tuple[Event, ...] = ()
    text: str | None = None
    attributions: tuple[Attribution, ...] = ()
    figure: float = 0.0
    term: str = ""
    unit: str = "People"
    place: str | None = None
    country: str | None = None
    box: tuple[float, ...] | None = None
    body: str = ""
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.box is not None and len(self.box) != 4:
            raise ValueError("`box` is four numbers: south, west, north and east")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two inputs whose texts are the `same` or `different`; `relation`: how, or why they look alike; `far`: days apart."""

    a: str
    b: str
    label: str
    relation: str = "same"
    far: bool = False

    def __post_init__(self) -> None:
        if self.label not in ("same", "different"):
            raise ValueError("a label is `same` or `different`")


@dataclass(frozen=True, slots=True)
class Ground:
    """A place of the facts: its names, its point, and within how many kilometres an answer may lie."""

    names: tuple[str, ...]
    lat: float
    lon: float
    km: float = 25.0

    def __post_init__(self) -> None:
        _point(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Fact:
    """A `transfer` (from `previous` to `holder`), `state` or `loss`, told in the `evidence`; `first` and `last`: the days within which it fell, or
    on which it is known to be so. `precision`: day, month, season, `by` (it had happened by then), `asof` or `since`. `again`: told before."""

    doc: str
    place: str
    kind: str
    first: date
    last: date
    evidence: Mark
    holder: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    precision: str = "day"
    id: str | None = None
    again: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ("transfer", "state", "loss"):
            raise ValueError("a fact is a transfer, a state or a loss")
        _reckoned(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Question:
    """Who held a place on a day; `why` it is asked: the day `after` a fact, or in the `middle` of two that agree."""

    place: str
    on: date
    holder: tuple[str, ...]
    why: str = "after"

    def __post_init__(self) -> None:
        _reckoned(self.on)


@dataclass(frozen=True, slots=True)
class Gold:
    """A file. `input`: where what is read stands, from the file's folder; `aside`: what of it holds no news, and is to be set aside.
    `names_only`: of places, that words which stand for a name (`the city`) are not judged. `scheme` is of kinds, `measure` of reading, `pairs` of stories, the rest of
    control."""

    task: str | None = None
    input: str = "input"
    aside: tuple[str, ...] = ()
    docs: dict[str, Doc] = field(default_factory=dict)
    names_only: bool = False
    scheme: str = "khaldun"
    measure: str = "body"
    pairs: tuple[Pair, ...] = ()
    places: dict[str, Ground] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        if self.measure not in ("body", "segments", "day"):
            raise ValueError("the measure is body, segments or day")
        if "\0" in self.input:
            raise ValueError("`input` is a path")
        unknown = ({f.place for f in self.facts} | {q.place for q in self.questions}) - set(self.places)
        if unknown:
            raise ValueError(f"`places` lacks {', '.join(sorted(unknown))}")


def _point(lat: float | None, lon: float | None) -> None:
    if (lat is None) != (lon is None):
        raise ValueError("a point is `lat` and `lon`")
    if lat is not None and lon is not None and not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError("`lat` lies between -90 and 90, `lon` between -180 and 180")


def _reckoned(*days: date) -> None:
    """Holds days of control to years that leave room for the months before and after them."""
    if not all(1900 <= day.year <= 2200 for day in days):
        raise ValueError("days lie between 1900 and 2200")


def load(path: Path, task: str) -> tuple[Gold, set[str]]:
    """The gold of a file, gzipped or not, for a task unless it names its own; and the keys in it that nothing reads. Raises GoldError for what is no
    such gold."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        raw = json.loads(data.decode("utf-8-sig"))
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise GoldError(f"{path.name} cannot be read as JSON: {error}") from None
    writable(raw)
    unread: set[str] = set()
    gold: Gold = read(Gold, raw, "", unread)
    task = gold.task or task
    if task not in NEEDS:
        raise GoldError(f"there is no task {task!r}; there are {', '.join(NEEDS)}")
    if not {"control": gold.facts or gold.questions, "stories": gold.pairs}.get(task, gold.docs):
        raise GoldError("its gold is empty")
    needed = NEEDS[task]
    for ref, doc in gold.docs.items():
        if needed and needed not in raw["docs"][ref]:
            raise GoldError(f"docs › {ref} has no `{needed}`")
        if any(mark.type not in ENTITIES for mark in doc.entities):
            raise GoldError(f"docs › {ref} › entities: the `type` of each is {', '.join(ENTITIES)}")
    return gold, unread
