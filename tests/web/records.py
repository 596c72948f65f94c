"""Small records made by hand for the page's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from khaldun.model import (
    Actor,
    Article,
    Claim,
    ControlSpell,
    Dateline,
    Incident,
    Judgement,
    Link,
    Mention,
    Period,
    Place,
    Publication,
    Shared,
    Source,
    Span,
    Speaker,
    Story,
)  # fmt: skip
from khaldun.store import Derived, ExtractionRows, Store, rows

PLACES = {
    "Palmyra": ("geonames:163808", 34.5600, 38.2672, "SY"),
    "Raqqa": ("geonames:164063", 35.9528, 39.0079, "SY"),
    "Mosul": ("geonames:99072", 36.3350, 43.1189, "IQ"),
    "Deir ez-Zor": ("geonames:170794", 35.3354, 40.1416, "SY"),
    "Aleppo": ("geonames:170063", 36.2012, 37.1612, "SY"),
    "Kobani": ("geonames:165060", 36.8911, 38.3535, "SY"),
    "Sirte": ("geonames:2210554", 31.2089, 16.5887, "LY"),
}
ACTORS = {
    "islamic-state": ("Islamic State", "armed group"),
    "syrian-government": ("Syrian government", "government"),
    "syrian-opposition": ("Syrian opposition", "armed group"),
    "syrian-democratic-forces": ("Syrian Democratic Forces", "armed group"),
    "iraqi-government": ("Iraqi government", "government"),
    "government-of-national-accord": ("Government of National Accord", "government"),
}
VOICES = {
    "sohr": Speaker("sohr", "Syrian Observatory for Human Rights", "monitor", "the Observatory"),
    "state-media": Speaker("sana", "SANA", "media", "state media", via="Reuters"),
    "resident": Speaker("samir-haddad", "Samir Haddad", "witness", "Samir Haddad"),
    None: None,
}


@dataclass
class Draft:
    """A record in the making."""

    articles: list[Article] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    control: list[ControlSpell] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)

    def article(self, key: str, text: str, day: date, **more: Any) -> Article:
        """Adds an article and its story."""
        source = Source(f"{key}.txt", "0" * 64, key)
        published = Publication(day, day + timedelta(1), "text", f"the dateline says {day:%-d %B}")
        article = Article(id=f"a-{key}", source=source, text=text, published=published, language="en", **more)
        self.articles.append(article)
        if article.kind == "article":
            self.stories.append(Story(f"s-{key}", (article.id,), article.publisher))
        return article

    def claim(self, article: Article, sentence: str, trigger: str, **more: Any) -> Claim:
        """Adds a claim on a sentence of the article. `place`, `actor`, `target` and `voice` are keys of the tables above."""
        start = article.text.index(sentence)
        evidence = Span.of(article.text, start, start + len(sentence))
        at = start + sentence.index(trigger)
        day = more.get("day", article.published.start)
        claim = Claim(
            id=f"c-{len(self.claims) + 1:04}",
            article_id=article.id,
            kind=more.get("kind", "control.gain"),
            status=more.get("status", "happened"),
            actors=_actors(more.get("actor")),
            targets=_actors(more.get("target")),
            place=place(more["place"]) if "place" in more else None,
            when=Period.day(day, more.get("said"), "relative"),
            quantities=(),
            speaker=VOICES[more.get("voice")],
            evidence=evidence,
            trigger=Span.of(article.text, at, at + len(trigger)),
            rule="hand",
            confidence=more.get("confidence", 0.87),
        )
        self.claims.append(claim)
        return claim

    def spell(self, where: str, start: date, stop: date | None, holder: str | None, **more: Any) -> ControlSpell:
        """Adds a stretch of control."""
        pro: Sequence[Claim] = more.get("pro", ())
        con: Sequence[Claim] = more.get("con", ())
        days = [c.when.start for c in pro if c.when.start]
        spell = ControlSpell(
            id=f"k-{len(self.control) + 1:04}",
            place=place(where),
            start=start,
            stop=stop,
            holder_id=holder,
            holder_name=ACTORS[holder][0] if holder else None,
            status=more.get("status", "held"),
            probability=more.get("probability", 0.94),
            others=more.get("others", ()),
            claims_for=tuple(c.id for c in pro),
            claims_against=tuple(c.id for c in con),
            origins=tuple(sorted({c.article_id.replace("a-", "s-") for c in pro})),
            reported=max([start, *days]),
        )
        self.control.append(spell)
        return spell

    def save(self, path: Path, aside: Mapping[str, str] = {}) -> Store:
        """Writes the record and gives it open."""
        store = Store.open(path, create=True)
        store.start_source("0" * 64, "reports.jsonl", 1000, "1")
        store.add_articles([(a, None) for a in self.articles], sha256="0" * 64, last=True)
        for n, (file, reason) in enumerate(sorted(aside.items())):
            sha = f"{n + 1:064}"
            store.start_source(sha, file, 10, "1")
            store.add_articles([], sha256=sha, last=True, reason=reason)
        store.put_extractions([self._extraction(a) for a in self.articles])
        dates = {a.id: a.published for a in self.articles}
        store.put_stories(self.stories)
        store.put_dates(dates)
        derived = Derived(self.incidents, self.control, ())
        store.put_derived(derived, versions={"program": "0"})
        return store

    def _extraction(self, article: Article) -> ExtractionRows:
        claims = [c for c in self.claims if c.article_id == article.id]
        return ExtractionRows(
            article.id,
            "k",
            None,
            rows.mention_rows(article.id, self.mentions.get(article.id, ())),
            [rows.claim_row(c) for c in claims],
            [r for c in claims for r in rows.claim_actor_rows(c)],
        )


def place(name: str) -> Place:
    """One of PLACES."""
    key, lat, lon, country = PLACES[name]
    return Place(key, name, name, 0, len(name), lat, lon, 3.0, "settlement", country=country)


def _actors(key: str | None) -> tuple[Actor, ...]:
    if key is None:
        return ()
    name, kind = ACTORS[key]
    return (Actor(key, name, name, 0, len(name), kind=kind),)


PALMYRA = """PALMYRA, March 27 - Government troops backed by Russian jets took Palmyra from the Islamic State on Sunday, state media reported.

