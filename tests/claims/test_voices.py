from __future__ import annotations

from khaldun import actors
from khaldun.claims import voices
from khaldun.claims.voices import Voices
from khaldun.knowledge import load
from khaldun.language.sentence import Engine
from khaldun.model import Speaker
from tests.actors.make import reading


def heard(engine: Engine, text: str) -> Voices:
    read = reading(engine, text)
    return voices.find(read, actors.find(read, (), load()), load())


def speaker(engine: Engine, text: str, trigger: str) -> Speaker | None:
    start = text.index(trigger)
    return heard(engine, text).speaker(start, start + len(trigger))


def test_the_article_s_own_voice_is_nobody_s(engine: Engine) -> None:
    assert speaker(engine, "The army captured the village on Monday.", "captured") is None


def test_reported_speech(engine: Engine) -> None:
    said = speaker(engine, "The Syrian Observatory for Human Rights said the army captured the village.", "captured")
    assert said is not None
    assert (said.id, said.kind) == ("syrian-observatory-for-human-rights", "monitor")


def test_the_verb_of_saying_is_in_the_article_s_voice(engine: Engine) -> None:
    assert speaker(engine, "The United Nations said that the army captured the village.", "said") is None


def test_speech_with_the_speaker_behind(engine: Engine) -> None:
    said = speaker(engine, "The army captured the village, a commander said.", "captured")
    assert said is not None
    assert (said.kind, said.text) == ("military", "a commander")


def test_according_to(engine: Engine) -> None:
    said = speaker(engine, "According to Human Rights Watch, the soldiers burned two villages.", "burned")
    assert said is not None
    assert said.id == "human-rights-watch"


def test_a_quotation_goes_on_behind_its_cue(engine: Engine) -> None:
    text = "“The army captured the village,” Governor Karim Mansour said. “It also shelled the bridge.”"
    said = speaker(engine, text, "shelled")
    assert said is not None
    assert said.name == "Karim Mansour"
    assert text[slice(*_span(heard(engine, text)))] == text


def _span(found: Voices) -> tuple[int, int]:
    widest = max(found.quotes, key=lambda q: q.end - q.start)
    return widest.start, widest.end


def test_a_quotation_over_paragraphs_has_one_speaker(engine: Engine) -> None:
    text = "“The army captured the village,” Karim Mansour said. “Many fled.\n\n“It also shelled the bridge.”"
    said = speaker(engine, text, "shelled")
    assert said is not None
    assert said.name == "Karim Mansour"


def test_he_is_who_spoke_last(engine: Engine) -> None:
    text = "Governor Karim Mansour said the road was cut. He said the rebels shelled the bridge."
    said = speaker(engine, text, "shelled")
    assert said is not None
    assert (said.name, said.text, said.kind) == ("Karim Mansour", "He", "official")


def test_the_commander_is_the_one_told_of_before(engine: Engine) -> None:
    text = "A commander in the coalition said troops had gathered. The bridge was destroyed, the commander added."
    first, second = speaker(engine, text, "gathered"), speaker(engine, text, "destroyed")
    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_the_agency_passes_on_what_he_said(engine: Engine) -> None:
    text = "Reuters reported on Monday. “The army captured the village,” the agency quoted Karim Mansour as saying."
    said = speaker(engine, text, "captured")
    assert said is not None
    assert (said.name, said.via) == ("Karim Mansour", "Reuters")


def test_a_spokesman_speaks_for_his_side(engine: Engine) -> None:
    text = "“The coalition destroyed two tanks,” US-led coalition spokesman Colonel Karim Mansour told reporters."
    said = speaker(engine, text, "destroyed")
    assert said is not None
    assert (said.id, said.side) == ("us-led-coalition", "coalition")


def test_an_unnamed_source(engine: Engine) -> None:
    said = speaker(engine, "Intelligence sources told the newspaper that 2,000 men had gathered near the coast.", "gathered")
    assert said is not None
    assert (said.kind, said.text) == ("unnamed", "Intelligence sources")


def test_a_resident_is_a_witness(engine: Engine) -> None:
    said = speaker(engine, "Residents said the soldiers burned two houses.", "burned")
    assert said is not None
    assert said.kind == "witness"


def test_hearsay_without_a_name(engine: Engine) -> None:
    said = speaker(engine, "The army reportedly captured the village.", "captured")
    assert said is not None
    assert said.kind == "unnamed"


def test_quotes_stand_where_they_say(engine: Engine) -> None:
    text = "The UN said 400 families fled. “They need water,” its envoy added."
    for quote in heard(engine, text).quotes:
        assert text[quote.start : quote.end] == quote.text


def test_a_paragraph_behind_a_colon_is_his_words(engine: Engine) -> None:
    text = "The mayor added:\n\nThey burned the market at night. Nobody helped us.\n\nThe army took the town on Friday."
    said = speaker(engine, text, "burned")
    assert said is not None and said.text == "The mayor"
    assert speaker(engine, text, "took") is None


def test_a_name_set_behind_a_quotation_with_a_dash(engine: Engine) -> None:
    said = speaker(engine, "“They burned the market and killed my brother.” ― Amal Haddad\n\nThe town was calm.", "burned")
    assert said is not None and said.name == "Amal Haddad"


