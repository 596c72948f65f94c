"""Who says what within one sentence, read off its parse, with plain word order where the parse fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from khaldun.claims.accounts import account
from khaldun.claims.contents import around, content_of, only_meant, span
from khaldun.claims.headlines import headlines
from khaldun.claims.openings import bracketed, credit_end
from khaldun.claims.orders import closing, from_the_start, taken_for_modifier
from khaldun.claims.sources import RELATIVES, phrase
from khaldun.claims.speech import Speech
from khaldun.claims.subjects import cited, subject
from khaldun.language.frames_scope import mark_of
from khaldun.language.sentence import Sentence, Token

_EDGE = frozenset({",", ".", ";", ":", "-", "–", "—", "(", ")", "...", "…"})
_TELLING = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADP", "ADV"})
_SPEECH_ACT = frozenset({"i", "you", "we"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words: content [start, end) of the article. `source`: tokens of the sentence that name the speaker, empty where
    nobody is named; `source_head` its head; `via` the head of who passes it on, -1 for nobody. [cue_start, cue_end): the word of saying. `saying`: words, not wishes or judgements."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    sentence: Sentence
    source: tuple[int, ...]
    source_head: int
    saying: bool
    via: int = -1

    def stretched(self, start: int, end: int) -> Attribution:
        """The same with the content widened to take [start, end) in."""
        return replace(self, start=min(self.start, start), end=max(self.end, end))


def attributions(sentence: Sentence, words: Speech) -> Iterator[Attribution]:
    """The attributions of a sentence, in the order of their cues."""
    for cue, content, source in headlines(sentence, words):
        for made in _made(sentence, cue, content, source, words=words, saying=True):
            yield replace(made, source=tuple(i for i in made.source if (i - cue.index) * (source - cue.index) > 0))
    names = {i for e in sentence.entities if e.label == "PER" for i in range(e.first, e.stop)}
    for token in sentence.tokens:
        if token.pos not in _TELLING or token.index in names:
            continue
        lower = token.text.lower()
        if lower == "according":
            yield from _according(sentence, token, words)
        elif (given := account(sentence, token, words)) is not None:
            yield from _made(sentence, token, given[0], given[1], words=words, saying=given[2])
        elif token.pos in {"VERB", "AUX"} and words.known(token.lemma):
            yield from _verb(sentence, token, words)
        elif token.pos == "NOUN" and token.lemma in words.nouns:
            yield from _noun(sentence, token, words)
        elif token.pos == "ADV" and lower in words.hearsay and token.head >= 0:
            yield from _made(
                sentence, token, _clause(sentence, token.head, frozenset({token.index})), None, words=words, saying=True
            )


def _made(
    sentence: Sentence, cue: Token, content: Iterable[int], source: int | None, *, words: Speech, saying: bool
) -> Iterator[Attribution]:
    """One attribution, if there is content left after trimming commas and stops."""
    opens = credit_end(sentence)
    inside = [i for i in sorted(content) if sentence.tokens[i].start >= opens]
    while inside and sentence.tokens[inside[0]].text in _EDGE:
        inside.pop(0)
    while inside and sentence.tokens[inside[-1]].text in _EDGE:
        inside.pop()
    if (
        not inside
        or source == cue.index
        or (len(inside) == 1 and sentence.tokens[inside[0]].pos in {"PRON", "DET", "SCONJ", "ADV"})
    ):
        return
    named = (
        () if source is None else tuple(i for i in phrase(sentence, source) if sentence.tokens[i].text.lower() != "according")
    )
    told = set(inside) if source is not None and source not in inside else set()
    named = tuple(i for i in named if i not in told)
    while len(named) > 1 and (
        sentence.tokens[named[0]].pos == "ADP" or _a_day(sentence.tokens[named[0]], sentence.tokens[named[1]], words)
    ):
        named = named[1:]  # `Early on Tuesday residents said`
    yield Attribution(
        sentence.tokens[inside[0]].start, sentence.tokens[inside[-1]].end, cue.start, cue.end, sentence, named,
        -1 if source is None else source, saying,
    )  # fmt: skip


def _a_day(token: Token, following: Token, words: Speech) -> bool:
    """Whether a token is a day that stands before what is named: `Tuesday residents`, but not `Sunday Times`, nor `Thursday's statement`."""
    return token.text in words.days and following.text[:1].islower()


def _clause(sentence: Sentence, head: int, without: frozenset[int]) -> list[int]:
    """A token and what hangs on it, but the branches that start at `without`."""
    cut: set[int] = set()
    for index in without:
        cut.update(sentence.subtree(index))
    return [i for i in sentence.subtree(head) if i not in cut]


def _apart(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause stands behind another and tells nothing of it: `The army left; the mayor spoke later`, `..., Kyiv has not commented`."""
    if verb.relation != "parataxis":
        return False
    first = min(sentence.subtree(verb.index))
    apart = {sentence.tokens[i].text for i in (first - 1, first) if i >= 0}
    return ";" in apart or any(t.lemma in {"not", "never"} for t in sentence.children(verb.index, "advmod"))


