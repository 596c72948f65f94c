"""An article's quantities: numbers with what they count, how firm they are, and what happened to those counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from khaldun.figures import roles
from khaldun.figures.following import gapped, included
from khaldun.figures.lexicon import Lexicon, Unit, lexicon
from khaldun.figures.noun import Counted, counted
from khaldun.figures.numbers import Bounds, Numbers, numbers, value
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Mention, Quantity

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
_BEFORE_MONTH = re.compile(rf"(?:\s*(?:-|–|and|to|or|,)\s*\d\d?){{0,2}}\s*(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}")
_PART = re.compile(r"[\s-]+(?:thirds?|quarters?|fifths?|tenths?)\b", re.IGNORECASE)
_IN_SO_MANY = re.compile(
    r"\b(?:\d|one|two|three|four|five|six|seven|eight|nine)\s+(?:in|out\s+of)(?:\s+every)?\s+$", re.IGNORECASE
)
"""`One in five of them fled`: a share, and five of nothing."""
_SITED = re.compile(r"\b(?:in|at|across|around|throughout|near|among)\s+$", re.IGNORECASE)
"""Before places where something befell others: `burned houses in three villages`."""
_SITES = frozenset({"place", "building"})
_LIVING = frozenset({"resident", "inhabitant", "person", "people"})
"""Of whom the whole is a population."""
_OPENED = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\s+the\s+(?:total\s+|overall\s+)?number\s+of\s+", re.IGNORECASE)
_PART_OF = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds|half|many|most|several|none))"
    r" of (?:the|its|their|those|these|our)\s+$",
    re.IGNORECASE,
)
"""Before the whole of which a part is told: `three of the ten soldiers died`; the verb speaks of the part."""
_AMONG = re.compile(
    r"\bamong (?:the|those) (?P<word>dead|killed|victims|wounded|injured|displaced|missing)\b[^.;,]{0,20}(?:was|were|are)\s+$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:\d[\d,.]*|\b(?:half|thirds?|quarters?|fifths?|tenths?|percent|(?:nearly|almost|virtually)\s+all|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|thousands|most|many|some))"
    r"\s+(?:\w+\s+)?(?:out\s+)?of\s+(?:the|its|their|his|her|our|all|those|a\s+total\s+of|[\w-]+(?:['’]s|s['’])|the\s+[\w-]+(?:['’]s|s['’]))\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""`60,000 of the city's 90,000 residents had fled`: the second number is the whole, of which only the first is told."""
