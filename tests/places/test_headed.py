"""Names that end with the word for what they name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khaldun.model import Mention

Finder = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels shelled the positions at the <<Youth Housing Complex>> on Monday.", "Youth Housing Complex"),
        ("The army attacked the 1070 Housing Project tonight.", "1070 Housing Project"),
        ("Fighters stormed <<Almond Hill>> at dawn.", "Almond Hill"),
        ("Shells fell on the <<Kindi Hospital>>.", "Kindi Hospital"),
    ],
)
def test_the_last_word_tells_a_place(text: str, name: str, mentions: Finder) -> None:
    assert name in [m.text for m in mentions(text)]


@pytest.mark.parametrize("text", ["<<Republic Radio Station>> reported it.", "He joined the <<Red Army Academy>> in May."])
def test_a_body_with_such_a_name_is_none(text: str, mentions: Finder) -> None:
    assert mentions(text) == []
