"""Files of many items: JSON Lines, tables, feeds, archives, mails, documents."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import docx
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.knowledge import load
from khaldun.model import Article, Source
from khaldun.read import jsonl
from tests.read.make import FISH, SIEGE, articles, page, read_bytes, reason

TEXT = "\n\n".join(SIEGE)


def lines(*rows: object) -> list[Article]:
    data = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    found = jsonl.read(io.BytesIO(data.encode()), Source("a.jsonl", "0" * 64), load())
    return [a for a in found if isinstance(a, Article)]


def test_a_lines_text_is_taken_as_it_stands() -> None:
    text = "\n\n  BEIRUT (AP) _\n\nThe  army\nentered Presi-\ndent Street. "
    (article,) = lines({"id": 7, "text": text})
    assert article.text == text
    assert article.source.ref == "7"
    assert article.dateline is not None
    assert (article.dateline.place, article.agency) == ("BEIRUT", ("Associated Press",))


def test_a_lines_fields_are_its_credits() -> None:
    (article,) = lines(
        {"id": "a", "text": TEXT, "title": "Army enters", "published": "2016-04-11T08:00:00Z", "publisher": "Example Post", "byline": ["Ann Karim"],
         "agency": "AFP", "url": "https://post.example/1", "language": "xx"}
    )  # fmt: skip
    assert (article.title, article.publisher, article.byline, article.url) == (
        "Army enters",
        "Example Post",
        ("Ann Karim",),
        "https://post.example/1",
    )
    assert (article.agency, article.language) == (("Agence France-Presse",), "xx")
    assert (article.published.day, article.published.basis) == (date(2016, 4, 11), "metadata")


def test_a_raw_line_is_cleaned_and_split() -> None:
    dump = page(
        "Home | World | Sport",
        "Army enters Tell Marda after forty days",
        *SIEGE,
        "* * *",
        "Councils agree on a map of the fishing grounds",
        *FISH,
    )
    first, second = articles(lines({"id": "r", "raw": True, "text": dump}))
    assert (first.text, second.text) == (TEXT, "\n\n".join(FISH))
    assert first.source.ref == second.source.ref == "r"
    assert first.id != second.id


def test_bad_lines_are_set_aside_and_the_rest_goes_on() -> None:
    found = lines({"id": "x", "title": "Untold"}, "{not json", "[1, 2]", '{"text": "  "}', {"text": TEXT})
    assert [bool(a.set_aside) for a in found] == [True, True, True, True, True, False]
    assert found[0].set_aside == "line 1 has no text"
    assert "line 2" in str(found[1].set_aside)
    assert len({a.id for a in found}) == 6


def test_one_json_document_over_several_lines(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, "a.json", json.dumps([{"id": "a", "text": TEXT}, {"id": "b"}], indent=1).encode())
    assert (found[0].source.ref, found[0].text) == ("a", TEXT)
    assert found[1].set_aside == "the document, entry 2 has no text"


def test_an_endless_line_is_set_aside(tmp_path: Path) -> None:
    data = b'{"text": "' + b"a" * (9 << 20) + b'"}\n' + json.dumps({"text": TEXT}).encode()
    first, second = read_bytes(tmp_path, "a.jsonl", data)
    assert "longer than" in str(first.set_aside)
    assert second.text == TEXT


@settings(deadline=None)  # what tells languages is loaded with the first
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "published", "byline", "agency", "raw", "url"]),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3),
    )
)
def test_no_line_breaks_the_reader(row: dict[str, object]) -> None:
    assert lines(row)


def test_csv_and_parquet_are_read_as_lines(tmp_path: Path) -> None:
    rows = [
        {"doc_id": "a", "headline": "Army enters", "body": TEXT, "date": "2016-04-11"},
        {"doc_id": "b", "headline": "Nothing", "body": "", "date": ""},
    ]
    csv = "doc_id,headline,body,date\n" + "\n".join(",".join('"' + r[k].replace('"', '""') + '"' for k in r) for r in rows)
    table = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), table)
    for found in (read_bytes(tmp_path, "a.csv", csv.encode()), read_bytes(tmp_path, "a.parquet", table.getvalue())):
        assert (found[0].source.ref, found[0].title, found[0].text, found[0].published.day) == (
            "a",
            "Army enters",
            TEXT,
            date(2016, 4, 11),
        )
        assert found[1].set_aside


def test_a_table_without_text_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,age\nAnn,31\n")
    assert "no column" in reason(tmp_path / "a.csv")


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Post</title>
<item><title>Army enters &amp; stays</title><guid>g1</guid><pubDate>Mon, 11 Apr 2016 09:00:00 +0200</pubDate><description>&lt;p&gt;{}&lt;/p&gt;</description></item>
<item><title>Empty</title><guid>g2</guid></item></channel></rss>"""