def test_a_credit_is_in_nobody_s_words(engine: Engine) -> None:
    text = "(Orient Wire) - Syrian troops entered the village on Monday, a commander said."
    assert heard(engine, text).voices[0].start == text.index("Syrian")


def test_whom_one_calls_on_to_do_it(engine: Engine) -> None:
    said = speaker(engine, "Hart called on the cabinet to stop the shelling of Malakal.", "shelling")
    assert said is not None and said.name == "Hart"


def test_a_unit_run_by_a_group_speaks_as_the_group(engine: Engine) -> None:
    text = "A war news office run by the president’s ally Hezbollah said on Friday that the army entered the town."
    said = speaker(engine, text, "entered")
    assert said is not None and (said.id, said.name) == ("hezbollah", "Hezbollah")


def test_an_agency_that_quotes_behind_the_words_passes_them_on(engine: Engine) -> None:
    said = speaker(engine, "The army has seized the hill, Sana news agency quoted a military source as saying.", "seized")
    assert said is not None and (said.name, said.via) == ("a military source", "SANA")


def test_a_name_in_an_aside_before_who(engine: Engine) -> None:
    text = "In a shelter in Jaramana, a suburb of Damascus, Huda Qassem, who said her house was shelled, wept."
    said = speaker(engine, text, "shelled")
    assert said is not None and said.name == "Huda Qassem"


def test_what_a_thing_demands_is_told_by_who_speaks_of_it(engine: Engine) -> None:
    text = "Minister Omar Haddad said the recent attacks demand that the army withdraws from the town."
    said = speaker(engine, text, "withdraws")
    assert said is not None and said.name == "Omar Haddad"


def test_who_runs_a_body_speaks_for_it(engine: Engine) -> None:
    said = speaker(engine, "Rami Abdulrahman, who runs the Syrian Observatory, said rebels had entered the town.", "entered")
    assert said is not None
    assert (said.id, said.kind) == ("syrian-observatory-for-human-rights", "monitor")


def test_what_is_joined_without_a_comma_is_said_too(engine: Engine) -> None:
    said = speaker(engine, "The governor claimed that the siege has ended and the rebels have fled.", "fled")
    assert said is not None
    assert said.text == "The governor"


def test_what_records_show_behind_it(engine: Engine) -> None:
    said = speaker(engine, "Soldiers burned the village and killed ten people, new satellite images show.", "burned")
    assert said is not None
    assert said.text == "new satellite images"


def test_according_to_a_source_that_has_no_pack(engine: Engine) -> None:
    said = speaker(engine, "According to recent polls, Nasser holds only a third of the town.", "holds")
    assert said is not None
    assert said.text == "recent polls"


def test_according_to_him_in_the_middle(engine: Engine) -> None:
    text = "Omar Haddad crossed the border after, according to him, the army attacked his village."
    said = speaker(engine, text, "attacked")
    assert said is not None
    assert said.name == "Omar Haddad"


def test_a_participle_before_its_verb_of_saying(engine: Engine) -> None:
    text = "Conceding that there had been an attack the governor warned: “It will happen again.”"
    said = speaker(engine, text, "attack")
    assert said is not None
    assert said.text == "the governor"


def test_the_name_before_a_colon(engine: Engine) -> None:
    text = "The timing of it does not surprise analyst Omar Haddad: “The army shelled the bridge long ago.”"
    said = speaker(engine, text, "shelled")
    assert said is not None
    assert said.name == "Omar Haddad"


def test_a_headline_tells_whose_words_it_gives(engine: Engine) -> None:
    said = speaker(engine, "Activists: twelve killed in air strike on market", "killed")
    assert said is not None
    assert (said.text, said.kind) == ("Activists", "witness")


def test_who_is_called_a_bully_promised_it(engine: Engine) -> None:
    said = speaker(engine, "Omar Haddad is a liar and bully who has promised to attack the town.", "attack")
    assert said is not None
    assert said.name == "Omar Haddad"


def test_hearsay_in_somebody_s_words_is_his(engine: Engine) -> None:
    said = speaker(engine, "Omar Haddad said that the rebels had allegedly attacked the town.", "attacked")
    assert said is not None
    assert said.name == "Omar Haddad"


def test_what_is_said_begins_with_its_own_subject(engine: Engine) -> None:
    text = "Haddad, who is a judge in the town, freed the prisoners from the jail, Conflict Watch first reported."
    found = heard(engine, text)
    assert any(q.text.startswith("Haddad, who") and q.text.endswith("jail") for q in found.quotes)


def test_a_speaker_behind_wrote(engine: Engine) -> None:
    text = "Salah Nasser and his wife Sahar had been captured together, wrote film director Osman Haddad, on Facebook."
    said = speaker(engine, text, "captured")
    assert said is not None
    assert said.text == "film director Osman Haddad"


def test_a_verb_of_saying_within_its_words(engine: Engine) -> None:
    text = "The trouble, the governor writes, began in May, with a clash between the army and the tribes."
    said = speaker(engine, text, "clash")
    assert said is not None
    assert said.text == "the governor"


def test_a_long_cue_between_paragraphs_of_one_quotation(engine: Engine) -> None:
    text = (
        "“We like the people,” Adel Hadi said during the long interview in Homs, ahead of the opening of his new hotel near the"
        " bridge.\n\n“I heard that 14 fighters were killed.”"
    )
    said = speaker(engine, text, "killed")
    assert said is not None
    assert said.name == "Adel Hadi"
