"""The plan of a page: its head, its articles, what stands beside and below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from khaldun.knowledge import Knowledge
from khaldun.model import Dateline, Publication
from khaldun.read import credits, dating, split
from khaldun.read.paragraphs import Paragraph


@dataclass
class Item:
    """An article in the making."""

    titles: list[str] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    agency: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    publisher: str | None = None
    dates: list[str] = field(default_factory=list)
    issue: Publication = field(default_factory=Publication)
    beside: list[tuple[Literal["caption", "quote"], str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, separated by a blank line."""
        return "\n\n".join(p.text for p in self.body)


def plan(parts: Sequence[Paragraph], title: str | None, knowledge: Knowledge) -> list[Item]:
    """Plans the page: its head, its articles, what stands after them. Where the layout told the articles apart, each by itself."""
    told = list(dict.fromkeys(p.story for p in parts if p.story is not None))
    if not told:
        return _planned(parts, title, knowledge)
    found = [
        item
        for story in told
        for item in _planned([p for p in parts if p.story == story], title if len(told) == 1 else None, knowledge)
    ]
    _share(found)
    return found


def _planned(parts: Sequence[Paragraph], title: str | None, knowledge: Knowledge) -> list[Item]:
    start = _body_start(parts, knowledge)
    head, body = list(parts[:start]), list(parts[start:])
    titles = _titles(head, body, title, knowledge)
    possible = split.boundaries(body, max(0, len(titles) - 1), knowledge)
    taken = split.chosen(body, possible)
    cuts = [0, *(boundary.at for boundary in taken)]
    segments = [body[a:b] for a, b in zip(cuts, [*cuts[1:], len(body)], strict=True)]
    if len(segments) == 1:
        segments[0] = [*head, *segments[0]]
    else:
        segments = _shared_out(head, segments, titles, knowledge)
    drops = any(p.drop_cap for p in body)
    found = [_item(segment, title if len(segments) == 1 else None, drops, knowledge) for segment in segments]
    _settle_beside(found)
    _share(found)
    for boundary in possible:
        _doubt(boundary, boundary in taken, body[boundary.at].text, found)
    return found


def _doubt(boundary: split.Boundary, taken: bool, begins: str, items: Sequence[Item]) -> None:
    """Writes down where a page was nearly parted, or only just."""
    if taken and boundary.weight < split.ENOUGH + 0.15:
        why = "it may be one article with the one before it on the page; they were parted for"
    elif not taken and boundary.weight >= split.ENOUGH - 0.2:
        why = "another article may begin within it, for"
    else:
        return
    said = f"{why} these signs: {', '.join(boundary.signs)} (at “{begins[:60]}”)"
    item = next((i for i in items if begins in i.text or begins in i.titles), None)
    if item is not None:
        item.doubts.append(said)


def _share(items: Sequence[Item]) -> None:
    """What a page's head says of its paper and issue holds for each of its articles."""
    issue = next((item.issue for item in items if item.issue.start is not None), None)
    publisher = next((item.publisher for item in items if item.publisher), None)
    dates = next((item.dates for item in items if item.dates), [])
    for item in items:
        item.issue = item.issue if issue is None or item.issue.start is not None else issue
        item.publisher = item.publisher or publisher
        item.dates = item.dates or dates


def _body_start(parts: Sequence[Paragraph], knowledge: Knowledge) -> int:
    """Where the running text begins: a drop cap, a dateline, or the first paragraph that is a sentence and no caption."""
    for i, part in enumerate(parts):
        if part.drop_cap or (part.role is None and part.sentence and not credits.byline(part.text, knowledge)):
            return i
        if part.role is None and part.words > 8 and credits.filed(part.text, knowledge):
            return i
    return len(parts)


def _titles(head: Sequence[Paragraph], body: Sequence[Paragraph], title: str | None, knowledge: Knowledge) -> list[int]:
    """Indices of the paragraphs in a page's head that can be headlines."""
    found = []
    for i, part in enumerate(head):
        can_be = part.role is None and 3 <= part.words <= 25 and not part.text.endswith((".", ":"))
        about = split.overlap(part.text, body) >= 0.3 or part.text == title
        if can_be and about and not _is_credit(part, knowledge):
            found.append(i)
    return found


