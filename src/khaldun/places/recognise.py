"""Which words are place names: what the engine saw as places, and names of the gazetteer where the words around them say so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from khaldun.language.sentence import Entity, Sentence
from khaldun.places.aimed import aimed, numbered
from khaldun.places.befallen import befallen
from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.edges import ARTICLE, OWNER, halves, kind_before, lead, named_before, trimmed, whole, widened
from khaldun.places.facts import KNOWN_TOWN, Facts, facts, seat
from khaldun.places.gazetteer import Gazetteer, Hit
from khaldun.places.headed import headed, sharing
from khaldun.places.keys import ARTICLES
from khaldun.places.layout import MAIN
from khaldun.places.mates import mates
from khaldun.places.rows import rowed
from khaldun.places.support import PARTS, in_rows
from khaldun.places.works import built, works

_PART = r"[A-ZÀ-Þ][\w’'‘ʿ]*(?<!['’]s)"
# The first letter comes first, and what may stand before it is asked then: a search for a letter is many times faster.
_FIRST = (
    rf"[A-ZÀ-Þae](?<![\w-].)(?:(?:(?<=[Aa])(?:[lrsdnz]|sh|t)|(?<=[Ee])(?:[lszdr]|sh))[-\s]{_PART}|(?<![ae])[\w’'‘ʿ]*(?<!['’]s))"
)
_JOINED = rf"(?:-(?:{ARTICLE})?{_PART}|-(?:{ARTICLE}){_PART})*"
_RUN = re.compile(
    rf"{_FIRST}{_JOINED}(?:\s(?:(?:of|the|and|de|la|le|du|da|do|dos|das|di|del|bin|ibn)\s)?{ARTICLE}?{_PART}{_JOINED}|\s{ARTICLE}{_PART})*"
)
_ROAD = re.compile(r"[AM](?<![\w-].)-?\d{1,3}(?![\w-])")
_TOKENS = re.compile(r"\S+")
_DATELINE = re.compile(
    r"(?P<town>[A-ZÀ-Þ](?:(?<=^.)|(?<=\n.)|(?<=[.!?]\s.))[A-ZÀ-Þ’'.-]{2,}(?:\s[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+){0,3})(?:,\s(?P<state>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?))?"
    r"\s*(?:\([A-Z][^)\n]{1,30}\)\s*[-–—]|[-–—]\s)"
)
_HOLDER = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w-]+(?:['’]s|s['’])\s$")
"""Before a building, the town that has it."""
_OFFICES = frozenset("court courthouse center centre institute hall".split())
_FEAST = re.compile(r"['’]s?\s(?:Day|Eve)\b")
"""Saint Patrick's Day is no place."""
_OUTLETS = frozenset("agency newspaper daily weekly magazine broadcaster channel hurricane typhoon cyclone".split())
"""The news agency Sana is not the city, nor Hurricane Hugo the town."""
_APOSTROPHES = frozenset("'’")
_JOINED_BY = frozenset("/-")
_WAR = re.compile(r"\s(?:War|Stream|of)\b")
_BASED = re.compile(r"-(?:based|born|bound|led|backed|area)\b")
_LAND = re.compile(r"[A-Za-z’'-]+\s(?:of|in)\s(?:the\s)?([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?=['’]s$|$|\W*$)")
_LANDS = re.compile(r"([A-Z][\w-]+)['’]s\s")
_SEATS = frozenset(("capital", "stronghold", "bastion", "hub", "port"))
"""What is said of bodies too: the capital of the Islamic State."""
_BEFORE_PARTS = frozenset("the and in eastern western northern southern strategic".split())
_CIVIL = frozenset(("settlement", "province", "district"))


