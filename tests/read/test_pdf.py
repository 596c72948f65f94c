"""PDF pages: order by layout, two articles a page, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF

from khaldun.read import read_file
from tests.read.make import FISH, SIEGE, Sheet, articles, newspaper, reason


@pytest.mark.parametrize("shuffled", [False, True])
def test_columns_read_in_order_whatever_order_they_are_drawn_in(tmp_path: Path, shuffled: bool) -> None:
    first, second = articles(list(read_file(newspaper().save(tmp_path / "page.pdf", shuffled=shuffled))))
    assert first.text == "\n\n".join(SIEGE)
    assert second.text == "\n\n".join(FISH)


def test_each_article_has_its_headline_and_byline(tmp_path: Path) -> None:
    found = articles(list(read_file(newspaper().save(tmp_path / "page.pdf"))))
    assert [(a.title, a.byline) for a in found] == [
        ("Army enters Tell Marda after forty days", ("Ann Karim",)),
        ("Councils agree on a map of the fishing grounds", ("Bob Darwish",)),
    ]


def test_captions_belong_to_their_article(tmp_path: Path) -> None:
    found = list(read_file(newspaper().save(tmp_path / "page.pdf")))
    titles = {a.id: a.title for a in found}
    assert {titles[a.parent]: a.text for a in found if a.kind == "caption" and a.parent} == {
        "Army enters Tell Marda after forty days": "A tank stands at the silo of Tell Marda on Monday.",
        "Councils agree on a map of the fishing grounds": "Boats wait in the harbour on Monday.",
    }


def test_words_broken_at_line_ends_are_mended(tmp_path: Path) -> None:
    sheet = Sheet()
    for n, line in enumerate(
        [
            "Army enters the town",
            "",
            "Soldiers of the seventh bri-",
            "gade entered the market town",
            "on Monday and raised a flag",
            "over the silo, residents told",
            "a reporter at the bridge.",
        ]
    ):
        sheet.set(12, 20 + 5 * n, line, 10)
    (article,) = articles(list(read_file(sheet.save(tmp_path / "page.pdf"))))
    assert "seventh brigade entered" in article.text


def test_streams_without_end_are_not_looked_for(tmp_path: Path) -> None:
    path = newspaper().save(tmp_path / "page.pdf")
    path.write_bytes(path.read_bytes() + b"9 0 obj\n<< /Length 400 >>\nstream\n".ljust(400, b"x") * 3000)
    assert reason(path) == "the PDF is damaged: 3000 of its streams have no end"


def test_what_is_drawn_twice_at_one_place_is_read_once(tmp_path: Path) -> None:
    sheets = Sheet(), Sheet()
    for sheet, times in zip(sheets, (1, 3), strict=True):
        for _ in range(times):
            for n, line in enumerate(("Army enters the town", "", *SIEGE[0].split(". ")[0].rsplit(" ", 8))):
                sheet.set(12, 20 + 5 * n, line, 10)
    read = [[a.text for a in read_file(s.save(tmp_path / f"{n}.pdf"))] for n, s in enumerate(sheets)]
    assert read[0] == read[1] != []


def test_encrypted(tmp_path: Path) -> None:
    path = newspaper().save(tmp_path / "locked.pdf", password="open sesame")
    assert reason(path) == "the PDF is encrypted"


def test_truncated(tmp_path: Path) -> None:
    path = newspaper().save(tmp_path / "cut.pdf")
    path.write_bytes(path.read_bytes()[:600])
    assert "damaged" in reason(path)


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 100)
    pdf.output(str(tmp_path / "scan.pdf"))
    assert "no text" in reason(tmp_path / "scan.pdf")
