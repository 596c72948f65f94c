from dataclasses import replace
from datetime import date

from khaldun import dates
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import Period
from tests.dates.make import KNOWLEDGE, MONDAY, article, chosen, span, tree

STORMED = """
Rebels   rebel  NOUN  _ 2 nsubj
stormed  storm  VERB  Tense=Past|VerbForm=Fin 0 root
the      the    DET   _ 4 det
town     town   NOUN  _ 2 obj
on       on     ADP   _ 6 case
Friday   friday PROPN _ 2 obl
and      and    CCONJ _ 8 cc
seized   seize  VERB  Tense=Past|VerbForm=Fin 2 conj
the      the    DET   _ 10 det
hill     hill   NOUN  _ 8 obj
`.       .      PUNCT _ 2 punct
"""
RETOOK = """
The      the     DET   _ 2 det
army     army    NOUN  _ 3 nsubj
retook   retake  VERB  Tense=Past|VerbForm=Fin 0 root
Asbaf    asbaf   PROPN _ 3 obj
`,       ,       PUNCT _ 8 punct
which    which   PRON  _ 8 obj
rebels   rebel   NOUN  _ 8 nsubj
captured capture VERB  Tense=Past|VerbForm=Fin 4 acl:relcl
in       in      ADP   _ 10 case
June     june    PROPN _ 8 obl
2014     2014    NUM   _ 10 nmod:unmarked
`.       .       PUNCT _ 3 punct
"""
FALL = """
The    the   DET   _ 4 det
May    may   PROPN _ 4 nmod:unmarked
3rd    3rd   NUM   _ 2 nummod
fall   fall  NOUN  _ 7 nsubj
of     of    ADP   _ 6 case
Asbaf  asbaf PROPN _ 4 nmod
opened open  VERB  Tense=Past|VerbForm=Fin 0 root
a      a     DET   _ 9 det
road   road  NOUN  _ 7 obj
`.     .     PUNCT _ 7 punct
"""
SIEGE = """
The      the     DET  _ 2 det
town     town    NOUN _ 5 nsubj:pass
has      have    AUX  Tense=Pres|VerbForm=Fin 5 aux
been     be      AUX  VerbForm=Part 5 aux:pass
besieged besiege VERB Tense=Past|VerbForm=Part 0 root
since    since   ADP  _ 7 case
2013     2013    NUM  _ 5 obl
`.       .       PUNCT _ 5 punct
"""
MANAGED = """
In      in      ADP   _ 2 case
January january PROPN _ 4 obl
they    they    PRON  _ 4 nsubj
managed manage  VERB  Tense=Past|VerbForm=Fin 0 root
to      to      PART  _ 6 mark
cut     cut     VERB  VerbForm=Inf 4 xcomp
it      it      PRON  _ 6 obj
and     and     CCONJ _ 9 cc
take    take    VERB  VerbForm=Inf 6 conj
hills   hill    NOUN  _ 9 obj
`.      .       PUNCT _ 4 punct
"""
UNDATED = """
Rebels rebel NOUN  _ 2 nsubj
hold   hold  VERB  Tense=Pres|VerbForm=Fin 0 root
the    the   DET   _ 4 det
bridge bridge NOUN _ 2 obj
`.     .     PUNCT _ 2 punct
"""


def test_a_date_of_the_verb_is_the_events() -> None:
    assert span(chosen(STORMED, "stormed")) == ("2017-09-01", "2017-09-01")


def test_a_second_verb_without_subject_shares_the_date() -> None:
    assert span(chosen(STORMED, "seized")) == ("2017-09-01", "2017-09-01")


def test_a_relative_clause_keeps_its_own_date() -> None:
    assert span(chosen(RETOOK, "captured")) == ("2014-06-01", "2014-06-30")


def test_a_relative_clauses_date_does_not_spill_over_the_main_verb() -> None:
    when = chosen(RETOOK, "retook")
    assert (span(when), when.basis) == (("2017-08-29", "2017-09-04"), "article")


def test_a_noun_of_event_bears_the_date_before_it() -> None:
    assert span(chosen(FALL, "fall", date(2016, 5, 6))) == ("2016-05-03", "2016-05-03")


