"""What is said: the clause, infinitive, object or surrounding sentence that a word of saying, thinking or judging takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khaldun.claims.openings import credit_end
from khaldun.claims.sources import RELATIVES
from khaldun.claims.speech import Speech
from khaldun.language.frames_scope import mark_of
from khaldun.language.sentence import Sentence, Token

BACK = frozenset({"it", "this", "that", "so", "them", "these", "those"})
"""What stands for words told before: `X took the town; the army denied that`."""
_COMPLEMENT = frozenset({"of", "for", "as", "with", "to", "over", "about", "that", "including", "in", "from", "against"})


def infinitive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands with `to`."""
    return any(t.text.lower() == "to" for t in sentence.children(verb.index, "mark"))


_BLAMED = frozenset({"of", "for", "over", "with", "as"})
_BEHIND = 4
"""Words behind an inserted `he said` that make what is said go on there."""
_REASONS = frozenset({"because", "unless", "if"})
_AGAINST = frozenset({"while", "whereas", "although", "though"})


def content_of(sentence: Sentence, verb: Token, words: Speech, *, passive: bool) -> list[int]:
    """What is said: a clause, an infinitive, the sentence around an inserted `he said`, or an object."""
    lemma = verb.lemma
    if lemma in words.deny and any(told_before(sentence, t) for t in sentence.children(verb.index, "obj")):
        return []
    clauses = sentence.children(verb.index, "ccomp")
    if not clauses and lemma in words.say:
        clauses = tuple(t for t in sentence.children(verb.index, "xcomp") if t.pos == "VERB" and _finite(sentence, t))
    if clauses and any(lemma in told for told in (words.say, words.hold, words.show, words.judge, words.want)):
        return _of_clauses(sentence, verb, clauses, words)
    told = _assured(sentence, verb) if lemma in words.hear else None
    if told is not None:
        return span(sentence, [told])
    late = _late(sentence, verb, words) if lemma in words.say else None
    if late is not None:
        return span(sentence, [late])
    infinitives = sentence.children(verb.index, "xcomp")
    claimed = lemma in words.say and bool(infinitives) and _perfect(sentence, infinitives[0])
    if lemma in words.say | words.deny and infinitives and infinitives[0].text.lower().endswith("ing") and not passive:
        return span(sentence, infinitives)  # `denied using barrel bombs`, `admitted killing two men`
    wanted = lemma in words.want and bool(infinitives) and infinitives[0].index > verb.index
    if not claimed and (lemma in words.say or lemma in words.hold or _shown(sentence, verb, words)):
        whole = [] if _dashed(sentence, verb, words) else around(sentence, verb)
        if whole and not (wanted and verb.relation == "root"):  # `He vowed to stay, declined to speak`
            return whole
        stated = _stated(sentence, verb, words)
        if stated is not None:
            return span(sentence, [stated])
    objects = [
        t
        for t in sentence.children(verb.index, "obj", "iobj")
        if t.pos != "PRON" or infinitives or len(sentence.subtree(t.index)) > 2
    ]
    if infinitives and (claimed or lemma in words.want):
        first = [*objects[:1]] if lemma not in words.hear else []
        return span(sentence, [*first, *infinitives])
    return _judged(sentence, verb, objects, words, passive=passive) or ([] if passive else _spoken_of(sentence, verb, words))


def _of_clauses(sentence: Sentence, verb: Token, clauses: Sequence[Token], words: Speech) -> list[int]:
    """The clauses on one side of the verb, with what goes on behind them or is drawn out before."""
    lemma = verb.lemma
    parted = verb.index + 1 < len(sentence.tokens) and sentence.tokens[verb.index + 1].pos == "PUNCT"
    first = next((c for c in clauses if c.index > verb.index and (_that(sentence, c) or not parted)), clauses[0])
    sides = [c for c in clauses if (c.index < verb.index) == (first.index < verb.index)]
    more = [c for c in sentence.children(verb.index, "conj") if _still_said(sentence, c, words)] if lemma in words.say else []
    told = [t for t in sentence.children(verb.index, "obj") if _drawn_out(sentence, verb, t, sides[0], words)]
    told += [t for t in sentence.children(verb.index, "nsubj") if verb.index < t.index < sides[0].index]
    more += [t for t in sentence.children(verb.index, "advcl") if t.index > sides[0].index and _unparted(sentence, t)]
    whole = span(sentence, [*told[:1], *sides, *more] if sides[0].index > verb.index else sides)
    whole = _without_others(sentence, whole, words)
    if sides[0].index < verb.index:
        tail = [sentence.tokens[i] for i in whole if i > verb.index]
        behind = (
            0 if any(t.pos in {"VERB", "AUX"} and t.relation != "case" for t in tail) else len(tail)
        )  # `It would be slowed, he said, by the rains of the coming weeks`
        return whole if behind > _BEHIND and parted else [i for i in whole if i < verb.index]
    if _parenthesis(sentence, verb):
        return _to_the_end(sentence, [*range(whole[0]), *whole])
    return _to_the_end(sentence, [i for i in whole if i > verb.index])


