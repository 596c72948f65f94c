"""How sure a claim is: a table of weights, a rising map, and a script that makes both."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.calibration import by_number, by_width, error, plot
from khaldun.claims.confidence import LEAST, MOST, NEVER_SURE, Scale, scale
from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge, load
from khaldun.model import KINDS
from training.confidence import learn, left_out, lowers, mapped, write
from training.judged import Judged

PLAIN = ("kind:control.gain", "rule:take", "shape:verb", "family:control", "sentence:middling", "status:happened", "depth:0")
PLACED = ("place:said-control", "place:settlement", "gap:near-after", "gap:near-after-control", "actor:armed group")


def shipped() -> Scale:
    return scale(load())


@pytest.mark.parametrize("kind", KINDS)
def test_every_confidence_is_a_share(kind: str) -> None:
    for signs in ((f"kind:{kind}",), (f"kind:{kind}", *PLACED), (f"kind:{kind}", "place:context", "status:no-fact")):
        assert LEAST <= shipped().of(signs) <= MOST


@pytest.mark.parametrize("how", ["nested", "above", "nearest", "context"])
def test_a_place_that_is_said_is_surer_than_one_from_elsewhere(how: str) -> None:
    farther = (f"place:{how}", f"place:{how}-control")
    assert shipped().total((*PLAIN, *PLACED, *farther)) <= shipped().total((*PLAIN, *PLACED))


@pytest.mark.parametrize("status", ["planned", "expected", "hypothetical", "denied"])
def test_what_is_no_fact_is_no_surer_than_what_is_told_plainly(status: str) -> None:
    doubted = (f"status:{status}", "status:no-fact")
    assert shipped().of((*PLAIN[:5], *doubted, *PLACED)) <= shipped().of((*PLAIN, *PLACED))


def test_a_higher_sum_never_gives_less() -> None:
    found = shipped()
    values = [Scale(t / 10, {}, found.sums, found.values, found.surely, found.sure).of(()) for t in range(-60, 60)]
    assert values == sorted(values)


def test_nine_tenths_are_for_sums_beyond_the_threshold_alone() -> None:
    found = Scale(0.0, {"a": 3.0}, (-1.0, 2.0), (0.2, 0.89), 3.0, 0.95)
    assert found.of(["a"]) == 0.95
    assert found.of([]) < 0.9


def test_a_claim_by_a_speaker_is_never_told_with_nine_tenths() -> None:
    found = Scale(9.0, {}, (-1.0, 2.0), (0.2, 0.89), 3.0, 0.95)
    assert found.of([]) == 0.95
    assert [found.of([sign]) for sign in sorted(NEVER_SURE)] == [0.89]


def test_an_unknown_sign_counts_nothing() -> None:
    assert shipped().of((*PLAIN, "rule:of-nobody")) == shipped().of(PLAIN)


def test_a_pack_may_weigh_its_own_rule(tmp_path: Path) -> None:
    (tmp_path / "confidence.yaml").write_text('- {id: "rule:mine", weight: -9}\n', encoding="utf-8")
    own = scale(load((tmp_path,)))
    assert own.of((*PLAIN, "rule:mine")) < own.of(PLAIN)


@pytest.mark.parametrize("text", ["- {id: base, weight: much}", "- {id: sums, numbers: [2, 1]}", "- {id: sure, numbers: [1]}"])
def test_a_table_that_does_not_hold_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "confidence.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="confidence"):
        scale(load((tmp_path,)))


def made(count: int = 400) -> list[Judged]:
    """Claims of two sorts: `good` ones are right nine times in ten, the others half the time."""
    rng = random.Random(3)
    out = []
    for n in range(count):
        good = n % 2 == 0
        signs = ("kind:siege", "good") if good else ("kind:siege", "place:context")
        out.append(Judged("made", f"text {n // 4}", signs, 0.9 if good else 0.5, rng.random() < (0.9 if good else 0.5)))
    return out


def test_learning_tells_the_better_sort_and_is_repeatable() -> None:
    claims = made()
    model = learn(claims)
    assert model == learn(claims)
    found = mapped(model, left_out(claims), claims)
    assert found.of(("kind:siege", "good")) - found.of(("kind:siege", "place:context")) > 0.2


def test_lowering_signs_lower_whatever_the_sets_say() -> None:
    turned = [Judged(c.name, c.text, c.signs, c.confidence, "place:context" in c.signs) for c in made()]
    assert lowers("place:context")
    assert learn(turned).weights.get("place:context", 0.0) <= 0.0


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    claims = made()
    found = mapped(learn(claims), left_out(claims), claims)
    write(found, tmp_path / "confidence.yaml")
    assert scale(Knowledge((tmp_path,))) == found


def test_the_error_is_nothing_where_shares_are_as_told() -> None:
    claims = [Judged("made", str(n), (), 0.75, n % 4 > 0) for n in range(40)]
    assert error(by_width(claims)) == pytest.approx(0.0)
    assert error(by_number(claims)) < 0.1


def test_the_plot_has_a_dot_for_each_bin(tmp_path: Path) -> None:
    plot(made(), tmp_path / "plot.svg")
    assert (tmp_path / "plot.svg").read_text(encoding="utf-8").count("<circle") == 2
