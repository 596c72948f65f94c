"""Documents of many pages: a report is one article; turned pages; scripts that run from the right; damaged pages."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from khaldun.model import Article
from khaldun.read import read_file
from tests.read import newspaper, prose, typesetting
from tests.read.make import articles

STYLE = typesetting.Style("Times", "Helvetica", 11, 20, True, True, False, False, False, False, False, False)
NAMES = {"a": "Tell Marda", "b": "Port Sirin", "n": "37", "p": "Samir Haddad", "q": "Rana Zein"}
HEADINGS = ("Background", "Movement of civilians", "Access to water", "Detention")


def drawn(page: typesetting.Page, pdf: FPDF) -> None:
    """The page's text on the sheet at hand."""
    for group in page.groups:
        for x, y, words, (family, look, size) in group:
            pdf.set_font(family, style=look, size=size)
            pdf.text(x, y, typesetting.latin(words))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Article], list[str]]:
    """A report of eight pages as it is read, and its paragraphs."""
    rng, paragraphs, pdf = random.Random(4), [], FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    for number, subject in enumerate(sorted(prose.prose())):
        page = typesetting.Page(595, 842)
        page.text(70, 40, "Regional Monitor | Quarterly report", ("Helvetica", "", 8))
        page.text(490, 820, f"Page {number + 1} of 8", ("Helvetica", "", 8))
        if number == 0:
            page.text(70, 110, "Trapped between the lines", ("Helvetica", "B", 28))
        rows = [typesetting.Line((f"{number + 1}. {HEADINGS[number % 4]}",), face=("Helvetica", "B", 16), above=14)]
        told = [s.format(**NAMES) for s in rng.sample(prose.prose()[subject]["text"], 12)]
        for at in range(0, 12, 4):
            paragraphs.append(" ".join(told[at : at + 4]))
            lines = typesetting.set_lines(paragraphs[-1], 455, ("Times", "", 11), STYLE)
            rows += [replace(lines[0], above=8), *lines[1:]]
        typesetting.pour(page, rows, [(70, 140, 560)], 455, STYLE, [], True)
        page.text(70, 770, f"{number + 1} Interview with a resident, on file.", ("Times", "", 8))
        for row in range(3):
            for column in range(4):
                page.text(70 + 110 * column, 700 + 14 * row, f"{row * column + 37}", ("Helvetica", "", 9))
        pdf.add_page()
        drawn(page, pdf)
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    pdf.output(str(path))
    return list(read_file(path)), paragraphs


def test_a_report_is_one_article(report: tuple[list[Article], list[str]]) -> None:
    (article,) = articles(report[0])
    assert article.title == "Trapped between the lines"


def test_heads_feet_headings_notes_and_tables_are_no_text(report: tuple[list[Article], list[str]]) -> None:
    (article,) = articles(report[0])
    assert article.text.split("\n\n") == report[1]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(tmp_path: Path, turn: int) -> None:
    made = newspaper.make(0)
    straight = newspaper.save(made, tmp_path / "straight.pdf")
    page = made.pages[0]
    width, height = (page.height, page.width) if turn % 180 else (page.width, page.height)
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.add_page(format=(width, height))
    with pdf.rotation(turn, width / 2, height / 2):
        for group in page.groups:
            for x, y, words, (family, look, size) in group:
                pdf.set_font(family, style=look, size=size)
                pdf.text(x + (width - page.width) / 2, y + (height - page.height) / 2, typesetting.latin(words))
    pdf.output(str(tmp_path / "turned.pdf"))
    upright = {a.text for a in articles(list(read_file(straight)))}
    assert {a.text for a in articles(list(read_file(tmp_path / "turned.pdf")))} == upright


def test_a_page_left_out_does_not_cost_the_others(tmp_path: Path) -> None:
    path = newspaper.save(newspaper.make(6), tmp_path / "two.pdf")
    document = pypdfium2.PdfDocument(path)
    document.new_page(200, 200)
    document.save(tmp_path / "three.pdf")
    document.close()
    assert [a.text for a in read_file(tmp_path / "three.pdf")] == [a.text for a in read_file(path)]
