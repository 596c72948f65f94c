"""Claims and judgements -> incidents, corroboration, control through time, figures, disputes."""

from khaldun.record.build import Record, at_places, build, heard, held, in_stories
from khaldun.record.fading import probability_on
from khaldun.record.gather import gathered
from khaldun.record.judgements import judged
from khaldun.record.series import series

__all__ = ["Record", "at_places", "build", "gathered", "heard", "held", "in_stories", "judged", "probability_on", "series"]
