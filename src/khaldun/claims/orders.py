"""Who says what by the order of words, where a parse takes the subject of what is said, or the verb of saying, for something else."""

from __future__ import annotations

from khaldun.claims.sources import phrase
from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token

_CLOSES = frozenset({"VERB", "AUX", "SCONJ"})
_ENDS = frozenset({",", "”", '"', "''"})


def closing(sentence: Sentence, verb: Token, words: Speech) -> tuple[range, int] | None:
    """What is said and who says it, where `, the ministry posted on its page` or `, wrote director Omar Haddad` ends the sentence and the
    parse does not have it so."""
    tokens, at = sentence.tokens, verb.index
    rest = tokens[at + 1 :]
    if verb.text.lower().endswith("ing") or any(t.pos in _CLOSES or t.text.lower() == "by" for t in rest) or len(rest) > 16:
        return None
    described = _behind_who(sentence, verb, words)
    if described is not None:
        return described
    apart = tokens[at - 1].text in _ENDS
    bare = None if apart else _without_comma(sentence, verb, words)
    if bare is not None:
        return bare
    behind = next((t for t in rest if t.relation in {"obj", "iobj", "nsubj"} and t.index <= at + 6), None)
    if apart and behind is not None:
        if verb.lemma not in words.invert or behind.relation == "nsubj" or not speaks(sentence, behind, words):
            return None
        first, source = at, behind.index
    else:
        if verb.relation.partition(":")[0] not in {"acl", "parataxis"} or verb.relation.endswith("relcl"):
            return None
        if sentence.children(at, "nsubj"):
            return None
        last = at - 2 if apart else at - 1
        first = last
        while first > 0 and tokens[first - 1].pos in {"NOUN", "PROPN", "DET", "ADJ", "PART", "PRON", "ADP"}:
            first -= 1
        source = sentence.head_of(first, last + 1)
        if first < 3 or tokens[first - 1].text not in _ENDS or not speaks(sentence, tokens[source], words):
            return None
    told = tokens[: first - 1]
    return (range(first - 1), source) if any(t.pos in {"VERB", "AUX"} for t in told) else None


def _behind_who(sentence: Sentence, verb: Token, words: Speech) -> tuple[range, int] | None:
    """`..., an elder who asked not to be named told the agency`."""
    tokens = sentence.tokens
    if verb.relation not in {"conj", "parataxis", "acl", "advcl"} or sentence.children(verb.index, "nsubj", "cc"):
        return None
    for clause in tokens[: verb.index]:
        who = next((t for t in sentence.children(clause.index, "nsubj") if t.text.lower() == "who"), None)
        if who is None or not clause.relation.endswith("relcl") or max(sentence.subtree(clause.index)) != verb.index - 1:
            continue
        source = who.index - 1
        first = min(i for i in sentence.subtree(source, without=frozenset({"acl", "punct"})) if i <= source)
        if first > 3 and tokens[first - 1].text in _ENDS and speaks(sentence, tokens[source], words):
            return range(first - 1), source
    return None


def _without_comma(sentence: Sentence, verb: Token, words: Speech) -> tuple[range, int] | None:
    """`Strikes killed ten in Homs a monitor said`, in a text that has lost its commas."""
    tokens, last = sentence.tokens, verb.index - 1
    if (
        "," in sentence.words
        or verb.relation not in {"advcl", "conj", "parataxis", "acl"}
        or sentence.children(verb.index, "cc", "mark", "obj", "ccomp", "xcomp")
    ):
        return None
    named = next((e.first for e in sentence.entities if e.label in {"PER", "ORG"} and e.stop == verb.index), None)
    if named is None and tokens[last].text.lower() not in words.speakers:
        return None
    first = last if named is None else named
    while first > 0 and first <= tokens[first - 1].head <= last:
        first -= 1
    told = any(t.pos in {"VERB", "AUX"} for t in tokens[:first])
    return (range(first), sentence.head_of(first, last + 1)) if told else None


def speaks(sentence: Sentence, token: Token, words: Speech) -> bool:
    """Whether a noun is, or stands by, a name, or is a word for one who speaks."""
    named = any(e.label in {"PER", "ORG"} and e.first <= token.index + 2 and token.index < e.stop for e in sentence.entities)
    return named or token.text.lower() in words.speakers


def from_the_start(sentence: Sentence, verb: Token, content: list[int], source: int) -> list[int]:
    """All before `, the governor said`, whose subject the parse may have taken for another subject of `said`."""
    edge = min(verb.index, *phrase(sentence, source))
    before = sentence.tokens[edge - 1].text in _ENDS
    split = any(sentence.tokens[i].text in {"“", "”", '"', ":"} for i in range(content[0]))
    return list(range(edge)) if 0 < content[0] <= max(content) < edge and before and not split else content


def taken_for_modifier(sentence: Sentence, verb: Token) -> list[int]:
    """What is said in `Several outlets reported on Monday the army had left`, where the parse reads `outlets reported on`: the verb
    above has a second subject behind it."""
    if verb.relation != "acl" or verb.head < 0 or verb.text.lower().endswith("ing"):
        return []
    noun = sentence.tokens[verb.head]
    if not noun.relation.startswith("nsubj") or noun.head < verb.index:
        return []
    second = [t for t in sentence.children(noun.head, "nsubj") if t.index > verb.index]
    if not second:
        return []
    return list(range(min(sentence.subtree(second[0].index)), max(sentence.subtree(noun.head)) + 1))
