"""What figures count, and what happened to it: units.yaml as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Unit:
    """A counted noun: its singular, its kind, and the role that the noun itself gives (`IDPs` are displaced). `one`: this form is the
    singular of a noun that has a plural."""

    name: str
    kind: str
    role: str | None = None
    one: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Verb lemmas whose object, or whose subject, bears a role; adjectives that name it, nouns that say it with `of`; verb forms back to lemmas;
    `unsure`: lemmas that need a parse."""

    objects: Mapping[str, str]
    subjects: Mapping[str, str]
    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    lemmas: Mapping[str, str]
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`units` by lower-case form (up to three words); `before` and `after` find bounds beside a number."""

    units: Mapping[str, Unit]
    roles: Roles
    before: re.Pattern[str]
    bounds: Mapping[str, str]
    names: frozenset[str]
    stops: frozenset[str]
    skip: frozenset[str]
    other: frozenset[str]
    peoples: re.Pattern[str]
    heads: tuple[tuple[re.Pattern[str], str, str], ...]
    stays: re.Pattern[str]
    kinds: Mapping[str, str]


def _forms(word: str) -> list[str]:
    """A unit's word, and its plural: behind a stroke, or the regular one."""
    single, stroke, plural = word.lower().partition("/")
    if stroke:
        return [single, plural]
    if single.endswith(("s", "%")):
        return [single]
    return [single, single + ("es" if single.endswith(("sh", "ch", "x")) else "s")]


def verb_forms(lemma: str) -> list[str]:
    """The regular forms of a verb."""
    stem = lemma.removesuffix("e")
    forms = [lemma, lemma + "s", lemma + "es", stem + "ed", stem + "ing"]
    if lemma[-1] in "bdgmnprt" and len(lemma) > 2 and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        forms += [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"]
    if lemma.endswith("y"):
        forms += [lemma[:-1] + "ied", lemma[:-1] + "ies"]
    return forms


def _roles(rows: list[dict[str, Any]], irregular: Mapping[str, str], unsure: frozenset[str]) -> Roles:
    objects: dict[str, str] = {}
    subjects: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for row in rows:
        role = str(row["role"])
        for key, table in (("verbs", objects), ("subject", subjects), ("adjectives", adjectives), ("nouns", nouns)):
            found = row.get(key, [])
            if not isinstance(found, list):
                raise TypeError(f"{role}: {key} is no list")
            for word in found:
                table.setdefault(str(word), role)
    lemmas = {form: lemma for lemma in sorted({*objects, *subjects}) for form in verb_forms(lemma)}
    return Roles(objects, subjects, adjectives, nouns, {**lemmas, **irregular}, unsure)


_LISTS = ("names", "stops", "skip", "other", "peoples", "shelters", "only_by_parse")


def _units(sections: list[dict[str, Any]]) -> dict[str, Unit]:
    """Units by each of their forms."""
    units: dict[str, Unit] = {}
    for section in sections:
        for row in section.get("units", ()):
            for word in row["words"]:
                forms = _forms(word)
                unit = Unit(row.get("unit") or forms[0], row["kind"], row.get("role"))
                units |= dict.fromkeys(forms[1:], unit)
                units[forms[0]] = replace(unit, one=len(forms) > 1)
        for word in section.get("invariant", ()):
            units[word] = replace(units[word], one=False)
    return units


def _words(sections: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The plain lists of words."""
    return {key: [w for section in sections for w in section.get(key, ())] for key in _LISTS}


def _before(bounds: Mapping[str, str]) -> re.Pattern[str]:
    """What may stand before a number, at the end of a stretch of text."""
    phrases = sorted((p for p, side in bounds.items() if side != "after_least"), key=lambda p: (-len(p), p))
    choices = "|".join(re.escape(p).replace("\\ ", r"\s+") for p in phrases)
    return re.compile(rf"(?<!\w)(?:(?:{choices})\s*)+$", re.IGNORECASE)


def _heads(rows: list[dict[str, Any]]) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Nouns before a bare number, with the unit and role that they give it."""
    patterns = (rf"\b(?:{'|'.join(map(re.escape, row['words']))})\b[^.;]{{0,60}}$" for row in rows)
    return tuple(
        (re.compile(p, re.IGNORECASE), str(row["unit"]), str(row["role"])) for p, row in zip(patterns, rows, strict=True)
    )


@lru_cache(maxsize=8)
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The units and roles of the packs in force. Raises KnowledgeError where units.yaml does not hold."""
    sections: list[dict[str, Any]] = knowledge.documents("units")
    try:
        units, words = _units(sections), _words(sections)
        irregular = {form: lemma for s in sections for form, lemma in s.get("forms", {}).items()}
        roles = _roles([row for s in sections for row in s.get("roles", ())], irregular, frozenset(words["only_by_parse"]))
        heads = _heads([row for s in sections for row in s.get("heads", ())])
        bounds = {p: side for s in sections for side, phrases in s.get("before", {}).items() for p in phrases}
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"units.yaml does not hold: {error!r}") from error
    peoples = sorted(re.escape(str(w)) for entry in knowledge.entries("peoples") for w in entry["words"])
    shelters = "|".join(re.escape(w) for w in words["shelters"]) or "(?!)"
    return Lexicon(
        units=units,
        roles=roles,
        before=_before(bounds),
        bounds=bounds,
        names=frozenset(words["names"]),
        stops=frozenset(words["stops"]),
        skip=frozenset(words["skip"]),
        other=frozenset(words["other"]),
        peoples=re.compile(rf"[A-Z][a-z]+(?:{'|'.join(words['peoples'])})|{'|'.join(peoples) or '(?!)'}"),
        heads=heads,
        stays=re.compile(rf"[^.;,]{{0,60}}\b(?:in|at|to|into)\s[^.;,]{{0,40}}\b(?:{shelters})\b", re.IGNORECASE),
        kinds={unit.name: unit.kind for unit in units.values()},
    )
