"""What waits for a reader, how far readers agree, judgements as files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from khaldun.cli import main
from khaldun.errors import UsageError
from khaldun.model import Judgement
from khaldun.record.judgements import judged, standing
from khaldun.review import Waiting, agreement, queue, read_judgements, seen, write_judgements
from khaldun.review.agreement import cohen
from khaldun.store import Store
from tests.web.records import small

ONE, TWO = "reader one", "reader two"
_made = iter(range(10_000))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The small record; reader one has accepted its claim c-0003."""
    with small(tmp_path / "r.sqlite") as opened:
        yield opened


def word(claim_id: str, verdict: str, reviewer: str = ONE, **more: str) -> Judgement:
    n = next(_made)
    return Judgement(f"x-{n:05}", claim_id, verdict, reviewer, f"2026-02-01T00:{n // 60 % 60:02}:{n % 60:02}Z", **more)  # type: ignore[arg-type]


def ids(found: list[Waiting]) -> list[str]:
    return [w.claim_id for w in found]


# --- the queue


def test_who_has_judged_nothing_is_shown_everything(store: Store) -> None:
    assert sorted(ids(queue(store, TWO))) == [c.id for c in sorted(store.claims(), key=lambda c: c.id)]


def test_what_a_reader_has_judged_waits_for_him_no_more(store: Store) -> None:
    assert "c-0003" not in ids(queue(store, ONE)) and "c-0003" in ids(queue(store, TWO))


def test_of_what_hangs_as_much_on_the_least_sure_comes_first(store: Store) -> None:
    found = {w.claim_id: w for w in queue(store, TWO)}
    assert ids(queue(store, TWO, by="doubt"))[0] == min(store.claims(), key=lambda c: abs(c.confidence - 0.5)).id
    assert found["c-0001"].doubt == found["c-0005"].doubt


def test_what_bears_on_control_outweighs_what_does_not(store: Store) -> None:
    found = {w.claim_id: w.weight for w in queue(store, TWO)}
    assert found["c-0001"] > found["c-0002"]


def test_a_plan_bears_on_no_control(store: Store) -> None:
    found = {w.claim_id: w for w in queue(store, TWO)}
    assert "who holds a place hangs on it" not in found["c-0004"].why


def test_what_is_skipped_comes_last(store: Store) -> None:
    first = ids(queue(store, TWO))[0]
    store.judge(word(first, "skip", TWO))
    assert ids(queue(store, TWO))[-1] == first


def test_a_judgement_taken_back_lets_the_claim_wait_again(store: Store) -> None:
    told = word("c-0001", "reject", TWO)
    store.judge(told)
    assert "c-0001" not in ids(queue(store, TWO))
    store.judge(word("c-0001", "undo", TWO, value=told.id))
    assert "c-0001" in ids(queue(store, TWO))


def test_a_claim_that_says_something_else_since_comes_first_again(store: Store) -> None:
    claim = store.claim("c-0002")
    store.judge(word(claim.id, "accept", TWO, seen=seen(claim)))
    assert claim.id not in ids(queue(store, TWO))
    store.judge(word(claim.id, "accept", TWO, seen=seen(replace(claim, status="planned"))))
    assert ids(queue(store, TWO))[0] == claim.id


def test_confidence_and_rule_are_not_what_a_claim_says(store: Store) -> None:
    claim = store.claim("c-0001")
    assert seen(claim) == seen(replace(claim, confidence=0.1, rule="other")) != seen(replace(claim, kind="siege"))


def test_a_second_reader_is_shown_what_another_has_judged(store: Store) -> None:
    assert ids(queue(store, TWO, second=True)) == ["c-0003"] and queue(store, ONE, second=True) == []


def test_a_queue_of_one_kind_or_place(store: Store) -> None:
    assert set(ids(queue(store, TWO, kind="control"))) == {"c-0001", "c-0005"}
    assert ids(queue(store, TWO, place_id="geonames:170794")) == ["c-0004"]
    assert len(queue(store, TWO, limit=2)) == 2


# --- undo


def test_only_who_judged_can_take_it_back() -> None:
    told = word("c", "reject")
    assert standing([told, word("c", "undo", TWO, value=told.id)]) == [told]


def test_an_undo_can_be_undone() -> None:
    told = word("c", "reject")
    back = word("c", "undo", value=told.id)
    assert standing([told, back]) == [] and standing([told, back, word("c", "undo", value=back.id)]) == [told]


def test_notes_and_skips_change_no_claim(store: Store) -> None:
    claims = store.claims()
    assert judged(claims, [word("c-0001", "note", note="why"), word("c-0001", "skip")]) == sorted(claims, key=lambda c: c.id)


