"""When an event happened: the date its clause gives it, else the narrative's, else the article's own day. Which of these it was stands
in the period's basis, so that nobody takes a guess for a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from khaldun.dates import tense
from khaldun.dates.apart import Apart, apart, measured, shifted
from khaldun.dates.dated import Dated, dates_of
from khaldun.dates.lexicon import lexicon
from khaldun.dates.thread import chronicle, thread
from khaldun.knowledge import Knowledge
from khaldun.language.frames_tree import BASE, remembered
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence, Token
from khaldun.model import Mention, Period
from khaldun.model.period import Precision

UNKNOWN = Period(None, None, "unknown", basis="article")
"""No day was said, and the article has none."""
WEEK = timedelta(6)
"""An undated past event in a news report lies within the week that ends on the day of publication."""
_BOUND = timedelta(31)
_CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis", "conj", "csubj", "appos", "list"})
_UP = frozenset({"xcomp", "ccomp", "parataxis", "csubj"})
_NOMINAL = frozenset(
    {"nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "appos", "nummod", "dep", "flat", "dislocated"}
)
_LATER = frozenset({"shifted", "next_after"})
"""Expressions that set a second verb apart in time from the first: attacked it, and took it two days later."""
_STATES = frozenset({"hold", "control", "occupy", "besiege", "rule", "run", "dominate"})
_FIGHTS = frozenset("battle offensive assault campaign operation invasion advance siege uprising war fighting".split())
_BLOWS = frozenset(
    "raid attack strike airstrike bombing blast explosion shelling bombardment ambush shooting massacre clash".split()
)
_TEMPORAL = frozenset({"on", "in", "during", "at", "late", "early"})
_LEAVES_OPEN = {
    "since": "since",
    "until": "until",
    "till": "until",
    "by": "by",
    "before": "by",
    "after": "after",
    "from": "from",
}


@remembered("clause")
def _clause(sentence: Sentence, index: int) -> frozenset[int]:
    """The tokens of a predicate's own clause: its subtree without the clauses that hang below it."""
    out, stack = set(), [index]
    while stack:
        node = stack.pop()
        out.add(node)
        stack += [c.index for c in sentence.children(node) if not _is_clause(sentence, c)]
    return frozenset(out)


def _is_clause(sentence: Sentence, token: Token) -> bool:
    """Whether a token heads a clause of its own; a coordinated noun does not."""
    if token.relation not in _CLAUSAL and BASE[token.relation] not in _CLAUSAL:
        return False
    return token.relation != "conj" or token.pos in ("VERB", "AUX") or bool(sentence.children(token.index, "nsubj", "cop"))


def _within(sentence: Sentence, index: int, dated: Sequence[Dated]) -> list[Dated]:
    """Dates in a token's own clause that say when it was, not what another noun is (`the 2014 offensive`, `this year's campaign`)."""
    inside = _clause(sentence, index)
    here = [d for d in dated if d.head in inside and not _of_later(sentence, d, index)]
    own = [d for d in here if d.head == index or not _labels_noun(sentence, d, index)]
    return own or [d for d in here if _of_fight(sentence, d, index)]


def _of_later(sentence: Sentence, d: Dated, index: int) -> bool:
    """Whether a date is that of what came afterwards: "ahead of a visit on Friday"."""
    for token in sentence.ancestors(d.head):
        if token.index == index:
            return False
        if any(c.text.lower() in ("ahead", "before", "despite") for c in sentence.children(token.index, "case")):
            return True
    return False


def _of_fight(sentence: Sentence, d: Dated, index: int) -> bool:
    """Whether a date names the fight in which something came to pass, or the blow that did it: "lost the town in a 2013 battle", "a Monday
    raid killed ten"."""
    noun, verb = sentence.tokens[sentence.tokens[d.head].head], sentence.tokens[index]
    if noun.head != index:
        return False
    if noun.relation == "nsubj":
        return noun.lemma in _FIGHTS | _BLOWS and verb.feature("Tense") == "Past" and not tense.helpers(sentence, index)
    within = any(c.text.lower() in ("in", "during") for c in sentence.children(noun.index, "case"))
    return noun.relation.startswith("obl") and noun.lemma in _FIGHTS and within


