"""Stories: articles joined by what they share, so that a page with two reports does not make the two one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import numpy as np

from khaldun.model import Article, Link, Story, identifier
from khaldun.origin.candidates import CANDIDATE, CROWD, Table, enough, near_groups, overlap, pairs
from khaldun.origin.compare import Aligned, Comparer, Verdict
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.windows import Hashes, shared

STAND_IN = 0.85
"""Share of both texts' sampled windows from which one stands for the other when stories are joined. High, so that a page that holds a report and the half of
another never stands for the first."""

_PROBE = 12
"""Members of each of two groups that are compared before the groups are joined."""

_LEADERS = 24
"""Leaders of a crowd at most: so many comparisons are made for each of its texts."""


def stories(
    articles: Sequence[Article], prints: Mapping[str, Fingerprint], noise: Hashes, known: Aligned | None = None
) -> list[Story]:
    """The stories of articles proper that are one text with no others, each in one; sorted by id, without their links to other stories'
    background.

    `prints` are the articles' fingerprints by id, `noise` the windows (sorted) that say nothing, `known` spares what has been aligned
    before. The result depends on the set of articles alone, not on their order.
    """
    chosen = sorted(articles, key=lambda a: a.id)
    if len(chosen) == 1:
        return [lone(chosen[0])]
    hashes = [prints[a.id].hashes for a in chosen]
    clean = [h[~shared(h, noise)] for h in hashes]
    compare = Comparer(chosen, noise, known)
    leader, near = _collapse(clean, prints, chosen, compare)
    heads = [i for i in range(len(chosen)) if leader[i] == i]
    table = Table.of([clean[i] for i in heads])
    windows = np.asarray([len(clean[i]) for i in heads], dtype=np.int64)
    told = _led(heads, clean, table, compare)
    _, length = table.runs()
    few = table.rows(np.repeat(length <= CROWD, length))
    for one, two, _ in enough(pairs(few, np.arange(len(heads)), np.ones(len(heads), bool)), windows):
        if (heads[one], heads[two]) not in told:
            told[heads[one], heads[two]] = compare(heads[one], heads[two])
    edges = near | {pair: verdict for pair, verdict in told.items() if verdict is not None}
    of = _cluster(heads, edges, compare)
    members: dict[int, list[int]] = {}
    for i in range(len(chosen)):
        members.setdefault(of[leader[i]], []).append(i)
    sizes = [prints[a.id].size for a in chosen]
    touching: dict[int, dict[tuple[int, int], Verdict]] = {}
    for (one, two), verdict in edges.items():
        holder = one if sizes[one] >= sizes[two] else two
        touching.setdefault(of[leader[holder]], {})[one, two] = verdict
    found = (_story(chosen, sizes, m, touching.get(root, {}), compare) for root, m in members.items())
    return sorted(found, key=lambda s: s.id)


def lone(article: Article) -> Story:
    """The story of an article that prints what no other does."""
    return Story(identifier("sty", (article.id,)), (article.id,), _origin([article], [0]))


def outlet(article: Article) -> str:
    """Whose page it is: the publisher, else the host of its address, else nobody's in particular."""
    return (article.publisher or urlsplit(article.url or "").netloc).casefold()


def _collapse(
    clean: list[Hashes], prints: Mapping[str, Fingerprint], articles: list[Article], compare: Comparer
) -> tuple[list[int], dict[tuple[int, int], Verdict]]:
    """For each article the one that stands for it: itself, or the fullest nearly equal one; with how they are equal."""
    size = [prints[a.id].size for a in articles]
    lead = list(range(len(articles)))
    edges: dict[tuple[int, int], Verdict] = {}
    same: dict[bytes, list[int]] = {}
    for i, article in enumerate(articles):
        if prints[article.id].size:
            same.setdefault(prints[article.id].text, []).append(i)
    for equal in same.values():
        for other in equal[1:]:
            lead[other] = equal[0]
            edges[equal[0], other] = Verdict("copy", 1.0, 1.0)
    for bucket in near_groups([c if lead[i] == i else c[:0] for i, c in enumerate(clean)]):
        head = max((i for i in bucket), key=lambda i: (size[i], -i))
        for other in bucket:
            if (
                other == head
                or lead[other] != other
                or lead[head] != head
                or min(overlap(clean[head], clean[other])) < STAND_IN
            ):
                continue
            key = (min(head, other), max(head, other))
            verdict = compare(*key)
            if verdict is not None and verdict.relation != "excerpt":
                lead[other] = head
                edges[key] = verdict
    return [_root(lead, i) for i in range(len(lead))], edges


