"""E-mail, one message or an mbox of them, and saved web archives (MHTML): the headers credit and date it, its text is the page.

A message can carry others (forwarded, in a digest) and documents (attached pages, PDF, Word): each is read as an item of its own.
"""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Raw, Source, Trace
from khaldun.read import document, headers, raw, trace
from khaldun.read.encoding import decode
from khaldun.read.page import Known, nothing
from khaldun.read.quoting import items_of
from khaldun.read.sniff import Format
from khaldun.read.text import of_text

LARGEST = 48 << 20
"""Most bytes of a message; what it carries is a third larger there than as a file."""
_PARTS = 200
"""Most MIME parts that are looked at."""
_DEPTH = 8
"""Messages within messages that are opened."""
_ENVELOPE = re.compile(rb"From \S+[^\n]*\d{4}[^\n]{0,8}\r?\n?$")
"""The line that begins each message of an mbox."""
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:")
_ATTACHED: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf", document.MEDIA["docx"]: "docx",
}  # fmt: skip
_ENDINGS: dict[str, Format] = {"html": "html", "htm": "html", "txt": "text", "pdf": "pdf", "docx": "docx"}
_PASSED = re.compile(
    r"(?:image|audio|video|font)/|text/(?:calendar|vcard|x-vcard|css|x-amp-html|rfc822-headers)|message/(?:delivery|disposition)|"
    r"application/(?:pgp-|pkcs7-|x-pkcs7-|ics|javascript|json)"
)
"""What mails carry that is no document."""


