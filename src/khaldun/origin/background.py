"""Articles of different stories that have whole passages in common: where words were taken, without being one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from khaldun.model import Article, Link
from khaldun.origin.compare import Comparer

LEAST = 150
"""Windows, boilerplate left out, that two stories share, and letters of the passages that hold them: a paragraph, or several
sentences."""

AT_MOST = 8
"""Links that lead from one story to earlier ones, those that share most: an outlet that repeats itself each day would fill
pages otherwise."""


def background(
    articles: Sequence[Article], apart: Iterable[tuple[int, int]], story: Sequence[int], compare: Comparer
) -> dict[int, list[Link]]:
    """The links, by the story that they lead from, that of the later article.

    `apart` are pairs of articles that were compared and are not one text, `story` numbers the story of each article. Two stories
    are linked once, by the two articles that share most.
    """
    best: dict[tuple[int, int], tuple[int, int, int]] = {}
    for one, two in apart:
        between = min(story[one], story[two]), max(story[one], story[two])
        if between[0] == between[1]:
            continue
        common = compare.common(one, two)
        if common >= LEAST:
            best[between] = max(best.get(between, (0, 0, 0)), (common, -min(one, two), -max(one, two)))
    led: dict[int, list[tuple[int, int, int]]] = {}
    for common, one, two in best.values():
        earlier, later = sorted((-one, -two), key=lambda i: (articles[i].published.start or date.max, i))
        led.setdefault(story[later], []).append((-common, later, earlier))
    out: dict[int, list[Link]] = {}
    for of, found in led.items():
        for common, later, earlier in sorted(found)[:AT_MOST]:
            passages = compare.passages(later, earlier, quiet=True)
            if sum(p.end - p.start for p in passages) >= LEAST:
                score = round(-common / len(compare.windows(later)), 4)
                out.setdefault(of, []).append(Link(articles[later].id, articles[earlier].id, "background", score, passages))
    return out
