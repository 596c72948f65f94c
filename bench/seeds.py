"""Sound files of every format that is read, small and made by hand: what the fuzzer damages."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import quopri
import zlib
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

import zstandard

WEEK = (
    "The army said its troops had entered the market town of Tell Marda on Monday after a siege of forty days. Residents reached by "
    "telephone described tanks at the grain silo and said the last defenders had left in buses overnight.",
    "A commander of the northern brigades denied that the town had fallen. He said his men still held the hospital and two streets "
    "beside it. “The report could not be confirmed,” an aid worker said from the café by the bridge.",
    "The road from the coast has been closed since March. Aid groups estimate that 9,000 people remain, most of them without running "
    "water. A convoy was turned back at the bridge last week.",
)
REEF = (
    "Delegates of the two island councils agreed on a map of the fishing grounds after three days of talks in a hotel by the harbour. "
    "The map leaves the reef to neither side and asks for a survey by an outside body before the season opens.",
    "Captains were sceptical. They have seen four such maps in ten years, said one of them, and the fish have read none. The first "
    "boats expect to leave with the spring tide under the new rules.",
)
HEADS = ("Army enters Tell Marda after forty days", "Councils agree on a map of the fishing grounds")
BODIES = (WEEK, REEF)


def page(n: int, encoding: str = "utf-8") -> bytes:
    """A news page with head, menu and footer."""
    data = {"@type": "NewsArticle", "headline": HEADS[n], "datePublished": "2016-04-08", "author": {"name": "Ann Karim"}}
    body = "".join(f"<p>{escape(p)}</p>" for p in BODIES[n])
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{HEADS[n]} - The Courier</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body><nav><ul><li><a href="/a">Home</a></li></ul></nav>'
        f"<article><h1>{HEADS[n]}</h1><div class='byline'>By Ann Karim</div>{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode(encoding)


def _text() -> list[bytes]:
    plain = "\n\n".join([HEADS[0], "By Ann Karim", "April 8, 2016", *WEEK])
    both = "\n\n".join([HEADS[0], *WEEK, "* * *", HEADS[1], "By Bob Darwish", *REEF])
    wrapped = "\n".join(p[i : i + 60] for p in WEEK for i in range(0, len(p), 60))
    return [plain.encode(), both.encode("cp1252"), wrapped.encode("utf-16"), b"\xef\xbb\xbf" + plain.encode()]


def _html() -> list[bytes]:
    return [page(0), page(1, "windows-1252"), page(0).replace(b"<p>", b"<div><br>").replace(b"</p>", b"</div>")]


def _pdf() -> list[bytes]:
    from fpdf import FPDF

    found = []
    for compress in (True, False):
        pdf = FPDF(format="A4")
        pdf.set_compression(compress)
        for n, body in enumerate(BODIES):
            pdf.add_page()
            pdf.set_font("Times", size=20)
            pdf.multi_cell(0, 10, HEADS[n])
            pdf.set_font("Times", size=10)
            for paragraph in body:
                pdf.multi_cell(80, 5, paragraph.encode("cp1252", "ignore").decode("latin-1", "ignore"))
                pdf.ln(3)
        found.append(bytes(pdf.output()))
    return found


def mail(n: int) -> bytes:
    """A message with a text part, the same as HTML, and a page that is attached."""
    html = quopri.encodestring(page(n)).decode()
    attached = base64.encodebytes(page(1 - n)).decode()
    return (
        f"From: Ann Karim <ann@courier.example>\r\nTo: desk@courier.example\r\nSubject: =?utf-8?q?Fwd:_{HEADS[n].replace(' ', '_')}?=\r\n"
        f"Date: Fri, 8 Apr 2016 10:00:00 +0000\r\nMessage-ID: <{n}@courier.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="outer"\r\n\r\n--outer\r\nContent-Type: multipart/alternative; boundary="inner"\r\n\r\n'
        "--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "\r\n\r\n".join(BODIES[n])
        + f"\r\n--inner\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{html}\r\n--inner--\r\n"
        f'--outer\r\nContent-Type: text/html; name="page.html"\r\nContent-Disposition: attachment; filename="page.html"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{attached}\r\n--outer--\r\n"
    ).encode()


def _mail() -> list[bytes]:
    return [mail(0), mail(1)]


def _box() -> list[bytes]:
    return [
        b"".join(b"From ann@courier.example Fri Apr  8 10:00:00 2016\n" + mail(n).replace(b"\r", b"") + b"\n\n" for n in (0, 1))
    ]


def _docx() -> list[bytes]:
    import docx

    found = []
    for body in BODIES:
        document = docx.Document()
        document.add_heading(HEADS[BODIES.index(body)], 0)
        for paragraph in body:
            document.add_paragraph(paragraph)
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "Town"
        table.cell(1, 1).text = body[0]
        out = io.BytesIO()
        document.save(out)
        found.append(out.getvalue())
    return found


def _rss() -> list[bytes]:
    items = "".join(
        f"<item><title>{HEADS[n]}</title><link>https://courier.example/{n}</link><guid>{n}</guid><pubDate>Fri, 08 Apr 2016 10:00:00 GMT</pubDate>"
        f"<description>{escape(BODIES[n][0])}</description><content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in BODIES[n])}]]></content:encoded></item>"
        for n in (0, 1)
    )
    return [
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Courier</title>{items}</channel></rss>".encode()
    ]


def _atom() -> list[bytes]:
    entries = "".join(
        f'<entry><title>{HEADS[n]}</title><id>urn:{n}</id><updated>2016-04-08T10:00:00Z</updated><content type="xhtml">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(f"<p>{escape(p)}</p>" for p in BODIES[n])}</div></content></entry>'
        for n in (0, 1)
    )
    return [
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>{entries}</feed>'.encode()
    ]


def record(body: bytes, url: str, *, kind: str = "response", version: str = "1.0", head: str = "") -> bytes:
    """A WARC record of a page (`head`: HTTP headers beyond the type)."""
    http = b"" if kind != "response" else f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n".encode()
    media = "application/http; msgtype=response" if kind == "response" else "text/html"
    return (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2016-04-08T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(body):012d}>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    ).encode() + (http + body + b"\r\n\r\n")


def chunked(body: bytes) -> bytes:
    """A body in HTTP chunks of 500 bytes."""
    parts = [body[i : i + 500] for i in range(0, len(body), 500)]
    return b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in parts) + b"0\r\n\r\n"


def _warc() -> list[bytes]:
    return [
        record(page(0), "https://courier.example/0") + record(page(1), "https://courier.example/1", version="1.1"),
        record(chunked(gzip.compress(page(0))), "https://courier.example/2", head="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
        + record(page(1), "https://courier.example/3", kind="resource"),
    ]  # fmt: skip


def _warc_gz() -> list[bytes]:
    return [
        gzip.compress(record(page(0), "https://courier.example/0"))
        + gzip.compress(record(page(1), "https://courier.example/1"))
    ]


def rows() -> list[dict[str, object]]:
    """The articles as rows."""
    return [
        {"id": str(n), "title": HEADS[n], "published": "2016-04-08", "publisher": "The Courier", "text": "\n\n".join(BODIES[n])}
        for n in (0, 1, 0, 1)
    ]


def _csv() -> list[bytes]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows()[0]))
    writer.writeheader()
    writer.writerows(rows())
    tabs = "id\ttitle\ttext\n" + "".join(f"{r['id']}\t{r['title']}\t{' '.join(str(r['text']).split())}\n" for r in rows())
    return [out.getvalue().encode(), out.getvalue().encode("utf-16"), tabs.encode("cp1252")]


def _parquet() -> list[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = []
    for compression in ("snappy", "none"):
        out = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows()), out, compression=compression, row_group_size=2)
        found.append(out.getvalue())
    return found


def _jsonl() -> list[bytes]:
    plain = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows())
    raw = "".join(json.dumps(r | {"raw": True}) + "\n" for r in rows())
    return [plain.encode(), raw.encode(), json.dumps(rows(), indent=1).encode()]


def _gzip() -> list[bytes]:
    return [gzip.compress(_text()[0]), gzip.compress(page(0)), gzip.compress(_jsonl()[0])]


def _zstd() -> list[bytes]:
    return [zstandard.compress(_text()[0]), zstandard.compress(page(0)), zstandard.compress(_jsonl()[0])]


FORMATS: Mapping[str, tuple[str, Callable[[], list[bytes]]]] = {
    "text": (".txt", _text), "html": (".html", _html), "pdf": (".pdf", _pdf), "mail": (".eml", _mail), "mbox": (".mbox", _box),
    "docx": (".docx", _docx), "rss": (".rss", _rss), "atom": (".atom", _atom), "warc": (".warc", _warc), "warc.gz": (".warc.gz", _warc_gz),
    "csv": (".csv", _csv), "parquet": (".parquet", _parquet), "jsonl": (".jsonl", _jsonl), "gzip": (".gz", _gzip), "zstd": (".zst", _zstd),
}  # fmt: skip
"""Each format's ending and what makes its sound files."""


def crc_of(data: bytes) -> int:
    """The checksum that zip and gzip write."""
    return zlib.crc32(data)
