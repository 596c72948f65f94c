"""The stages of a build in one value, so that a build can be run with others in their place (a cheap engine in a test)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Judgement, Mention, Publication, Raw
from khaldun.origin import Share, Shelf
from khaldun.record.judgements import Tie
from khaldun.store.deriving import Lot


class Computed(Protocol):
    """What `khaldun.record` gives."""

    @property
    def incidents(self) -> Sequence[Incident]: ...
    @property
    def control(self) -> Sequence[ControlSpell]: ...
    @property
    def figures(self) -> Sequence[Figure]: ...


class Placed(Computed, Protocol):
    """What it gives of places."""

    @property
    def kept(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one article; `failure` says why nothing could be."""

    article_id: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    failure: str | None = None


class Stages(Protocol):
    """What a build does at each stage. `versions` name everything that what is read from an article depends on."""

    @property
    def versions(self) -> Mapping[str, str]: ...
    def read(self, path: Path) -> Iterator[Article | Raw]: ...
    def fingerprint(self, article: Article) -> bytes: ...
    def regroup(self, shelf: Shelf, share: Share) -> int: ...
    def settle(self, article: Article, copies: Sequence[Article]) -> Publication: ...
    def extract(self, article: Article) -> Extraction: ...
    def judged(self, claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Sequence[Claim]: ...
    def gathered(self, claims: Sequence[Claim]) -> Mapping[str, str]: ...
    def at_places(self, lot: Lot, at: Mapping[str, str], known: AbstractSet[str], tied: Sequence[Tie]) -> Placed: ...
    def held(self, lot: Lot) -> Sequence[ControlSpell]: ...
    def in_stories(
        self, claims: Sequence[Claim], articles: Mapping[str, Article], story_of: Mapping[str, str], tied: Sequence[Tie]
    ) -> Computed: ...
    def series(self, figures: Sequence[Figure]) -> Sequence[Figure]: ...


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a process makes its stages: a function by the name `package.module:function`, and what it is called with. `patience`: the
    seconds of the processor, and on the clock, after which a process that has not come on by one article is ended. A document of 400
    pages, which is read whole, takes some 100 of them; a machine may be slow, or busy with other things."""

    factory: str = "khaldun.run.stages:real"
    arguments: tuple[tuple[str, Any], ...] = ()
    patience: tuple[float, float] = (600.0, 3600.0)

    def make(self) -> Stages:
        """The stages."""
        module, _, name = self.factory.partition(":")
        made: Stages = getattr(importlib.import_module(module), name)(**dict(self.arguments))
        return made


def real(*, knowledge: tuple[str, ...] = (), engine: str = "embedded") -> Stages:
    """The program's own stages; `knowledge` are folders of the user's packs."""
    return _Real(knowledge=knowledge, engine_name=engine)


@dataclass(frozen=True)
class _Real:
    knowledge: tuple[str, ...]
    engine_name: str

    @cached_property
    def packs(self) -> Any:
        """The packs of knowledge in force."""
        from khaldun.knowledge import load

        return load(tuple(Path(folder) for folder in self.knowledge))

    @cached_property
    def tools(self) -> Any:
        """Engine, gazetteer and knowledge: loaded when the first article is read with them."""
        from khaldun.run.extract import Tools

        return Tools.load(self.packs, engine=self.engine_name)

    @property
    def versions(self) -> Mapping[str, str]:
        tools = self.tools
        return {
            "program": _program(),
            "engine": tools.engine.name,
            "knowledge": self.packs.version,
            "gazetteer": tools.gazetteer_version,
        }

    def read(self, path: Path) -> Iterator[Article | Raw]:
        from khaldun.read import read_with_raws

        return read_with_raws(path)

    def fingerprint(self, article: Article) -> bytes:
        from khaldun.origin import fingerprint

        return fingerprint(article).to_bytes()

    def regroup(self, shelf: Shelf, share: Share) -> int:
        from khaldun.origin import regroup

        return regroup(shelf, share=share)

    def settle(self, article: Article, copies: Sequence[Article]) -> Publication:
        from khaldun.read.dating import settle

        return settle(article, copies, self.packs)

    def extract(self, article: Article) -> Extraction:
        from khaldun.run.extract import extract

        return extract(article, self.tools)

    def judged(self, claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Sequence[Claim]:
        from khaldun.record import judged

        return judged(claims, judgements)

    def gathered(self, claims: Sequence[Claim]) -> Mapping[str, str]:
        from khaldun.record import gathered

        return gathered(claims, self.packs)

    def at_places(self, lot: Lot, at: Mapping[str, str], known: AbstractSet[str], tied: Sequence[Tie]) -> Placed:
        from khaldun.record import at_places

        return at_places(
            lot.claims, lot.articles, lot.story_of, self.packs, at=at, places=lot.keys, known=known, tied=tied, wider=lot.wider
        )

    def held(self, lot: Lot) -> Sequence[ControlSpell]:
        from khaldun.record import held

        return held(lot.claims, lot.articles, lot.story_of, self.packs, lot.wider)

    def in_stories(
        self, claims: Sequence[Claim], articles: Mapping[str, Article], story_of: Mapping[str, str], tied: Sequence[Tie]
    ) -> Computed:
        from khaldun.record import in_stories

        return in_stories(claims, articles, story_of, self.packs, tied=tied)

    def series(self, figures: Sequence[Figure]) -> Sequence[Figure]:
        from khaldun.record import series

        return series(figures, self.packs)


def _program() -> str:
    from khaldun.version import __version__

    return __version__


Progress = Callable[[str, int, int], None]
"""Told of what goes on: the stage, how much of it is done, of how much."""
