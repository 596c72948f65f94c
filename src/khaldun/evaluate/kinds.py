"""The kind of event that a text tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from khaldun.evaluate.gold import Doc
from khaldun.evaluate.report import Metric, Note, Report, report, share
from khaldun.evaluate.terms import Scheme, Terms
from khaldun.evaluate.told import Row, Told
from khaldun.model import DONE


def kinds(docs: Mapping[str, Doc], told: Told, terms: Terms, *, name: str) -> Report:
    """A text has one gold type and may give several claims; its main claim is one that came to pass before one that did not, the most specific kind
    of these, the first in the text of these. `accuracy`: main claims whose kind may be the gold type. `any`: texts with any such claim.
    `weighted-f1`: F1 of each type, weighed by how often the gold has it; `f1-TYPE` of one type. `without-claim`: texts that gave no claim of
    any type. Texts whose type no kind of claim gives are left out, and counted in `type-not-mapped`."""
    scheme = terms.scheme(name)
    wanted: Counter[str] = Counter()
    guessed: Counter[str | None] = Counter()
    right: Counter[str] = Counter()
    anywhere = silent = 0
    notes: list[Note] = []
    for ref, doc in docs.items():
        if doc.type not in scheme.known:
            continue
        claims = told.claims.get(ref, [])
        main = main_claim(claims, scheme, terms)
        may = () if main is None else types(main, scheme, terms)
        guess = doc.type if doc.type in may else next(iter(may), None)
        wanted[doc.type] += 1
        silent += main is None
        anywhere += any(doc.type in types(c, scheme, terms) for c in claims)
        guessed[guess] += 1
        if guess == doc.type:
            right[guess] += 1
        else:
            notes.append(_note(ref, doc.type, guess, main, claims))
    total = sum(wanted.values())
    scores = {t: 2 * right[t] / (wanted[t] + guessed[t]) for t in sorted(scheme.known) if wanted[t] + guessed[t]}
    metrics = [
        share("accuracy", sum(right.values()), total),
        share("any", anywhere, total),
        Metric("weighted-f1", sum(scores[t] * n for t, n in wanted.items()) / total if total else 0.0, empty=not total),
        *(Metric(f"f1-{t}", value) for t, value in scores.items()),
        share("without-claim", silent, total),
        Metric("type-not-mapped", len(docs) - total),
    ]
    return report(metrics, notes)


def main_claim(claims: Iterable[Row], scheme: Scheme, terms: Terms) -> Row | None:
    """The claim that tells what a text is about; None where no claim is of any type."""
    rank = {kind: i for i, kind in enumerate(scheme.types)}
    typed = [c for c in claims if types(c, scheme, terms)]
    return min(typed, key=lambda c: (c["status"] not in DONE, rank[c["kind"]], c["trigger"]["start"]), default=None)


def types(claim: Row, scheme: Scheme, terms: Terms) -> tuple[str, ...]:
    """The types that a claim may be of."""
    kind = claim["kind"]
    if kind not in scheme.by_state:
        return scheme.types.get(kind, ())
    state, other = scheme.by_state[kind]
    return (state if terms.of_state(next(iter(claim["actors"]), {})) else other,)


def _note(ref: str, wanted: str, guess: str | None, main: Row | None, claims: list[Row]) -> Note:
    if main is None:
        return Note("missed", ref, f"{wanted}: no claim")
    said = main["evidence"]
    listed = ", ".join(dict.fromkeys(c["kind"] for c in claims))
    return Note("differs", ref, f"{wanted}, told as {guess} ({listed}): “{said['text']}”", said["start"], said["end"])
