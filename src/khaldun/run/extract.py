"""One article through the stages that read it: sentences, mentions, voices, claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Engine
from khaldun.model import Article, Claim, Mention
from khaldun.places import Gazetteer
from khaldun.run.stages import Extraction


@dataclass(frozen=True)
class Tools:
    """What reading an article takes, loaded once a process."""

    engine: Engine
    gazetteer: Gazetteer
    knowledge: Knowledge

    @classmethod
    def load(cls, knowledge: Knowledge, *, engine: str = "embedded") -> Tools:
        """The tools of this installation: an engine with one thread, for the work is spread over processes."""
        from khaldun.language import load_engine

        return cls(load_engine(engine, threads=1), Gazetteer.open().with_packs(knowledge), knowledge)

    @property
    def gazetteer_version(self) -> str:
        """The gazetteer's version."""
        return self.gazetteer.version


def read_sentences(article: Article, engine: Engine) -> Reading:
    """An article with its sentences and its title's.

    Each article is a batch of its own: an int8 network scales its numbers to the batch, so that a sentence could be read
    otherwise in other company, and the record would depend on how the work was cut up.
    """
    texts = [article.text] if article.title is None else [article.text, article.title]
    body, *title = engine.read(texts)
    return Reading(article, tuple(body), tuple(title[0]) if title else ())


def mentions_of(reading: Reading, tools: Tools) -> list[Mention]:
    """Places, dates, quantities, actors and persons of an article, in the order of its text."""
    from khaldun import actors, dates, figures, places

    found = places.find(reading, tools.gazetteer, tools.knowledge)
    everything = [
        *found,
        *dates.find(reading, tools.knowledge),
        *figures.find(reading, tools.knowledge),
        *actors.find(reading, found, tools.knowledge),
    ]
    return in_order(everything)


def in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions by where they stand, then type."""
    return sorted(mentions, key=lambda m: (m.start, m.end, m.type, m.text))


def unread(article: Article) -> str | None:
    """Why an article is kept without being read for claims; None where it is read."""
    language = (article.language or "en").lower().partition("-")[0]
    return None if language == "en" else f"its language is {article.language}; only English is read for claims"


def extract(article: Article, tools: Tools) -> Extraction:
    """What an article says. A fault in a stage does not spread: it is the article's `failure`."""
    from khaldun.claims import read, voices

    why = unread(article)
    if why is not None:
        return Extraction(article.id, failure=why)
    try:
        reading = read_sentences(article, tools.engine)
        mentions = mentions_of(reading, tools)
        heard = voices.find(reading, mentions, tools.knowledge)
        claims = read(reading, mentions, heard, tools.knowledge)
    except Exception as error:  # whatever the text did to a stage, the other articles go on
        return Extraction(article.id, failure=failure_of(error))
    # The place of a headline is a mention without words, which only the claims need.
    written = [m for m in mentions if m.start < m.end]
    return Extraction(article.id, tuple(in_order([*written, *heard.quotes])), distinct(claims))


def distinct(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims in the order of the text, each id once."""
    ordered = sorted(claims, key=lambda c: (c.evidence.start, c.trigger.start, c.trigger.end, c.id))
    return tuple({c.id: c for c in reversed(ordered)}[i] for i in dict.fromkeys(c.id for c in ordered))


def failure_of(error: BaseException) -> str:
    """An unforeseen fault as a reason: its type, its words, and the line of ours where it arose."""
    import traceback

    ours = [f for f in traceback.extract_tb(error.__traceback__) if "khaldun" in f.filename]
    where = f" at {ours[-1].filename.rpartition('khaldun/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"reading it failed{where}: {type(error).__name__}: {error}".replace("\n", " ")[:500]