def _finite(sentence: Sentence, verb: Token) -> bool:
    """`denied it happened`, where the parse has an object and what it does."""
    bare = any(
        t.text.lower() == "to" or t.relation.startswith("aux:pass") for t in sentence.children(verb.index, "mark", "aux")
    )
    return not bare and verb.feature("VerbForm") == "Fin"


def _drawn_out(sentence: Sentence, verb: Token, token: Token, clause: Token, words: Speech) -> bool:
    """`argued the minister's proposal would fail`, where the parse takes the subject of what is said for an object."""
    if verb.lemma in words.hear or _that(sentence, clause):
        return False
    subjects = sentence.children(clause.index, "nsubj")
    return verb.lemma in words.judge or (verb.lemma in words.say and verb.index < token.index < clause.index and not subjects)


def _assured(sentence: Sentence, verb: Token) -> Token | None:
    """The clause in `assured the families they were safe`, which the parse takes for one that tells of the families."""
    for thing in sentence.children(verb.index, "obj", "iobj"):
        for clause in sentence.children(thing.index, "acl"):
            own = sentence.children(clause.index, "nsubj")
            if (
                clause.relation.endswith("relcl")
                and own
                and own[0].index == thing.index + 1
                and not _relative(sentence, clause)
            ):
                return clause if own[0].pos == "PRON" else None
    return None


def _late(sentence: Sentence, verb: Token, words: Speech) -> Token | None:
    """The clause in `said at a meeting on Friday that they had left`, which the parse hangs on a noun between."""
    for token in sentence.tokens[verb.index + 1 :]:
        if token.text.lower() != "that" or token.relation not in {"mark", "obj"} or token.head < token.index:
            continue
        clause = sentence.tokens[token.head]
        if token.relation == "obj" and not (
            sentence.children(clause.index, "nsubj") and len(sentence.children(clause.index, "obj")) > 1
        ):
            continue
        between = clause.head > verb.index and clause.relation.partition(":")[0] in {"acl", "advcl", "ccomp"}
        noun = sentence.tokens[clause.head]  # `did not comment on reports that`
        below = noun.head == verb.index and noun.pos in {"NOUN", "PROPN"}
        return clause if between and below and noun.lemma not in words.nouns else None
    return None


def _judged(sentence: Sentence, verb: Token, objects: Sequence[Token], words: Speech, *, passive: bool) -> list[int]:
    """What a verb of judging or showing judges, with what is said of it."""
    lemma, charges = verb.lemma, words.charges.get(verb.lemma, frozenset())
    known = lemma in words.judge or bool(charges) or (lemma in words.show and not passive)
    if not known or lemma in words.hear:
        return []
    return _blamed(sentence, verb, words) if passive else _accused(sentence, verb, objects, words)


