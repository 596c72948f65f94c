"""Wars that texts count by: `in its sixth year`, `six years of war`, `day 57 of the invasion`, `after nine months of fighting`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.read.marks import BACKGROUND, NTH_YEAR, NUMBERS, ORDINALS, YEARS_OF
from khaldun.read.window import Window

_WAR = r"(?:war|conflict|fighting|invasion|hostilities)"
_MANY = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)})"
_NTH = rf"(?:\d{{1,4}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
_COUNTS = re.compile(r"\b(?:years?|months?|weeks?|days?|[Dd]ay \d)", re.IGNORECASE)
_DAY_OF = re.compile(
    rf"\b[Dd]ay (?P<n1>\d{{1,4}}) of (?:the |its |their |Russia['’]s |[\w'’-]+ )?(?:full-scale |[\w-]+ )?{_WAR}"
    rf"|\b(?:the|its) (?P<n2>\d{{1,4}})(?:st|nd|rd|th) day of (?:the |its |Russia['’]s )?(?:full-scale )?{_WAR}"
)
_SPAN = re.compile(
    rf"\b(?:(?P<how>more than|over|almost|nearly|some|about|around|just) )?(?P<n>{_MANY})(?: (?P<days>days)|[ -](?P<unit>week|month)s?)"
    rf"(?:[ -]old|[ -]long)?(?: (?:into|of|since|after) (?:the |its |Russia['’]s |a )?)?\s?(?:full-scale |brutal |civil )?{_WAR}\b",
    re.IGNORECASE,
)
_NTH_UNIT = re.compile(rf"\b(?:its|the|their|a) (?P<n>{_NTH})(?: straight| full)? (?P<unit>week|month)\b")
_THE_WAR = re.compile(r"\b(?:into|of|since) (?:the )?(?:war|invasion)\b|\byears?\b", re.IGNORECASE)
_FIGHTING = re.compile(r"\b(?:war|conflict|fighting|uprising|revolt|insurgency|invasion|offensive)\b")
_UNITS = {"day": 1.0, "week": 7.0, "month": 30.437, "year": 365.2425}


@dataclass(frozen=True, slots=True)
class War:
    """One entry of `wars.yaml`."""

    began: date
    ended: date
    where: re.Pattern[str]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@lru_cache(maxsize=8)
def wars(knowledge: Knowledge) -> tuple[War, ...]:
    """The wars of all packs."""

    def pattern(entry: dict[str, object], key: str) -> re.Pattern[str] | None:
        return re.compile(str(entry[key])) if key in entry else None

    return tuple(
        War(e["began"], e.get("ended", date(2100, 1, 1)), re.compile(e["where"]), pattern(e, "needs"), pattern(e, "unless"))
        for e in knowledge.entries("wars")
    )


def count(window: Window, said: Sequence[tuple[str, bool]], knowledge: Knowledge) -> None:
    """Narrows a window by the wars that a text counts its days by."""
    if not any(_COUNTS.search(s) for s, _ in said):
        return
    text = " ".join(s for s, _ in said)
    known = [
        w
        for w in wars(knowledge)
        if w.where.search(text) and (not w.needs or w.needs.search(text)) and not (w.unless and w.unless.search(text))
    ]
    for sentence, lead in said if known else ():
        span = _span(sentence, lead)
        if span is None:
            continue
        here = [w for w in known if w.where.search(sentence)] or (known if _THE_WAR.search(sentence) else [])
        fits = [
            (low, high)
            for w in here
            if (low := w.began + timedelta(round(span[0]))) < (high := min(w.began + timedelta(round(span[1])), w.ended))
            and window.admits(low, high)
        ]
        if len(fits) == 1 and window.between(*fits[0], f"it says {span[2]!r}"):
            return


def _span(sentence: str, lead: bool) -> tuple[float, float, str] | None:
    """Days since the war began that a sentence counts, from and to (exclusive), and its words."""
    if day := _DAY_OF.search(sentence):
        n = int(day["n1"] or day["n2"])
        return n - 2.0, n + 1.0, day[0]
    if years := _years(sentence):
        return years
    if not lead or BACKGROUND.search(sentence):
        return None
    if nth := _NTH_UNIT.search(sentence):
        if not _FIGHTING.search(sentence):
            return None
        n, unit = _number(nth["n"]), _UNITS[nth["unit"]]
        return (n - 1) * unit - 3, n * unit + 4, nth[0]
    found = _SPAN.search(sentence)
    if found is None:
        return None
    n, unit, how = _number(found["n"]), _UNITS[(found["unit"] or "day").lower()], (found["how"] or "").lower()
    if how in {"more than", "over", "just"}:
        return n * unit - 1, (n + 1) * unit + 1, found[0]
    if how in {"almost", "nearly"}:
        return (n - 1) * unit, n * unit + 1, found[0]
    return (n - 0.6) * unit - 1, (n + 1) * unit + 1, found[0]


def _years(sentence: str) -> tuple[float, float, str] | None:
    nth, years, year = NTH_YEAR.search(sentence), YEARS_OF.search(sentence), _UNITS["year"]
    if nth and _FIGHTING.search(sentence):
        return (ORDINALS[nth["n"]] - 1.1) * year, (ORDINALS[nth["n"]] + 0.1) * year, nth[0]
    if years is None:
        return None
    n, how = NUMBERS[years["n"]], years["how"] or ""
    if how in {"more than", "over"}:
        return n * year, (n + 1.0) * year, years[0]
    if how in {"almost", "nearly"}:
        return (n - 1.0) * year, (n + 0.1) * year, years[0]
    return (n - 0.8) * year, (n + 1.0) * year, years[0]


def _number(words: str) -> int:
    low = words.lower()
    return NUMBERS.get(low) or ORDINALS.get(low) or int(re.sub(r"\D", "", words))
