"""What a file is, by its first bytes; its name only breaks ties."""

from __future__ import annotations

import re
from typing import Literal

from khaldun.errors import SetAside

Format = Literal["text", "html", "pdf", "jsonl", "mail", "docx", "feed", "warc", "csv", "parquet"]

_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls); save it as .docx or text"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "sound or video"),
    (b"\x00\x00\x00\x18ftyp", "a video"), (b"\x00\x00\x00\x20ftyp", "a video"), (b"ID3", "sound"), (b"OggS", "sound or video"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"7z\xbc\xaf", "a 7z archive; unpack it"), (b"Rar!", "a RAR archive; unpack it"),
    (b"SQLite format 3\0", "a database"), (b"BZh", "a bzip2 file; unpack it"), (b"\xfd7zXZ", "an xz file; unpack it"), (b"{\\rtf", "an RTF file; save it as .docx or text"),
)  # fmt: skip
_MAIL = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_BOX = re.compile(rb"From \S+[^\n]*\d{4}[^\n]{0,8}\r?\n[A-Za-z][A-Za-z0-9-]{1,40}:")
_MAIL_NAMES = re.compile(
    rb"^(?:From|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Delivered-To|Content-Type):",
    re.MULTILINE | re.IGNORECASE,
)
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<article[\s>]|<div[\s>]|<p[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


def sniff(head: bytes, name: str) -> Format:
    """The format of a file by its first (decompressed) bytes and its name without `.gz`; SetAside for what is never read."""
    low = name.lower()
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise SetAside(f"not read: {what}")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in head or low.endswith(".docx"):
            return "docx"
        raise SetAside("not read: a zip archive or another Office file; unpack it, or save it as .docx")
    if head.startswith(b"WARC/"):
        return "warc"
    return _of_text(head.replace(b"\0", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head, low)


def _of_text(head: bytes, low: str) -> Format:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{") and b"jsonfeed.org/version" in start[:1000]:
        return "feed"
    if (start.startswith(b"{") or (start.startswith(b"[") and low.endswith(".json"))) and not low.endswith(
        (".html", ".htm", ".txt")
    ):
        return "jsonl"
    if start.startswith(b"<"):
        if _FEED.search(start[:2000]):
            return "feed"
        if _HTML.search(start[:20000]) or low.endswith((".html", ".htm", ".xhtml")):
            return "html"
    if low.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if low.endswith((".jsonl", ".ndjson", ".json")):
        return "jsonl"
    if low.endswith((".csv", ".tsv")):
        return "csv"
    if low.endswith(".mbox") or (_BOX.match(head) and len(set(_MAIL_NAMES.findall(head))) >= 2):
        return "mail"
    if low.endswith(".eml") or ((headers := _MAIL.match(head)) and len(set(_MAIL_NAMES.findall(headers[0]))) >= 2):
        return "mail"
    if not low.endswith((".txt", ".text", ".md")) and len(_HTML.findall(head)) > 5:
        return "html"
    return "text"
