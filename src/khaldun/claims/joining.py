"""Attributions and quotation marks put together: a quotation that runs over sentences and paragraphs belongs to one speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from khaldun.claims.attributions import Attribution
from khaldun.claims.contents import infinitive
from khaldun.claims.quotes import Quoted
from khaldun.claims.quotes import words as count
from khaldun.claims.sources import phrase
from khaldun.claims.speech import Speech
from khaldun.claims.subjects import subject
from khaldun.language.sentence import Sentence, Token

_SHORT = 4
"""Quotations of fewer words are mostly single words set off, part of a sentence that is attributed or not as a whole."""

_ONES = frozenset({"witness", "official"})
_STOPS = frozenset(".!?")
_CUE = 14
"""Words between a quotation and the paragraph that goes on with it; three times as many where they are one sentence."""
_STOP = re.compile(r"(?<=[a-z]{3})[.!?] ")
_DASH = re.compile(r"\s*(?P<mark>[-–—―]{1,2})\s*")
_LEADS = 6
"""Tokens from the verb to the colon that leads to a paragraph of words without marks: `He told the paper on Friday:`."""

_GAP = 220
"""Characters between two quotations that are one, with `he said.` between them: about a long title and a name."""


def join(
    found: Sequence[Attribution], quotes: Sequence[Quoted], sentences: Sequence[Sentence], text: str, words: Speech
) -> list[Attribution]:
    """The attributions, those of quotations widened to the whole quotation; quotations that no cue holds take the speaker of the one
    they go on from, or of the words just before or behind."""
    made = [a for a in found if not _quoted(a, quotes, text)]
    starts = [s.start for s in sentences]
    last: int | None = None
    last_end = -1
    for quote in quotes:
        short = count(text[quote.start : quote.end]) < _SHORT and not quote.follows
        holder = _holder(made, quote)
        if holder is None:
            spent = made[last].cue_start if last is not None else -1
            near = _near(quote, sentences, starts, text, words, spent)
            if near is not None:
                made.append(near)
                holder = len(made) - 1
        if holder is not None:
            if not short or made[holder].start <= quote.end <= made[holder].end + 2:
                made[holder] = made[holder].stretched(quote.start, quote.end)
                last, last_end = holder, quote.end
        elif short or last is None or not (quote.follows or _goes_on(text, last_end, quote)):
            before = None if short else _before(made, quote, quotes, sentences, starts, text, words)
            last = last if short else None
            if before is not None:
                made.append(before)
                last, last_end = len(made) - 1, quote.end
        else:
            between = text[last_end : quote.start]
            if quote.follows or "\n" not in between:
                made[last] = made[last].stretched(quote.start, quote.end)
            else:
                made.append(_alike(made[last], quote))
                last = len(made) - 1
            last_end = quote.end
    made += _beside(made, quotes, text)
    made += [a for s in sentences for a in _block(s, sentences, quotes, text, words)]
    return [_clipped(a, quotes) for a in _merged(made)]


def _beside(made: Sequence[Attribution], quotes: Sequence[Quoted], text: str) -> list[Attribution]:
    """A quotation of whole sentences that nobody is told to say, right before one that somebody is: `"It was late." "They left," he said`."""
    out = []
    for quote, following in pairwise(quotes):
        near = not text[quote.end : following.start].strip() and text[quote.end - 2 : quote.end - 1] in _STOPS
        if not near or any(a.start <= quote.start and quote.end <= a.end + 1 for a in made):
            continue
        holder = next((a for a in made if a.start <= following.start and following.end <= a.end + 1), None)
        if holder is not None and count(text[quote.start : quote.end]) >= _SHORT and holder.cue_start >= following.end:
            out.append(_alike(holder, quote))
    return out


def _block(
    sentence: Sentence, sentences: Sequence[Sentence], quotes: Sequence[Quoted], text: str, words: Speech
) -> list[Attribution]:
    """A paragraph of somebody's words without marks, which `He added:` leads to from the paragraph before."""
    if not sentence.text.rstrip().endswith(":"):
        return []
    cue = next((t for t in reversed(sentence.tokens) if t.pos == "VERB"), None)
    behind = [s for s in sentences if s.start >= sentence.end]
    leads = cue is not None and (cue.relation == "root" or len(sentence.tokens) - cue.index <= _LEADS)
    if cue is None or cue.lemma not in words.say or not leads or not behind:
        return []
    told = [s for s in behind if s.paragraph == behind[0].paragraph]
    start, end = told[0].start, told[-1].end
    marked = any(q.start < end and start < q.end and count(text[q.start : q.end]) >= _SHORT for q in quotes)
    if marked or told[0].paragraph == sentence.paragraph or sentence.children(cue.index, "ccomp"):
        return []
    source, passive = subject(sentence, cue, words)
    if source is None or passive:
        return []
    named = tuple(phrase(sentence, source))
    return [Attribution(start, end, cue.start, cue.end, sentence, named, source, True)]


