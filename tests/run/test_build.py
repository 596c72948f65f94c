"""A build: what it keeps, what it sets aside, and that nothing but bytes and versions decides what comes out."""

from __future__ import annotations

import fcntl
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from khaldun.errors import RecordError, UsageError
from khaldun.export import write
from khaldun.model import Article, Judgement, Source
from khaldun.run import BuildResult, build
from khaldun.run.files import find_files
from khaldun.run.worker import storable
from khaldun.store import Store
from tests.run.fake import recipe

REPORTS = {
    "a.txt": "2016-04-08 Alpha took Kebir\n2016-04-09 Beta took Saghir",
    "b.txt": "undated Alpha took Kebir",
    "sub/c.txt": "2016-04-10 Gamma took Kebir\n2016-04-10 EMPTY",
}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(paths: list[Path], record: Path, *, jobs: int = 1, **arguments: object) -> BuildResult:
    return build(paths, record=record, jobs=jobs, recipe=recipe(**arguments))


def exported(record: Path) -> dict[str, bytes]:
    """The bytes of each file of an export."""
    out = record.with_suffix(".export")
    with Store.open(record) as store:
        return {p.name: p.read_bytes() for p in write(store, "jsonl", out)}


def test_a_build_tells_what_it_did(tmp_path: Path) -> None:
    result = run([put(tmp_path / "in", REPORTS)], tmp_path / "r.sqlite")
    assert (result.files, result.new, result.extracted, result.counts["articles"], result.counts["claims"]) == (3, 3, 4, 5, 4)


def test_an_undated_copy_takes_its_day_from_the_story(tmp_path: Path) -> None:
    run([put(tmp_path / "in", REPORTS)], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        dates = {a.article.source.file: a.article.published for a in store.articles() if a.article.text == "Alpha took Kebir"}
    assert dates["b.txt"].start == dates["a.txt"].start
    assert dates["b.txt"].basis == "story"


def test_an_item_without_text_is_named_with_its_reason(tmp_path: Path) -> None:
    result = run([put(tmp_path / "in", REPORTS)], tmp_path / "r.sqlite")
    assert [(s.file, s.ref, s.reason) for s in result.set_aside] == [("sub/c.txt", "1", "no text")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("BAD FILE", "no news in it"), ("BAD READER", "ValueError: a fault"), ("undated CRASH", "it crashed")],
)
def test_a_bad_file_is_set_aside_and_the_rest_goes_on(tmp_path: Path, text: str, reason: str) -> None:
    result = run([put(tmp_path / "in", {**REPORTS, "bad.txt": text})], tmp_path / "r.sqlite")
    assert result.counts["claims"] == 4
    assert [s.reason.endswith(reason) for s in result.set_aside if s.file == "bad.txt"] == [True]


def test_what_was_read_of_a_file_before_its_fault_is_kept(tmp_path: Path) -> None:
    result = run([put(tmp_path / "in", {"a.txt": "2016-04-08 Alpha took Kebir\nBAD READER"})], tmp_path / "r.sqlite")
    assert result.counts["claims"] == 1
    assert len(result.set_aside) == 1


def test_a_file_that_vanishes_is_set_aside_and_read_when_it_is_back(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"a.txt": "2016-04-08 Alpha took Kebir", "gone.txt": "VANISH"})
    first = run([folder], tmp_path / "r.sqlite")
    assert [s.reason for s in first.set_aside] == ["the file vanished while it was read"]
    put(folder, {"gone.txt": "2016-04-09 Beta took Saghir"})
    assert run([folder], tmp_path / "r.sqlite").set_aside == ()


def test_a_second_build_repeats_nothing(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", REPORTS)
    run([folder], tmp_path / "r.sqlite")
    before = exported(tmp_path / "r.sqlite")
    again = run([folder], tmp_path / "r.sqlite")
    assert (again.new, again.extracted) == (0, 0)
    assert exported(tmp_path / "r.sqlite") == before


def test_what_could_not_be_read_is_told_again_by_the_next_build(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"bad.txt": "BAD FILE"})
    assert run([folder], tmp_path / "r.sqlite").set_aside == run([folder], tmp_path / "r.sqlite").set_aside != ()


