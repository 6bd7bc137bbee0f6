"""The messenger at the channel's pace: each request has its turn, and a wish to wait is heeded for all.

What cannot leave soon is "not sent", as certainly as what the channel refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reminders.pace import Pace, Place
from workflows.chat import Address, Message, Messenger, NotSent, Outcome, Refusal


@dataclass(frozen=True)
class PacedMessenger:
    messenger: Messenger
    pace: Pace
    now: Callable[[], datetime]

    async def post(self, place: Place, address: Address, message: Message, *, turns: int = 0) -> Outcome:
        """`turns` is how many requests of this message have had their turn already. To open a chat is one
        more."""
        requests = 1 if address.conversation_id else 2
        refused = await self._before(place, requests, turns)
        return refused or await self._heeded(place, await self.messenger.post(address, message))

    async def update(
        self, place: Place, address: Address, activity_id: str, message: Message, *, turns: int = 0
    ) -> Outcome:
        refused = await self._before(place, 1, turns)
        return refused or await self._heeded(
            place, await self.messenger.update(address, activity_id, message)
        )

    async def _before(self, place: Place, requests: int, turns: int) -> NotSent | None:
        later = None
        if requests > turns:
            later = await self.pace.turn(place, requests - turns)
        if later is None:
            later = await self.pace.leave(place, requests)
        return None if later is None else NotSent(Refusal.BUSY, later - self.now())

    async def _heeded(self, place: Place, outcome: Outcome) -> Outcome:
        if isinstance(outcome, NotSent) and outcome.retry_after is not None:
            await self.pace.heed(place, outcome.retry_after)
        return outcome
