import pytest

from khaldun.knowledge import load
from khaldun.places.cues import _ADJECTIVE, cues

CUES = cues(load())


ASKED = sorted(CUES.places | CUES.gains | CUES.aims | {"went", "old", "threshold", "north-east", "--", "rebel-held"})


@pytest.mark.parametrize("words", ASKED)
def test_the_word_before_a_name_answers_as_all_words_before_it_do(words):
    for between in (" ", " the ", " eastern ", " the war-torn ", " the “", "-", ", "):
        before = f"They {words}{between}"
        at = len(before)
        last = _ADJECTIVE.sub("", before.rstrip("“").lower()).split()
        last = last[:-1] if last[-1] == "the" else last
        found = next((w for w in (" ".join(last[-2:]), last[-1]) if w in CUES.places), None)
        assert CUES.put(f"{before}Rawa", at) is (found is not None)
        assert CUES.put(f"{before}Rawa", at, surely=True) is (found is not None and found not in CUES.loose)


@pytest.mark.parametrize("words", sorted(w for w in CUES.gains | CUES.aims if w.count(" ") < 2))
def test_what_is_done_to_a_name_is_told_by_the_words_before_it(words):
    before = f"They {words} the “"
    assert words in CUES.leading(f"{before}Rawa", len(before))


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("in the town of ", "settlement"),
        ("villages such as ", "settlement"),
        ("in the district of the north-eastern ", "district"),
        ("near Mount ", "mountain"),
        ("they went to the ", None),
        ("it was held by ", None),
    ],
)
def test_a_word_of_kind_before_a_name(before, kind):
    found = CUES.before(f"{before}Rawa", len(before))
    assert (found and found.kind) == kind


@pytest.mark.parametrize(
    ("behind", "kind"), [(" Province", "province"), (" oil field", "facility"), (" fell", None), ("’ district", "district")]
)
def test_a_word_of_kind_behind_a_name(behind, kind):
    found = CUES.after(f"Rawa{behind} again", 4)
    assert (found and (found.kind, found.stop)) == (kind and (kind, 4 + len(behind)))
