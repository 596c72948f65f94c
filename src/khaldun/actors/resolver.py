"""Which actor a phrase means: by names in, beside and behind it, by its side, by the land in play, by who was named before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from khaldun.actors.beside import behind, companion
from khaldun.actors.context import Discourse
from khaldun.actors.lexicon import Known, Lexicon, Named
from khaldun.actors.phrases import Phrase, leftmost, phrase_of
from khaldun.actors.trie import Hit
from khaldun.actors.vocabulary import Vocabulary
from khaldun.model import slug

_GROUPS = frozenset({"armed group", "militia", "coalition"})
_KINDS = {
    "army": "military", "forces": "unknown", "air_force": "military", "navy": "military", "police": "police",
    "government": "government", "rebels": "armed group", "jihadists": "armed group", "militia": "militia",
    "group": "unknown", "coalition": "coalition", "gunmen": "armed group", "people": "people",
}  # fmt: skip
_OF = frozenset({"of", "from", "with", "to", "in"})
_LINKS = frozenset({"loyal", "aligned", "affiliated", "belonging", "supporting", "backing", "that", "which", "who"})
_TO_NAMES = (_OF | _LINKS) - {"to", "in", "with"}
_OF_STATES = frozenset({
    "force", "forces", "unit", "units", "brigade", "brigades", "battalion", "battalions", "regiment", "regiments", "division",
    "divisions", "contingent", "peacekeepers", "personnel", "commandos", "convoy", "reinforcements", "command", "corps", "airmen", "gunners", "guards",
})  # fmt: skip
_DASHES = frozenset({"-", "–", "‑"})
_BACKING = (*sorted(_DASHES), " b", " s")
"""What begins behind a name that only backs."""
_OF_REBELS = frozenset({"forces", "group", "army", "militia", "gunmen", "coalition", "jihadists"})
_MEANT = _OF_REBELS | {"rebels"}
_CALLED = frozenset({"", "called", "called the", "known as", "known as the", "the", "dubbed", "named"})

NAMELESS = "a group without a name"
"""The reason of a mention that only its own words name."""
IN_PLAY = "is in play"
"""How the reason ends of a mention that is known by the land alone that the text speaks of."""


class Resolver:
    """Says which actor a phrase means, given what the article has named so far."""

    def __init__(self, known: Lexicon, vocabulary: Vocabulary, discourse: Discourse, text: str, day: date | None) -> None:
        self.known, self.vocabulary, self.discourse, self.text, self.day = known, vocabulary, discourse, text, day
        self.against = tuple(word + dash for word in sorted(vocabulary.against) for dash in "-–")

    def backs(self, hit: Hit) -> bool:
        """Whether the name only backs, arms, opposes the one meant: `US-backed`, `anti-IS`."""
        if (
            not self.text[hit.end : hit.end + 2].lower().startswith(_BACKING)
            and self.text[hit.start - 1 : hit.start] not in _DASHES
        ):
            return False
        after = self.text[hit.end : hit.end + 14].lower()
        before = self.text[max(0, hit.start - 9) : hit.start].lower()
        if after[:1] in {"-", "–", "‑"}:
            word = "".join(c if c.isalpha() else " " for c in after[1:]).split(" ")[0]
            if any(v.startswith(word) and len(word) > 3 for v in self.vocabulary.not_actor):
                return True
        backed = after.startswith((" backed ", " supported ")) and not after.startswith((" backed by", " supported by"))
        return backed or before.endswith(self.against)

    def resolve(self, phrase: Phrase, hits: Sequence[Named]) -> tuple[Known, str]:
        """The actor meant and why; a local one, named by the phrase itself, where none is told."""
        start, end = phrase.start, phrase.end
        inner = [h for h in hits if start < h.end <= end]
        if not inner and phrase.cls == "people":
            return self._local(phrase), NAMELESS
        named = [h for h in inner if not h.backs]
        found = (
            (inner and (self._named(phrase, named) or self._pro(phrase, inner)))
            or (hits and (self._allied(phrase, hits) or self._beside(phrase, hits) or self._after(phrase, hits)))
            or self._owner(phrase, hits)
        )
        if not found and not named and not self._called(phrase, inner):
            found = self._plain(phrase, _outside(phrase, inner))
        return found or (self._local(phrase), NAMELESS)

    def _called(self, phrase: Phrase, inner: Sequence[Named]) -> bool:
        """Whether a name that no pack knows says whose they are: `Kachin rebels` are those of no other land."""
        words = self.vocabulary
        for token in phrase.sentence.tokens[phrase.first : phrase.head]:
            named = token.pos == "PROPN" or (token.pos == "ADJ" and token.index > 0)  # `the Ottoman army`
            if not named or not token.text[0].isupper() or not token.text[1:].islower():
                continue
            said = token.text.lower()
            if (
                token.relation in {"compound", "amod", "nmod:poss"}
                and not (said in words.common or said in words.sides or said in words.heads)
                and all(hit.end <= token.start or token.end <= hit.start for hit in inner)
            ):
                return True
        return False

    def _beside(self, phrase: Phrase, hits: Sequence[Named]) -> tuple[Known, str] | None:
        """By the name it stands beside: `its ally Hezbollah`, `a militia, called the X`, `the X, an alliance of`, `X is a group`."""
        if phrase.cls == "people" or phrase.modifier:
            return None
        sentence, head = phrase.sentence, phrase.sentence.tokens[phrase.head]
        near = [c.index for c in sentence.children(head.index, "appos", "flat", "nmod:desc")]
        if head.relation in {"appos", "nmod:desc"} and head.head >= 0:
            near.append(head.head)
        if sentence.children(head.index, "cop"):
            near += [c.index for c in sentence.children(head.index, "nsubj")]
        for hit in hits:
            if hit.role != "actor" or phrase.start <= hit.start < phrase.end or hit.backs:
                continue
            between = (
                self.text[phrase.end : hit.start].strip(" ,").lower() if phrase.end <= hit.start <= phrase.end + 24 else None
            )
            called = between in _CALLED
            if between == "" and phrase.cls in {"government", "army", "police"}:
                called = False
            if called and "," in self.text[phrase.end : hit.start] and self._apart(phrase, hit):
                called = False
            if called or any(hit.start <= sentence.tokens[i].start < hit.end for i in near):
                actor = hit.actor
                bodies = {"monitor", "ngo"} if phrase.cls == "group" else set()
                if actor.kind in _GROUPS | {"military", "government"} | bodies:
                    return actor, f"beside the name {actor.name}"
        before = next((h for h in hits if h.end <= phrase.start and self.text[h.end : phrase.start] in {" ", ") "}), None)
        if before is not None and before.role == "actor":
            return before.actor, "right behind the name"
        return None

    @staticmethod
    def _apart(phrase: Phrase, hit: Named) -> bool:
        """Whether a name behind a comma is the subject of a clause of its own: `took it with its allies, the army said`."""
        sentence = phrase.sentence
        first, stop = sentence.at(hit.start, hit.end)
        head = sentence.tokens[sentence.head_of(first, stop)] if stop > first else None
        return head is not None and head.relation.startswith("nsubj") and head.head > head.index

    def _allied(self, phrase: Phrase, hits: Sequence[Named]) -> tuple[Known, str] | None:
        """By the one named before `allied`; on the side of a government by what `allied militias` are in its land."""
        hit = None if phrase.cls == "people" else companion(phrase, hits, self.vocabulary)
        if hit is None:
            return None
        actor = hit.actor
        if hit.role == "adjective":
            actor = self.known.of_state(actor.countries[0], "forces") or actor
        said = self.known.meant(actor.countries[0], "allied", self.day) if len(actor.countries) == 1 else None
        return (said if said is not None and said.side == actor.side else actor), f"beside the name {actor.name}"

    def _pro(self, phrase: Phrase, inner: Sequence[Named]) -> tuple[Known, str] | None:
        """By whom they are for: `pro-Assad militias`, `pro-Houthi fighters`; those for a ruler fight for his government."""
        for hit in inner:
            is_for = self.text[max(0, hit.start - 4) : hit.start].lower() in {"pro-", "pro–"}
            if not is_for or hit.role not in {"actor", "leader"} or phrase.cls in {"people", "government"}:
                continue
            actor = hit.actor
            if actor.kind in {"government", "state"} and len(actor.countries) == 1:
                return self._of_country(actor.countries[0], phrase, "government", named=True) or actor, f"for {actor.name}"
            return (actor, f"for {actor.name}") if actor.kind in _GROUPS else None
        return None

    def _owner(self, phrase: Phrase, hits: Sequence[Named]) -> tuple[Known, str] | None:
        """By whose or of whom they are, where that is a phrase itself: `the group's fighters`, `an alliance of rebels`."""
        for child in phrase.sentence.children(phrase.head, "nmod:poss"):
            cls = self.vocabulary.heads.get(child.text.lower())
            if cls is not None and cls != "people" and phrase.cls != "people" and child.index < phrase.head:
                owner = phrase_of(phrase.sentence, child.index, child.index, cls, definite=True, modifier=False)
                return self.resolve(owner, hits)
        members = phrase.sentence.children(phrase.head, "nmod") if phrase.cls in {"coalition", "group"} else []
        for child in members:
            cls = self.vocabulary.heads.get(child.text.lower(), "people")
            of = any(c.text.lower() == "of" for c in phrase.sentence.children(child.index, "case"))
            if of and cls not in {"people", "government"} and child.index > phrase.head:
                first = leftmost(phrase.sentence, child)
                member = phrase_of(phrase.sentence, first, child.index, cls, definite=False, modifier=False)
                found = self.resolve(member, hits)
                return found if found[1] != NAMELESS else None
        return None

    def _named(self, phrase: Phrase, inner: Sequence[Named]) -> tuple[Known, str] | None:
        """By a name within the phrase."""
        for hit in reversed(inner):
            actor = hit.actor
            if phrase.cls == "people" and hit.role != "actor":
                return None
            if hit.role in {"actor", "leader"} and phrase.cls != "people":
                return self.of(actor, phrase.cls), f"named by {self.text[hit.start : hit.end]}"
            if hit.role in {"adjective", "state", "seat", "people"}:
                code = actor.countries[0] if actor.countries else None
                found = (
                    None if code is None else self._of_country(code, phrase, self._side(_outside(phrase, inner)), named=True)
                )
                if found is not None:
                    return found, f"of {actor.name}"
        return None

    def of(self, actor: Known, cls: str) -> Known:
        """`Assad's army` is the Syrian army; `Islamic State fighters` are Islamic State."""
        if actor.kind == "government" and cls in {"army", "forces", "police", "air_force", "navy"} and actor.countries:
            return self.known.of_state(actor.countries[0], cls) or actor
        return actor

    def _after(self, phrase: Phrase, hits: Sequence[Named]) -> tuple[Known, str] | None:
        """By a name behind: `fighters from the Nusra Front`, `forces loyal to President Assad`."""
        if phrase.cls == "people":
            return None
        first, tokens = "".join(phrase.sentence.words[phrase.head + 1 : phrase.head + 2]), phrase.sentence.tokens
        told = behind(phrase.sentence, phrase.head, self.vocabulary)
        if told is not None:
            tokens, first = tokens[told - 1 : told + 8], "of"
        elif first not in _TO_NAMES:
            return None
        else:
            tokens = tokens[phrase.head + 1 : phrase.head + 8]
        if first in {"that", "which", "who"} and tokens[1:2] and tokens[1].lemma not in {"support", "back"}:
            return None
        tokens = tokens[1:] if first not in {"that", "which", "who"} else tokens[2:]
        if not tokens:
            return None
        limit = next((t.start for t in tokens if t.text in {",", ";", "(", "and"} or t.pos in {"VERB", "AUX"}), tokens[-1].end)
        for hit in hits:
            if phrase.end < hit.start < limit and not hit.backs:
                actor = hit.actor
                if hit.role == "state" and self.text[phrase.end : hit.start] in {" of ", " of the "} and actor.countries:
                    found = self._of_country(actor.countries[0], phrase, None, named=True)
                    if found is not None:
                        return found, f"of {actor.name}"  # `the armed forces of Armenia`
                if hit.role in {"state", "adjective"}:
                    continue
                if hit.role == "actor" and actor.kind in _GROUPS | {"military", "government"}:
                    return self.of(actor, phrase.cls), f"of {actor.name}"
                if first not in _OF and hit.role == "leader":
                    return self.of(actor, phrase.cls), f"loyal to {actor.name}"
        return None

    def _side(self, words: Sequence[str]) -> str | None:
        for word in reversed(words):
            side = self.vocabulary.sides.get(word.removesuffix("'s").removesuffix("s'"))
            if side is not None:
                return side
        return None

    def _plain(self, phrase: Phrase, words: Sequence[str]) -> tuple[Known, str] | None:
        """By the land in play, or as one named before."""
        if phrase.cls == "people":
            return None
        where = phrase.sentence.index
        code = self.discourse.country(where)
        side, cls = self._side(words), phrase.cls
        if code is not None:
            for word in (*words, phrase.sentence.words[phrase.head].removesuffix("s")):  # `armed separatists`
                if word in self.vocabulary.beside:
                    continue
                known = self.known.meant(code, word, self.day)
                if known is not None and cls in _MEANT:
                    return known, f"{word} in {self.known.states[code].name}"
            found = self._of_country(code, phrase, side, named=False)
            if found is not None:
                return found, f"{self.known.states[code].name} {IN_PLAY}"
        if not self.vocabulary.others.isdisjoint(words):
            return None
        if side == "jihadists" or cls == "jihadists":
            return self._jihadists(phrase)
        if cls in {"group", "militia", "coalition"} and phrase.definite and not phrase.modifier:
            return self._group(phrase)
        if cls == "rebels" or side == "opposition":
            last = self.discourse.last(lambda a: a.kind in _GROUPS and a.kind != "coalition", where, within=6)
            if last is not None and phrase.definite:
                return last, "last named rebels"
            if "opposition" in phrase.text.lower():
                return None  # of a parliament, as far as is known
            return None if code is None else (self._rebels(code), f"rebels in {self.known.states[code].name}")
        return None

    def _jihadists(self, phrase: Phrase) -> tuple[Known, str] | None:
        named = {a.id for a, _, _ in self.discourse.named if a.jihadist}
        last = self.discourse.last(lambda a: a.jihadist, phrase.sentence.index)
        if last is not None and (phrase.definite or len(named) == 1):
            return last, "last named jihadists"
        armed = self.discourse.last(lambda a: a.kind == "armed group", phrase.sentence.index, within=4)
        return (armed, "last named armed group") if armed is not None and phrase.definite else None

    def _group(self, phrase: Phrase) -> tuple[Known, str] | None:
        kinds = {"group": _GROUPS, "militia": {"militia", "armed group"}, "coalition": {"coalition"}}[phrase.cls]
        head = phrase.sentence.words[phrase.head]
        if head in {"organisation", "organization"}:
            kinds = kinds | {"monitor", "ngo", "un"}
        if not self.vocabulary.civil.isdisjoint(phrase.words):
            kinds = {"monitor", "ngo", "un"}  # `the rights group`
        if phrase.cls == "coalition" and head in {"allies", "ally", "partners", "partner", "alliances", "coalitions"}:
            return None
        if head.endswith("s") and phrase.cls != "coalition":
            return None
        last = self.discourse.last(
            lambda a: a.kind in kinds and (phrase.cls != "group" or "coalition" not in a.name.lower()), phrase.sentence.index
        )
        return None if last is None else (last, f"last named {phrase.cls}")

    def _of_country(self, code: str, phrase: Phrase, side: str | None, *, named: bool) -> Known | None:
        """What the head means in a country; `side`: as its adjectives say; `named`: the phrase itself says which country."""
        cls = phrase.cls
        head = phrase.sentence.words[phrase.head]
        if not named and not self.vocabulary.abroad.isdisjoint(phrase.words):
            return None
        if cls == "rebels" or (side == "opposition" and cls in _OF_REBELS):
            opposition = self.known.stands_for(code, "opposition", self.day)
            if opposition is not None and opposition.jihadist and "opposition" in (head, *phrase.words):
                return None  # `Nigeria's opposition` is of its parliament
            return opposition or (self._rebels(code) if named else None)
        if cls == "government" and "opposition" in phrase.words:
            return self._of_country(
                code, phrase._replace(cls="rebels"), side, named=False
            )  # `opposition leaders` are not the government's
        if side == "government" and cls == "militia":
            return self.known.stands_for(code, "militia", self.day) or self.known.of_state(code, "forces")
        if side == "government" and cls in {"forces", "army", "gunmen", "coalition", "jihadists"}:
            return self.known.of_state(code, _form(cls, head) if cls == "army" else "forces")
        if cls in {"air_force", "army", "navy"} and "coalition" in phrase.words:
            return self.known.stands_for(code, "coalition", self.day)
        if cls in {"air_force", "navy"} and not named and not (phrase.definite and head in {"force", "navy"}):
            return None
        if head in {"regime", "regimes"} and not named and self.known.states[code].abroad:
            return None
        if cls == "government" and head not in {"officials", "official"}:
            standing = self.known.stands_for(code, "government", self.day)
            if standing is not None and standing.current(self.day):
                return standing
        if head == "armies" or (cls == "government" and head in {"leaders", "diplomats", "embassy"} and not named):
            return None
        if cls in {"army", "air_force", "navy", "police", "government"} and (named or phrase.definite or not phrase.words):
            return self.known.of_state(code, _form(cls, head))
        if cls == "forces" and named and head in _OF_STATES:
            return self.known.of_state(code, "forces")
        if (
            cls == "forces"
            and head == "forces"
            and phrase.words[-1:] in (["security"], ["armed"], ["ground"], ["special"], ["army"])
        ):
            return self.known.of_state(code, "forces")
        proper = phrase.sentence.tokens[phrase.head].text == "Coalition"
        if cls == "coalition" and (phrase.definite or proper) and head == "coalition" and not phrase.words:
            return self.known.stands_for(code, "coalition", self.day)
        return None

    def _rebels(self, code: str) -> Known:
        state = self.known.states[code]
        name = f"{state.adjective} rebels" if state.adjective else "rebels"
        return Known(slug(name), name, "armed group", None, None, (code,))

    def _local(self, phrase: Phrase) -> Known:
        name = " ".join(phrase.text.split())
        said = [w.lower() for w in name.replace("-", " ").split()]
        if phrase.cls != "people" and all(w in self.vocabulary.common or w in self.vocabulary.heads for w in said):
            name = name.lower()
        elif phrase.cls != "people" and phrase.sentence.tokens[phrase.first].pos != "PROPN":
            name = name[0].lower() + name[1:]
        # An opposition that no pack knows to be armed is one of parties.
        return _nameless(name, "coalition" if said[-1] == "opposition" else _KINDS[phrase.cls])


@lru_cache(maxsize=1 << 12)
def _nameless(name: str, kind: str) -> Known:
    """An actor that only the text's own words name."""
    return Known(slug(name), name, kind)


def _outside(phrase: Phrase, inner: Sequence[Named]) -> list[str]:
    """The words before the head that are no part of a name (`State` of `Islamic State` says nothing of a government)."""
    if not inner:
        return phrase.words
    start, end = phrase.start, phrase.sentence.tokens[phrase.head].start
    said = list(phrase.text[: end - start])
    for hit in inner:
        for i in range(max(0, hit.start - start), min(len(said), hit.end - start)):
            said[i] = " "
    return "".join(said).lower().replace("’", "'").replace("‘", "'").split()


def _form(cls: str, head: str) -> str:
    """`soldiers` and `troops` are forces, `the army` and `the military` the army."""
    return "forces" if cls == "army" and head not in {"army", "armies", "military"} else cls
