"""Lays out the two PDF pages of the sample (needs fpdf2, which the program itself does not): python -m khaldun.sample.pages

The first is a newspaper page of four columns with two articles, a caption and a pull quote, the second a plain report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REPORTS = Path(__file__).parent / "reports"


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a page."""

    title: str
    place: str
    paragraphs: tuple[str, ...]
    author: str
    about: str


TIKRIT = Item(
    "Iraqi forces drive Islamic State out of Tikrit",
    "Baghdad",
    (
        "Iraqi forces retook the city of Tikrit from Islamic State on Tuesday after a month of fighting, Prime Minister Haider al-Abadi said, the"
        " largest city yet to be won back from the militants.",
        "Troops and Shi'ite militiamen raised the national flag over the headquarters of Salahuddin province, which the militants had captured in"
        " June 2014. State television showed soldiers walking through empty streets.",
        "A police colonel in the city said that Islamic State fighters still held the northern district of Qadisiya and that snipers were slowing"
        " the advance. “We control the centre, but it is too early to speak of victory,” he said.",
        "The Pentagon said that coalition aircraft had carried out eight strikes around Tikrit since Monday. The militias, some of them backed by"
        " Iran, had withdrawn from the front line last week in protest against the strikes.",
        "Iraqi commanders said that the next offensive would aim at Anbar province in the west. The United Nations said that about 28,000 people had"
        " been displaced by the battle for Tikrit.",
    ),
    "Nadia Haddad",
    "Nadia Haddad is a correspondent of the Weekly Meridian in Baghdad.",
)
IDLIB = Item(
    "Rebel alliance seizes Idlib, second provincial capital to fall",
    "Antakya",
    (
        "An alliance of Islamist rebels captured the city of Idlib in north-western Syria on Saturday, four days after launching their assault, the"
        " groups and a monitoring organisation said.",
        "The alliance, which calls itself the Army of Conquest, includes the Nusra Front and Ahrar al-Sham. It is the second provincial capital that"
        " the government has lost in four years of war, after Raqqa.",
        "The Syrian Observatory for Human Rights said that at least 170 fighters had been killed on both sides. Syrian state media said that the army"
        " had regrouped south of the city in order to face “thousands of terrorists” who had come from Turkey.",
        "“The next battle will be for the towns on the road to the coast,” said a commander of Ahrar al-Sham, who asked not to be named. Government"
        " forces still hold the towns of Ariha and Jisr al-Shughur.",
        "Aid workers said that tens of thousands of residents had fled to the border with Turkey. Information from Orient Wire was included in this"
        " report.",
    ),
    "Samir Darwish",
    "Samir Darwish writes on northern Syria for the Weekly Meridian. He lives in Antakya.",
)
ABU_KAMAL = Item(
    "Syrian army and allies take Abu Kamal, last town held by Islamic State in Syria",
    "Beirut",
    (
        "The Syrian army and its allies took full control of Abu Kamal on Sunday, a military source said, after a counter-attack by Islamic State had"
        " driven them out of the border town a week earlier.",
        "The army had first declared victory in Abu Kamal on November 9, but the Syrian Observatory for Human Rights said two days later that the"
        " militants had retaken the whole town.",
        "A commander in the alliance that supports Damascus said that Hezbollah and Iraqi militias had led the final assault. Iraq's army had"
        " captured the town of Rawa, across the border, on Friday.",
        "Islamic State now holds no town in Syria, the commander said, only villages along the Euphrates and patches of desert.",
    ),
    "Hala Sabri",
    "",
)


def _page(title: str) -> Any:
    from fpdf import FPDF

    pdf = FPDF(format="A3")
    pdf.set_title(title)
    pdf.set_author("Written for Khaldun's sample")
    pdf.set_creation_date(datetime(2026, 11, 21, tzinfo=UTC))
    pdf.add_page()
    return pdf


def _safe(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("’", "'")


def _write(pdf: Any, x: float, y: float, width: float, size: float, text: str, style: str = "") -> float:
    """Writes text at (x, y) in millimetres and gives the y below it."""
    pdf.set_font("Times", style, size)
    pdf.set_xy(x, y)
    pdf.multi_cell(width, size * 0.42, _safe(text), align="L", new_x="LEFT", new_y="NEXT")
    return float(pdf.get_y())


def _column_article(pdf: Any, item: Item, left: float, extra: tuple[str, str]) -> None:
    """Two columns of 62 mm from `left`; a pull quote or caption stands at the foot of the second."""
    y = _write(pdf, left, 40, 128, 24, item.title, "B")
    y = _write(pdf, left, y + 2, 62, 11, item.place, "I") + 3
    top, half = y, len(item.paragraphs) // 2 + 1
    for paragraph in item.paragraphs[:half]:
        y = _write(pdf, left, y, 62, 11, paragraph) + 3
    _write(pdf, left, y + 2, 62, 10, item.author, "B")
    y = top
    for paragraph in item.paragraphs[half:]:
        y = _write(pdf, left + 66, y, 62, 11, paragraph) + 3
    y = _write(pdf, left + 66, y + 2, 62, 9, item.about, "I")
    _write(pdf, left + 66, y + 8, 62, 16 if extra[1] == "B" else 8, extra[0], extra[1])


def main() -> None:
    """Writes both pages into the sample's reports."""
    pdf = _page("Weekly Meridian, page 5")
    _write(pdf, 10, 10, 270, 10, "Weekly Meridian     5     April 3 - 9, 2015     News")
    _column_article(pdf, TIKRIT, 10, ("Iraqi soldiers rest beside a road near Tikrit, on March 30th. (Orient Wire)", "I"))
    _column_article(pdf, IDLIB, 152, ("The next battle will be for the towns on the road to the coast.", "B"))
    pdf.output(str(REPORTS / "weekly-meridian-page5.pdf"))
    pdf = _page("Abu Kamal")
    y = _write(pdf, 30, 20, 230, 10, "Levant Courier - Monday 20/11/2017")
    y = _write(pdf, 30, y + 6, 230, 22, ABU_KAMAL.title, "B")
    y = _write(pdf, 30, y + 3, 230, 11, f"By {ABU_KAMAL.author}") + 4
    for i, paragraph in enumerate(ABU_KAMAL.paragraphs):
        y = _write(pdf, 30, y, 230, 12, f"{ABU_KAMAL.place.upper()} - {paragraph}" if i == 0 else paragraph) + 4
    pdf.output(str(REPORTS / "abu-kamal-2017-11-20.pdf"))


if __name__ == "__main__":
    main()
