"""An article's date mentions, in order, each with the days it means as far as they can be told."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khaldun.dates import tense
from khaldun.dates.calendar import month_days, safe_day
from khaldun.dates.frame import Direction, Frame
from khaldun.dates.lexicon import Lexicon, lexicon
from khaldun.dates.resolve import read
from khaldun.dates.scan import Expression, Tokens, expressions, tokenise
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Article, Mention, Period

CLOCK_RULES = frozenset({
    "iso", "slashed", "mdy", "dmy", "range_dmy", "range_mdy", "month_year", "month", "deictic", "weekday", "shifted", "next_after", "day_of_month",
    "unit_rel", "month_rel", "ago", "weekend", "year", "season", "holiday",
})  # fmt: skip
"""Expressions that move the narrative: what `the next day` counts from."""
NEEDS_TENSE = frozenset({
    "mdy", "dmy", "range_dmy", "range_mdy", "month", "season", "holiday", "weekday", "quarter", "weekend", "during", "unit_rel", "slashed",
})  # fmt: skip
ONLY_RESOLVED = frozenset(
    {"during", "span", "day_of_month", "shifted", "next_after", "unit_rel", "part_unit", "vague", "same_ago", "the_day"}
)
"""Expressions that are worth telling only where their days are known."""
AHEAD = frozenset({"by", "until", "till"})
"""Prepositions after which a coming day is meant, whatever the verb: a deadline."""
_DOUBTFUL = frozenset({
    "year", "month", "the_day", "same_ago", "weekday", "now", "decades", "season", "short_year", "during", "month_year",
})  # fmt: skip
"""Expressions whose words mean other things too."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONG_AGO = timedelta(200)
"""Beyond which `in June 2014 ... in August` goes on in its own year, not in the article's."""
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|until|till|through)\s+(?:the\s+)?|\s*[-–—]\s*")


@dataclass(slots=True)
class _Narrative:
    """Where the telling stands: the last date told, where it stood, and the year of the chronicle."""

    last: Period | None = None
    sentence: int = -9
    paragraph: int = -9
    home: date | None = None
    aside: tuple[date, int] | None = None
    year: int | None = None
    said_year: int | None = None
    said_in: int = -9

    def frame(
        self, today: date | None, sentence: int, paragraph: int, direction: Direction, perfect: bool, before: str
    ) -> Frame:
        """What an expression in this sentence and paragraph leans on."""
        near = sentence - self.sentence <= 2 and paragraph - self.paragraph <= 1
        near = near or (today is None and self.paragraph == paragraph)
        home = self.aside[0] if self.aside is not None and self.aside[1] == paragraph else self.home
        said = self.said_year if self.said_in == sentence and direction != "future" else None
        told = self.last if self.sentence == sentence and direction != "future" else None
        old = told is not None and told.basis == "explicit" and told.precision in ("day", "month") and told.start is not None
        after = told.start if old and told and told.start and today and today - told.start > _LONG_AGO else None
        return Frame(today, self.last, near, home, self.year, said, direction, perfect, before, after)


def _positions(tokens: Tokens, sentences: tuple[Sentence, ...]) -> Callable[[int, int], tuple[int, int]]:
    """A function that tells of a token, and where it starts, the index of its sentence and of its paragraph; without an engine, full
    stops divide."""
    breaks = [m.start() for m in re.finditer("¶", tokens.codes)]
    if sentences:
        ends = [s.end for s in sentences[:-1]]
        return lambda i, start: (bisect_right(ends, start), bisect_left(breaks, i))
    stops = [
        i
        for i, code in enumerate(tokens.codes)
        if code == "¶" or (code == "_" and tokens.word(i + 1)[:1].isupper() and tokens.codes[i - 1] not in "mw")
    ]
    return lambda i, _: (bisect_left(stops, i), bisect_left(breaks, i))


def _chronicle_year(article: Article) -> int | None:
    """The year an undated chronicle speaks of: its title's, else the first one in its opening."""
    for text in (article.title or "", article.text[:1500]):
        found = _YEAR.search(text)
        if found:
            return int(found[0])
    return None


def _plausible(e: Expression, t: Tokens, words: Lexicon, previous: str) -> bool:
    """Whether a word that means other things too is a date here; `previous`: the word before it, in lower case."""
    before, after = t.code(e.first - 1), t.code(e.stop)
    if e.rule == "year" and (e.stop - e.first == 1 or not 1900 <= t.value(e.stop - 1) <= 2049):
        return _year_alone(t, e.stop - 1, before, after, previous, words)
    if e.rule == "month" and e.stop - e.first <= 2 and t.codes[e.first] == "m":
        return _month_alone(t, e, before, after)
    if e.rule == "the_day":
        return _the_day(t, e, after, previous)
    if e.rule == "same_ago":
        return "U" in t.codes[e.first : e.first + 3] or t.word(e.first + 2).lower() in words.stretches
    if e.rule == "weekday" and t.word(e.first - 1) in words.named_days:
        return False  # "Black Monday", "Bloody Sunday": days of history
    if e.rule == "now":
        opens = t.word(e.first)[0].isupper() and before in "_¶;"  # "Now, the rest": a turn of the talk, not a time
        return after != "=" and previous != "for" and not opens
    if e.rule == "decades":
        return previous not in ("his", "her", "their", "my", "our", "your")
    if e.rule == "season":
        return _season_alone(t, e, before)
    if e.rule == "short_year":
        return before in "roikf&tj=<hmMb" and after not in "~XU"
    if e.rule == "during":
        return previous in ("for", "over") or (previous == "after" and after == "o")
    return not (e.rule == "month_year" and e.has("MAYBE_MONTH") and not e.has("YEAR", "UNIT"))


