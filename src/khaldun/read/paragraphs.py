"""Lines to paragraphs: wrapped lines joined, drop caps put back, paragraphs that a column or page broke made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khaldun.knowledge import Knowledge
from khaldun.read.mend import Mender

ENDS = re.compile(r"""[.!?…:]["'”’»)\]]*$|[”"»]$""")
"""How a finished paragraph ends."""
_STOPS = re.compile(r"""[.!?…]["'”’»)\]]*$""")
_DROP = re.compile(r"""^["“‘']?[A-Z]$""")
_INNER_DROP = re.compile(r"""^(["“‘']?[B-HJ-NP-Z]) (?=[a-z]{2,}\b)""")
_BYLINE = re.compile(r"^(?:By|BY)[ :]\s*[A-Z]")
_HANGING = re.compile(
    r"(?:,|\b(?:the|a|an|of|to|in|on|at|by|for|from|with|and|or|that|which|who|as|is|was|are|were|has|have|had|its|their|his|her|"
    r"into|against|between|after|before|than|will|would|could|be|been|this|these|those|not|said|more))$"
)
_LONG = 4000
"""Letters of a paragraph in the making that are kept together."""
_FULL = 110
"""Lines of one column or of a mail wrapped by hand are no longer than this (characters); one-line paragraphs mostly are."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together on a page. `gap`: empty lines before it; `size`: its letters' height in points, where known;
    `page`: the page, from 0; `column`: counts the columns and boxes of a PDF in reading order (None: unknown); `boxes`: left,
    bottom, right and top of each line as the layout found it, in points from the page's lower left (empty: unknown)."""

    lines: tuple[str, ...]
    gap: int = 1
    size: float | None = None
    page: int = 0
    column: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    role: str | None = None
    story: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page in one line. `lines`: how many it had; `gap`: empty lines before it; `drop_cap`: its first letter stood
    alone; `role` is None until the layout, the furniture rules or the page's plan give it one; `story`: the number of its article, where
    the layout told; `running`: the layout found it in a column of running text."""

    text: str
    gap: int = 1
    lines: int = 1
    drop_cap: bool = False
    size: float | None = None
    page: int = 0
    role: str | None = None
    story: int | None = None
    running: bool = False

    @property
    def words(self) -> int:
        """How many words it has, by its spaces."""
        return self.text.count(" ") + 1

    @property
    def closed(self) -> bool:
        """Whether it ends as sentences do."""
        return _STOPS.search(self.text) is not None

    @property
    def sentence(self) -> bool:
        """Whether it reads as running text: closed and more than a few words, or simply long."""
        return (self.closed and self.words >= 6) or self.words >= 25


def blocks(text: str) -> list[Block]:
    """The blocks of plain text, parted by empty lines."""
    found: list[Block] = []
    lines: list[str] = []
    gap = pending = 0
    for line in text.split("\n"):
        if line.strip():
            if not lines:
                gap = pending
            lines.append(line.rstrip())
            pending = 0
            continue
        if lines:
            found.append(Block(tuple(lines), gap))
            lines = []
        pending += 1
    if lines:
        found.append(Block(tuple(lines), gap))
    return found


def wrapped(found: Sequence[Block]) -> bool:
    """Whether the text's lines were broken to a width: most lines that have a successor in their block end without a stop, many
    go on in lower case, and hardly one is long."""
    inner = [(a.strip(), b.strip()) for block in found for a, b in pairwise(block.lines)]
    if len(inner) < 4:
        inner_text = [pair for pair in inner if len(pair[0]) > 25]
        return bool(inner_text) and all(len(a) <= _FULL and not ENDS.search(a) and b[:1].islower() for a, b in inner_text)
    running = sum(not ENDS.search(a) for a, _ in inner)
    lower = sum(b[:1].islower() for _, b in inner)
    long = sum(len(line) > _FULL + 20 for block in found for line in block.lines)
    return running > 0.55 * len(inner) and lower > 0.2 * len(inner) and long < 0.1 * len(inner)


def paragraphs(found: Sequence[Block], knowledge: Knowledge, *, broken: bool = False) -> list[Paragraph]:
    """The paragraphs of a page's blocks, in their order; `broken`: it is known that its lines are broken to a width."""
    mender = Mender.of("\n\n".join("\n".join(b.lines) for b in found), knowledge)
    parts: list[Paragraph] = []
    if broken or wrapped(found):
        for block in _parted_by_indent(found):
            parts += [_paragraph(block.lines, block, mender)] if block.whole else _unwrapped(block, mender)
        parts = _whole(_with_drop_caps(parts, mender), mender)
    else:
        for block in found:
            parts += [
                replace(_paragraph([line], block, mender), gap=block.gap if i == 0 else 0) for i, line in enumerate(block.lines)
            ]
        parts = _with_drop_caps(parts, mender)
    return [replace(p, text=_tidy(mender.inline(p.text))) for p in parts if p.text.strip()]


