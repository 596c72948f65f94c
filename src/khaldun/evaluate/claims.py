"""Claims beside the gold: where events happened, how many fled, who says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from khaldun.evaluate.compare import matched, overlap, plain, words
from khaldun.evaluate.gold import Doc
from khaldun.evaluate.report import Note, Report, f1, report, share
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import Row, Told, stretch
from khaldun.model import Span

_REACH = 40
"""Code points from a verb within which a claim's trigger may stand that tells of the same event."""


def event_places(docs: Mapping[str, Doc], told: Told) -> Report:
    """The claims whose trigger overlaps a gold verb, else those with the nearest one near it, say where the event happened: the words of
    their places against the gold's (`words`), or all of just those words (`exact`, of the events with a place). `none-kept`: of the events
    without a gold place, those claimed without one. `claimed`: events of which a claim was found."""
    n: Counter[str] = Counter()
    notes: list[Note] = []
    for ref, doc in docs.items():
        text = doc.text if doc.text is not None else next(iter(told.texts(ref)), "")
        claims = [(c, s) for c in told.claims.get(ref, ()) if (s := stretch(c["trigger"])) is not None]
        for event in doc.events:
            verb = told.span(ref, event.verb)
            here = list(_nearest(claims, verb))
            places = [s for c in here if (s := stretch(c["place"])) is not None]
            gold = told.spans(ref, event.places)
            mine, true = standing(text, places), standing(text, gold)
            n.update({"right": len(mine & true), "told": len(mine), "wanted": len(true), "events": 1, "claimed": bool(here)})
            n.update({"placed": 1, "exact": mine == true} if true else {"none": 1, "kept": bool(here) and not mine})
            if mine != true:
                said = " and ".join(f"“{s.text}”" for s in places) or ("nowhere" if here else "by no claim")
                is_at = " and ".join(f"“{text[s.start : s.end]}”" for s in gold) or "nowhere"
                notes.append(
                    Note("differs", ref, f"“{text[verb.start : verb.end]}” is at {is_at}, told {said}", verb.start, verb.end)
                )
    metrics = [
        *f1("words", n["right"], n["told"], n["wanted"]),
        share("exact", n["exact"], n["placed"]),
        share("none-kept", n["kept"], n["none"]),
        share("claimed", n["claimed"], n["events"]),
    ]
    return report(metrics, notes)


def _nearest(claims: Sequence[tuple[Row, Span]], verb: Span) -> Iterator[Row]:
    """The claims whose trigger is the one nearest to a verb, if that is near."""
    best = min(((max(0, -overlap(s, verb)), s.start, s.end) for _, s in claims), default=None)
    if best is not None and best[0] <= _REACH:
        yield from (c for c, s in claims if (s.start, s.end) == best[1:])