The last fighters left before dawn, said Samir Haddad, a baker who had hidden in the old town for ten months. “We heard no more shots after five,” Haddad said.

The Syrian Observatory for Human Rights said that the group still held two villages to the east. Officers hoped that their men would move on Deir ez-Zor within weeks."""


def small(path: Path) -> Store:
    """One town, two holders, three articles (two of one story), a private person who speaks, a file set aside."""
    draft = Draft()
    first = draft.article(
        "palmyra", PALMYRA, date(2016, 3, 27), title="Troops retake Palmyra <b>at last</b>", byline=("Ana Novak",), publisher="The Daily Ledger",
        agency=("Reuters",), dateline=Dateline("PALMYRA, March 27 -", "Palmyra"),
    )  # fmt: skip
    copy = draft.article("palmyra-copy", PALMYRA[:260], date(2016, 3, 28), title="Palmyra retaken", publisher="Coast Courier")
    fall = draft.article(
        "fall",
        "Islamic State fighters seized Palmyra on Wednesday, the Observatory said. Residents fled.",
        date(2015, 5, 21),
        title="Palmyra falls",
    )
    draft.article(
        "caption", "Smoke over the citadel, seen by Samir Haddad.", date(2016, 3, 27), kind="caption", parent=first.id
    )
    draft.stories[:2] = [
        Story(
            "s-palmyra",
            (first.id, copy.id),
            "Reuters",
            (
                Link(copy.id, first.id, "excerpt", 0.98, (Shared(0, 260, 0, 260),)),
                Link(first.id, fall.id, "background", 0.4, (Shared(0, 32, 0, 32),)),
            ),
        )
    ]
    lines = [line for paragraph in PALMYRA.split("\n\n") for line in (paragraph,)]
    taken = draft.claim(
        first,
        lines[0],
        "took",
        place="Palmyra",
        actor="syrian-government",
        target="islamic-state",
        voice="state-media",
        said="on Sunday",
    )
    draft.claim(first, lines[0], "backed", kind="attack", place="Palmyra", actor="syrian-government")
    left = draft.claim(
        first,
        lines[1].split(" “")[0],
        "left",
        kind="withdrawal",
        place="Palmyra",
        actor="islamic-state",
        voice="resident",
        confidence=0.71,
    )
    draft.claim(
        first,
        lines[2].split(". ")[1],
        "move on",
        kind="advance",
        status="expected",
        place="Deir ez-Zor",
        actor="syrian-government",
        confidence=0.64,
    )
    seized = draft.claim(
        fall,
        fall.text.split(". ")[0] + ".",
        "seized",
        place="Palmyra",
        actor="islamic-state",
        voice="sohr",
        day=date(2015, 5, 20),
    )
    draft.spell(
        "Palmyra", date(2015, 5, 20), date(2016, 3, 27), "islamic-state", pro=[seized], others=(("syrian-government", 0.06),)
    )
    draft.spell(
        "Palmyra", date(2016, 3, 27), None, "syrian-government", status="contested", pro=[taken], con=[left], probability=0.81
    )
    period = Period.day(date(2016, 3, 27))
    ids = (taken.id, left.id)
    draft.incidents.append(
        Incident(
            "i-1",
            "control.gain",
            period,
            place("Palmyra"),
            taken.actors,
            taken.targets,
            ids,
            ("s-palmyra",),
            ("s-palmyra",),
            ("who left first",),
        )
    )
    spoken = PALMYRA.index("Samir Haddad")
    again = PALMYRA.index("Haddad said")
    quote = PALMYRA.index("“We")
    draft.mentions[first.id] = [
        Mention("person", spoken, spoken + 12, "Samir Haddad", private=True, role="baker"),
        Mention("person", again, again + 6, "Haddad", private=True),
        Mention("quote", quote, PALMYRA.index("”") + 1, PALMYRA[quote : PALMYRA.index("”") + 1]),
    ]
    store = draft.save(path, {"scan.pdf": "the file is encrypted", "empty.txt": "the file is empty"})
    store.judge(Judgement("j-1", left.id, "accept", "reader one", "2026-01-05T10:00:00Z", note="Haddad was there himself"))
    return store
