"""Attributions and quotation marks put together: a quotation that runs over sentences and paragraphs belongs to one speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from khaldun.claims.attributions import Attribution, phrase, subject
from khaldun.claims.quotes import Quoted, words as count
from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token

_SHORT = 4
"""Quotations of fewer words are mostly single words set off, part of a sentence that is attributed or not as a whole."""

_GAP = 220
"""Characters between two quotations that are one, with `he said.` between them: about a long title and a name."""


def join(
    found: Sequence[Attribution], quotes: Sequence[Quoted], sentences: Sequence[Sentence], text: str, words: Speech
) -> list[Attribution]:
    """The attributions, those of quotations widened to the whole quotation; quotations that no cue holds take the speaker of the one
    they go on from, or of the words just before or behind."""
    made = list(found)
    starts = [s.start for s in sentences]
    last: int | None = None
    last_end = -1
    for quote in quotes:
        if count(text[quote.start : quote.end]) < _SHORT and not quote.follows:
            continue
        holder = _holder(made, quote)
        if holder is None:
            near = _near(quote, sentences, starts, text, words)
            if near is not None and (last is None or not _goes_on(text, last_end, quote, near)):
                made.append(near)
                holder = len(made) - 1
        if holder is None and last is not None and (quote.follows or _goes_on(text, last_end, quote, None)):
            previous = made[last]
            between = text[last_end : quote.start]
            if quote.follows or ("\n" not in between.strip(" ") and len(between) <= _GAP):
                made[last] = previous.stretched(quote.start, quote.end)
            else:
                made.append(_alike(previous, quote))
                last = len(made) - 1
            last_end = quote.end
            continue
        if holder is not None:
            made[holder] = made[holder].stretched(quote.start, quote.end)
            last, last_end = holder, quote.end
        else:
            last = None
    return made


def _alike(previous: Attribution, quote: Quoted) -> Attribution:
    """A further quotation of the same speaker, without a cue of its own."""
    return Attribution(
        quote.start, quote.end, previous.cue_start, previous.cue_end, previous.sentence, previous.source, previous.source_head, True
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


def _goes_on(text: str, last_end: int, quote: Quoted, near: Attribution | None) -> bool:
    """Whether a quotation goes on from the one before: only a cue, or a paragraph's break, between them."""
    between = text[last_end : quote.start]
    if near is not None:
        return False
    if "\n" in between:
        return between.strip() == "" or (count(between) <= 14 and between.rstrip().count("\n\n") == 0 and text[quote.start - 1] in "\n ")
    return len(between) <= _GAP and between.count(". ") <= 2


def _near(quote: Quoted, sentences: Sequence[Sentence], starts: Sequence[int], text: str, words: Speech) -> Attribution | None:
    """By place alone: `", the governor said`, `He said: "`, or a paragraph that ends in a colon."""
    behind = _sentence(sentences, starts, quote.end - 1)
    before = _sentence(sentences, starts, quote.start)
    for sentence in (behind, before):
        if sentence is None:
            continue
        for token in sentence.tokens:
            if token.pos != "VERB" or token.lemma not in words.say or quote.start <= token.start < quote.end:
                continue
            after = token.start >= quote.end and count(text[quote.end : token.start]) <= 9
            ahead = token.end <= quote.start and count(text[token.end : quote.start]) <= 8
            if not (after or ahead):
                continue
            made = _cued(quote, sentence, token, after=after)
            if made is not None:
                return made
    index = bisect_right(starts, quote.start) - 1
    if index > 0 and text[: quote.start].rstrip().endswith(":"):
        previous = sentences[index - 1] if not text[sentences[index].start : quote.start].strip() else sentences[index]
        verbs = [t for t in previous.tokens if t.pos == "VERB"]
        for token in reversed(verbs):
            made = _cued(quote, previous, token, after=False)
            if made is not None:
                return made
    return None


def _cued(quote: Quoted, sentence: Sentence, verb: Token, *, after: bool) -> Attribution | None:
    source, passive = subject(sentence, verb)
    if source is None and after and not passive:
        beyond = sentence.tokens[verb.index + 1 : verb.index + 5]
        source = next((t.index for t in beyond if t.pos in {"PROPN", "NOUN", "PRON"}), None)
    if source is None or quote.start <= sentence.tokens[source].start < quote.end:
        return None
    named = tuple(phrase(sentence, source))
    return Attribution(quote.start, quote.end, verb.start, verb.end, sentence, named, source, True)


def _sentence(sentences: Sequence[Sentence], starts: Sequence[int], offset: int) -> Sentence | None:
    index = bisect_right(starts, offset) - 1
    return sentences[index] if 0 <= index < len(sentences) else None
