"""Watches the event loop's thread: what on it could make everybody wait, and how long everybody did.

Python tells of every connection, name look-up and opened file before it happens (audit events). On the loop's
thread only a socket that does not block may connect, and nothing else of these belongs there.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

WAITING = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "open", "subprocess.Popen"}
)
_BEAT = 0.005


class LoopWatch:
    """`hear` is an audit hook, which cannot be taken away again; so it listens only when told."""

    def __init__(self) -> None:
        self.blocking: list[str] = []
        self._thread: int | None = None

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self._thread is None or event not in WAITING or threading.get_ident() != self._thread:
            return
        if event == "socket.connect" and args[0].gettimeout() == 0:
            return
        self.blocking.append(event)

    @contextmanager
    def on_this_thread(self) -> Iterator[None]:
        self.blocking.clear()
        self._thread = threading.get_ident()
        try:
            yield
        finally:
            self._thread = None


WATCH = LoopWatch()
sys.addaudithook(WATCH.hear)


async def longest_stall(until: asyncio.Event) -> float:
    """The most, in seconds, by which a beat every 5 ms came too late, until the event is set."""
    loop, longest = asyncio.get_running_loop(), 0.0
    while not until.is_set():
        due = loop.time() + _BEAT
        await asyncio.sleep(_BEAT)
        longest = max(longest, loop.time() - due)
    return longest