def test_only_what_depends_on_new_files_is_read_again(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"b.txt": REPORTS["b.txt"], "sub/c.txt": REPORTS["sub/c.txt"]})
    run([folder], tmp_path / "r.sqlite")
    put(folder, REPORTS)
    again = run([folder], tmp_path / "r.sqlite")
    assert (again.new, again.extracted) == (1, 3)  # two new articles, and the undated copy that now has a day


def test_another_engine_reads_every_article_again(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", REPORTS)
    run([folder], tmp_path / "r.sqlite")
    again = run([folder], tmp_path / "r.sqlite", engine="other")
    assert (again.new, again.extracted) == (0, 4)


def test_another_version_of_the_program_reads_every_file_again(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", REPORTS)
    run([folder], tmp_path / "r.sqlite")
    again = run([folder], tmp_path / "r.sqlite", version="2")
    assert (again.new, again.extracted, again.counts["articles"]) == (3, 4, 5)


def test_the_same_bytes_count_once_under_the_smallest_name(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"z.txt": REPORTS["b.txt"]})
    run([folder], tmp_path / "r.sqlite")
    put(folder, {"y.txt": REPORTS["b.txt"]})
    result = run([folder], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        assert [a.article.source.file for a in store.articles()] == ["y.txt"]
    assert (result.files, result.new) == (2, 0)


def test_order_and_portions_do_not_show_in_the_export(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in",
        {f"{n:02}.txt": f"2016-04-{n:02} Alpha{n % 3} took Kebir{n % 5}\nundated Beta took X{n % 4}" for n in range(1, 29)},
    )
    run([folder], tmp_path / "whole.sqlite")
    files = sorted(folder.iterdir())
    for seed in range(3):
        record = tmp_path / f"{seed}.sqlite"
        random.Random(seed).shuffle(files)
        cut = seed * 9
        for part in (files[:cut], files[cut:]):
            if part:
                run(part, record)
        assert exported(record) == exported(tmp_path / "whole.sqlite")


def test_processes_do_not_show_in_the_export(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in", {f"{n:02}.txt": f"2016-04-{n % 28 + 1:02} Alpha{n % 3} took Kebir{n % 5}" for n in range(1, 40)}
    )
    run([folder], tmp_path / "one.sqlite")
    run([folder], tmp_path / "two.sqlite", jobs=2)
    assert exported(tmp_path / "two.sqlite") == exported(tmp_path / "one.sqlite")


def test_a_text_that_ends_its_process_is_named_and_costs_no_other(tmp_path: Path) -> None:
    lines = [f"2016-04-{n % 28 + 1:02} Alpha took Kebir{n}" for n in range(20)]
    lines[7] = "2016-04-01 END WORKER"
    result = run([put(tmp_path / "in", {"a.txt": "\n".join(lines)})], tmp_path / "r.sqlite", jobs=2)
    assert result.counts["claims"] == 19
    assert [(s.ref, "ended the process" in s.reason) for s in result.set_aside] == [("7", True)]


def test_a_file_that_ends_its_process_is_named_and_costs_no_other(tmp_path: Path) -> None:
    files = {f"{n:02}.txt": f"2016-04-08 Alpha took Kebir{n}" for n in range(20)} | {"07.txt": "END READER"}
    result = run([put(tmp_path / "in", files)], tmp_path / "r.sqlite", jobs=2)
    assert result.counts["claims"] == 19
    assert [(s.file, "ended the process" in s.reason) for s in result.set_aside] == [("07.txt", True)]


@pytest.mark.parametrize(("hang", "patience"), [("SLEEP", (60.0, 3.0)), ("SPIN", (1.0, 60.0))])
def test_a_file_whose_reading_never_ends_is_given_up(hang: str, patience: tuple[float, float], tmp_path: Path) -> None:
    files = {f"{n:02}.txt": f"2016-04-08 Alpha took Kebir{n}" for n in range(6)} | {"03.txt": f"2016-04-08 kept\n{hang}"}
    hurried = replace(recipe(), patience=patience)
    result = build([put(tmp_path / "in", files)], record=tmp_path / "r.sqlite", jobs=2, recipe=hurried)
    assert [(s.file, "given up" in s.reason) for s in result.set_aside] == [("03.txt", True)]
    assert result.counts["articles"] == 5


def test_hidden_files_and_the_record_itself_are_not_read(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"a.txt": REPORTS["b.txt"], ".hidden": "x", ".git/config": "x"})
    run([folder], folder / "r.sqlite")
    assert run([folder], folder / "r.sqlite").files == 1
    assert sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) == ["a.txt", "r.sqlite"]


