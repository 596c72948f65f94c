"""Every pattern of the packs, read on the sentences that stand beside it, with the engine that comes along."""

from khaldun.claims.patterns import patterns
from khaldun.commands.knowledge import sentences, told
from khaldun.knowledge import load
from khaldun.run.extract import Tools


def test_patterns_hold_on_their_own_sentences() -> None:
    tools = Tools.load(load())
    wanted = list(sentences(patterns(load()).all))
    wrong = [(w.pattern.id, w.sentence, w.status, got) for w in wanted if (got := told(w, tools)) is not None]
    assert len(wanted) > 250
    assert wrong == []
