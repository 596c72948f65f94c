"""What outer words do to a taking of a town. The worst error is a hope told as a fact."""

import pytest

from tests.claims.made import claims

OBJECT = "Hit hit PROPN _ {head} obj"


def status(parsed: str) -> str:
    found = [c for c in claims(parsed, places=("Hit",), actors=("Rebels",)) if c.kind == "control.gain"]
    assert len(found) == 1
    return found[0].status


@pytest.mark.parametrize(
    ("verb", "wanted"),
    [("plan plan", "planned"), ("hope hope", "expected"), ("try try", "planned"), ("failed fail", "denied"), ("managed manage", "happened"),
     ("blorped blorp", "planned"), ("began begin", "ongoing"), ("threaten threaten", "planned")],
)  # fmt: skip
def test_a_verb_over_an_infinitive(verb: str, wanted: str) -> None:
    tense = "Past" if verb.split()[0].endswith("ed") or verb.startswith("began") else "Pres"
    assert (
        status(f"""
        Rebels rebel NOUN Number=Plur 2 nsubj
        {verb} VERB Tense={tense}|VerbForm=Fin 0 root
        to to PART _ 4 mark
        seize seize VERB VerbForm=Inf 2 xcomp
        Hit hit PROPN _ 4 obj
        """)
        == wanted
    )


@pytest.mark.parametrize(
    ("modal", "wanted"), [("will", "expected"), ("could", "hypothetical"), ("would", "hypothetical"), ("must", "planned")]
)
def test_a_modal(modal: str, wanted: str) -> None:
    assert (
        status(f"""
        Rebels rebel NOUN Number=Plur 3 nsubj
        {modal} {modal} AUX VerbForm=Fin 3 aux
        seize seize VERB VerbForm=Inf 0 root
        Hit hit PROPN _ 3 obj
        """)
        == wanted
    )


def test_a_negation() -> None:
    assert (
        status("""
        Rebels rebel NOUN Number=Plur 4 nsubj
        did do AUX Tense=Past|VerbForm=Fin 4 aux
        not not PART Polarity=Neg 4 advmod
        seize seize VERB VerbForm=Inf 0 root
        Hit hit PROPN _ 4 obj
        """)
        == "denied"
    )


def test_a_condition() -> None:
    assert (
        status("""
        If if SCONJ _ 3 mark
        Rebels rebel NOUN Number=Plur 3 nsubj
        seize seize VERB Tense=Pres|VerbForm=Fin 6 advcl
        Hit hit PROPN _ 3 obj
        they they PRON _ 6 nsubj
        stop stop VERB Tense=Pres|VerbForm=Fin 0 root
        """)
        == "hypothetical"
    )


def test_a_purpose() -> None:
    assert (
        status("""
        Rebels rebel NOUN Number=Plur 2 nsubj
        attacked attack VERB Tense=Past|VerbForm=Fin 0 root
        to to PART _ 4 mark
        seize seize VERB VerbForm=Inf 2 advcl
        Hit hit PROPN _ 4 obj
        """)
        == "planned"
    )


def test_an_offensive_to_take_is_no_taking() -> None:
    assert (
        status("""
        The the DET _ 2 det
        offensive offensive NOUN _ 6 nsubj
        to to PART _ 4 mark
        seize seize VERB VerbForm=Inf 2 acl
        Hit hit PROPN _ 4 obj
        began begin VERB Tense=Past|VerbForm=Fin 0 root
        """)
        == "planned"
    )


def test_a_taking_that_is_weighed_is_no_taking() -> None:
    assert (
        status("""
        Seizing seize VERB VerbForm=Ger 4 csubj
        Hit hit PROPN _ 1 obj
        would would AUX VerbForm=Fin 4 aux
        help help VERB VerbForm=Inf 0 root
        Rebels rebel NOUN Number=Plur 4 obj
        """)
        == "hypothetical"
    )


def test_what_is_said_keeps_its_own_status() -> None:
    assert (
        status("""
        Rebels rebel NOUN Number=Plur 2 nsubj
        seized seize VERB Tense=Past|VerbForm=Fin 5 ccomp
        Hit hit PROPN _ 2 obj
        he he PRON _ 5 nsubj
        said say VERB Tense=Past|VerbForm=Fin 0 root
        """)
        == "happened"
    )


def test_what_is_denied_is_denied() -> None:
    assert (
        status("""
        He he PRON _ 2 nsubj
        denied deny VERB Tense=Past|VerbForm=Fin 0 root
        that that SCONJ _ 5 mark
        Rebels rebel NOUN Number=Plur 5 nsubj
        seized seize VERB Tense=Past|VerbForm=Fin 2 ccomp
        Hit hit PROPN _ 5 obj
        """)
        == "denied"
    )


def test_two_refusals_cancel() -> None:
    assert (
        status("""
        They they PRON _ 2 nsubj
        failed fail VERB Tense=Past|VerbForm=Fin 0 root
        to to PART _ 4 mark
        prevent prevent VERB VerbForm=Inf 2 xcomp
        Rebels rebel NOUN Number=Plur 4 obj
        from from SCONJ _ 7 mark
        seizing seize VERB VerbForm=Ger 4 xcomp
        Hit hit PROPN _ 7 obj
        """)
        == "happened"
    )


def test_hope_for_a_capture() -> None:
    found = claims(
        """
        Rebels rebel NOUN Number=Plur 2 nsubj
        hoped hope VERB Tense=Past|VerbForm=Fin 0 root
        for for ADP _ 5 case
        the the DET _ 5 det
        capture capture NOUN _ 2 obl
        of of ADP _ 7 case
        Hit hit PROPN _ 5 nmod
        """,
        places=("Hit",),
        actors=("Rebels",),
    )
    assert [c.status for c in found if c.kind == "control.gain"] == ["expected"]


def test_a_state_in_the_present_goes_on() -> None:
    (claim,) = claims(
        """
        Rebels rebel NOUN Number=Plur 2 nsubj
        hold hold VERB Tense=Pres|VerbForm=Fin 0 root
        Hit hit PROPN _ 2 obj
        """,
        places=("Hit",),
        actors=("Rebels",),
    )
    assert (claim.kind, claim.status) == ("control.hold", "ongoing")


def test_no_longer_ends_a_state() -> None:
    (claim,) = claims(
        """
        Rebels rebel NOUN Number=Plur 4 nsubj
        no no ADV _ 3 advmod
        longer longer ADV _ 4 advmod
        hold hold VERB Tense=Pres|VerbForm=Fin 0 root
        Hit hit PROPN _ 4 obj
        """,
        places=("Hit",),
        actors=("Rebels",),
    )
    assert claim.status == "ended"
