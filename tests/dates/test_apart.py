from datetime import date

from khaldun.dates.apart import Apart, apart, shifted
from khaldun.model import Period
from tests.dates.make import tree

AFTER = """
Troops  troop   NOUN  _ 2 nsubj
entered enter   VERB  Tense=Past|VerbForm=Fin 0 root
Asbaf   asbaf   PROPN _ 2 obj
`,      ,       PUNCT _ 9 punct
two     two     NUM   _ 6 nummod
days    day     NOUN  _ 9 obl:unmarked
after   after   SCONJ _ 9 mark
rebels  rebel   NOUN  _ 9 nsubj
left    leave   VERB  Tense=Past|VerbForm=Fin 2 advcl
"""
DAY = Period.day(date(2016, 5, 10))


def test_a_measured_clause_hangs_on_the_main_verb():
    assert apart(tree(AFTER), 8) == Apart(1, -1, "day", 2)


def test_the_main_verb_is_not_measured():
    assert apart(tree(AFTER), 1) is None


def test_days_are_counted_exactly():
    found = shifted(DAY, Apart(1, -1, "day", 2))
    assert (found.start, found.last, found.precision) == (date(2016, 5, 8), date(2016, 5, 8), "day")


def test_years_leave_half_a_year_open_on_either_side():
    found = shifted(DAY, Apart(1, -1, "year", 3))
    assert found.start < date(2012, 12, 1) and found.last > date(2013, 10, 1) and found.precision == "year"


def test_before_counts_ahead():
    assert shifted(DAY, Apart(1, 1, "day", 1)).start == date(2016, 5, 11)


def test_days_without_a_number_lie_in_the_week_before():
    found = shifted(DAY, Apart(1, -1, "day", None))
    assert (found.start, found.stop, found.precision) == (date(2016, 5, 3), date(2016, 5, 10), "unknown")
