"""Frames over hand-made parses: one row a word, `word lemma pos features head relation`."""

from khaldun.language.conllu import parse
from khaldun.language.frames import Frame, frame_at, frames
from khaldun.language.sentence import Sentence


def sentence(rows: str) -> Sentence:
    """A parse from rows of `word/lemma/pos/features/head/relation`; a word that ends in + has no blank after it."""
    lines = []
    for i, row in enumerate(rows.strip().splitlines(), 1):
        word, lemma, pos, features, head, relation = row.split()
        misc = "SpaceAfter=No" if word.endswith("+") else "_"
        lines.append("\t".join([str(i), word.rstrip("+"), lemma, pos, "_", features, head, relation, "_", misc]))
    return parse("\n".join(lines))[0]


def said(frame: Frame, role: str, text: Sentence) -> list[str]:
    return [text.tokens[a.head].text for a in frame.those(role)]


ACROSS = sentence("""
    Marines marine NOUN _ 7 compound
    ,+ , PUNCT _ 3 punct
    backed back VERB VerbForm=Part 1 acl
    by by ADP _ 5 case
    planes plane NOUN _ 3 obl:agent
    retook retake VERB Tense=Past|VerbForm=Fin 0 root
    village village NOUN _ 6 obj
    Hit Hit PROPN _ 7 compound
""")


def test_a_noun_hung_across_the_verb_is_its_subject() -> None:
    assert said(frame_at(ACROSS, 5), "agent", ACROSS) == ["Marines"]
    assert said(frame_at(ACROSS, 5), "patient", ACROSS) == ["village"]


FLAT = sentence("""
    bastion bastion NOUN _ 0 root
    of of ADP _ 4 case
    Jabhat Jabhat PROPN _ 1 nmod
    Nusra Nusra PROPN _ 3 flat
""")


def test_a_preposition_hung_on_a_further_word_of_a_name_is_the_name_s() -> None:
    assert said(frame_at(FLAT, 0), "of", FLAT) == ["Jabhat"]


PASSIVE = sentence("""
    Hit hit PROPN _ 3 nsubj:pass
    was be AUX Tense=Past|VerbForm=Fin 3 aux:pass
    seized seize VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root
    by by ADP _ 5 case
    rebels rebel NOUN _ 3 obl:agent
    in in ADP _ 7 case
    May May PROPN _ 3 obl
""")


def test_a_passive_is_undone() -> None:
    frame = frame_at(PASSIVE, 2)
    assert frame.group.voice == "passive"
    assert frame.group.tense == "past"
    assert said(frame, "agent", PASSIVE) == ["rebels"]
    assert said(frame, "patient", PASSIVE) == ["Hit"]
    assert said(frame, "in", PASSIVE) == ["May"]


def test_coordinated_arguments_are_arguments_each() -> None:
    text = sentence("""
        They they PRON _ 3 nsubj:pass
        were be AUX Tense=Past|VerbForm=Fin 3 aux:pass
        driven drive VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root
        from from ADP _ 5 case
        Hit hit PROPN _ 3 obl
        and and CCONJ _ 7 cc
        Rawa rawa PROPN _ 5 conj
    """)
    assert said(frame_at(text, 2), "from", text) == ["Hit", "Rawa"]


def test_a_name_in_apposition_is_no_second_object() -> None:
    text = sentence("""
        Rebels rebel NOUN _ 2 nsubj
        took take VERB Tense=Past|VerbForm=Fin 0 root
        Hit+ hit PROPN _ 2 obj
        , , PUNCT _ 6 punct
        a a DET _ 6 det
        town town NOUN _ 3 conj
    """)
    assert said(frame_at(text, 1), "patient", text) == ["Hit"]


def test_a_controlled_verb_takes_the_subject_of_the_one_above() -> None:
    text = sentence("""
        Rebels rebel NOUN _ 2 nsubj
        managed manage VERB Tense=Past|VerbForm=Fin 0 root
        to to PART _ 4 mark
        take take VERB VerbForm=Inf 2 xcomp
        Hit hit PROPN _ 4 obj
    """)
    frame = frame_at(text, 3)
    assert said(frame, "agent", text) == ["Rebels"]
    assert [s.lemma for s in frame.scope] == ["take", "manage"]


