"""The review bench's own part of the record: what to look at next, how far two readers agree, judgements as files."""

from khaldun.review.agreement import Agreement, agreement
from khaldun.review.files import read_judgements, write_judgements
from khaldun.review.queue import Waiting, queue
from khaldun.review.seen import seen

__all__ = ["Agreement", "Waiting", "agreement", "queue", "read_judgements", "seen", "write_judgements"]
