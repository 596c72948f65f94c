"""What figures count, and what happened to it: units.yaml as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

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


def _roles(rows: list[dict[str, object]], irregular: Mapping[str, str], unsure: frozenset[str]) -> Roles:
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


@lru_cache(maxsize=8)
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The units and roles of the packs in force. Raises KnowledgeError where units.yaml does not hold."""
    units: dict[str, Unit] = {}
    merged: dict[str, list[object]] = {
        "roles": [],
        "names": [],
        "stops": [],
        "skip": [],
        "other": [],
        "peoples": [],
        "heads": [],
        "only_by_parse": [],
        "shelters": [],
    }
    bounds: dict[str, str] = {}
    irregular: dict[str, str] = {}
    try:
        for section in knowledge.documents("units"):
            for row in section.get("units", ()):
                for word in row["words"]:
                    forms = _forms(word)
                    unit = Unit(row.get("unit") or forms[0], row["kind"], row.get("role"))
                    units |= dict.fromkeys(forms[1:], unit)
                    units[forms[0]] = replace(unit, one=len(forms) > 1)
            for word in section.get("invariant", ()):
                units[word] = replace(units[word], one=False)
            for key, rows in merged.items():
                rows.extend(section.get(key, ()))
            bounds |= {phrase: side for side, phrases in section.get("before", {}).items() for phrase in phrases}
            irregular |= section.get("forms", {})
        roles = _roles(
            [r for r in merged["roles"] if isinstance(r, dict)], irregular, frozenset(str(w) for w in merged["only_by_parse"])
        )
        heads = tuple(
            (re.compile(rf"\b(?:{'|'.join(map(re.escape, h['words']))})\b[^.;]{{0,60}}$", re.IGNORECASE), str(h["unit"]), str(h["role"]))
            for h in merged["heads"] if isinstance(h, dict)
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"units.yaml does not hold: {error!r}") from error
    phrases = sorted((p for p, side in bounds.items() if side != "after_least"), key=lambda p: (-len(p), p))
    choices = "|".join(re.escape(p).replace("\\ ", r"\s+") for p in phrases)
    before = re.compile(rf"(?<!\w)(?:(?:{choices})\s*)+$", re.IGNORECASE)
    if any(
        not isinstance(w, str) for key in ("names", "stops", "skip", "other", "shelters", "only_by_parse") for w in merged[key]
    ):
        raise KnowledgeError("units.yaml: a word is no text; YAML reads a bare `on` or `no` as true or false, put it in quotes")
    words = {key: frozenset(str(w) for w in merged[key]) for key in ("names", "stops", "skip", "other")}
    peoples = re.compile(rf"[A-Z][a-z]+(?:{'|'.join(str(p) for p in merged['peoples'])})")
    shelters = "|".join(re.escape(str(w)) for w in merged["shelters"]) or "(?!)"
    return Lexicon(
        units=units,
        roles=roles,
        before=before,
        bounds=bounds,
        names=words["names"],
        stops=words["stops"],
        skip=words["skip"],
        other=words["other"],
        peoples=peoples,
        heads=heads,
        stays=re.compile(rf"[^.;,]{{0,60}}\b(?:in|at|to|into)\s[^.;,]{{0,40}}\b(?:{shelters})\b", re.IGNORECASE),
        kinds={unit.name: unit.kind for unit in units.values()},
    )
