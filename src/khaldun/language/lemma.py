"""Dictionary forms of English words, by rule with exceptions.

The lists beside this file: `irregular_*.txt` have a base form and its odd forms on each line; `verbs.txt` lists common base
forms of verbs, to tell which lose a final -e (`seized`) and which do not (`visited`); `openers.txt` lists common nouns, most of
them plurals, that taggers take for names where they open a sentence; `standins.txt` lists words that the engine takes for others
than they are, each with one of the same form that it knows.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent
_SILENT_E = ("c", "v", "u", "z", "at", "iz", "is", "rs", "ns", "dg", "ng", "bl", "tl", "pl", "dl", "gl", "ur", "ir", "ar", "ak", "uk",
             "ok")  # fmt: skip
_HISSING = ("sses", "shes", "ches", "xes", "zzes")
_NO_MAN = frozenset({"specimen", "regimen", "abdomen", "semen", "omen", "yemen", "turkmen", "acumen"})


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset((_HERE / "verbs.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """Common nouns that open sentences, in lower case."""
    return frozenset((_HERE / "openers.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def standins() -> dict[str, str]:
    """For a word that the engine takes for another (`retook` for a noun, `IS` for a verb): one of the same form that it knows."""
    lines = (_HERE / "standins.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines)


@lru_cache(maxsize=8)
def _irregular(name: str) -> dict[str, str]:
    lines = (_HERE / f"irregular_{name}.txt").read_text(encoding="utf-8").splitlines()
    return {form: words[0] for words in map(str.split, lines) for form in words}


def is_verb(word: str) -> bool:
    """Whether a word in small letters is a common verb's form in -ed or -ing."""
    return word.endswith(("ed", "ing")) and len(word) > 5 and _verb(word) != word and _verb(word) in _known()


def _has_vowel(stem: str) -> bool:
    return any(c in "aeiouy" for c in stem)


def _restore(stem: str) -> str:
    """The base form whose -ed or -ing was cut off: `seiz` -> `seize`, `stopp` -> `stop`, `visit` as it is. A form in
    `verbs.txt` decides; for others the spelling does.
    """
    doubled = len(stem) > 2 and stem[-1] == stem[-2]
    forms: list[str] = [stem + "e", stem] if stem[-1:] in "cvuz" else [stem, stem + "e"]
    for form in [stem, stem[:-1]] if doubled else forms:
        if form in _known():
            return form
    if doubled:
        return stem if stem[-1] in "slzf" else stem[:-1]
    return stem + "e" if stem.endswith(_SILENT_E) else stem


def _verb(word: str) -> str:
    if word in _irregular("verbs"):
        return _irregular("verbs")[word]
    for prefix in ("re-", "counter-", "over", "out", "un", "mis", "re"):
        rest = word.removeprefix(prefix)
        if rest != word and rest in _irregular("verbs"):
            return prefix + _irregular("verbs")[rest]
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith((*_HISSING, "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("eed"):
        return word if len(word) < 6 or word.endswith(("ceed", "need")) else word[:-1]
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and _has_vowel(stem):
            return _restore(stem)
    return word


def _noun(word: str) -> str:
    if word in _irregular("nouns"):
        return _irregular("nouns")[word]
    if word.endswith("men") and len(word) > 4 and word not in _NO_MAN:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_HISSING):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "ics", "'s")):
        return word[:-1]
    return word


@lru_cache(maxsize=65536)
def lemma(word: str, pos: str, features: str = "") -> str:
    """The dictionary form of `word` in lower case: `lemma("overran", "VERB")` is `overrun`. Names keep their letters, lowered.

    `pos` is the UD part of speech; of `features` only `Number=Sing` is looked at (a singular noun stays as it is).
    """
    lower = word.lower()
    if pos in {"VERB", "AUX"}:
        return _verb(lower)
    if pos == "NOUN":
        # Taggers know few plurals with a hyphen (`counter-operations`).
        return _noun(lower) if "Number=Sing" not in features or "-" in lower or lower in _irregular("nouns") else lower
    if pos in {"ADJ", "ADV"}:
        return _irregular("adjectives").get(lower, lower)
    return lower
