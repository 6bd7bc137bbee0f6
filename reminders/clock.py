"""The clock that makes things happen: APScheduler ticks in every replica, in memory, nothing stored.

Each tick scans for what is due and delivers what is pending; a turn that queued something wakes delivery
at once. What is due lives in the database, so a tick that never ran is caught up by the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)


def system_now() -> datetime:
    """The real time, UTC: the clock of every replica outside the demo and the tests."""
    return datetime.now(UTC)


async def nothing_to_stop() -> None:
    """For a delivery that has ended when it comes back."""


class Ticking:
    """Runs `scan` every `scan_every`, and `deliver` as often or as soon as it is woken, until stopped.

    `deliver` says how much it has begun, and is asked again until that is nothing; `stop_delivering` sees
    what was begun to its end.
    """

    def __init__(
        self,
        scan: Callable[[], Awaitable[object]],
        deliver: Callable[[], Awaitable[int]],
        scan_every: timedelta,
        deliver_every: timedelta,
        stop_delivering: Callable[[], Awaitable[None]] = nothing_to_stop,
    ) -> None:
        self._scan = scan
        self._deliver = deliver
        self._scan_every = scan_every
        self._deliver_every = deliver_every
        self._stop_delivering = stop_delivering
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._woken = asyncio.Event()
        self._delivery: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        seconds = self._scan_every.total_seconds()
        self._scheduler.add_job(
            self._safely_scan, "interval", seconds=seconds, coalesce=True, max_instances=1
        )
        often = self._deliver_every.total_seconds()
        self._scheduler.add_job(self._tick, "interval", seconds=often, coalesce=True, max_instances=1)
        self._scheduler.start()
        self._delivery = asyncio.create_task(self._keep_delivering())

    def wake(self) -> None:
        """Deliver now: something was queued."""
        self._woken.set()

    async def stop(self) -> None:
        """Let the sends under way end, then stop."""
        self._scheduler.shutdown(wait=False)
        self._stopping = True
        self.wake()
        if self._delivery:
            await self._delivery
        await self._stop_delivering()

    async def _tick(self) -> None:
        self.wake()

    async def _safely_scan(self) -> None:
        try:
            await self._scan()
        except Exception as error:  # noqa: BLE001 - the next tick tries again; nothing else may stop the clock
            log.error("scan_failed", error=type(error).__name__)
        self.wake()

    async def _keep_delivering(self) -> None:
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            try:
                while await self._deliver() and not self._stopping:
                    pass
            except Exception as error:  # noqa: BLE001 - rows keep their state, and the next tick goes on
                log.error("delivery_failed", error=type(error).__name__)
