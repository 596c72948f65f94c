"""Hand-made articles: a parse, the mentions in it, and the claims that come of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from khaldun.claims import read
from khaldun.knowledge import load
from khaldun.language.conllu import parse
from khaldun.language.reading import Reading
from khaldun.model import Actor, Article, Claim, Mention, Place, Publication, Quantity, Source, Speaker, slug

DAY = Publication(date(2016, 4, 8), date(2016, 4, 9), "metadata", "given")


class Silence:
    """Voices where nobody is quoted."""

    denials: Mapping[int, Speaker] = {}

    def denier(self, start: int, end: int) -> None:
        return None

    def speaker(self, start: int, end: int) -> None:
        return None


def rows(text: str) -> str:
    """CoNLL-U of rows `word lemma pos features head relation`; a word that ends in + has no blank after it; a blank line ends a sentence."""
    out = []
    for block in text.strip().split("\n\n"):
        lines = []
        for i, row in enumerate(block.strip().splitlines(), 1):
            word, lemma, pos, features, head, relation = row.split()
            misc = "SpaceAfter=No" if word.endswith("+") else "_"
            lines.append("\t".join([str(i), word.rstrip("+"), lemma, pos, "_", features, head, relation, "_", misc]))
        out.append("\n".join(lines))
    return "\n\n".join(out)


def place(text: str, name: str, *, kind: str = "settlement", nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    end = start + len(name)
    found = Place(f"local:{slug(name)}", name, name, start, end, 35.0, 40.0, 5.0, kind)  # type: ignore[arg-type]
    return Mention("place", start, end, name, place=found)


def actor(text: str, name: str) -> Mention:
    start = text.index(name)
    return Mention("actor", start, start + len(name), name, actor=Actor(slug(name), name, name, start, start + len(name)))


def quantity(text: str, words: str, low: float, unit: str) -> Mention:
    start = text.index(words)
    return Mention(
        "quantity", start, start + len(words), words, quantity=Quantity(low, low, unit, None, words, start, start + len(words))
    )


def claims(
    parsed: str, *, places: tuple[str, ...] = (), actors: tuple[str, ...] = (), people: tuple[tuple[str, float], ...] = ()
) -> list[Claim]:
    """The claims of a hand-made parse, with the mentions named by their words."""
    sentences = tuple(parse(rows(parsed)))
    text = " ".join(s.text for s in sentences)
    article = Article("art-0", Source("x.txt", "0"), text, published=DAY)
    mentions = (
        [place(text, p) for p in places]
        + [actor(text, a) for a in actors if a in text]
        + [quantity(text, w, n, "person") for w, n in people]
    )
    return read(Reading(article, sentences), mentions, Silence(), load())
