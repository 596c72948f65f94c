"""What a mail's headers say of its text: subject, sender, day; and the address of a page that was saved as a web archive."""

from __future__ import annotations

import email.message
import re
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read import dating
from khaldun.read.credits import outlet_of, persons
from khaldun.read.encoding import characters
from khaldun.read.page import Known

_PASSED_ON = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr|vs)\s*:\s*|\[[\w .-]{1,30}\]\s*)+", re.IGNORECASE)


def known(message: email.message.Message, knowledge: Knowledge) -> Known:
    """What the headers of a message tell."""
    return told(_header(message, "Subject"), _header(message, "From"), _header(message, "Date"), "the mail's Date", knowledge)


def told(subject: str | None, sender: str | None, date: str | None, what: str, knowledge: Knowledge) -> Known:
    """What a subject, a sender and a day tell, as a mail's headers write them; `what` names the day's place."""
    title = _PASSED_ON.sub("", subject) if subject else None
    names = [name for name, _ in getaddresses([sender or ""]) if name]
    sent = _instant(date)
    return Known(
        title=characters(title).strip() or None if title else None,
        byline=tuple(p for name in names if outlet_of(name, knowledge) is None for p in persons(name)),
        publisher=next((o for name in names if (o := outlet_of(name, knowledge))), None),
        published=dating.of_metadata(sent or date, what) if date else Publication(),
    )


def saved_page(message: email.message.Message) -> str | None:
    """The address of a page that a browser saved (MHTML), empty where it is not told; None for a mail. A page's day and title are its
    own: its headers tell when it was saved."""
    by_browser = "Saved by" in str(message["From"] or "") or message["Snapshot-Content-Location"] is not None
    archive = message.get_content_type() == "multipart/related" and message["To"] is None and message["Message-ID"] is None
    if not by_browser and not archive:
        return None
    address = message["Snapshot-Content-Location"] or message["Content-Location"]
    parts = message.get_payload() if message.is_multipart() else []
    for part in parts if isinstance(parts, list) and not address else []:
        if isinstance(part, email.message.Message) and part.get_content_type() == "text/html":
            address = part["Content-Location"]
            break
    return str(address or "").strip()


def plain(value: str) -> str:
    """A header's value with its encoded words read, in one line."""
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (ValueError, LookupError, MessageError):
        return " ".join(str(value).split())


def _header(message: email.message.Message, name: str) -> str | None:
    value = message[name]
    return None if value is None else plain(str(value))


def _instant(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date) if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
