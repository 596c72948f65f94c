"""The review bench in a real browser: ten claims by keys alone, undo, a second reader, corrections, what is and is not on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from khaldun.model import Judgement
from khaldun.record.judgements import judged, standing
from khaldun.store import Store
from tests.web.browsing import NEEDS, TOKEN, Watch, served
from tests.web.records import Draft

pytestmark = NEEDS

CLAIMS = 12
ONE, TWO = "A. Reader", "B. Second"


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Store]:
    """A dozen claims in a long article each, at two places."""
    draft = Draft()
    for n in range(CLAIMS):
        where = "Palmyra" if n % 2 else "Raqqa"
        sentence = f"Troops took the {n}th post near {where} on that day, residents said."
        filler = "\n\n".join(
            f"The road lay quiet that morning, and shops opened late; so it had been for {k} days." for k in range(40)
        )
        article = draft.article(
            f"n{n:02}", f"{filler}\n\n{sentence}\n\n{filler}", date(2016, 3, 1) + timedelta(n), title=f"Report {n}"
        )
        draft.claim(article, sentence, "took", place=where, actor="syrian-government", confidence=0.5 + n / 40)
    with draft.save(tmp_path / "many.sqlite") as store:
        yield store


@pytest.fixture
def desk(many: Store, browser: Any) -> Iterator[Watch]:
    with served(many) as address:
        watched = Watch(browser, address, viewport={"width": 1200, "height": 800})
        watched.page.goto(f"{address}/review#token={TOKEN}")
        enter(watched, ONE)
        yield watched
        watched.page.close()


def enter(watched: Watch, name: str) -> None:
    watched.page.get_by_label("Your name").fill(name)
    watched.page.keyboard.press("Enter")
    watched.page.locator(".kb-desk").wait_for()


def shown(watched: Watch) -> str:
    return str(watched.page.locator(".kb-read a").last.inner_text())


def press(watched: Watch, key: str, says: str) -> None:
    """A key, once the sentence of the claim is on the screen, and the word of the bench on it."""
    watched.page.locator(f'.kb-source[data-seen="{shown(watched)} true"]').wait_for()
    watched.page.keyboard.press(key)
    watched.page.get_by_role("status").filter(has_text=says).wait_for(timeout=10_000)


def verdicts(store: Store, reviewer: str = ONE) -> dict[str, str]:
    return {j.claim_id: j.verdict for j in standing(store.judgements()) if j.reviewer == reviewer}


def test_ten_claims_are_judged_by_keys_alone(desk: Watch, many: Store) -> None:
    wanted: dict[str, str] = {}
    for n in range(10):
        claim = shown(desk)
        key, verdict, says = (("a", "accept", "Accepted"), ("r", "reject", "Rejected"), ("s", "skip", "Skipped"))[n % 3]
        press(desk, key, f"{says} {claim}")
        wanted[claim] = verdict
    assert len(wanted) == 10 and verdicts(many) == wanted
    assert all(j.seen and j.reviewer == ONE and j.made for j in many.judgements())
    assert desk.quiet()


def test_the_last_judgement_is_taken_back_and_its_claim_is_there_again(desk: Watch, many: Store) -> None:
    first, second = shown(desk), ""
    press(desk, "r", f"Rejected {first}")
    second = shown(desk)
    press(desk, "a", f"Accepted {second}")
    press(desk, "z", f"Taken back: accept of {second}")
    assert shown(desk) == second and verdicts(many) == {first: "reject"}
    press(desk, "z", f"Taken back: reject of {first}")
    assert shown(desk) == first and verdicts(many) == {} and len(many.judgements()) == 4


def test_a_status_is_corrected_by_keys(desk: Watch, many: Store) -> None:
    claim = shown(desk)
    desk.page.keyboard.press("2")
    desk.page.get_by_role("combobox", name="Status").select_option("planned")
    desk.page.keyboard.press("Enter")
    if desk.page.locator(".kb-editor").count():
        desk.page.get_by_role("button", name="Save").press("Enter")
    desk.page.get_by_role("status").filter(has_text="Corrected: status").wait_for()
    assert "planned" in desk.page.locator(".kb-fields").inner_text()
    press(desk, "a", f"Accepted {claim}")
    assert next(c for c in judged(many.claims(), many.judgements()) if c.id == claim).status == "planned"


def test_place_actors_and_days_are_corrected_from_what_the_record_knows(desk: Watch, many: Store) -> None:
    claim = shown(desk)
    before = many.claim(claim)
    other = "Palmyra" if before.place and before.place.name == "Raqqa" else "Raqqa"
    for key, typed, field in (("5", other, "place"), ("7", "2016-02-01/2016-02-03", "when"), ("3", "", "actors")):
        desk.page.keyboard.press(key)
        desk.page.locator(".kb-editor input").wait_for()
        desk.page.wait_for_timeout(300)
        desk.page.keyboard.type(typed)
        desk.page.keyboard.press("Enter")
        desk.page.get_by_role("status").filter(has_text=f"Corrected: {field}").wait_for()
    left = next(c for c in judged(many.claims(), many.judgements()) if c.id == claim)
    assert left.place is not None and left.place.name == other and left.place.lat is not None
    assert (left.when.start, left.when.last) == (date(2016, 2, 1), date(2016, 2, 3)) and left.actors == ()


def test_what_the_record_does_not_know_is_no_correction(desk: Watch, many: Store) -> None:
    desk.page.keyboard.press("5")
    desk.page.locator(".kb-editor input").wait_for()
    desk.page.keyboard.type("Atlantis")
    desk.page.keyboard.press("Enter")
    assert "not in the record" in desk.page.locator(".kb-fault").inner_text()
    desk.page.keyboard.press("Escape")
    assert desk.page.locator(".kb-editor").count() == 0 and many.judgements() == []


def test_only_what_is_on_the_screen_is_accepted(desk: Watch, many: Store) -> None:
    desk.page.locator(f'.kb-source[data-seen="{shown(desk)} true"]').wait_for()
    desk.page.locator(".kb-source").evaluate("node => node.scrollTo(0, 0)")
    desk.page.locator(f'.kb-source[data-seen="{shown(desk)} false"]').wait_for()
    desk.page.keyboard.press("a")
    desk.page.get_by_role("status").filter(has_text="was not on the screen").wait_for()
    assert many.judgements() == []
    press(desk, "a", "Accepted")
    assert len(many.judgements()) == 1


def test_a_second_reader_is_told_afterwards_whether_the_two_differ(desk: Watch, many: Store) -> None:
    first = shown(desk)
    press(desk, "r", f"Rejected {first}")
    desk.page.get_by_role("button", name="Another reader").click()
    enter(desk, TWO)
    desk.page.keyboard.press("d")
    desk.page.locator(".kb-why").filter(has_text="a second reading").wait_for()
    assert shown(desk) == first and "reject" not in desk.page.locator(".kb-read").inner_text().lower().replace("reject r", "")
    press(desk, "a", "You differ (A. Reader: reject)")
    assert verdicts(many, TWO) == {first: "accept"}


def test_claims_are_joined_and_parted(desk: Watch, many: Store) -> None:
    desk.page.keyboard.press("t")
    desk.page.get_by_role("button", name="The same happening").first.click()
    desk.page.get_by_role("status").filter(has_text="One happening").wait_for()
    desk.page.get_by_role("button", name="Another happening").first.click()
    desk.page.get_by_role("status").filter(has_text="Two happenings").wait_for()
    assert [j.verdict for j in many.judgements()] == ["join", "part"]


def test_a_note_is_kept_and_keys_in_it_are_letters(desk: Watch, many: Store) -> None:
    desk.page.keyboard.press("n")
    desk.page.get_by_label("Note").fill("")
    desk.page.keyboard.type("a rare spelling")
    desk.page.keyboard.press("Control+Enter")
    desk.page.get_by_role("status").filter(has_text="Noted").wait_for()
    assert [(j.verdict, j.note) for j in many.judgements()] == [("note", "a rare spelling")]


def test_the_keys_are_listed(desk: Watch) -> None:
    desk.page.keyboard.press("?")
    assert "accept" in desk.page.get_by_role("dialog", name="Keys").inner_text()
    desk.page.keyboard.press("Escape")
    assert desk.page.get_by_role("dialog").count() == 0 and desk.quiet()


def test_a_claim_that_says_something_else_since_is_not_judged(desk: Watch, many: Store) -> None:
    claim = shown(desk)
    desk.page.route(
        "**/api/judgements", lambda route: route.continue_(post_data=route.request.post_data.replace('"seen":"', '"seen":"0'))
    )
    press(desk, "a", "says something else")
    assert many.judgements(claim) == []


def test_a_wrong_token_leads_back_to_the_door(many: Store, browser: Any) -> None:
    with served(many) as address:
        watched = Watch(browser, address)
        watched.page.goto(f"{address}/review#token=wrong")
        enter(watched, ONE)
        watched.page.wait_for_timeout(300)
        watched.page.keyboard.press("s")
        watched.page.get_by_label("The token").wait_for()
        assert many.judgements() == []
        watched.page.close()


def test_the_token_does_not_stay_in_the_address(desk: Watch) -> None:
    assert "token" not in desk.page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bench_has_no_serious_fault_and_fits_a_phone(many: Store, browser: Any, scheme: str) -> None:
    many.judge(Judgement("j", "c-0001", "accept", TWO, "2026-01-01T00:00:00Z", note="so it says"))
    with served(many) as address:
        watched = Watch(browser, address, viewport={"width": 360, "height": 740}, color_scheme=scheme)
        watched.page.goto(f"{address}/review#token={TOKEN}")
        assert watched.faults() == []
        enter(watched, ONE)
        watched.page.keyboard.press("5")
        assert watched.faults() == []
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
        watched.page.close()
