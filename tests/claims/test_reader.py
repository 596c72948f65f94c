"""Claims from hand-made parses and mentions."""

from tests.claims.made import claims

TAKEN = """
    Hit hit PROPN _ 3 nsubj:pass
    was be AUX Tense=Past|VerbForm=Fin 3 aux:pass
    seized seize VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root
    by by ADP _ 5 case
    rebels rebel NOUN Number=Plur 3 obl:agent
"""


def test_a_taking_has_its_taker_and_its_place() -> None:
    (claim,) = claims(TAKEN, places=("Hit",), actors=("rebels",))
    assert (claim.kind, claim.status) == ("control.gain", "happened")
    assert [a.id for a in claim.actors] == ["rebels"]
    assert claim.place is not None
    assert claim.place.name == "Hit"
    assert claim.evidence.text == "Hit was seized by rebels"
    assert claim.trigger.text == "seized"


def test_ids_are_the_same_on_every_reading() -> None:
    first = claims(TAKEN, places=("Hit",), actors=("rebels",))
    assert first == claims(TAKEN, places=("Hit",), actors=("rebels",))


def test_weapons_that_are_seized_are_no_place() -> None:
    found = claims(
        """
        Police police NOUN Number=Plur 2 nsubj
        seized seize VERB Tense=Past|VerbForm=Fin 0 root
        rifles rifle NOUN Number=Plur 2 obj
        in in ADP _ 5 case
        Hit hit PROPN _ 2 obl
        """,
        places=("Hit",),
        actors=("Police",),
    )
    assert "control.gain" not in {c.kind for c in found}


def test_each_place_of_a_list_has_a_claim() -> None:
    found = claims(
        """
        Rebels rebel NOUN Number=Plur 2 nsubj
        seized seize VERB Tense=Past|VerbForm=Fin 0 root
        Hit hit PROPN _ 2 obj
        and and CCONJ _ 5 cc
        Rawa rawa PROPN _ 3 conj
        """,
        places=("Hit", "Rawa"),
        actors=("Rebels",),
    )
    assert [c.place.name for c in found if c.place] == ["Hit", "Rawa"]


def test_a_part_of_a_town_is_taken_in_part() -> None:
    (claim,) = claims(
        """
        Rebels rebel NOUN Number=Plur 2 nsubj
        seized seize VERB Tense=Past|VerbForm=Fin 0 root
        parts part NOUN Number=Plur 2 obj
        of of ADP _ 5 case
        Hit hit PROPN _ 3 nmod
        """,
        places=("Hit",),
        actors=("Rebels",),
    )
    assert claim.place is not None
    assert claim.place.extent == "part"


def test_a_compound_tells_who_holds_and_is_over_once_the_town_is_taken() -> None:
    found = claims(
        """
        Troops troop NOUN Number=Plur 2 nsubj
        captured capture VERB Tense=Past|VerbForm=Fin 0 root
        ISIS+ isis PROPN _ 5 obl
        -+ - PUNCT _ 3 punct
        held hold VERB Tense=Past|VerbForm=Part|Voice=Pass 6 amod
        Hit hit PROPN _ 2 obj
        """,
        places=("Hit",),
        actors=("Troops", "ISIS"),
    )
    by_kind = {c.kind: c for c in found}
    assert by_kind["control.gain"].status == "happened"
    assert by_kind["control.hold"].status == "ended"
    assert by_kind["control.hold"].actors[0].id == "isis"


def test_a_loss_gets_the_taker_that_the_article_names() -> None:
    found = claims(
        TAKEN
        + """
        The the DET _ 2 det
        fall fall NOUN Number=Sing 5 nsubj
        of of ADP _ 4 case
        Rawa rawa PROPN _ 2 nmod
        followed follow VERB Tense=Past|VerbForm=Fin 0 root

        The the DET _ 2 det
        fall fall NOUN Number=Sing 0 root
        of of ADP _ 4 case
        HIT hit PROPN _ 2 nmod
        """.replace("HIT", "Hit"),
        places=("Hit", "Rawa"),
        actors=("rebels",),
    )
    losses = [c for c in found if c.kind == "control.loss"]
    assert [(c.place.name if c.place else None, [a.id for a in c.targets]) for c in losses] == [("Rawa", [])]


def test_a_number_of_people_that_nothing_took_is_a_figure() -> None:
    found = claims(
        """
        The the DET _ 2 det
        camp camp NOUN _ 3 nsubj
        houses house VERB Tense=Pres|VerbForm=Fin 0 root
        900 900 NUM _ 5 nummod
        people people NOUN Number=Plur 3 obj
        """,
        people=(("900 people", 900),),
    )
    assert [(c.kind, c.quantities[0].low) for c in found] == [("figure", 900)]


def test_the_besieged_are_trapped_too() -> None:
    found = claims(
        """
        Rebels rebel NOUN Number=Plur 2 nsubj
        besieged besiege VERB Tense=Past|VerbForm=Fin 0 root
        900 900 NUM _ 4 nummod
        civilians civilian NOUN Number=Plur 2 obj
        in in ADP _ 6 case
        Hit hit PROPN _ 2 obl
        """,
        places=("Hit",),
        actors=("Rebels",),
        people=(("900 civilians", 900),),
    )
    assert {c.kind for c in found} == {"siege", "trapped"}
    assert all(c.quantities[0].low == 900 for c in found)


def test_who_tells_of_a_taking_is_no_taker() -> None:
    found = claims(
        """
        Rebels rebel NOUN Number=Plur 2 nsubj
        took take VERB Tense=Past|VerbForm=Fin 6 ccomp
        Hit hit PROPN _ 2 obj
        , , PUNCT _ 2 punct
        Watchers watcher NOUN Number=Plur 2 nsubj
        said say VERB Tense=Past|VerbForm=Fin 0 root
        """,
        places=("Hit",),
        actors=("Rebels", "Watchers"),
    )
    assert [[a.id for a in c.actors] for c in found if c.kind == "control.gain"] == [["rebels"]]
