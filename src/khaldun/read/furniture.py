"""What stands on a page and is not the article: rules of `furniture.yaml`, applied to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge
from khaldun.read import credits, dating
from khaldun.read.paragraphs import Paragraph

_WORDS = 14


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of `furniture.yaml`: the whole paragraph matches `whole`, or its beginning `begins`; at most `words` long."""

    id: str
    role: str
    words: int
    whole: re.Pattern[str] | None
    begins: re.Pattern[str] | None

    def holds(self, text: str) -> re.Match[str] | None:
        """The match, where the rule holds of a paragraph."""
        if text.count(" ") >= self.words:
            return None
        if self.whole is not None and (found := self.whole.fullmatch(text)):
            return found
        return self.begins.match(text) if self.begins is not None else None


@lru_cache(maxsize=8)
def rules(knowledge: Knowledge) -> tuple[Rule, ...]:
    """The rules of all packs in order; raises KnowledgeError for an entry that does not hold."""
    return tuple(_rule(entry) for entry in knowledge.entries("furniture"))


def _rule(entry: dict[str, object]) -> Rule:
    def compiled(key: str) -> re.Pattern[str] | None:
        parts = entry.get(key)
        return re.compile("|".join(f"(?:{p})" for p in parts), re.IGNORECASE) if isinstance(parts, list) else None

    try:
        words = entry.get("words", _WORDS)
        return Rule(str(entry["id"]), str(entry["role"]), int(str(words)), compiled("match"), compiled("begins"))
    except (KeyError, re.error, ValueError) as error:
        raise KnowledgeError(f"furniture.yaml, {entry.get('id')}: {error}") from error


@dataclass(frozen=True, slots=True)
class Furniture:
    """A page's paragraphs without its furniture, and what the furniture told."""

    paragraphs: tuple[Paragraph, ...]
    sources: tuple[str, ...] = ()


def told(text: str, knowledge: Knowledge) -> tuple[str | None, str | None]:
    """The role of a paragraph by the rules, and the name that a source line gives."""
    for rule in rules(knowledge):
        match = rule.holds(text)
        if match:
            return rule.role, match.groupdict().get("name")
    return None, None


_SURE = frozenset({"off", "caption", "photo"})


def cleared(found: Sequence[Paragraph], knowledge: Knowledge, *, sure: bool = False) -> Furniture:
    """Paragraphs with their roles; those of no use (off, section, tail, promo) are gone, captions and separators stay, marked.

    `sure`: the paragraphs are running text already, by markup; only lines that are furniture by themselves go.
    """
    marked: list[Paragraph] = []
    sources: list[str] = []
    for part in found:
        if part.role is not None:  # the layout told; a line about the author may stand beside a picture all the same
            marked.append(replace(part, role=None) if part.role == "caption" and _credits(part.text, knowledge) else part)
            continue
        role, name = told(part.text, knowledge)
        if role in {"off", "source"} and dating.is_date_line(part.text):
            role = None  # `Source: Xinhua| 2017-11-03|Editor: yan`
        marked.append(replace(part, role=role if not sure or role in _SURE else None))
        if role == "off":
            name = credits.rights(part.text, knowledge)
        if role in {"source", "off"} and name:
            sources.append(name)
    if sure:
        return Furniture(tuple(p for p in marked if p.role not in {"off", "photo"}))
    marked = _without_tail(_by_size(marked, knowledge))
    marked = _captions(marked)
    marked = _without_promos(marked)
    marked = _without_sections(marked)
    kept = [p for p in marked if p.role not in {"off", "photo", "source"}]
    return Furniture(tuple(_without_labels(kept)), tuple(sources))


def _credits(text: str, knowledge: Knowledge) -> bool:
    """Whether a line set small credits or dates the text and is no caption."""
    if credits.about_author(text) or credits.agency_credit(text, knowledge) or credits.byline(text, knowledge):
        return True
    return dating.is_date_line(text) or dating.issue(text).start is not None


def _by_size(parts: list[Paragraph], knowledge: Knowledge) -> list[Paragraph]:
    """Where the size of letters is known: sentences set smaller than the text are captions; set larger, and said in the text too, pull quotes."""
    sizes: dict[float, int] = {}
    for part in parts:
        if part.size is not None:
            sizes[part.size] = sizes.get(part.size, 0) + part.words
    if not sizes:
        return parts
    usual = max(sizes, key=lambda size: (sizes[size], size))
    text = _pairs(" ".join(p.text for p in parts if p.size == usual))
    return [
        replace(p, role=_role_by_size(p, p.size, usual, text, knowledge)) if p.role is None and p.size else p for p in parts
    ]


