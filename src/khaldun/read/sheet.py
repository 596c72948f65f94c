"""What stands on a page of a PDF, by PDFium: words with their boxes and faces, rules, pictures, frames.

Coordinates are PDF points, y upwards, turned so that the page's text runs from left to right.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from khaldun.read.encoding import characters

_WORDS = 20_000
"""Most words of a page that are read; a dense newspaper page has some 6,000."""
_OBJECTS = 4_000
"""Most drawn objects of a page that are looked at for rules and frames; a map can have a million."""
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli", re.IGNORECASE)
_TOKEN = re.compile("[^\\s\x02\ufffe\u00ad]+[\x02\ufffe\u00ad]?")
_RTL = re.compile("[\u0590-\u08ff]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Face:
    """A face of type: its family's name, whether it is bold, whether it slants."""

    family: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: a rule where it has (nearly) no height or width."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place. `base`: its baseline; `size`: of its type, in points; `turn`: of its baseline, in quarter turns; `at`: its
    number in the order in which the page is drawn."""

    text: str
    left: float
    right: float
    base: float
    size: float
    face: Face
    turn: int
    at: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page."""

    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    rtl: bool = False
    turn: int = 0

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as the PDF has it: neither turned nor mirrored."""
        left, right = (-right, -left) if self.rtl else (left, right)
        return {
            0: (left, bottom, right, top),
            1: (-top, left, -bottom, right),
            2: (-right, -top, -left, -bottom),
            3: (bottom, -right, top, -left),
        }[self.turn]


def sheet(document: Any, number: int) -> Sheet:
    """A page of a document; text that runs in another direction than most (along a picture's edge, a watermark) is left out."""
    page = document[number]
    text = page.get_textpage()
    try:
        words = list(_words(text))
        boxes, images = _drawn(page)
    finally:
        text.close()
        page.close()
    turns = Counter(w.turn for w in words for _ in w.text)
    if not turns:
        return Sheet(())
    turn = min(turns, key=lambda t: (-turns[t], t))
    words = [_turned(w, turn) for w in words if w.turn == turn]
    letters = "".join(w.text for w in words)
    rtl = len(_RTL.findall(letters)) > len(_LATIN.findall(letters))
    made = _sorted(words, [_turned_box(b, turn) for b in boxes], [_turned_box(b, turn) for b in images], rtl)
    return replace(made, turn=turn)


def _words(text: Any) -> Iterator[Word]:
    from pypdfium2 import raw

    count = text.count_chars()
    if count <= 0:
        return
    handle = text.raw
    buffer = (ctypes.c_ushort * (count + 1))()
    units = raw.FPDFText_GetText(handle, 0, count, buffer)
    signs = bytes(buffer)[: 2 * (units - 1)].decode("utf-16-le", "replace")
    if len(signs) != count:  # signs outside the first plane, or without a meaning: one by one, so that numbers agree
        signs = "".join(chr(c) if 0 < (c := raw.FPDFText_GetUnicode(handle, i)) < 0x110000 else " " for i in range(count))
    faces: dict[bytes, Face] = {}
    reader = _Reader(handle, raw, faces)
    at = 0
    seen: set[tuple[str, float, float, float]] = set()
    for match in islice(_TOKEN.finditer(signs), _WORDS):
        made = {(w.text, w.left, w.base, w.size): w for w in reader.words(match[0], match.start(), at)}
        if made and made.keys() <= seen:  # drawn a second time at the very place
            continue
        seen |= made.keys()
        yield from made.values()
        at += 1


class _Reader:
    """Asks PDFium where the signs of a page stand; keeps its buffers."""

    def __init__(self, handle: Any, raw: Any, faces: dict[bytes, Face]) -> None:
        self.handle, self.raw, self.faces = handle, raw, faces
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.name, self.flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def words(self, text: str, start: int, at: int) -> Iterator[Word]:
        """The word that begins at a sign; in parts where PDFium ran words of two places together."""
        raw, handle = self.raw, self.handle
        if not raw.FPDFText_GetCharOrigin(handle, start, self.x, self.y) or not raw.FPDFText_GetMatrix(
            handle, start, self.matrix
        ):
            return
        left, base, m = self.x.value, self.y.value, self.matrix
        size = raw.FPDFText_GetFontSize(handle, start) * ((m.c**2 + m.d**2) ** 0.5 or 1.0)
        if not 1.5 <= size <= 400:
            return
        turn = (0 if m.a >= 0 else 2) if abs(m.a) >= abs(m.b) else (1 if m.b > 0 else 3)
        last = start + len(text) - 1
        if len(text) > 1 and abs(raw.FPDFText_GetFontSize(handle, last) - raw.FPDFText_GetFontSize(handle, start)) > 0.5:
            yield from self._by_size(text, start, at)
            return
        raw.FPDFText_GetCharOrigin(handle, last, self.x, self.y)
        if len(text) > 1 and _torn(text, self.x.value - left, self.y.value - base, size, turn):
            for i, sign in enumerate(text):
                yield from self.words(sign, start + i, at)
            return
        raw.FPDFText_GetLooseCharBox(handle, last, self.box)
        box = self.box
        ends = {0: box.right, 1: box.top, 2: box.left, 3: box.bottom}[turn]
        start_, base_ = (left, base) if turn in {0, 2} else (base, left)
        if turn == 0 and _RTL.search(text):
            yield from self._leftwards(text, start, at, base, size)
            return
        plain = text[:-1] + "-" if text[-1] in "\x02\ufffe\u00ad" else text
        yield Word(
            plain if plain.isascii() and plain.isprintable() else characters(plain),
            start_,
            ends,
            base_,
            round(size, 2),
            self._face(start),
            turn,
            at,
        )

    def _leftwards(self, text: str, start: int, at: int, base: float, size: float) -> Iterator[Word]:
        """A word of a script that runs from the right; its letters may stand in the order of reading or in that of the eye."""
        box = self.box
        sides = []
        for i in (start, start + len(text) - 1):
            self.raw.FPDFText_GetLooseCharBox(self.handle, i, box)
            sides.append((box.left, box.right))
        seen = sides[0][0] < sides[1][0]
        left, right = min(a for a, _ in sides), max(b for _, b in sides)
        yield Word(characters(text[::-1] if seen else text), left, right, base, round(size, 2), self._face(start), 0, at)

    def _by_size(self, text: str, start: int, at: int) -> Iterator[Word]:
        """A word in two sizes, as a drop cap and what stands beside it may seem to be."""
        sizes = [self.raw.FPDFText_GetFontSize(self.handle, start + i) for i in range(len(text))]
        cut = next((i for i in range(1, len(text)) if sizes[i] != sizes[0]), 1)
        yield from self.words(text[:cut], start, at)
        yield from self.words(text[cut:], start + cut, at)

    def _face(self, at: int) -> Face:
        length = self.raw.FPDFText_GetFontInfo(self.handle, at, self.name, 128, self.flags)
        name = self.name.raw[: max(0, min(length, 128) - 1)]
        face = self.faces.get(name)
        if face is None:
            plain = name.decode("utf-8", "replace").split("+", 1)[-1]
            slants = bool(_ITALIC.search(plain) or self.flags.value & 64)
            face = self.faces[name] = Face(re.split("[-,]", plain)[0], bool(_BOLD.search(plain)), slants)
        return face


def _torn(text: str, right: float, up: float, size: float, turn: int) -> bool:
    """Whether a word's last sign stands where no word can end that begins at the first."""
    along, across = (right, up) if turn in {0, 2} else (up, right)
    backwards = along * (1 if turn in {0, 1} else -1) < 0 and not _RTL.search(text)
    return abs(across) > 0.7 * size or abs(along) > 1.5 * len(text) * size or backwards


def _turned(word: Word, turn: int) -> Word:
    """A word with its place as one sees it with the text upright. A turned word's `left` runs along its baseline."""
    if turn == 0:
        return word
    if turn == 1:  # upwards: along y, the next line to the right
        return replace(word, base=-word.base, turn=0)
    if turn == 2:
        return replace(word, left=-word.left, right=-word.right, base=-word.base, turn=0)
    return replace(word, left=-word.left, right=-word.right, turn=0)


def _turned_box(box: Box, turn: int) -> Box:
    if turn == 0:
        return box
    if turn == 1:
        return Box(box.bottom, -box.right, box.top, -box.left)
    if turn == 2:
        return Box(-box.right, -box.top, -box.left, -box.bottom)
    return Box(-box.top, box.left, -box.bottom, box.right)


def _drawn(page: Any) -> tuple[list[Box], list[Box]]:
    """The boxes of paths, and those of images."""
    from pypdfium2 import raw

    paths: list[Box] = []
    images: list[Box] = []
    sides = [ctypes.c_float() for _ in range(4)]
    looked = 0
    for i in range(min(raw.FPDFPage_CountObjects(page.raw), 20 * _OBJECTS)):
        thing = raw.FPDFPage_GetObject(page.raw, i)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            continue
        looked += 1
        if looked > _OBJECTS:
            break
        if raw.FPDFPageObj_GetBounds(thing, *sides):
            box = Box(*(s.value for s in sides))
            (paths if kind == raw.FPDF_PAGEOBJ_PATH else images).append(box)
    return paths, images


def _sorted(words: list[Word], boxes: list[Box], images: list[Box], rtl: bool) -> Sheet:
    """Boxes told apart: rules, frames around some of the words, pictures (with hardly a word on them)."""
    rules: list[Box] = []
    frames: list[Box] = []
    pictures: list[Box] = []
    for box in sorted(set(boxes), key=lambda b: (-b.top, b.left, -b.width, b.height)):
        if min(box.width, box.height) < 3:
            if max(box.width, box.height) > 15:
                rules.append(box)
        elif box.width > 25 and box.height > 18:
            inside = sum(_holds(box, w) for w in words)
            if inside > 1 and inside < 0.6 * len(words) and box not in frames:
                frames.append(box)
            elif inside <= 1:
                pictures.append(box)
    for box in images:
        if box.width > 25 and box.height > 25 and sum(_holds(box, w) for w in words) <= 1:
            pictures.append(box)
    if rtl:  # columns run from the right: a mirror makes them run from the left
        words = [replace(w, left=-w.right, right=-w.left) for w in words]
        rules, pictures, frames = (
            [replace(b, left=-b.right, right=-b.left) for b in kind] for kind in (rules, pictures, frames)
        )
    return Sheet(tuple(words), tuple(rules), tuple(pictures), tuple(frames), rtl)


def _holds(box: Box, word: Word) -> bool:
    return box.left - 1 <= word.left and word.right <= box.right + 1 and box.bottom <= word.base <= box.top