def test_a_rejected_claim_no_longer_bears_on_control(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {"a.txt": REPORTS["a.txt"]})
    run([folder], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        store.judge(Judgement("judgement-1", store.claims()[0].id, "reject", "me", "2026-01-01"))
    assert run([folder], tmp_path / "r.sqlite").counts["control"] == 1


def test_two_builds_of_one_record_do_not_mix(tmp_path: Path) -> None:
    with (tmp_path / "r.sqlite.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(RecordError, match="another build"):
            run([put(tmp_path / "in", REPORTS)], tmp_path / "r.sqlite")


@pytest.mark.parametrize(("paths", "jobs"), [([], 1), (["nowhere"], 1), (["."], 0)])
def test_a_call_that_is_wrong_is_refused(tmp_path: Path, paths: list[str], jobs: int) -> None:
    with pytest.raises(UsageError):
        build([tmp_path / p for p in paths], record=tmp_path / "r.sqlite", jobs=jobs, recipe=recipe())


def test_progress_ends_at_all_of_each_stage(tmp_path: Path) -> None:
    told: dict[str, tuple[int, int]] = {}
    build(
        [put(tmp_path / "in", REPORTS)], record=tmp_path / "r.sqlite", jobs=1, recipe=recipe(),
        progress=lambda stage, done, total: told.update({stage: (done, total)}),
    )  # fmt: skip
    assert told == {
        "reading files": (3, 3),
        "comparing articles": (1, 1),
        "reading articles": (4, 4),
        "inferring the record": (3, 3),
    }


def test_a_name_that_is_no_utf8_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path / "in") + b"/caf\xe9.txt")
    put(tmp_path / "in", {})
    (tmp_path / "in").mkdir()
    Path(name).write_text(REPORTS["b.txt"])
    run([tmp_path / "in"], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        assert [a.article.source.file for a in store.articles()] == ["caf\ufffd.txt"]


def test_what_is_no_file_is_set_aside(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", REPORTS)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe")
    aside = {s.file: s.reason for s in run([folder], tmp_path / "r.sqlite").set_aside}
    assert aside["gone.txt"].endswith("a link that leads nowhere")
    assert aside["pipe"].endswith("not a regular file")
    assert "loop" not in aside


def test_a_link_to_a_folder_elsewhere_is_named_and_not_followed(tmp_path: Path) -> None:
    folder, other = put(tmp_path / "in", REPORTS), put(tmp_path / "other", {"d.txt": "2016-04-10 Alpha took Saghir"})
    (folder / "more").symlink_to(other)
    aside = {s.file: s.reason for s in run([folder], tmp_path / "r.sqlite").set_aside}
    assert aside["more"].startswith("a link to a folder, which is not followed")
    assert "more" not in {s.file for s in run([folder, other], tmp_path / "s.sqlite").set_aside}


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", REPORTS)
    listed = os.scandir

    def scandir(path: str | Path) -> object:
        if os.fspath(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_files([folder], record=str(tmp_path / "r.sqlite"))
    assert [(f.name, f.reason) for f in found][-1] == ("sub", "the folder could not be opened: Permission denied")


def test_a_name_that_a_shell_has_lost_is_not_the_folder_one_is_in(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to build from"):
        build([""], record=tmp_path / "r.sqlite", recipe=recipe())


@pytest.mark.parametrize(("text", "kept"), [("took \ud800 Kebir — é", "took ? Kebir — é"), ("took\0Kebir", "took\ufffdKebir")])
def test_what_no_database_takes_is_replaced_in_place(text: str, kept: str) -> None:
    assert storable(Article("article-1", Source("a.txt", "aa"), text)).text == kept


def test_no_process_imports_what_lies_in_the_folder_it_is_run_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", {f"{n:02}.txt": f"2016-04-08 Alpha took Kebir{n}" for n in range(3)})
    (folder / "numpy.py").write_text("open('imported', 'w')")
    (folder / "random.py").write_text("open('imported', 'w')")
    monkeypatch.chdir(folder)
    run([folder], tmp_path / "r.sqlite", jobs=2)
    assert not (folder / "imported").exists()


def test_a_record_beside_which_no_lock_can_lie_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "r.sqlite.lock").mkdir()
    with pytest.raises(RecordError, match="cannot be written to"):
        run([put(tmp_path / "in", REPORTS)], tmp_path / "r.sqlite")
