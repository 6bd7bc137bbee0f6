"""How long a piece of work took, told to whoever measures, and how a turn ended."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from workflows.ports.measures import Measures, TurnOutcome

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def timed_turns(
    handle: Callable[[Asked], Awaitable[Answer]], measures: Measures
) -> Callable[[Asked], Awaitable[Answer]]:
    """A turn that raises, or is given up because it takes too long, has failed."""

    async def handled(turn: Asked) -> Answer:
        outcome, began = TurnOutcome.FAILED, time.perf_counter()
        try:
            reply = await handle(turn)
            outcome = TurnOutcome.ANSWERED
        finally:
            measures.turn(outcome, time.perf_counter() - began)
        return reply

    return handled


def timed_scans(scan: Callable[[], Awaitable[object]], measures: Measures) -> Callable[[], Awaitable[None]]:
    """A scan that fails is not counted; the log tells of it."""

    async def scanned() -> None:
        began = time.perf_counter()
        await scan()
        measures.scanned(time.perf_counter() - began)

    return scanned