def _part_of_name(sentence: Sentence, verb: Token) -> bool:
    """`Omar Said`, `near Bir Said`: a capital behind a capital, where the sentence is no headline."""
    before = sentence.tokens[verb.index - 1] if verb.index else None
    if before is None or not verb.text[:1].isupper() or before.pos != "PROPN":
        return False
    words = [t.text for t in sentence.tokens if t.text.isalpha()]
    return sum(w[0].isupper() for w in words) * 2 < len(words)


def _unsaid(sentence: Sentence, verb: Token, words: Speech) -> bool:
    """`declined to comment on`, `neither confirmed nor denied that`: no word is said."""
    spoken = [t for t in sentence.children(verb.index, "xcomp") if t.lemma in words.say]
    above = sentence.tokens[verb.head] if verb.head >= 0 and verb.relation == "xcomp" else None
    if _part_of_name(sentence, verb) or any(
        t.relation == "compound:prt" and t.text.lower() in {"in", "off"} for t in sentence.children(verb.index)
    ):
        return True  # `called in air strikes`, `called off the raid`
    if verb.lemma == "continue" and sentence.children(verb.index, "xcomp"):
        return True  # `the army continued to shell the town`
    near = [t.text.lower() for t in sentence.tokens[max(0, verb.index - 1) : verb.index + 2]]
    if verb.relation == "root" and near[:1] == [","] and near[2:] == ["to"] and verb.feature("VerbForm") != "Ger":
        return True  # `The rebels, said to number 500, attacked`
    silent = (verb.lemma in words.silent and bool(spoken)) or (above is not None and above.lemma in words.silent)
    denied = [t for t in sentence.children(verb.index, "advmod") if t.lemma in {"not", "never"}]
    only = any(t.text.lower() == "only" for n in denied for t in sentence.tokens[n.index + 1 : n.index + 2])
    clause = bool(sentence.children(verb.index, "ccomp")) and verb.lemma in words.say - words.deny - words.hold
    return (
        silent
        or (bool(denied) and clause and not only)
        or any(t.text.lower() in {"neither", "nor"} for t in sentence.children(verb.index))
    )


def _verb(sentence: Sentence, verb: Token, words: Speech) -> Iterator[Attribution]:
    """What a verb has somebody say."""
    if _unsaid(sentence, verb, words) or any(
        t.lemma in words.idle.get(verb.lemma, ()) for t in sentence.children(verb.index, "obj")
    ):
        return
    if _apart(sentence, verb) and not sentence.children(verb.index, "ccomp", "obj", "xcomp"):
        return
    if verb.lemma in words.relay and (passed := _passed_on(sentence, verb, words)) is not None:
        yield passed
        return
    above = sentence.tokens[verb.head] if verb.head >= 0 else None
    if above is not None and above.lemma in words.relay and verb.relation in {"advcl", "xcomp", "acl", "obl"}:
        return
    saying = verb.lemma in words.say
    if saying and (misread := _misread(sentence, verb, words)) is not None:
        yield from _made(sentence, verb, *misread, words=words, saying=True)
        return
    told = _told(sentence, verb, words)
    if told is None:
        return
    content, source = told
    if saying and source is not None and verb.relation in {"root", "parataxis"}:
        content = from_the_start(sentence, verb, content, source)
    for made in _made(sentence, verb, content, source, words=words, saying=saying and not only_meant(sentence, verb, words)):
        by = cited(sentence, verb, source, words) if saying and source is not None else None
        yield made if by is None else replace(made, source=tuple(phrase(sentence, by)), source_head=by, via=made.source_head)


