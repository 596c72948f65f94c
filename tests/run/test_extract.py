"""One article through the stages that read it."""

from __future__ import annotations

from khaldun.model import Article, Source
from khaldun.run.extract import extract
from khaldun.run.stages import real


def test_the_place_of_a_headline_serves_the_claims_and_is_no_mention() -> None:
    article = Article("a", Source("a.txt", "0"), "On 1 June it came under rebel control.", title="Rastan (Homs Governorate)")
    found = extract(article, real().tools)
    assert all(m.start < m.end for m in found.mentions)
    assert {c.place.name for c in found.claims if c.place} == {"Al-Rastan"}