def names(text: str, sentences: Sequence[Sentence], words: Sequence[str], gazetteer: Gazetteer, cues: Cues) -> list[Name]:
    """The place names of a text in order; they do not overlap. `words` are its capitalised words."""
    found = [*_datelines(text, gazetteer), *numbered(text, cues)]
    doubtful: list[Name] = []
    people = _people(sentences)
    for sentence in sentences:
        for entity in sentence.entities:
            found += _of_body(text, entity, gazetteer, cues)
            name = _of_entity(text, entity, gazetteer, cues)
            if name is None:
                continue
            if not name.told and entity.label in ("PER", "ORG") and befallen(text, name.start, name.end, gazetteer, cues):
                name.told = not _person(text, name, people, cues)
            if not name.tagged and aimed(text, name, entity.label, gazetteer, cues):
                name.tagged = name.told = True
            if not name.tagged:
                (found if name.told else doubtful).append(name)
            elif not _person(text, name, people, cues):
                found += halves(text, name, gazetteer, cues)
    found += headed(text, sentences, words, cues)
    road = any(_ROAD.match(w) for w in words if w[0] in "AM")
    for sentence, proper in _proper(sentences):
        found += _untagged(text, sentence, proper, gazetteer, cues, road=road)
    # "Kherson" may be tagged an organisation once and a place everywhere else.
    votes = Counter([n.text for n in found if n.tagged])
    for name in doubtful:
        votes[name.text] -= 1
    against = {t for t, count in votes.items() if count < 0}
    put = {n.text for n in found if n.tagged and n.text in against and gazetteer.named(n.text) and cues.put(text, n.start)}
    if against:
        found = [n for n in found if n.text not in against or gazetteer.named(n.text) or _told(text, n, cues)]
    found += [n for n in doubtful if (n.text not in against or n.text in put) and not _person(text, n, people, cues)]
    found += rowed(text, found, doubtful, cues)
    found += in_rows(text, found, doubtful, cues)
    found += sharing(text, found, cues)
    found += mates(text, sentences, found, words, gazetteer, cues)
    out: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end, not n.tagged)):
        if not out or name.start >= out[-1].end:
            out.append(name)
    return works(text, out, gazetteer, cues)