def _misread(sentence: Sentence, verb: Token, words: Speech) -> tuple[Iterable[int], int] | None:
    """What is said and who says it, where the order of words tells it better than the parse."""
    mistaken = taken_for_modifier(sentence, verb)
    return (mistaken, verb.head) if mistaken else closing(sentence, verb, words)


def _told(sentence: Sentence, verb: Token, words: Speech) -> tuple[list[int], int | None] | None:
    """What is said and who says it, None where nobody says anything."""
    saying = verb.lemma in words.say
    source, passive = subject(sentence, verb, words)
    if source is not None and sentence.tokens[source].text.lower() in RELATIVES:
        source = None
    if source is not None:
        if sentence.tokens[source].lemma in words.things:
            return None
        if any(t.text.lower() in {"neither", "no"} for t in sentence.children(source, "det", "cc")):
            return None  # `neither of them confirming the capture`: nobody says it
        source = _before_bracket(sentence, verb) if bracketed(sentence, source) else source
    content = content_of(sentence, verb, words, passive=passive)
    if not content and any(t.lemma in {"not", "never"} for t in sentence.children(verb.index, "advmod")):
        return None
    if not content and saying and not passive:
        content, found = _by_order(sentence, verb, source, words)
        source = source if source is not None else found
    if source is not None:
        spoken = saying or sentence.tokens[source].text.lower() not in _SPEECH_ACT
        return (_cut(sentence, verb, content, source), source) if content and spoken else None
    if saying and not passive and content:
        source = _beside(sentence, verb, words)
        if source is not None:
            return _cut(sentence, verb, content, source), source
        if not verb.text.lower().endswith("ing"):
            return None
    if not content or not (passive or saying) or (verb.lemma in words.show and not saying):
        return None
    return (content, None) if passive or verb.relation.partition(":")[0] in {"root", "parataxis"} else None


def _before_bracket(sentence: Sentence, verb: Token) -> int | None:
    """The last person named before a verb, where its subject stands in brackets."""
    named = (e for e in reversed(sentence.entities) if e.label == "PER" and e.stop <= verb.index)
    return next((sentence.head_of(e.first, e.stop) for e in named), None)


def _cut(sentence: Sentence, verb: Token, content: list[int], source: int) -> list[int]:
    """What is said up to who says it, where both stand before the verb and nothing of it behind."""
    behind = [i for i in content if i > verb.index]
    inserted = len(behind) > 4 or any(sentence.tokens[i].pos in {"VERB", "AUX"} for i in behind)
    if source not in content or not content[0] < source < verb.index or inserted:
        return content
    edge = min(phrase(sentence, source))
    return [i for i in content if i < edge] or content


def _passed_on(sentence: Sentence, verb: Token, words: Speech) -> Attribution | None:
    """`the agency quoted him as saying`, `the army was quoted as warning`: his words, by way of the agency."""
    below = [
        t
        for t in sentence.children(verb.index, "advcl", "xcomp", "acl", "obl")
        if t.text.lower().endswith("ing") and t.index > verb.index
    ]
    spoken = [*sentence.children(verb.index, "obj"), *sentence.children(verb.index, "nsubj:pass")]
    if not below or not spoken:
        return None
    inserted = verb.relation == "parataxis"  # `..., he was quoted as saying`
    content = around(sentence, verb) if inserted else content_of(sentence, below[0], words, passive=False)
    if not content:
        own = set(sentence.subtree(verb.index))
        content = [i for i in range(verb.index) if i not in own] or around(sentence, verb) or list(range(min(own)))
        clauses = sentence.children(verb.index, "ccomp", "parataxis")
        content = span(sentence, clauses) or content
    via = subject(sentence, verb, words)[0]
    if verb.index in content and via is not None and min(phrase(sentence, via)) > 2:
        content = list(range(min(phrase(sentence, via))))
    made = next(_made(sentence, below[0], content, spoken[0].index, words=words, saying=True), None)
    return None if made is None else replace(made, cue_start=verb.start, via=-1 if via is None else via)


