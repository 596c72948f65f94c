"""Verb groups, and the way from a word up to the root of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from khaldun.language.frames_model import Form, Group, Step
from khaldun.language.frames_tree import BASE, remembered
from khaldun.language.sentence import Sentence, Token

MODALS = frozenset("will would shall should can could may might must ca wo 'll ’ll 'd ’d".split())
_NEGATIONS = frozenset("not n't n’t never no nt neither nor hardly scarcely barely".split())
_ONLY = frozenset("only just merely simply".split())
_OCCASIONS = frozenset("point time moment stage way circumstance means account occasion".split())
_NEAR = frozenset("nearly almost virtually".split())
_MODAL_NAMES = {"ca": "can", "wo": "will", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would"}
_LINKING = frozenset({"when", "where", "while", "whenever", "once"})
_LIMIT = 12
"""Steps up to the root at most: deeper sentences are lists or broken parses."""


@remembered("group")
def group_of(sentence: Sentence, index: int) -> Group:
    """The verb group around a token; for a nominal or adjectival predicate, that of its copula."""
    token, words = sentence.tokens[index], sentence.words
    below = sentence.children(index)
    helpers = sentence.children(index, "aux", "cop")
    modal = next(
        (_MODAL_NAMES.get(w, w) for h in helpers if (w := words[h.index]) in MODALS and h.lemma != "have"),
        None,
    )
    negated = any(_negates(sentence, c) for c in sentence.children(index, "advmod", "det", "cc:preconj", "obl"))
    near = next((words[c.index] for c in sentence.children(index, "advmod") if words[c.index] in _NEAR), None)
    passive = bool(sentence.children(index, "aux:pass", "nsubj:pass", "csubj:pass")) and not _had(helpers)
    acts = passive and _acts(token, below)
    passive = passive and not acts
    finite = next((h for h in helpers if h.lemma not in MODALS), None)
    progressive = token.pos == "VERB" and words[index].endswith("ing") and any(h.lemma == "be" for h in helpers)
    perfect = any(h.lemma == "have" for h in helpers)
    form = _form(sentence, token, helpers)
    if form == "participle" and (acts or _told_of(token, below)):
        form = "finite"
    if not passive and form == "participle":
        passive = (
            not perfect and not progressive and (token.feature("Voice") == "Pass" or _past_participle(token)) and not helpers
        )
    return Group(
        tense=_tense(token, finite, modal, form),
        aspect="progressive" if progressive else "perfect" if perfect else "simple",
        voice="passive" if passive else "active",
        modal=modal,
        negated=negated,
        form=form,
        imperative="Mood=Imp" in token.features,
        near=near,
    )


def _told_of(token: Token, below: Sequence[Token]) -> bool:
    """A verb with a subject, and an object or a `that` of its own, is a clause, though its form is also that of a participle: `denies it
    shelled the town`, `reports that troops fired`; so is a main verb whose subject is not called a passive's (`rebels advanced on Hama`)."""
    said = {c.relation for c in below if c.relation != "mark" or c.text.lower() != "with"}  # `with Hit captured`
    clause = token.relation in {"ccomp", "root", "conj", "parataxis", "advcl", "acl"}
    main = token.relation == "root" and token.pos == "VERB"
    return clause and "nsubj" in said and (main or bool(said & {"obj", "mark"})) and not token.text.endswith("ing")


def _had(helpers: Sequence[Token]) -> bool:
    """`had withdrawn`: without a form of `be` no verb is passive, whatever its subject is called."""
    return bool(helpers) and all(h.lemma == "have" for h in helpers)


def _acts(token: Token, below: Sequence[Token]) -> bool:
    """`Air strikes killed ten`: with an object behind it and no form of `be`, a verb is active, whatever its subject is called."""
    subject = any(c.relation == "nsubj:pass" and c.index < token.index for c in below)
    helped = any(c.relation.startswith("aux") for c in below)
    return subject and not helped and any(c.relation in {"obj", "nsubj:pass"} and c.index > token.index for c in below)


def _negates(sentence: Sentence, child: Token) -> bool:
    """Whether an adverb, a determiner or a phrase negates: `not`, `never`, but not `not only`; `at no point`, `in no way`."""
    words, after = sentence.words, child.index + 1
    if child.relation.startswith("obl"):
        return child.lemma in _OCCASIONS and any(words[d.index] == "no" for d in sentence.children(child.index, "det"))
    if words[child.index] not in _NEGATIONS and "Polarity=Neg" not in child.features:
        return False
    return not (after < len(words) and words[after] in _ONLY)


def _past_participle(token: Token) -> bool:
    return (
        token.pos in {"VERB", "ADJ"}
        and not token.text.lower().endswith("ing")
        and ("Tense=Past" in token.features or token.text.lower() != token.lemma)
    )


def _form(sentence: Sentence, token: Token, helpers: Sequence[Token]) -> Form:
    if token.pos not in {"VERB", "AUX"}:
        return "finite" if helpers else "participle" if token.pos == "ADJ" and token.relation == "amod" else "none"
    words = sentence.words
    word, to = words[token.index], any(words[c.index] == "to" for c in sentence.children(token.index, "mark"))
    if helpers:
        return "infinitive" if to else "gerund" if words[helpers[0].index] in {"having", "being"} else "finite"
    past = word not in {token.lemma, token.lemma + "s"} and not word.endswith(("s", "ing"))
    gerund = word.endswith("ing") and word != token.lemma
    bare = token.relation == "acl" and word == token.lemma
    if (to and not gerund) or ("VerbForm=Inf" in token.features and not past and not bare):
        return "infinitive"
    if bare:  # `Their forces now control the town`, read as `forces [who] control`
        return "finite"
    if word.endswith("ing") and "VerbForm=Fin" not in token.features:
        return "gerund" if "VerbForm=Ger" in token.features else "participle"
    if "VerbForm=Part" in token.features or token.relation in {"amod", "acl"} or (past and _beside(sentence, token)):
        return "participle"
    return "finite"