def _labels_noun(sentence: Sentence, d: Dated, index: int) -> bool:
    token = sentence.tokens[d.head]
    if token.head in (-1, index):
        return False
    base = token.relation.partition(":")[0]
    bare = not any(True for _ in sentence.children(d.head, "case"))
    noun = sentence.tokens[token.head].pos in ("NOUN", "PROPN", "NUM")
    return noun and bare and base in ("nmod", "compound", "nummod", "amod", "det", "flat")


def _best(sentence: Sentence, found: Sequence[Dated], trigger: int) -> Dated | None:
    """The date nearest in the tree, then in the words; one after a preposition of time before a bare label."""

    def depth(d: Dated) -> int:
        steps = 0
        for token in sentence.ancestors(d.head):
            steps += 1
            if token.index == trigger:
                return steps
        return steps + 3

    return min(found, key=lambda d: (d.when.precision == "unknown", depth(d), abs(d.head - trigger), d.head), default=None)


def _mark(sentence: Sentence, index: int) -> str:
    return " ".join(c.text.lower() for c in sentence.children(index, "mark")) or " ".join(
        c.text.lower() for c in sentence.children(index, "advmod") if c.text.lower() in ("when", "while", "where")
    )


def _climb(sentence: Sentence, trigger: int, dated: Sequence[Dated]) -> tuple[Dated, str] | None:
    """The date of the trigger by syntax, and the way it was reached (`own`, `shared`, `after`, `since`)."""
    index, way = trigger, "own"
    for _ in range(8):
        here = _best(sentence, _within(sentence, index, dated), trigger)
        if here is not None:
            return here, way
        shared = _from_below(sentence, index, dated)
        if shared is not None:
            return shared
        token = sentence.tokens[index]
        base = token.relation.partition(":")[0]
        if token.head < 0:
            return None
        if base == "acl" and not _state_like(token):
            return None
        if base == "advcl":
            mark = _mark(sentence, index)
            if _OWN_TIME & set(mark.split()):
                return None
            way = "after" if "after" in mark else "shared"
        elif (base == "conj" and not _shares(sentence, token, dated)) or base not in _UP | _NOMINAL | {"conj", "acl"}:
            return None
        elif base in _UP and way == "own":
            way = "shared"
        index = token.head
    return None


def _state_like(token: Token) -> bool:
    """A participle that tells a state at the clause's time (`a town held by rebels`) shares its date; an event before it does not."""
    return token.feature("VerbForm") == "Ger" or token.text.lower().endswith("ing")


def _shares(sentence: Sentence, token: Token, dated: Sequence[Dated]) -> bool:
    """Whether a second conjunct shares the first one's date: where it stands before both, or the conjunct has no subject of its own."""
    if token.pos not in ("VERB", "AUX"):
        return True
    own = any(True for _ in sentence.children(token.index, "nsubj", "csubj"))
    head = token.head
    return not own or any(d.head < head and d.head in _clause(sentence, head) for d in dated)


_OWN_TIME = frozenset({"before", "if", "since", "although", "though"})
"""Marks of clauses that do not share the time of the main clause."""
_SIGNS = {"after": 1, "before": -1}
_AT_ONCE = frozenset({"shortly", "soon", "immediately", "just", "right", "minutes", "moments"})
_WAYS = {
    "as": "shared",
    "when": "shared",
    "while": "shared",
    "before": "after",
    "until": "after",
    "since": "since",
    "after": "behind",
}
"""What the date of a clause with this mark makes of the main clause's time (see `_shaped`)."""


