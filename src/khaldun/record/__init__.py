"""Claims and judgements -> incidents, corroboration, control through time, figures, disputes."""

from khaldun.record.build import Record, build
from khaldun.record.fading import probability_on

__all__ = ["Record", "build", "probability_on"]
