"""Which words are place names: what the engine saw as places, and names of the gazetteer where the words around them say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from khaldun.language.sentence import Entity, Sentence
from khaldun.places.aimed import aimed, numbered
from khaldun.places.befallen import befallen
from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.edges import ARTICLE, OWNER, halves, lead, trimmed, whole, widened
from khaldun.places.gazetteer import Gazetteer, Hit
from khaldun.places.headed import headed, sharing
from khaldun.places.keys import ARTICLES, key
from khaldun.places.layout import MAIN
from khaldun.places.mates import mates
from khaldun.places.support import PARTS, in_rows
from khaldun.places.works import built, works

_PART = r"[A-ZÀ-Þ][\w’'‘ʿ]*(?<!['’]s)"
_WORD = rf"{ARTICLE}?{_PART}(?:-(?:{ARTICLE})?{_PART}|-(?:{ARTICLE}){_PART})*"
_RUN = re.compile(
    rf"(?<![\w-]){_WORD}(?:\s(?:(?:of|the|and|de|la|le|du|da|do|dos|das|di|del|bin|ibn)\s)?{_WORD}|\s{ARTICLE}{_PART})*"
)
_ROAD = re.compile(r"(?<![\w-])[AM]-?\d{1,3}(?![\w-])")
_TOKENS = re.compile(r"\S+")
_DATELINE = re.compile(
    r"(?P<town>[A-ZÀ-Þ](?:(?<=^.)|(?<=\n.)|(?<=[.!?]\s.))[A-ZÀ-Þ’'.-]{2,}(?:\s[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+){0,3})(?:,\s(?P<state>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?))?"
    r"\s*(?:\([A-Z][^)\n]{1,30}\)\s*[-–—]|[-–—]\s)"
)
_HOLDER = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w-]+(?:['’]s|s['’])\s$")
"""Before a building, the town that has it."""
_OFFICES = frozenset("court courthouse center centre institute hall".split())
_UNION = "local:european-union"
_FEAST = re.compile(r"['’]s?\s(?:Day|Eve)\b")
"""Saint Patrick's Day is no place."""
_OUTLET = re.compile(r"\b(?:agency|newspaper|daily|weekly|magazine|broadcaster|channel)\s+$")
"""The news agency Sana is not the city."""
_WAR = re.compile(r"\s(?:War|Stream|of)\b")
_BASED = re.compile(r"-(?:based|born|bound|led|backed|area)\b")
_LAND = re.compile(r"[A-Za-z’'-]+\s(?:of|in)\s(?:the\s)?([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?=['’]s$|$|\W*$)")
_LANDS = re.compile(r"([A-Z][\w-]+)['’]s\s")
_SEATS = frozenset(("capital", "stronghold", "bastion", "hub", "port"))
"""What is said of bodies too: the capital of the Islamic State."""
_CIVIL = frozenset(("settlement", "province", "district"))
_KNOWN_TOWN = 150_000
_ORGANISATION = re.compile(
    r"(?i)\b(?:army|forces?|brigades?|battalion|front|party|union|council|ministry|university|bank|times|post|news|agency|observatory|organi[sz]ation"
    r"|committee|commission|government|police|club|fc|united|company|corporation|inc|group|association|institute|centre for|center for|congress|parliament"
    r"|coalition|state of iraq|islamic state|movement|militia|militias|squad|league|cup|court|court of|academy|society|trust|network|media|tv|radio)\b"
)


