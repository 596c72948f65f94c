"""A claim's speaker tells in an export of which side he is, and whom his word suits."""

from __future__ import annotations

from khaldun.export import rows
from tests.record.make import ARMY, RED_MINISTRY, claim


def test_whom_a_claim_suits_is_exported() -> None:
    row = rows.claim(claim("control.loss", "2016-03-27", ARMY, says=RED_MINISTRY))
    assert (row["speaker"]["side"], row["speaker"]["interest"]) == ("red", "against")


def test_an_article_s_own_voice_stays_null() -> None:
    assert rows.claim(claim("control.loss", "2016-03-27", ARMY))["speaker"] is None
