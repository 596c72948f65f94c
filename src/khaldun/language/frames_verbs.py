"""The arguments of a verb, after passives, relative clauses, shared and controlled subjects are undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from khaldun.language.frames_model import Argument, Group, Role
from khaldun.language.frames_scope import group_of, has_subject, mark_of
from khaldun.language.frames_tree import BASE, remembered
from khaldun.language.sentence import Sentence, Token

CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj", "conj", "cc", "punct", "discourse", "case", "mark"})
"""What is cut from a phrase: clauses, sisters, and the words that introduce it."""

_SUBJECT_CONTROL = frozenset("promise vow threaten use need take spend swear pledge".split())
_RELATIVE_WORDS = frozenset("which that who whom whose where when".split())
INTRANSITIVE = frozenset(
    "be go come arrive live remain happen occur exist fall rise die advance withdraw retreat flee clash".split()
)
_EFFECTS = frozenset("kill wound injure maim destroy damage flatten level displace trap spark trigger cause ignite".split())
"""What comes of a deed: `was shelled, killing two` is the deed's doing, not that of what was shelled."""
_SIDES = frozenset("rebel government army regime militant insurgent jihadist militia opposition coalition junta".split())
"""Nouns that say before another whose it is: `a rebel attempt to take`."""
_OF_LAND = frozenset(
    "seize capture recapture retake take hold control besiege surround encircle liberate occupy overrun reoccupy retain rule abandon".split()
)
CAUSES = frozenset({"because of", "due to", "owing to", "as result of"})
"""`displaced because of fighting`: who suffers from a deed does not do it."""
_JUDGING = frozenset(
    "accuse suspect convict acquit blame criticise criticize condemn denounce slam praise thank congratulate fault punish charge prosecute sanction forgive "
    "indict rebuke chide commend laud sue investigate arrest detain jail sentence".split()
)
"""Whom these verbs have as their object did what they say he did: `accused rebels of shelling the town`."""
Source = Literal["parse", "shared", "nearby"]


@remembered("phrase")
def phrase(sentence: Sentence, head: int) -> tuple[int, ...]:
    """The tokens of a phrase without its clauses and sisters."""
    return tuple(sentence.subtree(head, without=CLAUSES))


def spread(sentence: Sentence, role: Role, head: int, preposition: str = "", source: Source = "parse") -> Iterator[Argument]:
    """An argument, and one for each word coordinated with its head."""
    for one in (head, *(c.index for c in sentence.children(head, "conj"))):
        if one != head and (sentence.tokens[one].pos in {"VERB", "AUX", "ADV"} or beside(sentence, one)):
            continue
        own = mark_of(sentence, one) if one != head else ""
        yield Argument(role, one, phrase(sentence, one), own or preposition, source)


def beside(sentence: Sentence, index: int) -> bool:
    """Whether a word tagged as coordinated is rather in apposition (`Mosul, the second largest city`): no `and` leads up to it."""
    token = sentence.tokens[index]
    if token.relation != "conj" or token.head < 0:
        return token.relation == "appos"
    sisters = sentence.children(token.head, "conj")
    return not any(sentence.children(s.index, "cc") for s in sisters if s.index >= index)


def verb_arguments(sentence: Sentence, index: int, group: Group) -> tuple[Argument, ...]:
    """The arguments of the verb at `index`."""
    passive = group.voice == "passive"
    out: list[Argument] = []
    surface: Role = "patient" if passive else "agent"
    for head, source in _subjects(sentence, index, group):
        role: Role = "patient" if _is_object(sentence, index, head, passive) else surface
        out.extend(spread(sentence, role, head, source=source))
        for other in _loosely(sentence, index, head):
            out.append(Argument(surface, other, phrase(sentence, other), source="nearby"))
    for child in sentence.children(index):
        base = BASE[child.relation]
        if base == "obj":
            out.extend(spread(sentence, "patient", _resolved(sentence, child, index)))
        elif base == "xcomp" and child.pos == "PROPN" and not sentence.children(child.index, "cop", "case", "mark"):
            out.extend(spread(sentence, "patient", child.index))
        elif base == "iobj":
            out.extend(spread(sentence, "recipient", child.index))
        elif base == "obl":
            out.extend(_oblique(sentence, child, index, passive))
        elif child.relation == "advmod":
            out.extend(_adverbial(sentence, child))
    if not any(a.role == "patient" for a in out):
        if any(a.preposition == "to" for a in out):  # `handed Kidal to the army`: nobody is given anything but the army
            out = [replace(a, role="patient") if a.role == "recipient" else a for a in out]
        out.extend(_missing_object(sentence, index, passive))
    out.extend(_relative_place(sentence, index))
    return tuple(out)


