"""`khaldun show`: one thing of the record, with the evidence marked in its text."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Sequence

from khaldun.api import Record, open_record
from khaldun.commands.build import many
from khaldun.commands.links import show_link
from khaldun.commands.terminal import BOLD, UNDERLINE, Screen, beside, credit, days, marked, names, period, spell_days, voice
from khaldun.commands.timeline import told
from khaldun.commands.traces import origins, write_raw
from khaldun.errors import NotFound
from khaldun.export import rows
from khaldun.model import Claim, ControlSpell
from khaldun.store import Store
from khaldun.store.links import links_of


def run(arguments: Namespace) -> int:
    """Print what stands under an id."""
    with open_record(arguments.record) as record:
        for find, row in _SORTS:
            try:
                if arguments.json:
                    print(json.dumps(row(record.store, arguments.id), ensure_ascii=False, indent=1))
                else:
                    find(Screen(), record, arguments.id)
            except NotFound:
                continue
            return 0
    raise NotFound(
        f"this record holds nothing under {arguments.id!r}: give the id of an article, story, claim, incident, stretch of control or figure"
    )


def raw(arguments: Namespace) -> int:
    """Give back the bytes that an article was read from."""
    with open_record(arguments.record) as record:
        return write_raw(record, arguments.id)


def _article(screen: Screen, record: Record, wanted: str) -> None:
    stored = record.store.article(wanted)
    a = stored.article
    screen.wrapped(screen.style(a.title or a.source.file, BOLD))
    said = [
        ("by", ", ".join(a.byline)), ("publisher", a.publisher or ""), ("agency", ", ".join(a.agency)),
        ("dateline", a.dateline.text if a.dateline else ""),
        ("published", f"{days(a.published.start, a.published.last)} ({a.published.basis}: {a.published.why})"),
        ("source", a.source.file + (f", {a.source.ref}" if a.source.ref is not None else "")),
        ("story", stored.story_id or ""), ("set aside", a.set_aside or stored.failure or ""), ("in doubt", "; ".join(a.doubts)), *origins(record, a),
    ]  # fmt: skip
    for name, value in said:
        if value:
            screen.wrapped(value, indent=11, first=f"{name}:")
    for link in links_of(record.store, a.id):
        show_link(screen, record, link, of=a.id)
    claims = record.store.claims(article_id=a.id)
    for paragraph in marked_text(screen, a.text, claims).split("\n\n"):
        screen.line()
        screen.wrapped(" ".join(paragraph.split()))
    if claims:
        screen.line()
    for number, claim in enumerate(claims, 1):
        screen.wrapped(
            f"{told(claim)}; {period(claim.when)}; by {voice(claim.speaker)}  {claim.id}", indent=5, first=f"[{number}]"
        )


def marked_text(screen: Screen, text: str, claims: Sequence[Claim]) -> str:
    """A text with the sentences that claims rest on, each followed by their numbers: underlined on a terminal, in «»
    elsewhere."""
    sentences: dict[tuple[int, int], list[int]] = {}
    for number, claim in enumerate(claims, 1):
        sentences.setdefault((claim.evidence.start, claim.evidence.end), []).append(number)
    out, at = [], 0
    for (start, end), numbers in sorted(sentences.items()):
        if start < at:
            continue
        words = text[start:end]
        mark = screen.style(words, UNDERLINE) if screen.colour else f"«{words}»"
        out += [text[at:start], mark, "".join(f"[{n}]" for n in numbers)]
        at = end
    return "".join(out) + text[at:]


def _claim(screen: Screen, record: Record, wanted: str) -> None:
    claim = record.store.claim(wanted)
    article = record.store.article(claim.article_id).article
    screen.wrapped(screen.style(told(claim), BOLD))
    incidents = [("incident", i.id) for i in record.store.incidents(claim_id=claim.id)]
    judgements = [("judgement", f"{j.verdict} by {j.reviewer}, {j.made}") for j in record.store.judgements(claim.id)]
    _said(
        screen,
        ("when", f"{period(claim.when)} ({claim.when.precision}, {claim.when.basis})"),
        ("speaker", voice(claim.speaker)),
        ("article", f"{credit(article)}  {article.id}"),
        ("rule", f"{claim.rule}, confidence {claim.confidence:.2f}"),
        *incidents,
        *judgements,
    )
    screen.line()
    screen.wrapped(marked(screen, claim), indent=2)


def _story(screen: Screen, record: Record, wanted: str) -> None:
    story = record.store.story(wanted)
    printing = many(len(story.article_ids), "article")
    screen.line(screen.style(f"A story that {printing} {'prints' if len(story.article_ids) == 1 else 'print'}", BOLD))
    screen.line(f"origin: {story.origin or 'not known'}")
    for article_id in story.article_ids:
        screen.wrapped(f"{credit(record.store.article(article_id).article)}  {article_id}", indent=2)
    for link in story.links:
        show_link(screen, record, link)


def _incident(screen: Screen, record: Record, wanted: str) -> None:
    incident = record.store.incident(wanted)
    place = f" at {incident.place.name}" if incident.place else ""
    screen.wrapped(screen.style(f"{incident.kind}{place}, {period(incident.when)}", BOLD))
    if incident.actors or incident.targets:
        screen.wrapped(f"{names(incident.actors) or 'unsaid'} → {names(incident.targets) or 'unsaid'}")
    _said(
        screen,
        ("told in", f"{many(len(incident.claim_ids), 'claim')} of {many(len(incident.origins), 'origin')}"),
        ("grade", f"{incident.grade}: {incident.grade_why}" if incident.grade else ""),
        ("sides", ", ".join(f"{origin} of {side}" for origin, side in incident.sides)),
        ("earliest", incident.earliest or ""),
        ("fullest", incident.fullest or ""),
        *(("disputed", difference) for difference in incident.dispute),
    )
    _listed(screen, record, "", incident.claim_ids)


def _spell(screen: Screen, record: Record, wanted: str) -> None:
    spell = record.store.spell(wanted)
    holder = spell.holder_name or "nobody is named"
    screen.wrapped(screen.style(f"{spell.place.name}, {spell_days(spell)}: {holder} ({spell.status})", BOLD))
    rivals = "".join(f", {rival} {probability:.2f}" for rival, probability in spell.others)
    reported = f"last reported {spell.reported or 'never'}; {many(len(spell.origins), 'origin')}"
    screen.wrapped(f"probability {spell.probability:.2f}{rivals}; {reported}")
    _listed(screen, record, "for", spell.claims_for, spell)
    _listed(screen, record, "against", spell.claims_against, spell)


def _figure(screen: Screen, record: Record, wanted: str) -> None:
    figure = record.store.figure(wanted)
    bounds = [f"{n:g}" for n in (figure.low, figure.high) if n is not None]
    number = " to ".join(dict.fromkeys(bounds)) + (" or more" if figure.high is None else "")
    place = f" at {figure.place.name}" if figure.place else ""
    screen.wrapped(screen.style(f"{figure.measure}{place}: {number} {figure.unit or ''}".rstrip(), BOLD))
    _said(
        screen,
        ("as of", period(figure.as_of)),
        ("said on", str(figure.said_on or "an unknown day")),
        ("replaced by", figure.superseded_by or ""),
        ("part of", figure.part_of or ""),
    )
    _listed(screen, record, "", [figure.claim_id])


def _said(screen: Screen, *said: tuple[str, str]) -> None:
    """Names and what they are, but for what is empty."""
    for name, value in said:
        if value:
            screen.wrapped(value, indent=13, first=f"{name}:")


def _listed(screen: Screen, record: Record, stance: str, claim_ids: Sequence[str], spell: ControlSpell | None = None) -> None:
    """Claims with their sentences; of those for or against a stretch of control it is said where they are on a place around its own."""
    indent = 10 if stance else 2
    for claim in record.store.claims(ids=claim_ids):
        article = record.store.article(claim.article_id).article
        screen.line()
        around = beside(claim, spell) if spell is not None else ""
        screen.wrapped(f"{voice(claim.speaker)} in {credit(article)}{around}  {claim.id}", indent=indent, first=f"  {stance}")
        screen.wrapped(marked(screen, claim), indent=indent)


_SORTS: tuple[tuple[Callable[[Screen, Record, str], None], Callable[[Store, str], rows.Row]], ...] = (
    (_article, lambda store, wanted: rows.article(store.article(wanted))),
    (_claim, lambda store, wanted: rows.claim(store.claim(wanted))),
    (_story, lambda store, wanted: rows.story(store.story(wanted))),
    (_incident, lambda store, wanted: rows.incident(store.incident(wanted))),
    (_spell, lambda store, wanted: rows.control(store.spell(wanted))),
    (_figure, lambda store, wanted: rows.figure(store.figure(wanted))),
)
"""What an id may be of: how it is printed, and its row."""
