"""Where reading is unsure that an article is one, it says so."""

from __future__ import annotations

from khaldun.read import split
from tests.read import prose
from tests.read.make import page, read_text

NAMES = {"a": "Tell Marda", "b": "Port Sirin", "n": "37", "p": "Samir Haddad", "q": "Rana Zein"}


def told(subject: str) -> str:
    """All sentences on a subject as one text."""
    return "\n\n".join(s.format(**NAMES) for s in prose.prose()[subject]["text"])


def again(text: str) -> str:
    """A text that says everything twice, as long ones nearly do."""
    return "\n\n".join([text, *(f"Once more: {paragraph}" for paragraph in text.split("\n\n"))])


def test_the_change_is_found_where_one_text_ends() -> None:
    first = again(told("siege"))
    much, at = split.change(f"{first}\n\n{again(told('fishing'))}")
    assert much > split.LIKELY
    assert at == len(first) + 2


def test_one_text_does_not_change() -> None:
    assert split.change(again(told("siege")))[0] < split.LIKELY


def test_a_text_too_short_for_two_is_not_doubted() -> None:
    assert split.change("Soldiers came. " * 20) == (0.0, 0)


def test_the_article_says_where_another_may_begin() -> None:
    (article,) = read_text(page("Army closes the last road into Tell Marda", again(told("siege")), again(told("fishing"))))
    assert any("another article may begin within it" in doubt for doubt in article.doubts)


def test_a_plain_article_is_not_doubted() -> None:
    (article,) = read_text(page("Army closes the last road into Tell Marda", told("siege")))
    assert article.doubts == ()
