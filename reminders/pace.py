"""Nothing leaves faster than the channel takes it: a turn is waited for, and what is too far off is told.

The tenant's limit is one over all replicas, so its turns are reserved in the store, one after another; a
chat's is kept here, for one person's messages go out by one replica as a rule. Turns are given beforehand,
while a message may still be put off; `leave` is the last gate, for who was held up between. Nothing is sent
from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reminders.limits import LONGEST_PAUSE, Limits
from reminders.windows import Windows
from workflows.ports import Store

SleepUntil = Callable[[datetime], Awaitable[None]]
"""Comes back at that moment, UTC; at once where it has passed."""


@dataclass(frozen=True)
class Place:
    """Where a request goes, as the channel counts it."""

    tenant_id: str
    person_id: str
    """Stands for the chat with the bot: a person has one."""


class Pace:
    """`patience` is the longest that is waited; of anything further off the moment is told instead."""

    def __init__(
        self,
        store: Store,
        limits: Limits,
        now: Callable[[], datetime],
        sleep_until: SleepUntil,
        patience: timedelta,
    ) -> None:
        self._store = store
        self._spacing = limits.tenant.spacing
        self._now = now
        self._sleep_until = sleep_until
        self._patience = patience
        self._tenants = Windows(limits.tenant)
        self._chats = Windows(*limits.chat)
        self._told_to_wait: defaultdict[str, dict[str, datetime]] = defaultdict(dict)

    async def turn(self, place: Place, requests: int = 1) -> datetime | None:
        """Wait for the turn of so many requests. Without waiting the moment, where it is too far off."""
        now = self._now()
        later = await self._wait(self._chats.open_at(place.person_id, now), now)
        if later is not None:
            return later
        now, length = self._now(), self._spacing * requests
        reserved = await self._store.run(
            lambda r: r.pace.reserve(place.tenant_id, now, length, self._patience, LONGEST_PAUSE)
        )
        if not reserved.granted:
            return reserved.moment
        await self._sleep_until(reserved.moment)
        return None

    async def leave(self, place: Place, requests: int = 1) -> datetime | None:
        """As `turn`, for requests that leave now."""
        now = self._now()
        tenant, chat = self._tenants.open_at(place.tenant_id, now), self._chats.open_at(place.person_id, now)
        moment = max(tenant, chat)
        if moment - now > self._patience:
            return moment
        for _ in range(requests):
            self._tenants.take(place.tenant_id, moment)
        self._chats.take(place.person_id, moment)
        return await self._wait(moment, now)

    async def heed(self, place: Place, wait: timedelta) -> None:
        """The channel said to wait. It does not say for what: where a second chat of the tenant hears it
        while the first still waits, it is taken to mean the tenant, and all replicas pause."""
        now = self._now()
        until = now + min(wait, LONGEST_PAUSE)
        self._chats.close(place.person_id, until)
        waiting = self._told_to_wait[place.tenant_id]
        for person_id in [each for each, end in waiting.items() if end <= now]:
            del waiting[person_id]
        waiting[place.person_id] = until
        if len(waiting) > 1:
            self._tenants.close(place.tenant_id, until)
            await self._store.run(lambda r: r.pace.pause(place.tenant_id, until))

    async def _wait(self, moment: datetime, now: datetime) -> datetime | None:
        if moment - now > self._patience:
            return moment
        if moment > now:
            await self._sleep_until(moment)
        return None
