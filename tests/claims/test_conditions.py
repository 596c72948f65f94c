"""Conditions of patterns."""

from khaldun.claims import voices
from khaldun.claims.reader import read, tools
from khaldun.commands.knowledge import DAY, article_of
from khaldun.knowledge import load
from khaldun.language.sentence import Engine
from khaldun.places import Gazetteer
from khaldun.run.extract import Tools, mentions_of, read_sentences


def test_what_fails_before_there_is_a_frame_fails_with_it_too(engine: Engine) -> None:
    """With trials asked for, every pattern is tried on its frame; without, those that have no hope are passed over."""
    kit = Tools(engine, Gazetteer.open().with_packs(load()), load())
    early = tools(load()).early
    texts = [p.fires[0][1] for p in tools(load()).patterns.all if early[p.id] and p.fires][::4]
    assert len(texts) > 20
    for text in texts:
        reading = read_sentences(article_of(text, DAY), kit.engine)
        mentions = mentions_of(reading, kit)
        heard = voices.find(reading, mentions, kit.knowledge)
        assert read(reading, mentions, heard, kit.knowledge) == read(reading, mentions, heard, kit.knowledge, [])
