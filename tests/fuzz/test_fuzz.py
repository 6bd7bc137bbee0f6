"""What nobody should send, at random: nothing fails, and nothing of it stands in the log.

Shortened here: three hundred requests of a fixed seed to each channel. `make fuzz` goes on for ten minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.session import fuzz
from tests.fuzz.target import CHANNELS, Verdict
from tests.stores import sqlite_url

REQUESTS = 300
KINDS = {"activity", "bytes", "click", "message", "route"}


def is_short(verdict: Verdict) -> bool:
    return sum(verdict.asked.values()) < REQUESTS


@pytest.mark.parametrize("channel", CHANNELS)
async def test_nothing_that_is_sent_makes_the_bot_fail(tmp_path: Path, channel: str) -> None:
    verdict = await fuzz(sqlite_url(tmp_path), channel, seed=1, goes_on=is_short)
    assert verdict.faults == []
    assert set(verdict.asked) >= KINDS
    assert {200, 400, 404, 405} <= set(verdict.answered)
