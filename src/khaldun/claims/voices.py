"""Whose words are whose: quotations and reported speech, and the speaker of any stretch of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from khaldun.claims.attributions import Attribution, attributions
from khaldun.claims.denials import deniers
from khaldun.claims.dialogue import LAYOUT, laid_out
from khaldun.claims.hedges import hedges
from khaldun.claims.joining import join
from khaldun.claims.quotes import quoted
from khaldun.claims.speakers import Cast
from khaldun.claims.speech import speech
from khaldun.knowledge import Knowledge
from khaldun.language.lemma import lemma
from khaldun.language.reading import Reading
from khaldun.model import Mention, Speaker


@dataclass(frozen=True, slots=True)
class Voice:
    """Content [start, end) and who says it; `saying` is false for what is only wanted, thought or judged, `somebody` where the speaker
    is nothing that could speak (`softer language calling for`)."""

    start: int
    end: int
    speaker: Speaker | None
    saying: bool
    cue: str = ""
    somebody: bool = True
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of an article, in the order of their contents. `denials`: where a verb stands that denies what was told before it,
    and who does."""

    voices: tuple[Voice, ...]
    quotes: list[Mention]
    denials: Mapping[int, Speaker] = field(default_factory=dict)

    def denier(self, start: int, end: int) -> Speaker | None:
        """Who denies [start, end), by a word of denying that holds it: `Kyiv denied the claim by Moscow that ...`."""
        holding = [v for v in self.voices if v.denies and v.start <= start and end <= v.end and v.speaker is not None]
        return min(holding, key=lambda v: (v.end - v.start, v.start)).speaker if holding else None

    def speaker(self, start: int, end: int) -> Speaker | None:
        """Who says [start, end): the innermost voice that holds it; None is the article's own voice.

        Who only wants or thinks it speaks where nobody says it: what he wants is told by whoever says so.
        """
        holding = [v for v in self.voices if v.start <= start and end <= v.end and v.speaker is not None]
        nearest = min(holding, key=lambda v: (v.end - v.start, v.start)).speaker if holding else None
        holding = [v for v in holding if v.saying] or holding
        holding = [v for v in holding if v.somebody] or holding
        if not holding:
            return None
        holding = [v for v in holding if v.speaker is None or v.speaker.id != "unnamed"] or holding
        inner = min(holding, key=lambda v: (v.end - v.start, v.start))
        outer = [v for v in holding if v.end - v.start > inner.end - inner.start and v.saying]
        same = nearest is not None and inner.speaker is not None and nearest.id == inner.speaker.id
        speaker = nearest if same else inner.speaker
        if speaker is None or not outer or speaker.via is not None:
            return speaker
        passing = min(outer, key=lambda v: (v.end - v.start, v.start)).speaker
        return speaker if passing is None or passing.id == speaker.id else replace(speaker, via=passing.name)


def find(reading: Reading, mentions: Sequence[Mention], knowledge: Knowledge) -> Voices:
    """The voices of an article. `mentions` are those of its actors and persons; a speaker that they know gets their id and side.

    Sentences in the article's own voice are in no voice.
    """
    words = speech(knowledge)
    text = reading.article.text
    found: list[Attribution] = [a for sentence in reading.sentences for a in attributions(sentence, words)]
    told = [*join(found, quoted(text), reading.sentences, text, words), *laid_out(reading.sentences, text)]
    told += [a for sentence in reading.sentences for a in deniers(sentence, hedges(knowledge), words)]
    cast = Cast(reading, mentions, words, knowledge)
    voices: list[Voice] = []
    denials: dict[int, Speaker] = {}
    for attribution in sorted(told, key=lambda a: (a.cue_start, a.start)):
        around = voice_at(voices, attribution)
        speaker = cast.speaker(
            attribution, None if around is None else around.speaker, direct=around is not None and around.cue in LAYOUT
        )
        if (attribution.start, attribution.end) == (attribution.cue_start, attribution.cue_end):
            if speaker is not None:
                denials[attribution.start] = speaker
            continue
        cue = text[attribution.cue_start : attribution.cue_end]
        somebody, denies = cast.somebody(attribution, speaker), lemma(cue, "VERB") in words.deny
        voices.append(Voice(attribution.start, attribution.end, speaker, attribution.saying, cue, somebody, denies))
    voices.sort(key=lambda v: (v.start, -v.end))
    cues = {(v.start, v.end): v.cue for v in reversed(voices)}
    quotes = [Mention("quote", a, b, text[a:b], reason=f"told by the word {cues[a, b]!r}") for a, b in sorted(cues)]
    return Voices(tuple(voices), quotes, denials)


def voice_at(voices: Sequence[Voice], attribution: Attribution) -> Voice | None:
    """The voice within whose words a cue stands (`I` in a quotation is him)."""
    holding = [v for v in voices if v.start <= attribution.cue_start and attribution.cue_end <= v.end]
    return min(holding, key=lambda v: v.end - v.start) if holding else None
