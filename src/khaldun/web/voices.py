"""Control by the word of one speaker or side alone, for the whole map; and whose word can be asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from khaldun import knowledge
from khaldun.model import ControlSpell
from khaldun.record import heard, held, judged
from khaldun.record.around import informs
from khaldun.store import Store, schema
from khaldun.store.lookup import speakers
from khaldun.store.writing import portions

_MOST = 150
"""Speakers that are offered, those with the most claims."""
_PUBLIC = frozenset({"government", "military", "armed group", "monitor", "un", "ngo", "media", "official"})


def voices(store: Store) -> list[dict[str, Any]]:
    """Sides and public speakers whose claims the record holds, each with their number, the most heard first."""
    t = schema.claims.c
    with store._read() as c:
        rows = c.execute(select(t.speaker_id, func.count()).where(t.speaker_id.is_not(None)).group_by(t.speaker_id))
        counts = {str(row[0]): int(row[1]) for row in rows}
    known = [s for s in speakers(store) if s.kind in _PUBLIC]
    sides: dict[str, int] = {}
    for speaker in known:
        if speaker.side is not None:
            sides[speaker.side] = sides.get(speaker.side, 0) + counts[speaker.id]
    names = {row.id: row.name for row in store.actors()}
    found: list[dict[str, Any]] = [
        {"id": s, "name": names.get(s, s.replace("-", " ")), "kind": "side", "claims": n} for s, n in sides.items()
    ]
    found += [{"id": s.id, "name": s.name, "kind": s.kind, "claims": counts[s.id]} for s in known if s.id not in sides]
    return sorted(found, key=lambda v: (v["kind"] != "side", -v["claims"], v["id"]))[:_MOST]


def control_by(store: Store, by: str) -> list[ControlSpell]:
    """Who holds what going by one speaker's or side's claims alone; `by` is an id."""
    speaking = [s.id for s in speakers(store) if by in (s.id, s.side)]
    judgements = store.judgements()
    claims = [c for c in judged([c for i in speaking for c in store.claims(speaker_id=i)], judgements) if c.place is not None]
    articles = {a.id: a for a in store.some_articles(sorted({c.article_id for c in claims}))}
    packs = knowledge.load(tuple(Path(p) for p in json.loads(store.meta().get("packs", "[]"))))
    told = heard(claims, by=by)
    return list(held(told, articles, _stories(store, sorted(articles)), packs, [c for c in told if informs(c)]))


def _stories(store: Store, article_ids: list[str]) -> dict[str, str]:
    a = schema.articles.c
    with store._read() as c:
        queries = [select(a.id, a.story_id).where(a.id.in_(some), a.story_id.is_not(None)) for some in portions(article_ids)]
        return {row.id: row.story_id for query in queries for row in c.execute(query)}
