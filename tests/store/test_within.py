from datetime import date
from pathlib import Path

from khaldun.store import Store
from khaldun.store.within import held_within, in_words
from tests.run.test_build import put, run


def test_the_settlements_of_a_province_are_counted_by_who_holds_them(tmp_path: Path) -> None:
    told = ("Alpha took Kebir", "Beta took Saghir", "Beta took Wadi", "Beta shelled Jisr", "Alpha took Province")
    folder = put(tmp_path / "in", {f"{n}.txt": f"2016-04-08 {line}" for n, line in enumerate(told)})
    run([folder], tmp_path / "r.sqlite")
    with Store.open(tmp_path / "r.sqlite") as store:
        found = held_within(store, "local:province", date(2016, 4, 9))
        assert found is not None
        assert (found.places, found.held, found.unknown) == (4, (("Beta", 2), ("Alpha", 1)), 1)
        assert "2 held by Beta, 1 held by Alpha, 1 not known" in in_words(found)
        late = held_within(store, "local:province", date(2019, 4, 9))
        assert late is not None and late.held == ()
        assert held_within(store, "local:kebir", date(2016, 4, 9)) is None
