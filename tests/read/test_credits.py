"""Bylines, authors, agencies, datelines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun.knowledge import load
from khaldun.read import credits
from tests.read.make import page, read_text

K = load()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "credits.yaml").read_text(encoding="utf-8"))
HEADLINE = "Troops enter outskirts of town after weeks of shelling"
BODY = (
    "Government troops entered the outskirts of the town before dawn, residents said, after two weeks of shelling that emptied most of its streets.",
    "The fighters who had held the town since the spring withdrew towards the hills in the east, according to a local official who spoke by telephone.",
    "At least eleven people were killed in the clashes, a hospital director said, and dozens of families left on foot with what they could carry.",
    "An army spokesman said that the road to the south was open again and that engineers were clearing mines from the bridge and the market.",
    "Aid workers said that the convoys which had waited at the crossing for days could move as soon as the shooting stopped.",
)


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda c: " / ".join(
        [*c.get("above", ()), *c.get("head", ()), c.get("lead", ""), *c.get("below", ()), c.get("end", "")]
    )[:60],
)
def test_credits_of_a_page(case: dict[str, Any]) -> None:
    first, *between, last = BODY
    lead, below, stays = case.get("lead", ""), case.get("below", []), case.get("stays", False)
    found = read_text(
        page(
            *case.get("above", ()), HEADLINE, *case.get("head", ()), lead + first, *between, last + case.get("end", ""), *below
        )
    )
    (article,) = [a for a in found if a.kind == "article"]
    assert article.title == HEADLINE
    assert list(article.byline) == case.get("byline", [])
    assert list(article.agency) == case.get("agency", [])
    assert article.publisher == case.get("publisher")
    place = article.dateline.place if article.dateline else None
    assert (place.lower() if place else None) == case.get("place")
    if "day" in case:
        assert article.published.day == case["day"]
    assert article.text.startswith((lead if stays else "") + first)
    assert article.text.endswith(below[-1] if stays and below else last)


def test_a_right_to_the_text_credits_an_agency_and_a_picture_does_not() -> None:
    assert credits.rights("© 2016 Agence France-Presse", K) == "Agence France-Presse"
    assert credits.rights("Copyright 2016 Example Pictures. All rights reserved.", K) is None


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Ann Karim", ("Ann Karim",)),
        ("By ANN KARIM and Bob al-Darwish | March 3, 2016", ("Ann Karim", "Bob al-Darwish")),
        ("By Ann Karim in Beirut", ("Ann Karim",)),
        ("Ann Karim, AFP", ("Ann Karim",)),
        ("Author: Ann Karim", ("Ann Karim",)),
        ("By a staff writer", ()),
    ],
)
def test_bylines(line: str, who: tuple[str, ...]) -> None:
    found = credits.byline(line, K)
    assert found is not None
    assert found.persons == who


@pytest.mark.parametrize(
    "line", ["By Friday the army had left", "By the time the convoy came", "Soldiers stood by", "Ann Karim left"]
)
def test_what_is_no_byline(line: str) -> None:
    assert credits.byline(line, K) is None


def test_an_agency_may_sign() -> None:
    found = credits.byline("By Ann Karim, Associated Press", K)
    assert found == credits.Byline(("Ann Karim",), ("Associated Press",))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Karim is a correspondent in Tunis. She has reported on the sea for decades.", "Ann Karim"),
        ("Bob Darwish has written on security for several magazines.", "Bob Darwish"),
        ("Lina Haddad writes on northern Syria for a weekly.", "Lina Haddad"),
    ],
)
def test_lines_about_the_author(line: str, name: str) -> None:
    assert credits.about_author(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Abu Omar is a commander of the brigade.",
        "The Army is the strongest force.",
        "Ann Karim is a nurse, she said.",
        "“Ann Karim is a reporter,” he said.",
    ],
)
def test_what_is_not_about_the_author(line: str) -> None:
    assert credits.about_author(line) is None


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Information from Agence France-Presse was used.", ("Agence France-Presse",)),
        ("With reporting by AP and Reuters.", ("Associated Press", "Reuters")),
        ("Associated Press writer Ann Karim contributed to this report.", ("Associated Press",)),
        ("Source: Reuters", ("Reuters",)),
        ("Information from Orient Example Wire was included in this report.", ("Orient Example Wire",)),
    ],
)
def test_agencies_credited_below(line: str, who: tuple[str, ...]) -> None:
    assert credits.agency_credit(line, K) == who


@pytest.mark.parametrize("line", ["Photo: AFP", "The commander told Reuters that his men had left.", "The army left."])
def test_what_credits_no_text(line: str) -> None:
    assert credits.agency_credit(line, K) == ()


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("BEIRUT - The army", "BEIRUT", ()),
        ("BEIRUT (Reuters) - The army", "BEIRUT", ("Reuters",)),
        ("DAMASCUS, Syria (AP) — Two men", "DAMASCUS", ("Associated Press",)),
        ("AMMAN/BEIRUT (Reuters) - The army", "AMMAN", ("Reuters",)),
        ("BEIRUT, Nov. 3 (Xinhua) -- The army", "BEIRUT", ("Xinhua",)),
        ("Moscow – The ministry", "Moscow", ()),
        ("MOSUL, Iraq — The army", "MOSUL", ()),
        ("(Beirut, March 3, 2017) – The army", "Beirut", ()),
        ("Aleppo – 3 March 2017 – The army", "Aleppo", ()),
        ("DAMASCUS, MARCH 3 2017 (SANA) - The army", "DAMASCUS", ("SANA",)),
    ],
)
def test_datelines(text: str, place: str, agency: tuple[str, ...]) -> None:
    found = credits.filed(text, K)
    assert found is not None
    assert found.dateline is not None
    assert (found.dateline.place, found.agency) == (place, agency)
    assert text[found.end :].split()[0] in {"The", "Two"}


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State - defeated in Mosul",
        "ISIS - The group said",
        "Mr. Karim — The man",
        "UPDATE 1 - The army",
        "Sun, Nov 05, 2017 - Page 1",
        "War Diary – 3 March 2017 – The army",
        "SYRIAN–TURKISH BORDER CLASHES IN THE NORTH",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert credits.filed(text, K) is None


def test_an_agency_alone_before_the_text() -> None:
    found = credits.filed("(Reuters) — The attorney", K)
    assert found == credits.Filed(None, ("Reuters",), 12)


def test_an_agency_after_the_last_sentence() -> None:
    assert credits.closing_agency("The army left, he said. — AFP", K) == ("Agence France-Presse", 23)
    assert credits.closing_agency("The army left (Friday)", K) is None


def test_outlets_by_name_and_address() -> None:
    assert credits.outlet_of("NYT > World", K) == "The New York Times"
    assert credits.outlet_at("https://www.bbc.co.uk/news/1", K) == "BBC"
    assert credits.outlet_at("https://example.org/nytimes.com", K) is None
