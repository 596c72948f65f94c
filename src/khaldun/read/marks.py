"""Marks of time in sentences: months, weekdays, days without a year, and whether a sentence looks back or ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from khaldun.read.printed import MONTHS, printed

MONTH = "|".join(sorted({m.capitalize() for m in MONTHS}, key=len, reverse=True))
_YEARLESS = re.compile(
    rf"\b(?:(?P<m1>{MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?\d{{4}}|[:/.]\d)|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{MONTH})\b(?!,? \d{{4}}))"
)
MONTH_YEAR = re.compile(rf"\b(?P<m>{MONTH}),? (?P<y>(?:19[5-9]|20[0-4])\d)\b")
YEAR = re.compile(r"\b(?:in|since|of|from|during|until|late|early|mid-?|by|after|and)\s?(?P<y>(?:19[89]|20[0-4])\d)\b")
IN_MONTH = re.compile(rf"\b(?:in|during|since|last) (?P<m>{MONTH})\b(?! \d)")
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|should|if|hop(?:es?|ing)|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|expect(?:s|ed)?|likely|poised|objective|scheduled|due|set to|"
    r"before(?! (?:dawn|daybreak|sunrise|noon|midday|sunset|nightfall|midnight|being|\d))|ahead of|upcoming|next)\b"
)
COMING = re.compile(
    r"\b(?:until|through|deadlines?|expires?|goals?|targets?|proposed|elections?|referendum|upcoming|coming|slated|projected|forecasts?|pledged|vow(?:s|ed)|"
    r"promised|budget|fiscal|contracts?|tomorrow|begins|starts|opens|runs|ends|season|schedule|tickets|by (?:the end of )?(?:19|20)\d\d)\b|'ll\b|’ll\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|did|said|has|have been|began|took|fell|left|broke|made|came|went|won|lost|held|met|led|rose|\w{2,}ed)\b"
)
BACKGROUND = re.compile(
    rf"\b(?:had|ago|since|earlier|previous(?:ly)?|anniversary|last (?:year|month|week|summer|winter|spring|autumn|{MONTH})|(?:in|of|from|late|early) (?:19|20)\d\d|"
    rf"(?:{MONTH}),? (?:19|20)\d\d|\d,? (?:19|20)\d\d)\b"
)
LATER = re.compile(r"\b(?:[Ww]eeks|[Mm]onths?|[Yy]ears?) (?:after|since|on from|into)\b")
TOWARDS = re.compile(
    r"\b(?:to|close to|closes? in on|closing in on|about to|near(?:s|ing)?|on the (?:verge|brink) of|poised to|push\w* to|bid to|thrusts?.{0,30} to|set to)\s+(?:\w+ ){0,2}$"
)
NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve thirteen".split(), range(1, 14), strict=True)
)
ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(),
        range(1, 14),
        strict=True,
    )
)
NTH_YEAR = re.compile(rf"\b(?:its|their|the|a) (?P<n>{'|'.join(ORDINALS)})(?: straight| full)? year\b")
YEARS_OF = re.compile(
    rf"\b(?:(?P<how>more than|over|almost|nearly|some|about) )?(?P<n>{'|'.join(NUMBERS)})(?:[ -]years?(?:[ -]old)?(?: of)?| years? (?:into|of)(?: the| its)?)"
    r" (?:[\w-]+ ){0,2}(?:war|conflict|fighting)\b"
)
NAMED_WEEKDAY = re.compile(
    r"(?P<before>(?:\b(?:by|until|next|coming|this coming)\s+)?)(?P<late>(?:\b(?:late|as of)\s+(?:on\s+)?)?)\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?P<part>(?: night| evening)?)"
)
WEEKDAY_AND_DAY = re.compile(
    rf"\b(?P<w>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? (?:the )?(?:(?P<m1>{MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{MONTH}))\b(?!,? ?\d{{4}})"
)
"""A weekday with its day and month, but no year."""
_DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"(?:19|20)\d\d|\d[/.-]\d")
_SAID = re.compile(r"\b(?:said|says|told|reported)\b|[“\"]")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
PHRASE = re.compile(r"\b[A-Z][\w'’‘-]*(?:[ -](?:[A-Z]|al-|ez-|el-|az-|es-|as-|ash-|ad-|of |the )[\w'’‘-]*)*")


def sentences(text: str, title: str | None) -> Iterator[tuple[str, bool]]:
    """Sentences with whether they stand in the lead (headline or first three paragraphs)."""
    if title:
        yield title, True
    for n, paragraph in enumerate(text.split("\n\n")):
        for sentence in _SENTENCE.split(paragraph):
            yield sentence, n < 3


def ahead(sentence: str) -> bool:
    """Whether a sentence speaks of what is to come, or may come."""
    return _AHEAD.search(sentence) is not None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def bare_days(sentence: str) -> Iterator[tuple[int, int, int]]:
    """Month, day and offset of the days without a year in a sentence."""
    for match in _YEARLESS.finditer(sentence) if _DIGIT.search(sentence) else ():
        month, day = MONTHS[(match["m1"] or match["m2"]).lower()], int(match["d1"] or match["d2"])
        if 1 <= day <= 31:
            yield month, day, match.start()


def is_news(sentences: Sequence[tuple[str, bool]]) -> bool:
    """Whether a text speaks from its own days, as news does, and is no chronicle written later: somebody says something, and it does not
    go from date to date without a weekday."""
    text = " ".join(s for s, _ in sentences)
    if not _SAID.search(text):
        return False
    bare = {(m, d) for s, _ in sentences for m, d, _ in bare_days(s)}
    full = sum(1 for s, _ in sentences for _ in printed(s))
    return len(bare) + full < 8 and (full < 2 or NAMED_WEEKDAY.search(text) is not None)
