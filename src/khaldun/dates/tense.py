"""Which way a sentence looks from a date in it: back or ahead. From the parse where there is one, else from cue words nearby."""

from __future__ import annotations

from khaldun.dates.frame import Direction
from khaldun.dates.lexicon import Lexicon
from khaldun.dates.scan import Tokens
from khaldun.language.sentence import Sentence, Token

_VERBAL = {"VERB", "AUX"}
_MODALS = {"will", "'ll", "’ll", "wo", "shall"}
_WINDOW = 14
"""How many tokens back a cue may stand, without a parse."""


def by_parse(sentence: Sentence, start: int, end: int, lexicon: Lexicon) -> tuple[Direction, bool] | None:
    """Direction, and whether the verb is perfect (has done), from the clause that the date stands in; None where no verb governs it."""
    first, stop = sentence.at(start, end)
    if first == stop:
        return None
    verb = beside(sentence, first, lexicon) or _predicate(sentence, sentence.head_of(first, stop))
    for _ in range(4):
        if verb is None:
            return None
        found = _verb_direction(sentence, verb, lexicon)
        if found is not None:
            return found
        verb = _predicate(sentence, verb.head)
    return None


def beside(sentence: Sentence, first: int, lexicon: Lexicon) -> Token | None:
    """The verb of speech that a date beginning at a token directly follows: "a commander said on Monday", whatever the parse hangs it on."""
    at = first - 1 - (first > 0 and sentence.tokens[first - 1].pos == "ADP")
    verb = sentence.tokens[at] if at >= 0 else None
    return verb if verb is not None and verb.pos == "VERB" and verb.lemma in lexicon.speech else None


def _predicate(sentence: Sentence, index: int) -> Token | None:
    """The predicate nearest to a token, itself or above it."""
    while index >= 0:
        token = sentence.tokens[index]
        if token.pos in _VERBAL or sentence.children(index, "cop"):
            return token
        index = token.head
    return None


def _verb_direction(sentence: Sentence, verb: Token, lexicon: Lexicon) -> tuple[Direction, bool] | None:
    """None where the verb itself does not tell: an infinitive or a participle whose head decides."""
    helpers = {c.text.lower() for c in sentence.children(verb.index, "aux", "cop")}
    if helpers & _MODALS:
        return "future", False
    if helpers & {"would", "should", "may", "might", "could", "can", "must"}:
        return ("future" if helpers & {"would", "should"} else None), False
    if verb.lemma.lower() in lexicon.planning:
        return "future", False
    if helpers & {"has", "have", "had", "'ve", "’ve"}:
        return "past", True
    infinitive = verb.feature("VerbForm") == "Inf" or any(c.text.lower() == "to" for c in sentence.children(verb.index, "mark"))
    if infinitive and helpers & {"is", "are", "am"}:
        return "future", False  # "are to leave on Friday"
    if infinitive and verb.head >= 0:
        head = sentence.tokens[verb.head]
        ahead = head.lemma.lower() in lexicon.ahead or head.text.lower() in lexicon.ahead
        return ("future", False) if ahead else None
    return _finite(verb, helpers, lexicon)


def _finite(verb: Token, helpers: set[str], lexicon: Lexicon) -> tuple[Direction, bool] | None:
    if helpers & {"was", "were", "did"}:
        return "past", False
    if helpers & {"is", "are", "am", "'s", "’s", "'re", "does", "do"}:
        return ("future" if verb.text.lower() in lexicon.arranged else None), False
    tense = verb.feature("Tense")
    if tense == "Past" or verb.feature("VerbForm") == "Part":
        return "past", False
    if tense != "Pres":
        return None
    return ("future" if verb.lemma in lexicon.timetable else None), False


def by_cues(tokens: Tokens, first: int, stop: int, lexicon: Lexicon) -> tuple[Direction, bool]:
    """The nearest cue before the date in its sentence, else the first one after it."""
    codes, direction, perfect = tokens.codes, None, False
    for step in range(1, _WINDOW):
        i = first - step
        if i < 0 or codes[i] in "¶_":
            break
        found = _cue(tokens, i, lexicon)
        if found is not None:
            direction = found
            perfect = _perfect(tokens, i)
            break
    if direction is None:
        for i in range(stop, min(stop + _WINDOW, len(codes))):
            if codes[i] in "¶_":
                break
            found = _cue(tokens, i, lexicon)
            if found is not None:
                return found, _perfect(tokens, i)
    return direction, perfect


def pluperfect(tokens: Tokens, first: int) -> bool:
    """Whether `had` stands near the date in its sentence: even a deadline then lies back (`until Thursday they had not`)."""
    for steps in (range(-1, -11, -1), range(1, 7)):
        for step in steps:
            if tokens.code(first + step) in "¶_":
                break
            if tokens.word(first + step) == "had":
                return True
    return False


def lasted(sentence: Sentence, start: int, end: int, preposition: str, lexicon: Lexicon) -> bool:
    """Whether an `until` ends what was so (`it was quiet until Sunday`), not what is put off (`the vote was delayed until Sunday`)."""
    first, stop = sentence.at(start, end)
    if preposition not in ("until", "till") or first == stop:
        return False
    verb = _predicate(sentence, sentence.head_of(first, stop))
    if verb is None or _verb_direction(sentence, verb, lexicon) != ("past", False):
        return False
    return verb.lemma.lower() in lexicon.lasting or bool(sentence.children(verb.index, "cop"))


def _perfect(tokens: Tokens, i: int) -> bool:
    return any(
        tokens.word(j).lower() in {"has", "have", "had"} for j in range(max(i - 4, 0), i + 1) if "_" not in tokens.codes[j:i]
    )


def _cue(tokens: Tokens, i: int, lexicon: Lexicon) -> Direction:
    word = tokens.word(i)
    if tokens.codes[i] == "t":
        return "future" if word == "to" and tokens.word(i - 1) in lexicon.ahead_forms else None
    if tokens.codes[i] not in "~;X":
        return None
    if word in lexicon.future_cues:
        return "future"
    if tokens.word(i - 1) == "be":
        return None
    if word in lexicon.past_cues or (len(word) > 4 and word.endswith("ed") and word[0].islower()):
        return "past"
    return None


def present(sentence: Sentence, trigger: int) -> bool:
    """Whether the words tell a state of now: a present verb, or a participle that describes (`the rebel-held hill`)."""
    token = sentence.tokens[trigger]
    words = helpers(sentence, trigger)
    if words & {"has", "have", "had", "was", "were", "did"}:
        return False
    if token.relation.partition(":")[0] in ("amod", "compound"):
        return True
    return bool(words & {"is", "are", "'s", "’s", "'re", "remains"}) or (
        token.pos == "VERB" and token.feature("Tense") == "Pres" and token.feature("VerbForm") == "Fin" and _as_present(token)
    )


def _as_present(token: Token) -> bool:
    """Whether a verb has the form of the present, whatever its tag: "retook" has not."""
    word, lemma = token.text.lower(), token.lemma
    return word in (lemma, f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies")


def ahead(sentence: Sentence, trigger: int) -> bool:
    """Whether the words tell of what is to come."""
    return bool(helpers(sentence, trigger) & {"will", "'ll", "’ll", "shall", "would"})


def helpers(sentence: Sentence, trigger: int) -> set[str]:
    """The auxiliaries of a word, in small letters."""
    # "IS" in capitals is an armed group.
    return {c.text.lower() for c in sentence.children(trigger, "aux", "cop") if c.text != "IS"}
