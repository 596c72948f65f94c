"""Marks of a day in the elements of a page: attributes for machines, and lines that print a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from khaldun.knowledge import Knowledge
from khaldun.read.abroad import abroad, western
from khaldun.read.day_mark import LINE, MACHINE, Mark, exact
from khaldun.read.printed import printed

DAY = timedelta(1)
_MOST = 4000
"""Marks that are looked at; the largest page at hand has 900."""
_DIGITS = re.compile(r"\d")
_FULL = re.compile(r"(?:19|20|25|1[34])\d\d|\d[./-]\d")


@dataclass(frozen=True, slots=True)
class _Words:
    published: re.Pattern[str]
    changed: re.Pattern[str]
    other: re.Pattern[str]
    dating: re.Pattern[str]
    aside: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(knowledge: Knowledge) -> _Words:
    found = {}
    for entry in knowledge.entries("page_days"):
        words = "|".join(re.escape(w) for w in sorted(map(str, entry["words"]), key=lambda w: (-len(w), w)))
        start = r"(?<![a-z])" if entry["id"] in {"dating", "aside"} else r"(?<!\w)"
        found[entry["id"]] = re.compile(start + f"(?:{words})", re.IGNORECASE)
    return _Words(**found)


def _headline(tree: Any, title: str | None) -> Any:
    """The element that prints the headline; None where there is none that can be told."""
    wanted = " ".join((title or "").split()).lower()
    tops = list(tree.iter("h1"))
    for node in [*tops, *tree.iter("h2"), *tree.iter("h3")][:60]:
        text = " ".join("".join(node.itertext()).split()).lower()
        if len(text) > 12 and wanted and (text in wanted or wanted in text):
            return node
    return tops[-1] if tops else None


@dataclass(frozen=True, slots=True)
class _Page:
    """What reading a page's elements needs: the words, how figures are ordered, its language, the elements around its headline."""

    words: _Words
    order: str
    language: str | None
    own: frozenset[Any]
    listed: bool


def marks(tree: Any, knowledge: Knowledge, *, title: str | None, language: str | None) -> Iterator[Mark]:
    """Marks of a day in a page; `title` and `language` as its head has them."""
    words = _words(knowledge)
    head = _headline(tree, title)
    own = frozenset() if head is None else frozenset({head, *head.iterancestors()})
    page = _Page(words, _order(language, tree), language, own, any(o.tag == "article" for o in own))
    place, found = _walked(tree, head, page)
    days: dict[tuple[str, str, str], set[date]] = {}
    for item in found:
        days.setdefault(item.named, set()).add(item.mark.day)
    weighed = []
    for item in found:
        share = _near(item.told, place, apart=item.apart)
        if len(days[item.named]) >= LISTED and share < 1:
            share *= 0.4
        weighed.append(replace(item.mark, weight=item.mark.weight * share))
    printed_days = {m.day for m in weighed if m.kind == LINE and m.weight >= 2}
    for mark in weighed:
        yield _moved(mark, printed_days)


_UTC = re.compile(r"[T ](?P<hour>\d\d):\d\d.*(?:Z|[+-]00:?00)$")


def _moved(mark: Mark, printed_days: set[date]) -> Mark:
    """An instant in UTC counts for the neighbouring day, where lines of the page print that one and not its own."""
    utc = _UTC.search(mark.words) if mark.kind == MACHINE else None
    if utc is None or mark.day in printed_days or 8 <= int(utc["hour"]) < 11:
        return mark
    other = mark.day - DAY if int(utc["hour"]) < 8 else mark.day + DAY
    return replace(mark, day=other) if other in printed_days else mark


LISTED = 3
"""Days in elements of one name from which they are taken for a list: other articles, comments."""


def _named(node: Any) -> tuple[str, str, str]:
    above = node.getparent()
    return str(node.tag), node.get("class") or "", "" if above is None else above.get("class") or ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark in an element: characters of the page before it, whether it stands apart from the article, what its element is named."""

    mark: Mark
    told: int
    apart: bool
    named: tuple[str, str, str]


def _walked(tree: Any, head: Any, page: _Page) -> tuple[int | None, list[_Placed]]:
    """Where the headline ends, in characters of the page's text, and the marks in elements."""
    from lxml.etree import iterwalk

    found: list[_Placed] = []
    place: int | None = None
    told = silent = 0
    apart = [False]
    for event, node in iterwalk(tree, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if event == "end":
            apart.pop()
            silent -= node.tag in _SILENT
            place = told if node is head else place
            told += len((node.tail or "").strip())
            continue
        apart.append(apart[-1] or _is_apart(node, page))
        silent += node.tag in _SILENT
        if not silent and len(found) < _MOST:
            found += [_Placed(mark, told, apart[-1], _named(node)) for mark in _of_element(node, page)]
            told += len((node.text or "").strip())
    return place, found


_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "option", "select"})
_INLINE = frozenset({"html", "body", "time", "span", "a", "em", "b", "i", "strong"})
_APART = frozenset({"aside", "footer", "nav", "form"})


def _is_apart(node: Any, page: _Page) -> bool:
    """Whether an element that is not around the headline belongs to something else: comments, menus, other articles."""
    if node.tag in _INLINE or node in page.own:
        return False
    if node.tag in _APART or (page.listed and node.tag == "article"):
        return True
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return len(named) > 1 and _aside(named, page.words)


@lru_cache(maxsize=4096)
def _aside(named: str, words: _Words) -> bool:
    return words.aside.search(named) is not None


