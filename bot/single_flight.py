"""One fetch at a time, shared by all who wait for it.

The fetch runs in its own task, so a caller who gives up does not stop it for the others. What is fetched
and how long it is kept is the caller's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


class SingleFlight:
    """Runs `fetch` in the background, never twice at the same time."""

    def __init__(self, fetch: Callable[[], Awaitable[None]]) -> None:
        self._fetch = fetch
        self._task: asyncio.Task[None] | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether a fetch is running."""
        return self._task is not None and not self._task.done()

    def begin(self) -> asyncio.Task[None]:
        """The fetch under way, or a new one."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())
            self._task.add_done_callback(_look_at_error)
        return self._task

    async def join(self) -> None:
        """Wait for the fetch under way, or for a new one; raises what it raises."""
        await asyncio.shield(self.begin())

    async def stop(self) -> None:
        """Give up the fetch under way."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        await self._fetch()


def _look_at_error(task: asyncio.Task[Any]) -> None:
    """A background fetch may fail with nobody waiting; the failure is logged where it happens."""
    if not task.cancelled():
        task.exception()
