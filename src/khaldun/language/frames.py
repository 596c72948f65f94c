"""A parse read as predicates with their arguments: who did what, to whom, where, and under which outer words.

`frames(sentence)` gives a frame for every verb (auxiliaries and copulas apart), every noun that carries arguments as an event
does, and every participle in a hyphened compound. Patterns ask for the few words they know with `frame_at`.
"""

from __future__ import annotations

from dataclasses import replace

from khaldun.language.frames_model import Argument, Frame, Group, Step
from khaldun.language.frames_nouns import compound_arguments, compound_holder, noun_arguments, support_of
from khaldun.language.frames_scope import scope_of
from khaldun.language.frames_tree import tree
from khaldun.language.frames_verbs import INTRANSITIVE, verb_arguments
from khaldun.language.lemma import lemma as lemma_of
from khaldun.language.sentence import Sentence

__all__ = ["Argument", "Frame", "Group", "Step", "frame_at", "frames", "particle_of"]


def particle_of(sentence: Sentence, index: int) -> int | None:
    """The particle of a verb: its `compound:prt`, else None."""
    found = sentence.children(index, "compound:prt")
    return found[0].index if found else None


def frame_at(sentence: Sentence, index: int) -> Frame:
    """The frame of the token at `index`, read as a verb, a noun, an adjective or the participle of a compound.

    Give it a `Tree` (`frames_tree.tree`) where several frames of one sentence are wanted.
    """
    token = sentence.tokens[index]
    last = compound_holder(sentence, index)
    scope = scope_of(sentence, index)
    if last is not None and token.pos != "NOUN":
        group = Group(tense=None, voice="passive", form="participle")
        arguments = compound_arguments(sentence, index, last)
        return Frame(index, (index,), lemma_of(token.text, "VERB"), "compound", group, arguments, scope)
    if token.pos in {"VERB", "AUX"} or (token.pos == "ADJ" and token.text.lower().endswith(("ed", "ing", "en"))):
        return _verb_frame(sentence, index, scope)
    arguments = noun_arguments(sentence, index)
    return Frame(
        index,
        (index,),
        token.lemma,
        "adjective" if token.pos == "ADJ" else "noun",
        scope[0].group,
        arguments,
        scope,
        support_of(sentence, index),
    )


def _verb_frame(sentence: Sentence, index: int, scope: tuple[Step, ...]) -> Frame:
    token = sentence.tokens[index]
    group = scope[0].group
    if token.relation == "amod" and not token.text.lower().endswith("ing"):
        group = replace(group, voice="passive", form="participle")
    elif token.relation == "acl" and group.form == "participle" and not token.text.lower().endswith("ing"):
        active = token.lemma in INTRANSITIVE
        group = replace(group, voice="active", tense="past", form="finite") if active else replace(group, voice="passive")
    particle = particle_of(sentence, index)
    trigger = (index,) if particle is None else tuple(sorted((index, particle)))
    word = token.lemma if token.pos != "ADJ" else lemma_of(token.text, "VERB")
    name = word if particle is None else f"{word} {sentence.tokens[particle].text.lower()}"
    return Frame(index, trigger, name, "verb", group, verb_arguments(sentence, index, group), scope)


def frames(sentence: Sentence) -> list[Frame]:
    """All frames of a sentence, in the order of their heads."""
    sentence, out = tree(sentence), []
    for token in sentence.tokens:
        if token.relation.partition(":")[0] in {"aux", "cop"}:
            continue
        if (
            token.pos == "VERB"
            or (compound_holder(sentence, token.index) is not None and token.pos in {"VERB", "ADJ"})
            or (token.pos == "NOUN" and sentence.children(token.index, "nmod", "compound"))
        ):
            out.append(frame_at(sentence, token.index))
    return out