def _beside(sentence: Sentence, token: Token) -> bool:
    """`with Hit captured`."""
    return token.relation == "advcl" and any(
        c.relation == "mark" and c.text.lower() == "with" for c in sentence.children(token.index)
    )


def _tense(token: Token, finite: Token | None, modal: str | None, form: Form) -> Literal["past", "present"] | None:
    if modal is not None or form == "infinitive":
        return None
    speaking = finite if finite is not None else token
    word = speaking.text.lower()
    if word in {"was", "were", "had", "did"}:
        return "past"
    if word in {"is", "are", "am", "'s", "’s", "'re", "’re", "has", "have", "'ve", "’ve", "does", "do"}:
        return "present"
    if form in {"participle", "gerund", "none"}:
        return None
    if (
        speaking is token
        and word not in {token.lemma, token.lemma + "s", token.lemma + "es"}
        and not word.endswith(("s", "ing"))
    ):
        return "past"
    if "Tense=" not in speaking.features:
        return None if word == speaking.lemma else "present" if word.endswith("s") else "past"
    return "past" if "Tense=Past" in speaking.features else "present"


@remembered("mark")
def mark_of(sentence: Sentence, index: int) -> str:
    """What introduces a clause or a phrase: its marks and cases in order (`in order to`, `out of`), lower case; empty if none.

    `when`, `where`, `while` and the like count too, though UD calls them adverbs.
    """
    words, said = [], sentence.words
    for child in sentence.children(index, "case", "mark", "advmod"):
        if BASE[child.relation] != "advmod" or said[child.index] in _LINKING:
            words.append(said[child.index])
            words.extend([said[g.index] for g in sentence.children(child.index, "fixed")])
    if not words:  # a case that the parse hangs on a further word of a name: `of Jabhat al-Nusra`
        for part in sentence.children(index, "flat"):
            words.extend([said[c.index] for c in sentence.children(part.index, "case") if c.index < index])
    return " ".join(words)


def has_subject(sentence: Sentence, index: int) -> bool:
    """Whether a predicate has a subject of its own."""
    return bool(sentence.children(index, "nsubj", "csubj", "expl"))


def shares_helpers(sentence: Sentence, index: int) -> bool:
    """Whether a coordinated verb stands under the helpers of the first (`will advance and take`)."""
    token = sentence.tokens[index]
    if has_subject(sentence, index) or sentence.children(index, "aux", "cop"):
        return False
    bare = token.text.lower() == token.lemma and token.lemma not in _UNCHANGED
    if bare and token.head >= 0 and group_of(sentence, token.head).aspect == "perfect":
        return False  # `had pushed into the town and now control half of it`
    return "VerbForm=Fin" not in token.features or "Tense=" not in token.features


_UNCHANGED = frozenset(
    "become come overcome run overrun put hit cut set shut split spread beset burst cast cost hurt let rid shed thrust upset quit beat read".split()
)
"""Verbs whose participle is their bare form."""


@remembered("scope")
def scope_of(sentence: Sentence, index: int) -> tuple[Step, ...]:
    """The steps from a token to the root, the token's own first."""
    out: list[Step] = []
    node = index
    while node >= 0 and len(out) < _LIMIT:
        token = sentence.tokens[node]
        group = group_of(sentence, node)
        if token.relation == "conj" and token.head >= 0:
            first = group_of(sentence, token.head)
            if sentence.tokens[token.head].pos in {"VERB", "AUX"} and shares_helpers(sentence, node):
                group = _shared(group, first)
            out.append(Step(node, token.lemma, token.pos, group, "conj", mark_of(sentence, node)))
            node = _above_conjuncts(sentence, node, out)
            continue
        out.append(Step(node, token.lemma, token.pos, group, token.relation, mark_of(sentence, node)))
        node = token.head
    return tuple(out)


def _shared(own: Group, first: Group) -> Group:
    return Group(
        tense=own.tense or first.tense,
        aspect=first.aspect if first.form == "finite" else own.aspect,
        voice=first.voice if first.form in {"finite", "infinitive"} else own.voice,
        modal=own.modal or first.modal,
        negated=own.negated or (first.negated and first.modal is not None),
        form=first.form,
        imperative=own.imperative,
        near=own.near,
    )


def _above_conjuncts(sentence: Sentence, node: int, out: list[Step]) -> int:
    """From a coordinated word to the word that its whole coordination hangs on; the first conjunct's link is put on the way."""
    first = sentence.tokens[node].head
    while sentence.tokens[first].relation == "conj" and sentence.tokens[first].head >= 0:
        first = sentence.tokens[first].head
    token = sentence.tokens[first]
    if token.head < 0:
        return -1
    link = Group(tense=None, form=group_of(sentence, first).form)
    out.append(Step(first, token.lemma, token.pos, link, token.relation, mark_of(sentence, first)))
    return token.head
