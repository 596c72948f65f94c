from dataclasses import replace

import pytest

from khaldun.language.conllu import parse
from khaldun.language.reading import Reading
from khaldun.model import Article, Source
from khaldun.places import find, topic


def goes_back(mentions, marked, word, title=None):
    return [m.place.name for m in mentions(marked, title) if m.anaphor and m.text == word]


@pytest.mark.parametrize(
    ("marked", "word", "name"),
    [
        ("Syrian troops besieged [[Palmyra]]. They entered the city at dawn.", "city", "Palmyra"),
        ("Syrian troops left [[Palmyra]]. The militants entered the city in May.", "city", "Palmyra"),
        (
            "Syrian troops took [[Palmyra]]. It opens the road to [[Raqqa]] and [[Hama]]. The army held the city.",
            "city",
            "Palmyra",
        ),
        ("Syrian troops left [[Al-Sukhna]], 70km east of [[Palmyra]]. The town sits astride a highway.", "town", "Al-Sukhnah"),
        ("Syrian fighters hold [[Abu Kamal]]. Jets bombed the border town.", "border town", "Abu Kamal"),
        ("Syrian troops left [[Afrin]]. Shops in the mostly Kurdish town were looted.", "town", "Afrin"),
        ("Iraqi forces swept [[Anbar]] province. Much of the province is desert.", "province", "Al Anbar Governorate"),
        ("Boats crossed the [[Euphrates]] in Syria. The river is wide.", "river", "Euphrates"),
        ("Syrian families fled [[Qudsaya]]. People there are hungry.", "there", "Qudsaya"),
        ("Syrian rebels shelled [[Hama]] province. The city was calm, and [[Homs]] too.", "city", None),
    ],
)
def test_a_word_for_a_place_goes_back_to_its_name(mentions, marked, word, name):
    assert goes_back(mentions, marked, word) == ([name] if name else [])


def test_a_headline_that_is_a_name_is_what_the_town_means(mentions):
    title = "Rastan (Homs Governorate)"
    marked = "On 1 June 2012 Syrian rebels took the town. Convoys went on to [[Homs]] and [[Hama]]. In 2018 the army retook the town."
    assert goes_back(mentions, marked, "town", title) == ["Al-Rastan", "Al-Rastan"]


def test_this_suburb_of_a_city_is_the_one_that_the_text_is_about(mentions):
    title = "Qudsaya (Damascus and Rif Dimashq Governorates)"
    assert goes_back(mentions, "Syrian tanks entered this suburb of [[Damascus]] in May.", "suburb", title) == ["Qudsaya"]
    assert goes_back(mentions, "Syrian tanks entered the suburb of [[Damascus]] in May.", "suburb", title) == []


def test_the_name_of_the_headline_is_a_place_wherever_it_stands(mentions):
    found = mentions("In May Syrian rebels announced their control over Harem.", "Harem (Idlib Governorate)")
    assert [m.place.name for m in found if m.text == "Harem"] == ["Harem"]


def test_a_headline_may_name_a_village_that_no_gazetteer_has(mentions):
    found = [m for m in mentions("Syrian troops took the village in May.", "Tell Unheard (Aleppo Governorate)") if m.anaphor]
    assert found[0].place.name == "Tell Unheard" and found[0].place.country == "SY"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rastan (Homs Governorate)", "Al-Rastan"),
        ("Damascus – Barzeh", "Barzeh"),
        ("Rawa, Iraq", "Rawa"),
        ("Army takes Rastan", None),
        ("Jordan, Turkey agree to talks", None),
        ("", None),
    ],
)
def test_the_topic_is_the_place_that_the_headline_is(read, gazetteer, knowledge, title, name):
    found = topic(read("On 1 June Syrian and Iraqi rebels took control.", title), gazetteer, knowledge)
    assert (found.name if found else None) == name


def test_the_word_that_introduces_a_name_goes_back_to_nothing(mentions):
    marked = "Syrian troops left [[Homs]]. They entered the city of [[Hama]] and the town council met."
    assert goes_back(mentions, marked, "city") == [] and goes_back(mentions, marked, "town") == []


def test_a_stand_in_has_its_own_words_and_extent(mentions):
    (found,) = [m for m in mentions("Iraqi forces reached [[Mosul]]. They hold most of the city.") if m.anaphor]
    assert (found.text, found.place.text, found.place.extent) == ("city", "city", "most")


def test_the_city_of_a_province_is_preferred_beside_its_province(mentions):
    marked = (
        "Clashes hit [[Deir Ezzor]] and [[Abu Kamal]] in Syria. Families fled [[Deir Ezzor]] Governorate. The city was bleak."
    )
    assert goes_back(mentions, marked, "city") == ["Deir ez-Zor"]


def test_the_base_is_a_base_and_not_any_building(mentions):
    marked = "Syrian jets left [[Shayrat air base]]. The [[Pentagon]] said the base was hit."
    assert goes_back(mentions, marked, "base") == ["Shayrat air base"]


def test_in_a_text_about_one_town_it_is_the_town(gazetteer, knowledge):
    rows = "1 Rebels rebel NOUN _ _ 2 nsubj _ _\n2 recaptured recapture VERB _ _ 0 root _ _\n3 it it PRON _ _ 2 obj _ SpaceAfter=No\n4 . . PUNCT _ _ 2 punct _ _\n"
    sentences = tuple(parse(rows))
    about = Article("a", Source("a", "0"), "Rebels recaptured it.", title="Azaz (Aleppo Governorate)")
    default, found = find(Reading(about, sentences), gazetteer, knowledge)
    assert (default.start, default.end, default.anaphor, default.place.name) == (0, 0, True, "Azaz")
    assert (found.text, found.anaphor, found.place.name) == ("it", True, "Azaz")
    assert find(Reading(replace(about, title="Rebels advance"), sentences), gazetteer, knowledge) == []


def test_an_article_of_another_noun_does_not_make_a_town_known(gazetteer, knowledge):
    rows = (
        "1 Homs Homs PROPN _ _ 2 nsubj _ NER=B-LOC\n2 fell fall VERB _ _ 0 root _ SpaceAfter=No\n3 . . PUNCT _ _ 2 punct _ _\n\n"
        "1 The the DET _ _ 2 det _ _\n2 army army NOUN _ _ 3 nsubj _ _\n3 left leave VERB _ _ 0 root _ _\n4 town town NOUN _ _ 3 obj _ SpaceAfter=No\n5 . . PUNCT _ _ 3 punct _ _\n"
    )
    article = Article("a", Source("a", "0"), "Homs fell. The army left town.")
    assert not [m for m in find(Reading(article, tuple(parse(rows))), gazetteer, knowledge) if m.anaphor]
