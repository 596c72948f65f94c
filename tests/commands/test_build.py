from __future__ import annotations

import os

import pytest

from khaldun.commands.build import give_way


@pytest.mark.parametrize(("now", "wanted", "steps"), [(0, 10, 10), (5, 10, 5), (15, 10, 0), (0, 0, 0)])
def test_a_build_gives_way_as_far_as_is_asked_and_no_further(
    monkeypatch: pytest.MonkeyPatch, now: int, wanted: int, steps: int
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "nice", lambda n: asked.append(n) or now, raising=False)
    give_way(wanted)
    assert asked == [0, steps]


def test_where_there_are_no_such_steps_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "nice", raising=False)
    give_way(10)
