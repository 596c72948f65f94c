"""What happened to those counted: from the parse where there is one, else from the words around."""

from __future__ import annotations

import re

from khaldun.figures.lexicon import Roles
from khaldun.figures.noun import OBJECT
from khaldun.language.sentence import Sentence, Token

_WORDS = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[.;:,()]|\d[\d,.]*")
WEAK = frozenset({None, "remaining", "deployed", "arrived", "in need"})
"""Roles that give way to a stronger one near by: people sent fleeing are displaced, the displaced who arrive stay displaced."""
MIXED = "casualties"
"""Of those counted some were killed, and others hurt, taken or driven out: how many of each is not said."""
HARM = frozenset({"killed", "wounded", MIXED})
"""Roles that a noun settles by itself: what else the verb says of the dead does not change it."""
LOTS = HARM | frozenset(
    "displaced evacuated returned detained abducted missing besieged trapped homeless rescued surrendered sheltered".split()
)
"""What befalls people alone, by which a bare number counts them and goes on."""
_HARM = HARM - {MIXED}
"""Roles that what is told of people settles, whatever had befallen them: `killed 60 displaced people`."""
_RESCUERS = re.compile(
    r"\b[Rr]escue (?:workers?|teams?|crews?|officials?|services?)\b(?= (?:say|says|said|told|reported|added)\b)"
)
"""Those who rescue have rescued nobody yet: `Rescue workers said nine children had died`."""
_NEXT = re.compile(r"\s*[a-z]+")
_LINE = re.compile(r"\n(?=\s*[A-Z])")
_HELPERS = frozenset({"were", "was", "are", "is", "been", "being", "be", "have", "has", "had", "got", "who", "that", "to", "reportedly", "also", "forced",
                      "newly", "still", "since", "already", "now", "reported", "registered", "as", "feared", "confirmed", "believed", "remained", "remain",
                      "internally", "said", "left", "pre-emptively", "thought", "could", "would", "may", "might", "will"})  # fmt: skip


def of_another_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether those counted are the subject of a clause joined to another: what that one tells did not befall them (`killed five and 200
    militants took part`)."""
    first, stop = sentence.at(start, end)
    if first == stop:
        return False
    head = sentence.tokens[sentence.head_of(first, stop)]
    return head.relation == "nsubj" and head.head >= 0 and sentence.tokens[head.head].relation == "conj"


def by_parse(sentence: Sentence, start: int, end: int, roles: Roles) -> str | None:
    """The role by syntax of the phrase at [`start`, `end`): its own participles, then the verb it is subject or object of."""
    first, stop = sentence.at(start, end)
    if first == stop:
        return None
    head = sentence.tokens[sentence.head_of(first, stop)]
    if head.pos == "VERB" and head.index > first and head.text.lower() in roles.adjectives:  # `millions displaced since`
        return roles.adjectives[head.text.lower()]
    own, over = _own(sentence, head, roles), _above(sentence, head, roles)
    if own not in WEAK and (own in _HARM or over not in _HARM):
        return own
    return over or own


def own(sentence: Sentence, start: int, end: int, roles: Roles) -> str | None:
    """The role by the participles of the phrase at [`start`, `end`) alone: `the 276 girls kidnapped`."""
    first, stop = sentence.at(start, end)
    return None if first == stop else _own(sentence, sentence.tokens[sentence.head_of(first, stop)], roles)


def _above(sentence: Sentence, token: Token, roles: Roles) -> str | None:
    """What the verb, or the noun with `of`, above a phrase says of it."""
    for _ in range(6):
        if token.head < 0:
            return _predicative(sentence, token, roles)
        above = sentence.tokens[token.head]
        base = token.relation.partition(":")[0]
        if base in ("conj", "appos", "nmod", "compound", "nummod", "flat", "dep", "amod", "fixed") and above.pos not in (
            "VERB",
            "AUX",
        ):
            if base == "nmod" and not any(c.text.lower() == "of" for c in sentence.children(token.index, "case")):
                return None
            if base == "nmod" and _lemma_noun(above) in roles.nouns:
                return roles.nouns[_lemma_noun(above)]
            token = above
            continue
        if base == "conj":
            return roles.objects.get(_lemma(above, roles))
        return _under(sentence, token, above, roles)
    return None


def _lemma_noun(token: Token) -> str:
    word = token.text.lower()
    return token.lemma.lower() if token.lemma else word.removesuffix("s")


def _lemma(token: Token, roles: Roles) -> str:
    return roles.lemmas.get(token.text.lower(), token.lemma.lower())


def _own(sentence: Sentence, head: Token, roles: Roles) -> str | None:
    """`displaced families`, `people trapped between`, `families who fled`."""
    for child in sentence.children(head.index, "amod", "acl", "compound"):
        word = child.text.lower()
        if child.relation.startswith("acl:relcl"):
            passive = any(True for _ in sentence.children(child.index, "nsubj:pass", "aux:pass"))
            found = (roles.objects if passive else roles.subjects).get(_lemma(child, roles))
        else:
            found = roles.adjectives.get(word) or (
                roles.objects.get(_lemma(child, roles))
                if not word.endswith("ing")
                else roles.subjects.get(_lemma(child, roles))
            )
        if found is not None:
            return found
    return None


def _under(sentence: Sentence, token: Token, verb: Token, roles: Roles) -> str | None:
    lemma, relation = _lemma(verb, roles), token.relation
    if relation == "nsubj" and lemma == "lose" and any(c.lemma == "life" for c in sentence.children(verb.index, "obj")):
        return "killed"
    if relation in ("obj", "nsubj:pass", "dep"):
        found = _mixed(sentence, verb, roles.objects.get(lemma), roles)
    elif relation == "nsubj":
        passive = any(True for _ in sentence.children(verb.index, "aux:pass"))
        found = (
            _mixed(sentence, verb, roles.objects.get(lemma), roles)
            if passive
            else roles.subjects.get(lemma)
            or (None if sentence.children(verb.index, "obj") else roles.adjectives.get(verb.text.lower()))
        )
    else:
        found = None
    if relation == "obj" and lemma == "include":
        return _listed(sentence, verb, roles)
    if found not in WEAK or relation not in ("obj", "nsubj", "nsubj:pass"):
        return found
    for child in sentence.children(verb.index, "xcomp", "conj", "advcl", "ccomp"):
        if any(True for _ in sentence.children(child.index, "nsubj")):
            continue
        inner = roles.subjects.get(_lemma(child, roles)) or roles.adjectives.get(child.text.lower())
        if inner is not None:
            return inner
    return found


def _mixed(sentence: Sentence, verb: Token, found: str | None, roles: Roles) -> str | None:
    """The role of those that several verbs share: `killed or wounded 40` does not say that forty died, `abducted and killed 12` does."""
    first = sentence.tokens[verb.head] if verb.relation == "conj" and verb.head >= 0 else verb
    below = {c.index for t in (first, verb) for c in sentence.children(t.index, "conj") if c.pos in ("VERB", "AUX", "ADJ")}
    alike = [sentence.tokens[i] for i in sorted({first.index, verb.index, *below})]
    several = [t for t in alike if t is verb or not _has_own(sentence, t)]
    told = [roles.objects.get(_lemma(t, roles)) or roles.adjectives.get(t.text.lower()) for t in several]
    if len(several) < 2 or "killed" not in told or set(told) == {"killed"}:
        return found
    either = any(c.text.lower() == "or" for t in several for c in sentence.children(t.index, "cc"))
    return MIXED if either or "wounded" in told or told[-1] != "killed" else "killed"


_ON = re.compile(
    r"\s*(?:(?:have|has|had|were|was|been|are|reported)\s+)*(?:(?:killed|dead|slain)\s*)?(?:,|/|and|or)\s+(?P<next>[a-z]+)"
    r"(?=\s*(?:[.,;:)]|$)|\s+(?:in|by|when|at|during|on|after|as|since|near|and|or|this|last|over)\b)"
)


def _has_own(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has an object or a passive subject of its own, or some number that the parse hangs on it."""
    named = ("obj", "nsubj:pass", "nsubj") if verb.relation == "conj" else ("obj", "nsubj:pass")
    before = sentence.tokens[verb.index - 1 : verb.index] if verb.relation == "conj" and verb.index else ()
    return any(c.relation in named or _counts(c) for c in sentence.children(verb.index)) or any(_counts(t) for t in before)


