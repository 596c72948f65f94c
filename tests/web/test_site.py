"""What the server keeps between requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from khaldun.store import Store
from khaldun.web.site import Site


def test_what_is_kept_is_made_once_however_many_ask(store: Store) -> None:
    site, ready = Site(store, names=True), Barrier(4)
    made: list[object] = []

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        ready.wait()
        return site.keep("thing", make)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert made == [found[0]]
    assert len(set(map(id, found))) == 1


def test_what_is_kept_is_made_anew_once_the_record_is_computed(store: Store) -> None:
    site = Site(store, names=True)
    before = site.keep("count", lambda: store.meta().get("computed"))
    store.note(computed=f"{before}+")
    assert site.keep("count", lambda: store.meta().get("computed")) == f"{before}+"
