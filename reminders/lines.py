"""What is under way: each person's messages one after another, several people's at once, so many in all.

Knows neither messages nor people, only things and whose line they stand in. What is claimed and what becomes
of it is for others.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lines(Generic[T]):
    """`deliver` never raises. At most `most` things are held; nobody puts more in than there is room for."""

    def __init__(self, deliver: Callable[[T], Awaitable[None]], most: int) -> None:
        self._deliver = deliver
        self._most = most
        self._held = 0
        self._lines: dict[str, deque[T]] = {}
        self._working: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()

    def add(self, whose: str, thing: T) -> None:
        self._held += 1
        if whose in self._lines:
            self._lines[whose].append(thing)
            return
        self._lines[whose] = deque([thing])
        working = asyncio.create_task(self._work_off(whose))
        self._working.add(working)
        working.add_done_callback(self._working.discard)

    def take_out(self, whose: str) -> list[T]:
        """Those that stand behind the one being delivered; they are held no longer."""
        waiting = list(self._lines[whose])
        self._lines[whose].clear()
        self._let_go(len(waiting))
        return waiting

    def take_out_all(self) -> list[T]:
        """As `take_out`, of every line."""
        return [thing for whose in tuple(self._lines) for thing in self.take_out(whose)]

    async def room(self, wanted: int) -> int:
        """How many more may be held, once it is at least `wanted`."""
        while self._most - self._held < wanted:
            self._changed.clear()
            await self._changed.wait()
        return self._most - self._held

    async def end(self) -> None:
        """Until nothing is held."""
        while self._working:
            await asyncio.wait(self._working)

    async def _work_off(self, whose: str) -> None:
        line = self._lines[whose]
        while line:
            await self._deliver(line.popleft())
            self._let_go(1)
        del self._lines[whose]

    def _let_go(self, number: int) -> None:
        self._held -= number
        self._changed.set()
