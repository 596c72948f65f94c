"""The `notes` of an ACLED row: what is told, in which words, by whom, what is doubtful about it."""

from __future__ import annotations

from khaldun.export.coding import named, spaced
from khaldun.export.events import Event, Toll
from khaldun.model import Article, Claim, Place

SENTENCES = 3
"""How many sentences a note quotes."""


def notes(event: Event, place: Place) -> str:
    """The note of an event: day and place as far as they are known, up to three sentences with their sources, tolls that differ, how well it is
    told, dispute."""
    told = event.sentences
    parts = [_head(event, place)]
    parts += [_quoted(c, event.articles[c.article_id]) for c in told[:SENTENCES]]
    if len(told) > SENTENCES:
        parts.append(f"{len(told) - SENTENCES} more {'sentence tells' if len(told) == SENTENCES + 1 else 'sentences tell'} it.")
    parts += _tolls(event.tolls)
    if event.incident.grade is not None:
        parts.append(f"Grade: {event.incident.grade} ({event.incident.grade_why}).")
    if event.incident.dispute:
        parts.append(f"Disputed: {'; '.join(event.incident.dispute)}.")
    return spaced(" ".join(parts))


def _head(event: Event, place: Place) -> str:
    when = event.incident.when
    if when.days == 1:
        day = f"On {when.start}" if when.basis != "article" else f"About {when.start} (the report's own day; none is told)"
    else:
        day = f"Between {when.start} and {when.last}"
    off = f" (within {place.radius_km:g} km)" if place.radius_km else ""
    who, others = ", ".join(named(event.incident.actors)), ", ".join(named(event.incident.targets))
    said = "; ".join(filter(None, (who, f"other party: {others}" if others else "")))
    return f"{day}, {event.incident.kind.replace('.', ' ')} at {place.name}{off}{': ' if said else ''}{said}."


def _quoted(claim: Claim, article: Article) -> str:
    day = article.published.day
    source = ", ".join(
        filter(None, (article.publisher or "; ".join(article.agency) or article.source.file, str(day) if day else ""))
    )
    word = "" if claim.speaker is None else f"; by the word of {claim.speaker.name}, {claim.speaker.kind}"
    return f"“{claim.evidence.text}” ({source}{word})."


def _tolls(tolls: tuple[Toll, ...]) -> list[str]:
    if not tolls:
        return []
    least = min(tolls, key=lambda t: (t.low, t.claim.id))
    words = f"{least.low} (“{'”, “'.join(q.text for q in least.parts)}”)"
    lows = sorted({t.low for t in tolls})
    if len(lows) == 1:
        return [f"Killed: {words}."]
    return [f"Killed: {words}, the lowest of {', '.join(map(str, lows))} that are told."]