def standing(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words of a text begin that stand in some stretches."""
    listed = list(spans)
    return (
        {m.start() for m in re.finditer(r"\w+", text) if any(s.start < m.end() and m.start() < s.end for s in listed)}
        if listed
        else set()
    )


_FIRST = ("displacement", "destruction", "return", "trapped", "casualties")
"""Kinds of claim whose quantities are looked at first."""
_MARKS = ("term", "unit", "place", "country", "tuple")


def displacement(docs: Mapping[str, Doc], told: Told, terms: Terms) -> Report:
    """Each text has one report. Candidates are the quantities of its claims, and the figures that come from them. `figure`: one of them is
    the gold's; `first-figure`: the first of them is. Of those with the right figure the best counts: `term`, by the kind of its
    claim; `unit`, people or households; `place`, by name, one holding the other; `country`, a point in its box; `tuple`: figure, term, unit and,
    where the gold has a place, place or country."""
    figures: dict[str, list[Row]] = {}
    for row in told.tables["figures"]:
        figures.setdefault(row["claim_id"], []).append(row)
    n: Counter[str] = Counter()
    notes: list[Note] = []
    for ref, gold in docs.items():
        claims = sorted(told.claims.get(ref, ()), key=lambda c: (c["kind"] not in _FIRST, c["trigger"]["start"]))
        found = list(_candidates(claims, figures))
        fits = {i: fit(gold, *each, terms) for i, each in enumerate(found) if gold.figure in (each[1]["low"], each[1]["high"])}
        best = max(fits.values(), key=len, default=frozenset())
        n.update(best)
        n.update({"figure": bool(fits), "first": 0 in fits, "of place": bool(gold.place), "of country": bool(gold.box)})
        if "tuple" not in best:
            wanted = f"{_number(gold.figure)} {gold.unit} {gold.term} {gold.place or ''}".rstrip()
            lacking = [m for m in ("term", "unit", "place") if m not in best] if fits else ["figure"]
            said = "; ".join(f"{_number(q['low'])} {q['unit']} ({c['kind']})" for c, q, _ in found[:5]) or "nothing"
            notes.append(Note("differs", ref, f"{wanted}: {', '.join(lacking)} not told so; told {said}"))
    totals = {"place": n["of place"], "country": n["of country"]}
    metrics = [share("figure", n["figure"], len(docs)), share("first-figure", n["first"], len(docs))]
    return report([*metrics, *(share(m, n[m], totals.get(m, len(docs))) for m in _MARKS)], notes)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.12g}"


def _candidates(claims: Iterable[Row], figures: Mapping[str, Sequence[Row]]) -> Iterator[tuple[Row, Row, Row | None]]:
    """Claim, quantity and place, one by one."""
    for claim in claims:
        for quantity in claim["quantities"]:
            yield claim, quantity, claim["place"]
        for figure in figures.get(claim["id"], ()):
            yield claim, figure, figure["place"] or claim["place"]


def fit(gold: Doc, claim: Row, quantity: Row, place: Row | None, terms: Terms) -> frozenset[str]:
    """What of a report the quantity agrees with."""
    name, wanted = plain(place["name"] if place else None), plain(gold.place)
    marks = {
        "term": claim["kind"] in terms.kinds(gold.term),
        "unit": terms.households(quantity["unit"]) == (gold.unit == "Households"),
        "place": bool(name and wanted) and (wanted in name or name in wanted),
        "country": gold.box is not None and place is not None and _inside(place, gold.box),
    }
    where = marks["place"] or marks["country"] or not gold.place
    return frozenset(m for m, holds in {**marks, "tuple": marks["term"] and marks["unit"] and where}.items() if holds)


def _inside(place: Row, box: Sequence[float]) -> bool:
    lat, lon = place["lat"], place["lon"]
    return lat is not None and box[0] <= lat <= box[2] and box[1] <= lon <= box[3]


def speakers(docs: Mapping[str, Doc], told: Told, terms: Terms) -> Report:
    """`speaker`: of the claims whose trigger stands in attributed words, those whose speaker (its words, or its name) shares a word of
    substance with the source of the innermost attribution; where the gold has no source none is asked for. `own-voice`: of the claims
    in no attribution, those told without a speaker. `quotes`: quotations that cover half or more of a gold content."""
    n: Counter[str] = Counter()
    notes: list[Note] = []
    for ref, doc in docs.items():
        contents = {id(a): told.spans(ref, a.content) for a in doc.attributions}
        for claim in told.claims.get(ref, ()):
            trigger = stretch(claim["trigger"])
            if trigger is None:
                continue
            holding = [a for a in doc.attributions if any(part.holds(trigger) for part in contents[id(a)])]
            inner = min(holding, key=lambda a: sum(p.end - p.start for p in contents[id(a)]), default=None)
            speaker = claim["speaker"] or {}
            said = speaker.get("text") or speaker.get("name")
            if inner is None:
                n.update({"free": 1, "own": not speaker})
                notes += [Note.at("beyond", ref, trigger, f" is said by {said}")] if speaker else []
            elif inner.source:
                source = " ".join(s.text for s in told.spans(ref, inner.source))
                same = same_voice(source, f"{speaker.get('text') or ''} {speaker.get('name') or ''}", terms)
                n.update({"judged": 1, "right": same})
                notes += (
                    []
                    if same
                    else [Note.at("differs", ref, trigger, f" is said by {source}, told as by {said or 'the article itself'}")]
                )
        notes += _quotes(
            n, ref, [s for a in doc.attributions for s in contents[id(a)]], [s for s, _ in told.of_type(ref, "quote")]
        )
    metrics = [share("speaker", n["right"], n["judged"]), share("own-voice", n["own"], n["free"])]
    return report([*metrics, *f1("quotes", n["quotes"], n["quotes told"], n["quotes wanted"])], notes)


def same_voice(source: str, speaker: str, terms: Terms) -> bool:
    """Whether two namings share a word; small words count only where the source has no others."""
    wanted, said = set(words(source)), set(words(speaker))
    return bool((wanted - terms.small or wanted) & (said - terms.small if wanted - terms.small else said))


def _quotes(n: Counter[str], ref: str, contents: Sequence[Span], found: Sequence[Span]) -> list[Note]:
    """Counts quotations, and notes the contents that none covers by half."""
    match = matched(contents, [], found)
    covered = {i for i, j in match.pairs.items() if overlap(contents[i], found[j]) * 2 >= contents[i].end - contents[i].start}
    n.update({"quotes": len(covered), "quotes told": len(found), "quotes wanted": len(contents)})
    missed = [Note.at("missed", ref, s, ", a quotation") for i, s in enumerate(contents) if i not in covered]
    return missed + [Note.at("beyond", ref, found[j], ", a quotation") for j in match.beyond]
