"""Which language a text is in: by script, then by the small words it is full of, then by py3langid's character model."""

from __future__ import annotations

import re
import threading
from typing import Any

from khaldun.language.lemma import is_verb, openers

_ENGLISH = frozenset(
    "the of and to in a that is was for on with as it by at from are were be has have had which an their its but they said not who "
    "this after his been or he will also more than would when one into people over".split()
)
_OURS = frozenset(
    "the and were with from after their monday tuesday wednesday thursday friday saturday sunday january february october".split()
)
"""Of a line of few words one of these says that it is English, if the words of no other language stand beside it; two verbs in -ed or
-ing and common plurals do so too."""
_THEIRS = frozenset(
    "de la le les des du et sur en el los las del y una der die das den und im von zu het van een door op ny av og på til fra il di che per da do os".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000
_SHORT = 30
"""Words below which the model, full of foreign names, takes English for Zulu or Nigerian Pidgin: only much printed languages count."""
_WRITTEN = frozenset(
    "en ar fr es pt de it nl pl ru uk be bg sr hr sl cs sk hu ro el tr az fa ps ur ku he am so sw ha hi bn ta ne si my th vi id ms zh ja ko ka hy "
    "sv no nb da fi lt lv et sq mk ca kk ky uz tg".split()
)
_lock = threading.Lock()
_model: Any = None


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`; None where there are no words to tell by.

    A quarter of small English words is English without asking the model (English news has 35 to 50 of a hundred, other languages
    that share some of them under 10), which keeps the common case fast.
    """
    sample = _sample(text)
    words = [w.lower() for w in _WORD.findall(sample)]
    if not words:
        return None
    if len(words) >= 8 and sum(w in _ENGLISH for w in words) >= 0.2 * len(words):
        return "en"
    if len(words) < 3 and sample.isascii():
        return None
    ours = not _OURS.isdisjoint(words) or sum(w in openers() or is_verb(w) for w in words) >= 2
    if 3 <= len(words) < 8 and ours and _THEIRS.isdisjoint(words) or _named(sample):
        return "en"
    if len(words) < _SHORT:
        return next((str(code) for code, _ in _identifier().rank(sample) if code in _WRITTEN), None)
    return str(_identifier().classify(sample)[0])


def _named(sample: str) -> bool:
    """Whether what a line says between its names is English: half of the words in small letters, a verb in -ed or -ing among them, none of
    another language."""
    words = _WORD.findall(sample)
    small = [w for w in words if w.islower()]
    if not 3 <= len(words) < _SHORT or not _THEIRS.isdisjoint(small) or not any(map(is_verb, small)):
        return False
    known = sum(is_verb(w) or w in _ENGLISH or w in _OURS or w in openers() for w in small)
    return 2 * known >= len(small)


def settled(text: str, told: str | None) -> str | None:
    """The language of `text`, where its page tells one (`<html lang>`), which templates get wrong: the words decide where there are enough."""
    if told is None:
        return language(text)
    found = language(text)
    enough = (found == "en" and len(_WORD.findall(text)) >= 8) or len(_WORD.findall(text[:_SAMPLE])) >= _SHORT
    return found if found is not None and enough else told


def _sample(text: str) -> str:
    """A text's beginning, and of a long one its middle and end too, so that a paragraph in another tongue does not speak for it."""
    if len(text) <= 2 * _SAMPLE:
        return text[:_SAMPLE] if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + " " + text[-_SAMPLE // 2 :]
    middle = len(text) // 2
    part = _SAMPLE // 3
    return " ".join((text[:part], text[middle : middle + part], text[-part:]))


def _identifier() -> Any:
    global _model
    with _lock:
        if _model is None:
            import py3langid  # type: ignore[import-untyped]

            py3langid.classify("warm")
            _model = py3langid
    return _model
