"""What opens a report before its first word, credits and datelines, which nobody says."""

from __future__ import annotations

import re

from khaldun.language.sentence import Sentence

_CREDIT = re.compile(r"[^a-z()]{0,40}\([^()\n]{2,40}\)\s*[-–—]+\s|[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{1,20}){0,2}\s[-–—]+\s")
"""`(Agency) -`, `TOWN, Month 3 (Agency) -`, `TOWN, Country -`."""


def credit_end(sentence: Sentence) -> int:
    """Where what opens the sentence ends in the article; its start where nothing does."""
    found = _CREDIT.match(sentence.text)
    return sentence.start + (0 if found is None else found.end())


def bracketed(sentence: Sentence, index: int) -> bool:
    """Whether a word stands alone in brackets, as the agency of a dateline does."""
    near = sentence.tokens[max(0, index - 1) : index + 3]
    inside = len(near) > 2 and near[0].text == "(" and near[2].text == ")"
    return inside or (index <= 1 and len(near) > 2 and near[1 if index else 0].text.isupper() and "(" in {t.text for t in near})
