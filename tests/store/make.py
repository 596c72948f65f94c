"""A small record made by hand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from khaldun.model import (
    Actor,
    Article,
    Candidate,
    Claim,
    ControlSpell,
    Figure,
    Incident,
    Link,
    Mention,
    Period,
    Place,
    Publication,
    Quantity,
    Relation,
    Shared,
    Source,
    Span,
    Speaker,
    Story,
)
from khaldun.store import Derived, ExtractionRows, Store
from khaldun.store.rows import claim_actor_rows, claim_row, mention_rows

TEXT = "The army retook Palmyra on Sunday, Omar Haddad, a baker, said.\n\nThe militants had held Café Square."
DAY = date(2016, 3, 27)
SUNDAY = Period.day(DAY, "on Sunday", "relative")

ARMY = Actor("syrian-army", "Syrian army", "The army", 0, 8, "syrian-government", "military")
MILITANTS = Actor("islamic-state", "Islamic State", "The militants", 64, 77, "islamic-state", "armed group")
PALMYRA = Place("geonames:163960", "Palmyra", "Palmyra", 16, 23, 34.55, 38.27, 5.0, "settlement", country="SY")
SQUARE = Place(
    "local:cafe-square", "Café Square", "Café Square", 87, 98, None, None, None, "area", "part", Relation(90.0, 2.0, PALMYRA.id)
)
BAKER = Speaker("omar-haddad", "Omar Haddad", "witness", "Omar Haddad", None, None, 35, 46)


def article(**changes: object) -> Article:
    """The article of the record."""
    given: dict[str, object] = {
        "id": "article-1", "source": Source("a.txt", "aa"), "text": TEXT, "title": "Army back in Palmyra", "publisher": "The Courier",
        "published": Publication(DAY, DAY + timedelta(1), "text", "its first line"), "language": "en",
    }  # fmt: skip
    return Article(**(given | changes))  # type: ignore[arg-type]


def gain(claim_id: str = "claim-1") -> Claim:
    """The army retook Palmyra, says the baker."""
    return Claim(
        claim_id, "article-1", "control.gain", "happened", (ARMY,), (), PALMYRA, SUNDAY, (), BAKER, Span.of(TEXT, 0, 62),
        Span.of(TEXT, 9, 15), "take", 0.9,
    )  # fmt: skip


def hold() -> Claim:
    """The militants had held the square, in the article's own voice."""
    before = Period(None, DAY, "unknown", None, "context")
    number = Quantity(40, None, "fighter", "fighters", "at least 40")
    return Claim(
        "claim-2", "article-1", "control.hold", "ended", (MILITANTS,), (), SQUARE, before, (number,), None, Span.of(TEXT, 64, 99),
        Span.of(TEXT, 82, 86), "hold", 0.8,
    )  # fmt: skip


def mentions() -> list[Mention]:
    """What is recognised in the article."""
    return [
        Mention("actor", 0, 8, "The army", actor=ARMY),
        Mention(
            "place",
            16,
            23,
            "Palmyra",
            place=PALMYRA,
            candidates=(Candidate(PALMYRA.id, "Palmyra", 0.9, 34.55, 38.27, ("near",)),),
        ),
        Mention("person", 35, 46, "Omar Haddad", private=True),
        Mention("actor", 64, 77, "The militants", actor=MILITANTS, anaphor=True),
        Mention("place", 87, 98, "Café Square", place=SQUARE),
    ]


def spell() -> ControlSpell:
    """Palmyra from that day on."""
    return ControlSpell(
        "control-1", PALMYRA, DAY, None, ARMY.id, ARMY.name, "held", 0.9, (("islamic-state", 0.1),), ("claim-1",), ("claim-2",),
        ("omar-haddad",), DAY,
    )  # fmt: skip


def incident() -> Incident:
    """The taking of Palmyra."""
    return Incident(
        "incident-1",
        "control.gain",
        SUNDAY,
        PALMYRA,
        (ARMY,),
        (),
        ("claim-1",),
        ("story-1",),
        ("omar-haddad",),
        ("one differs",),
    )


def figure() -> Figure:
    """How many fighters there were."""
    return Figure("figure-1", "fighters", SQUARE, None, 40, None, "fighter", SUNDAY, "Omar Haddad", "claim-2")


def record(path: Path | str) -> Store:
    """A store with all of it."""
    store = Store.open(path, create=True)
    store.start_source("aa", "a.txt", 100, "1")
    caption = article(id="article-2", kind="caption", text="The baker Omar Haddad", title=None, parent="article-1")
    store.add_articles([(article(), b"print"), (caption, None)], sha256="aa", last=True)
    claims = [gain(), hold()]
    store.put_extractions(
        [
            ExtractionRows(
                "article-1",
                "key",
                None,
                mention_rows("article-1", mentions()),
                [claim_row(c) for c in claims],
                [r for c in claims for r in claim_actor_rows(c)],
            )
        ]
    )
    story = Story(
        "story-1", ("article-1",), "The Courier", (Link("article-1", "article-9", "copy", 0.9, (Shared(0, 62, 4, 66),)),)
    )
    dates = {"article-1": article().published, "article-2": Publication()}
    store.put_stories([story])
    store.put_dates(dates)
    store.put_derived(Derived([incident()], [spell()], [figure()]), versions={"program": "1"})
    return store