def _root(lead: list[int] | dict[int, int], at: int) -> int:
    while lead[at] != at:
        lead[at] = lead[lead[at]]
        at = lead[at]
    return at


def _led(heads: list[int], clean: list[Hashes], table: Table, compare: Comparer) -> dict[tuple[int, int], Verdict | None]:
    """Verdicts on texts with windows that more than CROWD have, of which `pairs` makes none. The fullest come first, and each is
    compared with the leaders alone: those that are no copy or edit of a leader before them. So the prints of one text cost no more
    than their number, and a page with two reports leads neither."""
    _, length = table.runs()
    crowded = np.unique(table.owners[np.repeat(length > CROWD, length)]).tolist()
    leaders: list[int] = []
    told: dict[tuple[int, int], Verdict | None] = {}
    for i in sorted((heads[n] for n in crowded), key=lambda i: (-len(clean[i]), i)):
        leads = True
        for leader in leaders:
            if max(overlap(clean[leader], clean[i])) >= CANDIDATE:
                key = (min(leader, i), max(leader, i))
                verdict = told[key] = compare(*key)
                leads = verdict is None or verdict.relation == "excerpt"
                if not leads:
                    break
        if leads and len(leaders) < _LEADERS:
            leaders.append(i)
    return told


def _cluster(heads: list[int], edges: dict[tuple[int, int], Verdict], compare: Comparer) -> dict[int, int]:
    """Each head's group, named by its first member: strongest pairs first, groups joined where most of their members agree."""
    of = {h: h for h in heads}
    probes = {h: [h] for h in heads}
    linked = {key for key in edges if key[0] in of and key[1] in of}
    for one, two in sorted(linked, key=lambda key: (*(-s for s in edges[key].strength), key)):
        roots = _root(of, one), _root(of, two)
        if roots[0] == roots[1]:
            continue
        some, others = ([i, *(j for j in probes[root] if j != i)][:_PROBE] for i, root in zip((one, two), roots, strict=True))
        if _agree(some, others, linked, compare):
            first, second = sorted(roots)
            probes[first] = sorted(probes[first] + probes.pop(second))[: _PROBE + 1]
            of[second] = first
    return {h: _root(of, h) for h in heads}


def _agree(one: list[int], two: list[int], linked: set[tuple[int, int]], compare: Comparer) -> bool:
    """Whether two groups, told by a few members of each, are one story: more than half of the pairs share text. Two reports that only
    a page with both holds together do not."""
    good = sum((min(i, j), max(i, j)) in linked or compare.kin(i, j) for i in one for j in two)
    return 2 * good > len(one) * len(two)


def _story(
    articles: list[Article],
    sizes: list[int],
    members: list[int],
    edges: dict[tuple[int, int], Verdict],
    compare: Comparer,
) -> Story:
    ids = tuple(articles[i].id for i in members)
    first = min(members, key=lambda i: (_day(articles[i]), -sizes[i], i))
    number = {articles[i].id: i for pair in edges for i in pair}
    links = []
    for (one, two), verdict in sorted(edges.items()):
        link = _link(articles, sizes, one, two, verdict, first)
        links.append(replace(link, shared=compare.passages(number[link.article_id], number[link.to])))
    return Story(
        identifier("sty", ids), ids, _origin([articles[i] for i in members], [sizes[i] for i in members]), tuple(links)
    )


def _link(articles: list[Article], sizes: list[int], one: int, two: int, verdict: Verdict, first: int) -> Link:
    """The link is told of the later or smaller text, except that a page that wholly holds the original is said to contain it."""
    a, b = verdict.first_in_second, verdict.second_in_first
    if verdict.relation == "excerpt":
        small, large, inner, outer = (one, two, a, b) if a >= b else (two, one, b, a)
        if inner >= 0.9 and small == first:
            return Link(articles[large].id, articles[small].id, "contains", outer)
        return Link(articles[small].id, articles[large].id, "excerpt", inner)
    earlier = (_day(articles[one]), -sizes[one], one) <= (_day(articles[two]), -sizes[two], two)
    copy, of, score = (two, one, b) if earlier else (one, two, a)
    return Link(articles[copy].id, articles[of].id, verdict.relation, score)


def _day(article: Article) -> date:
    return article.published.start or date.max


def _origin(articles: list[Article], sizes: list[int]) -> str | None:
    """The agency most often credited, else the earliest dated publisher, else the publisher of the fullest text."""
    credits = Counter(a.agency[0] for a in articles if a.agency)
    if credits:
        return min(credits, key=lambda name: (-credits[name], name))
    known = [(_day(a), -n, a.id, a.publisher) for a, n in zip(articles, sizes, strict=True) if a.publisher]
    return min(known)[3] if known else None
