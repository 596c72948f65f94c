"""The running text of a parsed page: trafilatura's, with the chunks that it left out and without the links to other articles that it left in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from itertools import islice
from typing import Any

from khaldun.knowledge import Knowledge

_FEW = 100
"""Words under which a page's text is looked for a second time."""
CHUNK = 0.3
"""Share of a text's words from which what its page holds in further containers of the same name is taken for its continuation."""


def text(tree: Any, knowledge: Knowledge) -> str:
    """The running text of a page, one paragraph a line. Nothing is fetched: the tree is given, links are not followed."""
    lines = _seen(_found(tree).split("\n"), tree)
    return "\n".join(without_links(continued(lines, tree), tree, knowledge))


_HIDDEN = frozenset({"hide", "hidden", "sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only"})
_NOTICE = 300
"""Most characters of a hidden element that is taken for a notice; a longer one may be the text itself, behind a wall for subscribers."""


def _seen(lines: Sequence[str], tree: Any) -> list[str]:
    """The lines without notices that readers are not shown, such as those for a form that failed."""
    hidden = {
        words
        for node in tree.iter("div", "p", "section", "aside", "form")
        if node.get("hidden") is not None or _HIDDEN & set((node.get("class") or "").lower().split())
        if len(_text(node)) <= _NOTICE
        for words in (_text(node), *map(_text, node.iter("p")))
    }
    return [line for line in lines if _plain(line) not in hidden] if hidden else list(lines)


def _found(tree: Any) -> str:
    precise = _extracted(tree, precise=True)
    if precise.count(" ") >= _FEW:
        return precise
    # Strict rules sometimes find nothing but a teaser; looser ones are trusted where they find far more.
    loose = _extracted(tree, precise=False)
    return loose if loose.count(" ") > 2 * precise.count(" ") else precise


def _extracted(tree: Any, *, precise: bool) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(deepcopy(tree), favor_precision=precise, include_comments=False, with_metadata=False)
    return str(getattr(found, "text", "") or "") if found is not None else ""


def _plain(words: str) -> str:
    return " ".join(words.split())


def _text(node: Any) -> str:
    return _plain("".join(node.itertext()))


# --- chunks


def continued(lines: Sequence[str], tree: Any) -> list[str]:
    """The lines with those paragraphs at their places that stand in further containers named like the one of the text.

    Pages cut a text into chunks to set advertisements between them, and extraction takes the first. A container that has a headline of
    its own, or a date, is another article.
    """
    kept = {_plain(line) for line in lines}
    nodes = [(node, _text(node)) for node in tree.iter("p")]
    homes = {node.getparent(): None for node, words in nodes if words in kept and len(words) > 60}
    if not homes:
        return list(lines)
    name = _most(nodes, kept)
    chunks = [node for node in _like(name, homes) if node not in homes and not _another(node)] if name else []
    own = set(chunks)
    more = [(node, words) for node, words in nodes if node.getparent() in own and words and words not in kept]
    if sum(len(w) for _, w in more) < CHUNK * sum(map(len, lines)):
        return list(lines)
    return _placed(lines, nodes, {node for node, _ in more})


def _named(node: Any) -> tuple[str, str]:
    return str(node.tag), " ".join((node.get("class") or "").split())


def _most(nodes: Sequence[tuple[Any, str]], kept: set[str]) -> tuple[str, str] | None:
    """The name of the containers that hold half of the text or more; None where they have no class to be known by."""
    sizes: dict[tuple[str, str], int] = {}
    for node, words in nodes:
        if words in kept and node.getparent() is not None:
            name = _named(node.getparent())
            sizes[name] = sizes.get(name, 0) + len(words)
    best = max(sizes, key=lambda n: (sizes[n], n), default=None)
    return best if best and best[1] and 2 * sizes[best] >= sum(sizes.values()) else None


def _like(name: tuple[str, str], homes: dict[Any, None]) -> Iterator[Any]:
    """Containers of a name under the third element above one that holds the text."""
    for home in homes:
        if _named(home) != name:
            continue
        above = next(islice(home.iterancestors(), 2, 3), None)
        if above is None or above.tag in {"body", "html"}:
            above = home.getparent()
        yield from (node for node in above.iter(name[0]) if _named(node) == name)
        return


def _another(node: Any) -> bool:
    """Whether a container, or the element that it alone is in, begins with the headline or the date of an article of its own."""
    size = len(list(node.iter("p")))
    for holder in (node, node.getparent()):
        if holder is None or len(list(holder.iter("p"))) > 2 * size:
            continue
        linked = any(heading.find(".//a") is not None for heading in holder.iter("h2", "h3"))
        if linked or next(holder.iter("h1", "time", "article"), None) is not None:
            return True
    return False


def _placed(lines: Sequence[str], nodes: Sequence[tuple[Any, str]], more: set[Any]) -> list[str]:
    """The lines with further paragraphs after the line that comes before them in the page."""
    after: dict[str, list[str]] = {}
    last = ""
    kept = {_plain(line) for line in lines}
    for node, words in nodes:
        if node in more:
            after.setdefault(last, []).append(words)
        elif words in kept:
            last = words
    found = after.pop("", [])
    for line in lines:
        found += [line, *after.pop(_plain(line), [])]
    return found


# --- links


@lru_cache(maxsize=4)
def _labels(knowledge: Knowledge) -> re.Pattern[str]:
    words = [str(w) for e in knowledge.entries("page_links") for w in e["words"]]
    either = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"\W*(?:{either})\s*(?P<rest>[:>|»–—-].*|)$", re.IGNORECASE)


def without_links(lines: Sequence[str], tree: Any, knowledge: Knowledge) -> list[str]:
    """The lines without those that are nothing but a link to another article: introduced by a label, or several together."""
    labels = _labels(knowledge)
    linked = {_bare(words) for node in tree.iter("p", "li", "h2", "h3", "h4", "div") if (words := _is_link(node, labels))}
    linked |= {_bare(_text(node)) for a in tree.iter("a") for node in a.iter("h2", "h3", "h4", "h5", "p") if len(node) < 6}
    if not linked:
        return list(lines)
    links = [_bare(line) in linked for line in lines]
    off = [
        is_link and (_labelled(line, labels) or _near(links, lines, i, labels))
        for i, (line, is_link) in enumerate(zip(lines, links, strict=True))
    ]
    kept = [line for line, gone in zip(lines, off, strict=True) if not gone]
    return kept if sum(map(len, kept)) * 2 >= sum(map(len, lines)) else list(lines)


def _bare(line: str) -> str:
    return _plain(line).removeprefix("- ").strip()


def _is_link(node: Any, labels: re.Pattern[str]) -> str:
    """The text of a short element that is all link, or a label and a link; empty for others."""
    if len(node) > 6 or node.find(".//a") is None:
        return ""
    words = _text(node)
    if not 12 <= len(words) <= 220:
        return ""
    linked = sum(len(_text(a)) for a in node.iter("a"))
    bare = len(words) - linked
    return words if bare <= 3 or (_labelled(words, labels) and linked >= 0.5 * len(words)) else ""


def _labelled(line: str, labels: re.Pattern[str]) -> bool:
    match = labels.match(_bare(line))
    return match is not None and match["rest"] != ""


def _near(links: Sequence[bool], lines: Sequence[str], at: int, labels: re.Pattern[str]) -> bool:
    """Whether a line of links stands beside another, or below a label."""
    beside = (at > 0 and links[at - 1]) or (at + 1 < len(links) and links[at + 1])
    return beside or (at > 0 and len(lines[at - 1]) <= 40 and labels.match(_bare(lines[at - 1])) is not None)