def _from_below(sentence: Sentence, index: int, dated: Sequence[Dated]) -> tuple[Dated, str] | None:
    """`overran positions and surrounded the city in 2014`: a date at the end of the last conjunct; `As X pushed east in May, Y fell`."""
    for child in sentence.children(index, "conj"):
        if child.pos == "VERB" and not any(True for _ in sentence.children(child.index, "nsubj")):
            found = [
                d for d in _within(sentence, child.index, dated) if d.head > child.index and d.mention.reason not in _LATER
            ]
            last = _best(sentence, found, child.index)
            if last is not None:
                return last, "shared"
    for child in sentence.children(index, "advcl"):
        way = _WAYS.get(_mark(sentence, child.index))
        own = _best(sentence, _within(sentence, child.index, dated), child.index) if way else None
        if own is not None and way is not None:
            return _soon_after(sentence, child.index, own) if way == "behind" else (own, way)
    for child in sentence.children(index, "obl"):
        link = next((c for c in sentence.children(child.index, "case") if c.text.lower() in _SIGNS), None)
        told = measured(sentence, link.index) if link is not None else None
        below = set(sentence.subtree(child.index)) - {child.index}
        other = next((d for d in dated if d.head in below), None)
        if link is not None and told is not None and other is not None:
            far = Apart(child.index, _SIGNS[link.text.lower()], *told)
            return replace(other, when=shifted(other.when, far)), "shared"
    for child in sentence.children(index, "csubj"):
        doing = _best(sentence, _within(sentence, child.index, dated), child.index)
        if doing is not None:
            return doing, "shared"
    described = _of_description(sentence, index, dated)
    if described is not None:
        return described, "shared"
    below = set(sentence.subtree(index))
    behind = [d for d in dated if d.head in below and d.head > index and _set_apart(sentence, d)]
    return (
        (behind[0], "shared")
        if len(behind) == 1 and behind[0] is dated[-1] and _dated_before(sentence, behind[0], dated)
        else None
    )


def _soon_after(sentence: Sentence, clause: int, d: Dated) -> tuple[Dated, str]:
    """`hours after the truce expired on Sunday`, `two days after ...`: so far from the date of the clause; `after ...` alone: behind it."""
    link = next(c for c in sentence.children(clause, "mark") if c.text.lower() == "after")
    told = measured(sentence, link.index)
    before = sentence.tokens[link.index - 1].text.lower() if link.index else ""
    if told is None and before not in _AT_ONCE:
        return d, "behind"
    unit, count = told or ("hour", None)
    return replace(d, when=shifted(d.when, Apart(clause, 1, unit, count))), "shared"


def _of_description(sentence: Sentence, index: int, dated: Sequence[Dated]) -> Dated | None:
    """`recaptured the last district held by rebels on Sunday`: a day behind a state is that of the event that ends it."""
    if len(dated) != 1 or dated[0].when.precision != "day" or dated[0].preposition != "on" or dated[0].head < index:
        return None
    for thing in sentence.children(index, "obj", "nsubj:pass"):
        for state in sentence.children(thing.index, "acl"):
            if state.lemma in _STATES and dated[0].head in _clause(sentence, state.index):
                return dated[0]
    return None


def _dated_before(sentence: Sentence, last: Dated, dated: Sequence[Dated]) -> bool:
    """Whether the clause that the parse hangs a date on has one of its own before it, or no other date is told at all: "took the hill, which
    fell last May, on 27 March"."""
    verb = next((t.index for t in sentence.ancestors(last.head) if t.pos in ("VERB", "AUX")), -1)
    return all(d is last or verb < d.head < last.head and d.head in _clause(sentence, verb) for d in dated)


def _set_apart(sentence: Sentence, d: Dated) -> bool:
    """`captured the village, located east of the river, on 9 April`: a comma before the date takes it back to the main verb."""
    first, _ = sentence.at(d.mention.start, d.mention.end)
    comma = first - 1 - (d.preposition in _TEMPORAL)
    return comma > 0 and sentence.tokens[comma].text == ","


def _following(sentence: Sentence, index: int, dated: Sequence[Dated]) -> Dated | None:
    """The first date after a subordinate verb with no other verb between: parsers like to hang it on the main clause, readers do not."""
    index = next((t.index for t in (sentence.tokens[index], *sentence.ancestors(index)) if _subordinate(t)), -1)
    for d in sorted(dated, key=lambda d: d.head):
        if d.head > index >= 0:
            between = sentence.tokens[index + 1 : d.head]
            verbs = [t for t in between if t.pos in ("VERB", "AUX") and t.relation not in ("amod", "compound")]
            return None if verbs or d.preposition not in _TEMPORAL else d
    return None


def _subordinate(token: Token) -> bool:
    return token.relation.partition(":")[0] in ("acl", "advcl") and token.pos in ("VERB", "AUX")


def _shaped(d: Dated, way: str, reading: Reading, ongoing: bool) -> Period:
    """What the preposition makes of the date: since and for run to the day of publication, by and until end there."""
    when, kind = d.when, "since" if way == "since" else _LEAVES_OPEN.get(d.preposition, "")
    last = reading.article.published.stop
    if kind == "since" and when.start is not None:
        return replace(when, stop=last if last is not None and last > when.start else when.stop, open_end=True)
    if kind in ("by", "until"):
        return replace(when, open_start=True)
    if kind == "after" and d.mention.reason == "during":
        return when
    if kind == "after" or (kind == "from" and ongoing):
        return replace(when, open_end=True)
    if way == "after":
        return replace(when, open_start=True, basis="context")
    if way == "behind" and when.stop is not None and last is not None and last > when.stop:
        return replace(when, stop=last, precision="unknown", basis="context")
    return when


