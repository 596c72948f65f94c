"""What stands between a match and its claim, and a pattern that was tried."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.claims.patterns import Pattern
from khaldun.claims.roles import Cast
from khaldun.claims.status import Judged
from khaldun.claims.triggers import Match
from khaldun.language.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its dates and speaker: what a match came to under a pattern."""

    match: Match
    pattern: Pattern
    cast: Cast
    judged: Judged


@dataclass(frozen=True, slots=True)
class Trial:
    """A pattern tried on a trigger. `nothing`: why no claim came of it, None where one did; `why`: its status and the reasons."""

    sentence: Sentence
    match: Match
    pattern: Pattern
    nothing: str | None
    why: str = ""