def test_a_rejected_claim_is_back_when_the_rejection_is_undone(store: Store) -> None:
    told = word("c-0001", "reject")
    assert "c-0001" not in {c.id for c in judged(store.claims(), [told])}
    assert "c-0001" in {c.id for c in judged(store.claims(), [told, word("c-0001", "undo", value=told.id)])}


# --- agreement


def test_kappa_takes_off_what_chance_gives() -> None:
    """The worked example of Cohen's paper has other numbers; this one was reckoned by hand: po .7, pe .54."""
    pairs = [("yes", "yes")] * 6 + [("no", "no")] + [("yes", "no")] * 1 + [("no", "yes")] * 2
    share, kappa = cohen(pairs)
    chance = (7 * 8 + 3 * 2) / 100
    assert share == 0.7 and kappa == pytest.approx((0.7 - chance) / (1 - chance))


def test_where_both_say_one_thing_throughout_kappa_says_nothing() -> None:
    assert cohen([("yes", "yes")] * 4) == (1.0, None)


def test_agreement_is_told_field_by_field(store: Store) -> None:
    judgements = [
        word("c-0001", "accept"), word("c-0001", "correct", TWO, field="status", value='"planned"'),
        word("c-0002", "accept"), word("c-0002", "accept", TWO),
        word("c-0003", "reject"), word("c-0003", "accept", TWO),
        word("c-0004", "accept"),
    ]  # fmt: skip
    found = {a.field: (a.both, a.share) for a in agreement(store.claims(), judgements)}
    assert found["right"] == (3, pytest.approx(2 / 3)) and found["status"] == (2, 0.5) and found["kind"] == (2, 1.0)


def test_who_shares_no_claim_is_not_compared(store: Store) -> None:
    assert agreement(store.claims(), [word("c-0001", "accept"), word("c-0002", "accept", TWO)]) == []


def test_what_was_taken_back_is_not_compared(store: Store) -> None:
    told = word("c-0001", "reject", TWO)
    judgements = [word("c-0001", "accept"), told, word("c-0001", "undo", TWO, value=told.id)]
    assert agreement(store.claims(), judgements) == []


# --- files


def test_judgements_come_back_from_a_file_as_they_were() -> None:
    judgements = [word("c-1", "correct", field="when", value="null", note="█ “so”\nand so"), word("c-2", "skip", seen="ab")]
    file = io.StringIO()
    assert write_judgements(file, judgements) == 2
    assert list(read_judgements(io.StringIO(file.getvalue() + "\n"))) == judgements


@pytest.mark.parametrize(
    "line", ["no", "[]", "{}", '{"id": 1, "claim_id": "c", "verdict": "accept", "reviewer": "r", "made": "m"}', "[" * 9000]
)
def test_a_line_that_is_no_judgement_is_named(line: str) -> None:
    with pytest.raises(UsageError, match="line 2"):
        list(read_judgements(io.StringIO("\n" + line)))


def test_a_verdict_that_is_none_is_named() -> None:
    line = '{"id": "1", "claim_id": "c", "verdict": "maybe", "reviewer": "r", "made": "m"}'
    with pytest.raises(UsageError, match="verdict"):
        list(read_judgements(io.StringIO(line)))


# --- the command


def run(*arguments: str) -> int:
    return main(["review", *arguments])


def test_judgements_go_from_one_record_to_another(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.judge(word("c-0001", "reject", TWO))
    file, other = tmp_path / "j.jsonl", tmp_path / "other.sqlite"
    assert run("export", str(file), "--record", store.record) == 0
    small(other).close()
    assert run("import", str(file), "--record", str(other)) == 0
    assert run("import", str(file), "--record", str(other)) == 0
    with Store.open(other) as there:
        assert {j.id for j in there.judgements()} == {j.id for j in store.judgements()}
    assert "1 judgement added" in capsys.readouterr().out


def test_a_judgement_on_a_claim_that_is_not_here_is_left_out_and_named(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "j.jsonl"
    with file.open("w", encoding="utf-8") as out:
        write_judgements(out, [word("c-9999", "accept"), word("c-0001", "correct", field="status", value='"soon"')])
    assert run("import", str(file), "--record", store.record) == 1
    assert "c-9999" in (said := capsys.readouterr()).err and "2 judgements left out" in said.out
    assert len(store.judgements()) == 1


def test_agreement_and_queue_are_told_in_words_and_as_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store.judge(word("c-0003", "accept", TWO))
    for arguments in (
        ["agreement"],
        ["agreement", "--json"],
        ["queue", "--reviewer", TWO],
        ["queue", "--reviewer", TWO, "--json"],
    ):
        assert run(*arguments, "--record", store.record) == 0
        assert capsys.readouterr().out.strip()
