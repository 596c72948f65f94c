"""Text -> sentences, by rule: measured on news, rules break fewer sentences than a parser's own splitting does.

A blank line always ends a sentence. A single line break does so only where the text uses single breaks for paragraphs
rather than for wrapping. Abbreviations before a name or a number do not end one, quotations stay with the words that
introduce them.
"""

from __future__ import annotations

import re

Offsets = tuple[int, int]

# Abbreviations that a name, a number or a further word follows: never the end of a sentence.
_TITLES = frozenset(
    "mr mrs ms dr gen lt col maj capt cpt sgt brig adm sen rep gov st jr sr prof rev hon pres supt cmdr cdr pvt cpl sheik mt ft no nos vs fig al approx"
    " dept est e.g i.e cf ca ave blvd jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun art vol pp".split()
)
# Abbreviations that may also end a sentence: they do where a word follows that opens one.
_EITHER = frozenset("u.s u.k u.n u.a.e e.u d.c a.m p.m inc ltd co corp etc ph.d".split())
_OPENERS = frozenset(
    "the a an in on at by for from with to of as it its he his she her they their them we our you i this that these those there here but and or so if"
    " when while after before since although though however meanwhile also most many some several all both no not what who how why where".split()
)
_END = re.compile(
    r"""(?P<mark>[.!?…]+)(?P<close>["”’'»)\]]*)
    (?: (?P<space>[ \t\u00a0]+|[ \t]*\n[ \t]*) (?=["“‘'«(\[]*[^\W_a-z]) | (?P<joined>)(?<=[a-z]{2}\.)(?=[A-Z][a-z]{2,}[ ,]) )""",
    re.VERBOSE,
)
# Where a stop was lost, or a capital after it: `... into the city On 17 March 2018, the army ...`, `... the raid. on 4 May 2013 it ...`.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:the\s+)?(?:(?:early|mid|late|end\s+of)[ -])?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,4}})\b"
_UNMARKED = re.compile(
    rf"(?<=[a-z])[ \t]+(?=(?:On|By|In|Since|As\s+of)\s+{_DAY})|(?<=[a-z]{{3}}\.)[ \t]+(?=(?:on|by|in|since)\s+{_DAY})"
)
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
# “Where are they?” the governor asked: a clause of saying belongs to the quotation before it.
_SAID_AFTER = re.compile(r"(?:[\w’'.-]+\s){0,5}?(?:said|says|asked|asks|added|told|replied|wrote|shouted|cried|continued)\b")
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?![ \t]*\n)")
_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def _breaks_end(text: str) -> bool:
    """Whether single line breaks of this text end paragraphs (more than half of them follow a closing mark)."""
    ends = [m.start() for m in _SINGLE_BREAK.finditer(text)]
    closed = sum(text[:i].rstrip()[-1:] in '.!?:;"”’)' for i in ends) if len(ends) < 2000 else 0
    return bool(ends) and 2 * closed >= len(ends)


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match["mark"] != ".":
        return not (match["close"] and match["space"] and _SAID_AFTER.match(text, match.end()))
    if match["close"]:
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
    word = before.group() if before is not None else ""
    low = word.lower()
    if low in _TITLES:
        # A month or "No" ends a sentence unless a number follows, a title unless a name does: both read on.
        return (
            low in {"no", "mar", "sun", "sat", "art"}
            and not text[match.end() : match.end() + 1].isdigit()
            and not word.istitle()
        )
    if low in _EITHER:
        after = _WORD_AFTER.match(text, match.end())
        return after is not None and after.group().lower() in _OPENERS and after.group()[:1].isupper()
    # An initial ("S. D. F.", "Abu B. Omar") reads on; "Group A." does not occur often enough to lose names for.
    return not re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word) or not word[-1:].isupper()


def _within(text: str, start: int, end: int, hard: bool) -> list[Offsets]:
    """The sentences of one paragraph."""
    cuts = [start]
    for match in _END.finditer(text, start, end):
        if match["joined"] is not None or "\n" in (match["space"] or "") or _is_end(text, match):
            cuts.append(match.end())
    cuts += [match.end() for match in _UNMARKED.finditer(text, start, end)]
    for match in re.finditer(r"\n", text[start:end]):
        at = start + match.start()
        line = text[text.rfind("\n", 0, at) + 1 : at].strip()
        short = len(line) < 30 and line[-1:] not in ",;-"
        follows = text[at + 1 : end].lstrip()[:1]
        if (hard or short) and not (follows.islower() and line[-1:] not in ".!?"):
            cuts.append(at + 1)
    out: list[Offsets] = []
    cuts = sorted(set(cuts))
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        piece = text[a:b]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if right > left:
            out.append((a + left, a + right))
    return out


def sentences(text: str) -> list[tuple[int, int, int]]:
    """(start, end, paragraph) of each sentence, in order; white space around it left out. Paragraphs count from 0."""
    out: list[tuple[int, int, int]] = []
    hard = _breaks_end(text)
    at = paragraph = 0
    for match in [*_PARAGRAPH.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[at:end].strip():
            out += [(a, b, paragraph) for a, b in _within(text, at, end, hard)]
            paragraph += 1
        at = match.end() if match else end
    return out