def read(file: IO[bytes], source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    """The articles of a message, or of a box of messages, one message at a time; SetAside for a single message that is encrypted or
    has no text."""
    lines = _Lines(file)
    first = lines.next()
    while not first.strip() and first:
        first = lines.next()
    if not _ENVELOPE.match(first):
        data, _ = lines.message(first)
        yield from _one(data, source, knowledge)
        return
    n = 0
    while first:
        n += 1
        where = lines.at - len(first)
        data, first = lines.message(b"")
        at = Source(source.file, source.sha256, f"message {n}")
        try:
            for found in _one(data, at, knowledge):
                yield (
                    replace(found, trace=(Trace(0, len(found.text), "record", where), *found.trace))
                    if isinstance(found, Article)
                    else found
                )
        except SetAside as error:
            yield replace(nothing(at, f"message {n}: {error}", ordinal=n), trace=(Trace(0, 0, "record", where),))


class _Lines:
    """A stream by lines, with the position in it; a line can be put back."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._back = b""
        self.at = 0

    def next(self) -> bytes:
        """The next line, or a part of one that is longer than any."""
        line, self._back = self._back or self._file.readline(1 << 20), b""
        self.at += len(line)
        return line

    def back(self, line: bytes) -> None:
        """Have a line again."""
        self._back = line
        self.at -= len(line)

    def message(self, first: bytes) -> tuple[bytes, bytes]:
        """The lines up to the next envelope, which is given beside them (empty: the end). Of a message too long, its beginning."""
        found, size, blank = [first], len(first), False
        while line := self.next():
            if blank and line.startswith(b"From ") and _ENVELOPE.match(line):
                after = self.next()
                self.back(after)
                if _HEADER.match(after):
                    return b"".join(found), line
            blank = not line.strip()
            size += len(line)
            if size <= LARGEST + (1 << 20):
                found.append(line)
        return b"".join(found), b""


@dataclass(frozen=True, slots=True)
class _Body:
    """A message's own text: the MIME part's number, and what it says."""

    part: int
    text: str


def _one(data: bytes, source: Source, knowledge: Knowledge) -> Iterator[Article | Raw]:
    if len(data) > LARGEST:
        raise SetAside(f"the message is too large: more than {LARGEST >> 20} MB")
    try:
        message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.compat32)
        yield from _message(message, data, source, knowledge, 0)
    except RecursionError as error:
        raise SetAside("the message is nested too deeply") from error


def _message(
    message: email.message.Message, data: bytes, source: Source, knowledge: Knowledge, depth: int
) -> Iterator[Article | Raw]:
    if message.get_content_type() == "multipart/encrypted" or "pkcs7-mime" in message.get_content_type():
        raise SetAside("the message is encrypted")
    plain, markup, carried = _parts(message)
    some = False
    kept = raw.of(data, "message/rfc822")
    saved = headers.saved_page(message)
    known = Known(url=saved) if saved is not None else headers.known(message, knowledge)
    for found in raw.stamped(_own(plain, markup, known, saved is not None, source, knowledge), kept, raw.extractor("mail")):
        if not some:
            yield kept
        some = True
        yield found
    for part, inner in carried:
        name = headers.plain(inner.get_filename() or inner.get("Subject") or "")
        ref = "; ".join(filter(None, [source.ref, f"part {part}{f' ({name})' if name else ''}"]))
        for article in _carried(inner, Source(source.file, source.sha256, ref), knowledge, depth):
            some = True
            yield article
    if not some:
        raise SetAside("the message has no text")


def _own(
    plain: _Body | None, markup: _Body | None, known: Known, saved: bool, source: Source, knowledge: Knowledge
) -> list[Article]:
    """The articles of a message's own text: the plain one, or the HTML where that says far more."""
    words = len(plain.text.split()) if plain else 0
    if markup is not None:
        from khaldun.read import html

        shown = sum(len(line.split()) for line in html.lines(markup.text)) if not saved else 0
        if saved or words < 20 or shown > 3 * words:
            beside = known if not saved else None
            found = html.of_markup(markup.text, source, knowledge, url=known.url, beside=beside)
            if plain is None or words < 20 or any(a.text for a in found):
                return trace.traced(found, trace.of_markup(markup.text), part=markup.part)
    if plain is None:
        return []
    found = []
    for n, item in enumerate(items_of(plain.text, known, knowledge)):
        ref = source.ref if n == 0 else "; ".join(filter(None, [source.ref, f"forwarded {n}"]))
        found += of_text(item.text, item.known, Source(source.file, source.sha256, ref), knowledge)
    return trace.traced(found, trace.of_text(plain.text), part=plain.part)


def _parts(message: email.message.Message) -> tuple[_Body | None, _Body | None, list[tuple[int, email.message.Message]]]:
    """The first text part and the first HTML part that are no attachments; and what else is carried, messages unopened, each with its
    number in `email`'s walk."""
    plain = markup = None
    carried: list[tuple[int, email.message.Message]] = []
    for n, part in enumerate(_walk(message)):
        if n > _PARTS:
            break
        kind = part.get_content_type()
        if kind == "message/rfc822" and n:
            carried.append((n, part))
        elif part.is_multipart():
            continue
        elif part.get_content_disposition() != "attachment" and kind in {"text/plain", "text/html"} and not part.get_filename():
            payload = part.get_payload(decode=True)
            if not isinstance(payload, bytes) or not payload.strip():
                continue
            body = _Body(n, decode(payload, part.get_content_charset()))
            if kind == "text/plain":
                plain = plain or body
            else:
                markup = markup or body
        elif not _PASSED.match(kind):
            carried.append((n, part))
    return plain, markup, carried


def _walk(message: email.message.Message) -> Iterator[email.message.Message]:
    """A message and its parts, without those of the messages that it carries."""
    yield message
    inner = message.get_payload() if message.is_multipart() else []
    if message.get_content_type() == "message/rfc822":
        return
    for part in inner if isinstance(inner, list) else []:
        if isinstance(part, email.message.Message):
            yield from _walk(part)


def _carried(part: email.message.Message, source: Source, knowledge: Knowledge, depth: int) -> Iterator[Article | Raw]:
    """The articles of a message or a document that a message carries; what cannot be read is set aside under its name."""
    try:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if not isinstance(inner, email.message.Message) or depth >= _DEPTH:
                raise SetAside("a message within messages that cannot be opened")
            yield from _message(inner, _bytes(inner), source, knowledge, depth + 1)
            return
        ending = (part.get_filename() or "").lower().rpartition(".")[2]
        format = _ATTACHED.get(part.get_content_type()) or _ENDINGS.get(ending)
        payload = part.get_payload(decode=True)
        if format is None:
            raise SetAside(f"an attachment of a kind that is not read here ({part.get_content_type()})")
        if not isinstance(payload, bytes) or not payload.strip():
            raise SetAside("an attachment without content")
        yield from document.read(format, payload, source, knowledge, charset=part.get_content_charset())
    except SetAside as error:
        yield nothing(source, str(error))


def _bytes(message: email.message.Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, KeyError, ValueError, TypeError, AttributeError):
        return str(message.get_payload() or "").encode("utf-8", "replace")  # damaged headers: what there is of its text
