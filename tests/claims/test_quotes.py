from __future__ import annotations

from khaldun.claims.quotes import quoted


def stretches(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quoted(text)]


def test_curly_marks() -> None:
    assert stretches("He said: “We left.” Then “we came back.”") == ["“We left.”", "“we came back.”"]


def test_straight_marks_close_where_no_word_begins() -> None:
    assert stretches('"We left," he said. "We came back."') == ['"We left,"', '"We came back."']


def test_a_mark_never_closed_is_passed_over() -> None:
    assert stretches("He said “we left and the town.\n\nNothing more was known.") == []


def test_a_quotation_over_paragraphs_goes_on() -> None:
    found = quoted("“We left the town.\n\n“We came back.”")
    assert [(q.open, q.follows) for q in found] == [(True, False), (False, True)]


def test_an_apostrophe_opens_nothing() -> None:
    assert stretches("The town's mayor didn't speak.") == []