def _people(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The words of the full names of people in the text."""
    full = [e.text for s in sentences for e in s.entities if e.label == "PER" and " " in e.text]
    return frozenset([w.strip(".,'’") for w in " ".join(full).split() if w[:1].isupper()])


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
    if start >= end:
        return None
    span, place = text[start:end], entity.label == "LOC"
    told = facts(span, gazetteer, cues)
    before = named_before(text, start) if place else None
    settled = (
        told.settled
        and before is None
        and text[end : end + 1] not in _JOINED_BY
        and not (text[start - 4 : start] == " of " and kind_before(text, start))
    )
    if place and not settled:
        start, end = whole(text, start, end, before, gazetteer, cues)
        span = text[start:end]
        told = facts(span, gazetteer, cues)
    if (
        told.never
        or (told.generic and not _sea(text, span, end, told, cues))
        or (text[end : end + 1] in _APOSTROPHES and _FEAST.match(text, end))
        or (cues.lead(text, start).word in _OUTLETS and text[start - 1].isspace())
        or (told.goods and not cues.put(text, start, surely=True))
    ):
        return None
    if place:
        if told.acronym:
            return None
        return Name(start, end, span) if settled else _of_place(text, start, end, gazetteer, cues)
    return _of_other(text, start, end, entity.label, told, cues) if entity.label in ("ORG", "PER") else None


def _of_place(text: str, start: int, end: int, gazetteer: Gazetteer, cues: Cues) -> Name:
    """The name of a span that is tagged as a place."""
    start, end = widened(text, start, end, gazetteer, cues)
    if cues.next(text, end).work and not gazetteer.named(text[start:end]):
        end = built(text, end, cues)
    return Name(start, end, text[start:end])


def _of_other(text: str, start: int, end: int, label: str, told: Facts, cues: Cues) -> Name:
    """The name of a span that is tagged as a body or a person."""
    if cues.next(text, end).work:
        end = built(text, end, cues)
    building = _building(text, start, text[start:end], cues)
    plain = told.plain_person if label == "PER" else told.plain_body
    sure = building or plain or _called(text, start, end, cues)
    return Name(start, end, text[start:end], tagged=building and _believed(text, start, end, cues), told=sure)


def _sea(text: str, span: str, end: int, told: Facts, cues: Cues) -> bool:
    """Whether words of kind alone are the name of one place: "the Gulf", which lent its name to a war, "Delta State"."""
    if told.province or (told.local and not _WAR.match(text, end)):
        return True
    after = cues.after(text, end) if cues.within(span) is None else None
    return (
        after is not None
        and after.kind == "province"
        and any(h.grade == MAIN and h.entry.kind == "province" for h in told.hits)
    )


def _of_body(text: str, entity: Entity, gazetteer: Gazetteer, cues: Cues) -> list[Name]:
    """The country in the name of a body: "the Government of Iraq", "Iraq's Security Forces"; and whose a place is."""
    if " " not in entity.text or entity.label not in ("LOC", "ORG"):
        return []
    at = _land(text[entity.start : entity.end], entity.label, gazetteer, cues)
    if at is None:
        return []
    start, end = entity.start + at[0], entity.start + at[1]
    return [Name(start, end, text[start:end])]


@lru_cache(maxsize=8192)
def _land(span: str, label: str, gazetteer: Gazetteer, cues: Cues) -> tuple[int, int] | None:
    """Where in the name of a body or a place its country or owner stands."""
    if label == "LOC":
        owner = OWNER.match(span)
        return owner.span(1) if owner and lead(span, gazetteer, cues) else None
    match = _LAND.search(span) or _LANDS.match(span)
    return match.span(1) if match and facts(match[1], gazetteer, cues).nation else None


def _called(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether the words beside a span call it a town, a province, ... outright."""
    lead, behind = cues.lead(text, start), cues.next(text, end)
    before = cues.before(text, start) if lead.linked or lead.title else None
    if before and before.kind in _CIVIL and before.word not in _SEATS:
        return True
    after = cues.after(text, end) if behind.cue else None
    if after is not None and after.kind in _CIVIL and after.word != "state":
        return True
    return (
        behind.part
        and PARTS.match(text, end) is not None
        and text[max(0, start - 20) : start].rstrip().split(" ")[-1].lower() in _BEFORE_PARTS
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


def _proper(sentences: Sequence[Sentence]) -> list[tuple[Sentence, list[int]]]:
    """Where the proper nouns start that are part of no entity, by sentence."""
    tagged = {t.start for s in sentences for e in s.entities for t in s.tokens[e.first : e.stop]}
    out: list[tuple[Sentence, list[int]]] = []
    for sentence in sentences:
        proper = [t.start for t in sentence.tokens if t.pos == "PROPN" and t.start not in tagged]
        if proper:
            out.append((sentence, proper))
    return out


def _untagged(
    text: str, sentence: Sentence, proper: Sequence[int], gazetteer: Gazetteer, cues: Cues, *, road: bool
) -> Iterator[Name]:
    """Names of the gazetteer that the engine left untagged; `road` tells whether the text speaks of any."""
    taken = [(e.start, e.end) for e in sentence.entities]
    for match in _RUN.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        at = bisect_left(proper, start)
        if at == len(proper):
            break
        start = proper[at]
        if start >= end:
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
    for match in _ROAD.finditer(text, sentence.start, sentence.end) if road else ():
        if not any(s < match.end() and match.start() < e for s, e in taken) and any(
            h.entry.kind == "road" for h in gazetteer.named(match.group())
        ):
            yield Name(match.start(), match.end(), match.group(), tagged=False)


def _in_run(text: str, start: int, end: int, sentence: Sentence, gazetteer: Gazetteer, cues: Cues) -> Iterator[Name]:
    """The longest known names within a run of capitalised words, if the run holds nothing that makes it a person or a body."""
    run = text[start:end]
    if cues.organised(run):
        return
    words = [(start + m.start(), start + m.end()) for m in _TOKENS.finditer(run)]
    if len(words) > 8:
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
    told = facts(span, gazetteer, cues)
    plain, hits = told.key, told.hits
    if len(plain) < 2 or span in cues.demonyms or plain in ARTICLES or plain in cues.never or told.goods:
        return False
    whole = (start, end) == run
    if (hits or whole) and not told.generic and _called(text, start, end, cues):
        return not (start == sentence.start and not hits)
    if not hits or plain in cues.ordinary:
        return False
    if not whole:
        return told.nation and run[0] == start and (text[end : end + 1] in ",'’" or span.replace(".", "").isupper())
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
    if own and e.id.startswith("local:") and e.kind != "district" and (compound or not first) and (put or not seat(hit)):
        return True
    if put and (e.population >= KNOWN_TOWN or own and (e.population >= 5_000 or e.kind == "province")):
        return True
    return own and not first and e.population >= 4 * KNOWN_TOWN
