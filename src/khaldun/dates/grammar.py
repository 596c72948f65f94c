"""The grammar of date expressions, over classes of words (see lexicon.CLASSES). The first rule that fits at a place wins, so the
longer forms stand before the shorter ones. `{...}` names a fragment; a class name stands for one token of that class."""

from __future__ import annotations

import re

from khaldun.dates.lexicon import CLASSES

FRAGMENTS = {
    "MON": "(?:MONTH | MAYBE_MONTH DOT?)",
    "WD": "(?:WEEKDAY | MAYBE_WEEKDAY DOT?)",
    "DAY": "(?:DAYNUM | DAYORD)",
    "REL": "(?:LAST | THIS | NEXT | SAME)",
    "NUM": "(?:NUMBER | DAYNUM | INT)",
    "COUNT": "(?:(?:A | HALF)? {NUM} (?:DASH? {NUM})* (?:OF | DASH? AND DASH? A? DASH? HALF)? | A HALF | HALF A | A)",
    "EDGE_IN": "(?:(?:EDGE | SHIFT) DASH? IN? THE?)",
    "PART_OF": "(?:THE? EDGE? PART OF | {EDGE_IN})",
    "OF_YEAR": "(?:(?:OF | COMMA | IN)? (?:YEAR | SHORTYEAR) | (?:OF | IN)? THE? {REL} UNIT)",
}

RULE_TEXTS: tuple[tuple[str, str], ...] = (
    (
        "skip",
        "EVERY (?:THE? {NUM} | SECOND | ORDINAL)? (?:UNIT | WEEKDAY | WEEKEND | DAYPART | HOURS | MONTH) | (?:{NUM} | A) DASH (?:UNIT | HOURS) (?:DASH WORD)?"
        " | {NUM} DASH UNIT | {NUM} UNIT DASH WORD",
    ),
    ("iso", "(?:{WD} COMMA?)? ISO"),
    ("slashed", "(?:{WD} COMMA?)? SLASHED"),
    ("range_dmy", "(?:{WD} COMMA?)? THE? {DAY} (?:DASH | TO | AND | UNTIL) THE? {DAY} OF? {MON} (?:COMMA? YEAR)?"),
    (
        "range_mdy",
        "{MON} {DAY} (?:(?:DASH | TO | UNTIL) {DAY} (?:COMMA? YEAR)? | AND {DAY} (?:COMMA? YEAR | (?=COMMA | DOT | BREAK | IN | OPEN)))",
    ),
    ("week_of", "THE UNIT OF {MON} {DAY} (?:COMMA? YEAR)? | THE UNIT OF THE? {DAY} OF? {MON} YEAR?"),
    (
        "week_ending",
        "THE? UNIT (?:ENDING IN? | ENDED) (?:{WD} COMMA?)? (?:THE? {DAY} OF? {MON} (?:COMMA? YEAR)? | {MON} THE? {DAY} (?:COMMA? YEAR)?)",
    ),
    (
        "hijri",
        "THE? {DAY} OF? (?:HIJRI COMMA? YEAR | HOLIDAY COMMA? YEAR) | (?<=IN | BY | FROM | UNTIL | SINCE | TO) THE? {DAY} OF? HOLIDAY"
        " | THE {DAY} OF HOLIDAY",
    ),
    ("mdy", "(?:EDGE? {WD} DAYPART? COMMA?)? {EDGE_IN}? {MON} THE? {DAY} (?:COMMA? YEAR)?"),
    ("dmy", "(?:{WD} DAYPART? COMMA?)? THE? (?:{DAY} OF? | ORDINAL OF) {MON} (?:COMMA? (?:YEAR | SHORTYEAR) | {OF_YEAR})?"),
    ("month_year", "{PART_OF}? {MON} {OF_YEAR}"),
    (
        "nth_of",
        "THE? (?:ORDINAL | SECOND | DAYORD | LAST) (?:UNIT | WEEKEND) (?:OF | IN) (?:{MON} (?!{DAY}) {OF_YEAR}? | YEAR | THE? {REL} UNIT)",
    ),
    ("quarter", "THE? (?:ORDINAL | SECOND | DAYORD | LAST | THIS | NEXT) DASH? QUARTER (?:{OF_YEAR} | OF THE UNIT)?"),
    ("half", "THE? (?:ORDINAL | SECOND | DAYORD) HALF OF (?:YEAR | {MON} YEAR? | THE? {REL}? UNIT | THE DECADES)"),
    ("month_rel", "{PART_OF}? THE? {REL} {MON} {DAY}? (?!YEAR)"),
    ("month", "{PART_OF}? (?:MONTH | MAYBE_MONTH DOT?)"),
    ("season", "{PART_OF}? THE? (?:{REL} | EDGE DASH?)? SEASON {OF_YEAR}?"),
    ("holiday", "THE? {REL}? HOLIDAY (?:UNIT | WEEKEND)? (?:{OF_YEAR})?"),
    ("day_beside", "THE? UNIT BESIDE DEICTIC"),
    ("deictic", "(?:{EDGE_IN} | (?:CLOCK | DAYNUM AMPM) (?:AMPM | NAME | IN)*)? DEICTIC DAYPART?"),
    (
        "weekday",
        "(?:(?:CLOCK | DAYNUM AMPM) (?:AMPM | NAME | COMMA | IN)* | {EDGE_IN})? THE? {REL}? WEEKDAY (?:DAYPART | {REL} UNIT)?",
    ),
    ("ago", "ABOUT* {COUNT} (?:UNIT | HOURS | DAYPART) (?:AND A HALF)? AGO | (?:UNIT | HOURS) AGO"),
    ("span", "THE? (?:LAST | NEXT) ABOUT* {COUNT} (?:UNIT | HOURS | WEEKEND) (?:AND A HALF)?"),
    ("vague", "THE? RECENT (?:UNIT | WEEKEND)"),
    ("same_ago", "THE SAME (?:UNIT | WORD) (?:OF | IN)? (?:THE? LAST UNIT | A UNIT (?:AGO | SHIFT) | YEAR)"),
    ("unit_rel", "{PART_OF}? (?:THE? ABOUT)? THE? {REL} (?:UNIT | WEEKEND | DAYPART)"),
    ("next_after", "THE? UNIT (?:BESIDE | SHIFT)(?! (?:UNIT | DEICTIC))"),
    ("shifted", "ABOUT* {COUNT}? (?:UNIT | HOURS) (?:AND A HALF)? (?:SHIFT | BESIDE)"),
    ("part_unit", "{PART_OF} THE? (?:UNIT | WEEKEND)"),
    ("weekend", "THE WEEKEND"),
    ("the_day", "THE UNIT"),
    ("during", "ABOUT* {COUNT}? (?:UNIT | HOURS) (?:AND A HALF)?"),
    ("decades", "{PART_OF}? THE? DECADES"),
    ("years", "YEAR (?:DASH (?:YEAR | DAYNUM | INT))"),
    ("year", "(?:{PART_OF} THE?)? YEAR"),
    ("short_year", "SHORTYEAR"),
    ("day_of_month", "(?<=IN | BY | FROM | UNTIL | SINCE) THE DAYORD (?=COMMA | DOT | BREAK | AND | IN | MARK | THE)"),
    ("now", "NOW"),
)
SKIP = frozenset({"skip"})
"""Rules whose finds are no dates: sets (every day) and ages and lengths used as adjectives (a 14-year-old, a two-day visit)."""