def _clipped(attribution: Attribution, quotes: Sequence[Quoted]) -> Attribution:
    """A quotation that ends before its cue ends there, whatever else the parse hangs on: `"...," he said, pointing to the hill`."""
    cue = attribution.cue_start
    if not attribution.start < cue < attribution.end:
        return attribution
    before = [q for q in quotes if attribution.start - 1 <= q.start and q.end <= cue and cue - q.end < 120]
    behind = [q for q in quotes if attribution.cue_end <= q.start < attribution.end]
    if not before or behind or before[0].start > attribution.start + 2:
        return attribution
    return replace(attribution, end=before[-1].end)


def _merged(made: Sequence[Attribution]) -> list[Attribution]:
    """One attribution for each cue and speaker: the two halves of `"...," he said, "..."` are one content."""
    out: list[Attribution] = []
    at: dict[tuple[int, int], int] = {}
    for attribution in made:
        key = attribution.cue_start, attribution.source_head
        before = out[at[key]] if key in at else None
        split = before is not None and (
            before.end <= attribution.cue_start <= attribution.start or attribution.end <= attribution.cue_start <= before.start
        )
        if before is not None and split and max(before.start, attribution.start) - min(before.end, attribution.end) <= _GAP:
            out[at[key]] = before.stretched(attribution.start, attribution.end)
            continue
        at.setdefault(key, len(out))
        out.append(attribution)
    return out


def _quoted(attribution: Attribution, quotes: Sequence[Quoted], text: str) -> bool:
    """Whether the cue stands between quotation marks: what a speaker tells there of others' words is still his own telling."""
    return any(
        q.start < attribution.cue_start and attribution.cue_end < q.end and count(text[q.start : q.end]) >= _SHORT
        for q in quotes
    )


def _alike(previous: Attribution, quote: Quoted) -> Attribution:
    """A further quotation of the same speaker, without a cue of its own."""
    return Attribution(
        quote.start,
        quote.end,
        previous.cue_start,
        previous.cue_end,
        previous.sentence,
        previous.source,
        previous.source_head,
        True,
    )


def _holder(made: Sequence[Attribution], quote: Quoted) -> int | None:
    """The attribution whose content the quotation is (part of): its cue lies outside the marks, and it covers a good part of them or
    of the sentence they stand in."""
    best, widest = None, 0
    for i, attribution in enumerate(made):
        shared = min(attribution.end, quote.end) - max(attribution.start, quote.start)
        outside = attribution.cue_end <= quote.start or attribution.cue_start >= quote.end
        if outside and shared > widest and attribution.saying and shared * 3 >= min(quote.end - quote.start, 60):
            best, widest = i, shared
    if best is not None:
        return best
    for i, attribution in enumerate(made):
        outside = attribution.cue_end <= quote.start or attribution.cue_start >= quote.end
        if outside and attribution.start <= quote.start and quote.end <= attribution.end + 1:
            return i
    return None


def _goes_on(text: str, last_end: int, quote: Quoted) -> bool:
    """Whether a quotation goes on from the one before: only a cue, or a paragraph's break, between them."""
    between = text[last_end : quote.start]
    if "\n" in between:
        cue, _, rest = between.partition("\n")
        return rest.strip() == "" and count(cue) <= (_CUE if _STOP.search(cue) else 3 * _CUE)
    return len(between) <= _GAP and between.count(". ") <= 2


def _before(
    made: Sequence[Attribution],
    quote: Quoted,
    quotes: Sequence[Quoted],
    sentences: Sequence[Sentence],
    starts: Sequence[int],
    text: str,
    words: Speech,
) -> Attribution | None:
    """By the sentence right before it in its paragraph: whoever speaks there, else the person whom it tells of: `Haddad was unmoved. "They
    burned the market."`"""
    index = bisect_right(starts, quote.start) - 1
    opens = index > 0 and not text[sentences[index].start : quote.start].strip()
    if not opens or not text[quote.start + 1 : quote.start + 2].isupper():
        return None
    previous = sentences[index - 1]
    if previous.paragraph != sentences[index].paragraph or any(
        previous.start < q.end and q.start < previous.end for q in quotes
    ):
        return None
    spoken = [a for a in made if a.sentence is previous and a.saying and a.source and a.end - a.start > 1]
    if spoken:
        return _alike(spoken[0], quote)
    root = next((t for t in previous.tokens if t.head < 0), None)
    who = next((t for t in previous.children(root.index, "nsubj") if t.relation == "nsubj"), None) if root is not None else None
    if root is None or who is None or previous.text.rstrip()[-1:] in {"?", "!"} or root.lemma in words.gone:
        return None
    person = any(e.label == "PER" and e.first <= who.index < e.stop for e in previous.entities)
    one = words.speakers.get(who.text.lower()) in _ONES and not who.text.endswith("s")
    if not person and not one and who.text.lower() not in {"he", "she"}:
        return None
    named = tuple(phrase(previous, who.index))
    return Attribution(quote.start, quote.end, root.start, root.end, previous, named, who.index, True)