def names(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, cues: Cues) -> list[Name]:
    """The place names of a text in order; they do not overlap."""
    found = [*_datelines(text, gazetteer), *numbered(text, cues)]
    doubtful: list[Name] = []
    people = _people(sentences)
    for sentence in sentences:
        for entity in sentence.entities:
            found += _of_body(text, entity, gazetteer, cues)
            name = _of_entity(text, entity, gazetteer, cues)
            if (
                name is not None
                and not name.told
                and entity.label in ("PER", "ORG")
                and befallen(text, name.start, name.end, gazetteer, cues)
            ):
                name = replace(name, told=not _person(text, name, people, cues))
            if name is not None and not name.tagged and aimed(text, name, entity.label, gazetteer, cues):
                name = replace(name, tagged=True, told=True)
            if name is not None and not (name.tagged and _person(text, name, people, cues)):
                parts = halves(text, name, gazetteer, cues) if name.tagged else [name]
                (found if name.tagged or name.told else doubtful).extend(parts)
        found += headed(text, sentence, cues)
        found += _untagged(text, sentence, gazetteer, cues)
    # "Kherson" may be tagged an organisation once and a place everywhere else.
    votes = Counter(n.text for n in found if n.tagged)
    votes.subtract(n.text for n in doubtful)
    put = {n.text for n in found if n.tagged and votes[n.text] < 0 and gazetteer.named(n.text) and cues.put(text, n.start)}
    found = [n for n in found if votes[n.text] >= 0 or gazetteer.named(n.text) or _told(text, n, cues)]
    found += [n for n in doubtful if (votes[n.text] >= 0 or n.text in put) and not _person(text, n, people, cues)]
    found += in_rows(text, found, doubtful, cues)
    found += sharing(text, found, cues)
    found += mates(text, sentences, found, gazetteer, cues)
    out: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end, not n.tagged)):
        if not out or name.start >= out[-1].end:
            out.append(name)
    return works(text, out, gazetteer, cues)


