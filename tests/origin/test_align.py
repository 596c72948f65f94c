import time

from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import Shared
from khaldun.origin.align import Lettered, align
from tests.origin.make import sentence, text

REPORT = text(*range(1, 13))
OTHER = text(*range(50, 62))


def passages(one: str, two: str) -> list[tuple[str, str]]:
    """What is shared, in the words of both."""
    return [(one[p.start : p.end], two[p.to_start : p.to_end]) for p in align(Lettered.of(one), Lettered.of(two))]


def test_equal_texts_share_one_passage() -> None:
    assert passages(REPORT, REPORT) == [(REPORT, REPORT)]


def test_broken_words_and_lines_are_the_same_text() -> None:
    columns = "-\n".join(REPORT[i : i + 31] for i in range(0, len(REPORT), 31))
    assert passages(columns, REPORT) == [(columns, REPORT)]


def test_a_cut_shares_what_it_kept() -> None:
    assert passages(text(1, 2, 3), REPORT) == [(text(1, 2, 3), REPORT[: REPORT.index(sentence(4)) - 1])]


def test_a_changed_word_does_not_part_a_passage() -> None:
    edited = REPORT.replace("carried", "lifted").replace("before", "until")
    assert passages(edited, REPORT) == [(edited, REPORT)]


def test_a_new_sentence_parts_a_passage() -> None:
    first, second = f"{sentence(1)} {sentence(2)}", f"{sentence(3)} {sentence(4)}"
    assert passages(f"{first} {sentence(90)} {second}", f"{first} {second}") == [(first, first), (second, second)]


def test_moved_paragraphs_are_found_where_they_stand() -> None:
    first, second = text(1, 2), text(3, 4)
    assert passages(f"{second}\n\n{first}", f"{first}\n\n{second}") == [(second, second), (first, first)]


def test_paragraphs_of_two_reports_by_turns_are_told_apart() -> None:
    page = "\n\n".join(f"{text(n, n + 1)}\n\n{text(n + 49, n + 50)}" for n in range(1, 12, 2))
    wanted = [text(n, n + 1) for n in range(1, 12, 2)]
    assert [here for here, _ in passages(page, REPORT)] == wanted


def test_a_quotation_in_another_sentence_is_told_in_whole_words() -> None:
    said = "we carried the old maps over the river and nobody asked us for a single copper coin on the way back"
    one = f"The ferryman from the eastern bank, who asked that his name be left out for fear of the tax office, told this paper: {said}."
    two = f"{sentence(7)} Asked about it again a week later, the same man told a radio host who had come by bus that {said} that night."
    assert passages(one, two)[0][0].strip(".") == said


def test_a_set_phrase_is_nothing_shared() -> None:
    phrase = "the Northern Monitor for Civil Peace said"
    one = f"Eleven herders crossed the ford in the night with all their goats and lamps, {phrase} in its weekly note about the border."
    two = f"Masons found a broken pump under the school of Quessem and took it to the market, {phrase} after a visit to the district."
    assert passages(one, two) == []


def test_different_texts_share_nothing() -> None:
    assert passages(REPORT, OTHER) == []


def test_words_of_another_script_are_aligned() -> None:
    said = "قال شهود إن السوق القديم أغلق أبوابه صباح اليوم بعد ليلة طويلة من المطر والريح."
    assert passages(f"خبر آخر تماما عن الطقس في الجبال البعيدة.\n\n{said}", said) == [(said, said)]


def test_nothing_is_shared_with_an_empty_text() -> None:
    assert passages("", REPORT) == passages(REPORT, "") == passages("", "") == passages("—", "…") == []


def test_two_long_reports_take_milliseconds() -> None:
    one, two = text(*range(1, 26)), text(90, *range(2, 12), 91, *range(13, 26))  # of some 650 words
    started = time.perf_counter()
    for _ in range(10):
        align(Lettered.of(one), Lettered.of(two))
    assert time.perf_counter() - started < 0.5  # measured: 3 ms each; the rest is for a slow machine


PARTS = [sentence(n) for n in range(8)] + ["said", "\n\n", "-\n", "“Ŕ—İ”", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa" * 3]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=9), st.lists(st.sampled_from(PARTS), max_size=9))
def test_passages_lie_in_both_texts_and_do_not_meet_in_the_first(some: list[str], others: list[str]) -> None:
    one, two = " ".join(some), " ".join(others)
    at = 0
    for p in align(Lettered.of(one), Lettered.of(two)):
        assert isinstance(p, Shared)
        assert at <= p.start < p.end <= len(one)
        assert 0 <= p.to_start < p.to_end <= len(two)
        at = p.end
