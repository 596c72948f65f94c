"""E-mail, one message or an mbox of them: the headers credit and date it, the text part (or the HTML part) is the page."""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from itertools import pairwise

from khaldun.errors import SetAside
from khaldun.knowledge import Knowledge
from khaldun.model import Article, Publication, Source
from khaldun.read import dating
from khaldun.read.credits import outlet_of, persons
from khaldun.read.encoding import characters, decode
from khaldun.read.page import Known, nothing
from khaldun.read.text import of_text

LARGEST = 48 << 20
_PARTS = 200
"""Most MIME parts that are looked at."""
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S+[^\n]*\d{4}[^\n]{0,8}\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,40}:)")
"""The line that begins each message of an mbox."""
_QUOTED = re.compile(r"^(?:>.*|On .{5,120} wrote:|-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,})$", re.MULTILINE)


def read(data: bytes, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    """The articles of a message, or of a box of messages; SetAside for a message that is encrypted or has no text."""
    starts = [m.start() for m in _ENVELOPE.finditer(data)]
    if not starts or data[: starts[0]].strip():
        yield from _message(data, source, knowledge)
        return
    for n, (start, stop) in enumerate(pairwise([*starts, len(data)]), 1):
        one = Source(source.file, source.sha256, f"message {n}")
        try:
            yield from _message(data[data.index(b"\n", start) + 1 : stop], one, knowledge)
        except SetAside as error:
            yield nothing(one, f"message {n}: {error}", ordinal=n)


def _message(data: bytes, source: Source, knowledge: Knowledge) -> Iterator[Article]:
    message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.compat32)
    if message.get_content_type() == "multipart/encrypted" or "pkcs7-mime" in message.get_content_type():
        raise SetAside("the message is encrypted")
    known = _known(message, knowledge)
    plain, markup = _bodies(message)
    if plain and len(plain.split()) >= 20:
        yield from of_text(_own(plain), known, source, knowledge)
    elif markup:
        from khaldun.read import html

        yield from html.of_markup(markup, source, knowledge, beside=known)
    elif plain:
        yield from of_text(_own(plain), known, source, knowledge)
    else:
        raise SetAside("the message has no text")


def _known(message: email.message.Message, knowledge: Knowledge) -> Known:
    subject = _header(message, "Subject")
    title = re.sub(r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", "", subject, flags=re.IGNORECASE) if subject else None
    sender = [name for name, _ in getaddresses([_header(message, "From") or ""]) if name]
    try:
        sent = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    except (ValueError, TypeError, IndexError):
        sent = None
    published = dating.of_metadata(sent, "the mail's Date") if sent else Publication()
    return Known(
        title=characters(title).strip() or None if title else None,
        byline=tuple(p for name in sender if outlet_of(name, knowledge) is None for p in persons(name)),
        publisher=next((o for name in sender if (o := outlet_of(name, knowledge))), None),
        published=published,
    )


def _header(message: email.message.Message, name: str) -> str | None:
    value = message[name]
    if value is None:
        return None
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (ValueError, LookupError):
        return " ".join(str(value).split())


def _bodies(message: email.message.Message) -> tuple[str, str]:
    """The first text part and the first HTML part that are no attachments."""
    plain = markup = ""
    for n, part in enumerate(message.walk()):
        if n > _PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"}:
            payload = part.get_payload(decode=True)
            if not isinstance(payload, bytes):
                continue
            body = decode(payload, part.get_content_charset())
            if kind == "text/plain":
                plain = plain or body
            else:
                markup = markup or body
    return plain, markup


def _own(text: str) -> str:
    """A message without what it quotes below and without its signature."""
    text = re.split(r"\n-- ?\r?\n", text)[0]
    found = _QUOTED.search(text)
    return text[: found.start()] if found and len(text[: found.start()].split()) > 40 else text
