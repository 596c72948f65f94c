"""The actors that the packs of knowledge name.

States give more actors than anyone wants to type: `base/states.yaml` has a line for each, `base/actor_words.yaml` the forms
(`Syrian army`, `Turkish warplanes`, `the Libyan government`) that are made from it; an entry of a pack with the same id wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from khaldun.actors.trie import Alias, Hit, Role, Trie
from khaldun.actors.words import Word, fold, words
from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge, switch
from khaldun.model import slug


@dataclass(frozen=True, slots=True)
class Known:
    """An actor as a pack has it. `holder` is the id under which it holds land; `countries` ISO codes; `start`/`stop` the days of
    its name, the last inclusive; `stands_for` the plain words that mean it in its countries; `generic` the adjectives that do; `everywhere`: a
    short name means it though the text speaks of none of its countries."""

    id: str
    name: str
    kind: str
    side: str | None = None
    holder: str | None = None
    countries: tuple[str, ...] = ()
    start: date | None = None
    stop: date | None = None
    jihadist: bool = False
    stands_for: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    everywhere: bool = False

    def current(self, day: date | None) -> bool:
        """Whether the name was in use on a day; an unknown day never speaks against it."""
        return day is None or ((self.start is None or self.start <= day) and (self.stop is None or day <= self.stop))


class Named(NamedTuple):
    """The name of an actor at [start, end) of a text, as it is meant there; `backs`: it only says who backs, arms or opposes the one
    meant (`US-backed`, `anti-IS`)."""

    start: int
    end: int
    role: Role
    actor: Known
    backs: bool


@dataclass(frozen=True, slots=True)
class State:
    """A state: its ISO code, the adjective its actors' names are made with, and whether its forces mostly act abroad."""

    id: str
    code: str
    name: str
    adjective: str
    abroad: bool


@dataclass(frozen=True)
class Lexicon:
    """All actors by id, the states by code, and the trie of their names."""

    actors: Mapping[str, Known]
    states: Mapping[str, State]
    forms: Mapping[str, Mapping[str, str]]
    standing: Mapping[tuple[str, str], Sequence[str]]
    generic: Mapping[tuple[str, str], Sequence[str]]
    by_name: Mapping[str, str]
    names: Trie = field(repr=False)

    def hits(self, text: str) -> list[Hit]:
        """The longest names in the text, left to right, none inside another."""
        return self.names.hits(text)

    def stands_for(self, code: str, role: str, day: date | None) -> Known | None:
        """Who is meant by a plain word (`opposition`, `coalition`, `government`) in a country on a day; any of them on none."""
        found = [self.actors[id_] for id_ in self.standing.get((code, role), ())]
        return next((a for a in found if a.current(day)), found[0] if found else None)

    def meant(self, code: str, word: str, day: date | None) -> Known | None:
        """Whom an adjective (`Kurdish`) means in a country on a day: the first one whose name was in use then."""
        found = [self.actors[i] for i in self.generic.get((code, word), ())]
        return next((a for a in found if a.current(day)), None)

    def of_state(self, code: str, form: str) -> Known | None:
        """The actor of a form (`army`, `forces`, `government`, ...) of a state."""
        state, shape = self.states.get(code), self.forms.get(form)
        if state is None or shape is None or not state.adjective:
            return None
        return self.actors.get(self.by_name.get(shape["name"].format(A=state.adjective).lower(), ""))


def _days(entry: Mapping[str, Any]) -> tuple[date | None, date | None]:
    start, stop = entry.get("from"), entry.get("to")
    if not all(d is None or isinstance(d, date) for d in (start, stop)):
        raise KnowledgeError(f"actors.yaml: {entry.get('id')}: from and to are ISO days")
    return start, stop


def _list(value: Any) -> list[str]:
    return [] if value is None else [str(v) for v in value] if isinstance(value, list) else [str(value)]


