"""A record that grows part by part is the record of one build, row by row."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import Judgement
from khaldun.store import Store
from khaldun.store.deriving import Deriving
from tests.run.test_build import exported, put, run

DERIVED = ("incidents", "incident_claims", "control", "figures", "places", "actors")

lines = st.builds(
    lambda day, who, does, where, dead, says: f"{day} {who} {does} {where}{dead}{says}",
    st.sampled_from(["undated", "2016-04-08", "2016-04-09", "2016-06-01", "2017-06-01"]),
    st.sampled_from(["Alpha", "Beta"]),
    st.sampled_from(["took", "left", "shelled"]),
    st.sampled_from(["Kebir", "Saghir", "somewhere", "Province", "all of Province", "most of Province"]),
    st.sampled_from(["", " killing 12", " killing 20"]),
    st.sampled_from(["", " says Watch", " says Office"]),
)


def derived(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all computed tables, without their running numbers."""
    with closing(sqlite3.connect(record)) as db:
        columns = {t: [c[1] for c in db.execute(f"PRAGMA table_info({t})") if c[1] != "n"] for t in DERIVED}
        return {t: sorted(db.execute(f"SELECT {', '.join(columns[t])} FROM {t}"), key=repr) for t in DERIVED}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), lines), min_size=2, max_size=14))
def test_a_build_in_parts_is_one_build(tmp_path_factory: object, parts: list[tuple[int, str]]) -> None:
    folder: Path = tmp_path_factory.mktemp("parts")  # type: ignore[attr-defined]
    files = {f"{part}/{n:02}.txt": line for n, (part, line) in enumerate(parts)}
    put(folder / "in", files)
    run([folder / "in" / name for name in files], folder / "whole.sqlite")
    for part in sorted({part for part, _ in parts}):
        run([folder / "in" / name for name in files if name.startswith(f"{part}/")], folder / "parts.sqlite")
    assert derived(folder / "parts.sqlite") == derived(folder / "whole.sqlite")
    assert exported(folder / "parts.sqlite") == exported(folder / "whole.sqlite")


def computed(monkeypatch: object) -> list[str]:
    """The places that builds compute from now on."""
    seen: list[str] = []
    lots = Deriving.place_lots

    def noted(self: Deriving):  # type: ignore[no-untyped-def]
        for lot in lots(self):
            seen.extend(sorted(lot.keys))
            yield lot

    monkeypatch.setattr(Deriving, "place_lots", noted)  # type: ignore[attr-defined]
    return seen


def test_only_places_of_new_claims_are_computed(tmp_path: Path, monkeypatch: object) -> None:
    folder = put(tmp_path / "in", {f"{n}.txt": f"2016-04-08 Alpha took Kebir{n}" for n in range(5)})
    run([folder], tmp_path / "r.sqlite")
    seen = computed(monkeypatch)
    put(folder, {"new.txt": "2016-04-20 Beta took Kebir3"})
    run([folder], tmp_path / "r.sqlite")
    assert seen == ["local:kebir3"]


def test_a_copy_that_joins_a_story_concerns_the_places_of_its_claims(tmp_path: Path, monkeypatch: object) -> None:
    folder = put(tmp_path / "in", {"a.txt": "2016-04-08 Alpha took Kebir", "b.txt": "2016-04-08 Beta took Saghir"})
    run([folder], tmp_path / "r.sqlite")
    seen = computed(monkeypatch)
    put(folder, {"copy.txt": "2016-04-09 Alpha took Kebir"})
    run([folder], tmp_path / "r.sqlite")
    assert seen == ["local:kebir"]


