"""The words around names, compiled from `place_cues.yaml` and `countries.yaml` into tables and patterns that are fast to ask."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from khaldun.knowledge import Knowledge
from khaldun.model.place import PlaceKind
from khaldun.places.keys import bare, key

ADJECTIVES = (
    r"(?<![a-z])(?:(?:north|south|east|west|central|mid|far|upper|lower|greater|inner|outer|old|nearby|neighbou?ring|war-torn|rural|coastal|modern-day)"
    r"(?:[-\s]?(?:east|west|central))?(?:ern|erly)?[-\s]+)"
)
# For text in small letters: patterns that need not think of capitals are many times faster.
_ADJECTIVE = re.compile(
    rf"(?:{ADJECTIVES}|\b(?:strategic|key|important|imperative|vital|contested|besieged|ancient|historic|restive|flashpoint|volatile|remote|abandoned|[\w-]+-(?:held|controlled|run))\s+)$"
)
_LINKS = frozenset("of as like called named at around".split())
_REACH = 60
_FAR = 120
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]*\s[A-Z]$")
"""A word of kind that ends another name: "the Qalamoun Mountains of Rural Damascus"."""
_PLAIN = re.compile(r"[A-Z][a-z]+")
_NEXT = re.compile(r"['’]?\s+([^\W\d_]+)")
_DIRECTIONS = ("north", "south", "east", "west", "central")
_PARTS = ("area", "suburb", "neighbo", "quarter", "district", "axis", "countryside", "hill", "farm", "region")


class Lead(NamedTuple):
    """What the word before a name allows, whatever stands before it: most patterns of what stands there need one of a few words at
    their end. `put` and `surely` are None where the words before it decide."""

    word: str
    put: bool | None
    surely: bool | None
    linked: bool
    """A word of kind may stand before it: "town of"."""
    side: bool
    """It may be left out: "eastern"."""
    led: bool
    """It is one of those before which places, or what is fought for, stand, or does not tell."""
    take: bool
    """Towns may stand behind it that taggers have for people: "captured"."""
    title: bool
    goes_on: bool
    """It may go on with a row: "and", "or", a comma, perhaps with "the" behind."""


class Next(NamedTuple):
    """What the word behind a name allows: that it begins a word of kind (`cue`), a part of the place (`part`), the word for a building
    (`work`), a noun that makes the name one of a place (`beside`), or what befalls towns (`befall`)."""

    word: str
    cue: bool
    part: bool
    work: bool
    beside: bool
    befall: bool


HELPERS = frozenset(
    "has had have will would could may might must should is was were been be being about to soon finally now not never also itself again".split()
)
"""What stands between a name and what befalls it."""
_QUOTES = "‘“\"'ʿ"
_NO_NEXT = Next("", False, False, False, False, False)


@dataclass(frozen=True)
class Cue:
    """A word beside a name, the kind of place that it calls it, and where it starts and stops in the text."""

    word: str
    kind: PlaceKind
    start: int
    stop: int


@dataclass(frozen=True, eq=False)
class Cues:
    """What the packs say of words beside names. `alone` are nouns that stand for a place named before, `ordinary` names that are
    common words, `never` capitalised words that are no places, `buildings` the last words of buildings' names, `heads` the last
    words of names that are surely places, `halves` first words that are no name by themselves ("Tell"), `bodies` first words of
    armed bodies ("Jaysh"), `places` words before which places stand, `sites` common nouns for places, `deeds` verbs and nouns of what is done to them in war, `arms` nouns of war.
    `befall` are words behind a name, `take` words before it, that make a town of what might be a person, `assail` those before places
    alone; `yields` are those of `take` that say to whom a town is given, `owned` what towns have, `venues` words for halls behind their names; `gains` are these and others of what is done to land and towns, `aims` of what is done to people and bodies as well, `actors` the
    names of armed bodies and their leaders, `grounded` nouns for places, and of those who live there.
    `works` are words for works and buildings that follow a town's name, `modifiers` words between the two, `same` for such a word
    those that mean the same, itself among them; buildings of which towns have many have none. `grounds` are last and `terrain` first words
    of names of streets, hills and the like, `pairs` first words of names that an "and" joins, with the rest, `numbered` those that a number follows, `goods` brands that are towns too, `named` words for buildings that
    are seldom called by the town's name, `houses` these and others of which a town has many."""

    kinds: dict[str, PlaceKind]
    alone: dict[str, PlaceKind]
    ordinary: frozenset[str]
    never: frozenset[str]
    buildings: frozenset[str]
    heads: frozenset[str]
    places: frozenset[str]
    loose: frozenset[str]
    halves: frozenset[str]
    bodies: frozenset[str]
    sites: frozenset[str]
    deeds: frozenset[str]
    befall: frozenset[str]
    grounded: frozenset[str]
    gains: frozenset[str]
    aims: frozenset[str]
    actors: frozenset[str]
    take: frozenset[str]
    yields: frozenset[str]
    owned: frozenset[str]
    venues: frozenset[str]
    assail: frozenset[str]
    arms: frozenset[str]
    works: frozenset[str]
    modifiers: frozenset[str]
    grounds: frozenset[str]
    terrain: frozenset[str]
    pairs: dict[str, str]
    numbered: frozenset[str]
    goods: frozenset[str]
    named: frozenset[str]
    houses: frozenset[str]
    same: dict[str, tuple[str, ...]]
    demonyms: dict[str, str]
    peoples: dict[str, str]
    lands: dict[str, str]
    """The countries of peoples by one word for either, singular or plural."""
    _before: re.Pattern[str]
    _title: re.Pattern[str]
    _after: re.Pattern[str]
    _tail: re.Pattern[str]
    _lead: re.Pattern[str]
    _beside: re.Pattern[str]
    _befores: tuple[str, ...]
    _titles: frozenset[str]
    _firsts: frozenset[str]
    _nouns: frozenset[str]
    _second: frozenset[str]
    """Last words of what stands before places in two words: "outskirts of"."""
    _built: frozenset[str]
    """First words of words for works and buildings behind a name, and of those between."""
    _lasts: frozenset[str]
    """Last words of what stands before places, or before what is fought for."""
    _takes: tuple[str, ...]
    _besides: frozenset[str]
    _befalls: frozenset[str]
    """First words of nouns behind names of places, and of what befalls these."""
    _organised: re.Pattern[str]
    ends: frozenset[str]
    """Last words of the names of peoples that have two."""

    # What stands around a name is asked by several, again and again for the same name.
    @lru_cache(maxsize=1024)  # noqa: B019  # one object for each set of packs, kept as long as the process
    def lead(self, text: str, start: int) -> Lead:
        """The word before a name."""
        words = text[max(0, start - _REACH) : start].rsplit(None, 1)
        return self._lead_of(words[-1] if words else "")

    @lru_cache(maxsize=8192)  # noqa: B019
    def _lead_of(self, word: str) -> Lead:
        low = word.lower()
        side = bool(word) and (
            low[-1] in _QUOTES or not low.strip("-") or bool(_ADJECTIVE.search(f"{low} ") or _ADJECTIVE.search(low))
        )
        put: bool | None = low in self.places
        surely: bool | None = put and low not in self.loose
        if side or low == "the" or low in self._second:
            put = surely = None
        linked = side or low == "the" or low in _LINKS
        led = put is not False or low in self._lasts
        goes_on = word.endswith((",", "and", "or", "the"))
        return Lead(low, put, surely, linked, side, led, word.endswith(self._takes), word in self._titles, goes_on)

    @lru_cache(maxsize=1024)  # noqa: B019
    def next(self, text: str, end: int) -> Next:
        """The word behind a name."""
        match = _NEXT.match(text, end)
        return self.next_of(match[1]) if match else _NO_NEXT

    @lru_cache(maxsize=8192)  # noqa: B019
    def next_of(self, word: str) -> Next:
        low = word.lower()
        cue, part = low in self._firsts or low.startswith(_DIRECTIONS), word.startswith(_PARTS)
        return Next(word, cue, part, word in self._built, word in self._besides, word in self._befalls)

    @lru_cache(maxsize=16_384)  # noqa: B019
    def peoples_in(self, word: str) -> tuple[str, ...]:
        """The countries of the peoples that a capitalised word names, parted at its capitals and apostrophes."""
        return tuple([self.demonyms[w] for w in _PLAIN.findall(word) if w in self.demonyms])

    @lru_cache(maxsize=1024)  # noqa: B019
    def before(self, text: str, start: int) -> Cue | None:
        """The word of kind before a name: "the town of", "villages such as", "Mount"."""
        lead = self.lead(text, start)
        if not (lead.linked or lead.title):
            return None
        head = text[max(0, start - _REACH) : start]
        words = head.split()[-6:]
        # "Town of", "towns such as": only where a word of kind stands before the link need the pattern be tried.
        kinds = [at for at in _links(words, lead) if words[at].lower().endswith(self._befores)]
        if (
            kinds
            and (match := self._before.search(head.lower(), _before(head, words, min(kinds))))
            and not _NAMED.search(head[: match.start(1) + 1])
        ):
            return self._cue("before", match, start - len(head))
        if lead.title and (match := self._title.search(head)):
            return self._cue("title", match, start - len(head))
        return None

    @lru_cache(maxsize=1024)  # noqa: B019
    def after(self, text: str, end: int) -> Cue | None:
        """The word of kind behind a name: "province", "oil field", "’s northern countryside"."""
        if not self.next(text, end).cue:
            return None
        match = self._after.match(text[end : end + _FAR].lower())
        return self._cue("after", match, end) if match else None

    @lru_cache(maxsize=4096)  # noqa: B019
    def within(self, name: str) -> tuple[str, PlaceKind] | None:
        """The rest of a name that has its own word of kind ("Sokoto State", "Mount Sinjar"), and that kind."""
        tail = self._tail.search(name)
        if tail and tail.start() and (tail[1][0].isupper() or tail[1] in self.works):
            word = tail[1].lower()
            return name[: tail.start()], self.kinds.get(f"after {word}") or self.kinds[f"head {word}"]
        lead = self._lead.match(name)
        return (name[lead.end() :], self.kinds[f"title {lead[1].lower()}"]) if lead else None

    @lru_cache(maxsize=8192)  # noqa: B019
    def organised(self, name: str) -> bool:
        """Whether a name has a word of bodies' names that no building bears."""
        return self._organised.search(name) is not None

    def put(self, text: str, start: int, *, surely: bool = False) -> bool:
        """Whether what stands before puts a name as places are put: "in", "near", "captured", "the outskirts of eastern"; `surely`
        leaves out "to", "from" and the like, which stand before people too."""
        lead = self.lead(text, start)
        told = lead.surely if surely else lead.put
        if told is not None:
            return told
        found = next((w for w in self.leading(text, start) if w in self.places), None)
        return found is not None and not (surely and found in self.loose)

    @lru_cache(maxsize=1024)  # noqa: B019
    def leading(self, text: str, start: int) -> tuple[str, ...]:
        """The last two words before a name and the last one, in small letters, but for articles, quotes and what adjectives say of places."""
        lead = self.lead(text, start)
        if not lead.led:
            return ()
        head = text[max(0, start - 48) : start].rstrip(_QUOTES).lower()
        words = (_ADJECTIVE.sub("", head) if lead.side else head).split()[-3:]
        if words and words[-1] == "the":
            words.pop()
        return (" ".join(words[-2:]), words[-1]) if words else ()

    def besides(self, text: str, end: int) -> bool:
        """Whether the noun behind a name makes it one of a place: "the Bashiqa front"."""
        return self.next(text, end).beside and self._beside.match(text, end) is not None

    def generic(self, span: str) -> bool:
        """Whether a span is nothing but words of kind, as in a headline's "Border Crossing", or "the International Airport"."""
        *first, last = span.lower().split()
        return last in self._nouns and all(w in self._nouns or w in self.modifiers for w in first)

    def _cue(self, where: str, match: re.Match[str], offset: int) -> Cue:
        word = " ".join(match[1].lower().split())
        return Cue(word, self.kinds[f"{where} {word}"], match.start(1) + offset, match.end() + offset)