def _parted_by_indent(found: Sequence[Block]) -> list[Block]:
    """Blocks cut where an indented line stands among lines that are not: a new paragraph, or a new box of a PDF's text dump."""
    inner = [line for block in found for line in block.lines[1:]]
    if sum(line[:1] == " " for line in inner) > 0.3 * len(inner):
        return list(found)
    parted: list[Block] = []
    for block in found:
        cuts = [0, *(i for i, line in enumerate(block.lines) if i and line[0] == " "), len(block.lines)]
        parted += [replace(block, lines=block.lines[a:b], gap=block.gap if a == 0 else 1) for a, b in pairwise(cuts)]
    return parted


def _paragraph(lines: Sequence[str], block: Block, mender: Mender) -> Paragraph:
    cap = lines[0].strip() if len(lines) > 1 and _DROP.match(lines[0].strip()) else None
    text, done = "", []
    for line in lines if cap is None else lines[1:]:
        if len(text) > _LONG:  # what stands further back is settled
            done.append(text[: -_LONG // 2])
            text = text[-_LONG // 2 :]
        text = mender.join(text, line.strip()) if text else line.strip()
    text = "".join([*done, text])
    if cap is not None:
        text = mender.drop_cap(cap, text)
    running = block.whole and block.role is None
    return Paragraph(
        text, block.gap, len(lines), cap is not None, block.size, block.page, block.role, story=block.story, running=running
    )


def _unwrapped(block: Block, mender: Mender) -> list[Paragraph]:
    """A block of wrapped lines as paragraphs: a new one begins after a line that closes a sentence and had room for more."""
    lines = [line.strip() for line in block.lines]
    width = max(map(len, lines))
    groups: list[list[str]] = [[lines[0]]]
    for before, line in pairwise(lines):
        room = len(before) + 1 + len(line.split(" ", 1)[0]) <= width
        shout, loud = before.isupper(), line.isupper()
        alone = _BYLINE.match(line) or (_BYLINE.match(before) and not before.endswith(("and", ",")) and not line[0].islower())
        if (
            alone
            or (shout != loud and len(before) > 3 and len(line) > 3)
            or (_STOPS.search(before) and room and not line[0].islower())
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [replace(_paragraph(g, block, mender), gap=block.gap if i == 0 else 0) for i, g in enumerate(groups)]


def _with_drop_caps(parts: Sequence[Paragraph], mender: Mender) -> list[Paragraph]:
    found: list[Paragraph] = []
    waiting: Paragraph | None = None
    for part in parts:
        if _DROP.match(part.text):
            if waiting is not None:
                found.append(waiting)
            waiting = part
        elif waiting is not None:
            text = mender.drop_cap(waiting.text, part.text)
            found.append(replace(part, text=text, gap=waiting.gap, drop_cap=True))
            waiting = None
        else:
            inner = _INNER_DROP.match(part.text)
            if inner:
                part = replace(part, text=mender.drop_cap(inner[1], part.text[inner.end() :]), drop_cap=True)
            elif len(part.text) > 2 and part.lines > 1 and part.text[0] in "AIO" and part.text[1:3] == "  ":
                part = replace(part, text=mender.drop_cap(part.text[0], part.text[1:].lstrip()), drop_cap=True)
            found.append(part)
    return found if waiting is None else [*found, waiting]


def _whole(parts: Sequence[Paragraph], mender: Mender) -> list[Paragraph]:
    """Paragraphs that a column or page end broke, joined again: the first part hangs, or the second begins in mid-sentence."""
    found: list[Paragraph] = []
    for part in parts:
        at = _open_before(found, part)
        if at is not None and _goes_on(found[at], part):
            found[at] = replace(found[at], text=mender.join(found[at].text, part.text), lines=found[at].lines + part.lines)
        else:
            found.append(part)
    return found


def _open_before(found: Sequence[Paragraph], part: Paragraph) -> int | None:
    """The paragraph that this one can go on: the one before, or, over captions and quotes set in another size, one of its own size."""
    if part.role is not None:
        return None
    for back in range(1, min(4, len(found)) + 1):
        if found[-back].role is None and not _differ(found[-back].size, part.size):
            return len(found) - back if found[-back].story == part.story else None
        if part.size is None:
            break
    return len(found) - 1 if found and found[-1].role is None and found[-1].story == part.story else None


def _goes_on(before: Paragraph, part: Paragraph) -> bool:
    if part.drop_cap or _differ(before.size, part.size) or _STOPS.search(before.text) or before.text.isupper():
        return False
    if before.running and part.running:
        return True
    if _HANGING.search(before.text) and before.words > 3 and part.words > 1:
        return True
    running = before.lines > 2 or before.words > 12 or before.drop_cap or (before.lines == 1 and before.text[0].islower())
    starts = part.text[0].islower() or part.text[0] in "(" or part.text[0].isdigit()
    if before.text.endswith(("-", "‐")):
        return running or part.text[0].islower()
    if part.text[0].islower() and part.text[:5].lower() not in {"www.", "http:", "https"}:
        return running or before.words <= 2 or _HANGING.search(before.text) is not None
    unfinished = before.size is not None and part.lines > 1 and before.lines > 1 and (part.sentence or part.lines > 3)
    return running and (starts or unfinished or _HANGING.search(before.text) is not None)


def _differ(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) > 0.12 * max(a, b)


def without_running_heads(found: Sequence[Block]) -> list[Block]:
    """Blocks without page numbers and running heads: a number beside a line of capitals, a number alone, a short line that stands on
    several pages. A head may stand in the middle of a sentence, so it goes before paragraphs are joined."""
    often = _repeated(found)
    kept = []
    for block in found:
        lines = tuple(line for line in block.lines if not _furniture(line, often, len(block.lines)))
        if lines:
            kept.append(replace(block, lines=lines))
    return kept


_NUMBER = re.compile(r"^(?:[-–—|•]\s*)?(?:page|p\.|pg\.?)?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–—|•])?$", re.IGNORECASE)
_RUNNING = re.compile(r"^(?:\d{1,3}\s{2,}[A-Z][A-Z0-9 &'.,:|-]{3,50}|[A-Z][A-Z0-9 &'.,:|-]{3,50}\s{2,}\d{1,3})$")


def _furniture(line: str, often: frozenset[str], lines: int) -> bool:
    stripped = line.strip()
    if _NUMBER.match(stripped) and (lines == 1 or not stripped.isdigit()):
        return True
    return _RUNNING.match(stripped) is not None or (lines <= 2 and _key(stripped) in often)


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().lower())


def _repeated(found: Iterable[Block]) -> frozenset[str]:
    pages: dict[str, set[int]] = {}
    for block in found:
        if len(block.lines) <= 2:
            for line in block.lines:
                if 1 <= len(line.split()) <= 9 and len(line.strip()) > 3 and not _STOPS.search(line):
                    pages.setdefault(_key(line), set()).add(block.page)
    return frozenset(key for key, on in pages.items() if len(on) >= 3)


def _tidy(text: str) -> str:
    text = re.sub(r" {2,}", " ", text.strip())
    return re.sub(r" +([,;.!?])(?=\s|$)", r"\1", text) if " ," in text or " ." in text else text
