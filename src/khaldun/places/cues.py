"""The words around names, compiled from `place_cues.yaml` and `countries.yaml` into tables and patterns that are fast to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from khaldun.knowledge import Knowledge
from khaldun.model.place import PlaceKind
from khaldun.places.keys import bare, key

ADJECTIVES = (
    r"(?:(?:north|south|east|west|central|mid|far|upper|lower|greater|inner|outer|old|nearby|neighbou?ring|war-torn|rural|coastal|modern-day)"
    r"(?:[-\s]?(?:east|west|central))?(?:ern|erly)?[-\s]+)"
)
_ADJECTIVE = re.compile(
    rf"(?i)(?:{ADJECTIVES}|\b(?:strategic|key|important|imperative|vital|contested|besieged|ancient|historic|restive|flashpoint|volatile|remote|abandoned|[\w-]+-(?:held|controlled|run))\s+)$"
)
_LINKS = frozenset("of as like called named at around".split())
_REACH = 60
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]*\s[A-Z]$")
"""A word of kind that ends another name: "the Qalamoun Mountains of Rural Damascus"."""
_NEXT = re.compile(r"['’]?\s+([^\W\d_]+)")
_DIRECTIONS = ("north", "south", "east", "west", "central")


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
    armed bodies ("Jaysh"), `places` words before which places stand, `sites` common nouns for places, `deeds` verbs and nouns of what is done to them in war,
    `arms` nouns of war.
    `befall` are words behind a name, `take` words before it, that make a town of what might be a person, `assail` those before places
    alone; `gains` are these and others of what is done to land and towns, `aims` of what is done to people and bodies as well, `actors` the
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

    # What stands around a name is asked by several, again and again for the same name.
    @lru_cache(maxsize=1024)  # noqa: B019  # one object for each set of packs, kept as long as the process
    def before(self, text: str, start: int) -> Cue | None:
        """The word of kind before a name: "the town of", "villages such as", "Mount"."""
        head = text[max(0, start - _REACH) : start]
        words = head.split()[-6:]
        if not words:
            return None
        # "Town of", "towns such as": only where a word of kind stands before the link need the pattern be tried.
        linked = (words[i - 1 - (w == "as")].lower() for i, w in enumerate(words) if w in _LINKS)
        if (
            any(w.endswith(self._befores) for w in linked)
            and (match := self._before.search(head))
            and not _NAMED.search(match.string[: match.start(1) + 1])
        ):
            return self._cue("before", match, start - len(head))
        if words[-1] in self._titles and (match := self._title.search(head)):
            return self._cue("title", match, start - len(head))
        return None

    @lru_cache(maxsize=1024)  # noqa: B019
    def after(self, text: str, end: int) -> Cue | None:
        """The word of kind behind a name: "province", "oil field", "’s northern countryside"."""
        word = _NEXT.match(text, end)
        if word is None or not (word[1].lower() in self._firsts or word[1].lower().startswith(_DIRECTIONS)):
            return None
        match = self._after.match(text, end)
        return self._cue("after", match, 0) if match else None

    @lru_cache(maxsize=4096)  # noqa: B019
    def within(self, name: str) -> tuple[str, PlaceKind] | None:
        """The rest of a name that has its own word of kind ("Sokoto State", "Mount Sinjar"), and that kind."""
        tail = self._tail.search(name)
        if tail and tail.start() and (tail[1][0].isupper() or tail[1] in self.works):
            word = tail[1].lower()
            return name[: tail.start()], self.kinds.get(f"after {word}") or self.kinds[f"head {word}"]
        lead = self._lead.match(name)
        return (name[lead.end() :], self.kinds[f"title {lead[1].lower()}"]) if lead else None

    def put(self, text: str, start: int, *, surely: bool = False) -> bool:
        """Whether what stands before puts a name as places are put: "in", "near", "captured", "the outskirts of eastern"; `surely`
        leaves out "to", "from" and the like, which stand before people too."""
        found = next((w for w in self.leading(text, start) if w in self.places), None)
        return found is not None and not (surely and found in self.loose)

    @lru_cache(maxsize=1024)  # noqa: B019
    def leading(self, text: str, start: int) -> tuple[str, ...]:
        """The last two words before a name and the last one, in small letters, but for articles, quotes and what adjectives say of places."""
        head = text[max(0, start - 48) : start].rstrip("‘“\"'ʿ")
        words = _ADJECTIVE.sub("", head).lower().split()[-3:]
        if words and words[-1] == "the":
            words.pop()
        return (" ".join(words[-2:]), words[-1]) if words else ()

    def besides(self, text: str, end: int) -> bool:
        """Whether the noun behind a name makes it one of a place: "the Bashiqa front"."""
        return self._beside.match(text, end) is not None

    def generic(self, span: str) -> bool:
        """Whether a span is nothing but words of kind, as in a headline's "Border Crossing", or "the International Airport"."""
        *first, last = span.lower().split()
        return last in self._nouns and all(w in self._nouns or w in self.modifiers for w in first)

    def _cue(self, where: str, match: re.Match[str], offset: int) -> Cue:
        word = " ".join(match[1].lower().split())
        return Cue(word, self.kinds[f"{where} {word}"], match.start(1) + offset, match.end() + offset)


