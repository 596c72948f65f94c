"""From a text back to its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bench.seeds import FORMATS, WEEK, page
from khaldun.model import Article, Raw
from khaldun.read import raw, read_with_raws
from tests.read.make import SIEGE, newspaper, read_bytes, wrapped


def both(path: Path) -> tuple[list[Article], list[Raw]]:
    """A file's articles and the bytes that are kept of it."""
    found = list(read_with_raws(path))
    return [a for a in found if isinstance(a, Article)], [r for r in found if isinstance(r, Raw)]


def letters(text: str) -> str:
    """Its letters and digits."""
    return "".join(c for c in text.lower() if c.isalnum())


@pytest.mark.parametrize("name", ["text", "html", "rss", "atom", "mail", "warc"])
def test_every_stretch_stands_in_the_raw_where_its_trace_says(tmp_path: Path, name: str) -> None:
    ending, make = FORMATS[name]
    path = tmp_path / f"a{ending}"
    path.write_bytes(make()[0])
    found, raws = both(path)
    kept = {r.sha256: raw.unpacked(r) for r in raws}
    for article in found:
        data = kept[article.raw or ""]
        assert data is not None
        assert hashlib.sha256(data).hexdigest() == article.raw
        traced = [t for t in article.trace if t.unit == "character"]
        assert sum(t.end - t.start for t in traced) > 0.98 * len(article.text)
        if name != "mail":
            assert all(letters(article.text[t.start : t.end]) == letters(data.decode()[t.first : t.last]) for t in traced)


def test_wrapped_lines_and_broken_words_are_followed(tmp_path: Path) -> None:
    dump = "\n\n".join(["Army enters Tell Marda after forty days", *(wrapped(p, 40) for p in SIEGE)])
    (article,) = read_bytes(tmp_path, "a.txt", dump.encode())
    assert [letters(dump[t.first : t.last]) for t in article.trace] == [letters(p) for p in article.text.split("\n\n")]


def test_what_stood_nowhere_has_no_trace(tmp_path: Path) -> None:
    from khaldun.model import Source
    from khaldun.read import trace

    article = Article("a", Source("f", "0"), "A sentence of which not one word is in there.\n\n" + WEEK[0])
    (traced,) = trace.traced([article], trace.of_text("Head. " + WEEK[0] + " Foot."))
    assert [(t.start, t.first) for t in traced.trace] == [(47, 6)]


def test_a_paragraph_of_a_pdf_stands_in_a_box_on_its_page(tmp_path: Path) -> None:
    found, _ = both(newspaper().save(tmp_path / "a.pdf"))
    article = next(a for a in found if a.kind == "article")
    assert {(t.unit, t.first) for t in article.trace} == {("page", 1)}
    boxes = [t.box for t in article.trace if t.box]
    assert boxes and all(0 < left < right < 596 and 0 < bottom < top < 843 for left, bottom, right, top in boxes)
    assert boxes[0][2] < boxes[-1][0]  # the first column, and the second


def test_lines_and_rows_are_told_by_number(tmp_path: Path) -> None:
    assert [a.trace[0].first for a in read_bytes(tmp_path, "a.jsonl", FORMATS["jsonl"][1]()[0])] == [1, 2, 3, 4]
    assert [(a.trace[0].unit, a.trace[0].first) for a in read_bytes(tmp_path, "a.csv", FORMATS["csv"][1]()[0])][:2] == [
        ("row", 2),
        ("row", 3),
    ]


def test_text_that_was_handed_over_is_not_kept_twice(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(FORMATS["jsonl"][1]()[0])
    found, raws = both(tmp_path / "a.jsonl")
    assert raws == []
    assert {a.raw for a in found} == {None}


def test_what_read_a_page_is_named_with_version_and_options(tmp_path: Path) -> None:
    (article,) = read_bytes(tmp_path, "a.html", page(0))
    assert article.extractor is not None
    assert article.extractor.startswith("trafilatura 2.")
    assert "(precision" in article.extractor


def test_bytes_that_are_too_many_are_not_kept_and_say_so() -> None:
    kept = raw.of(b"0" * (raw.LARGEST + 1), "application/pdf")
    assert (kept.packed, kept.reason) == (None, "it is too large to be kept: 32 MB, at most 32 MB are")
