"""Credits in the heads of pages: who wrote, who published, which agency."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khaldun.model import Article
from tests.read.test_html import BODY, document, one

HEADLINE = "Army enters Tell Marda after forty days"


def credited(folder: Path, author: Any, **more: Any) -> Article:
    entry = {"@type": "NewsArticle", "headline": HEADLINE, "author": author, **more}
    return one(folder, document(f'<script type="application/ld+json">{json.dumps(entry)}</script>'))


@pytest.mark.parametrize(
    ("author", "byline", "agency"),
    [
        (
            [{"@type": "Person", "name": "Ann Karim"}, {"@type": "Person", "name": "Omar Haddad"}],
            ("Ann Karim", "Omar Haddad"),
            (),
        ),
        ("By Ann Karim and Omar Haddad, Reuters", ("Ann Karim", "Omar Haddad"), ("Reuters",)),
        ({"@type": "Organization", "name": "Reuters"}, (), ("Reuters",)),
        ([{"name": "Ann Karim"}, {"name": "Agence France-Presse"}], ("Ann Karim",), ("Agence France-Presse",)),
        ({"name": ["Ann Karim", "Omar Haddad"]}, ("Ann Karim", "Omar Haddad"), ()),
        ({"@type": "Organization", "name": "Example Post"}, (), ()),
        ({"@type": "Person", "name": "Staff"}, (), ()),
        ({"@type": "Person", "name": "https://post.example/ann"}, (), ()),
        ({"@type": "Person", "name": "سمير خوري"}, ("سمير خوري",), ()),
        ({"@type": "Person", "name": "Анна Каримова"}, ("Анна Каримова",), ()),
    ],
)
def test_authors_in_linked_data(tmp_path: Path, author: Any, byline: tuple[str, ...], agency: tuple[str, ...]) -> None:
    article = credited(tmp_path, author)
    assert (article.byline, article.agency) == (byline, agency)


def test_an_author_named_elsewhere_in_the_graph(tmp_path: Path) -> None:
    graph = [
        {
            "@type": "NewsArticle",
            "headline": HEADLINE,
            "author": {"@id": "#ann"},
            "publisher": {"@id": "#post"},
            "datePublished": "2016-04-11",
        },
        {"@type": "Person", "@id": "#ann", "name": "Ann Karim"},
        {"@type": "NewsMediaOrganization", "@id": "#post", "name": "Example Post"},
    ]
    article = one(tmp_path, document(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'))
    assert (article.byline, article.publisher, article.published.day) == (("Ann Karim",), "Example Post", date(2016, 4, 11))


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ('<meta name="author" content="By Ann Karim">', ("Ann Karim",)),
        (
            '<meta name="citation_author" content="Ann Karim"><meta name="citation_author" content="Omar Haddad">',
            ("Ann Karim", "Omar Haddad"),
        ),
        ('<meta name="DC.creator" content="Ann Karim">', ("Ann Karim",)),
        (
            '<meta property="article:author" content="https://social.example/annkarim"><meta name="byl" content="By ANN KARIM">',
            ("Ann Karim",),
        ),
        ('<meta name="twitter:creator" content="@annkarim">', ()),
        ('<meta name="author" content="Example Post">', ()),
    ],
)
def test_authors_in_meta_elements(tmp_path: Path, head: str, byline: tuple[str, ...]) -> None:
    assert one(tmp_path, document(head + '<meta property="og:site_name" content="Example Post">')).byline == byline


def test_the_site_is_the_publisher_where_linked_data_names_none(tmp_path: Path) -> None:
    assert one(tmp_path, document('<meta property="og:site_name" content="Example Post">')).publisher == "Example Post"


def test_who_took_the_photo_wrote_nothing(tmp_path: Path) -> None:
    image = {
        "@type": "ImageObject",
        "creditText": "Reuters",
        "author": {"@type": "Person", "name": "Sam Lens"},
        "url": "https://post.example/1.jpg",
    }
    article = credited(tmp_path, {"@type": "Person", "name": "Ann Karim"}, image=image)
    assert (article.byline, article.agency) == (("Ann Karim",), ())
    photo = "<figure><img src='1.jpg'><figcaption>Smoke over the town. (Photo: Reuters)</figcaption></figure>"
    assert one(tmp_path, document(body=photo + BODY)).agency == ()


def test_a_page_written_from_right_to_left(tmp_path: Path) -> None:
    said = "دخل الجيش بلدة تل مردا يوم الاثنين بعد حصار دام أربعين يوما، وقال سكان إن آخر المقاتلين غادروا ليلا في حافلات نحو الشمال."
    page = f"""<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>الجيش يدخل تل مردا - صحيفة المثال</title>
    <meta property="og:site_name" content="صحيفة المثال"><meta property="article:published_time" content="2016-04-11T09:00:00+03:00"></head>
    <body><article><h1>الجيش يدخل تل مردا</h1>{f"<p>{said}</p>" * 1}<p>{said.replace("الاثنين", "الثلاثاء")}</p></article></body></html>"""
    article = one(tmp_path, page.encode())
    assert (article.title, article.publisher, article.language, article.published.day) == (
        "الجيش يدخل تل مردا",
        "صحيفة المثال",
        "ar",
        date(2016, 4, 11),
    )
    assert article.text.startswith("دخل الجيش")
