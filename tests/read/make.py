"""Pages and sources made by hand for the tests of reading. All texts are our own."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from khaldun.errors import SetAside
from khaldun.knowledge import load
from khaldun.model import Article, Source
from khaldun.read import read_file, text

SIEGE = (
    "The army said its troops had entered the market town of Tell Marda on Monday after a siege of forty days. Residents reached by "
    "telephone described tanks at the grain silo and said the last defenders had left in buses overnight.",
    "A commander of the northern brigades denied that the town had fallen. He said his men still held the hospital and two streets "
    "beside it. The report could not be confirmed.",
    "The road from the coast has been closed since March. Aid groups estimate that nine thousand people remain, most of them without "
    "running water. A convoy was turned back at the bridge last week.",
)
FISH = (
    "Delegates of the two island councils agreed on a map of the fishing grounds after three days of talks in a hotel by the harbour. "
    "The map leaves the reef to neither side and asks for a survey by an outside body before the season opens.",
    "Captains were sceptical. They have seen four such maps in ten years, said one of them, and the fish have read none. The first "
    "boats expect to leave with the spring tide under the new rules.",
    "The harbour master said that pilots would be trained and that fuel would be sold at the old price until the end of the year.",
)


def page(*parts: str) -> str:
    """Paragraphs as a text dump has them."""
    return "\n\n".join(parts)


def read_text(dump: str) -> list[Article]:
    """The articles of a plain text page."""
    return text.read(dump.encode(), Source("page.txt", "0" * 64), load())


def articles(found: list[Article]) -> list[Article]:
    """Without captions and quotes."""
    return [a for a in found if a.kind == "article"]


def read_bytes(folder: Path, name: str, data: bytes) -> list[Article]:
    """The articles of a file of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return list(read_file(path))


def reason(path: Path) -> str:
    """Why a file is set aside."""
    try:
        found = list(read_file(path))
    except SetAside as error:
        return str(error)
    raise AssertionError(f"not set aside: {found[:1]}")


def wrapped(paragraph: str, width: int) -> str:
    """A paragraph broken to a width, with hard hyphens where a word does not fit (cut after its fourth letter)."""
    lines, line = [], ""
    for word in paragraph.split():
        if len(line) + len(word) < width:
            line += f"{word} "
        elif len(word) > 7 and word.isalpha() and len(line) + 5 < width:
            lines.append(line + word[:4] + "-")
            line = word[4:] + " "
        else:
            lines.append(line.rstrip())
            line = f"{word} "
    return "\n".join([*lines, line.rstrip()])


class Sheet:
    """A PDF page on which text is set at points; `shuffled` draws it in another order than one reads it."""

    def __init__(self) -> None:
        self.drawn: list[tuple[float, float, str, float]] = []

    def set(self, x: float, y: float, words: str, size: float) -> None:
        """Text at millimetres from the upper left corner."""
        self.drawn.append((x, y, words, size))

    def column(
        self, x: float, y: float, width: float, paragraphs: tuple[str, ...], *, cap: bool = False, size: float = 9
    ) -> None:
        """Paragraphs in a column, the later ones indented, the first with a drop cap if wanted."""
        measure = FPDF()
        measure.set_font("Times", size=size)
        for n, paragraph in enumerate(paragraphs):
            words, line = paragraph.split(), 0
            drop = cap and n == 0
            if drop:
                self.set(x, y + 1.2, words[0][0], 26)
                words[0] = words[0][1:]
            while words:
                left = 9 if drop and line < 2 else 4 if n and line == 0 else 0
                row = ""
                while words and measure.get_string_width(row + words[0]) < width - left:
                    row += words.pop(0) + " "
                self.set(x + left, y, row.rstrip(), size)
                y, line = y + 4, line + 1

    def save(self, path: Path, *, shuffled: bool = False, password: str | None = None) -> Path:
        """Writes the page."""
        pdf = FPDF(format="A4")
        if password:
            pdf.set_encryption(owner_password=password, user_password=password)
        pdf.add_page()
        pdf.set_auto_page_break(False)
        for x, y, words, size in sorted(self.drawn, key=lambda d: (len(d[2]) * 7919) % 101) if shuffled else self.drawn:
            pdf.set_font("Times", size=size)
            pdf.text(x, y, words)
        pdf.output(str(path))
        return path


def newspaper() -> Sheet:
    """Two articles on one page, each in two columns with a headline, a byline and a caption; a running head and a page number."""
    sheet = Sheet()
    for top, headline, byline, body, caption in (
        (
            18,
            "Army enters Tell Marda after forty days",
            "By Ann Karim",
            SIEGE,
            "A tank stands at the silo of Tell Marda on Monday.",
        ),
        (150, "Councils agree on a map of the fishing grounds", "By Bob Darwish", FISH, "Boats wait in the harbour on Monday."),
    ):
        sheet.set(12, top, headline, 20)
        sheet.set(12, top + 12, byline, 9)
        sheet.column(12, top + 18, 85, body[:2], cap=True)
        sheet.column(105, top + 18, 85, body[2:])
        sheet.set(105, top + 60, caption, 7)
    sheet.set(12, 290, "4", 8)
    return sheet
