"""From a number to what it counts: the noun after it, over adjectives and names, and the participle that says its lot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khaldun.figures.lexicon import Lexicon, Unit

_WORD = re.compile(
    r"(?P<gap>\s*[“\"']?(?:-|–)?\s?)(?P<word>[A-Za-z]+(?:['’.-](?=[A-Za-z])[A-Za-z]+)*|%|\d[\d,]*)(?P<after>[”\"]?)"
)
_MOST_WORDS = 7
_WHOSE = frozenset({"its", "their", "our"})
"""Of `150 of its 5,000 inhabitants`."""
_PEOPLE = Unit("person", "people")
OBJECT = re.compile(
    r"\s+(?:\d|(?:a|an|the|at|its|his|her|their|some|about|around|nearly|more|several|dozens?|hundreds|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|civilians|people|himself|themselves)\b)(?!\s+(?:when|as|while)\b)",
    re.IGNORECASE,
)
"""Behind `killed`, what makes a verb of it that has an object: `two bombers killed 23 people` counts no dead bombers."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts. `end`: where its phrase ends in the text; `adjective`: the role a participle in it gives; `direct`: the
    words between number and noun."""

    unit: Unit | None
    end: int
    adjective: str | None
    between: int


def counted(text: str, at: int, lexicon: Lexicon, *, vague: bool, one: bool) -> Counted | None:
    """Reads on from the end of a number. `vague`: it may be followed by `of` (`dozens of`); `one`: its noun is in the singular.
    None where the noun is one that makes a number no figure (`two sides`)."""
    unit: Unit | None = None
    end, adjective, between, position, skipped = at, None, 0, at, False
    for step in range(_MOST_WORDS):
        match = _WORD.match(text, position)
        if match is None or ("\n" in match["gap"] and (match["word"][0].isupper() or "\n\n" in match["gap"])):
            break
        found = _unit_at(text, match.start("word"), lexicon)
        if found is not None and found[0].one and not one and not ("-" in match["gap"] and found[0].kind in ("time", "length")):
            found = None
        role = lexicon.roles.adjectives.get(match["word"].lower())
        if unit is not None and role is not None and OBJECT.match(text, match.end()):
            break
        if unit is not None and role is not None:
            return Counted(unit, match.end(), role, between)
        if found is not None:
            if unit is not None and "-" in match["gap"]:
                break
            unit, end = found
            position = end
            continue
        if unit is not None:
            break
        word = match["word"].lower()
        if role is not None:
            adjective, position, end = role, match.end(), match.end()
            continue
        if word in lexicon.other:
            return None
        if word in lexicon.skip or (word[0].isdigit() and step and skipped):
            if word == "of" and not vague and not re.match(r"\s+(?:the|these|those|them|its|their|our)\b", text[match.end() :]):
                break
            position, skipped = match.end(), True
            continue
        if skipped and word in _WHOSE:
            position = match.end()
            continue
        skipped = False
        if word == "and" and between and not unit and not text[match.end() + 1 : match.end() + 2].isdigit():
            position = match.end()
            continue
        if word in lexicon.stops or word[0].isdigit():
            break
        if between <= 1 and lexicon.peoples.fullmatch(match["word"]) and not _unit_at(text, match.end() + 1, lexicon):
            return Counted(_PEOPLE, match.end(), adjective, 0)
        between += 1
        position = match.end()
    return Counted(unit, end, adjective, between)


def _unit_at(text: str, at: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """The longest unit name that begins here."""
    stretch = text[at : at + 40]
    words = re.match(r"%|[A-Za-z]+(?:[ \n-][A-Za-z]+){0,2}\d?", stretch)
    if words is None:
        return None
    phrase = words[0]
    while phrase:
        unit = lexicon.units.get(re.sub(r"[\s]", " ", phrase).lower())
        if unit is not None:
            return unit, at + len(phrase)
        cut = max(phrase.rfind(" "), phrase.rfind("-"), phrase.rfind("\n"))
        if cut < 0:
            return None
        phrase = phrase[:cut]
    return None
