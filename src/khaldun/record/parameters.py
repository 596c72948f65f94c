"""Every number of the model of control, with its reason. Days unless said otherwise; shares and probabilities from 0 to 1.

Those in `Learned` are learned by `training/control.py` from days of which a gold set knows who held what, and stand in `control.yaml` of
the packs. The others are judgements about how conflicts are reported, set by reading reports of the wars in Syria, Iraq and Libya: the
sets have too few days that would tell one value from another.
"""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.knowledge import load


@dataclass(frozen=True, slots=True)
class Learned:
    """The numbers that are learned.

    `silence`: days that a place stays with one holder in the mean, by the gold's dated facts; after the last report of all, belief that
    a holder still holds decays as exp(-days / silence). `fade`: the same between reports, where a change would mostly have been told.
    `unseen_change`: a report that finds another holder than the last one known, without telling of a change, is believed the more the
    longer ago the last report is: half of its weight times 1 - exp(-days / this).
    `prior_unknown`: of the belief that silence sets free, so much goes to "nobody known"; the rest is shared by the holders known of the
    place. `against_unknown`: how far a report for a holder speaks against "nobody known".
    `again`: how likely a capture is told of who held the place already, beside who did not: what is captured was mostly somebody else's.
    `pressed`: of what a loss or fall without a taker sets free, so much goes to the one rival known to have pressed for the place, where
    there is one alone; the rest to nobody known.
    `target`: factor for what a capture says of the one it was taken from: he fought there, he mostly held it.
    `lost_held`: factor for what a loss says of the time before it: who loses a place mostly held it whole.
    `sound`: how likely it is that the reports of a place speak of this place at all and are read as they are meant, however many agree.
    `around_whole`, `around_most`, `around_bare`: how likely what is told of a province, or of a town, is true of a place within it, where the
    words say that all of it is meant, most of it, or give its name alone (`took Anbar province`): who names it mostly means what counts of it.
    `gain`, `hold`, `loss`: what a claim of each kind is worth where the reading of it is sure; over 1 where claims are truer than their
    confidence says.
    """

    silence: float
    fade: float
    unseen_change: float
    prior_unknown: float
    against_unknown: float
    again: float
    pressed: float
    target: float
    lost_held: float
    sound: float
    gain: float
    hold: float
    loss: float
    around_whole: float
    around_most: float
    around_bare: float


NOW = Learned(**{str(e["id"]): float(e["value"]) for e in load().entries("control")})
"""The numbers in force."""

CERTAIN = 0.985
"""No number of reports makes a holding surer than this: they may all repeat one source that we do not see."""

TOLD = 0.5
"""A holder is named while his probability is at least this."""

WEIGHT = {  # of gains, holds and losses: see Learned
    "control.contest": 0.8,
    "siege": 0.85,
    "siege.relief": 0.85,
    "withdrawal": 0.6,
    "surrender": 0.5,
    "advance": 0.8,
    "attack": 0.8,
}
"""What a claim of each kind is worth where the reading of it is sure. Forces leave a place that their side goes on holding, and
fighters surrender in places that their side never held: withdrawal and surrender are weak signs of loss."""


def weight_of(kind: str) -> float:
    """What a claim of a kind is worth where the reading of it is sure."""
    named = {"control.gain": NOW.gain, "control.hold": NOW.hold, "control.loss": NOW.loss}
    return named[kind] if kind in named else WEIGHT[kind]


MOST = 0.85
"""Factor for a claim about most of a place. A claim about part of it never moves the whole."""

OWN_GAIN = 0.75
"""Factor where a speaker says that his own side gains or holds: such claims come early and sometimes falsely."""

OWN_LOSS = 1.1
"""Factor where a speaker says that a rival gains, or his own side loses: against his interest."""

BY_KIND = {"unnamed": 0.8, "witness": 0.9, "official": 0.95}
"""Factor by kind of speaker; named organisations, and the article's own voice, count whole."""

PRESSED_WITHIN = 730
"""Who is to have pressed for a place that is lost must have done so at most so long before."""

SAME_SIDE = 0.5
"""How far a report for one holder speaks against another of the same side (a rebel group and its alliance)."""

SAME_VOICE = 6
"""Another holder than the last one known is believed so many times sooner where one author tells of both: he does not contradict himself, the change is between his lines."""

ARTICLE_GAIN = 14
"""A gain for which the article gives no day happened on the article's day or at most so long before it."""

SAME_GAIN = 4
"""Days apart within which two reports of a gain by one holder mean one gain; its day is that with the heavier reports."""

SAME_CHANGE = 7
"""Days by which a capture or fall told without its parties may lie before a known one and still be that one, ..."""

RETOLD_CHANGE = {True: 30, False: 180}
"""... and by which it may lie after it, where its day was said and where it was not: `since the recapture of the city` is told of
a capture long after it, and gets the day of the telling."""

NAMELESS_CHANGE = 0.7
"""Factor for what such a capture says of whoever held the place until then: that he no longer does."""

OWN_WORDS = 30
"""Words on a province say nothing of a place of which something else is told within so many days before or after. Before a change they
say it all the same, but for `SAME_GAIN` days: it is the change that they tell."""

HOLD_BACK = 30
"""A state told as of an article's day (or without a beginning) began at least so long before, unless another event explains it."""

PRIOR_BACK = 92
"""... and a state told as what was so before a change (`stormed the rebel-held town`) so long before the change."""

FORMER = 730
"""How far back the capture may lie that ended a state told as over (`the formerly rebel-held town`)."""

CONTEST_FADE = 90
"""Fighting for a place is taken to last so long after the last report of it, unless somebody gains or holds it before."""

PART_FADE = 60
"""The same for who gains or holds a part of a place whose holder is not known."""

PART_STAYS = 540
"""Beside a known holder a part stays with the rival who gained or held it, until a report of the whole says otherwise, for as long
as a holding told with some .85 is believed; then nobody is told to hold the place, until a report does."""

SIEGE_FADE = 120
"""The same for a siege: sieges last years, and are reported more rarely than battles."""

RELIEVED = 730
"""A relief says that the siege went on until it, if the siege was last reported so long before it at most."""

ENDS_WITHIN = 31
"""A siege told of a long time may have ended so long before the end that is told (`had been besieged for three years`)."""

EARLY = 2
"""Days by which a claim may lie after its article (time zones, a paper dated the next morning) and still be told as a fact."""

SHORT_GAP = 31
"""A gap of unknown shorter than this between two holders is given to the earlier one."""