def _by_order(sentence: Sentence, verb: Token, source: int | None, words: Speech) -> tuple[list[int], int | None]:
    """By the order of words: `..., said the governor.`, `..., he said.`, `He said ...`; the speaker too where the parse has none."""
    tokens = sentence.tokens
    source = source if source is not None else _beside(sentence, verb, words)
    if source is None:
        return [], None
    edges = phrase(sentence, source)
    first, last = min([*edges, verb.index]), max([*edges, verb.index])
    if first > 3 and tokens[first - 1].text in {",", "”", '"', "?", "!", "''"} and len(tokens) - last <= 16:
        return list(range(first)), source
    if any(t.pos in {"NOUN", "NUM"} for t in sentence.children(verb.index, "obj")):  # `The army added 500 men`
        return [], source
    if first <= verb.index and len(tokens) - verb.index > 4 and tokens[verb.index].lemma in words.invert:
        begin = last + 1
        if begin < len(tokens) and tokens[begin].pos in {"SCONJ", "DET", "PRON", "PROPN", "NOUN", "PUNCT", "NUM", "ADJ"}:
            return list(range(begin, len(tokens))), source
    return [], source


def _beside(sentence: Sentence, verb: Token, words: Speech) -> int | None:
    """The speaker right before or behind the verb, where the parse has none: `", the statement said in part`, `said delegate Karim
    Hadad, angered that`; of `adding` the one of the verb before it, of `Conceding ..., he warned` the one of the verb behind."""
    tokens, at = sentence.tokens, verb.index
    if verb.text.lower().endswith("ing"):
        verbs = [*reversed(tokens[:at]), *(tokens[at:] if not any(t.pos == "VERB" for t in tokens[:at]) else ())]
        above = next(
            (
                t
                for t in verbs
                if sentence.children(t.index, "nsubj") and t.pos == "VERB" and not sentence.children(t.index, "mark")
            ),
            None,
        )
        return None if above is None else subject(sentence, above, words)[0]
    quote = {"”", '"', ",", "''", "?", "!", "’"}
    if at > 1 and tokens[at - 1].pos in {"NOUN", "PROPN", "PRON"}:
        first = at - 1
        while first > 0 and tokens[first - 1].pos in {"NOUN", "PROPN", "DET", "ADJ", "ADP", "NUM"}:
            first -= 1
        if first > 0 and tokens[first - 1].text in quote:
            heads = [t for t in tokens[first:at] if t.pos in {"NOUN", "PROPN", "PRON"}]
            return next((t.index for t in heads if t.relation.startswith("nsubj")), heads[-1].index)
    if at and tokens[at - 1].text not in quote:
        before = [t for t in reversed(tokens[max(0, at - 9) : at]) if t.text.lower() not in RELATIVES]
        found = next((t for t in before if t.relation.startswith("nsubj")), None)
        return None if found is None else found.index
    if at and tokens[at - 1].text == ",":
        near = [e for e in reversed(sentence.entities) if e.label == "PER" and 0 < at - e.stop <= 20]
        near.sort(key=lambda e: not tokens[sentence.head_of(e.first, e.stop)].relation.startswith("nsubj"))
        named = next(iter(near), None)
        if named is not None and not any(t.pos == "VERB" and t.relation in {"root", "ccomp"} for t in tokens[named.stop : at]):
            return sentence.head_of(named.first, named.stop)
    after = tokens[at + 1 : at + 9]
    inside = {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"}
    stop = next((i for i, t in enumerate(after) if t.pos not in inside and t.text != "-"), len(after))
    nouns = [t for t in after[:stop] if t.pos in {"PROPN", "NOUN", "PRON"}]
    return next((t.index for t in nouns if t.relation.startswith("nsubj")), nouns[-1].index if nouns else None)


def _according(sentence: Sentence, cue: Token, words: Speech) -> Iterator[Attribution]:
    """`according to X`: the clause it stands in, or at a pinch the rest of the sentence, is X's."""
    tokens = sentence.tokens
    if cue.index + 1 >= len(tokens) or tokens[cue.index + 1].text.lower() != "to":
        return
    start = cue.index + 2
    nouns = [t for t in tokens[start : start + 14] if t.pos in {"NOUN", "PROPN", "PRON"}]
    named = next(
        (t for t in tokens[start : start + 14] if t.head < cue.index or (t in nouns and t.relation in {"obl", "nmod"})), None
    )
    if named is None or named.pos not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
        named = nouns[0] if nouns else None
    if named is None:
        return
    own = [i for i in sentence.subtree(named.index) if i >= cue.index and tokens[i].pos != "PUNCT"]
    last = max(own, default=named.index)
    before, after = list(range(cue.index)), list(range(last + 1, len(tokens)))
    said = [i for i in after if tokens[i].pos != "PUNCT"]
    if sum(tokens[i].pos != "PUNCT" for i in before) <= 2:
        content = after
    elif len(said) > 3 and last + 1 < len(tokens) and tokens[last + 1].text == ",":
        content = [*before, *range(cue.index, len(tokens))]
    else:
        content = before
    yield from _made(sentence, cue, content, named.index, words=words, saying=True)


def _noun(sentence: Sentence, noun: Token, words: Speech) -> Iterator[Attribution]:
    """`their claim that`, `the threat to`, `a report by X that`, `Russian claims of`: what hangs on a noun of saying."""
    clauses = [
        t
        for t in sentence.children(noun.index, "acl", "ccomp", "parataxis")
        if not t.relation.endswith("relcl") and _opened(sentence, t)
    ]
    source = _owner(sentence, noun)
    if not clauses and source is not None:
        clauses = _told_of(sentence, noun, source, words)
    if not clauses:
        return
    others = mark_of(sentence, noun.index) in {"on", "about", "to", "over", "of"}  # `did not comment on reports that`
    above = sentence.tokens[noun.head] if noun.head >= 0 else noun  # `verified the claim that` verifies another's
    theirs = above.lemma in words.silent | words.deny | words.check
    if source is None and noun.relation in {"obj", "obl", "xcomp"} and noun.head >= 0 and not others and not theirs:
        source = subject(sentence, sentence.tokens[noun.head], words)[0]
    if source is None:
        return
    saying = noun.lemma in {"statement", "claim", "report", "announcement"}
    yield from _made(sentence, noun, span(sentence, clauses[:1]), source, words=words, saying=saying)


def _owner(sentence: Sentence, noun: Token) -> int | None:
    """Whose claim it is: `their claim`, `a claim by the rebels`, `a Pentagon claim`, `Russian claims`."""
    for child in sentence.children(noun.index, "nmod"):
        case = {c.text.lower() for c in sentence.children(child.index, "case")}
        if child.relation == "nmod:poss" or case & {"by", "from"}:
            return child.index
    named = {i for e in sentence.entities if e.label in {"NORP", "ORG"} for i in range(e.first, e.stop)}
    beside = sentence.children(noun.index, "compound", "amod")
    return next((c.index for c in beside if c.pos == "PROPN" or c.index in named), None)


def _told_of(sentence: Sentence, noun: Token, source: int, words: Speech) -> list[Token]:
    """What a noun tells of (`claims of an attack`, `calls for a truce`), or the clause that the parse hangs on its owner (`a claim by
    the rebels that they had taken it`)."""
    for child in sentence.children(source, "acl"):
        that = any(t.text.lower() == "that" for t in sentence.children(child.index, "obj", "mark"))
        if that and sentence.children(child.index, "nsubj") and child.index > source > noun.index:
            return [child]
    if noun.lemma not in words.of:
        return []
    below = [t for t in sentence.children(noun.index, "nmod", "acl") if t.index > noun.index and t.index != source]
    return [t for t in below if mark_of(sentence, t.index) in {"of", "about", "for", "over", "against"}]


def _opened(sentence: Sentence, clause: Token) -> bool:
    marks = {t.text.lower() for t in sentence.children(clause.index, "mark")}
    return bool(marks & {"that", "to", "whether"})
