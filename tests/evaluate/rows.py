"""Rows of a record, as an export has them, made by hand."""

from __future__ import annotations

from typing import Any

from khaldun.evaluate.told import Told

Row = dict[str, Any]
TEXT = "The army took Kebir on Sunday, a farmer said, and shelled Saghir near Kebir."
POINTS = {"Kebir": (34.5, 38.2), "Saghir": (34.9, 38.6), "Egypt": (26.0, 30.0)}


def told(*, text: str = TEXT, mentions: list[Row] | None = None, claims: list[Row] | None = None, **tables: list[Row]) -> Told:
    """A record of one article, `a1`, whose input is `doc`."""
    rows = {"mentions": mentions or [], "claims": claims or [], "articles": [article(text=text)]}
    return Told({**{t: [] for t in ("stories", "control", "figures")}, **rows, **tables})


def article(id: str = "a1", ref: str | None = "doc", text: str = TEXT, file: str = "f.jsonl", **more: Any) -> Row:
    days = {"start": "2016-04-03", "end": "2016-04-03"}
    return {
        "id": id,
        "source": {"file": file, "ref": ref},
        "kind": "article",
        "text": text,
        "set_aside": None,
        "published": days,
        "story_id": None,
        **more,
    }


def span(words: str, text: str = TEXT, nth: int = 1) -> Row:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return {"start": at, "end": at + len(words), "text": words}


def place(name: str, kind: str = "settlement", **more: Any) -> Row:
    lat, lon = POINTS.get(name, (None, None))
    return {"id": f"local:{name.lower()}", "name": name, "lat": lat, "lon": lon, "kind": kind, **more}


def mention(type: str, words: str, *, nth: int = 1, text: str = TEXT, **more: Any) -> Row:
    return {"article_id": "a1", "type": type, "place": None, "when": None, "anaphor": False, **span(words, text, nth), **more}


def actor(name: str) -> Row:
    return {"id": name.lower().replace(" ", "-"), "name": name, "text": name}


def claim(kind: str, trigger: str, *, at: str | None = None, by: tuple[str, ...] = (), text: str = TEXT, **more: Any) -> Row:
    """A claim on a word of the text; `at`: a name of a place that stands in the text too."""
    where = None if at is None else {**place(at), **span(at, text)}
    when = {"start": "2016-04-03", "end": "2016-04-03"}
    made = {
        "id": f"c-{trigger}",
        "article_id": "a1",
        "kind": kind,
        "status": "happened",
        "actors": [actor(a) for a in by],
        "place": where,
        "when": when,
    }
    evidence = {"start": 0, "end": len(text), "text": text}
    return {**made, "quantities": [], "speaker": None, "trigger": span(trigger, text), "evidence": evidence, **more}


def held(name: str, start: str, end: str | None, holder: str | None, status: str = "held") -> Row:
    who = {"holder_id": None if holder is None else holder.lower().replace(" ", "-"), "holder_name": holder}
    return {"place": place(name), "start": start, "end": end, **who, "status": status, "probability": 0.9}