class _Maker:
    """Gathers entries into a lexicon: later packs have replaced earlier entries of the same id before they come here."""

    def __init__(self, spellings: Mapping[str, str], common: Set[str], backing: Set[str]) -> None:
        self.common, self.backing = common, backing
        self.actors: dict[str, Known] = {}
        self.states: dict[str, State] = {}
        self.standing: dict[tuple[str, str], list[str]] = {}
        self.generic: dict[tuple[str, str], list[str]] = {}
        self.by_name: dict[str, str] = {}
        self.peoples: dict[str, set[str]] = {}
        self.names = Trie(spellings)

    def write(self, alias: str, actor: str, role: Role, start: date | None = None, stop: date | None = None) -> None:
        """Enters one way of writing an actor into the trie."""
        found = words(alias)
        if not found:
            raise KnowledgeError(f"actors.yaml: {actor}: {alias!r} has no words")
        cases = "".join("U" if w.upper else "C" if w.capital else "a" for w in found)
        self.names.write(found, Alias(actor, role, cases, start, stop, self._any_land(found)))

    def _any_land(self, found: Sequence[Word]) -> bool:
        """Whether a name is of words that many lands use, or only says who backs the ones meant."""
        keys = {w.key for w in found}
        return keys <= self.common or bool(keys & self.backing)

    def add(self, entry: Mapping[str, Any]) -> None:
        """One entry of an actors.yaml."""
        try:
            id_, name, kind = str(entry["id"]), str(entry["name"]), str(entry["kind"])
        except KeyError as error:
            raise KnowledgeError(f"actors.yaml: {entry.get('id', entry)}: {error} is missing") from error
        start, stop = _days(entry)
        known = Known(
            id_, name, kind, entry.get("side"), entry.get("holder"), tuple(_list(entry.get("country"))), start, stop,
            switch(entry, "jihadist"), frozenset(_list(entry.get("stands_for"))),
            frozenset(g.lower() for g in _list(entry.get("generic"))), switch(entry, "everywhere"),
        )  # fmt: skip
        self.actors[id_] = known
        for alias in (name, *_list(entry.get("aliases"))):
            self.write(alias, id_, "actor", start, stop)
            self.by_name.setdefault(alias.lower(), id_)
        for leader in _list(entry.get("leaders")):
            self.write(leader, id_, "leader", start, stop)
        for word in _list(entry.get("generic")):
            if word.istitle() and kind in {"armed group", "militia"}:
                self.peoples.setdefault(word, set()).add(id_)
        for country in known.countries:
            for role in known.stands_for:
                self.standing.setdefault((country, role), []).append(id_)
            for adjective in known.generic:
                self.generic.setdefault((country, adjective), []).append(id_)

    def fighters(self, heads: Sequence[str]) -> None:
        """`Kachin rebels`: a people of one armed group alone names it, and so its land, wherever the article is silent of both."""
        adjectives = {s.adjective for s in self.states.values()}
        for people, ids in sorted(self.peoples.items()):
            if len(ids) == 1 and people not in adjectives:
                for head in heads:
                    self.write(f"{people} {head}", next(iter(ids)), "actor")

    def state(self, entry: Mapping[str, Any], forms: Mapping[str, Mapping[str, str]]) -> None:
        """A state and every actor that is made from it, but those that a pack has already."""
        id_, code, name = str(entry["id"]), str(entry["code"]), str(entry["name"])
        adjectives = _list(entry.get("adjectives"))
        state = State(id_, code, name, adjectives[0] if adjectives else "", switch(entry, "abroad"))
        self.states[code] = state
        self.actors.setdefault(id_, Known(id_, name, "state", id_, None, (code,)))
        for alias in (name, *_list(entry.get("aliases"))):
            self.write(alias, id_, "state")
        for people in _list(entry.get("people")):
            people_id = slug(people)
            self.actors.setdefault(people_id, Known(people_id, people, "people", None, None, (code,)))
            self.write(people, people_id, "people")
        for seat in _list(entry.get("seat")):
            self.write(seat, id_, "seat")
        if not adjectives:
            return
        self._forms(state, adjectives, forms)
        for ruler in entry.get("rulers") or ():
            start, stop = _days(ruler)
            for alias in (str(ruler["name"]), *_list(ruler.get("aliases"))):
                self.write(alias, f"{slug(state.adjective)}-government", "leader", start, stop)

    def _forms(self, state: State, adjectives: list[str], forms: Mapping[str, Mapping[str, str]]) -> None:
        government = f"{slug(state.adjective)}-government"
        for form, shape in forms.items():
            made = shape["name"].format(A=state.adjective)
            id_ = self.by_name.get(made.lower()) or shape["id"].format(a=slug(state.adjective))
            if id_ not in self.actors:
                name = made if state.abroad or "home" not in shape else shape["home"].format(A=state.adjective)
                side = government if not state.abroad else state.id
                holder = None if form == "government" else government
                self.actors[id_] = Known(id_, name, shape["kind"], side, holder, (state.code,))
            self.by_name.setdefault(made.lower(), id_)
            for word in (*adjectives, state.name):
                self.write(shape["name"].format(A=word), id_, "actor")
        for adjective in adjectives:
            self.write(adjective, state.id, "adjective")


@lru_cache(maxsize=8)
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of these packs, built once."""
    forms: dict[str, Mapping[str, str]] = {}
    spellings: dict[str, str] = {}
    common: set[str] = set()
    backing: set[str] = set()
    fighters: set[str] = set()
    for document in knowledge.documents("actor_words"):
        forms.update(document.get("forms") or {})
        common.update(fold(str(word)) for word in document.get("common") or ())
        backing.update(fold(str(word)) for word in document.get("backing") or ())
        fighters.update(str(word) for word in document.get("fighters") or ())
        for word, variants in (document.get("spellings") or {}).items():
            spellings.update({fold(str(v)): str(word) for v in variants})
    made = _Maker(spellings, common, backing)
    for entry in knowledge.entries("actors"):
        made.add(entry)
    for entry in knowledge.entries("states"):
        made.state(entry, forms)
    made.fighters(sorted(fighters))
    return Lexicon(
        made.actors,
        made.states,
        forms,
        made.standing,
        made.generic,
        made.by_name,
        made.names,
    )


def holder(actor_id: str, knowledge: Knowledge) -> str:
    """The id of the actor under whom this one holds land: `syrian-army` -> `syrian-government`; itself where no pack says more."""
    return _holder(lexicon(knowledge).actors, actor_id)


def _holder(actors: Mapping[str, Known], actor_id: str) -> str:
    seen: set[str] = set()
    while actor_id in actors and actor_id not in seen:
        seen.add(actor_id)
        above = actors[actor_id].holder
        if above is None:
            break
        actor_id = above
    return actor_id


def name(actor_id: str, knowledge: Knowledge) -> str | None:
    """The name of an actor that the packs know, None for others."""
    known = lexicon(knowledge).actors.get(actor_id)
    return None if known is None else known.name


def best(
    candidates: Iterable[Alias],
    actors: Mapping[str, Known],
    countries: Mapping[str, float],
    day: date | None,
    told: Set[str] = frozenset(),
) -> Alias:
    """Which of the actors that share a name is meant: one of a country in play, then one that the text names in full (`told`), one that a
    short name means anywhere, one whose name was in use that day."""

    def rank(alias: Alias) -> tuple[bool, float, bool, bool, bool, str]:
        known = actors[alias.actor]
        in_play = sum(countries.get(c, 0.0) for c in known.countries)
        return (alias.role == "actor", in_play, alias.actor in told, known.everywhere, known.current(day), alias.actor)

    return max(candidates, key=rank)
