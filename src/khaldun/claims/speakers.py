"""From the words that name a speaker to a Speaker: who `he`, `the commander`, `the agency` are, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from khaldun.actors.lexicon import lexicon
from khaldun.actors.persons import person_words
from khaldun.actors.words import fold
from khaldun.claims.attributions import Attribution
from khaldun.claims.dialogue import LAYOUT
from khaldun.claims.sources import issuer
from khaldun.claims.speech import Speech
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.model import Mention, Speaker, slug

Kind = Literal["government", "military", "armed group", "monitor", "un", "ngo", "media", "official", "witness", "unnamed"]

_OF_ACTOR: dict[str, Kind] = {
    "state": "government", "government": "government", "military": "military", "armed group": "armed group", "militia": "armed group",
    "coalition": "military", "police": "military", "monitor": "monitor", "un": "un", "ngo": "ngo", "media": "media", "people": "witness",
}  # fmt: skip
_HE, _THEY, _IT, _ME = (
    {"he", "she", "him", "her", "his"},
    {"they", "them", "their"},
    {"it", "its"},
    {"i", "we", "my", "our", "me", "us"},
)
_BETWEEN = re.compile(r"[,;:]|\b(?:of|for|in|to|with|by|from|at|on|and)\b|['’]s\b")
_NAME_WHO = re.compile(r", ((?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+)(?=, who\b)")
"""A name in an aside before `who`, whatever noun the parse hangs the clause on: `in Qaa, a town, Huda Qassem, who said`."""
_HONORIFIC = re.compile(r"^(?:(?:mr|mrs|ms|dr|sir|lord|lady)\b\.? )+", re.I)
_BODIES = frozenset({"un", "ngo", "media", "monitor", "government"})
_DETERMINERS = {"the", "this", "that", "these", "those", "his", "her", "its", "their", "same"}
_NEAR = 400
"""Characters before `she` in which a woman who is known as one goes before any other name."""
_AGED = re.compile(r"(?:the )?(?:\d+|\w+)-year-old", re.I)
_INDEFINITE = {"a", "an", "one", "some", "several", "two", "three", "many", "another", "other", "most", "few"}


def _key(name: str) -> str:
    """The last name, folded, without the article: `Sheikh Omar al-Hadi` -> `hadi`."""
    last = fold(name.split()[-1]) if name.split() else ""
    return re.sub(r"^(?:al|el|as|ash|an|ar|ad|at|az)[-‑]", "", last)


def _subjects(reading: Reading, persons: Sequence[Mention]) -> dict[int, int]:
    """For each person whom a sentence names behind another one who is the subject of its main verb, where that one stands."""
    found: dict[int, int] = {}
    for sentence in reading.sentences:
        here = [m for m in persons if sentence.start <= m.start < sentence.end]
        if len(here) < 2:
            continue
        heads = [sentence.tokens[sentence.head_of(*sentence.at(m.start, m.end))] for m in here]
        row = zip(here, heads, strict=True)
        main = [m for m, t in row if t.relation == "nsubj" and t.head >= 0 and sentence.tokens[t.head].relation == "root"]
        if len(main) == 1:
            found.update({m.start: main[0].start for m in here if m.start > main[0].start})
    return found


class Cast:
    """The speakers of one article as they appear, in the order of the text."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], words: Speech, knowledge: Knowledge) -> None:
        self.women = person_words(knowledge).women
        self.known = lexicon(knowledge).actors
        self.text, self.words = reading.article.text, words
        self.actors = sorted((m for m in mentions if m.type == "actor" and m.actor is not None), key=lambda m: (m.start, m.end))
        self.persons = sorted((m for m in mentions if m.type == "person" and m.reason != "a pronoun"), key=lambda m: m.start)
        self.subjects = _subjects(reading, self.persons)
        self.full: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.told: list[tuple[Speaker, int, str]] = []
        for person in self.persons:
            if person.reason == "an office":
                continue
            name = self._bare(person)
            key = _key(name)
            if len(name.split()) > len(self.full.get(key, "").split()):
                self.full[key] = name
            if person.role:
                self.roles.setdefault(key, person.role)

    @staticmethod
    def _bare(person: Mention) -> str:
        """The name without its title."""
        text = " ".join(person.text.split())
        title = (person.role or "").split(", ")[0]
        if title and text.lower().startswith(title.lower()):
            text = text[len(title) :].strip()
        text = _HONORIFIC.sub("", text)
        return text.removesuffix("'s").removesuffix("’s") or person.text

    def speaker(self, attribution: Attribution, within: Speaker | None, *, direct: bool = False) -> Speaker | None:
        """The speaker of an attribution. `within`: the speaker of the words that the cue itself stands in; `direct`: in his own words,
        so that he is `I` and not `he`."""
        if not attribution.source:
            cue = self.text[attribution.cue_start : attribution.cue_end]
            if not attribution.saying:
                return None
            if cue.lower().endswith("ing") and self.told:
                return self._as(self.told[-1][0], cue, attribution.cue_start, attribution.cue_end)
            return Speaker("unnamed", "unnamed", "unnamed", cue, start=attribution.cue_start, end=attribution.cue_end)
        tokens = attribution.sentence.tokens
        start, end = tokens[attribution.source[0]].start, tokens[attribution.source[-1]].end
        text = self.text[start:end]
        if text.lower() in self.words.nobody or (text.lower() in _ME and within is None):
            return None
        head = tokens[attribution.source_head]
        made = self._pronoun(text, head.start, start, end, within, direct=direct)
        layout = self.text[attribution.cue_start : attribution.cue_end] in LAYOUT
        made = made or (None if layout else self._apposed(attribution, text, start, end))
        made = made or self._issuer(attribution, text, start, end)
        made = made or self._named(text, head.start, head.end, start, end)
        made = made or self._described(text, head.text.lower(), start, end)
        if attribution.via >= 0:
            passing = tokens[attribution.via]
            by = self._named(passing.text, passing.start, passing.end, passing.start, passing.end)
            by = by or self._described(f"the {passing.text}", passing.text.lower(), passing.start, passing.end)
            made = replace(made, via=by.name)
        if (
            not layout and head.pos != "ADJ"
        ):  # `Russian claims` leave no `they`; who asks or answers is not the `he` of the next turn
            self.told.append((made, start, head.text.lower()))
        return made

    def somebody(self, attribution: Attribution, speaker: Speaker | None) -> bool:
        """Whether a speaker is someone known, or is called by a word for one who speaks; things (`the recent attacks`) are not."""
        if speaker is None or speaker.kind != "unnamed" or not attribution.source:
            return True
        head = attribution.sentence.tokens[attribution.source_head]
        spoken = any(m.start < head.end and head.start < m.end for m in [*self.actors, *self.persons])
        return spoken or head.pos in {"PRON", "PROPN", "NUM", "DET"} or self._kind(speaker.text, head.text.lower()) is not None

    def _pronoun(self, text: str, at: int, start: int, end: int, within: Speaker | None, *, direct: bool) -> Speaker | None:
        word = text.lower()
        if word in _ME:
            return None if within is None else self._as(within, text, start, end)
        if word in _HE:
            return self._he(text, at, start, end, _key(within.name) if direct and within is not None else "")
        if word in _THEY | _IT:
            mention = next((m for m in self.actors if m.start == start and m.end == end and m.anaphor), None)
            if mention is not None and mention.actor is not None:
                kind = _OF_ACTOR.get(mention.actor.kind, "unnamed")
                return Speaker(mention.actor.id, mention.actor.name, kind, text, side=mention.actor.side, start=start, end=end)
            wanted = {"it"} & {word}
            for speaker, where, _ in reversed(self.told):
                if where < at and (not wanted or speaker.kind not in {"official", "witness"}):
                    return self._as(speaker, text, start, end)
        return None

    def _he(self, text: str, at: int, start: int, end: int, itself: str) -> Speaker | None:
        """The last person, whether he spoke or was only named; a speaker of the last two hundred characters goes first. `itself`: the key
        of him who says `he`."""
        woman = text.lower() in {"she", "her"}
        known = woman and any(at - m.end < _NEAR and self._female(m.text) for m in self.persons if m.end <= at)
        spoke = next(
            (
                (s, w)
                for s, w, head in reversed(self.told)
                if w < at
                and s.kind not in _BODIES
                and not self._many(head)
                and _key(s.name) != itself
                and (self._female(s.name) if known else self._gender(s.name, woman=woman))
            ),
            None,
        )
        named = next(
            (
                m
                for m in reversed(self.persons)
                if m.end <= at
                and m.reason != "an office"
                and _key(m.text) != itself
                and (self._female(m.text) if known else self._gender(m.text, woman=woman))
            ),
            None,
        )
        subject = self._subject_of(named)
        if subject is not None and _key(subject.text) != itself and self._gender(subject.text, woman=woman):
            named = subject
        if spoke is not None and (named is None or spoke[1] >= named.start or (at - spoke[1] < 200 and at - named.start > 60)):
            return self._as(spoke[0], text, start, end)
        if named is not None:
            return self._person(named, text, start, end)
        return None

    def _subject_of(self, named: Mention | None) -> Mention | None:
        """The person named last, or the subject of the sentence that names him by the way: `X praised Y. He said`."""
        if named is None or named.start not in self.subjects:
            return named
        subject = self.subjects[named.start]
        return next((m for m in self.persons if m.start == subject and m.reason != "an office"), named)

    def _many(self, head: str) -> bool:
        """Whether a word for who speaks is a plural: none of them is `he`."""
        return head.endswith("s") and head in self.words.speakers and head[:-1] in self.words.speakers

    def _female(self, name: str) -> bool:
        """Whether a title or a known first name says that a name is a woman's."""
        said = {w.strip(".").lower() for w in self.full.get(_key(name), name).split()} | {
            w.strip(".").lower() for w in name.split()
        }
        return bool(said & (self.words.female | self.women))

    def _gender(self, name: str, *, woman: bool) -> bool:
        """Whether a name may be of that sex: only what titles and known first names say speaks against it."""
        said = {w.strip(".").lower() for w in self.full.get(_key(name), name).split()} | {
            w.strip(".").lower() for w in name.split()
        }
        if woman:
            return not said & self.words.male
        return not said & self.words.female and not said & self.women

    @staticmethod
    def _as(speaker: Speaker, text: str, start: int, end: int) -> Speaker:
        return Speaker(speaker.id, speaker.name, speaker.kind, text, None, speaker.side, start, end)

    def _named(self, text: str, head_start: int, head_end: int, start: int, end: int) -> Speaker | None:
        """A person, or an actor that the packs or the text name."""
        for person in self.persons:
            if person.start < head_end and head_start < person.end and person.reason != "an office":
                return self._person(person, text, start, end)
        for person in self.persons:
            titled = head_end <= person.start and person.end <= end and self.text[head_end : person.start].count(" ") <= 3
            if titled and person.reason != "an office" and not _BETWEEN.search(self.text[head_end : person.start]):
                return self._person(person, text, start, end)
        if any(m.reason == "an office" and m.start < head_end and head_start < m.end for m in self.persons):
            return None
        if self._kind(text, self.text[head_start:head_end].lower()) is None:
            for person in self.persons:
                if head_end < person.start and person.end == end and self.text[: person.start].rstrip().endswith(","):
                    return self._person(person, person.text, person.start, end)
            apart = _NAME_WHO.search(self.text, head_end, min(end + 5, len(self.text)))
            if apart is not None and apart.end(1) == end:
                name = apart.group(1)
                return Speaker(slug(name), name, "witness", name, start=apart.start(1), end=end)
        over = [m for m in self.actors if m.start < head_end and head_start < m.end and not m.anaphor]
        for mention in over:
            actor = mention.actor
            unknown = actor is not None and actor.id == slug(mention.text) and actor.id not in self.known
            if actor is None or (unknown and actor.kind in {"unknown", "people", "government"}):
                continue
            head = self.text[head_start:head_end].lower()
            kind = _OF_ACTOR.get(actor.kind, "unnamed")
            if self.words.speakers.get(head) in {"unnamed", "official", "witness"}:
                continue
            if self._kind(text, head) == "media":
                kind = "media"
            return Speaker(actor.id, actor.name, kind, text, None, actor.side, start, end)
        return None

    def _apposed(self, attribution: Attribution, text: str, start: int, end: int) -> Speaker | None:
        """`The mayor, Sheikh Omar Hadi, said`: the name that stands beside the office."""
        for child in attribution.sentence.children(attribution.source_head, "appos", "flat"):
            for person in self.persons:
                if person.start <= child.start < person.end and person.reason != "an office":
                    return self._person(person, text, start, end)
        return None

    def _issuer(self, attribution: Attribution, text: str, start: int, end: int) -> Speaker | None:
        """Whose statement speaks: `the army's statement`, `a report by Human Rights Watch`, `a Pentagon statement`."""
        owner = issuer(attribution.sentence, attribution.source_head, self.words)
        if owner is None or owner.start < start:
            return None
        made = self._pronoun(owner.text, owner.start, owner.start, owner.end, None, direct=False)
        made = made or self._named(owner.text, owner.start, owner.end, owner.start, end)
        return None if made is None else replace(made, text=text, start=start, end=end)

    def _person(self, person: Mention, text: str, start: int, end: int) -> Speaker:
        bare = self._bare(person)
        key = _key(bare)
        name = self.full.get(key, bare)
        if not {fold(w) for w in bare.split()} <= {fold(w) for w in name.split()}:
            name = bare  # another man of that family
        role = person.role or self.roles.get(key)
        actor = self._speaks_for(person, role, start, end)
        known = role is not None or person.reason == "a leader's name"
        kind = self._kind_of(role) or ("official" if known and not person.private else "witness")
        if actor is not None and actor.actor is not None:
            found = actor.actor
            kind = _OF_ACTOR.get(found.kind, kind) if kind == "official" else kind
            spoken = role is not None and any(w in self.words.heads for w in role.lower().split())
            if spoken and found.kind in {"monitor", "un", "ngo", "coalition", "media"}:
                return Speaker(found.id, f"{name}, {found.name}", _OF_ACTOR[found.kind], text, None, found.side, start, end)
            return Speaker(slug(name), name, kind, text, None, found.side, start, end)
        return Speaker(slug(name), name, kind, text, None, None, start, end)

    def _speaks_for(self, person: Mention, role: str | None, start: int, end: int) -> Mention | None:
        """The organisation named in his title or right behind his name."""
        if role is None:
            return None
        name = person.text.rfind(self._bare(person).split()[0])
        inside = [m for m in self.actors if m.start >= min(start, person.start) and m.end <= person.end]
        inside = [m for m in inside if m.start <= person.start + name]  # another man's last name stands for nobody
        inside = [m for m in inside if m.actor is not None and m.actor.kind != "media" or m.text in role]
        behind = [m for m in self.actors if person.end <= m.start <= person.end + len(role) + 4 and m.text in role]
        for mention in [*inside, *behind]:
            if mention.actor is not None and mention.actor.kind != "people":
                return mention
        words = {fold(w) for w in role.split()}
        for mention in reversed([m for m in self.actors if m.end <= person.end and m.actor is not None]):
            if mention.actor is not None and words & {fold(w) for w in mention.actor.name.split()} - {"of", "for", "the"}:
                return mention
        return None

    def _kind_of(self, role: str | None) -> Kind | None:
        if role is None:
            return None
        for word in reversed(role.lower().replace("-", " ").split()):
            kind = self.words.speakers.get(word.strip(",."))
            if kind is not None:
                return cast(Kind, kind)
        return None

    def _kind(self, text: str, head: str) -> Kind | None:
        """By the head noun, else by any other word: `a military media unit`."""
        known = self.words.speakers
        said = [head, head.removesuffix("s"), *reversed(re.findall(r"[a-z.]+", text.lower().split(" of ")[0].split(" by ")[0]))]
        return next((cast(Kind, known[w]) for w in said if w in known), None)

    def _body(self, head: str, before: int) -> Mention | None:
        """`the agency`, `the observatory`: the last named body of that kind, with that word in its name if any has it."""
        kind = self.words.speakers.get(head)
        if kind not in {"media", "monitor", "un", "ngo", "government"}:
            return None
        named = [
            m for m in self.actors if m.end <= before and m.actor is not None and not m.anaphor and m.actor.kind != "people"
        ]
        by_word = next((m for m in reversed(named) if m.actor is not None and head in m.actor.name.lower().split()), None)
        if by_word is not None or kind == "government":
            return by_word
        return next((m for m in reversed(named) if m.actor is not None and _OF_ACTOR.get(m.actor.kind) == kind), None)

    def _told_of(self, text: str, head: str, before: int) -> Mention | None:
        """Whom `the teacher` or `the 30-year-old` means: the last person called so beside his name, or, by his age, the last one told of."""
        near = [m for m in reversed(self.persons) if m.end <= before and before - m.end < 2 * _NEAR and m.reason != "an office"]
        if _AGED.fullmatch(text):
            return next(iter(near), None)
        called = re.compile(rf", (?:an? |the )?[^.;:\n]{{0,60}}?\b{re.escape(head)}\b", re.I)
        return next((m for m in near if called.match(self.text, m.end, min(m.end + 90, before))), None)

    def _described(self, text: str, head: str, start: int, end: int) -> Speaker:
        """`a commander in the alliance`, `one source`, `residents`; `the commander` is the one told of before."""
        first = text.split()[0].lower() if text.split() else ""
        if first not in _INDEFINITE:
            own = {fold(w) for w in re.findall(r"[\w-]+", text)} - _DETERMINERS - {head}
            for speaker, _, before in reversed(self.told):
                if before == head and own <= {fold(w) for w in re.findall(r"[\w-]+", f"{speaker.text} {speaker.name}")}:
                    return self._as(speaker, text, start, end)
            body = None if any(w[:1].isupper() for w in text.split()[1:]) else self._body(head, start)
            if body is not None and body.actor is not None:
                return Speaker(
                    body.actor.id,
                    body.actor.name,
                    _OF_ACTOR.get(body.actor.kind, "unnamed"),
                    text,
                    None,
                    body.actor.side,
                    start,
                    end,
                )
            office = next(
                (m for m in reversed(self.persons) if m.end <= start and m.role and head in m.role.lower().split()), None
            )
            if office is not None and office.reason != "an office":
                return self._person(office, text, start, end)
            told_of = self._told_of(text, head, start) if first == "the" else None
            if told_of is not None:
                return self._person(told_of, text, start, end)
        kind = self._kind(text, head)
        inner = [
            m for m in self.actors if start <= m.start and m.end <= end and m.actor is not None and m.actor.kind != "people"
        ]
        found = next((m.actor for m in inner if m.actor is not None and m.actor.side is not None), None)
        if kind is None and inner and inner[0].actor is not None:
            kind = _OF_ACTOR.get(inner[0].actor.kind)
        kind = kind or "unnamed"
        name = " ".join(text.split())
        return Speaker(slug(name), name, kind, text, None, None if found is None else found.side, start, end)