def _is_credit(part: Paragraph, knowledge: Knowledge) -> bool:
    text = part.text
    return bool(
        dating.is_date_line(text)
        or dating.issue(text).start
        or credits.byline(text, knowledge)
        or credits.standing_place(text, knowledge)
    )


def _shared_out(
    head: Sequence[Paragraph], segments: list[list[Paragraph]], titles: Sequence[int], knowledge: Knowledge
) -> list[list[Paragraph]]:
    """A page's head dealt to its articles: each headline to the article that holds most of its words, the rest to the first."""
    dealt: list[list[Paragraph]] = [[] for _ in segments]
    free = set(range(len(segments)))
    owner: dict[int, int] = {}
    own = [len(s) > 1 and not s[0].sentence and not s[0].drop_cap and s[0].role is None for s in segments]
    free -= {i for i, has in enumerate(own) if has and i > 0}
    scores = sorted(
        ((-split.overlap(head[t].text, segments[s]), abs(n - s), t, s) for n, t in enumerate(titles) for s in sorted(free))
    )
    for _, _, t, s in scores:
        if t not in owner and s in free:
            owner[t] = s
            free.discard(s)
    for i, part in enumerate(head):
        dealt[owner.get(i, 0)].append(part)
    return [d + s for d, s in zip(dealt, segments, strict=True)]


def _item(parts: Sequence[Paragraph], title: str | None, drops: bool, knowledge: Knowledge) -> Item:
    """One article's paragraphs told apart: headline, credits, dates, text, captions and quotes."""
    item = Item()
    item.beside += [("caption" if p.role == "caption" else "quote", p.text) for p in parts if p.role in {"caption", "quote"}]
    start = _body_start(parts, knowledge)
    head, body = parts[:start], parts[start:]
    _read_head(item, head, body, title, knowledge)
    ended = False
    authors = {name for p in body if (name := credits.about_author(p.text))}
    for i, part in enumerate(body):
        last = i >= len(body) - 12
        if part.role in {"caption", "quote", "headline"}:
            continue
        if part.role == "folio":
            _read_folio(item, part, knowledge)
        elif part.role in {"separator", "end"}:
            ended = ended or (part.role == "end" and i > 0.5 * len(body))
        elif part.text in authors:
            continue
        elif ended and not part.running:
            _read_after(item, part, knowledge)
        elif last and item.body and (ended := _closing(item, part, body, i, drops, knowledge)):
            continue
        elif not repeats(part, item, title) and not (i < 4 and _is_head_credit(item, part, knowledge)):
            item.body.append(part)
    take_dateline(item, knowledge)
    _take_closing_agency(item, knowledge)
    _without_bare_end(item)
    item.publisher = item.publisher or credits.publisher_in((p.text for p in parts), knowledge)
    return item


def _read_head(
    item: Item, head: Sequence[Paragraph], body: Sequence[Paragraph], title: str | None, knowledge: Knowledge
) -> None:
    candidates = _titles(head, body, title, knowledge)
    printed = next((i for i, p in enumerate(head) if p.role == "headline"), None)
    if printed is not None and not title:
        candidates = [printed]
    chosen = next((i for i in candidates if title and split.overlap(title, [head[i]]) > 0.8), None)
    if chosen is None and printed is not None:
        chosen = printed
    elif chosen is None and not title:
        # A section's name above the headline may share a word with the text; a headline shares most of its own.
        strong = [i for i in candidates if head[i].words >= 4 and split.overlap(head[i].text, body) >= 0.5]
        chosen = next(iter([*strong, *candidates]), None)
        chosen = _likely_title(head, knowledge) if chosen is None else chosen
    for i, part in enumerate(head):
        if part.role == "folio":
            _read_folio(item, part, knowledge)
        elif part.role is not None and i != chosen:
            continue
        elif i == chosen:
            item.titles.append(re.sub(r"^[^|]{3,30}\|\s*(?=\S.{15})", "", part.text))
        elif part.text in credits.names(knowledge).outlets:
            item.publisher = item.publisher or credits.outlet_of(part.text, knowledge)
        elif not _is_head_credit(item, part, knowledge):
            bare = credits.bare_names(part.text) if chosen is not None and i > chosen else ()
            if bare and split.overlap(part.text, body) == 0:
                item.byline += bare
                continue
            if any(dating.is_date_line(p.text) for p in head[max(0, i - 1) : i + 2]):
                item.publisher = item.publisher or _paper(part.text, knowledge)
            deck = (i in candidates or (part.words >= 6 and split.overlap(part.text, body) >= 0.5)) and part.words >= 5
            caption = any(t.startswith(part.text.rstrip(".")) for _, t in item.beside)
            if deck and chosen is not None and i > chosen and part.text != item.titles[0] and not caption:
                item.body.append(part)