def _links(words: Sequence[str], lead: Lead) -> list[int]:
    """Where, from the end of the last words before a name, a word may stand that a link follows: the link is the last, or stands before
    "the" and a side."""
    ats = (-2, -3, -4) if lead.side else (-2,) if lead.word == "the" else (-1,)
    befores = [at - 1 - (words[at] == "as") for at in ats if -at < len(words) and words[at] in _LINKS]
    return [at for at in befores if -at <= len(words)]


def _before(head: str, words: Sequence[str], at: int) -> int:
    """How much of what stands before a name may be passed over where the word of kind is one of its last words, alone or with two more."""
    count = 2 - at
    return len(head.rsplit(None, count)[0]) if len(words) > count else 0


def _either(words: set[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)"


def _last(words: Iterable[str]) -> frozenset[str]:
    """The last words of some."""
    return frozenset(w.split()[-1] for w in words)


def _begun(words: Mapping[str, Iterable[str]], *lists: str) -> frozenset[str]:
    """The first words of some lists, up to what is no letter."""
    return frozenset(re.split(r"[\W\d_]", w)[0] for what in lists for w in words[what])


_SIDES = set("mid far upper lower greater inner outer old nearby neighbouring neighboring war rural coastal modern".split())
_SETS: Mapping[str, Sequence[str]] = {
    "places": ["put"], "loose": ["loose"], "sites": ["site"], "deeds": ["deed"], "befall": ["befall"], "gains": ["gain", "assail"], "aims": ["aim"],
    "take": ["take"], "yields": ["yield"], "owned": ["owned"], "venues": ["venue"], "assail": ["assail"], "arms": ["arms"], "works": ["airfield", "work", "house"], "modifiers": ["modifier"], "grounds": ["ground"],
    "terrain": ["terrain"], "numbered": ["numbered"], "named": ["named"], "houses": ["named", "house"],
}  # fmt: skip
"""The sets of words that are lists of the packs, or several."""


def _sets(words: Mapping[str, set[str]]) -> dict[str, Any]:
    """The sets of words that are lists of the packs, as they are, in small letters or as keys."""
    return {
        **{field: frozenset().union(*(words[what] for what in lists)) for field, lists in _SETS.items()},
        **{field: frozenset(w.lower() for w in words[what]) for field, what in (("buildings", "building"), ("halves", "half"))},
        **{what: frozenset(map(key, words[what])) for what in ("ordinary", "never", "goods")},
    }


def _peoples(knowledge: Knowledge) -> dict[str, Any]:
    """The words for peoples, and the names of armed bodies and of who leads them."""
    countries, actors = knowledge.entries("countries"), knowledge.entries("actors")
    demonyms, peoples = ({str(w): str(e["id"]) for e in countries for w in e.get(what, ())} for what in ("demonyms", "peoples"))
    named = {str(n) for e in actors for n in (e.get("name", ""), *e.get("aliases", ()), *e.get("leaders", ()))}
    return {
        "demonyms": demonyms,
        "peoples": peoples,
        "lands": peoples | {f"{d}s": country for d, country in demonyms.items()} | demonyms,
        "ends": frozenset(d.split()[1] for d in demonyms if d.count(" ") == 1),
        "actors": frozenset(bare(key(n)) for n in named if not n.isupper()),
    }


def _bodies(knowledge: Knowledge, words: Mapping[str, set[str]]) -> dict[str, Any]:
    """The first words of the names of bodies, and a pattern of others that no building bears."""
    lists = ("band_endings", "armed_names", "other_names")
    organised = {w.lower() for what in lists for w in knowledge.words("actor_words", what)}
    organised |= {w for d in knowledge.documents("actor_words") for row in d.get("body_names", {}).values() for w in row}
    return {
        "bodies": frozenset(w.lower() for w in knowledge.words("actor_words", "band_openings") | words["body"]),
        "_organised": re.compile(rf"(?i)\b(?:{_either(organised - words['building'])})\b"),
    }


def _patterns(every: Mapping[str, set[str]]) -> dict[str, Any]:
    """The patterns of words of kind, and of what stands right behind names."""
    before, title, after = (_either(every[what]) for what in ("before", "title", "after"))
    return {
        "_before": re.compile(
            rf"\b({before.lower()})\s+(?:of|such\s+as|like|called|named|known\s+as|at|around)\s+(?:the\s+)?(?:{ADJECTIVES})?$"
        ),
        "_title": re.compile(rf"\b({title})\s+$"),
        "_after": re.compile(rf"['’]?\s+(?:{ADJECTIVES})?({after.lower()})\b"),
        "_tail": re.compile(rf"(?i:\s+({_either(every['after'] | every['head'])})$)"),
        "_lead": re.compile(rf"({title})\s+(?=[A-Z])"),
        "_befores": tuple(sorted(_last(w.lower() for w in every["before"]))),
        "_titles": _last(every["title"]),
        "_firsts": frozenset(w.lower().split()[0] for w in every["after"]) | _SIDES,
    }


@lru_cache(maxsize=8)
def cues(knowledge: Knowledge) -> Cues:
    """The cues of some packs, compiled once."""
    kinds: dict[str, PlaceKind] = {}
    alone: dict[str, PlaceKind] = {}
    every: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for entry in (e for document in knowledge.documents("place_cues") for e in document):
        for what in ("before", "title", "after", "head"):
            every[what].update(entry.get(what, ()))
            kinds.update((f"{what} {word.lower()}", entry["id"]) for word in entry.get(what, ()))
        alone.update((word, entry["id"]) for word in entry.get("alone", ()))
        for what in entry.get("as") or [entry["id"]]:
            words[what].update(map(str, entry.get("words", ())))
    return Cues(
        kinds=kinds,
        alone=alone,
        heads=frozenset(w.lower() for w in every["head"]),
        grounded=frozenset().union(words["site"], words["ground"], words["people"], every["head"], alone),
        pairs=dict(w.split(" ", 1) for w in words["pair"]),
        same={w: (w,) for w in words["work"]} | dict.fromkeys(words["airfield"], tuple(sorted(words["airfield"]))),
        _beside=re.compile(rf"\s(?:{_either(words['beside'])})\b"),
        _nouns=frozenset(alone) | frozenset(k.partition(" ")[2] for k in kinds if not k.startswith("title ")),
        _second=_last(w for w in words["put"] if " " in w),
        _built=_begun(words, "airfield", "work", "house", "named", "modifier"),
        _lasts=_last(words["gain"] | words["assail"] | words["aim"]),
        _takes=tuple(sorted(_last(words["take"] | words["assail"]))),
        _besides=_begun(words, "beside"),
        _befalls=_begun(words, "befall") | HELPERS,
        **_sets(words),
        **_peoples(knowledge),
        **_bodies(knowledge, words),
        **_patterns(every),
    )
