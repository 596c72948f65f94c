"""Stages that cost nothing: a line of a file is an article, `X took Y` a claim (`X shelled somewhere killing 3 says Z`, `X took all of Province`). What they are told in a text, they do: crash, end, wait."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from khaldun.errors import SetAside
from khaldun.knowledge import load
from khaldun.model import (
    Actor,
    Article,
    Claim,
    ControlSpell,
    Figure,
    Judgement,
    Mention,
    Period,
    Place,
    Publication,
    Quantity,
    Source,
    Span,
    Speaker,
    identifier,
    slug,
)
from khaldun.origin import Share, Shelf, fingerprint, regroup
from khaldun.record import Record, at_places, gathered, held, in_stories, judged, series
from khaldun.record.judgements import Tie
from khaldun.run import Extraction, Recipe, Stages
from khaldun.store.deriving import Lot

VERBS = {"took": "control.gain", "left": "control.loss", "shelled": "shelling"}


def recipe(**arguments: object) -> Recipe:
    """The recipe of these stages."""
    return Recipe("tests.run.fake:stages", tuple(sorted(arguments.items())))


def stages(*, version: str = "1", engine: str = "fake", wait: float = 0.0) -> Stages:
    """`wait`: seconds that each article takes to read."""
    return Fake(version, engine, wait)


@dataclass(frozen=True)
class Fake:
    version: str
    engine: str
    wait: float

    @property
    def versions(self) -> Mapping[str, str]:
        return {"program": self.version, "engine": self.engine, "knowledge": "k", "gazetteer": "g"}

    def read(self, path: Path) -> Iterator[Article]:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        for i, line in enumerate(data.decode().splitlines()):
            if line == "VANISH":
                path.unlink()
                raise SetAside("the file is gone")
            if line == "BAD FILE":
                raise SetAside("no news in it")
            if line == "BAD READER":
                raise ValueError("a fault")
            if line == "SLEEP":
                time.sleep(600)
            while line == "SPIN":
                pass
            if line == "END READER":
                os._exit(9)
            day, _, text = line.partition(" ")
            dated = (
                Publication(date.fromisoformat(day), date.fromisoformat(day) + timedelta(1), "text", "said")
                if day[:2] == "20"
                else None
            )
            aside = "no text" if text == "EMPTY" else None
            yield Article(
                identifier("article", sha256, i, text),
                Source(str(path), sha256, str(i)),
                text,
                title=text[:5],
                set_aside=aside,
                published=dated or Publication(),
            )

    def fingerprint(self, article: Article) -> bytes:
        return fingerprint(article).to_bytes()

    def regroup(self, shelf: Shelf, share: Share) -> int:
        return regroup(shelf, share=share)

    def settle(self, article: Article, copies: Sequence[Article]) -> Publication:
        days = [a.published for a in copies if a.published.start is not None]
        if article.published.start is not None or not days:
            return article.published
        first = min(days, key=lambda p: str(p.start))
        return Publication(first.start, first.stop, "story", "its copy")

    def extract(self, article: Article) -> Extraction:
        time.sleep(self.wait)
        if "CRASH" in article.text:
            return Extraction(article.id, failure="it crashed")
        if "END WORKER" in article.text:
            os._exit(9)
        mentions, claims = [], []
        for m in re.finditer(
            rf"(\w+) ({'|'.join(VERBS)}) (?:(?:all|(most)) of )?(\w+)(?: killing (\d+))?(?: says (\w+))?", article.text
        ):
            actor = Actor(slug(m[1]), m[1], m[1], m.start(1), m.end(1))
            kind, within = ("province", None) if m[4] == "Province" else ("settlement", "local:province")
            place = Place(
                f"local:{slug(m[4])}", m[4], m[4], m.start(4), m.end(4), 34.0 + len(m[4]), 38.0, 5.0, kind,
                "most" if m[3] else "whole", admin1=within,
            )  # fmt: skip
            mentions += [
                Mention("actor", m.start(1), m.end(1), m[1], actor=actor),
                Mention("place", m.start(4), m.end(4), m[4], place=place),
            ]
            when = Period(article.published.start, article.published.stop, "day", None, "article")
            number = (Quantity(float(m[5]), float(m[5]), "civilian", "killed", m[5]),) if m[5] else ()
            speaker = Speaker(slug(m[6]), m[6], "monitor", m[6]) if m[6] else None
            claim = Claim(
                identifier("claim", article.id, m.start()), article.id, VERBS[m[2]], "happened", (actor,), (),
                None if m[4] == "somewhere" else place, when, number, speaker, Span.of(article.text, 0, len(article.text)),
                Span.of(article.text, m.start(), m.end()), "fake", 0.9,
            )  # fmt: skip
            claims.append(claim)
        return Extraction(article.id, tuple(mentions), tuple(claims))

    def judged(self, claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Sequence[Claim]:
        return judged(claims, judgements)

    def gathered(self, claims: Sequence[Claim]) -> Mapping[str, str]:
        return gathered(claims, None)

    def at_places(self, lot: Lot, at: Mapping[str, str], known: Set[str], tied: Sequence[Tie]) -> Record:
        return at_places(
            lot.claims, lot.articles, lot.story_of, None, at=at, places=lot.keys, known=known, tied=tied, wider=lot.wider
        )

    def held(self, lot: Lot) -> Sequence[ControlSpell]:
        return held(lot.claims, lot.articles, lot.story_of, None, lot.wider)

    def in_stories(
        self, claims: Sequence[Claim], articles: Mapping[str, Article], story_of: Mapping[str, str], tied: Sequence[Tie]
    ) -> Record:
        return in_stories(claims, articles, story_of, None, tied=tied)

    def series(self, figures: Sequence[Figure]) -> Sequence[Figure]:
        return series(figures, load())