def _either(words: set[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)"


@lru_cache(maxsize=8)
def cues(knowledge: Knowledge) -> Cues:
    """The cues of some packs, compiled once."""
    lists: dict[str, dict[str, set[str]]] = {what: {} for what in ("before", "title", "after", "head", "alone", "words")}
    for document in knowledge.documents("place_cues"):
        for entry in document:
            for what, found in lists.items():
                found.setdefault(entry["id"], set()).update(str(w) for w in entry.get(what, ()))
    every = {what: {w for words in found.values() for w in words} for what, found in lists.items()}
    kinds = {
        f"{what} {word.lower()}": cast(PlaceKind, kind)
        for what in ("before", "title", "head", "after")
        for kind, words in lists[what].items()
        for word in words
    }
    before, title, after = (_either(every[what]) for what in ("before", "title", "after"))
    words = lists["words"]
    return Cues(
        kinds=kinds,
        alone={w: cast(PlaceKind, kind) for kind, nouns in lists["alone"].items() for w in nouns},
        ordinary=frozenset(key(w) for w in words.get("ordinary", ())),
        never=frozenset(key(w) for w in words.get("never", ())),
        buildings=frozenset(w.lower() for w in words.get("building", ())),
        heads=frozenset(w.lower() for w in every["head"]),
        places=frozenset(words.get("put", ())),
        loose=frozenset(words.get("loose", ())),
        halves=frozenset(w.lower() for w in words.get("half", ())),
        bodies=frozenset(w.lower() for w in words.get("body", ())),
        sites=frozenset(words.get("site", ())),
        deeds=frozenset(words.get("deed", ())),
        befall=frozenset(words.get("befall", ())),
        grounded=frozenset(words.get("site", ()))
        | frozenset(words.get("ground", ()))
        | frozenset(words.get("people", ()))
        | every["head"]
        | every["alone"],
        gains=frozenset(words.get("gain", ())) | frozenset(words.get("assail", ())),
        aims=frozenset(words.get("aim", ())),
        actors=frozenset(
            bare(key(str(name)))
            for e in knowledge.entries("actors")
            for name in (e.get("name", ""), *e.get("aliases", ()), *e.get("leaders", ()))
            if not str(name).isupper()
        ),
        take=frozenset(words.get("take", ())),
        assail=frozenset(words.get("assail", ())),
        arms=frozenset(words.get("arms", ())),
        works=frozenset().union(*(words.get(w, ()) for w in ("airfield", "work", "house"))),
        modifiers=frozenset(words.get("modifier", ())),
        grounds=frozenset(words.get("ground", ())),
        terrain=frozenset(words.get("terrain", ())),
        pairs=dict(str(w).split(" ", 1) for w in words.get("pair", ())),
        numbered=frozenset(words.get("numbered", ())),
        named=frozenset(words.get("named", ())),
        houses=frozenset(words.get("named", ())) | frozenset(words.get("house", ())),
        goods=frozenset(key(w) for w in words.get("goods", ())),
        same={
            **{w: (w,) for w in words.get("work", ())},
            **dict.fromkeys(words.get("airfield", ()), tuple(sorted(words.get("airfield", ())))),
        },
        demonyms={str(d): str(e["id"]) for e in knowledge.entries("countries") for d in e.get("demonyms", ())},
        peoples={str(d): str(e["id"]) for e in knowledge.entries("countries") for d in e.get("peoples", ())},
        _before=re.compile(
            rf"(?i:\b({before})\s+(?:of|such\s+as|like|called|named|known\s+as|at|around)\s+(?:the\s+)?(?:{ADJECTIVES})?)$"
        ),
        _title=re.compile(rf"\b({title})\s+$"),
        _after=re.compile(rf"(?i:['’]?\s+(?:{ADJECTIVES})?({after})\b)"),
        _tail=re.compile(rf"(?i:\s+({_either(every['after'] | every['head'])})$)"),
        _lead=re.compile(rf"({title})\s+(?=[A-Z])"),
        _beside=re.compile(rf"\s(?:{_either({str(w) for w in words.get('beside', ())})})\b"),
        _befores=tuple(sorted({w.lower().split()[-1] for w in every["before"]})),
        _titles=frozenset(w.split()[-1] for w in every["title"]),
        _firsts=frozenset(w.lower().split()[0] for w in every["after"])
        | frozenset(
            "mid far upper lower greater inner outer old nearby neighbouring neighboring war rural coastal modern".split()
        ),
        _nouns=frozenset(w for found in lists["alone"].values() for w in found)
        | frozenset(k.partition(" ")[2] for k in kinds if k.startswith(("after ", "before ", "head "))),
    )