def test_since_runs_to_the_day_of_publication() -> None:
    when = chosen(SIEGE, "besieged")
    assert (span(when), when.open_end) == (("2013-01-01", "2017-09-04"), True)


def test_an_infinitive_shares_the_date_of_the_verb_above() -> None:
    assert span(chosen(MANAGED, "take")) == ("2017-01-01", "2017-01-31")


def test_an_undated_state_holds_on_the_day_of_publication() -> None:
    when = chosen(UNDATED, "hold")
    assert (span(when), when.basis) == (("2017-09-04", "2017-09-04"), "article")


def test_an_undated_event_lies_in_the_week_before_publication() -> None:
    assert span(chosen(UNDATED, "hold", ongoing=False)) == ("2017-08-29", "2017-09-04")


def test_without_any_day_nothing_is_told() -> None:
    assert chosen(UNDATED, "hold", None) == Period(None, None, "unknown", basis="article")


def after(before: str, first: date | None = None) -> Period:
    """The period of `hold` in the undated sentence, after another one in the same paragraph."""
    sentence = tree(UNDATED)
    shift = len(before) + 1
    tokens = tuple(replace(t, start=t.start + shift, end=t.end + shift) for t in sentence.tokens)
    placed = replace(sentence, index=1, start=shift, end=shift + len(sentence.text), tokens=tokens)
    reading = Reading(article(f"{before} {sentence.text}", first), (Sentence(0, 0, shift - 1, before, ()), placed))
    return dates.choose(placed, 1, dates.find(reading, KNOWLEDGE), reading, KNOWLEDGE, ongoing=False)


def test_a_chronicle_goes_on_from_its_last_date() -> None:
    when = after("On 10 October 2014, the army came.")
    assert (span(when), when.basis) == (("2014-10-10", "2014-10-10"), "context")


def test_news_does_not_date_one_sentence_by_another() -> None:
    assert after("On 10 October 2014, the army came.", MONDAY).basis == "article"


BEFORE = """
Before before SCONJ _ 3 mark
Asbaf  asbaf  PROPN _ 3 nsubj
fell   fall   VERB  Tense=Past|VerbForm=Fin 7 advcl
in     in     ADP   _ 5 case
2014   2014   NUM   _ 3 obl
rebels rebel  NOUN  _ 7 nsubj
held   hold   VERB  Tense=Past|VerbForm=Fin 0 root
it     it     PRON  _ 7 obj
`.     .      PUNCT _ 7 punct
"""


def test_before_an_event_ends_with_it() -> None:
    when = chosen(BEFORE, "held")
    assert (span(when), when.open_start, when.basis) == (("2014-01-01", "2014-12-31"), True, "context")


APART = """
They     they    PRON  _ 2 nsubj
captured capture VERB  Tense=Past|VerbForm=Fin 0 root
Asbaf    asbaf   PROPN _ 2 obj
`,       ,       PUNCT _ 5 punct
located  locate  VERB  VerbForm=Part 3 acl
nearby   nearby  ADV   _ 5 advmod
`,       ,       PUNCT _ 9 punct
on       on      ADP   _ 9 case
Friday   friday  PROPN _ 5 obl
`.       .       PUNCT _ 2 punct
"""
NOUNS = """
They     they    PRON  _ 2 nsubj
captured capture VERB  Tense=Past|VerbForm=Fin 0 root
Asbaf    asbaf   PROPN _ 2 obj
and      and     CCONJ _ 5 cc
villages village NOUN  _ 3 conj
on       on      ADP   _ 7 case
Friday   friday  PROPN _ 5 nmod
`.       .       PUNCT _ 2 punct
"""


def test_a_comma_takes_a_date_back_to_the_main_verb() -> None:
    assert span(chosen(APART, "captured")) == ("2017-09-01", "2017-09-01")


def test_a_date_hung_on_the_last_of_several_nouns_is_the_verbs() -> None:
    assert span(chosen(NOUNS, "captured")) == ("2017-09-01", "2017-09-01")
