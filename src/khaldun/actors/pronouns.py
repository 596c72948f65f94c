"""`they`, `it`, `its`: actors named just before, where it is clear which."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.actors.unnamed import Heard
from khaldun.actors.vocabulary import Vocabulary
from khaldun.language.sentence import Sentence, Token
from khaldun.model import Actor, Mention

_PLURAL = frozenset({"they", "them", "their", "themselves"})
_SINGULAR = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "which", "that"})
PRONOUNS = _PLURAL | _SINGULAR | _RELATIVE
_MANY = frozenset({"armed group", "militia", "military", "police", "coalition", "unknown", "people", "government"})


def pronouns(heard: Sequence[Heard], mentions: Sequence[Sequence[Mention]], vocabulary: Vocabulary) -> list[Mention]:
    """Anaphor mentions. A pronoun means the subject of the clause or sentence before; else the only actor there; else none. `mentions`
    are those of each sentence."""
    out: list[Mention] = []
    told: list[list[Mention]] = [[] for _ in heard]
    for position, (sentence, cues) in enumerate(heard):
        asked = () if PRONOUNS.isdisjoint(cues) else _standing(sentence)
        if not asked:
            continue
        above = position - 1 if position and heard[position - 1][0].paragraph >= sentence.paragraph - 1 else None
        near = [*(mentions[position - 1] if position else ()), *mentions[position]]
        near.sort(key=lambda m: (m.start, -m.end))
        for token in asked:
            if sentence.words[token.index] in _RELATIVE:
                found = _antecedent(sentence, token, near)
            else:
                seen = [*near, *(told[position - 1] if position else ()), *told[position]]
                found = _before(sentence, None if above is None else heard[above][0], token, seen, vocabulary)
            if found is not None:
                text = sentence.text[token.start - sentence.start : token.end - sentence.start]
                actor = Actor(found.id, found.name, text, token.start, token.end, found.side, found.kind)
                told[position].append(
                    Mention("actor", token.start, token.end, text, actor=actor, anaphor=True, reason="a pronoun")
                )
        out += told[position]
    return out


def _standing(sentence: Sentence) -> list[Token]:
    """The pronouns of a sentence that stand for somebody: most that are written "that" do not."""
    return [
        t
        for t, word in zip(sentence.tokens, sentence.words, strict=True)
        if word in PRONOUNS and (t.relation.startswith("nsubj") if word in _RELATIVE else t.pos == "PRON")
    ]


def _antecedent(sentence: Sentence, token: Token, mentions: Sequence[Mention]) -> Actor | None:
    """Of `who`, `which`, `that`: the noun whose relative clause it is in."""
    clause = token.head
    if clause < 0 or not sentence.tokens[clause].relation.startswith("acl") or sentence.tokens[clause].head < 0:
        return None
    noun = sentence.tokens[sentence.tokens[clause].head]
    for mention in mentions:
        if mention.start <= noun.start < mention.end and mention.actor is not None:
            return mention.actor
    return None


def _before(
    sentence: Sentence, before: Sentence | None, token: Token, voices: Sequence[Mention], vocabulary: Vocabulary
) -> Actor | None:
    word = sentence.words[token.index]
    plural, possessive = word in _PLURAL, word in {"its", "their"}
    if word == "it" and not _acting(sentence, token, vocabulary):
        return None
    if possessive and token.head >= 0 and sentence.tokens[token.head].lemma in vocabulary.of_places:
        return None
    mentions = [m for m in voices if not m.anaphor or m.reason == "a pronoun"]
    here = [m for m in mentions if sentence.start <= m.start and m.end <= token.start and _fits(m, plural=plural)]
    own = _same_clause(sentence, token, here, voices, vocabulary)
    if own is not None:
        return own
    if here:
        return _subject(sentence, here) or _only(here)
    if before is None:
        return None
    there = [m for m in mentions if before.start <= m.start and m.end <= before.end and _fits(m, plural=plural)]
    return _subject(before, there) or _only(there)


def _same_clause(
    sentence: Sentence, token: Token, mentions: Sequence[Mention], voices: Sequence[Mention], vocabulary: Vocabulary
) -> Actor | None:
    """`X and its allies`; else the subject of the clause that a possessive stands in, or of the clauses above it."""
    beside = next(
        (m for m in mentions if sentence.text[m.end - sentence.start : token.start - sentence.start] == " and "), None
    )
    if beside is not None and token.text.lower() in {"its", "their"}:
        return beside.actor
    for above in sentence.ancestors(token.index):
        for subject in sentence.children(above.index, "nsubj"):
            found = next((m for m in mentions if m.start <= subject.start < m.end), None) or _of_them(
                sentence, subject, token, voices, vocabulary
            )
            if found is not None and subject.index != token.index:
                return found.actor
    return None


def _of_them(
    sentence: Sentence, subject: Token, token: Token, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Mention | None:
    """`Opposition sources insist it is in their hands`: whose sources they are."""
    if subject.text.lower() not in vocabulary.voices or token.text.lower() not in _PLURAL:
        return None
    owners = [c.start for c in sentence.children(subject.index, "compound", "amod", "nmod:poss")]
    return next((m for m in mentions if any(m.start <= start < m.end for start in owners)), None)


def _acting(sentence: Sentence, token: Token, vocabulary: Vocabulary) -> bool:
    if token.head < 0 or not token.relation.startswith("nsubj"):
        return False
    head = sentence.tokens[token.head]
    return head.pos == "VERB" and (head.lemma in vocabulary.acting or any(
        c.lemma in vocabulary.acting for c in sentence.children(head.index, "xcomp")
    ))  # fmt: skip


def _fits(mention: Mention, *, plural: bool) -> bool:
    if mention.actor is None or mention.actor.kind == "media":
        return False
    if plural:
        return mention.actor.kind in _MANY
    last = mention.text.split()[-1]
    return (
        mention.actor.kind != "people" and mention.text.lower() not in _PLURAL and not (last.islower() and last.endswith("s"))
    )


def _subject(sentence: Sentence, mentions: Sequence[Mention]) -> Actor | None:
    """The actor that is the subject of the main clause, else of the clause nearest before."""
    found: list[Mention] = []
    for mention in mentions:
        first, stop = sentence.at(mention.start, mention.end)
        for token in sentence.tokens[first:stop]:
            if token.relation.startswith("nsubj"):
                found.append(mention)
                if token.head >= 0 and sentence.tokens[token.head].relation in {"root", "conj"}:
                    return mention.actor
    return _only(found) or (found[-1].actor if found else None)


def _only(mentions: Sequence[Mention]) -> Actor | None:
    ids = {m.actor.id for m in mentions if m.actor is not None}
    return mentions[-1].actor if len(ids) == 1 else None