def _role_by_size(part: Paragraph, size: float, usual: float, text: set[tuple[str, str]], knowledge: Knowledge) -> str | None:
    if size < 0.92 * usual and part.words <= 70 and (part.closed or part.words > 8):
        return None if _credits(part.text, knowledge) else "caption"
    pairs = _pairs(part.text)
    if size > 1.1 * usual and part.words >= 5 and pairs and len(pairs & text) > 0.75 * len(pairs):
        return "quote"
    return None


def _pairs(text: str) -> set[tuple[str, str]]:
    words = re.findall(r"\w+", text.lower())
    return set(pairwise(words))


def _mass(parts: Sequence[Paragraph]) -> int:
    return sum(p.words for p in parts if p.sentence and p.role is None)


def _without_tail(parts: list[Paragraph]) -> list[Paragraph]:
    """Cut at the first tail mark that has most of the running text before it."""
    total = _mass(parts)
    before = 0
    for i, part in enumerate(parts):
        if part.role == "tail" and before >= 0.6 * total and before > 0:
            return parts[:i]
        if part.role is None and part.sentence:
            before += part.words
    return [p for p in parts if p.role != "tail"]


_REPORTING = re.compile(r"\b(?:said|says|told|added|according to|reported|announced|warned)\b|[“”\"]")


def _captions(parts: list[Paragraph]) -> list[Paragraph]:
    """The paragraph above a photo credit is its caption, where it can be one: short, nobody speaks in it, and it is closed or above
    the text. A caption's credit in brackets marks it by itself."""
    found = list(parts)
    seen = 0
    for i, part in enumerate(found):
        if part.role == "photo" and i and found[i - 1].role is None:
            above = found[i - 1]
            head = seen <= above.words and i >= 2
            short = above.words <= (60 if head else 40)
            if short and above.sentence and not _REPORTING.search(above.text) and (head or _depicts(above.text)):
                found[i - 1] = replace(above, role="caption")
        if part.role is None and part.sentence:
            seen += part.words
    return found


_DEPICTS = re.compile(
    r"^(?:A|An|The|Two|Three|Members?|People|Residents|Civilians|Children|Soldiers|Fighters|Smoke|Displaced|[A-Z]\w+)\b[^.]{0,80}"
    r"\b(?:\w+ing|is|are|walks?|stands?|sits?|carr(?:y|ies)|rides?|gathers?|poses?|looks?|inspects?|holds?|waits?|advances?|rises?|drives?|shows?|"
    r"takes?|flees?|seen|pictured)\b"
)


def _depicts(text: str) -> bool:
    return _DEPICTS.match(text) is not None


def _without_promos(parts: list[Paragraph]) -> list[Paragraph]:
    """A call (`OPEN Graphic`) goes with what it calls to: up to two paragraphs above it, back to a line that is no sentence."""
    gone: set[int] = set()
    for i, part in enumerate(parts):
        if part.role != "promo":
            continue
        gone.add(i)
        for back in (1, 2, 3):
            j = i - back
            if j < 0 or parts[j].role is not None or parts[j].words > 45:
                break
            if not parts[j].closed and parts[j].words <= 16:
                if j > 0:
                    gone.update(range(j, i))
                break
    return [p for i, p in enumerate(parts) if i not in gone]


def _without_sections(parts: list[Paragraph]) -> list[Paragraph]:
    kept: list[Paragraph] = []
    skipping = False
    for part in parts:
        if part.role == "section":
            skipping = True
        elif skipping and part.role is None and part.sentence and part.words >= 12:
            skipping = False
        if not skipping:
            kept.append(part)
    return kept


def _without_labels(parts: list[Paragraph]) -> list[Paragraph]:
    """Without words of maps and charts: one to four capitalised words that stand twice in a row, or three such lines on end."""
    label = [p.role is None and not p.closed and p.words <= 4 and p.text[:1].isupper() and len(p.text) < 40 for p in parts]
    gone: set[int] = set()
    start = 0
    while start < len(parts):
        stop = start
        while stop < len(parts) and label[stop]:
            stop += 1
        run = range(start, stop)
        texts = [parts[i].text.lower() for i in run]
        if start > 1 and len(texts) > 1 and (len(set(texts)) < len(texts) or len(texts) >= 3):
            gone.update(run)
        start = max(stop, start + 1)
    return [p for i, p in enumerate(parts) if i not in gone]
