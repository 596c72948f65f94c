"""Bytes to text, whatever the encoding; and text that was decoded wrongly once, put right."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from khaldun.errors import SetAside

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_TYPOGRAPHIC = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xab\xad\xb0\xb7\xbb\xc9\xe0\xe1\xe4\xe7\xe8\xe9\xea\xeb\xed\xef\xf1\xf3\xf4\xf6\xfa\xfc"
)
"""Bytes above ASCII that English text in Windows-1252 uses: quotes, dashes, the accents of names."""
_LEAD = "ÂÃâÅÐØÙ"
_MOJIBAKE = re.compile("(?:[ÂÃÅÐÑØÙâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3})+")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d?);")

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})|^\s*<\?xml[^>]{0,100}encoding=["']([\w-]{3,20})["']""",
    re.IGNORECASE,
)


def declared(data: bytes) -> str | None:
    """The encoding that a page of HTML or XML names in its head."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode() if found else None


def decode(data: bytes, named: str | None = None) -> str:
    """The text of bytes: by byte order mark, UTF-8, the encoding it is named to have, Windows-1252 where the bytes look it, else by guess.

    Raises SetAside for what is no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) // 500:
        raise SetAside("binary data, of no format that is read")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > 0.98 * len(data) and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")
    if named:
        try:
            return data.decode(named)
        except (LookupError, ValueError):  # no encoding of text, or not this one
            pass
    return _guess(data)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * pairs and odd < 0.1 * pairs else None


def _guess(data: bytes) -> str:
    high = [b for b in data[:_SAMPLE] if b >= 0x80]
    bad = sum(b < 32 and b not in (9, 10, 11, 12, 13) for b in data[:_SAMPLE])
    if bad > len(data[:_SAMPLE]) // 200 + 2:
        raise SetAside("binary data, of no format that is read")
    readable = len(high) < 0.05 * len(data[:_SAMPLE])
    if _mostly_utf8(data):
        return data.decode("utf-8", errors="replace")
    if readable and sum(b in _TYPOGRAPHIC for b in high) >= 0.9 * len(high):
        return data.decode("cp1252", errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        if readable:
            return data.decode("cp1252", errors="replace")
        raise SetAside("binary data, or an encoding that could not be told")
    return data.decode(best.encoding, errors="replace")


def _mostly_utf8(data: bytes) -> bool:
    """Whether sound multi-byte sequences outnumber broken ones by far: UTF-8 with a few bytes spoiled."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(ord(c) > 127 for c in text) - broken
    return sound > 5 * broken


def unspoil(text: str) -> str:
    """Text in which UTF-8 was once read as Windows-1252 (`â€™`), or HTML entities were left (`&amp;`, `&#8217;`), put right."""
    if any(c in text for c in _LEAD):
        text = _MOJIBAKE.sub(_again, text)
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    return text


def _again(match: re.Match[str]) -> str:
    raw = bytearray()
    for char in match[0]:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return match[0]
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n", "\x0c": "\n\n"})
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\x00\x01\x03-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u200c\u200d\u200e\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")


def characters(text: str) -> str:
    """Text with one kind of line break and space, no unseen characters, ligatures spelled out, composed (NFC).

    U+00AD within a line goes; at the end of a line it becomes a hyphen, as do PDFium's marks U+0002 and U+FFFE.
    """
    text = unspoil(text).replace("\r\n", "\n").translate(_BREAKS)
    text = re.sub("[\u00ad\x02\ufffe]+[ ]*(?=\n)", "-", text)
    text = re.sub("[\u00ad\ufffe]", "", text).replace("\x02", "-")
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    text = _LIGATURE.sub(lambda m: _LIGATURES[m[0]], text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)
