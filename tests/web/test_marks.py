from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from khaldun.model import Claim, Period, Span
from khaldun.web.marks import in_reading_order, paragraphs, sentence

TEXT = "Rebels took the town. They hold the bridge, he said.\n\nNobody answered."


def claim(text: str, evidence: tuple[int, int], trigger: tuple[int, int]) -> Claim:
    return Claim(
        f"c-{evidence}-{trigger}", "a", "clash", "happened", (), (), None, Period.day(date(2016, 1, 1)), (), None,
        Span.of(text, *evidence), Span.of(text, *trigger), "hand", 0.5,
    )  # fmt: skip


def test_text_is_cut_at_sentences_and_triggers() -> None:
    first, second = paragraphs(TEXT, [claim(TEXT, (0, 21), (7, 11))])
    assert [(p.text, p.evidence, p.trigger) for p in first] == [
        ("Rebels ", (1,), ()),
        ("took", (1,), (1,)),
        (" the town.", (1,), ()),
        (" They hold the bridge, he said.", (), ()),
    ]
    assert [p.text for p in second] == ["Nobody answered."]
    assert first[0].begins == (1,)
    assert first[2].ends == (1,)


def test_nested_and_overlapping_claims_each_keep_their_piece() -> None:
    claims = [claim(TEXT, (0, 52), (27, 31)), claim(TEXT, (22, 52), (27, 42)), claim(TEXT, (10, 30), (12, 15))]
    (first, _) = paragraphs(TEXT, claims)
    assert [p.text for p in first if 1 in p.trigger] == ["hol", "d"]
    assert [p.text for p in first if p.trigger == (1, 2)] == ["hol", "d"]
    assert "".join(p.text for p in first if 3 in p.evidence) == TEXT[10:30]
    assert first[-1].ends == (1, 2)


def test_a_sentence_over_two_paragraphs_is_marked_in_both() -> None:
    first, second = paragraphs(TEXT, [claim(TEXT, (40, 60), (45, 47))])
    assert first[-1].evidence == (1,)
    assert second[0].evidence == (1,)
    assert first[-1].ends == ()
    assert second[0].ends == (1,)


def test_reading_order_goes_by_the_text() -> None:
    late, early = claim(TEXT, (22, 52), (27, 31)), claim(TEXT, (0, 21), (7, 11))
    assert in_reading_order([late, early]) == [early, late]


def test_a_sentence_is_split_around_its_trigger() -> None:
    assert sentence(claim(TEXT, (0, 21), (7, 11))) == ("Rebels ", "took", " the town.")


@given(st.data())
def test_no_letter_is_lost_or_doubled(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n.", max_size=60))
    claims = []
    for _ in range(data.draw(st.integers(0, 5))):
        start, at, to, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
        claims.append(claim(text, (start, end), (at, to)))
    shown = [p for paragraph in paragraphs(text, claims) for p in paragraph]
    assert "".join("".join(p.text for p in shown).split()) == "".join(text.split())
    for n, one in enumerate(claims, 1):
        marked = "".join("".join(p.text for p in shown if n in p.evidence).split())
        assert marked == "".join(one.evidence.text.split())