def _the_day(t: Tokens, e: Expression, after: str, previous: str) -> bool:
    """`ended the day`, `the first raid of the day.`: not the day that something said of it makes another one."""
    if t.word(e.stop - 1).lower() != "day":
        return False
    if previous in ("end", "ended", "ending", "finish", "finished", "close", "closed", "begin", "began", "opened"):
        return True
    return previous in ("of", "for", "on") and after in "_,;¶>"


def _year_alone(t: Tokens, i: int, before: str, after: str, previous: str, words: Lexicon) -> bool:
    year, following = t.value(i), t.word(i + 1)
    if not 1900 <= year <= 2049:
        return (
            previous in ("in", "since", "until", "from", "before", "after", "by")
            and 1500 <= year <= 2100
            and after not in "~XNU"
        )
    if before == "=" and t.word(i - 2).lower() in ("post", "pre"):
        return True
    if before in "riukfj" or previous in ("of", "the", "before", "after", "until"):
        counted = after == "~" and (following in words.counted or (year == 2000 and following.endswith("s")))
        return not counted and after not in "NUH"
    if before == "A" or (
        previous in ("$", "£", "€", "no", "than", "us$", "#", "at", "to") and not (before == "t" and after != "~")
    ):
        return False
    if after == "~" and (following.endswith("s") or following in words.counted):
        return False
    return not (before == "X" and after in "~X") or before == ","


def _month_alone(t: Tokens, e: Expression, before: str, after: str) -> bool:
    if not t.word(e.first)[0].isupper() or t.word(e.first) not in ("May", "March", "MAY", "MARCH"):
        return before in "riukftj" and after not in "X"
    if before in "riukftjolcxze&" or t.word(e.first - 1).lower() in ("since", "before", "after"):
        return after not in "X" or before in "ri"
    return (before == "h" and after == "~") or (after == "=" and t.code(e.stop + 1) in "Mm")


def _season_alone(t: Tokens, e: Expression, before: str) -> bool:
    at = next(i for i in range(e.first, e.stop) if t.codes[i] == "F")
    word = t.word(at).lower()
    if t.word(at)[0].isupper() and any(t.code(i) in "~X" and t.word(i)[:1].isupper() for i in (at - 1, at + 1)):
        return False  # the Arab Spring, the Winter Games: names
    if e.has("YEAR", "LAST", "THIS", "NEXT", "SAME", "UNIT"):
        return True
    if t.code(e.stop) in "~X" and word != "winter":
        return False
    if word == "fall":
        return e.has("EDGE") or (before == "r" and t.code(e.stop) not in "o" and e.stop - e.first == 2)
    return (e.has("EDGE", "THE") and t.code(e.stop) != "o") or before in "riuk"


def _by_line(found: Iterable[Expression], t: Tokens) -> Iterator[Expression]:
    """Expressions, with a weekday that ends a line (a headline's) cut from a date that begins the next, and no full stop at the end."""
    for e in found:
        if e.rule in ("mdy", "dmy") and t.codes[e.first] in "Ww" and "\n" in t.text[t.end(e.first) : t.start(e.first + 1)]:
            yield e.part(e.first, e.first + 1, "weekday")
            e = e.part(e.first + 1, e.stop, e.rule)
        if t.codes[e.stop - 1] == "_" and t.word(e.stop - 2).upper() in ("MARCH", "MAY"):
            e = e.part(e.first, e.stop - 1, e.rule)
        yield e


def _direction(
    e: Expression, t: Tokens, sentence: Sentence | None, words: Lexicon, before: str, at: tuple[int, int]
) -> tuple[Direction, bool]:
    """Which way the sentence looks from a date that stands at `at`, and whether its verb is perfect; `before`: the word before it."""
    if before in AHEAD or (before == "as" and t.word(e.first - 2) in ("early", "soon", "late")):
        back = tense.pluperfect(t, e.first)
        lasted = sentence is not None and tense.lasted(sentence, *at, before, words)
        return ("past", back) if back or lasted else ("future", False)
    if t.code(e.stop) == ";" and t.word(e.stop) in ("'s", "’s"):
        return None, False
    if sentence is not None and sentence.tokens and sentence.tokens[0].pos:
        found = tense.by_parse(sentence, *at, words)
        if found is not None:
            return found
    return tense.by_cues(t, e.first, e.stop, words)


