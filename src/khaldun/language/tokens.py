"""Sentence -> tokens, as English UD treebanks cut them: clitics off, words split at hyphens but for prefixes, units off numbers.

"ISIS-held", "Al-Qaryatain" and "20-km" are three tokens each, "U.S.-led" is "U.S.", "-", "led"; "anti-terrorism" is one.
Who reads frames or names puts them together again by offsets.
"""

from __future__ import annotations

import re

# Prefixes that the treebanks keep with their word (counted in EWT and GUM: non-, e-, mid-, re-, anti- are never cut there).
_PREFIXES = "anti|co|counter|cross|e|ex|inter|intra|mid|mini|multi|non|post|pre|pro|re|semi|sub|trans|un"
_ABBREVIATIONS = "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|St|Jr|Sr|Prof|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|etc|Inc|Ltd|Co|Corp"
_TOKEN = re.compile(
    rf"""https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+
    | (?:[^\W\d_]\.){{2,}}                                    # U.S. S.D.F.
    | (?:{_ABBREVIATIONS})\.(?=\s|$|,)
    | (?i:n['’]t\b) | (?i:['’](?:s|re|ve|ll|d|m)\b)
    | (?i:\b(?:{_PREFIXES})-[^\W\d_]+)                        # anti-terrorism, mid-May
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)\b | \d+(?:[.,:/]\d+)*
    | \.\.\.+ | --+
    | [^\W\d_]+(?=n['’]t\b)                                   # do|n't
    | [^\W_]+(?:[’'‘`ʿʾ][^\W_]{{2,}})+                        # Shi'ite, Da'esh, Quray'a, but not 's
    | [^\W_]+ | _+ | \S""",
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
_NUMBER_UNIT = re.compile(r"(?i)^([\d.,]+)((?:km|m|kg|mm|cm|mph|kph|am|pm|bn|mn|k)[\w]*)$")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets of the tokens of `text` between `start` and `end`."""
    out: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        word = match.group()
        clitic = _CLITIC.match(word) if len(word) > 2 else None
        unit = _NUMBER_UNIT.match(word)
        if clitic and clitic[1]:
            out += [(a, a + clitic.end(1)), (a + clitic.start(2), b)]
        elif word.lower() == "cannot":
            out += [(a, a + 3), (a + 3, b)]
        elif unit and not word.isdigit():
            out += [(a, a + unit.end(1)), (a + unit.end(1), b)]
        else:
            out.append((a, b))
    return out
