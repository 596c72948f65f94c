"""`khaldun explain`: how a sentence is read, step by step."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from khaldun import knowledge
from khaldun.api import day_of
from khaldun.claims import read, voices
from khaldun.claims.draft import Trial
from khaldun.commands.terminal import BOLD, FAINT, Screen, period, voice
from khaldun.commands.timeline import told
from khaldun.errors import UsageError
from khaldun.language.frames import Frame, frames
from khaldun.language.sentence import Sentence
from khaldun.model import Article, Claim, Mention, Publication, Source
from khaldun.run.extract import Tools, in_order, mentions_of, read_sentences


def run(arguments: Namespace) -> int:
    """Print everything that is made of the words."""
    if not arguments.sentence.strip():
        raise UsageError("there is no sentence to explain")
    packs = knowledge.load(tuple(Path(f) for f in arguments.knowledge or ()))
    tools = Tools.load(packs)
    reading = read_sentences(article_of(arguments.sentence, arguments.published), tools.engine)
    mentions = mentions_of(reading, tools)
    heard = voices.find(reading, mentions, packs)
    trials: list[Trial] = []
    claims = read(reading, mentions, heard, packs, trials)
    screen = Screen()
    for sentence in reading.sentences:
        screen.line(screen.style(sentence.text, BOLD))
        _parse(screen, sentence)
        _frames(screen, sentence)
        _mentions(screen, [m for m in in_order([*mentions, *heard.quotes]) if sentence.start <= m.start < sentence.end])
        _patterns(screen, sentence, [t for t in trials if t.sentence.start == sentence.start])
        _claims(screen, [c for c in claims if sentence.start <= c.trigger.start < sentence.end])
    return 0


def article_of(text: str, published: str | None) -> Article:
    """A text as an article, printed on a day or (None) on an unknown one."""
    day = day_of(published)
    when = Publication() if day is None else Publication(day, day + timedelta(1), "metadata", "said on the command line")
    return Article("article-0", Source("command line", ""), text.strip(), published=when, language="en")


def _heading(screen: Screen, text: str) -> None:
    screen.line()
    screen.line(screen.style(text, FAINT))


def _parse(screen: Screen, sentence: Sentence) -> None:
    _heading(screen, "parse")
    rows = []
    for token in sentence.tokens:
        head = "" if token.head < 0 else sentence.tokens[token.head].text
        names = [e.label for e in sentence.entities if e.first <= token.index < e.stop]
        rows.append((f"  {token.index}", token.text, token.lemma, token.pos, token.relation, head, " ".join(names)))
    screen.table(("  #", "word", "lemma", "pos", "relation", "head", "name"), rows)


def _frames(screen: Screen, sentence: Sentence) -> None:
    _heading(screen, "frames")
    found = frames(sentence)
    for frame in found:
        screen.wrapped(_frame(sentence, frame), indent=4, first="  ")
    if not found:
        screen.line("  none")


def _frame(sentence: Sentence, frame: Frame) -> str:
    """A frame in a line: its word, voice, tense and so on, and who stands where in it."""
    group = frame.group
    said: list[str] = [group.voice, group.tense or "no tense", group.aspect]
    said += [f"modal {group.modal}"] if group.modal else []
    said += ["negated"] if group.negated else []
    parts = [f"{frame.lemma} ({frame.kind}: {', '.join(said)})"]
    for argument in frame.arguments:
        words = " ".join(sentence.tokens[i].text for i in argument.tokens)
        parts.append(f"{argument.preposition or argument.role}: {words}")
    return "; ".join(parts)


def _mentions(screen: Screen, mentions: Sequence[Mention]) -> None:
    _heading(screen, "mentions")
    for mention in mentions:
        means = _means(mention)
        why = f" ({mention.reason})" if mention.reason else ""
        screen.wrapped(f"{mention.type} “{mention.text}” → {means}{why}", indent=4, first="  ")
    if not mentions:
        screen.line("  none")


def _means(mention: Mention) -> str:
    """The value of a mention in a few words."""
    if mention.place is not None:
        return f"{mention.place.name}, {mention.place.kind}, {mention.place.id}"
    if mention.when is not None:
        return f"{period(mention.when)} ({mention.when.basis})"
    if mention.actor is not None:
        return f"{mention.actor.name}, {mention.actor.id}"
    if mention.quantity is not None:
        q = mention.quantity
        return " ".join(str(p) for p in (q.low, "to", q.high, q.unit, q.role) if p is not None)
    if mention.type in {"person", "quote"}:
        return "a private person" if mention.private else mention.type
    return "not resolved"


def _patterns(screen: Screen, sentence: Sentence, trials: Sequence[Trial]) -> None:
    _heading(screen, "patterns tried")
    for trial in trials:
        words = " ".join(sentence.tokens[i].text for i in trial.match.tokens)
        outcome = f"claims; {trial.why}" if trial.nothing is None else f"nothing: {trial.nothing}"
        screen.wrapped(f"“{words}”  {trial.pattern.id} ({trial.pattern.kind}): {outcome}", indent=4, first="  ")
    if not trials:
        screen.line("  none: no word of the sentence is a trigger")


def _claims(screen: Screen, claims: Sequence[Claim]) -> None:
    _heading(screen, "claims")
    for claim in claims:
        screen.wrapped(f"{told(claim)}; status {claim.status}; {period(claim.when)} ({claim.when.basis})", indent=4, first="  ")
        screen.wrapped(f"said by {voice(claim.speaker)}; rule {claim.rule}, confidence {claim.confidence:.2f}", indent=4)
    if not claims:
        screen.line("  none")
    screen.line()
