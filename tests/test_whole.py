"""The whole chain on the bundled sample: nothing but the bytes decides what comes out."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from khaldun.export import write
from khaldun.model import CONTROL_KINDS
from khaldun.run import BuildResult, build
from khaldun.store import Store
from tests.server import emptied

KILLS = 6


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's reports, in a folder of their own."""
    folder = tmp_path_factory.mktemp("sample") / "reports"
    with as_file(files("khaldun.sample") / "reports") as source:
        shutil.copytree(source, folder)
    return folder


@pytest.fixture(scope="module")
def whole(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Path]:
    """A build in one go, in one process."""
    record = tmp_path_factory.mktemp("record") / "r.sqlite"
    return build([reports], record=record, jobs=1), record


def written(store: Store, format: str, out: Path) -> dict[str, bytes]:
    """The bytes of an export, by the names of its files (`out`, where it is one file)."""
    return {p.name.removeprefix(out.name): p.read_bytes() for p in write(store, format, out)}


def exported(record: Path) -> dict[str, bytes]:
    with Store.open(record) as store:
        return written(store, "jsonl", record.with_suffix(".export"))


def test_every_format_is_read_and_what_is_bad_is_named(whole: tuple[BuildResult, Path], reports: Path) -> None:
    result, record = whole
    with Store.open(record) as store:
        read = {a.article.source.file for a in store.articles(kind="article")}
    assert read == {p.name for p in reports.iterdir()}
    assert result.counts["articles"] > 30


def test_no_article_made_a_stage_fail(whole: tuple[BuildResult, Path]) -> None:
    result, _ = whole
    assert [s for s in result.set_aside if "failed" in s.reason] == []


def test_every_offset_of_the_record_is_right(whole: tuple[BuildResult, Path]) -> None:
    _, record = whole
    with Store.open(record) as store:
        texts = {a.id: a.text for a in store.all_articles()}
        for claim in store.claims():
            for span in (claim.evidence, claim.trigger):
                assert texts[claim.article_id][span.start : span.end] == span.text
        for article_id, text in texts.items():
            for mention in store.mentions(article_id):
                assert text[mention.start : mention.end] == mention.text


def test_every_reference_of_the_record_leads_somewhere(whole: tuple[BuildResult, Path]) -> None:
    _, record = whole
    with Store.open(record) as store:
        claims, articles = {c.id for c in store.claims()}, {a.id for a in store.all_articles()}
        stories = {s.id: s for s in store.stories()}
        assert {i for s in store.control() for i in (*s.claims_for, *s.claims_against)} <= claims
        assert {i for x in store.incidents() for i in x.claim_ids} <= claims
        assert {i for x in store.incidents() for i in x.story_ids} <= set(stories)
        assert {f.claim_id for f in store.figures()} <= claims
        assert {i for s in stories.values() for i in s.article_ids} <= articles


def test_palmyra_changes_hands_four_times(whole: tuple[BuildResult, Path]) -> None:
    _, record = whole
    with Store.open(record) as store:
        place = next(p for p in store.places() if p.name == "Palmyra")
        holders = [s.holder_id for s in store.control(place.id) if s.status != "unknown"]
        kinds = {c.kind for c in store.claims(place_id=place.id)}
    changes = [h for i, h in enumerate(holders) if h is not None and (i == 0 or holders[i - 1] != h)]
    assert changes == ["islamic-state", "syrian-government", "islamic-state", "syrian-government"]
    assert kinds & CONTROL_KINDS


def test_order_portions_and_processes_do_not_show(whole: tuple[BuildResult, Path], reports: Path, tmp_path: Path) -> None:
    paths = sorted(reports.iterdir())
    random.Random(3).shuffle(paths)
    build(paths[:9], record=tmp_path / "r.sqlite", jobs=2)
    build(paths[9:], record=tmp_path / "r.sqlite", jobs=2)
    assert exported(tmp_path / "r.sqlite") == exported(whole[1])


@pytest.mark.parametrize("parts", [1, 2])
def test_a_server_holds_the_record_that_a_file_holds(
    whole: tuple[BuildResult, Path], reports: Path, tmp_path: Path, postgresql: str, parts: int
) -> None:
    record, paths = emptied(postgresql), sorted(reports.iterdir())
    for part in range(parts):
        build(paths[part::parts], record=record, jobs=2)
    with Store.open(record) as there, Store.open(whole[1]) as here:
        for sort in ("jsonl", "csv", "acled", "geojson", "html"):
            theirs, ours = (written(store, sort, tmp_path / f"{sort}-{n}") for n, store in enumerate((there, here)))
            assert theirs == ours, sort


def test_a_build_killed_at_random_points_ends_in_the_same_record(
    whole: tuple[BuildResult, Path], reports: Path, tmp_path: Path
) -> None:
    record = tmp_path / "r.sqlite"
    call = [sys.executable, "-m", "khaldun", "build", str(reports), "--record", str(record), "--jobs", "2"]
    began = time.monotonic()
    subprocess.run(call, capture_output=True, check=False)
    takes = time.monotonic() - began
    record.unlink()
    chance = random.Random(11)
    for _ in range(KILLS):
        running = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.1, 0.9) * takes)
        running.kill()
        running.wait()
    assert subprocess.run(call, capture_output=True, check=False).returncode in {0, 1}
    assert exported(record) == exported(whole[1])