def _is_object(sentence: Sentence, index: int, subject: int, passive: bool) -> bool:
    """`Israel accused Hezbollah`, where the parse has two subjects: the one behind an active verb is its object."""
    if passive or subject < index or sentence.tokens[subject].head != index or sentence.children(index, "obj", "expl"):
        return False
    return any(c.index < index for c in sentence.children(index, "nsubj"))


def _oblique(sentence: Sentence, child: Token, index: int, passive: bool) -> Iterator[Argument]:
    preposition = mark_of(sentence, child.index)
    if preposition == "by" and (passive or child.relation == "obl:agent"):
        yield from spread(sentence, "agent", child.index, "by")
    else:
        yield from spread(sentence, "oblique", _resolved(sentence, child, index), preposition)


def _adverbial(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """`north of Palmyra`, `close to Hit`: an adverb with its place below it."""
    for below in sentence.children(child.index, "obl", "nmod"):
        if preposition := mark_of(sentence, below.index):
            yield from spread(sentence, "oblique", below.index, f"{child.text.lower()} {preposition}")


def _antecedent(sentence: Sentence, index: int) -> int | None:
    """The noun that a relative clause, or the clause that a verb is coordinated with or embedded in, hangs on."""
    node = index
    for _ in range(4):
        token = sentence.tokens[node]
        if token.relation in {"acl:relcl", "acl"}:
            return token.head
        if BASE[token.relation] not in {"conj", "xcomp", "ccomp"} or token.head < 0:
            return None
        node = token.head
    return None


def _resolved(sentence: Sentence, child: Token, index: int) -> int:
    """The antecedent of a relative pronoun, else the token itself."""
    if child.text.lower() in _RELATIVE_WORDS and child.pos in {"PRON", "DET", "SCONJ", "ADV"}:
        found = _antecedent(sentence, index)
        if found is not None:
            return found
    return child.index


def _subjects(sentence: Sentence, index: int, group: Group) -> Iterator[tuple[int, Source]]:
    own = sentence.children(index, "nsubj")
    if len(own) > 1 and sentence.children(index, "obj", "expl"):  # `X took it, residents said`: who stands behind it tells it
        own = tuple(c for c in own if c.index < index) or own
    if (not own or own[0].index > index) and (judged := _judged(sentence, index)) is not None:
        yield judged, "shared"
        return
    if own:
        for child in own:
            head = _resolved(sentence, child, index)
            yield head, "parse" if head == child.index else "shared"
        return
    if (crossed := _across(sentence, index)) is not None:
        yield crossed, "parse"
        return
    if group.voice == "passive" and (land := _land_before(sentence, index)) is not None:
        yield land, "nearby"
        return
    node = index
    for _ in range(6):
        token = sentence.tokens[node]
        if token.head < 0:
            return
        found = _inherited(sentence, node, group)
        if found is not None:
            if found >= 0:
                yield found, "shared"
            return
        node = token.head
        if has_subject(sentence, node):
            above = sentence.children(node, "nsubj")
            # Of two before it (`Damascus, 26 Jun (X) The army took ...`) the first may be a dateline's town.
            for child in [c for c in above if c.index < node] or above[:1]:
                yield _resolved(sentence, child, node), "shared"
            return


def _land_before(sentence: Sentence, index: int) -> int | None:
    """`visited Hit, recaptured from rebels last month`: the place right before a participle is what was taken, whatever the parse hangs
    it on."""
    token = sentence.tokens[index]
    apart = (
        index > 1
        and sentence.tokens[index - 1].text == ","
        and token.relation in {"advcl", "acl", "xcomp", "conj", "parataxis"}
    )
    if not apart or token.lemma not in _OF_LAND or sentence.children(index, "mark"):
        return None
    name = next((e for e in sentence.entities if e.label == "LOC" and e.stop == index - 1), None)
    return sentence.head_of(name.first, name.stop) if name is not None else None


def _across(sentence: Sentence, index: int) -> int | None:
    """The noun before a verb that the parse hangs on the verb's object behind it, as a part of its name: no phrase goes across a verb,
    so that it is the subject (`the army, backed by militias, retook village X`)."""
    for child in sentence.children(index, "obj"):
        for below in sentence.children(child.index, "compound", "nmod", "flat"):
            if below.index < index < child.index and not mark_of(sentence, below.index):
                return below.index
    return None


def judging(sentence: Sentence, node: int) -> bool:
    """Whether a clause says for what its verb above accuses, blames or praises somebody: `of shelling`, `for having shelled`."""
    token = sentence.tokens[node]
    if token.head < 0 or sentence.tokens[token.head].lemma not in _JUDGING:
        return False
    marks = {mark_of(sentence, node), *(mark_of(sentence, c.index) for c in sentence.children(node, "aux"))}
    return not marks.isdisjoint({"of", "for", "with", "over"})


def _judged(sentence: Sentence, node: int) -> int | None:
    """Who is accused, blamed or praised for the deed at a token; None where no verb above judges."""
    token = sentence.tokens[node]
    if BASE[token.relation] not in {"advcl", "acl", "obl", "ccomp", "xcomp"} or not judging(sentence, node):
        return None
    whom = [c for c in sentence.children(token.head, "obj", "iobj", "nsubj") if token.head < c.index < node]
    return _resolved(sentence, whom[0], token.head) if whom else None


_ASKING = frozenset({"appeal", "call", "plead", "prevail"})
"""Verbs that name behind a preposition whom they ask to do something."""


def _asked(sentence: Sentence, token: Token) -> int | None:
    """Whom another verb asks to do this: `appealed to both sides to stop fighting`, `called on the rebels to leave`."""
    if sentence.tokens[token.head].lemma not in _ASKING:
        return None
    asked = [c for c in sentence.children(token.head, "obl") if c.index < token.index]
    asked = [c for c in asked if mark_of(sentence, c.index) in {"to", "on", "upon", "with"}]
    return asked[-1].index if asked else None


def _inherited(sentence: Sentence, node: int, group: Group) -> int | None:
    """Where a verb without a subject takes it from: a token; -1 for nowhere; None to look further up."""
    token = sentence.tokens[node]
    base = BASE[token.relation]
    parent = sentence.tokens[token.head]
    if base == "amod" or (base == "conj" and group.form == "participle" and parent.pos in {"NOUN", "PROPN"}):
        return token.head
    if mark_of(sentence, node) == "from" and base in {"acl", "advcl", "xcomp"} and group.form != "finite":
        return _held_back(sentence, token)
    if base == "acl":
        if token.relation == "acl:relcl":
            return token.head if not sentence.children(node, "obj") or not _has_relative_object(sentence, node) else -1
        if group.form in {"participle", "finite"} and not mark_of(sentence, node):
            return token.head
        return _doer_of_noun(sentence, token.head)
    if base == "xcomp":
        objects = sentence.children(token.head, "obj", "iobj")
        if objects and parent.lemma not in _SUBJECT_CONTROL:
            return _resolved(sentence, objects[-1], token.head)
        return _asked(sentence, token)
    if (judged := _judged(sentence, node)) is not None:
        return judged
    if base == "advcl" and mark_of(sentence, node) in CAUSES:
        return -1
    if base == "advcl" and group.voice == "active" and group_of(sentence, token.head).voice == "passive":
        agent = next((c for c in sentence.children(token.head, "obl") if mark_of(sentence, c.index) == "by"), None)
        if agent is not None and mark_of(sentence, node) == "by":
            return agent.index
        if token.lemma in _EFFECTS and not mark_of(sentence, node) and node > token.head:
            return -1
        return None
    if base == "advcl" and group.form == "infinitive" and (asked := _asked(sentence, token)) is not None:
        return asked
    if base in {"conj", "advcl", "xcomp"}:
        return None
    if base == "ccomp" and group.form != "finite":
        return None
    return -1


def _held_back(sentence: Sentence, token: Token) -> int | None:
    """`kept them from taking`, `were barred from taking`: who is kept from it, not who keeps."""
    above = sentence.tokens[token.head]
    if above.pos in {"NOUN", "PROPN", "PRON"}:
        return above.index
    kept = sentence.children(above.index, "obj", "iobj")
    if kept:
        return _resolved(sentence, kept[-1], above.index)
    return None


def _loosely(sentence: Sentence, index: int, head: int) -> Iterator[int]:
    """What else a participle behind a comma or a dash may be said of: the name before it, or the subject of its clause."""
    token = sentence.tokens[index]
    if (
        token.relation != "acl"
        or token.head != head
        or not any(t.text in {",", "-", "–", "—"} for t in sentence.tokens[head:index])
        or sentence.tokens[index - 1].pos == "PROPN"
    ):
        return
    name = _name_before(sentence, index, head)
    if name is not None:
        yield name
    noun = sentence.tokens[head]
    if noun.relation.startswith("obj") and noun.head >= 0:
        for subject in sentence.children(noun.head, "nsubj"):
            yield subject.index


def _name_before(sentence: Sentence, index: int, head: int) -> int | None:
    """`the fall of Hit, encircled by ...`: the name right before the comma, below the noun that the parse hangs the clause on."""
    comma = index - 1
    while comma > head and sentence.tokens[comma].text != ",":
        comma -= 1
    node = comma - 1
    if comma <= head + 1 or index - comma > 6 or sentence.tokens[node].pos != "PROPN":
        return None
    while (up := sentence.tokens[node].head) > head and BASE[sentence.tokens[node].relation] in {
        "flat",
        "compound",
    }:
        node = up
    return node if node != head and sentence.tokens[node].relation not in {"flat"} else None


def _has_relative_object(sentence: Sentence, node: int) -> bool:
    return any(c.text.lower() in _RELATIVE_WORDS for c in sentence.children(node, "obj"))


def _doer_of_noun(sentence: Sentence, noun: int) -> int | None:
    """Who makes an effort, has a plan: its possessor, else the subject of the verb whose object it is."""
    owner = sentence.children(noun, "nmod:poss") or [
        c
        for c in sentence.children(noun, "nmod", "compound")
        if mark_of(sentence, c.index) == "by" or (c.relation == "compound" and (c.pos == "PROPN" or c.lemma in _SIDES))
    ]
    if owner:
        return owner[0].index
    token = sentence.tokens[noun]
    part = BASE[token.relation]
    if part == "obl" and mark_of(sentence, noun) not in {"in", "on", "with", "into", "to", "for", "at", "from", "of", "about"}:
        return -1  # `people fled as operations to retake it began`
    if part in {"obj", "obl", "nmod"} and token.head >= 0:
        if subject := sentence.children(token.head, "nsubj"):
            return subject[0].index
        return None
    by = next((c for c in sentence.children(noun, "nmod") if mark_of(sentence, c.index) in {"by", "of"}), None)
    return by.index if by is not None else -1


def _missing_object(sentence: Sentence, index: int, passive: bool) -> Iterator[Argument]:
    """`areas it holds`, `the city ISIS seized`: a relative clause whose object is the noun it hangs on; and the object that
    coordinated verbs share (`killed and wounded dozens`)."""
    token = sentence.tokens[index]
    if passive or token.lemma in INTRANSITIVE:
        return
    if token.relation == "acl:relcl" and sentence.children(index, "nsubj"):
        pronouns = [c for c in sentence.children(index) if c.text.lower() in _RELATIVE_WORDS]
        if not pronouns and not sentence.children(index, "ccomp", "xcomp"):
            yield from spread(sentence, "patient", token.head, source="shared")
        return
    sister = token.head if token.relation == "conj" else next((c.index for c in sentence.children(index, "conj")), -1)
    if sister < 0 or sentence.tokens[sister].pos != "VERB":
        return
    for shared in sentence.children(sister, "obj"):
        low, high = sorted((index, sister))
        if shared.index > high and high - low <= 3:
            yield from spread(sentence, "patient", shared.index, source="shared")


def _relative_place(sentence: Sentence, index: int) -> Iterator[Argument]:
    """`Hit, where the army holds out`: the place meant by `where` is the last noun before it, whatever the clause hangs on."""
    words = sentence.words
    where = next((c for c in sentence.children(index) if words[c.index] == "where"), None)
    if where is None:
        return
    before = where.index - 1
    while before >= 0 and sentence.tokens[before].pos in {"PUNCT", "ADP"}:
        before -= 1
    if before < 0 or sentence.tokens[before].pos not in {"NOUN", "PROPN"}:
        return
    head = before
    while (
        (up := sentence.tokens[head].head) >= 0
        and up < before
        and BASE[sentence.tokens[head].relation] in {"flat", "compound", "nmod"}
    ):
        head = up
        if before - head > 6:
            break
    yield Argument("oblique", before, (before,), "where", "nearby")
    if head != before:
        yield Argument("oblique", head, phrase(sentence, head), "where", "shared")