def test_a_reviewers_word_concerns_the_place_of_its_claim(tmp_path: Path, monkeypatch: object) -> None:
    folder = put(tmp_path / "in", {"a.txt": "2016-04-08 Alpha took Kebir", "b.txt": "2016-04-08 Beta took Saghir"})
    run([folder], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        store.judge(Judgement("judgement-1", store.claims()[0].id, "accept", "me", "2026-01-01"))
    seen = computed(monkeypatch)
    run([folder], tmp_path / "r.sqlite")
    assert seen == ["local:kebir"]


def test_a_claim_that_a_reviewer_moved_stays_moved_when_more_is_added(tmp_path: Path) -> None:
    place = '{"id": "local:wadi", "name": "Wadi"}'
    folder = put(tmp_path / "in", {"a.txt": "2016-04-08 Alpha took Kebir", "b.txt": "2016-04-08 Beta took Saghir"})
    run([folder], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        (moved,) = store.claims(place_id="local:kebir")
        store.judge(Judgement("judgement-1", moved.id, "correct", "me", "2026-01-01", "place", place))
    for more in ("2016-04-20 Beta took Kebir", "2016-04-20 Beta took Wadi", "2016-05-02 Beta left Saghir"):
        put(folder, {f"{len(list(folder.iterdir()))}.txt": more})
        run([folder], tmp_path / "r.sqlite")
        with Store.open(tmp_path / "r.sqlite") as store:
            grown = {t: sorted(map(repr, getattr(store, t)())) for t in ("incidents", "control", "figures")}
            with store._write() as c:
                c.exec_driver_sql("DELETE FROM meta WHERE key IN ('followed', 'state')")
        run([folder], tmp_path / "r.sqlite")
        with Store.open(tmp_path / "r.sqlite") as store:
            assert {t: sorted(map(repr, getattr(store, t)())) for t in grown} == grown


def test_a_file_that_is_read_anew_leaves_nothing_of_what_it_said(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in", {"a.txt": "2016-04-08 Alpha took Kebir", "b.txt": "2016-04-08 Beta shelled somewhere killing 12"}
    )
    run([folder], tmp_path / "r.sqlite")
    run([folder], tmp_path / "r.sqlite", engine="other")
    run([folder], tmp_path / "whole.sqlite", engine="other")
    assert derived(tmp_path / "r.sqlite") == derived(tmp_path / "whole.sqlite")


def sizes(record: Path) -> list[tuple[str, int]]:
    """The place of each incident, with how many claims tell of it."""
    with Store.open(record) as store:
        return sorted((i.place.name, len(i.claim_ids)) for i in store.incidents() if i.place is not None)


def test_what_is_told_of_a_province_follows_what_is_told_of_its_towns(tmp_path: Path) -> None:
    told = "2016-04-08 Alpha shelled {} says Watch"
    folder = put(tmp_path / "in", {"a.txt": told.format("Province"), "b.txt": "2016-04-08 Alpha took Saghir"})
    run([folder], tmp_path / "r.sqlite")
    assert sizes(tmp_path / "r.sqlite") == [("Province", 1), ("Saghir", 1)]
    put(folder, {"c.txt": told.format("Kebir")})
    run([folder], tmp_path / "r.sqlite")
    assert sizes(tmp_path / "r.sqlite") == [("Kebir", 2), ("Saghir", 1)]
    put(folder, {"d.txt": "2016-04-09 Beta took Kebir"})
    run([folder], tmp_path / "r.sqlite")
    assert sizes(tmp_path / "r.sqlite") == [("Kebir", 1), ("Kebir", 2), ("Saghir", 1)]
    put(folder, {"e.txt": told.format("Saghir") + " and more"})
    run([folder], tmp_path / "r.sqlite")
    run([folder], tmp_path / "whole.sqlite")
    assert sizes(tmp_path / "r.sqlite") == [("Kebir", 1), ("Kebir", 1), ("Province", 1), ("Saghir", 1), ("Saghir", 1)]
    assert derived(tmp_path / "r.sqlite") == derived(tmp_path / "whole.sqlite")


def around(record: Path) -> list[tuple[str, str | None, int]]:
    """Place and holder of each stretch that rests on words about the province, with how many of them."""
    with Store.open(record) as store:
        return sorted((s.place.name, s.holder_id, len(s.around)) for s in store.control() if s.around)


def test_words_on_a_province_reach_its_towns_whichever_comes_first_and_leave_them(tmp_path: Path, monkeypatch: object) -> None:
    folder = put(tmp_path / "in", {"a.txt": "2014-04-08 Beta took Kebir", "b.txt": "2016-04-01 Alpha shelled Saghir"})
    run([folder], tmp_path / "r.sqlite")
    seen = computed(monkeypatch)
    put(folder, {"c.txt": "2016-04-08 Alpha took all of Province"})
    run([folder], tmp_path / "r.sqlite")
    assert seen == ["local:province"]
    assert around(tmp_path / "r.sqlite") == [("Kebir", "alpha", 1), ("Saghir", "alpha", 1)]
    put(folder, {"d.txt": "2016-04-01 Alpha shelled Wadi"})
    run([folder], tmp_path / "r.sqlite")
    run([folder], tmp_path / "whole.sqlite")
    assert derived(tmp_path / "r.sqlite") == derived(tmp_path / "whole.sqlite")
    assert [name for name, _, _ in around(tmp_path / "r.sqlite")] == ["Kebir", "Saghir", "Wadi"]
    with Store.open(tmp_path / "r.sqlite") as store:
        (said,) = store.claims(place_id="local:province")
        store.judge(Judgement("judgement-1", said.id, "reject", "me", "2026-01-01"))
    run([folder], tmp_path / "r.sqlite")
    assert around(tmp_path / "r.sqlite") == []


def test_words_on_a_province_that_a_reviewer_corrects_no_longer_reach_its_towns(tmp_path: Path) -> None:
    put(tmp_path / "in", {"a.txt": "2014-04-08 Beta took Kebir", "c.txt": "2016-04-08 Alpha took all of Province"})
    run([tmp_path / "in"], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        (said,) = store.claims(place_id="local:province")
        store.judge(Judgement("judgement-1", said.id, "correct", "me", "2026-01-01", "kind", '"clash"'))
    run([tmp_path / "in"], tmp_path / "r.sqlite")
    assert around(tmp_path / "r.sqlite") == []


words = st.one_of(
    st.just(("reject", None, None)),
    st.just(("accept", None, None)),
    st.just(("skip", None, None)),
    st.sampled_from([("correct", "status", '"planned"'), ("correct", "place", "null"), ("correct", "kind", '"clash"')]),
    st.just(("correct", "place", '{"id": "local:saghir", "name": "Saghir"}')),
    st.just(("undo", None, None)),
    st.sampled_from([("join", None, "next"), ("part", None, "next")]),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(lines, min_size=3, max_size=8), st.lists(st.tuples(st.integers(0, 7), words), min_size=1, max_size=4))
def test_what_judgements_change_is_computed_and_nothing_is_missed(
    tmp_path_factory: object, told: list[str], judged: list[tuple[int, tuple[str, str | None, str | None]]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("judged")  # type: ignore[attr-defined]
    files = put(folder / "in", {f"{n:02}.txt": line for n, line in enumerate(told)})
    run([files], folder / "r.sqlite")
    for n, (which, (verdict, field, value)) in enumerate(judged):
        with Store.open(folder / "r.sqlite") as store:
            claims = sorted(store.claims(), key=lambda c: c.id)
            if not claims:
                return
            claim, before = claims[which % len(claims)], store.judgements()
            if verdict == "undo":
                value = before[-1].id if before else "none"
            if value == "next":
                value = claims[(which + 1) % len(claims)].id
            store.judge(Judgement(f"j{n}", claim.id, verdict, "me", f"2026-01-0{n + 1}", field, value))  # type: ignore[arg-type]
        run([files], folder / "r.sqlite")
    grown = derived(folder / "r.sqlite")
    with Store.open(folder / "r.sqlite") as store:
        judgements = store.judgements()
    run([files], folder / "whole.sqlite")
    with Store.open(folder / "whole.sqlite") as store:
        for judgement in judgements:
            store.judge(judgement)
        store.note(program="another")
    run([files], folder / "whole.sqlite")
    assert derived(folder / "whole.sqlite") == grown
