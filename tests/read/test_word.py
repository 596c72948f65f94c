"""Word documents: what of them is text."""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from docx.oxml import parse_xml

from bench.seeds import HEADS, REEF, WEEK
from tests.read.make import read_bytes, reason

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: docx.document.Document) -> bytes:
    """The document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_xml(*paragraphs: str) -> bytes:
    """A document whose last paragraph has this markup."""
    document = docx.Document()
    for text in WEEK:
        document.add_paragraph(text)
    for markup in paragraphs:
        document.element.body.insert_element_before(parse_xml(f"<w:p {W}>{markup}</w:p>"), "w:sectPr")
    return saved(document)


def test_the_title_is_told_by_its_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading(HEADS[0], 0)
    for text in WEEK:
        document.add_paragraph(text)
    (article,) = read_bytes(tmp_path, "a.docx", saved(document))
    assert (article.title, article.text) == (HEADS[0], "\n\n".join(WEEK))


def test_tracked_changes_are_taken(tmp_path: Path) -> None:
    run = "<w:{0} w:id='1' w:author='A'><w:r><w:{2}>{1}</w:{2}></w:r></w:{0}>"
    end = run.format("ins", "The bridge was opened on Sunday evening", "t") + run.format("del", " closed for good", "delText")
    moved = run.format("moveFrom", " and moved away", "t")
    (article,) = read_bytes(tmp_path, "a.docx", with_xml(f"{end}{moved}<w:r><w:t>.</w:t></w:r>"))
    assert article.text.endswith("\n\nThe bridge was opened on Sunday evening.")


def test_fields_codes_and_the_words_of_boxes_are_no_text(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{escape(WEEK[0])}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    (article,) = read_bytes(
        tmp_path, "a.docx", with_xml(f"{box}{code}<w:r><w:t>The road stays closed to all but the aid convoys.</w:t></w:r>")
    )
    assert article.text == "\n\n".join([*WEEK, "The road stays closed to all but the aid convoys."])


def test_a_letter_that_stands_in_boxes_is_read_from_them(tmp_path: Path) -> None:
    document = docx.Document()
    boxes = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in REEF)
    markup = f"<w:p {W}><w:r><w:pict><w:txbxContent>{boxes}</w:txbxContent></w:pict></w:r></w:p>"
    document.element.body.insert_element_before(parse_xml(markup), "w:sectPr")
    (article,) = read_bytes(tmp_path, "a.docx", saved(document))
    assert article.text == "\n\n".join(REEF)


def test_a_table_that_lays_out_the_page_is_text_and_its_figures_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = WEEK[0]
    table.cell(0, 1).text = WEEK[1]
    table.cell(1, 0).text = "Killed"
    table.cell(1, 1).text = "14"
    (article,) = read_bytes(tmp_path, "a.docx", saved(document))
    assert article.text == "\n\n".join(WEEK[:2])


@pytest.mark.parametrize("damage", [(b"PK\x01\x02", b"PK\x01\x09"), (b"word/document.xml", b"word/document.xyz")])
def test_damaged(tmp_path: Path, damage: tuple[bytes, bytes]) -> None:
    (tmp_path / "a.docx").write_bytes(with_xml().replace(*damage))
    assert reason(tmp_path / "a.docx")
