"""Who does a verb: its subject over passives, relatives, coordination and control."""

from __future__ import annotations

from khaldun.claims.contents import infinitive
from khaldun.claims.openings import credit_end
from khaldun.claims.orders import speaks
from khaldun.claims.sources import RELATIVES
from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token


def subject(sentence: Sentence, verb: Token, words: Speech, depth: int = 0) -> tuple[int | None, bool]:
    """The token that names who does the verb, over passives, relatives, coordination and control; and whether it is passive."""
    if depth > 5:
        return None, False
    passive = sentence.children(verb.index, "nsubj:pass")
    if passive and _really_active(sentence, verb, words):
        return passive[0].index, False
    as_told = any(t.text.lower() == "as" for t in sentence.children(verb.index, "mark")) and not sentence.children(
        verb.index, "nsubj"
    )
    if passive or as_told or any(t.relation == "aux:pass" for t in sentence.children(verb.index)):
        return _agent(sentence, verb), True
    heard = verb.lemma in words.hear  # `..., a resident told Xinhua`, whatever the parse makes of Xinhua
    found = [
        t
        for t in sentence.children(verb.index, "nsubj")
        if t.relation != "nsubj:outer" and not _day(t) and not (heard and t.index > verb.index)
    ]
    if found:
        ahead = [t for t in found if t.index < verb.index]
        inverted = sentence.tokens[verb.index - 1].pos == "PUNCT" or not sentence.children(verb.index, "ccomp")
        near = min(ahead if ahead and not inverted else found, key=lambda t: abs(t.index - verb.index))
        return _antecedent(sentence, verb, near, words), False
    if verb.head < 0:
        return None, False
    above, relation = sentence.tokens[verb.head], verb.relation.partition(":")[0]
    if above.end <= credit_end(sentence) and sentence.tokens[verb.index - 1].pos in {"NOUN", "PROPN"}:
        return _right_before(sentence, verb), False
    if _after_aside(sentence, verb, above):
        return above.index, False
    if relation == "conj":
        over = sentence.tokens[above.head] if above.relation == "ccomp" and above.head >= 0 else None
        joined = sentence.children(verb.index, "cc")
        apart = bool(joined) and sentence.tokens[joined[0].index - 1].text == ","
        if over is not None and apart and over.lemma in words.say and words.known(verb.lemma):
            return subject(sentence, over, words, depth + 1)  # `said ten had died, and accused the army`
        return subject(sentence, above, words, depth + 1)
    if relation in {"xcomp", "advcl"}:
        return _controller(sentence, verb, above, words, depth)
    if relation == "acl" and not verb.relation.endswith("relcl") and above.pos in {"NOUN", "PROPN", "PRON"}:
        return _modified(sentence, verb, above, words, depth)
    return None, False


def _modified(sentence: Sentence, verb: Token, above: Token, words: Speech, depth: int) -> tuple[int | None, bool]:
    """Of a participle or an infinitive behind a noun: `residents fleeing`, `the village seized by`, `a pledge to withdraw`."""
    apart = verb.text.lower().endswith("ing") and sentence.tokens[verb.index - 1].text == ","
    if (apart or above.lemma in words.documents) and above.relation == "obj" and above.head >= 0:
        return subject(sentence, sentence.tokens[above.head], words, depth + 1)
    meant = infinitive(sentence, verb)
    if meant and above.pos == "NOUN" and not speaks(sentence, above, words):
        return None, False  # `the right to defend`, `the need to condemn`
    active = meant or verb.text.lower().endswith("ing")
    return (above.index, False) if active else (_agent(sentence, verb), True)


def _agent(sentence: Sentence, verb: Token) -> int | None:
    """Who does what a passive tells: `claimed by the group`."""
    below = [t for t in sentence.children(verb.index, "obl") if t.pos != "NUM" and not _day(t)]  # `by 2016 it was reported`
    return next((t.index for t in below if any(c.text.lower() == "by" for c in sentence.children(t.index, "case"))), None)


def _really_active(sentence: Sentence, verb: Token, words: Speech) -> bool:
    """`This initiative called for`, which the parse reads as a passive: no word of one, and the preposition that the verb takes."""
    if verb.relation not in {"root", "conj"} or sentence.text.rstrip()[-1:] != ".":
        return False
    marks = {c.text.lower() for t in sentence.children(verb.index, "obl") for c in sentence.children(t.index, "case")}
    apart = any(t.relation == "aux:pass" for t in sentence.children(verb.index)) or "by" in marks
    return not apart and bool(marks & words.prepositions.get(verb.lemma, frozenset()))


