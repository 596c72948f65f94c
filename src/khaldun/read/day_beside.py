"""Marks of a day beside a page's elements: in its address, its scripts, the address of its picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from khaldun.read.day_mark import ADDRESS, PICTURE, SCRIPT, Mark, exact


def marks(tree: Any, addresses: Iterable[str]) -> Iterator[Mark]:
    """Marks of a day in a page's addresses, its scripts and its picture."""
    yield from _in_addresses(addresses)
    yield from _in_scripts(tree)
    yield from _in_pictures(tree)


_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d|199\d)(?P<s>[/_.-]?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<d2>0[1-9]|[12]\d|3[01])(?P<s2>[/_.-])(?P<m2>0[1-9]|1[0-2])(?P=s2)(?P<y2>20[0-4]\d)(?!\d)"
)
_NAMED = re.compile(
    r"/(?P<y>20[0-4]\d|199\d)/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?P<d>\d{1,2})(?:/|$)",
    re.IGNORECASE,
)


def in_text(address: str) -> set[date]:
    """The days that an address names: `/2016/04/08/`, `-20160408`, `/8-04-2016`, `/2016/apr/8/`."""
    found = set()
    for match in _IN_ADDRESS.finditer(address):
        year, month, day = (match["y"], match["m"], match["d"]) if match["y"] else (match["y2"], match["m2"], match["d2"])
        if match["y"] and not match["s"] and len(month + day) != 4:
            continue
        found |= _valid(int(year), int(month), int(day))
    for match in _NAMED.finditer(address):
        number = "jan feb mar apr may jun jul aug sep oct nov dec".split().index(match["m"].lower()) + 1
        found |= _valid(int(match["y"]), number, int(match["d"]))
    return found


def _valid(year: int, month: int, day: int) -> set[date]:
    try:
        return {date(year, month, day)}
    except ValueError:
        return set()


_POST = re.compile(r"//(?:\w+\.)?(?:twitter|x)\.com/\w+/status/(\d{17,19})(?!\d)")
_POSTS_FROM = 1288834974657
"""Milliseconds since 1970 from which the ids of posts count, in their upper bits. The page itself prints the reader's zone, not the writer's."""


def _in_addresses(addresses: Iterable[str]) -> Iterator[Mark]:
    for address in addresses:
        days = in_text(address)
        post = _POST.search(address)
        if post:
            counted = datetime.fromtimestamp(((int(post[1]) >> 22) + _POSTS_FROM) / 1000, UTC)
            yield Mark(counted.date(), ADDRESS, 8.0, address[-60:])
        elif len(days) == 1:
            yield Mark(days.pop(), ADDRESS, 5.0, address[-60:])


_VALUE = re.compile(
    r"(?<![\w/-])(?:20[0-4]\d|199\d)-?[01]\d-?[0-3]\d(?:[T ][^\"'\\<>,]{3,20})?|(?<![\w.-])1[0-9]{9}(?:\d{3})?(?![\w.-])"
)
_KEY = re.compile(r"([\w.-]{2,40})[\\\"']*\s*[:=,(]+\s*[\\\"'(]*$")
_ISSUING = re.compile(r"publi|creat|post|issue|pub_?date|display_?date|^date$|article_?date|dateline", re.IGNORECASE)
_CHANGING = re.compile(r"modif|updat|expir|edit", re.IGNORECASE)


def _in_scripts(tree: Any) -> Iterator[Mark]:
    """Days that scripts hold under a key such as `publishDate`; of several each weighs the less, as then a script lists articles."""
    found: dict[date, tuple[float, str]] = {}
    for node in tree.iter("script"):
        text = node.text
        if not text or len(text) > 400_000:
            continue
        for match in _VALUE.finditer(text):
            key = _KEY.search(text[max(0, match.start() - 60) : match.start()])
            if key is None or not _ISSUING.search(key[1]) or _CHANGING.search(key[1]):
                continue
            day = exact(match[0])
            weight = 5.0 if key[1].lower().endswith("datepublished") else 3.0  # linked data that is no JSON, mostly
            if day is not None and found.get(day, (0.0, ""))[0] < weight:
                found[day] = (weight, f"{key[1]} {match[0]}")
    share = sum(1 for weight, _ in found.values() if weight == max(w for w, _ in found.values()))
    for day, (weight, said) in found.items():
        yield Mark(day, SCRIPT, weight / share**2, said)


def _in_pictures(tree: Any) -> Iterator[Mark]:
    """The address of the picture that stands for the article may name the day on which it was stored: it supports, but decides nothing."""
    for node in tree.iter("meta"):
        if (node.get("property") or node.get("name") or "").lower() in {
            "og:image",
            "twitter:image",
            "og:image:url",
            "thumbnail",
        }:
            days = in_text(node.get("content") or "")
            if len(days) == 1:
                yield Mark(days.pop(), PICTURE, 1.2, node.get("content")[-60:])