def test_a_feeds_entries_are_articles(tmp_path: Path) -> None:
    first, second = read_bytes(tmp_path, "feed.xml", FEED.format("&lt;/p&gt;&lt;p&gt;".join(SIEGE)).encode())
    assert (first.title, first.publisher, first.text, first.source.ref) == ("Army enters & stays", "Example Post", TEXT, "g1")
    assert first.published.day == date(2016, 4, 11)
    assert second.set_aside == "entry 2 has no text"


def test_a_feed_with_entities_of_its_own_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel></channel></rss>')
    assert "entities" in reason(tmp_path / "feed.xml")


def warc_record(url: str, kind: str, body: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-26T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_an_archives_pages_are_articles(tmp_path: Path) -> None:
    markup = (
        "<html><head><title>Army enters Tell Marda</title></head><body><article>"
        + "".join(f"<p>{p}</p>" for p in SIEGE)
        + "</article></body></html>"
    )
    archive = warc_record("https://post.example/1", "text/html", markup) + warc_record(
        "https://post.example/x.png", "image/png", "x" * 500
    )
    (article,) = articles(read_bytes(tmp_path, "crawl.warc.gz", gzip.compress(archive)))
    assert (article.text, article.source.ref, article.url) == (TEXT, "https://post.example/1", "https://post.example/1")
    assert article.published.day is None  # the day of the capture is not that of publication


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Ann Karim <ann@post.example>"
    message["Subject"] = "Fwd: Army enters Tell Marda"
    message["Date"] = "Mon, 11 Apr 2016 23:30:00 -0500"
    message.set_content(parts.get("plain", ""))
    if "markup" in parts:
        message.add_alternative(parts["markup"], subtype="html")
    return message.as_bytes()


def test_a_mails_headers_credit_and_date_it(tmp_path: Path) -> None:
    (article,) = articles(read_bytes(tmp_path, "a.eml", mail(plain=TEXT + "\n\n-- \nAnn, desk of the example post")))
    assert (article.title, article.byline, article.text) == ("Army enters Tell Marda", ("Ann Karim",), TEXT)
    assert article.published.day == date(2016, 4, 11)


def test_a_mail_of_markup(tmp_path: Path) -> None:
    markup = "<html><body>" + "".join(f"<p>{p}</p>" for p in SIEGE) + "</body></html>"
    (article,) = articles(read_bytes(tmp_path, "a.eml", mail(plain="See the other part.", markup=markup)))
    assert article.text == TEXT


def test_a_document(tmp_path: Path) -> None:
    document = docx.Document()
    for paragraph in ("Army enters Tell Marda after forty days", "By Ann Karim", "11 April 2016", *SIEGE):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    (article,) = articles(read_bytes(tmp_path, "a.docx", out.getvalue()))
    assert (article.title, article.byline, article.text) == ("Army enters Tell Marda after forty days", ("Ann Karim",), TEXT)
    assert article.published.day == date(2016, 4, 11)


def test_a_damaged_document(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + b"word/document.xml" + b"\0" * 50)
    assert "damaged" in reason(tmp_path / "a.docx")


def test_a_box_of_mails_is_read_message_by_message(tmp_path: Path) -> None:
    box = b"".join(
        b"From ann@post.example Mon Apr 11 08:00:00 2016\n" + m + b"\n\n" for m in (mail(plain=TEXT), mail(), mail(plain=TEXT))
    )
    read = read_bytes(tmp_path, "a.mbox", box)
    assert [(a.source.ref, a.set_aside is None) for a in read] == [
        ("message 1", True),
        ("message 2", False),
        ("message 3", True),
    ]
    assert all("From" not in a.text for a in read)


def test_a_date_handed_over_that_is_none_is_named() -> None:
    (article,) = lines({"text": "The army took the bridge.", "published": "2016-99-99"})
    assert "2016-99-99" in article.published.why
