"""Files that hold several documents: mails with what they carry, boxes, archives, feeds, tables, lines."""

from __future__ import annotations

import base64
import gzip
import io
import json
import quopri
from datetime import date
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from bench.seeds import HEADS, REEF, WEEK, chunked, mail, page, record
from tests.read.make import articles, read_bytes, reason

BOTH = ["\n\n".join(WEEK), "\n\n".join(REEF)]


def message(body: str, *heads: str) -> bytes:
    """A plain message."""
    return "\n".join(["From: Ann Karim <ann@courier.example>", "Subject: The week", *heads, "", body]).encode()


# --- mail


def test_a_page_that_is_attached_is_an_article_of_its_own(tmp_path: Path) -> None:
    found = articles(read_bytes(tmp_path, "a.eml", mail(0)))
    assert [(a.title, a.source.ref) for a in found] == [(HEADS[0], None), (HEADS[1], "part 4 (page.html)")]
    assert [a.text.count("\n\n") for a in found] == [2, 1]


def test_a_forwarded_mail_is_credited_and_dated_by_its_own_head(tmp_path: Path) -> None:
    body = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Bob Darwish <bob@bay.example>\nDate: Mon, 4 Apr 2016 09:00:00 +0000\n"
        f"Subject: {HEADS[1]}\nTo: Ann Karim\n\n" + BOTH[1]
    )
    (article,) = read_bytes(tmp_path, "a.eml", message(body, "Date: Fri, 8 Apr 2016 10:00:00 +0000"))
    assert (article.title, article.byline, article.published.start) == (HEADS[1], ("Bob Darwish",), date(2016, 4, 4))
    assert article.text == BOTH[1]


def test_what_is_quoted_below_a_reply_is_left_out(tmp_path: Path) -> None:
    body = BOTH[0] + "\n\nOn Friday the desk wrote:\n> " + BOTH[1].replace("\n", "\n> ")
    (article,) = read_bytes(tmp_path, "a.eml", message(body))
    assert article.text == BOTH[0]


def test_a_mail_that_is_all_quoted_is_read_without_the_marks(tmp_path: Path) -> None:
    body = "See below.\n\n> " + BOTH[0].replace("\n", "\n> ")
    (article,) = read_bytes(tmp_path, "a.eml", message(body))
    assert WEEK[1] in article.text.split("\n\n")


def test_each_message_of_a_digest_is_read(tmp_path: Path) -> None:
    parts = "".join(
        f"--d\n\nSubject: {HEADS[n]}\nFrom: desk@courier.example\nDate: Fri, {n + 1} Apr 2016 10:00:00 +0000\n\n{BOTH[n]}\n"
        for n in (0, 1)
    )
    data = f'From: list@courier.example\nSubject: Digest\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary="d"\n\n{parts}--d--\n'
    assert [(a.title, a.published.start) for a in read_bytes(tmp_path, "a.eml", data.encode())] == [
        (HEADS[0], date(2016, 4, 1)),
        (HEADS[1], date(2016, 4, 2)),
    ]


def test_a_newsletters_html_is_read_where_its_plain_text_says_little(tmp_path: Path) -> None:
    stub = "You can see this letter only with a mail program that shows pages. Please open it in your browser, or write to us for a plain copy of it."
    data = (
        "From: The Courier <desk@courier.example>\nSubject: Week\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{stub}\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{quopri.encodestring(page(0)).decode()}\n--b--\n"
    )
    (article,) = read_bytes(tmp_path, "a.eml", data.encode())
    assert article.text.endswith(BOTH[0])


def test_a_saved_web_archive_is_a_page_and_not_dated_by_when_it_was_saved(tmp_path: Path) -> None:
    bare = page(0).split(b"<script")[0] + page(0).split(b"</script>")[1]
    data = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/marda\nSubject: Saved\nDate: Sun, 1 Mar 2020 10:00:00 -0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{quopri.encodestring(bare).decode()}\n--b--\n"
    )
    (article,) = read_bytes(tmp_path, "a.mhtml", data.encode())
    assert (article.text, article.url) == (BOTH[0], "https://courier.example/marda")
    assert article.published.start != date(2020, 3, 1)


def test_an_attachment_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    table = base64.encodebytes(b"PK\x03\x04 no table").decode()
    data = (
        "From: a@b.example\nSubject: Week\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        f"{BOTH[0]}\n--b\nContent-Type: application/vnd.ms-excel; name=toll.xls\nContent-Transfer-Encoding: base64\n\n{table}\n--b--\n"
    )
    first, second = read_bytes(tmp_path, "a.eml", data.encode())
    assert first.set_aside is None
    assert second.source.ref == "part 2 (toll.xls)"
    assert second.set_aside is not None and "not read here" in second.set_aside


def test_a_box_is_read_message_by_message(tmp_path: Path) -> None:
    box = b"".join(b"From a@b.example Fri Apr  8 10:00:00 2016\n" + message(body) + b"\n\n" for body in BOTH)
    found = read_bytes(tmp_path, "a.mbox", box)
    assert [(a.source.ref, a.text) for a in found] == [("message 1", BOTH[0]), ("message 2", BOTH[1])]
    assert box[found[1].trace[0].first :].startswith(b"From a@b.example")


@pytest.mark.parametrize(
    "head", ["Date: Fri, 99999999999999999999 Apr 2016 10:00:00 +0000", "Content-Type: text/plain; charset=no\0such"]
)
def test_headers_that_are_damaged_do_no_harm(tmp_path: Path, head: str) -> None:
    (article,) = read_bytes(tmp_path, "a.eml", message(BOTH[0].replace("“", "é"), head))
    assert article.set_aside is None