def _read_folio(item: Item, part: Paragraph, knowledge: Knowledge) -> None:
    """The line at a printed page's head: the paper's name, the day of the issue."""
    if not _is_head_credit(item, part, knowledge):
        item.publisher = item.publisher or credits.outlet_of(part.text, knowledge)


def _likely_title(head: Sequence[Paragraph], knowledge: Knowledge) -> int | None:
    """The headline where none of the head's lines shares its words with the text: the first line that can be one."""
    for i, part in enumerate(head):
        plain = part.role is None and 4 <= part.words <= 20 and not part.text.endswith((".", ":"))
        if plain and not _is_credit(part, knowledge) and not credits.masthead(part.text):
            return i
    return None


def _is_head_credit(item: Item, part: Paragraph, knowledge: Knowledge) -> bool:
    """Reads a date, byline or dateline line into the item."""
    days = dating.issue(part.text)
    if days.start is not None:
        item.issue = days
        item.publisher = item.publisher or _paper(dating.masthead(part.text), knowledge)
        return True
    if dating.is_date_line(part.text):
        item.dates.append(part.text)
        item.publisher = item.publisher or _paper(dating.masthead(part.text), knowledge)
        by = credits.byline(part.text, knowledge)
        if by is not None:
            item.byline += by.persons
            item.publisher = item.publisher or by.outlet
            item.dateline = item.dateline or by.place
        item.agency += credits.agencies_in(part.text, knowledge)
        return True
    by = credits.byline(part.text, knowledge) if part.words <= 20 and not (part.closed and part.words > 12) else None
    if by is not None:
        item.byline += by.persons
        item.agency += by.agency
        item.publisher = item.publisher or by.outlet
        item.dateline = item.dateline or by.place
        return True
    place = credits.standing_place(part.text, knowledge)
    if place is not None:
        item.dateline = item.dateline or place
        item.agency += credits.agencies_in(part.text, knowledge) if "(" in part.text else ()
        return True
    return False


def _paper(name: str | None, knowledge: Knowledge) -> str | None:
    """The paper that words beside a date name."""
    if not name:
        return None
    return credits.outlet_of(name, knowledge) or (name if credits.masthead(name) else None)


def _closing(item: Item, part: Paragraph, body: Sequence[Paragraph], i: int, drops: bool, knowledge: Knowledge) -> bool:
    """Whether the article ends at this paragraph: a line about its author, a credit; both are read into the item."""
    rest = sum(p.words for p in body[i + 1 :] if p.sentence and p.role is None)
    writers = credits.wrote(part.text)
    if writers is not None and rest < 40:
        item.byline += () if item.byline else writers
        item.agency += credits.agency_credit(part.text, knowledge)
        return True
    closing = credits.closing(part.text, knowledge)
    if closing is not None and rest < 40:
        item.agency += closing.agency
        item.publisher = item.publisher or closing.outlet
        item.dates += [part.text] if not item.dates and dating.is_date_line(part.text) else []
        return True
    name = credits.about_author(part.text)
    agency = credits.agency_credit(part.text, knowledge)
    if not (name or agency) or not (drops or rest < 0.4 * sum(p.words for p in body)):
        return False
    if name and not item.byline:
        item.byline.append(name)
    item.agency += agency
    at = 0 if name else credits.credit_sentence(part.text)
    if at:
        item.body.append(replace(part, text=part.text[:at].rstrip()))
    return True