def _counts(token: Token) -> bool:
    return token.pos == "NUM" or token.text[:1].isdigit() or token.text.lower() in _NUMBERS


_NUMBERS = frozenset({"dozens", "scores", "hundreds", "thousands", "others", "many", "several", "dozen"})


def goes_on(text: str, end: int, roles: Roles) -> bool:
    """Whether those counted are also said to be hurt or taken: `40 killed or wounded`, without a number of their own."""
    found = _ON.match(text, end)
    return found is not None and roles.adjectives.get(found["next"], "killed") != "killed"


def _listed(sentence: Sentence, verb: Token, roles: Roles) -> str | None:
    """What befell those of whom some are told apart: `The dead included seven women`."""
    for whole in sentence.children(verb.index, "nsubj"):
        return roles.adjectives.get(whole.text.lower()) or ("killed" if whole.lemma == "victim" else None)
    return None


def _predicative(sentence: Sentence, token: Token, roles: Roles) -> str | None:
    return roles.adjectives.get(token.text.lower())


def by_words(text: str, start: int, end: int, roles: Roles) -> str | None:
    """The role by the nearest words: a passive or participle just after, a transitive verb just before, a verb further on."""
    verb = _NEXT.match(text, end)
    acts = verb is not None and OBJECT.match(text, verb.end()) and roles.lemmas.get(verb[0].strip()) in roles.objects
    after = [] if acts else _WORDS.findall(_LINE.split(text[end : end + 90])[0])
    before = _WORDS.findall(_RESCUERS.sub(" ", _LINE.split(text[max(0, start - 60) : start])[-1]))
    near = _after(after, roles, 4)
    if near is not None:
        return near
    if before[-1:] == ["of"] and len(before) > 1:
        noun = before[-2].lower()
        said = roles.nouns.get(noun) or roles.nouns.get(noun.removesuffix("s"))
        if said is not None:
            return said
    for word in reversed(before[-6:]):
        if word in ".;:" or word == ")":
            break
        lemma = roles.lemmas.get(word.lower())
        if lemma is not None and lemma in roles.objects and lemma not in roles.unsure:
            return roles.objects[lemma]
    return _after(after, roles, 12)


def _after(words: list[str], roles: Roles, window: int) -> str | None:
    passive = False
    for i, word in enumerate(words[:window]):
        lower = word.lower()
        if lower in (".", ";", ":") or (lower[0].isdigit() and i):
            return None
        if lower in ("were", "was", "been", "are", "being", "be", "is"):
            passive = True
        lemma = roles.lemmas.get(lower)
        adjective = roles.adjectives.get(lower)
        if adjective is not None and (
            passive or i == 0 or lower in ("dead", "missing", "homeless") or words[i - 1].lower() in _HELPERS
        ):
            return adjective
        if lemma is not None:
            if passive and lemma in roles.objects:
                return roles.objects[lemma]
            if lemma in roles.subjects and not passive and lemma not in roles.unsure:
                return roles.subjects[lemma]
            if i == 0 and lemma in roles.objects and lower.endswith(("ed", "en", "ain")):
                return roles.objects[lemma]
    return None
