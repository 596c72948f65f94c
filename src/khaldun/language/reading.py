"""An article with its sentences: what every per-article stage is given."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.language.sentence import Sentence
from khaldun.model import Article


@dataclass(frozen=True, slots=True)
class Reading:
    """`sentences` have offsets in `article.text`, `title` (the headline's sentences) offsets in `article.title`."""

    article: Article
    sentences: tuple[Sentence, ...]
    title: tuple[Sentence, ...] = ()
