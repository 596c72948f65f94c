"""What a build told of a gold set's input: the rows of `export jsonl`, by the input that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from khaldun.errors import GoldError
from khaldun.evaluate.gold import Mark
from khaldun.export.tables import TABLES, Tables
from khaldun.model import Span
from khaldun.store import Store

Row = dict[str, Any]
NOWHERE = Span(-1, -1, "")


@dataclass(frozen=True)
class Told:
    """The tables of a record."""

    tables: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, store: Store) -> Told:
        """All that a record tells, names and all."""
        tables = Tables(store, names=True)
        return cls({name: list(tables.rows(name)) for name in TABLES})

    @cached_property
    def refs(self) -> dict[str, str]:
        """The input that an article comes from, by the article's id: the `id` of its line, else the name of its file, without `.gz`."""
        return {a["id"]: _ref(a["source"]) for a in self.tables["articles"]}

    @cached_property
    def articles(self) -> dict[str, list[Row]]:
        """The articles of each input."""
        return _grouped(self.tables["articles"], lambda row: self.refs[row["id"]])

    @cached_property
    def claims(self) -> dict[str, list[Row]]:
        """The claims of each input."""
        return _grouped(self.tables["claims"], lambda row: self.refs[row["article_id"]])

    @cached_property
    def mentions(self) -> dict[str, list[Row]]:
        """The mentions of each input."""
        return _grouped(self.tables["mentions"], lambda row: self.refs[row["article_id"]])

    def texts(self, ref: str) -> list[str]:
        """The texts of the articles of an input, the longest first; captions and what was set aside do not count."""
        own = (a["text"] or "" for a in self.articles.get(ref, ()) if a["kind"] == "article" and not a["set_aside"])
        return sorted(own, key=len, reverse=True)

    def of_type(self, ref: str, kind: str) -> list[tuple[Span, Row]]:
        """The mentions of a type with their stretches, in order, each stretch once: one with a place, where there is one."""
        found: dict[tuple[int, int], Row] = {}
        for row in self.mentions.get(ref, ()):
            key = row["start"], row["end"]
            if row["type"] == kind and (key not in found or not found[key]["place"]):
                found[key] = row
        return [(Span(*key, found[key]["text"]), found[key]) for key in sorted(found)]

    def span(self, ref: str, mark: Mark) -> Span:
        """Where a mark stands in the text of an input; NOWHERE where that gave no text. Raises GoldError where it stands elsewhere, or not at all."""
        text = next(iter(self.texts(ref)), None)
        if mark.start is not None and mark.end is not None:
            there = mark.text if text is None else text[mark.start : mark.end]
            if mark.text is not None and mark.text != there:
                raise GoldError(
                    f"of {ref}, {mark.text!r} is said to stand at {mark.start} to {mark.end}, where {there!r} stands"
                )
            return Span(mark.start, mark.end, there or "")
        if text is None or mark.text is None:
            return NOWHERE
        found = list(re.finditer(rf"(?<!\w){re.escape(mark.text)}(?!\w)", text))
        if len(found) < mark.nth:
            raise GoldError(f"{mark.text!r} does not stand in the text of {ref}" + f" {mark.nth} times" * (mark.nth > 1))
        return Span(*found[mark.nth - 1].span(), mark.text)

    def spans(self, ref: str, marks: Iterable[Mark]) -> list[Span]:
        """Where marks stand."""
        return [self.span(ref, mark) for mark in marks]


def span_of(mark: Mark) -> Span:
    """The stretch of a mark that gives its offsets."""
    return NOWHERE if mark.start is None or mark.end is None else Span(mark.start, mark.end, mark.text or "")


def stretch(part: Row | None) -> Span | None:
    """A part of a row as the stretch that it says it stands on."""
    return None if not part or part.get("start") is None else Span(part["start"], part["end"], part.get("text") or "")


def _ref(source: Row) -> str:
    return (
        str(source["ref"]) if source["ref"] is not None else re.sub(r"\.(gz|zst)$", "", re.split(r"[/\\]", source["file"])[-1])
    )


def _grouped(rows: Iterable[Row], ref: Any) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(ref(row), []).append(row)
    return found
