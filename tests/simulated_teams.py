"""A channel with Teams' limits: it takes its time to answer, and answers 429 to whatever is beyond them."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from workflows.chat import Address, Message, NotSent, Outcome, Refusal, Sent

PER_TENANT = ((50, 1.0),)
PER_CHAT = ((7, 1.0), (60, 30.0))
"""Requests within seconds, in any stretch."""
RETRY_AFTER = timedelta(seconds=5)
Window = tuple[int, float]


@dataclass
class SimulatedTeams:
    """Implements the `Messenger` port; `time` is in seconds."""

    time: Callable[[], float]
    random: Random
    quickest: float = 0.05
    slowest: float = 0.8
    taken: int = 0
    refused: int = 0
    last: float = 0.0
    _seen: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    async def post(self, address: Address, message: Message) -> Outcome:
        chat = address.conversation_id or f"chat with {address.user_id}"
        if not address.conversation_id:
            if not self._takes(address.tenant_id, ()):
                return await self._busy()
            await self._answering()
        if not self._takes(address.tenant_id, PER_CHAT, chat):
            return await self._busy()
        await self._answering()
        return Sent(f"message {self.taken}", chat)

    async def update(self, address: Address, activity_id: str, message: Message) -> Outcome:
        if not self._takes(address.tenant_id, PER_CHAT, address.conversation_id or ""):
            return await self._busy()
        await self._answering()
        return Sent(activity_id, address.conversation_id or "")

    def _takes(self, tenant_id: str, of_chat: tuple[Window, ...], chat: str = "") -> bool:
        fits = self._fits(tenant_id, PER_TENANT) and self._fits(chat, of_chat)
        if fits:
            self.taken += 1
            self.last = self.time()
            self._seen[tenant_id].append(self.last)
            self._seen[chat].append(self.last)
        else:
            self.refused += 1
        return fits

    def _fits(self, key: str, windows: tuple[Window, ...]) -> bool:
        now, seen = self.time(), self._seen[key]
        longest = max((seconds for _, seconds in windows), default=0.0)
        while seen and seen[0] <= now - longest:
            seen.popleft()
        return all(sum(each > now - seconds for each in seen) < most for most, seconds in windows)

    async def _busy(self) -> Outcome:
        await self._answering()
        return NotSent(Refusal.BUSY, RETRY_AFTER)

    async def _answering(self) -> None:
        await asyncio.sleep(self.random.uniform(self.quickest, self.slowest))
