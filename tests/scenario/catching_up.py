"""Waiting until the bot has done what fell due at its clock, which its records tell and no silence proves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.scenario.records import Kept
from tests.scenario.waiting import until


@dataclass(frozen=True)
class CatchingUp:
    kept: Kept
    now: Callable[[], datetime]
    """The bot's clock."""

    async def catches_up(self) -> None:
        """Until a whole scan has run at the clock's time, and what was due has been sent."""
        now = self.now()
        mark = self.kept.leave_mark(now)
        await until(lambda: self.kept.is_forgotten(mark), f"a scan at {now}")
        await self.delivers()

    async def delivers(self) -> None:
        """Until nothing that is due waits to be sent."""
        await until(lambda: self.kept.is_delivered(self.now()), "everything due is sent")