def _blamed(sentence: Sentence, verb: Token, words: Speech) -> list[int]:
    """Of a passive: `was blamed for the attack`, `the attacks claimed by the group`, `six people were confirmed dead`."""
    objects = sentence.children(verb.index, "nsubj:pass")
    below = sentence.children(verb.index, "obl", "advcl", "xcomp")
    if not objects and verb.relation == "acl" and verb.head >= 0:
        own = set(sentence.subtree(verb.index))
        charged = [t for t in below if t.relation != "xcomp" and _carries(sentence, t)]
        noun = [i for i in sentence.subtree(verb.head) if i not in own and i < verb.index]
        return span(sentence, charged) if charged and verb.lemma not in words.show else noun
    rest = [t for t in below if t.index > verb.index and _carries(sentence, t)]
    if not rest and verb.lemma in words.judge:  # `was rebuked by the UN for the shelling`, as the parse has it of the UN
        agents = [t for t in below if _mark(sentence, t) == "by"]
        inside = {i for e in sentence.entities for i in range(e.first, e.stop)}
        more = [c for t in agents for c in sentence.children(t.index, "nmod", "acl") if c.index not in inside]
        rest = [c for c in more if _mark(sentence, c) in {"for", "over"} or c.relation == "acl" and _carries(sentence, c)]
    rest = [t for t in rest if _mark(sentence, t) in _BLAMED]  # not `clashes were reported in the town`
    if not objects or not _charged(sentence, verb, [*objects, *rest], words):
        return []
    named = [] if _alone(sentence, objects[0]) else objects
    return span(sentence, rest or [*named, *(t for t in below if t.relation == "xcomp" and t.pos == "ADJ")])


def _accused(sentence: Sentence, verb: Token, objects: Sequence[Token], words: Speech) -> list[int]:
    """Of an active verb: `accused the army of shelling`, `announced in a statement the capture of`, `what he described as an attack`."""
    if not objects:
        beside = sentence.children(verb.index, "obj", "iobj", "xcomp")
        objects = [t for t in beside if t.index > verb.index and (t.pos == "PRON" or sentence.children(t.index, "nummod"))]
    below = sentence.children(verb.index, "obl", "advcl", "xcomp")
    start = objects[0].index if objects else len(sentence.tokens)
    rest = [t for t in below if t.index > start and _carries(sentence, t)]
    if objects and not _charged(sentence, verb, [*objects, *rest], words):
        return []
    if not objects:
        objects = [c for t in below if t.lemma in words.documents for c in sentence.children(t.index, "appos")]
    if not objects:
        relative = any(t.text.lower() in {"what", "which", "whom", "that"} for t in sentence.children(verb.index, "obj"))
        what = verb.relation.endswith("relcl") and sentence.tokens[verb.head].text.lower() == "what"
        later = [t for t in below if t.relation != "xcomp" and t.index > verb.index and _carries(sentence, t)]
        return span(sentence, later) if relative or what else []
    return span(sentence, [*([] if _alone(sentence, objects[0]) else objects), *rest])


def _charged(sentence: Sentence, verb: Token, told: Sequence[Token], words: Speech) -> bool:
    """Whether a verb that judges only with a complement has it, beside or below what it judges: troops charge a hill."""
    if verb.lemma in words.judge or verb.lemma not in words.charges:
        return True
    laid = [*told, *(t for o in told for t in sentence.children(o.index, "acl", "nmod"))]
    return any(_mark(sentence, t) in words.charges[verb.lemma] and not sentence.children(t.index, "nsubj") for t in laid)


def _alone(sentence: Sentence, token: Token) -> bool:
    """Whether a word is `him` or `it` and no more."""
    return token.pos == "PRON" and len(sentence.subtree(token.index)) <= 2


def _mark(sentence: Sentence, token: Token) -> str:
    marks = sentence.children(token.index, "case", "mark")
    return marks[0].text.lower() if marks else ""


def _spoken_of(sentence: Sentence, verb: Token, words: Speech) -> list[int]:
    """What a verb speaks of with a preposition: `spoke of 25 dead`; a verb that is denied speaks of nothing."""
    silent = any(t.lemma in {"not", "never"} for t in sentence.children(verb.index, "advmod"))
    taken = frozenset() if silent else words.prepositions.get(verb.lemma, frozenset())  # `has not commented on reports`
    for child in sentence.children(verb.index, "obl", "advcl"):
        marks = sentence.children(child.index, "case", "mark")
        if verb.lemma in words.answer and child.lemma not in words.nouns | words.documents:
            continue
        if marks and marks[0].text.lower() in taken and not (child.pos == "PROPN" and child.text.endswith("day")):
            below = [
                t for t in sentence.children(verb.index, "advcl", "xcomp") if t.index > child.index and infinitive(sentence, t)
            ]
            dead = sentence.tokens[child.index + 1 : child.index + 2] if child.pos == "NUM" else ()  # `spoke of 25 dead`
            return [i for i in span(sentence, [child, *dead, *below]) if i != marks[0].index]
    return []