_TOLL = re.compile(
    r"\b(?:death\s+)?toll\b(?! of (?:the )?(?:wounded|injured))(?:(?!\b(?:as|while|when|after|since|but)\b)[^.;,\d]){0,60}"
    r"\b(?:to|at|of|is|was|stands|stood|reached|hit|passed|topped|exceeded|over|past|than|least|about|some|around|nearly|almost)\s+$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:rose|risen|rises|rising|climb(?:s|ed|ing)?|increas(?:es|ed|ing)|gr[eo]wn?|growing|jump(?:s|ed|ing)|went up|rais(?:es|ed|ing)|revis(?:es|ed|ing)"
    r"|fell|fallen|falling|dropp?(?:s|ed|ing)|decreas(?:es|ed|ing)|declin(?:es|ed|ing)|dwindl(?:es|ed|ing)|shr[aiu]nk|reduc(?:es|ed|ing)|up|down)\b"
    r"[^.;,\d]{0,40}\bfrom\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""`the toll rose from 18 to 27`: the second number is what holds now."""
_MEANT_FOR = re.compile(r"\bfor\s+$", re.IGNORECASE)
"""`medicine for 70,000`."""
_AFTER_MONTH = re.compile(rf"{_MONTH}\.?\s*$")
_AGE_AFTER = re.compile(r"\s*-?\s*(?:years?|months?|weeks?|days?)\s*-?\s*old\b|-(?:year|month|week|day)|\s*,\s*(?:said|told|was|who|says|from|and|a|at|an|the)\b(?!\s+(?:wounded|injured|killed))",
                        re.IGNORECASE)  # fmt: skip
_AGE_BEFORE = re.compile(
    r"(?P<aged>\bage[ds]?(?:\s+\d{1,2},?)*(?:\s+(?:and|or|to))?\s*$)|[A-Z][\w’'-]+\.?\s*,\s*$|\bin (?:his|her|their)\s*$"
    r"|\b(?P<child>(?:girl|boy|child|baby|toddler|infant|son|daughter|man|woman|youth)s? of)\s*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*(?:[ap]\.?m\b|o['’]clock|GMT|UTC|local time|hours\b)", re.IGNORECASE)
_MONEY = re.compile(r"(?:[$€£]|US\$|USD|EUR)\s*$")
_CURRENCY = re.compile(r"\s*(?:\w+\s+)?(?:dollars?|euros?|dlrs|lira|dinars?|roubles?|rubles?|rials?|yen)\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"([A-Za-z]+\.?)\s*(?:#|No\.?\s*)?$")
_LEAST_AFTER = re.compile(r"\s*(?:\+|or more\b|and more\b|plus\b)", re.IGNORECASE)
_ONE = re.compile(r"one|a|an", re.IGNORECASE)
_THINGS = {"detained": "captured", "abducted": "captured", "captured": "captured", "destroyed": "destroyed", "damaged": "damaged", "deployed": "deployed", "besieged": "besieged",
           "evacuated": "evacuated", "homeless": None, "arrived": "arrived", "remaining": "remaining"}  # fmt: skip
"""Roles that places, buildings and vehicles can have, as they are said of these."""
_FIXED = {"length": "distance", "area": "area", "time": "duration", "money": "money", "share": "share", "mass": "weight"}
"""What a measured unit is a figure of, whatever the verb."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in the text, with the modifiers before it: [`start`, `end`) is the phrase from the first of these to the last digit."""

    low: float | None
    high: float | None
    start: int
    digits: int
    end: int
    bounded: bool
    vague: bool


def _bounds(match: re.Match[str], text: str, known: Numbers) -> tuple[Bounds, int] | None:
    """Lowest and highest of a number or a range, and where it ends."""
    low = value(match["low"], known)
    if low is None:
        return None
    if match["high"] is None:
        return low, match.end("low")
    high, joint = value(match["high"], known), text[match.end("low") : match.start("high")].strip().lower()
    opened = re.search(r"\b(between|from)\s+(?:\w+\s+){0,1}$", text[max(0, match.start() - 24) : match.start()], re.IGNORECASE)
    if (
        high is None
        or high[1] is None
        or low[0] is None
        or (joint == "and" and not (opened and opened[1].lower() == "between"))
    ):
        return low, match.end("low")
    if joint == "to" and _CHANGED.search(text, max(0, match.start() - 60), match.start()):
        return high, match.end("high")
    first, last = low[0], high[1]
    scale = re.search(r"(million|thousand|billion|hundred|lakh)\s*$", match["high"].lower())
    if scale and first < 1000 and not re.search(r"million|thousand|billion|hundred", match["low"].lower()):
        first *= known.scales[scale[1]]
    return ((first, last), match.end("high")) if first < last else (low, match.end("low"))


def _modified(text: str, match: re.Match[str], known: Numbers, words: Lexicon) -> _Number | None:
    found = _bounds(match, text, known)
    if found is None:
        return None
    (low, high), end = found
    digits = match.start()
    window = text[max(0, digits - 40) : digits]
    before = words.before.search(window)
    start = digits - len(window) + before.start() if before else digits
    sides = _sides(before[0], words) if before else set()
    opened = _OPENED.search(text, max(0, start - 10), start) if end == match.end("high") else None
    start = opened.start() if opened else start
    exact = low == high
    after = _LEAST_AFTER.match(text, end)
    if after:
        sides, end = sides | {"least"}, after.end()
    if "least" in sides and exact:
        high = None
    elif "most" in sides and exact:
        low = None
    vague = (not exact and match["high"] is None) or bool(
        re.search(r"dozen|score|couple|handful|pair", match["low"], re.IGNORECASE)
    )
    return _Number(low, high, start, digits, end, bool(sides) or end == match.end("high"), vague)


def _sides(phrase: str, words: Lexicon) -> set[str]:
    """Which bounds the words before a number set. `The` alone is no modifier that makes a bare number a figure."""
    flat = re.sub(r"\s+", " ", phrase.lower()).strip()
    out: set[str] = set()
    for name in sorted(words.bounds, key=len, reverse=True):
        if name in flat and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", flat):
            out |= {words.bounds[name]} if name not in ("the", "another", "only", "just") else set()
            flat = flat.replace(name, " ")
    return out


def _no_count(text: str, number: _Number, words: Lexicon) -> bool:
    """Whether the digits are a date, an age, a time, a sum of money or part of a name."""
    before, at, end = text[max(0, number.digits - 24) : number.digits], number.digits, number.end
    said = text[at:end]
    if _MONEY.search(before) or _CURRENCY.match(text, end) or _CLOCK.match(text, end):
        return True
    if _PART.match(text, end) or _IN_SO_MANY.search(before):
        return True
    if not said[0].isdigit() and re.search(r"\d\s*$", before):
        return True
    if said[0].isdigit() and (_BEFORE_MONTH.match(text, end) or _AFTER_MONTH.search(before)):
        return True
    if (
        _AGE_AFTER.match(text, end)
        and not number.bounded
        and (number.low or 0) < 120
        and not re.match(r"\s*,", text[end : end + 2])
    ):
        return True
    aged = _AGE_BEFORE.search(before)
    if aged and (number.low or 200) < 120 and (text[end : end + 1] in ",.;" or aged["aged"] or aged["child"]):
        return True
    name = _NAME_BEFORE.search(before)
    return bool(said[0].isdigit() and name and start_is_name(name[1], number, text, words))


def start_is_name(word: str, number: _Number, text: str, words: Lexicon) -> bool:
    """`Division 17`, `Resolution 2254`: a word that numbers things stands before, and no modifier between."""
    return number.start == number.digits and word.lower().rstrip(".") in words.names and word[0].isupper()


_YEARS = re.compile(r"1\d\d\d\s*(?:and|to|[-–])\s*(?:1\d|20)\d\d|20\d\d\s*(?:and|to|[-–])\s*20\d\d")
"""`between 1992 and 1994`."""
_IN_A_YEAR = re.compile(r"\b(?:in|since|until|from|by)\s+$", re.IGNORECASE)


def _yearlike(text: str, number: _Number, found: Counted) -> bool:
    said = text[number.digits : number.end]
    if _YEARS.fullmatch(said) and found.unit is None:
        return True
    if re.fullmatch(r"1[0-8]\d\d", said) and _IN_A_YEAR.search(text, max(0, number.digits - 8), number.digits):
        return True
    if not re.fullmatch(r"(?:19|20)\d\d", said):
        return False
    return (
        found.unit is None
        or found.between > 0
        or found.unit.kind not in ("people", "household", "building", "length", "time")
        or bool(
            re.search(
                r"\b(?:in|since|of|until|from|by|late|early|mid|the)[\s-]*$",
                text[max(0, number.digits - 8) : number.digits],
                re.IGNORECASE,
            )
        )
    )


def _heading(text: str, number: _Number, words: Lexicon) -> tuple[str, str] | None:
    """Unit and role from a noun before: `its population dwindled to 90,000`."""
    before = text[max(0, number.start - 70) : number.start]
    cut = max(before.rfind(". "), before.rfind("\n"))
    before = before[cut + 1 :]
    for pattern, unit, role in words.heads:
        found = pattern.search(before)
        if found and not re.search(r"\d", found[0]):
            told = (words.roles.adjectives.get(w) for w in re.findall(r"[a-z]+", found[0].lower()))
            return unit, next((t for t in told if t is not None), role)
    return None


def _sentence_at(sentences: tuple[Sentence, ...], at: int, guess: int) -> int:
    while guess < len(sentences) - 1 and at >= sentences[guess].end:
        guess += 1
    return guess


def _fitting(role: str | None, unit: Unit | None) -> str | None:
    """The role as it can be said of such a unit: villages are captured, not detained; people are not demolished."""
    if unit is not None and unit.kind in _FIXED:
        return _FIXED[unit.kind]
    if role is None or unit is None:
        return role
    if unit.kind in ("people", "household", "kin"):
        return None if unit.kind == "people" and role in ("destroyed", "damaged") else role
    return _THINGS.get(role)


def _died(found: Counted, number: _Number, sentence: Sentence | None, words: Lexicon) -> bool:
    """Whether some of the wounded are told to have died: `eight of the wounded died`."""
    if sentence is None or found.unit is None or found.unit.role == "killed":
        return False
    return roles.by_parse(sentence, number.digits, found.end, words.roles) == "killed"


def _told_of_others(text: str, number: _Number) -> bool:
    """Whether what is told around a number is told of others: of some of those counted, or of what is for them."""
    return any(p.search(text, max(0, number.digits - 60), number.digits) for p in (_WHOLE, _MEANT_FOR))


def _own(number: _Number, found: Counted, sentence: Sentence | None, words: Lexicon) -> str | None:
    """What a count's own words say of those counted, whatever befalls some of them, or is brought for them."""
    if found.adjective is not None or sentence is None:
        return found.adjective
    return roles.own(sentence, number.digits, max(found.end, number.end), words.roles)


def _role(text: str, number: _Number, found: Counted, sentence: Sentence | None, words: Lexicon) -> str | None:
    if (found.unit is None or found.unit.kind in _SITES) and _SITED.search(text, max(0, number.start - 12), number.start):
        return found.adjective
    if _told_of_others(text, number):
        of_people = found.unit is not None and found.unit.kind == "people"
        whole = of_people and _WHOLE.search(text, max(0, number.digits - 60), number.digits) is not None
        if not whole:
            return _own(number, found, sentence, words)
        behind = text[number.digits : found.end].rsplit(" ", 1)[-1].lower() in words.roles.adjectives
        own = _own(number, replace(found, adjective=None) if behind else found, None if behind else sentence, words)
        return own or ("population" if found.unit is not None and found.unit.name in _LIVING else "whole")
    part = _PART_OF.search(text, max(0, number.start - 24), number.start)
    if part is not None:
        return found.adjective or (None if found.unit is None else found.unit.role)
    among = _AMONG.search(text, max(0, number.start - 60), number.start)
    if among is not None:
        return words.roles.adjectives.get(among["word"].lower(), "killed")
    if found.unit is not None and found.unit.role in roles.HARM:
        some = re.search(r"\bof\b", text[number.end : found.end]) is not None
        return "killed" if some and _died(found, number, sentence, words) else found.unit.role
    if found.adjective is not None and found.adjective not in ("remaining", "affected"):
        return found.adjective
    end, said = max(found.end, number.end), None
    if sentence is not None and sentence.tokens:
        said = roles.by_parse(sentence, number.digits, end, words.roles)
        text, start, end = sentence.text, max(0, number.start - sentence.start), end - sentence.start
    else:
        start = number.start
    if said in roles.WEAK and _TOLL.search(text, max(0, start - 90), start):
        return "killed"
    if said in roles.WEAK and not (
        sentence is not None and roles.of_another_clause(sentence, number.digits, max(found.end, number.end))
    ):
        near = roles.by_words(text, start, end, words.roles)
        said = said if near is None else near
    if said not in roles.WEAK:
        return said
    if found.unit is not None and found.unit.role is not None:
        return found.unit.role
    stays = words.stays.match(text, end) if found.unit is None or found.unit.kind in ("people", "household") else None
    return "sheltered" if stays else said or found.adjective


def _noun(sentence: Sentence, number: _Number) -> tuple[str, int] | None:
    """The noun that the parse hangs the number on, where the lexicon knows no such unit: its lemma, and where it ends."""
    first, stop = sentence.at(number.digits, number.end)
    if first == stop:
        return None
    token = sentence.tokens[sentence.head_of(first, stop)]
    above = sentence.tokens[token.head] if token.head >= 0 else token
    counts = token.relation.startswith("nummod") and above.pos == "NOUN" and above.feature("Number") != "Sing"
    return (above.lemma.lower(), above.end) if counts and above.index - token.index < 7 else None


def _quantity(text: str, number: _Number, sentence: Sentence | None, words: Lexicon) -> Quantity | None:
    if number.low is None and number.high is None:
        return None
    of = _NUMBER_OF.match(text, number.end)
    found = counted(
        text, of.end() if of else number.end, words, vague=number.vague, one=number.low == 1 and number.high in (1, None)
    )
    if found is None or _yearlike(text, number, found):
        return None
    unit, end = None if found.unit is None else found.unit.name, found.end
    if _ONE.fullmatch(text[number.digits : number.end]) and (found.unit is None or found.between > 1):
        return None
    role = _fitting(_role(text, number, found, sentence, words), found.unit)
    if role == "killed" and roles.goes_on(text, end, words.roles):
        role = roles.MIXED
    if role is None and found.unit is not None and found.unit.kind == "kin":
        return None
    if unit is None and found.between:
        noun, end = (_noun(sentence, number) if sentence is not None else None) or (None, end)
        if (noun is not None and {noun, noun + "s"} & words.other) or (
            noun is None and not (number.bounded and (number.low or number.high or 0) >= 100)
        ):
            return None
        unit = noun
    if unit is None:
        heading = None if _told_of_others(text, number) else _heading(text, number, words)
        if heading is not None and (role in roles.WEAK or heading[1] in {role, "population"}):
            unit, role = heading
        elif role is None and not (number.bounded and (number.low or number.high or 0) >= 100):
            return None
        elif role in roles.LOTS and unit is None:
            unit = "person"
    end = max(end if unit is not None or found.adjective else number.end, number.end)
    return Quantity(number.low, number.high, unit, role, text[number.start : end], number.start, end)


def find(reading: Reading, knowledge: Knowledge) -> list[Mention]:
    """The quantities of an article's text. Dates, ages, money, ordinals and numbers in names are none; lengths, durations and shares
    are, with that as their role. A bare number counts where a verb or a bound beside it says what it is a figure of."""
    text, known, words = reading.article.text, numbers(knowledge), lexicon(knowledge)
    out: list[Mention] = []
    index = position = 0
    for match in known.find(text):
        if match.start() < position:
            continue
        number = _modified(text, match, known, words)
        if number is None:
            continue
        position = number.end
        if _no_count(text, number, words):
            continue
        index = _sentence_at(reading.sentences, number.digits, index)
        sentence = reading.sentences[index] if index < len(reading.sentences) else None
        quantity = _quantity(text, number, sentence, words)
        before = out[-1].quantity if out and sentence is not None and out[-1].start >= sentence.start else None
        if quantity is None and before is not None:
            quantity = gapped(text, (number.low, number.high), (number.start, number.digits, number.end), before, words)
        elif quantity is not None and before is not None:
            quantity = included(text, quantity, before, words)
        if quantity is not None:
            out.append(Mention("quantity", quantity.start, quantity.end, quantity.text, quantity=quantity))
    return out


def kind_of(unit: str | None, knowledge: Knowledge) -> str | None:
    """What sort of thing a unit is (people, household, building, vehicle, place, length, ...), None where units.yaml has no such unit."""
    return lexicon(knowledge).kinds.get(unit or "")
