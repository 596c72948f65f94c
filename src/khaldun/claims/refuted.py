"""What a text tells and takes back elsewhere in the sentence, read off the order of words where a parse often slips: `X took Y, the
army denied`, `X took Y, a claim that the army rejects`, `reports that X took Y proved false`, `no truth to reports that`."""

from __future__ import annotations

from khaldun.claims.hedges import Hedges
from khaldun.language.frames import Frame
from khaldun.language.frames_scope import group_of
from khaldun.language.lemma import lemma
from khaldun.language.sentence import Sentence, Token
from khaldun.model.claim import Status

_LEADING = frozenset({"that", "of", "about", "by", "to", "from"})
"""What stands between a noun of telling and what it tells."""
_FAR = 14
"""Words between a noun of telling and the deed that it tells."""
_STOPS = frozenset({";", ":", "“", "”", '"'})
_MAIN = frozenset({"root", "ccomp", "conj", "parataxis", "obj", "nsubj", "obl"})
_BARE = frozenset({"obj", "ccomp", "xcomp", "iobj", "csubj"})
_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


def refuted(sentence: Sentence, frame: Frame, words: Hedges) -> Status | None:
    """Denied, hypothetical where the denial itself is not certain, None where nothing speaks against what a frame tells."""
    noun = _telling(sentence, frame.head, words)
    if noun is not None and (answer := _of_report(sentence, noun, frame.head, words)) is not None:
        return answer
    if any(words.has("saying", s.lemma) and s.pos == "VERB" for s in frame.scope[1:]) or words.has("voicing", frame.lemma):
        return None
    return _afterwards(sentence, frame, words)


def _telling(sentence: Sentence, head: int, words: Hedges) -> int | None:
    """The noun before a deed that tells it: `claims that`, `reports of`."""
    tokens, said = sentence.tokens, sentence.words
    for at in range(head - 1, max(-1, head - _FAR), -1):
        if tokens[at].text in _STOPS or (tokens[at].text == "," and tokens[at + 1].pos in {"CCONJ", "PRON", "DET"}):
            return None
        if at + 1 < head and said[at + 1] in _LEADING and _is_report(tokens[at], words):
            return at
    return None


def _is_report(token: Token, words: Hedges) -> bool:
    if token.pos in {"VERB", "AUX"} and not token.text.lower().endswith("s"):
        return False
    return words.has("report-noun", lemma(token.text, "NOUN"))


def _of_report(sentence: Sentence, noun: int, head: int, words: Hedges) -> Status | None:
    """What is said of a noun of telling, before it or behind the deed."""
    tokens = sentence.tokens
    before = [t.text.lower() for t in tokens[max(0, noun - 4) : noun]]
    if "no" in before and any(words.has("truth", w) for w in before):
        return "denied"
    if "contrary" in before and "to" in before[before.index("contrary") :]:
        return "denied"
    for token in reversed(tokens[max(0, noun - 6) : noun]):
        if token.text in _STOPS or token.text == ",":
            break
        if token.pos == "VERB" and words.has("denying", token.lemma):
            if token.relation == "amod" and (token.index == 0 or tokens[token.index - 1].pos == "DET"):
                return "hypothetical"
            if token.relation == "amod" or group_of(sentence, token.index).voice == "active":
                return _turned(sentence, token)
        if words.has("calling", token.lemma) and token.pos == "VERB":
            return "denied" if _untrue_after(sentence, head, words) is not None else None
    verdict = _untrue_after(sentence, head, words, copular=True)
    return None if verdict is None else _turned(sentence, verdict)


def _turned(sentence: Sentence, token: Token) -> Status:
    """Denied; hypothetical where the denial is denied, or only may come."""
    tokens = sentence.tokens
    near = {t.text.lower() for t in tokens[max(0, token.index - 3) : token.index]}
    return "hypothetical" if near & _NOT or group_of(sentence, token.index).modal is not None else "denied"


def _untrue_after(sentence: Sentence, head: int, words: Hedges, *, copular: bool = False) -> Token | None:
    """The word behind a deed that calls it false: `proved untrue`, `were dismissed`."""
    linked = not copular
    for token in sentence.tokens[head + 1 :]:
        if token.text in _STOPS or token.text == "," or token.text.lower() in {"and", "but", "who", "which"}:
            return None
        if token.lemma in {"be", "prove", "turn"}:
            linked = True
        if linked and (words.has("untrue", token.text.lower()) or words.has("untrue", token.lemma)):
            return token
        if linked and copular and token.text.lower() != token.lemma and words.has("denying", lemma(token.text, "VERB")):
            return token
    return None


def _afterwards(sentence: Sentence, frame: Frame, words: Hedges) -> Status | None:
    """`..., the army denied`, `..., a claim [that] the army denied`, `..., which the army denied`."""
    tokens = sentence.tokens
    if frame.scope[0].relation.partition(":")[0] not in _MAIN:
        return None
    comma = next((t.index for t in tokens[frame.head :] if t.text in {",", "–", "—", "-"}), None)
    if comma is None:
        return None
    for token in tokens[comma + 1 :]:
        if token.text in _STOPS or token.text.lower() in {"and", "but", "while"}:
            return None
        if token.pos != "VERB" or not words.has("denying", token.lemma):
            continue
        below = sentence.children(token.index)
        behind = [c for c in below if c.index > token.index and c.relation.partition(":")[0] in _BARE]
        lead = tokens[tokens[comma : token.index][-1].index]
        start = max(t.index for t in tokens[comma : lead.index + 1] if t.text in {",", "–", "—", "-"})
        between = tokens[start + 1 : token.index]
        report = any(_is_report(t, words) and t.pos in {"NOUN", "VERB"} for t in between) or any(
            t.text.lower() in {"which", "something"} for t in between[:1]
        )
        subject = any(c.relation.startswith("nsubj") and c.index > start for c in below)
        by = any(t.text.lower() == "by" for t in tokens[token.index + 1 : token.index + 2])
        bare = not behind and subject and not any(t.pos in {"VERB", "SCONJ"} for t in between)
        active = not any(c.relation == "aux:pass" for c in below)
        if (bare and active) or (report and not behind and (by or (subject and active))):
            return _turned(sentence, token)
    return None
