"""The ticking clock: it scans, it delivers when woken, an error stops nothing, and stop lets sends end."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from structlog.testing import capture_logs

from reminders.clock import Ticking, system_now

NEVER, AT_ONCE = timedelta(days=365), timedelta(milliseconds=1)
LONG = 30
"""Seconds after which a test that waits for something has failed."""


@dataclass
class Work:
    """A scan or a delivery that does what it is told, in order, and says when it was called."""

    results: deque[int | Exception] = field(default_factory=deque)
    calls: int = 0
    called: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    gate: asyncio.Event | None = None
    ended: int = 0

    async def __call__(self) -> int:
        self.calls += 1
        self.called.release()
        if self.gate:
            await self.gate.wait()
        self.ended += 1
        result = self.results.popleft() if self.results else 0
        if isinstance(result, Exception):
            raise result
        return result

    async def wait(self, times: int = 1) -> None:
        """Until it has been called so many times more."""
        async with asyncio.timeout(LONG):
            for _ in range(times):
                await self.called.acquire()


def ticking(
    scan: Work, deliver: Work, scan_every: timedelta = NEVER, deliver_every: timedelta = NEVER
) -> Ticking:
    return Ticking(scan, deliver, scan_every, deliver_every)


async def test_waking_delivers_at_once() -> None:
    deliver = Work()
    clock = ticking(Work(), deliver)
    clock.start()
    clock.wake()
    await deliver.wait()
    clock.wake()
    await deliver.wait()
    await clock.stop()


async def test_nothing_is_delivered_before_anybody_wakes_it() -> None:
    scan, deliver = Work(), Work()
    clock = ticking(scan, deliver)
    clock.start()
    await asyncio.sleep(0)
    assert (scan.calls, deliver.calls) == (0, 0)
    await clock.stop()
    assert scan.calls == 0


async def test_delivery_goes_on_while_there_is_something_to_send() -> None:
    deliver = Work(deque([20, 20, 3]))
    clock = ticking(Work(), deliver)
    clock.start()
    clock.wake()
    await deliver.wait(4)
    assert not deliver.results
    await clock.stop()


async def test_a_scan_runs_at_its_time_and_wakes_delivery() -> None:
    scan, deliver = Work(), Work()
    clock = ticking(scan, deliver, scan_every=AT_ONCE)
    clock.start()
    await scan.wait(2)
    await deliver.wait()
    await clock.stop()


async def test_delivery_also_runs_at_its_own_time() -> None:
    scan, deliver = Work(), Work()
    clock = ticking(scan, deliver, deliver_every=AT_ONCE)
    clock.start()
    await deliver.wait(2)
    await clock.stop()
    assert scan.calls == 0


async def test_a_delivery_that_fails_is_logged_without_its_words_and_the_next_goes_on() -> None:
    deliver = Work(deque([OSError("610190-4321")]))
    clock = ticking(Work(), deliver)
    with capture_logs() as logs:
        clock.start()
        clock.wake()
        await deliver.wait()
        clock.wake()
        await deliver.wait()
        await clock.stop()
    assert [entry["event"] for entry in logs] == ["delivery_failed"]
    assert logs[0]["error"] == "OSError"
    assert "610190" not in str(logs)


async def test_a_scan_that_fails_is_logged_and_the_next_goes_on() -> None:
    scan, deliver = Work(deque([OSError("610190-4321")])), Work()
    clock = ticking(scan, deliver, scan_every=AT_ONCE)
    with capture_logs() as logs:
        clock.start()
        await scan.wait(2)
        await clock.stop()
    assert [entry["event"] for entry in logs] == ["scan_failed"]
    assert "610190" not in str(logs)


async def test_stopping_lets_the_send_under_way_end_and_begins_no_other() -> None:
    deliver = Work(deque([20, 20]), gate=asyncio.Event())
    clock = ticking(Work(), deliver)
    clock.start()
    clock.wake()
    await deliver.wait()
    stopping = asyncio.create_task(clock.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    assert deliver.gate is not None
    deliver.gate.set()
    async with asyncio.timeout(LONG):
        await stopping
    assert (deliver.calls, deliver.ended) == (1, 1)


async def test_what_was_begun_is_seen_to_its_end_after_the_last_was_begun() -> None:
    deliver, stop = Work(deque([1]), gate=asyncio.Event()), Work()

    async def stopping() -> None:
        assert deliver.ended == deliver.calls
        await stop()

    clock = Ticking(Work(), deliver, NEVER, NEVER, stopping)
    clock.start()
    clock.wake()
    await deliver.wait()
    assert deliver.gate is not None
    deliver.gate.set()
    async with asyncio.timeout(LONG):
        await clock.stop()
    assert stop.calls == 1


async def test_a_clock_that_was_stopped_is_not_woken() -> None:
    deliver = Work()
    clock = ticking(Work(), deliver)
    clock.start()
    await clock.stop()
    calls = deliver.calls
    clock.wake()
    await asyncio.sleep(0)
    assert deliver.calls == calls


def test_the_real_time_is_utc() -> None:
    assert system_now().tzinfo is UTC