def _near(told: int, place: int | None, *, apart: bool) -> float:
    """What a mark's place is worth: `told` characters into the page, the headline ending at `place`."""
    if place is None:
        return 0.1 if apart else 0.8
    if 0 <= told - place <= 350:
        return 0.65 if apart else 1.0
    if apart:
        return 0.1
    if told - place < -350:
        return 0.35  # the head of a page prints the day of the visit
    return 0.75 if told - place <= 1500 else 0.45


def _of_element(node: Any, page: _Page) -> Iterator[Mark]:
    machine = [(key, value) for key, value in node.attrib.items() if _MACHINE.search(key) and _DIGITS.search(value)]
    whole = _line(node)
    if not machine and not whole:
        return
    words = page.words
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    item = (node.get("itemprop") or "").lower()
    factor = _labelled(_label(node, whole), words) * (0.4 if "modified" in item or "modified" in named.lower() else 1.0)
    dated = item.startswith("date") or node.tag in {"time", "abbr"} or words.dating.search(named) is not None
    shown = list(_days(whole, page.order, page.language)) if whole else []
    for day, weight, raw, instant in _machine(node, machine, item, named, dated):
        moved = next((d for d, _ in shown if abs(d - day) == DAY), None) if instant and len(shown) == 1 else None
        yield Mark(moved or day, MACHINE, weight * factor, raw)
    for day, share in shown:
        yield Mark(day, LINE, (4.0 if dated else 3.0) * _fit(whole) * share * factor, whole, share < 1)


def _labelled(label: str, words: _Words) -> float:
    """What the words beside a day make of its weight."""
    if words.other.search(label):
        return 0.15
    issued, changed = words.published.search(label), words.changed.search(label)
    return 1.3 if issued and not changed else 0.45 if changed and not issued else 1.0


_MACHINE = re.compile(r"^(?:datetime|content|title)$|^data-.*(?:date|time|publ|stamp)")


def _line(node: Any) -> str:
    """The line of text that an element is, where it holds the figures of a date; empty where it is more, or a part of it is all."""
    own = (node.text or "") + "".join(child.tail or "" for child in node)
    if not own.strip() and len(node) < 2:
        return ""
    if not _FULL.search(western(own)):
        parts = [p for child in node[:6] if isinstance(child.tag, str) for p in [child.text or ""]]
        if not 2 <= len(node) <= 6 or sum(map(len, parts)) > 80 or not any(_DIGITS.search(p) for p in parts):
            return ""
    whole = _short(node)
    return whole if _FULL.search(western(whole)) else ""


def _short(node: Any) -> str:
    """The text of an element that is no more than a line; empty for others."""
    if len(node) > 8:
        return ""
    parts: list[str] = []
    size = 0
    for text in node.itertext():
        size += len(text.strip())
        if size > 200:
            return ""
        parts.append(text)
    return " ".join(" ".join(parts).split())


def _label(node: Any, whole: str) -> str:
    """The words that tell what a date is: in its element, else just before it."""
    before = ""
    if not re.search(r"[^\W\d_]{4}", whole):
        previous = node.getprevious()
        if previous is not None and isinstance(previous.tag, str):
            before = _short(previous)[-40:] + " " + (previous.tail or "")[-40:]
        elif node.getparent() is not None:
            before = (node.getparent().text or "")[-40:]
    return f"{before} {whole}" if len(whole) <= 120 else before


def _fit(line: str) -> float:
    """How much a line is about its date: 1 for little else in it, .15 for running text."""
    rest = len(re.findall(r"[^\W\d_]{3,}", line))
    return 1.0 if rest <= 5 else 0.75 if rest <= 9 else 0.4 if rest <= 14 else 0.15


def _machine(
    node: Any, values: Sequence[tuple[str, str]], item: str, named: str, dated: bool
) -> Iterator[tuple[date, float, str, bool]]:
    """Days in an element's attributes: the day, its weight, the value, whether it is an instant with a zone."""
    for key, value in values:
        weight = 4.0
        if key in {"datetime", "content"}:
            first = "publ" in named.lower() or node.get("pubdate") is not None
            weight = 8.0 if item in {"datepublished", "datecreated"} else 6.0 if first else 5.0
            weight = weight if key == "datetime" or item.startswith("date") else 0.0
        elif key == "title" and not dated:
            weight = 0.0
        found = exact(value) if weight and 8 <= len(value) <= 60 else None
        if found is not None:
            yield found, weight, value.strip(), _INSTANT.search(value.strip()) is not None


_INSTANT = re.compile(r"Z$|[+-]\d\d:?\d\d$|^\d+$")


def _days(text: str, order: str, language: str | None) -> Iterator[tuple[date, float]]:
    """The days that a line prints, each with its share: figures that could be read two ways are halved, or read as `order` has it."""
    plain = western(text)
    for item in printed(plain):
        readings = item.readings
        if len(readings) == 2 and (order != "" or "." in item.text):
            readings = (readings[0] if order != "mdy" or "." in item.text else readings[1],)
        for day in readings:
            yield day, 1.0 / len(readings)
    for day in abroad(text, language):
        yield day, 1.0


def _order(language: str | None, tree: Any) -> str:
    """`dmy` or `mdy` for figures, by the language of the page; empty where it may be either."""
    region = (tree.get("lang") or "").lower().replace("_", "-")
    if region.endswith(("-us", "-ph")):
        return "mdy"
    if (language or "en") != "en" or re.fullmatch(r"en-(?:gb|au|nz|ie|in|za|ng|ke|pk|bd|hk|sg|my)", region):
        return "dmy"
    return ""