def _come(when: Period, sentence: Sentence, trigger: int, reading: Reading) -> Period:
    """What has happened `this year` or `earlier this week` has happened by the day of publication."""
    stop = reading.article.published.stop
    if stop is None or when.start is None or when.stop is None or not when.start < stop < when.stop:
        return when
    token = sentence.tokens[trigger]
    helpers = tense.helpers(sentence, trigger)
    past = token.feature("Tense") == "Past" and (token.feature("VerbForm") == "Fin" or not helpers and token.relation == "root")
    done = past or bool(helpers & {"has", "have", "had", "was", "were", "did"})
    return replace(when, stop=stop) if done else when


def _lately(when: Period, reading: Reading) -> bool:
    """Whether what happened after this, as news tells it, is bounded by it: it lies in the month before the day of publication."""
    last = reading.article.published.stop
    return last is not None and when.start is not None and timedelta(0) < last - when.start <= _BOUND


def _overnight(sentence: Sentence, trigger: int) -> bool:
    if "overnight" not in sentence.words:
        return False
    above = {trigger, *(t.index for t in sentence.ancestors(trigger))}
    return any(t.text.lower() == "overnight" and t.relation == "advmod" and t.head in above for t in sentence.tokens)


def _own_day(reading: Reading, *, ongoing: bool, ahead: bool) -> Period:
    published = reading.article.published
    if published.start is None or published.stop is None:
        return UNKNOWN
    start: date = published.start if ongoing or ahead else published.start - WEEK
    precision: Precision = "day" if published.stop - start == timedelta(1) else "week"
    return Period(start, published.stop, precision, basis="article", open_end=ahead)


def _dated(sentence: Sentence, trigger: int, dated: Sequence[Dated], reading: Reading) -> tuple[Dated, str] | None:
    """The date of the trigger by syntax, else the first one behind it, and the way it was reached."""
    found = _climb(sentence, trigger, dated)
    if found is not None and (found[1] != "behind" or _lately(found[0].when, reading)):
        return found
    following = _following(sentence, trigger, dated)
    return None if following is None else (following, "own")


def choose(
    sentence: Sentence,
    trigger: int,
    mentions: Sequence[Mention],
    reading: Reading,
    knowledge: Knowledge,
    *,
    ongoing: bool | None = None,
) -> Period:
    """The period of the event or state whose trigger is token `trigger` of `sentence`.

    A date that the parse attaches in its clause (or in a clause that it shares its date with) decides, not the nearest string. Else,
    in a chronicle, the last day told before it (basis context); else the article's day (basis article): for a state, the day of
    publication; for a past event, the week that ends on it; for one that is still to come, the day of publication with its end open.
    `ongoing` says which of the first two it is; None asks the verb's tense.
    Unknown ends are None: `Period(None, None, "unknown")` where not even the article has a day.
    """
    state = tense.present(sentence, trigger) if ongoing is None else ongoing
    dated = dates_of(sentence, mentions, reading.article.text, lexicon(knowledge))
    measured = apart(sentence, trigger)
    if measured is not None and not _within(sentence, trigger, dated):
        return shifted(choose(sentence, measured.main, mentions, reading, knowledge, ongoing=False), measured)
    found = _dated(sentence, trigger, dated, reading) if dated else None
    ahead = tense.ahead(sentence, trigger)
    if found is not None:
        when = _shaped(found[0], found[1], reading, state)
        if ahead and found[1] == "shared":
            return replace(when, open_end=True)
        return _come(when, sentence, trigger, reading)
    if chronicle(reading, mentions):
        told = thread(sentence, sentence.tokens[trigger].start, reading, mentions)
        if told is not None:
            return told
        if reading.article.published.start is None:
            return UNKNOWN
    own = _own_day(reading, ongoing=state, ahead=ahead)
    if own.stop is not None and not ahead and _overnight(sentence, trigger):
        return Period(own.stop - timedelta(2), own.stop, "day", text="overnight", basis="relative")
    return own
