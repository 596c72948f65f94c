"""The words of the domain: frozen values that flow from bytes to record. No behaviour beyond what a value knows of itself."""

from khaldun.model.actor import Actor
from khaldun.model.article import RELATIONS, Article, Dateline, Link, Publication, Raw, Shared, Source, Story, Trace
from khaldun.model.claim import CONTROL_KINDS, CORE_KINDS, DONE, KINDS, Claim, Quantity, Speaker, interest
from khaldun.model.ids import identifier, slug
from khaldun.model.mention import Mention
from khaldun.model.period import Period, month_of, year_of
from khaldun.model.place import Candidate, Place, Relation
from khaldun.model.record import ControlSpell, Figure, Grade, Incident, Judgement
from khaldun.model.span import Span

__all__ = [
    "CONTROL_KINDS",
    "CORE_KINDS",
    "DONE",
    "KINDS",
    "RELATIONS",
    "Actor",
    "Article",
    "Candidate",
    "Claim",
    "ControlSpell",
    "Dateline",
    "Figure",
    "Grade",
    "Incident",
    "Judgement",
    "Link",
    "Mention",
    "Period",
    "Place",
    "Publication",
    "Quantity",
    "Raw",
    "Relation",
    "Shared",
    "Source",
    "Span",
    "Speaker",
    "Story",
    "Trace",
    "identifier",
    "interest",
    "month_of",
    "slug",
    "year_of",
]