# --- archives


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(page(0))),
        ("Content-Encoding: br", brotli.compress(page(0))),
        ("Content-Encoding: zstd", zstandard.compress(page(0))),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(page(0)))),
        ("Content-Encoding: br", page(0)),
        ("Transfer-Encoding: chunked", page(0)),
    ],
    ids=["gzip", "brotli", "zstd", "chunked gzip", "brotli undone already", "chunks joined already"],
)  # fmt: skip
def test_a_payload_is_read_however_it_is_encoded(tmp_path: Path, head: str, body: bytes) -> None:
    data = record(body, "https://courier.example/0", head=head + "\r\n") + record(page(1), "https://courier.example/1")
    assert [a.text for a in read_bytes(tmp_path, "a.warc", data)] == BOTH


def test_a_record_is_found_again_by_its_offset(tmp_path: Path) -> None:
    data = record(page(0), "https://courier.example/0") + record(page(1), "https://courier.example/1", version="1.1")
    second = read_bytes(tmp_path, "a.warc.gz", gzip.compress(data))[1]
    assert second.trace[0].unit == "record"
    assert data[second.trace[0].first :].startswith(b"WARC/1.1")


def test_requests_revisits_and_metadata_are_no_pages(tmp_path: Path) -> None:
    data = b"".join(record(page(0), "https://courier.example/0", kind=k) for k in ("request", "revisit", "metadata"))
    assert [a.text for a in read_bytes(tmp_path, "a.warc", data + record(page(1), "https://courier.example/1"))] == BOTH[1:]


def test_a_resource_record_is_a_page(tmp_path: Path) -> None:
    assert [a.text for a in read_bytes(tmp_path, "a.warc", record(page(0), "file:///0", kind="resource"))] == BOTH[:1]


# --- feeds


def test_a_feeds_day_is_the_one_it_writes(tmp_path: Path) -> None:
    feed = f"<rss version='2.0'><channel><title>C</title><item><title>T</title><pubDate>Fri, 08 Apr 2016 23:30:00 -0500</pubDate><description>{BOTH[0]}</description></item></channel></rss>"
    (article,) = read_bytes(tmp_path, "a.rss", feed.encode())
    assert article.published.start == date(2016, 4, 8)


def test_a_json_feed(tmp_path: Path) -> None:
    items = [
        {
            "id": "1",
            "title": HEADS[0],
            "content_html": "".join(f"<p>{p}</p>" for p in WEEK),
            "date_published": "2016-04-08T10:00:00Z",
        },
        {"id": "2", "title": HEADS[1], "content_text": BOTH[1], "authors": [{"name": "Bob Darwish"}]},
        {"id": "3", "title": "Nothing"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": items}
    first, second, third = read_bytes(tmp_path, "feed.json", json.dumps(feed).encode())
    assert (first.text, first.published.start) == (BOTH[0], date(2016, 4, 8))
    assert (second.text, second.byline) == (BOTH[1], ("Bob Darwish",))
    assert third.set_aside == "entry 3 has no text"


# --- tables and lines


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_of_any_dialect(tmp_path: Path, sign: str) -> None:
    quoted = [b.replace('"', '""') for b in BOTH]
    rows = "".join(f'{n}{sign}"{text}"{sign}2016-04-08\r\n' for n, text in enumerate(quoted))
    data = f"\ufeffID{sign}Article Body{sign}Date\r\n{rows}".encode()
    assert [(a.source.ref, a.text) for a in read_bytes(tmp_path, "a.csv", data)] == [("0", BOTH[0]), ("1", BOTH[1])]


def test_the_column_with_running_text_is_found_by_its_cells(tmp_path: Path) -> None:
    data = f'nr,what,c3\n1,short,"{BOTH[0]}"\n2,shorter,"{BOTH[1]}"\n'.encode()
    assert [a.text for a in read_bytes(tmp_path, "a.csv", data)] == BOTH


def test_a_table_without_running_text_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("town,killed\nTell Marda,4\n")
    assert "no column of the table holds text" in reason(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "column",
    [pa.array(BOTH), pa.array(BOTH, pa.large_string()), pa.array(BOTH).dictionary_encode(), pa.array([list(WEEK), list(REEF)])],
    ids=["string", "large", "dictionary", "paragraphs"],
)
def test_columns_of_any_type_of_text(tmp_path: Path, column: pa.Array) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"body": column, "date": pa.array([date(2016, 4, 8)] * 2)}), out, row_group_size=1)
    found = read_bytes(tmp_path, "a.parquet", out.getvalue())
    assert [(a.text, a.published.start) for a in found] == [(b, date(2016, 4, 8)) for b in BOTH]


def test_lines_of_wrong_types_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": BOTH[0], "title": 5, "byline": {"a": 1}, "published": 2016},
        {"text": 3},
        {"text": None},
        [],
        "x",
        {"id": 7, "text": BOTH[1]},
    ]
    found = read_bytes(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert [(a.source.ref, a.set_aside) for a in found] == [
        ("7", None), ("line 2", "line 2 has no text"), ("line 3", "line 3 has no text"), ("line 5", "line 5 is no JSON object"), ("7", None),
    ]  # fmt: skip
    assert len({a.id for a in found}) == 5


def test_what_was_compressed_twice(tmp_path: Path) -> None:
    (article,) = read_bytes(tmp_path, "a.txt.zst.gz", gzip.compress(zstandard.compress(BOTH[0].encode())))
    assert article.text == BOTH[0]


def test_what_was_compressed_without_end(tmp_path: Path) -> None:
    data = BOTH[0].encode()
    for _ in range(5):
        data = gzip.compress(data)
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert reason(tmp_path / "a.txt.gz") == "it is compressed more than 3 times over"
