"""Words that a page's layout gives to somebody: the turns of an interview, and posts signed with a name and its handle."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from khaldun.claims.attributions import Attribution
from khaldun.language.sentence import Sentence

LAYOUT = frozenset({":", "—", "–", "―"})
"""Marks beside a name that give it the words on their other side."""
_TURN = re.compile(r"(?:^|\n\n)[\"“]?(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})(?P<mark>:)\s+(?=\S)")
_TURNS = 3
"""Paragraphs that open with a name and a colon before a text is read as a talk, by two speakers at the least."""
_PARAGRAPHS = 3
"""Paragraphs without a name that still are of the turn before, where another turn follows them."""
_SIGNED = re.compile(r"\s*(?P<mark>[—–―])\s*(?P<name>[^\n()—–―]{2,60}?)\s*\((?P<handle>@\w{2,30})\)")
_LONGEST = 700
"""Characters of a signed post: those of the longest that common sites take."""


def laid_out(sentences: Sequence[Sentence], text: str) -> list[Attribution]:
    """The attributions that the layout makes, in the order of their words."""
    starts = [s.start for s in sentences]
    return sorted([*_turns(sentences, starts, text), *_posts(sentences, starts, text)], key=lambda a: (a.start, a.cue_start))


def _turns(sentences: Sequence[Sentence], starts: Sequence[int], text: str) -> Iterator[Attribution]:
    found = list(_TURN.finditer(text))
    labels = Counter(turn["name"] for turn in found)
    if len(found) < _TURNS or not 2 <= len(labels) <= len(found) - 1:
        return
    for turn, following in zip(found, [*found[1:], None], strict=True):
        stop = text.find("\n\n", turn.end())
        end = len(text) if stop < 0 else stop
        if following is not None and text.count("\n\n", end, following.start()) <= _PARAGRAPHS:
            end = len(text[: following.start()].rstrip())
        made = _made(sentences, starts, turn.span("name"), turn.span("mark"), (turn.end(), end))
        if made is not None:
            yield made


def _posts(sentences: Sequence[Sentence], starts: Sequence[int], text: str) -> Iterator[Attribution]:
    for signed in _SIGNED.finditer(text):
        stop = len(text[: signed.start()].rstrip())
        start = max(text.rfind("\n", 0, stop), text.rfind(">", 0, stop)) + 1
        if 0 < stop - start <= _LONGEST:
            made = _made(sentences, starts, signed.span("name"), signed.span("mark"), (start, stop))
            if made is not None:
                yield made


def _made(
    sentences: Sequence[Sentence], starts: Sequence[int], name: tuple[int, int], mark: tuple[int, int], words: tuple[int, int]
) -> Attribution | None:
    """The words [start, end) as those of whoever the tokens of `name` tell."""
    index = bisect_right(starts, name[0]) - 1
    if index < 0:
        return None
    sentence = sentences[index]
    first, stop = sentence.at(*name)
    if first == stop:
        return None
    return Attribution(*words, *mark, sentence, tuple(range(first, stop)), sentence.head_of(first, stop), saying=True)
