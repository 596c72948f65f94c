from __future__ import annotations

import pytest

from khaldun import actors
from khaldun.claims import read, voices
from khaldun.knowledge import load
from khaldun.language.sentence import Engine
from tests.actors.make import reading
from tests.claims.made import place


@pytest.mark.parametrize(
    ("before", "where"),
    [("Libya had been preparing a campaign of its own.", ["Libya"]), ("A campaign had been prepared in Libya.", [None])],
)
def test_soldiers_gather_in_the_land_that_prepares(engine: Engine, before: str, where: list[str | None]) -> None:
    text = f"{before} More than 15,000 soldiers were mustering to face the group."
    read_ = reading(engine, text)
    mentions = [place(text, "Libya", kind="country")]
    mentions += actors.find(read_, mentions, load())
    found = [c for c in read(read_, mentions, voices.find(read_, mentions, load()), load()) if c.kind == "mobilization"]
    assert [c.place and c.place.name for c in found if c.trigger.text == "mustering"] == where