def _follow(state: _Narrative, e: Expression, t: Tokens, when: Period, sentence: int, paragraph: int) -> None:
    """Moves the narrative on to a date just told."""
    if e.rule == "year" and t.code(e.first - 1) == "r" and t.code(e.first - 2) in "_¶;" and when.start is not None:
        state.said_year, state.said_in = when.start.year, sentence
    if e.rule == "year" and state.last is not None and state.last.precision == "day" and t.code(e.first - 1) in "iu":
        return
    if e.rule in CLOCK_RULES and when.precision != "unknown" and when.start is not None:
        state.last, state.sentence, state.paragraph = when, sentence, paragraph
        if when.precision in ("day", "week", "month"):
            # "The following July" looks ahead from a date as one with its year does.
            own = not e.has("YEAR") and e.rule != "month_rel"
            _thread_on(state, when.start, paragraph, opens=own or "¶" in t.codes[max(e.first - 2, 0) : e.first])


def _thread_on(state: _Narrative, day: date, paragraph: int, *, opens: bool) -> None:
    """Moves a chronicle's main thread. A year told inside a paragraph that lies before the thread's is a flashback and leaves it; one
    that lies more than a year after it holds for its paragraph alone."""
    if opens or state.home is None or 0 <= day.year - state.home.year <= 1:
        state.home = day
    elif day.year > state.home.year:
        state.aside = day, paragraph


def _told(when: Period, text: str, before: str) -> Period:
    """A period with the words that say it, an end of it left open by the word before."""
    open_start, open_end = when.open_start, when.open_end
    if before == "since":
        open_end = True
    elif before in ("until", "till", "before", "by"):
        open_start = True
    return Period(when.start, when.stop, when.precision, text, when.basis, open_start, open_end)


def find(reading: Reading, knowledge: Knowledge) -> list[Mention]:
    """The date expressions of an article's text, spans without their prepositions. `when` is None where the days cannot be told."""
    article, words = reading.article, lexicon(knowledge)
    t = tokenise(article.text, words)
    published = article.published
    window = None if published.start is None or published.last is None else (published.start, published.last)
    state = _Narrative(year=_chronicle_year(article) if window is None else None)
    position = _positions(t, reading.sentences)
    mentions: list[Mention] = []
    # "Had left a day earlier, he said on Tuesday": what it counts from stands behind it, in its sentence.
    early: tuple[Expression, int, Mention] | None = None
    for e in _by_line(expressions(t), t):
        before = t.word(e.first - 1).lower()
        if e.rule in _DOUBTFUL and not _plausible(e, t, words, before):
            continue
        start, end = t.start(e.first), t.end(e.stop - 1)
        number, paragraph = position(e.first, start)
        sentence = reading.sentences[number] if number < len(reading.sentences) else None
        direction, perfect = (
            _direction(e, t, sentence, words, before, (start, end))
            if window is not None and e.rule in NEEDS_TENSE
            else (None, False)
        )
        frame = state.frame(window and window[0], number, paragraph, direction, perfect, before)
        when = read(e, t, frame, window)
        text = article.text[start:end]
        if when is not None:
            when = _told(when, text, before)
            _follow(state, e, t, when, number, paragraph)
            if early is not None and early[1] == number and when.days == 1:
                back = read(early[0], t, state.frame(window and window[0], number, paragraph, None, False, ""), window)
                mentions += [] if back is None else [replace(early[2], when=replace(back, text=early[2].text))]
            early = None
        elif e.rule in ONLY_RESOLVED:
            earlier = e.rule == "shifted" and t.word(e.stop - 1).lower() == "earlier"
            early = (e, number, Mention("date", start, end, text, reason=e.rule)) if earlier else early
            continue
        mentions.append(Mention("date", start, end, text, when=when, reason=e.rule))
    return _share_years(sorted(mentions, key=lambda m: m.start), article.text)


def _share_years(mentions: list[Mention], text: str) -> list[Mention]:
    """`between 19 February and 3 March 2017`: the first end of a range takes the year that the second one names."""
    out = list(mentions)
    for i in range(len(mentions) - 1):
        first, second = mentions[i], mentions[i + 1]
        a, b = first.when, second.when
        if (
            a is None
            or b is None
            or a.start is None
            or a.stop is None
            or b.start is None
            or first.reason not in ("mdy", "dmy", "month")
        ):
            continue
        if b.basis != "explicit" or a.basis == "explicit" or not _RANGE.fullmatch(text[first.end : second.start]):
            continue
        year = b.start.year - ((a.start.month, a.start.day) > (b.start.month, b.start.day))
        days = (
            month_days(year, a.start.month)
            if a.precision == "month"
            else (start := safe_day(year, a.start.month, a.start.day)) and (start, start + timedelta(1))
        )
        if days:
            out[i] = replace(first, when=replace(a, start=days[0], stop=days[1], basis="explicit"))
    return out
