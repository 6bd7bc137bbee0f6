"""One at a time per key: whoever comes first goes first, and the others wait in line.

A key is remembered only while somebody holds it or waits for it. Ordering holds within this process; what
must hold across processes is the database's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class OneAtATime:
    """`async with queue.place(key):` runs alone among those with the same key."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @asynccontextmanager
    async def place(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for one's turn, in the order of asking."""
        lock, waiting = self._lines.get(key, (None, 0))
        lock = lock or asyncio.Lock()
        self._lines[key] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._lines.pop(key)
            if waiting > 1:
                self._lines[key] = (lock, waiting - 1)
