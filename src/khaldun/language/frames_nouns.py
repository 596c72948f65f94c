"""The arguments of an event noun (`the seizure by X of Y`), and hyphened compounds (`ISIS-held`)."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.language.frames_model import Argument, Group
from khaldun.language.frames_scope import group_of, mark_of
from khaldun.language.frames_tree import BASE
from khaldun.language.frames_verbs import phrase, spread, verb_arguments
from khaldun.language.sentence import Sentence, Token

_HYPHENS = frozenset("-‐‑–")
_CONTAINERS = frozenset(
    "wave series string spate number dozen hundred lot kind flurry barrage round set pair couple bout rash slew host raft succession range variety chain".split()
)
"""Nouns that only count or bundle what follows `of`: `launched a wave of bombings` launches bombings."""
_DASHES = frozenset({",", "-", "–", "—"})
_NAMELIKE = frozenset({"PROPN", "NOUN", "ADJ"})


def noun_arguments(sentence: Sentence, index: int) -> tuple[Argument, ...]:
    """Possessors, modifiers, prepositional phrases, what a predicative noun is said of; of a participle that hangs on it too
    (`the offensive launched by X on Y`)."""
    out: list[Argument] = []
    for child in sentence.children(index):
        base = BASE[child.relation]
        if child.relation == "nmod:poss":
            out.extend(spread(sentence, "poss", child.index))
        elif base in {"nmod", "obl"} and child.relation != "nmod:desc":
            out.extend(_prepositional(sentence, child))
            out.extend(_doer_below(sentence, child))
        elif base in {"compound", "amod", "nmod", "flat"} and child.index < index:
            out.extend(spread(sentence, "modifier", child.index))
        elif base == "nsubj":
            out.extend(spread(sentence, "host", child.index))
        elif (
            child.relation == "acl"
            and child.index > index
            and not any(t.text in _DASHES for t in sentence.tokens[index : child.index])
        ):
            arguments = verb_arguments(sentence, child.index, group_of(sentence, child.index))
            out.extend(a for a in arguments if a.head != index and a.role in {"agent", "oblique"})
        elif child.relation == "acl:relcl" and child.lemma in {"have", "hold", "control", "keep"}:
            for subject in sentence.children(child.index, "nsubj"):
                out.extend(a for a in spread(sentence, "poss", subject.index) if sentence.tokens[a.head].pos != "PRON")
    out.extend(_carried(sentence, index))
    return tuple(out)


def _doer_below(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """`the capture of X by Y`, where the parse hangs `by Y` on X: nothing but a deed has a doer."""
    if mark_of(sentence, child.index) == "of":
        for below in sentence.children(child.index, "nmod"):
            if mark_of(sentence, below.index) == "by" and child.pos == "PROPN":
                yield from spread(sentence, "agent", below.index, "by", source="shared")


def _prepositional(sentence: Sentence, child: Token) -> Iterator[Argument]:
    preposition = mark_of(sentence, child.index)
    if preposition == "by":
        yield from spread(sentence, "agent", child.index, "by")
    else:
        yield from spread(sentence, "oblique", child.index, preposition)


def carrier_of(sentence: Sentence, index: int) -> Token:
    """The token by which a noun hangs on its verb: its first sister, and what only counts it (`a wave of`)."""
    token = sentence.tokens[index]
    for _ in range(4):
        above = sentence.tokens[token.head] if token.head >= 0 else None
        if above is None:
            break
        sister = token.relation == "conj" and above.pos in _NAMELIKE
        counted = token.relation == "nmod" and above.lemma in _CONTAINERS and mark_of(sentence, token.index) == "of"
        if not sister and not counted:
            break
        token = above
    return token


def support_of(sentence: Sentence, index: int) -> int | None:
    """The verb that carries a noun as object, subject or oblique, else None."""
    token = carrier_of(sentence, index)
    base = BASE[token.relation]
    if token.head < 0 or base not in {"obj", "nsubj", "obl", "xcomp"}:
        return None
    above = sentence.tokens[token.head].pos
    return token.head if above in {"VERB", "AUX"} or (base == "obl" and above == "ADV") else None


_BESIDE = frozenset(
    {
        "at",
        "after",
        "before",
        "since",
        "following",
        "until",
        "amid",
        "despite",
        "because of",
        "due to",
        "owing to",
        "ahead of",
        "prior to",
        "as",
    }
)
"""Prepositions of a happening that the verb only stands beside: in `Police arrested ten at a rally` the police do not rally."""
_BEFALLING = frozenset(
    "clamp crack die perish drown flee escape survive hear see witness watch shelter spark trigger prompt provoke cause draw ignite fuel follow fear "
    "report record document describe confirm condemn denounce deplore register investigate mourn film recall verify monitor criticise criticize decry".split()
)
"""Verbs whose subject does not do the happening: `ten died in the fighting`, `witnesses heard a blast`, `the killing sparked protests`."""


_UNDER = frozenset({"come", "be", "fall", "remain", "stay", "live"})
_BLOWS = frozenset({"fire", "attack", "shelling", "bombardment", "assault", "barrage", "gunfire", "siege", "blockade"})
_SUFFERING = frozenset({"suffer", "sustain", "endure", "withstand", "undergo"})
"""Verbs whose subject the happening befalls: `The town came under fire`, `They suffered an attack`."""
_MEETING = frozenset(
    {"face", "avoid", "prevent", "avert", "repel", "repulse", "foil", "thwart", "fend", "resist", "survive", "intercept"}
)
"""Verbs whose object is what somebody else does: the army that repels an attack makes none."""
ANSWERING = frozenset({"respond", "react", "reply", "object"})
"""Verbs whose `to` is what somebody else does: `has not responded to the attacks`."""

_RAISED = frozenset({"siege", "blockade"})
_STOPPING = frozenset({"stop", "halt", "contain", "curb", "end"})
_TRYING = frozenset({"fail", "unable", "struggle", "try", "send", "deploy", "dispatch", "rush", "arrive", "intervene", "call"})
"""Verbs above `to stop the attack` whose subject makes none: `Israel refused to stop the shelling` is told of the one who shells."""


def _faced(sentence: Sentence, index: int) -> bool:
    """`withdraw or face air strikes`, where the parse makes one noun of it."""
    before = [t.text.lower() for t in sentence.tokens[max(0, index - 4) : index]]
    return any(before[i : i + 2] == ["or", "face"] for i in range(len(before)))


def _unstopped(sentence: Sentence, verb: int, group: Group, noun: int) -> bool:
    """`could not stop the attack`, `failed to contain the violence`, `sent to stop an attack`: who does no more than that does not do it."""
    token = sentence.tokens[verb]
    if token.lemma not in _STOPPING or sentence.tokens[noun].lemma in _RAISED or sentence.children(noun, "nmod:poss"):
        return False
    above = sentence.tokens[token.head].lemma if token.head >= 0 and token.relation in {"xcomp", "advcl"} else ""
    known = any(c.text.lower() not in {"a", "an"} for c in sentence.children(noun, "det"))
    return group.negated or above in _TRYING or (not known and mark_of(sentence, verb) == "to")


def _carried(sentence: Sentence, index: int) -> Iterator[Argument]:
    """What the carrying verb gives: its agent (support), what the noun is said of (host), and its obliques."""
    token = sentence.tokens[index]
    verb = support_of(sentence, index)
    if verb is None:
        yield from _said_of(sentence, token)
        if BASE[token.relation] in {"nmod", "appos", "acl"} and token.head >= 0 and mark_of(sentence, index) != "by":
            yield Argument("host", token.head, phrase(sentence, token.head), mark_of(sentence, index))
        return
    group = group_of(sentence, verb)
    relation = BASE[token.relation]
    arguments = verb_arguments(sentence, verb, group)
    mark = _ahead(sentence, verb, token.index) or mark_of(sentence, token.index)
    beside = relation == "obl" and mark in _BESIDE
    under = relation == "obl" and mark == "under" and sentence.tokens[index].lemma in _BLOWS
    unstopped = relation in {"obj", "nsubj"} and _unstopped(sentence, verb, group, index)
    met = relation in {"obj", "nsubj"} and sentence.tokens[verb].lemma in _MEETING
    met = met or _faced(sentence, index)
    befalls = sentence.tokens[verb].lemma in (_BEFALLING if relation == "obj" else _BEFALLING | {"lose"})
    met = met or (befalls and (relation in {"obj", "obl"} or (relation == "nsubj" and group.voice == "passive")))
    met = met or (relation == "obl" and mark == "to" and sentence.tokens[verb].lemma in ANSWERING)
    suffered = met or sentence.tokens[verb].lemma in (_UNDER if under else _SUFFERING)
    for one in arguments:
        if one.head in {index, token.index} or (unstopped and one.role == "agent"):
            continue
        if one.role == "agent" and suffered:
            yield Argument("host", one.head, one.tokens, one.preposition, one.source)
        elif one.role == "agent" and not beside:
            yield Argument("support", one.head, one.tokens, one.preposition, one.source)
            if relation in {"obl", "xcomp"} and not any(a.role == "patient" for a in arguments):
                yield Argument("host", one.head, one.tokens, one.preposition, one.source)
        elif one.role == "patient" and relation in {"obl", "xcomp"}:
            yield Argument("host", one.head, one.tokens, one.preposition, one.source)
        elif one.role == "oblique":
            yield Argument("oblique", one.head, one.tokens, one.preposition, "shared")


def _ahead(sentence: Sentence, verb: int, index: int) -> str:
    """`ahead of a planned assault`, `due to the fighting`, where the parse makes an adverb of the first word."""
    said = f" {' '.join(t.text.lower() for t in sentence.tokens[max(verb + 1, index - 5) : index])} "
    return next((phrase for phrase in ("ahead of", "due to", "because of") if f" {phrase} " in said), "")


def _said_of(sentence: Sentence, token: Token) -> Iterator[Argument]:
    """`their last town is X`: the predicate (attribute); `the government's announcement of victory`: the owner of the noun above."""
    if token.head < 0:
        return
    if token.relation == "nsubj" and sentence.children(token.head, "cop"):
        yield from spread(sentence, "attribute", token.head)
    elif token.relation == "nmod" and mark_of(sentence, token.index) == "of":
        for owner in sentence.children(token.head, "nmod:poss"):
            yield from spread(sentence, "poss", owner.index, source="shared")


def compound_holder(sentence: Sentence, index: int) -> int | None:
    """For the `held` of `ISIS-held`: the index of the last token before the hyphen; None where `index` is no such word.

    Newspapers leave the hyphen out too (`Army held village`): then the word before a participle that itself stands before a
    noun counts, if it is a name or an army-like noun.
    """
    tokens = sentence.tokens
    token = tokens[index]
    if (
        index >= 2
        and tokens[index - 1].text in _HYPHENS
        and tokens[index - 1].end == token.start
        and tokens[index - 2].end == tokens[index - 1].start
    ):
        return index - 2
    return None


def compound_arguments(sentence: Sentence, index: int, last: int) -> tuple[Argument, ...]:
    """The holder before the hyphen and the noun after the participle."""
    first = last
    while first > 0 and tokens_join(sentence, first - 1):
        first -= 1
    out = [Argument("agent", last, tuple(range(first, last + 1)), "by")]
    token = sentence.tokens[index]
    head = token.head
    if head > index and BASE[token.relation] in {"amod", "compound", "acl", "nmod"}:
        out.extend(spread(sentence, "patient", head))
        beside = sentence.tokens[index + 1]
        if beside.pos == "PROPN" and beside.index != head:
            out.append(Argument("patient", beside.index, phrase(sentence, beside.index), source="nearby"))
    else:
        following = next((t.index for t in sentence.tokens[index + 1 : index + 6] if t.pos in {"NOUN", "PROPN"}), None)
        if following is not None:
            top = following
            while index < sentence.tokens[top].head < index + 10 and BASE[sentence.tokens[top].relation] in {
                "compound",
                "flat",
                "amod",
            }:
                top = sentence.tokens[top].head
            out.append(Argument("patient", top, phrase(sentence, top), source="nearby"))
    return tuple(out)


def tokens_join(sentence: Sentence, index: int) -> bool:
    """Whether the token belongs to the holder's name that the next one ends (`Islamic` of `Islamic State-held`)."""
    token, following = sentence.tokens[index], sentence.tokens[index + 1]
    same = token.text in _HYPHENS or token.text.lower() in {"'s", "al", "el", "of"}
    return (token.pos in {"PROPN", "ADJ"} and token.text[:1].isupper() and following.index - token.index == 1) or (
        same and token.end == following.start
    )