def _without_others(sentence: Sentence, content: list[int], words: Speech) -> list[int]:
    """The content up to where another speaks: `denied that any had died, while the rebels spoke of 25 dead`."""
    for i in content:
        token = sentence.tokens[i]
        own = sentence.children(i, "nsubj")
        if token.relation == "advcl" and words.known(token.lemma) and own and own[0].relation == "nsubj":
            mark = next((c.index for c in sentence.children(i, "mark") if c.text.lower() in _AGAINST), None)
            if mark is not None and mark > content[0]:
                return [c for c in content if c < mark]
    return content


def told_before(sentence: Sentence, token: Token) -> bool:
    """Whether a word stands for what was told before: `denied it`, but not `denied it happened`."""
    behind = sentence.tokens[token.index + 1 : token.index + 2]
    return token.text.lower() in BACK and not any(t.pos in {"VERB", "AUX"} for t in behind)


def _perfect(sentence: Sentence, verb: Token) -> bool:
    """`claims to have taken`: an infinitive that tells what has been done."""
    return any(t.lemma == "have" for t in sentence.children(verb.index, "aux"))


def only_meant(sentence: Sentence, verb: Token, words: Speech) -> bool:
    """`agreed to host them`, `vowed to retake it`: what is meant to be done is no telling of it."""
    infinitives = sentence.children(verb.index, "xcomp")
    told = verb.lemma not in words.want or not infinitives or _perfect(sentence, infinitives[0])
    return not told and not sentence.children(verb.index, "ccomp")


def _dashed(sentence: Sentence, verb: Token, words: Speech) -> bool:
    """`... - Haddad cites the siege of Homs`: behind a dash, with what is spoken of behind it."""
    first = min(sentence.subtree(verb.index))
    apart = verb.relation == "parataxis" and {sentence.tokens[i].text for i in (first - 1, first) if i >= 0} & {
        "—",
        "–",
        "-",
        "(",
    }
    spoken = verb.lemma in (words.judge | words.show) - words.hear
    return bool(apart) and spoken and any(t.index > verb.index for t in sentence.children(verb.index, "obj"))


def _shown(sentence: Sentence, verb: Token, words: Speech) -> bool:
    """`..., satellite images showed.`: what a record shows, told behind it."""
    later = any(t.pos != "PUNCT" for t in sentence.tokens[verb.index + 1 :])
    return verb.lemma in words.show and verb.relation == "parataxis" and not later


def _stated(sentence: Sentence, verb: Token, words: Speech) -> Token | None:
    """The clause in `said in a statement they had left`, which the parse hangs on `statement`."""
    for child in sentence.children(verb.index, "obl"):
        if child.lemma in words.documents and mark_of(sentence, child.index) != "on":
            found = next(
                (
                    t
                    for t in sentence.children(child.index, "acl", "ccomp")
                    if not t.text.lower().endswith("ing") and not _relative(sentence, t)
                ),
                None,
            )
            if found is not None:
                return found
    return None