_STARTS = "".join(CLASSES[name] for name in (
    "MAYBE_WEEKDAY", "DAYNUM", "DAYORD", "INT", "CLOCK", "NUMBER", "ORDINAL", "SECOND", "LAST", "THIS", "NEXT", "SAME", "EDGE", "SHIFT",
    "PART", "THE", "A", "RECENT", "EVERY", "ABOUT", "HALF",
))  # fmt: skip
_CORES = "".join(CLASSES[name] for name in (
    "MONTH", "MAYBE_MONTH", "WEEKDAY", "YEAR", "DECADES", "SHORTYEAR", "ISO", "SLASHED", "UNIT", "HOURS", "WEEKEND", "QUARTER", "SEASON",
    "DAYPART", "DEICTIC", "NOW", "HOLIDAY", "DAYORD", "HIJRI",
))  # fmt: skip
"""Every expression holds one of these words; looking for them first spares most places of a text the trial of every rule."""


def _compile() -> re.Pattern[str]:
    def fill(text: str) -> str:
        while "{" in text:
            text = re.sub(r"\{(\w+)\}", lambda m: FRAGMENTS[m[1]], text)
        return text

    def letters(match: re.Match[str]) -> str:
        return re.escape(CLASSES[match[0]])

    parts = []
    for name, text in RULE_TEXTS:
        body = re.sub(r"[A-Z][A-Z_]+|\bA\b", letters, fill(text)).replace(" ", "")
        parts.append(f"(?P<{name}>{body})")
    return re.compile(f"(?=[{_STARTS}][^~;¶]{{0,9}}[{_CORES}]|[{_CORES}])(?:{'|'.join(parts)})")


RULES = _compile()