def _near(
    quote: Quoted, sentences: Sequence[Sentence], starts: Sequence[int], text: str, words: Speech, spent: int
) -> Attribution | None:
    """By place alone: `", the governor said`, `He said: "`, or a paragraph that ends in a colon. `spent`: a cue that has its
    quotation already, and is taken for another only if a colon or comma leads to it."""
    signed = _signed(quote, sentences, starts, text)
    if signed is not None:
        return signed
    short = count(text[quote.start : quote.end]) < _SHORT
    ends = text[quote.start : quote.end].rstrip("”\"'")[-1:]
    behind = quote.end + 2 if text[quote.end : quote.end + 1] == " " else quote.end - 1
    places = {bisect_right(starts, offset) - 1 for offset in (quote.start, quote.end - 1, behind)}
    for sentence in (sentences[i] for i in sorted(places, reverse=True) if i >= 0):
        for token in sentence.tokens:
            if token.pos != "VERB" or quote.start <= token.start < quote.end or token.start == spent:
                continue
            said, between = token.lemma in words.say, text[quote.end : token.start]
            own = any(t.index > token.index for t in sentence.children(token.index, "ccomp", "xcomp"))
            if own and token.start >= quote.end and (short or sentence.start >= quote.end):
                break
            after = (
                token.start >= quote.end
                and "\n" not in between
                and count(between) <= (9 if said else 5)
                and (said or (ends in ",?!" and "," not in between))
            )
            ahead = (
                said
                and not infinitive(sentence, token)
                and token.end <= quote.start
                and count(text[token.end : quote.start]) <= 8
            )
            made = _cued(quote, sentence, token, words, after=after) if after or ahead else None
            if made is not None:
                return made
    return _announced(quote, sentences, starts, text, words)


def _signed(quote: Quoted, sentences: Sequence[Sentence], starts: Sequence[int], text: str) -> Attribution | None:
    """By a name set under or behind it with a dash: `"..." — Amal Haddad`."""
    dash = _DASH.match(text, quote.end)
    if dash is None:
        return None
    for sentence in sentences[max(0, bisect_right(starts, quote.start) - 1) : bisect_right(starts, dash.end())]:
        for entity in sentence.entities:
            if (
                entity.start == dash.end()
                and entity.label in {"PER", "ORG"}
                and text[entity.end : entity.end + 1] in {"", "\n", ","}
            ):
                head = sentence.head_of(entity.first, entity.stop)
                named = tuple(range(entity.first, entity.stop))
                return Attribution(quote.start, quote.end, dash.start("mark"), dash.end("mark"), sentence, named, head, True)
    return None


def _announced(
    quote: Quoted, sentences: Sequence[Sentence], starts: Sequence[int], text: str, words: Speech
) -> Attribution | None:
    """By a colon before the quotation, at the end of the sentence or paragraph before."""
    index = bisect_right(starts, quote.start) - 1
    inside = index >= 0 and bool(text[sentences[index].start : quote.start].strip())
    if index < 0 or not (index or inside) or not text[max(0, quote.start - 20) : quote.start].rstrip().endswith(":"):
        return None
    previous = sentences[index] if inside else sentences[index - 1]
    named = _led_to(quote, previous, words)
    if named is not None:
        return named
    verbs = [t for t in reversed(previous.tokens) if t.pos == "VERB" and t.end <= quote.start]
    for token in sorted(verbs, key=lambda t: t.lemma not in words.say or infinitive(previous, t)):
        made = _cued(quote, previous, token, words, after=False)
        if made is not None:
            return made
    root = next((t for t in previous.tokens if t.head < 0), None)
    if root is None or root.pos not in {"NOUN", "PROPN"} or root.end > quote.start:
        return None
    return Attribution(
        quote.start, quote.end, root.start, root.end, previous, tuple(phrase(previous, root.index)), root.index, True
    )


def _led_to(quote: Quoted, sentence: Sentence, words: Speech) -> Attribution | None:
    """By the name right before the colon, where the verb is none of saying: `That is no news to Amal Haddad: "..."`, `More from Haddad: "..."`."""
    colon = next((t for t in reversed(sentence.tokens) if t.text == ":" and t.end <= quote.start), None)
    if colon is None or any(t.pos == "VERB" and words.known(t.lemma) for t in sentence.tokens[: colon.index]):
        return None
    for entity in sentence.entities:
        if entity.label == "PER" and entity.stop == colon.index:
            head = sentence.head_of(entity.first, entity.stop)
            named = tuple(range(entity.first, entity.stop))
            return Attribution(quote.start, quote.end, colon.start, colon.end, sentence, named, head, True)
    return None


def _cued(quote: Quoted, sentence: Sentence, verb: Token, words: Speech, *, after: bool) -> Attribution | None:
    source, passive = subject(sentence, verb, words)
    if source is None and after and not passive:
        beyond = sentence.tokens[verb.index + 1 : verb.index + 5]
        source = next((t.index for t in beyond if t.pos in {"PROPN", "NOUN", "PRON"}), None)
    if source is None or quote.start <= sentence.tokens[source].start < quote.end:
        return None
    named = tuple(phrase(sentence, source))
    return Attribution(quote.start, quote.end, verb.start, verb.end, sentence, named, source, True)