def _people(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The words of the full names of people in the text."""
    full = [e.text.split() for s in sentences for e in s.entities if e.label == "PER" and " " in e.text]
    return frozenset(w.strip(".,'’") for words in full for w in words if w[:1].isupper())


def _person(text: str, name: Name, people: frozenset[str], cues: Cues) -> bool:
    """Whether a word tagged as a place is a part of someone's name: "Allen was devoted to him", after "Woody Allen"."""
    return (name.text in people or name.text.removesuffix("s") in people) and not cues.put(text, name.start)


def _told(text: str, name: Name, cues: Cues) -> bool:
    """Whether the words around a name put it as a place or call it one."""
    return cues.put(text, name.start) or _called(text, name.start, name.end, cues)


def _datelines(text: str, gazetteer: Gazetteer) -> list[Name]:
    """ "HELENA, Mont. (AP) —": capitals that taggers seldom know for a place."""
    found = []
    for match in _DATELINE.finditer(text):
        if gazetteer.named(match["town"]):
            found.append(Name(match.start("town"), match.end("town"), match["town"]))
            if match["state"] and gazetteer.named(match["state"]):
                found.append(Name(match.start("state"), match.end("state"), match["state"]))
    return found


def _of_entity(text: str, entity: Entity, gazetteer: Gazetteer, cues: Cues) -> Name | None:
    start, end = trimmed(text, entity.start, entity.end)
    if entity.label == "LOC" and start < end:
        start, end = whole(text, start, end, gazetteer, cues)
    span = text[start:end]
    if (
        start >= end
        or _no_place(span, gazetteer, cues)
        or (cues.generic(span) and not _sea(text, span, end, gazetteer, cues))
        or _FEAST.match(text, end)
        or _OUTLET.search(text, max(0, start - 24), start)
        or (key(span) in cues.goods and not cues.put(text, start, surely=True))
    ):
        return None
    if entity.label == "LOC" and _acronym(span, gazetteer):
        return None
    if entity.label == "LOC":
        start, end = widened(text, start, end, gazetteer, cues)
        if not gazetteer.named(text[start:end]):
            end = built(text, end, cues)
        return Name(start, end, text[start:end])
    if entity.label not in ("ORG", "PER"):
        return None
    end = built(text, end, cues)
    building = _building(text, start, text[start:end], cues)
    told = building or _called(text, start, end, cues) or _plainly(span, entity.label, gazetteer, cues)
    return Name(start, end, text[start:end], tagged=building and _believed(text, start, end, cues), told=told)


def _sea(text: str, span: str, end: int, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether words of kind alone are the name of one place: "the Gulf", which lent its name to a war, "Delta State"."""
    own = cues.within(span) or ((span, cue.kind) if (cue := cues.after(text, end)) else None)
    if own and own[1] == "province" and any(h.grade == MAIN and h.entry.kind == "province" for h in gazetteer.named(own[0])):
        return True
    return any(h.grade == MAIN and h.entry.id.startswith("local:") for h in gazetteer.named(span)) and not _WAR.match(text, end)


@lru_cache(maxsize=8192)
def _no_place(span: str, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether a span is no name of a place wherever it stands."""
    return (
        key(span) in cues.never
        or not any(c.isupper() for c in span)
        or _people_of(span, gazetteer, cues)
        or (span.split()[0].lower() in cues.bodies and not gazetteer.named(span))
    )


def _people_of(span: str, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether a span is the name of a people: "Syrian", "Iraqis", but not "Philippines"."""
    if span in cues.demonyms or span.removesuffix("s") not in cues.demonyms:
        return span in cues.demonyms
    return not any(h.entry.kind == "country" and h.grade == MAIN for h in gazetteer.named(span))


def _of_body(text: str, entity: Entity, gazetteer: Gazetteer, cues: Cues) -> list[Name]:
    """The country in the name of a body: "the Government of Iraq", "Iraq's Security Forces"; and whose a place is."""
    if entity.label == "LOC" and (owner := OWNER.match(text, entity.start, entity.end)) and lead(entity.text, gazetteer, cues):
        return [Name(owner.start(1), owner.end(1), owner[1])]
    if entity.label != "ORG":
        return []
    match = _LAND.search(text, entity.start, entity.end) or _LANDS.match(text, entity.start, entity.end)
    if match is None or not any(h.entry.kind == "country" and h.grade == MAIN for h in gazetteer.named(match[1])):
        return []
    return [Name(match.start(1), match.end(1), match[1])]


def _acronym(span: str, gazetteer: Gazetteer) -> bool:
    """Whether a span is the short form of a body ("SAA") though some town bears those letters as its name."""
    return (
        span.isupper()
        and span.isalpha()
        and len(span) <= 4
        and all(h.entry.kind in ("settlement", "district") for h in gazetteer.named(span))
    )


def _called(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether the words beside a span call it a town, a province, ... outright."""
    before, after = cues.before(text, start), cues.after(text, end)
    if before and before.kind in _CIVIL and before.word not in _SEATS:
        return True
    if after is not None and after.kind in _CIVIL and after.word != "state":
        return True
    return bool(PARTS.match(text, end)) and text[max(0, start - 20) : start].rstrip().split(" ")[-1].lower() in (
        "the",
        "and",
        "in",
        "eastern",
        "western",
        "northern",
        "southern",
        "strategic",
    )


def _building(text: str, start: int, span: str, cues: Cues) -> bool:
    """Whether a name tagged as a body is that of a building where something is said to happen: "at the Kindi Hospital", "stormed Homs'
    Baath University"."""
    words = span.split()
    if len(words) < 2 or words[-1].lower() not in cues.buildings:
        return False
    owner = _HOLDER.search(text, max(0, start - 30), start)
    start = owner.start() if owner else start
    return cues.put(text, start) or any(w in cues.aims or w in cues.gains for w in cues.leading(text, start))


def _believed(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether a building that no gazetteer has is told by more than "at" or "to", and is none of the many offices and centres."""
    led = cues.leading(text, start)
    surely = cues.put(text, start, surely=True) or any(w in cues.aims or w in cues.gains for w in led)
    return surely and text[start:end].rsplit(None, 1)[-1].lower() not in _OFFICES


def _plainly(span: str, label: str, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether a name tagged as an organisation or a person is that of a country, a region or a large city and nothing more."""
    hits = [h for h in gazetteer.named(span) if h.grade == MAIN]
    if key(span) in cues.ordinary or not hits:
        return False
    nation = any(h.entry.kind == "country" or h.entry.id == _UNION for h in hits)
    if label == "PER" or (span.isupper() and len(span) < 5):
        return nation
    return nation or any(_prominent(h) for h in hits)


def _prominent(hit: Hit) -> bool:
    return hit.grade == MAIN and (hit.entry.kind in ("country", "area", "province") or _large(hit) and not _seat(hit))


def _large(hit: Hit) -> bool:
    return hit.entry.population >= _KNOWN_TOWN


def _seat(hit: Hit) -> bool:
    """Whether a building is so much written about that its name means who sits there: the Kremlin."""
    return hit.entry.kind == "facility" and _large(hit)


def _untagged(text: str, sentence: Sentence, gazetteer: Gazetteer, cues: Cues) -> Iterator[Name]:
    """Names of the gazetteer that the engine left untagged."""
    taken = [(e.start, e.end) for e in sentence.entities]
    proper = [t.start for t in sentence.tokens if t.pos == "PROPN"]
    proper = [p for p in proper if not any(s <= p < e for s, e in taken)]
    if not proper:
        return
    for match in _RUN.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        start = next((p for p in proper if start <= p < end), end)
        if start == end:
            continue
        for s, e in taken:
            if s <= start < e:
                start = e
            elif start < s < end:
                end = s
        piece = text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        if start < end:
            yield from _in_run(text, start, end, sentence, gazetteer, cues)
    for match in _ROAD.finditer(text, sentence.start, sentence.end):
        if not any(s < match.end() and match.start() < e for s, e in taken) and any(
            h.entry.kind == "road" for h in gazetteer.named(match.group())
        ):
            yield Name(match.start(), match.end(), match.group(), tagged=False)


def _in_run(text: str, start: int, end: int, sentence: Sentence, gazetteer: Gazetteer, cues: Cues) -> Iterator[Name]:
    """The longest known names within a run of capitalised words, if the run holds nothing that makes it a person or a body."""
    words = [(start + m.start(), start + m.end()) for m in _TOKENS.finditer(text[start:end])]
    if len(words) > 8 or _ORGANISATION.search(text[start:end]):
        return
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + 5), i, -1):
            a, b = words[i][0], words[j - 1][1]
            if (j - i == len(words) or gazetteer.named(text[a:b])) and _stands(
                text, a, b, (start, end), sentence, gazetteer, cues
            ):
                yield Name(a, b, text[a:b], tagged=False)
                i = j - 1
                break
        i += 1


def _stands(
    text: str, start: int, end: int, run: tuple[int, int], sentence: Sentence, gazetteer: Gazetteer, cues: Cues
) -> bool:
    """Whether an untagged capitalised span is a place: known, and either unmistakable or put as places are."""
    span = text[start:end]
    plain = key(span)
    if len(plain) < 2 or span in cues.demonyms or plain in ARTICLES or plain in cues.never or plain in cues.goods:
        return False
    hits = gazetteer.named(span)
    whole = (start, end) == run
    if (hits or whole) and not cues.generic(span) and _called(text, start, end, cues):
        return not (start == sentence.start and not hits)
    if not hits or plain in cues.ordinary:
        return False
    nation = any(h.entry.kind == "country" and h.grade == MAIN for h in hits)
    if not whole:
        return nation and run[0] == start and (text[end : end + 1] in ",'’" or span.replace(".", "").isupper())
    if _BASED.match(text, end):
        return True
    first = start <= sentence.start + 1
    if befallen(text, start, end, gazetteer, cues):
        return True
    put = cues.put(text, start)
    return any(_unmistakable(h, " " in plain, first, put) for h in hits)


def _unmistakable(hit: Hit, compound: bool, first: bool, put: bool) -> bool:
    """Whether an untagged name is taken for this place: `first` in its sentence any word is capitalised."""
    e, own = hit.entry, hit.grade == MAIN
    if e.kind == "country":
        return True
    if own and e.id.startswith("local:") and e.kind != "district" and (compound or not first) and (put or not _seat(hit)):
        return True
    if put and (e.population >= _KNOWN_TOWN or own and (e.population >= 5_000 or e.kind == "province")):
        return True
    return own and not first and e.population >= 4 * _KNOWN_TOWN
