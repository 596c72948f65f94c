"""What one says and another takes back: `X said it had taken Y, but Z denied it`, `... a claim that Z rejects`, `Z said this was untrue`.

What X says stays X's claim; beside it stands the same claim, denied, by the word of Z.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.claims.attributions import Attribution
from khaldun.claims.contents import BACK, told_before
from khaldun.claims.hedges import Hedges
from khaldun.claims.sources import phrase
from khaldun.claims.speech import Speech
from khaldun.claims.subjects import subject
from khaldun.language.frames_scope import group_of
from khaldun.language.sentence import Sentence, Token
from khaldun.model import CONTROL_KINDS, CORE_KINDS, DONE, Claim, Span, Speaker, identifier

_DEEDS = CONTROL_KINDS | CORE_KINDS | {"airstrike", "shelling", "bombing", "attack", "clash", "killing", "abduction", "arrest"}
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj"})


def deniers(sentence: Sentence, words: Hedges, speech: Speech) -> Iterator[Attribution]:
    """Who denies what was told before, at the verb of denying; the content is that verb alone."""
    for token in sentence.tokens:
        if token.pos != "VERB" or not words.has("denying", token.lemma) or not _looks_back(sentence, token, words):
            continue
        source, passive = subject(sentence, token, speech)
        if source is not None and not passive:
            at = token.start, token.end
            yield Attribution(*at, *at, sentence, tuple(phrase(sentence, source)), source, True)


def _looks_back(sentence: Sentence, verb: Token, words: Hedges) -> bool:
    """Whether a verb of denying says no more of what it denies than `it` or `the claim`."""
    group = group_of(sentence, verb.index)
    if group.negated or group.modal is not None or group.form not in {"finite", "participle"}:
        return False
    if any(c.relation.partition(":")[0] in _CLAUSES for c in sentence.children(verb.index)):
        return False
    told = [c for c in sentence.children(verb.index, "obj") if c.index > verb.index]
    if told:
        return all(_back(sentence, t, words) for t in told)
    if verb.relation.startswith("acl"):
        return words.has("report-noun", sentence.tokens[verb.head].lemma) or _which(sentence, verb)
    return False


def _which(sentence: Sentence, verb: Token) -> bool:
    return any(c.text.lower() == "which" and c.index < verb.index for c in sentence.children(verb.index, "obj", "nsubj", "obl"))


def _back(sentence: Sentence, token: Token, words: Hedges) -> bool:
    if token.text.lower() in BACK:
        return told_before(sentence, token) or token.relation.startswith("nsubj")
    bare = not any(c.relation in {"acl", "acl:relcl", "nmod", "ccomp"} for c in sentence.children(token.index))
    definite = any(c.text.lower() in {"the", "this", "that", "these", "those"} for c in sentence.children(token.index, "det"))
    return bare and definite and words.has("report-noun", token.lemma)


def untrue_at(sentence: Sentence, words: Hedges) -> Iterator[Token]:
    """The predicates that call what was told before untrue: `this was untrue`, `the claim is false`."""
    if words.lacks("untrue", sentence.words):
        return
    for token in sentence.tokens:
        if not words.has("untrue", token.text.lower()) or group_of(sentence, token.index).negated:
            continue
        if any(_back(sentence, s, words) for s in sentence.children(token.index, "nsubj")):
            yield token


def twins(
    sentence: Sentence, at: Token, who: Speaker, told: Sequence[tuple[Claim, tuple[str, ...]]], text: str
) -> Iterator[tuple[Claim, tuple[str, ...]]]:
    """The claims that `who` denies at a word: those told before it in its sentence, else those of somebody else's word in the sentence
    before (`told`, with their signs)."""
    ours = [t for t in told if t[0].kind in _DEEDS and t[0].status in DONE and t[0].trigger.start < at.start]
    ours = [t for t in ours if t[0].speaker is None or t[0].speaker.id != who.id]
    here = [t for t in ours if t[0].evidence.start >= sentence.start]
    for claim, signs in here or [t for t in ours if t[0].speaker is not None]:
        ids = (claim.kind, at.start, at.end, claim.place.id if claim.place else None, claim.id, "denied")
        twin = replace(
            claim,
            id=identifier("clm", claim.article_id, *ids),
            status="denied",
            speaker=who,
            evidence=Span.of(text, sentence.start, sentence.end),
            trigger=Span.of(text, at.start, at.end),
        )
        kept = (s for s in signs if not s.startswith(("status:", "speaker:")))
        yield twin, (*kept, "status:denied", "status:no-fact", "speaker:told", f"speaker:{who.kind}")