def _relative(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause only tells of its noun: `a speech that included threats`."""
    return any(t.text.lower() in RELATIVES for t in sentence.children(clause.index, "nsubj"))


def _to_the_end(sentence: Sentence, content: list[int]) -> list[int]:
    """The content with the words up to the sentence's end, where no further verb stands there: a name cut off by the parse."""
    if not content:
        return []
    last = content[-1]
    rest = sentence.tokens[last + 1 :]
    if not rest or len(rest) > 8 or any(t.pos in {"VERB", "AUX", "CCONJ"} or t.text in {",", "”", '"', "—", "–"} for t in rest):
        return content
    return [*content, *(t.index for t in rest)]


def _parenthesis(sentence: Sentence, verb: Token) -> bool:
    """`Since the attack, the governor says, ...`: between commas, so that what stands before is said too."""
    own = [i for t in sentence.children(verb.index, "nsubj") for i in sentence.subtree(t.index)]
    behind = sentence.tokens[verb.index + 1 : verb.index + 2]
    return bool(own) and min(own) > 1 and sentence.tokens[min(own) - 1].text == "," and bool(behind) and behind[0].text == ","


def _unparted(sentence: Sentence, clause: Token) -> bool:
    """`said he would wait until May to decide`, `said they had fled because the army was near`: an infinitive or a reason that goes on
    what is said, though the parse hangs it on `said`."""
    first = min(sentence.subtree(clause.index))
    reason = any(t.text.lower() in _REASONS for t in sentence.children(clause.index, "mark"))
    return (infinitive(sentence, clause) or reason) and sentence.tokens[first - 1].text not in {",", "”", '"'}


def _that(sentence: Sentence, clause: Token) -> bool:
    return any(t.text.lower() == "that" for t in sentence.children(clause.index, "mark"))


def _still_said(sentence: Sentence, clause: Token, words: Speech) -> bool:
    """`He said A, and that B`, `said A and he feels B` or, without a comma, `said that A and B`: the second clause is said too,
    though the parse sets it beside `said`."""
    if clause.lemma in words.say:
        return False
    marks = {t.text.lower() for t in sentence.children(clause.index, "mark")}
    own = sentence.children(clause.index, "nsubj", "nsubj:pass")
    joined = sentence.children(clause.index, "cc")
    unparted = bool(joined) and sentence.tokens[joined[0].index - 1].text not in {",", ";", "”", '"'}
    if not own and joined and unparted:  # `said she was tired and wanted to leave`
        return clause.lemma in words.hold | words.want or bool(sentence.children(clause.index, "aux", "cop"))
    return "that" in marks or bool(own and (unparted or own[0].text.lower() in {"he", "she", "they", "it", "we"}))


def _carries(sentence: Sentence, token: Token) -> bool:
    """`of bombarding`, `for the attack`, `as a crime`: a complement that belongs to what is said."""
    marks = sentence.children(token.index, "case", "mark")
    first = min(sentence.subtree(token.index))
    set_off = first > 0 and sentence.tokens[first - 1].text == ","
    return bool(marks) and (not set_off or marks[0].text.lower() == "including") and marks[0].text.lower() in _COMPLEMENT


def span(sentence: Sentence, heads: Iterable[Token]) -> list[int]:
    """All tokens from the first to the last below the heads: content is one stretch."""
    inside = [i for head in heads for i in sentence.subtree(head.index)]
    return list(range(min(inside), max(inside) + 1)) if inside else []


def around(sentence: Sentence, verb: Token) -> list[int]:
    """The sentence that a verb of saying is inserted in: `The army left, he said`, `As he said, the army left`."""
    relation = verb.relation.partition(":")[0]
    marks = {t.text.lower() for t in sentence.children(verb.index, "mark")}
    own = set(sentence.subtree(verb.index))
    if verb.head >= 0 and sentence.tokens[verb.head].end <= credit_end(sentence):
        return []
    if relation == "advcl" and any(t.pos in {"NOUN", "PROPN"} for t in sentence.children(verb.index, "obj")):
        return []  # `As the army denounced the raid, rebels took the town`
    if verb.head >= 0 and (relation == "parataxis" or _inserted(sentence, verb) or (relation == "advcl" and "as" in marks)):
        head = verb.head
        over = sentence.tokens[head]
        if over.relation.startswith("nsubj") and over.head > verb.index:  # `The trouble, he said, began there`
            head = over.head
        rest = [i for i in sentence.subtree(head) if i not in own]
        before = [i for i in rest if i < min(own)]
        after = [i for i in rest if i > max(own)]
        words_after = sum(sentence.tokens[i].pos != "PUNCT" for i in after)
        return list(range(min(rest), max(rest) + 1)) if before and words_after > 2 else (before or after)
    if relation in {"root", "conj", "ccomp"}:
        beside = [t for t in sentence.children(verb.index, "parataxis") if len(sentence.subtree(t.index)) > 2]
        return span(sentence, beside[:1])
    return []


def _inserted(sentence: Sentence, verb: Token) -> bool:
    """`The trouble, the governor writes, began in May`, where the parse reads `the trouble that he writes`: between commas, no `that`."""
    own = [i for i in sentence.subtree(verb.index) if sentence.tokens[i].pos != "PUNCT"]
    if (
        not verb.relation.startswith("acl:relcl")
        or own[0] < 2
        or own[-1] != verb.index
        or verb.index + 1 >= len(sentence.tokens)
    ):
        return False
    edges = sentence.tokens[own[0] - 1].text, sentence.tokens[verb.index + 1].text
    return edges == (",", ",") and sentence.tokens[own[0]].text.lower() not in RELATIVES