def _read_after(item: Item, part: Paragraph, knowledge: Knowledge) -> None:
    """A paragraph below the article's end: more credits, a caption, a pull quote."""
    closing = credits.closing(part.text, knowledge) or credits.Closing()
    agency = credits.agency_credit(part.text, knowledge) or closing.agency
    name = credits.about_author(part.text)
    item.publisher = item.publisher or closing.outlet
    if agency or name or (split._about_too(part.text) and part.words < 12):
        item.agency += agency
        if name and not item.byline:
            item.byline.append(name)
        return
    if part.sentence:
        item.beside.append(("quote" if _is_quote(part.text) else "caption", part.text))


def _is_quote(text: str) -> bool:
    return text[0] in '“"‘' or text.count(" ") < 8


def _settle_beside(items: Sequence[Item]) -> None:
    """Captions and quotes below the last article go to the article they are about; what a text says already is a pull quote."""
    if not items:
        return
    loose = items[-1].beside if len(items) > 1 else []
    for entry in list(loose):
        shares = [split.overlap(entry[1], item.body) for item in items]
        best = max(range(len(items)), key=lambda n: (shares[n], n))
        if shares[best] > shares[-1] + 0.1:
            loose.remove(entry)
            items[best].beside.append(entry)
    for item in items:
        item.beside = [("quote" if _containment(t, item.text) > 0.75 else k, t) for k, t in item.beside]


def _containment(text: str, inside: str) -> float:
    """Share of a text's pairs of words that another text holds."""
    words = re.findall(r"\w+", text.lower())
    pairs = set(pairwise(words))
    other = re.findall(r"\w+", inside.lower())
    return len(pairs & set(pairwise(other))) / len(pairs) if pairs else 0.0


def repeats(part: Paragraph, item: Item, title: str | None) -> bool:
    """A headline printed again, or a paragraph that stands above already word for word."""
    if part.running:
        return False
    plain = re.sub(r"\W+", " ", part.text).strip().lower()
    titles = [re.sub(r"\W+", " ", t).strip().lower() for t in [*item.titles, title or ""] if t]
    if plain in titles:
        return True
    if any(t.startswith(part.text.rstrip(".")) for _, t in item.beside) and part.words > 3:
        return True
    return part.words > 8 and any(part.text == p.text for p in item.body)


def take_dateline(item: Item, knowledge: Knowledge) -> None:
    """Moves a dateline from the text's first paragraphs to the item's credits."""
    for n, part in enumerate(item.body[:3]):
        filed = credits.filed(part.text, knowledge)
        if filed is not None:
            item.agency = [*filed.agency, *item.agency]
            item.dateline = filed.dateline or item.dateline
            item.publisher = item.publisher or filed.outlet
            rest = part.text[filed.end :].lstrip()
            item.body[n : n + 1] = [replace(part, text=rest)] if rest else []
            return


_END_MARK = re.compile(r"\s+(?:Enditem|ENDITEM|End item|ENDS?|/ends|-30-|Ends\.)\s*$")


def _take_closing_agency(item: Item, knowledge: Knowledge) -> None:
    if item.body:
        item.body[-1] = replace(item.body[-1], text=_END_MARK.sub("", item.body[-1].text))
    if item.body and (found := credits.closing_agency(item.body[-1].text, knowledge)):
        item.agency.append(found[0])
        item.body[-1] = replace(item.body[-1], text=item.body[-1].text[: found[1]])


def _without_bare_end(item: Item) -> None:
    """Drops what stands below the last sentence: site names, repeated headlines, names of columns (short lines that are no sentences)."""
    while (
        len(item.body) > 1
        and not item.body[-1].closed
        and item.body[-1].words <= 8
        and item.body[-1].text[-1] not in ":,;”\"'’)]"
    ):
        if not any(p.sentence for p in item.body[:-1]):
            break
        item.body.pop()
