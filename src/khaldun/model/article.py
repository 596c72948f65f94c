"""Source files, articles and stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article was read: the file's name as given, the SHA-256 of its bytes, and the id of the line or entry within it."""

    file: str
    sha256: str
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """`BEIRUT -`: the words, and the place's name in them."""

    text: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published: days [`start`, `stop`), on what basis, and why, in words an analyst can check."""

    start: date | None = None
    stop: date | None = None
    basis: Literal["metadata", "text", "story", "inferred", "unknown"] = "unknown"
    why: str = "no date was found"

    @property
    def last(self) -> date | None:
        """The last day it may have been published, inclusive."""
        return None if self.stop is None else self.stop - timedelta(1)

    @property
    def day(self) -> date | None:
        """The day, where it is one day."""
        return self.start if self.start is not None and self.last == self.start else None


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a stretch of an article's text, [`start`, `end`), stands in what it was read from.

    `unit` says what `first` and `last` count: `character`: [first, last), code points of the raw as text (of the MIME part `part`,
    in the order of `email`'s walk, for a mail); `paragraph`, `line`, `row`, `page`: by number from 1, `last` None where it is one;
    `record`: the byte, in the decompressed file, where the archive's record or the box's message begins. `box`: left, bottom, right
    and top on the page, in points from its lower left."""

    start: int
    end: int
    unit: Literal["character", "paragraph", "line", "row", "page", "record"]
    first: int
    last: int | None = None
    part: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes that articles were read from, known by their SHA-256: a document, or what a container holds of one (a record's payload,
    a message, an attachment). `packed`: the bytes, compressed by Zstandard; None where they are not kept, for the `reason` given."""

    sha256: str
    media: str
    size: int
    packed: bytes | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. `text` is clean: paragraphs separated by a blank line, broken words and lines mended. `id` is a hash of the
    source and the text. `parent` is the id of the article that a caption or quote belongs to. `set_aside`: why it is no article.
    `raw`: the SHA-256 of the bytes it was read from (None: the text was handed over as it stands); `extractor`: what read them, its
    version and options; `trace` leads from the text back to them. `doubts`: in words, where reading was
    unsure that this is one whole article."""

    id: str
    source: Source
    text: str
    kind: Literal["article", "caption", "quote", "listing"] = "article"
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    agency: tuple[str, ...] = ()
    dateline: Dateline | None = None
    published: Publication = Publication()
    language: str | None = None
    url: str | None = None
    parent: str | None = None
    set_aside: str | None = None
    raw: str | None = None
    extractor: str | None = None
    trace: tuple[Trace, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that two articles have in common, nearly word for word: [`start`, `end`) of the one, [`to_start`, `to_end`) of the other, in code points."""

    start: int
    end: int
    to_start: int
    to_end: int


RELATIONS: Mapping[str, str] = {
    "copy": "is a copy of",
    "edit": "is an edit of",
    "excerpt": "is an excerpt of",
    "contains": "contains",
    "background": "shares passages with",
}
"""What a link says of `article_id`, in words."""


@dataclass(frozen=True, slots=True)
class Link:
    """`article_id` is a copy of (an edit of, an excerpt of, or contains) the article `to`; `score` is the share of its text windows found there.

    `background`: the two are different stories with passages in common. `shared` are the passages, in the order of `article_id`'s text; `to_…` are
    offsets of the text of `to`.
    """

    article_id: str
    to: str
    relation: Literal["copy", "edit", "excerpt", "contains", "background"]
    score: float
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that print one text, sorted by id. `origin`: the agency or publisher whose text it first was (None: unknown)."""

    id: str
    article_ids: tuple[str, ...]
    origin: str | None
    links: tuple[Link, ...] = ()
