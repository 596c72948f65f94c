"""Articles of our own for the tests of origin: sentences drawn from small word lists by a counter, so that no two texts share any."""

from __future__ import annotations

from datetime import date, timedelta

from khaldun.model import Article, Publication, Source, Story
from khaldun.origin import fingerprint, group

WHO = [
    "miners",
    "ferrymen",
    "herders",
    "teachers",
    "brick makers",
    "fishermen",
    "drivers",
    "weavers",
    "bakers",
    "clerks",
    "masons",
]
DID = [
    "counted",
    "carried",
    "buried",
    "repaired",
    "argued over",
    "sold",
    "hid",
    "painted",
    "lost",
    "guarded",
    "burned",
    "moved",
    "found",
]
WHAT = [
    "copper pipes",
    "old maps",
    "grain sacks",
    "water pumps",
    "broken carts",
    "red lamps",
    "salt blocks",
    "school desks",
    "goats",
]
WHERE = ["Velmar", "Oskandi", "Turrin", "Beshkala", "Norrade", "Ilvane", "Quessem"]


def sentence(n: int) -> str:
    """The n-th sentence; each has words and a number that the others lack."""
    return (
        f"Some {n * 7 + 13} {WHO[n % 11]} of district {n} {DID[n % 13]} the {WHAT[n % 9]} near {WHERE[n % 7]} before "
        f"dusk number {n * 31 + 5} came and {WHO[(n + 3) % 11]} {DID[(n * 5 + 1) % 13]} {WHAT[(n * 2 + 1) % 9]}."
    )


def text(*numbers: int) -> str:
    """A text of these sentences, two to a paragraph."""
    said = [sentence(n) for n in numbers]
    return "\n\n".join(" ".join(said[i : i + 2]) for i in range(0, len(said), 2))


def article(
    name: str, body: str, *, publisher: str | None = None, day: date | None = None, agency: tuple[str, ...] = ()
) -> Article:
    """An article of that id."""
    published = Publication() if day is None else Publication(day, day + timedelta(1), "metadata", "made")
    return Article(name, Source(f"{name}.txt", "0" * 64), body, publisher=publisher, published=published, agency=agency)


def stories(*articles: Article) -> list[Story]:
    """The stories of these articles."""
    return group(articles, {a.id: fingerprint(a) for a in articles})


def together(*articles: Article) -> list[set[str]]:
    """The groups of ids, those of one article left out, in order."""
    return sorted((set(s.article_ids) for s in stories(*articles) if len(s.article_ids) > 1), key=sorted)