def test_an_object_controls_the_infinitive_after_forced() -> None:
    text = sentence("""
        Troops troop NOUN _ 2 nsubj
        forced force VERB Tense=Past|VerbForm=Fin 0 root
        rebels rebel NOUN _ 2 obj
        to to PART _ 5 mark
        leave leave VERB VerbForm=Inf 2 xcomp
    """)
    assert said(frame_at(text, 4), "agent", text) == ["rebels"]


def test_a_relative_clause_gives_its_noun_as_object() -> None:
    text = sentence("""
        The the DET _ 2 det
        city city NOUN _ 0 root
        that that PRON PronType=Rel 5 obj
        rebels rebel NOUN _ 5 nsubj
        seized seize VERB Tense=Past|VerbForm=Fin 2 acl:relcl
    """)
    frame = frame_at(text, 4)
    assert said(frame, "patient", text) == ["city"]
    assert said(frame, "agent", text) == ["rebels"]


def test_a_participle_after_a_comma_may_be_said_of_the_name_before_it() -> None:
    text = sentence("""
        The the DET _ 2 det
        fall fall NOUN _ 0 root
        of of ADP _ 4 case
        Hit+ hit PROPN _ 2 nmod
        , , PUNCT _ 6 punct
        encircled encircle VERB Tense=Past|VerbForm=Part|Voice=Pass 2 acl
        by by ADP _ 8 case
        rebels rebel NOUN _ 6 obl:agent
    """)
    assert said(frame_at(text, 5), "patient", text) == ["fall", "Hit"]


def test_an_event_noun_has_possessor_and_of() -> None:
    text = sentence("""
        Iraq+ iraq PROPN _ 3 nmod:poss
        's 's PART _ 1 case
        capture capture NOUN _ 0 root
        of of ADP _ 5 case
        Hit hit PROPN _ 3 nmod
    """)
    frame = frame_at(text, 2)
    assert said(frame, "poss", text) == ["Iraq"]
    assert said(frame, "of", text) == ["Hit"]


def test_a_noun_takes_the_doer_of_the_verb_that_carries_it() -> None:
    text = sentence("""
        Rebels rebel NOUN _ 2 nsubj
        launched launch VERB Tense=Past|VerbForm=Fin 0 root
        a a DET _ 4 det
        wave wave NOUN _ 2 obj
        of of ADP _ 6 case
        attacks attack NOUN _ 4 nmod
        on on ADP _ 8 case
        Hit hit PROPN _ 6 nmod
    """)
    frame = frame_at(text, 5)
    assert frame.support == 1
    assert said(frame, "support", text) == ["Rebels"]
    assert said(frame, "on", text) == ["Hit"]


def test_a_hyphened_compound_has_its_holder_and_its_noun() -> None:
    text = sentence("""
        the the DET _ 5 det
        ISIS+ isis PROPN _ 4 obl
        -+ - PUNCT _ 2 punct
        held hold VERB Tense=Past|VerbForm=Part|Voice=Pass 5 amod
        town town NOUN _ 0 root
    """)
    frame = frame_at(text, 3)
    assert frame.kind == "compound"
    assert said(frame, "agent", text) == ["ISIS"]
    assert said(frame, "patient", text) == ["town"]


def test_a_modal_and_a_negation_stand_in_the_group() -> None:
    text = sentence("""
        Rebels rebel NOUN _ 4 nsubj
        will will AUX VerbForm=Fin 4 aux
        not not PART Polarity=Neg 4 advmod
        advance advance VERB VerbForm=Inf 0 root
        and and CCONJ _ 6 cc
        attack attack VERB VerbForm=Inf 4 conj
    """)
    first, second = frame_at(text, 3), frame_at(text, 5)
    assert (first.group.modal, first.group.negated) == ("will", True)
    assert second.group.modal == "will"
    assert said(second, "agent", text) == ["Rebels"]


def test_frames_come_in_the_order_of_their_heads() -> None:
    assert [f.head for f in frames(PASSIVE)] == sorted(f.head for f in frames(PASSIVE))
    assert [f.lemma for f in frames(PASSIVE)] == ["seize"]
