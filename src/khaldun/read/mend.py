"""Broken words put together: line-end hyphens, drop caps, hyphens with a stray space.

A hyphen at a line's end is either the typesetter's (`Presi-/dent`) or the writer's (`north-/eastern`). The text itself is the
first witness: how often it writes the word whole, joined and with a hyphen. Then come the rules of `mending.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from khaldun.knowledge import Knowledge

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_REACH = 200
"""Letters before a line's end that joining it looks at."""
_HYPHENS = "-‐‑"
_HEAD = re.compile(rf"([\w'’]+(?:[-‐‑][\w'’]+)*)[{_HYPHENS}]+$")
_TAIL = re.compile(r"^[-‐‑]?([\w'’]+)")
_ING = re.compile(r"\w*[aeiouy]\w*ing$")
"""First parts to which hardly any noun is joined without a hyphen: `drinking-water`, `landing-craft`."""
_INLINE = re.compile(rf"\b([\w'’]+)([{_HYPHENS}]) (?=([\w'’]+))")

_ONSET = re.compile(
    r"(?:[bcdfghjklmnprstvwyz]|[bcfgkps]l|[bcdfgkpt]r|[cpstw]h|s[cklmnpqtw]|th?r|tw|dw|qu|sch|scr|shr|spl|spr|squ|str|kn|gn|wr|gh|kh|kn)[aeiouy]"
)
"""How English words begin that can follow the article A: none with a vowel, none with two consonants that only stand within a word."""


@dataclass(frozen=True)
class Lists:
    """The word lists of `mending.yaml`, by id."""

    words: dict[str, frozenset[str]]
    exceptions: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def lists(knowledge: Knowledge) -> Lists:
    """The word lists of all packs; lists of one id in several packs add up."""
    words: dict[str, set[str]] = {}
    exceptions: dict[str, set[str]] = {}
    for document in knowledge.documents("mending"):
        for entry in document:
            words.setdefault(entry["id"], set()).update(str(w).lower() for w in entry["words"])
            for head, tails in entry.get("except", {}).items():
                exceptions.setdefault(str(head), set()).update(str(t) for t in tails)
    return Lists({k: frozenset(v) for k, v in words.items()}, {k: frozenset(v) for k, v in exceptions.items()})


@dataclass(frozen=True)
class Mender:
    """Decides hyphens by the words of one text."""

    counts: Counter[str]
    lists: Lists

    @classmethod
    def of(cls, text: str, knowledge: Knowledge) -> Mender:
        """`text` with its line breaks: words broken at a line's end do not count as witnesses."""
        whole = re.sub(rf"(?<!\S)\S+[{_HYPHENS}][ ]*\n+\s*\S+", " ", text)
        return cls(Counter(w.lower() for w in _WORD.findall(whole)), lists(knowledge))

    def join(self, before: str, after: str) -> str:
        """Two lines (or halves of a paragraph) put together: with a space, or as one word where `before` ends in a hyphen."""
        if len(before) > _REACH:  # only the last words are looked at
            return before[:-_REACH] + self.join(before[-_REACH:], after)
        before, after = before.rstrip(), after.lstrip()
        if not before or not after:
            return before + after
        if before.endswith("--") and before[-3:-2].strip(" -"):
            return before.rstrip("-") + "-" + after  # the writer's hyphen and the line's
        if after[0] in _HYPHENS and before[-1] in _HYPHENS and len(after) > 1 and after[1].isalnum():
            return before.rstrip(_HYPHENS) + after
        head, tail = _HEAD.search(before), _TAIL.match(after)
        if head is None or tail is None:
            if before[-1] in "—–/" and not before.endswith((" —", " –", " /")):
                return before + after
            return f"{before} {after}"
        if tail[1].lower() in self.lists.words["suspended"]:
            return f"{before} {after}"
        if self.kept(head[1], tail[1]):
            return before + after
        return before.rstrip(_HYPHENS) + after

    def kept(self, before: str, after: str) -> bool:
        """Whether the hyphen between two parts of a word is the writer's."""
        words, last = self.lists.words, re.split("[-‐‑]", before)[-1]
        low, tail = last.lower(), after.lower()
        joined, hyphened = self.counts[low + tail], self.counts[f"{low}-{tail}"]
        if before.lower() != low:
            hyphened += self.counts[f"{before.lower()}-{tail}"]
        if joined != hyphened:
            return hyphened > joined
        if after[0].isupper() or after[0].isdigit() or last[-1:].isdigit():
            return not (last.islower() and after.isupper())
        if len(last) > 1 and last.isupper():
            return not after.isupper()
        if low in words["compass"] and tail in words["compass-after"]:
            return self._british()
        if low in words["kept-before"] and tail not in self.lists.exceptions.get(low, ()):
            return self.counts[tail] > 0 or len(tail) > 4
        if last.islower() and _ING.match(low) and len(tail) > 3 and self.counts[tail] and tail not in words["joined-after-ing"]:
            return True
        if low in words["tens"] and tail in words["units"]:
            return True
        if tail == "led":
            return low not in words["joined-before-led"]
        return tail in words["kept-after"] and not self._stem(low, tail)

    def _british(self) -> bool:
        """Whether the text writes compass points with a hyphen, or else spells as the British do, who write them so."""
        parts = [(a, b) for a in self.lists.words["compass"] for b in self.lists.words["compass-after"]]
        hyphened, joined = (sum(self.counts[f"{a}{mark}{b}"] for a, b in parts) for mark in ("-", ""))
        if hyphened != joined:
            return hyphened > joined
        british, american = (sum(self.counts[w] for w in self.lists.words[k]) for k in ("british", "american"))
        return british > american

    def _stem(self, low: str, tail: str) -> bool:
        """Whether the joined form reads as one word although the second part could stand alone (`with-held`, `be-sieged`)."""
        return low in {"with", "up", "be", "un", "out", "over", "under", "re", "dis", "for", "mis"} or len(low) <= 2

    def inline(self, text: str) -> str:
        """`Al- Sukhna`, `Presi- dent` within a line, as faulty dumps have them."""
        if "- " not in text and "‐ " not in text:
            return text

        def fix(match: re.Match[str]) -> str:
            before, after = match[1], match[3]
            low = before.lower()
            if after.lower() in self.lists.words["suspended"] or not before[0].isalpha():
                return match[0]
            if low in self.lists.words["articles"] and after[0].isupper():
                return before + match[2]
            if after[0].islower() and self.counts[low + after.lower()]:
                return before
            if self.counts[f"{low}-{after.lower()}"]:
                return before + match[2]
            return match[0]

        return _INLINE.sub(fix, text)

    def _alone(self, letter: str, first: str) -> bool:
        """Whether a drop cap is a word (`A convoy`, `I was`) and not the first letter of one (`After`, `It`)."""
        word = first.lower()
        if self.counts[letter + word]:
            return False
        if word in self.lists.words["single-letter"] or (first[0].isupper() and not first.isupper()):
            return True
        if len(word) < 3 or letter != "a":
            return False
        article = word not in self.lists.words["begun-with-a"] and _ONSET.match(word) is not None
        return self.counts[word] > 1 or article

    def drop_cap(self, letter: str, rest: str) -> str:
        """A capital that stood alone, and the text after it, as one."""
        first = re.match(r"[\w'’]+", rest)
        if first is None:
            return f"{letter} {rest}"
        if letter[-1] in "AIO" and self._alone(letter[-1].lower(), first[0]):
            return f"{letter} {rest}"
        if first[0].isupper() and len(first[0]) > 1:
            return letter + first[0].lower() + rest[first.end() :] if letter + first[0] != "US" else letter + rest
        return letter + rest