def _right_before(sentence: Sentence, verb: Token) -> int:
    """Who stands right before a verb that the parse hangs on a dateline: `GENEVA (AP) - Omar Haddad called on Friday for`."""
    first = next((e.first for e in sentence.entities if e.stop == verb.index), verb.index - 1)
    return sentence.head_of(first, verb.index)


def _after_aside(sentence: Sentence, verb: Token, above: Token) -> bool:
    """`Haddad, who met them on Tuesday, said`, where the parse reads two clauses that tell of Haddad, the second without its `who`."""
    named = verb.relation == "parataxis" and above.pos == "PROPN" and above.head < 0
    if not (named or verb.relation == "acl:relcl") or any(t.text.lower() in RELATIVES for t in sentence.children(verb.index)):
        return False
    asides = [t for t in sentence.children(above.index, "acl", "appos") if t.index < verb.index]
    first = min([verb.index, *(t.index for t in sentence.children(verb.index, "advmod", "aux") if t.index < verb.index)])
    return bool(asides) and sentence.tokens[first - 1].text == ","


def _day(token: Token) -> bool:
    """`He earlier Tuesday said`: a day is nobody, whatever the parse makes of it."""
    return token.pos == "PROPN" and token.text.endswith("day")


def _antecedent(sentence: Sentence, verb: Token, found: Token, words: Speech) -> int:
    """The noun that `who` stands for; of `He is a liar who promised` him who is said to be one."""
    if found.text.lower() not in RELATIVES or not verb.relation.startswith("acl") or verb.head < 0:
        return found.index
    noun = sentence.tokens[verb.head]
    beside = [t for t in sentence.tokens[max(0, found.index - 2) : found.index] if t.pos in {"NOUN", "PROPN"}]
    if found.text.lower() == "who" and beside and not speaks(sentence, noun, words) and speaks(sentence, beside[-1], words):
        return beside[-1].index  # `a claim denied by the rebels, who say`
    predicate = sentence.tokens[noun.head] if noun.relation == "conj" and noun.head >= 0 else noun
    own = sentence.children(predicate.index, "nsubj") if sentence.children(predicate.index, "cop") else []
    return own[0].index if own and own[0].pos == "PROPN" else noun.index


def _controller(sentence: Sentence, verb: Token, above: Token, words: Speech, depth: int) -> tuple[int | None, bool]:
    """Of `wants to say`, `quoted him as saying`, `left, saying`: who speaks below the verb above."""
    marks = {t.text.lower() for t in sentence.children(verb.index, "mark")}
    if verb.relation == "advcl" and not (verb.text.lower().endswith("ing") or "to" in marks):
        return None, False
    if (
        verb.relation == "xcomp"
        and above.lemma in words.ask - words.relay
        and "to" in marks
        and sentence.children(above.index, "obj")
    ):
        return None, False  # `asked the army to condemn it`: the army has not
    objects = sentence.children(above.index, "obj", "iobj")
    quoting = above.lemma == "quote" or (above.lemma in {"cite", "report", "describe"} and "as" in marks)
    if objects and (quoting or (verb.relation == "xcomp" and above.lemma in words.ask | words.hear)):
        return objects[0].index, False
    passive = sentence.children(above.index, "nsubj:pass")
    if passive:
        return passive[0].index, False
    if above.pos not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None, False
    over = sentence.tokens[above.head] if above.relation == "ccomp" and above.head >= 0 else None
    apart = sentence.tokens[verb.index - 1].text == "," and verb.text.lower().endswith("ing")
    if over is not None and apart and over.lemma in words.say and verb.lemma in words.say and above.lemma not in words.say:
        return subject(sentence, over, words, depth + 1)  # `said ten had died, adding that`
    return subject(sentence, above, words, depth + 1)


def cited(sentence: Sentence, verb: Token, source: int, words: Speech) -> int | None:
    """Whom the speaker cites for it: `SANA, citing a military source, said`, `Reuters reported, quoting officials`."""
    below = [
        t for c in sentence.children(verb.index, "ccomp") for t in sentence.children(c.index, "advcl") if t.index > verb.index
    ]
    for token in (*sentence.children(verb.index, "advcl"), *sentence.children(source, "acl"), *below):
        if token.lemma not in words.relay or not token.text.lower().endswith("ing") or sentence.children(token.index, "mark"):
            continue
        for who in sentence.children(token.index, "obj"):
            named = any(e.label in {"PER", "ORG"} and e.first <= who.index < e.stop for e in sentence.entities)
            if (named or who.text.lower() in words.speakers) and not sentence.children(token.index, "xcomp", "ccomp", "advcl"):
                return who.index
    return None
