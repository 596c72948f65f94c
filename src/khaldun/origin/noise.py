"""Windows that say nothing about whose text an article is: one outlet's furniture, and formulas that everybody uses.

Both are read off a sample, the articles of the smallest ids: as an id is a hash of content, that sample is as good as any other,
the same whatever the order in which articles came, and it seldom changes when more of them come.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from khaldun.origin.candidates import Table, near_groups, overlap
from khaldun.origin.windows import Hashes

SITE_ARTICLES, SITE_SHARE = 5, 0.15
"""A window in at least so many distinct texts of one outlet, and in so large a share of them, is that outlet's boilerplate."""

STORY_SHARE = 0.65
"""... unless the texts that have it share so much of themselves with others (median) that it is a much-copied story instead."""

SITE_SAMPLE = 256
"""Articles of an outlet that are looked at."""

TOO_COMMON = 80
"""A window in more distinct texts than this is a formula and tells nothing."""

FORMULA_SAMPLE = 32
"""Articles with a common window whose bands tell how many distinct texts they are."""

NEAR = 0.6
"""Share of both texts' sampled windows from which two texts count once."""


def furniture(prints: Sequence[Hashes]) -> Hashes:
    """The boilerplate (sorted) of an outlet, given its articles' windows in the order of their ids. Near copies count once."""
    lead = list(range(len(prints)))
    for bucket in near_groups(prints):
        for other in bucket[1:]:
            if lead[other] == other and min(overlap(prints[bucket[0]], prints[other])) >= NEAR:
                lead[other] = lead[bucket[0]]
    kept = [prints[i] for i, head in enumerate(lead) if head == i]
    table = Table.of(kept)
    first, length = table.runs()
    often = length >= max(SITE_ARTICLES, SITE_SHARE * len(kept))
    if not often.any():
        return np.empty(0, np.uint64)
    whose = np.repeat(np.arange(len(first)), length)
    repeated = np.bincount(table.owners[(length >= 2)[whose]], minlength=len(kept))
    share = repeated / np.maximum(1, np.bincount(table.owners, minlength=len(kept)))
    found = [
        table.hashes[at]
        for at, n in zip(first[often].tolist(), length[often].tolist(), strict=True)
        if float(np.median(share[table.owners[at : at + n]])) < STORY_SHARE
    ]
    return np.asarray(found, dtype=np.uint64)


def is_formula(count: int, bands: Hashes) -> bool:
    """Whether a window that stands in `count` articles stands in too many distinct texts; `bands`: a row for each of the sample of
    them. What share of the sample but its first is new text when read in order is taken for the share of all: so no number of prints
    makes a formula of one text."""
    same = (bands[:, None, :] == bands[None, :, :]).any(axis=2)
    distinct = int((~np.tril(same, -1).any(axis=1)).sum())
    return count * (distinct - 1) > TOO_COMMON * (len(bands) - 1)
