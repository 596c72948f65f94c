"""Sites without a name to which a deed of war is done: "shelled the hospital", "a strike on the military airport", "the bridges were targeted".

Which one is meant the words do not tell, so that these mentions have no place. Where "the town" and the like go back to a name, that is
the work of `anaphora`.
"""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.language.sentence import Sentence, Token
from khaldun.model import Mention
from khaldun.places.cues import Cues

_AT = frozenset("in at near inside on into from around outside within against".split())
_ON = frozenset("at on near against of".split())
"""After a noun, "in" tells where rather than what: "controls in shops"."""
_ROW = 8
"""Members of a row of sites that are followed back to its first."""
REASON = "a site without a name"


def sites(text: str, sentences: Sequence[Sentence], taken: Sequence[Mention], cues: Cues) -> list[Mention]:
    """The sites of a text that are not part of a mention already there."""
    spans = {(m.start, m.end) for m in taken}
    out = []
    for sentence in sentences:
        for token in sentence.tokens:
            if (
                token.lemma in cues.sites
                and token.pos == "NOUN"
                and _done_to(sentence, token, cues)
                and _nameless(sentence, token)
            ):
                start = _first(sentence, token)
                if not any(s < token.end and start < e for s, e in spans):
                    out.append(Mention("place", start, token.end, text[start : token.end], anaphor=True, reason=REASON))
    return out


def _done_to(sentence: Sentence, token: Token, cues: Cues) -> bool:
    """Whether the tree puts a noun, or the first of its row, under a deed, as its object, or at or on it; or calls it after one ("liberated
    areas", "the rebel-held hospital")."""
    if any(c.lemma in cues.deeds and c.pos == "VERB" for c in sentence.children(token.index, "amod")):
        return True
    for _ in range(_ROW):
        if token.relation != "conj" or token.head < 0:
            break
        token = sentence.tokens[token.head]
    if token.head < 0:
        return False
    head = sentence.tokens[token.head]
    if head.lemma not in cues.deeds:
        return False
    relation = token.relation.partition(":")[0]
    if token.relation == "nsubj:pass" or (relation == "obj" and head.pos == "VERB"):
        return True
    at = _AT if relation == "obl" else _ON if relation == "nmod" else frozenset()
    return any(c.text.lower() in at for c in sentence.children(token.index, "case"))


def _nameless(sentence: Sentence, token: Token) -> bool:
    """Whether no name belongs to a noun: not "the town of Hit", "the Nahda hospital"."""
    for child in sentence.children(token.index):
        if child.pos != "PROPN":
            continue
        relation = child.relation.partition(":")[0]
        if relation in ("compound", "flat", "appos", "amod"):
            return False
        if relation == "nmod" and any(c.text.lower() == "of" for c in sentence.children(child.index, "case")):
            return False
    return True


def _first(sentence: Sentence, token: Token) -> int:
    """Where the noun starts with the nouns before it that belong to it: "[military airport]", "[bus station]"."""
    at = token.index
    while at and sentence.tokens[at - 1].head == token.index and sentence.tokens[at - 1].relation == "compound":
        at -= 1
    return sentence.tokens[at].start
