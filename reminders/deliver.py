"""The way out: claims due rows of the outbox, as many as there is room for, and sees each to its end.

How a row moves is the table's in `workflows/outbox_states.py`; how one is sent is in `sending.py`. There is
no batch to wait for: when some have ended, more are claimed. Several people's messages go out at once, one
person's in the order they were claimed, and all of them no faster than the channel takes them.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from reminders.limits import TEAMS, Limits
from reminders.lines import Lines
from reminders.outcomes import Ending, log_ending, of_stranded, write_down
from reminders.pace import Pace, SleepUntil
from reminders.paced_messenger import PacedMessenger
from reminders.parcel import Render
from reminders.sending import Sending, Taken
from workflows.chat import Messenger
from workflows.notice import Outgoing
from workflows.outbox_states import Event
from workflows.ports import Records, Store

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
"""How long a replica has a message to itself: longer than the messenger's total timeout, twice."""
MOST_UNDER_WAY = 64
"""Enough for one tenant's limit also where each answer takes a second."""
_A_MOMENT = timedelta(microseconds=1)


@dataclass
class Delivery:
    store: Store
    messenger: Messenger
    render: Render
    overtaken: Render
    """What an earlier card of the same subject says once a newer one stands further down."""
    now: Callable[[], datetime]
    lease: timedelta = LEASE
    limits: Limits = TEAMS
    sleep_until: SleepUntil | None = None
    """The event loop's own, unless another is given."""
    jitter: Callable[[], float] = random.random
    """A number from 0 to 1: how much of the longest addition a retry waits longer."""
    most: int = MOST_UNDER_WAY
    _sending: Sending = field(init=False)
    _lines: Lines[Taken] = field(init=False)

    def __post_init__(self) -> None:
        sleep_until = self.sleep_until or self._sleep_until
        pace = Pace(self.store, self.limits, self.now, sleep_until, patience=self.lease / 3)
        channel = PacedMessenger(self.messenger, pace, self.now)
        self._sending = Sending(
            self.store, channel, self.render, self.overtaken, self.now, self.lease, self.jitter
        )
        self._lines = Lines(self._see_to, self.most)

    async def run(self) -> int:
        """Send all that is due and wait for its end; returns how many rows were taken."""
        taken = 0
        while more := await self.begin():
            taken += more
        await self._lines.end()
        return taken

    async def begin(self) -> int:
        """Begin to send what is due, as far as there is room or once there is some; returns how many rows
        were taken. Does not wait for their end."""
        room = await self._lines.room(max(self.most // 4, 1))
        settled, taken = await self.store.run(lambda records: self._take(records, room))
        for outgoing, ending in settled:
            log_ending(outgoing, ending)
        for each in taken:
            self._lines.add(each.outgoing.notice.recipient_id, each)
        return len(taken)

    async def stop(self) -> None:
        """Let the sends under way end, and let others have what was claimed and not begun."""
        await self._put_back(self._lines.take_out_all(), self.now())
        await self._lines.end()

    def _take(self, records: Records, room: int) -> tuple[list[tuple[Outgoing, Ending]], list[Taken]]:
        now, outbox = self.now(), records.outbox
        stranded = [(each, of_stranded(each, now)) for each in outbox.stranded(now, self.most)]
        settled = [(each, ending) for each, ending in stranded if write_down(records, each, ending)]
        claimed = outbox.claim(now, self.lease, room)
        return settled, [_taken(records, each) for each in claimed]

    async def _see_to(self, taken: Taken) -> None:
        outgoing = taken.outgoing
        try:
            later = await self._sending.send(taken)
            if later is not None:
                behind = self._lines.take_out(outgoing.notice.recipient_id)
                await self._put_back([taken, *behind], later)
        except Exception as error:  # noqa: BLE001 - one row holds up no other; it comes back with its lease
            log.error("send_failed", outgoing=outgoing.id, error=type(error).__name__)

    async def _put_back(self, several: Iterable[Taken], not_before: datetime) -> None:
        """Each a moment after the one before, so that one person's stay in order."""
        put_back = [(each.outgoing, not_before + n * _A_MOMENT) for n, each in enumerate(several)]

        def put(records: Records) -> None:
            for outgoing, moment in put_back:
                records.outbox.settle(outgoing, Event.HELD_BACK, outgoing.why, moment)

        if put_back:
            await self.store.run(put)

    async def _sleep_until(self, moment: datetime) -> None:
        await asyncio.sleep((moment - self.now()).total_seconds())


def _taken(records: Records, outgoing: Outgoing) -> Taken:
    person = records.directory.person(outgoing.notice.recipient_id)
    if person is None:
        return Taken(outgoing, tenant_id="", requests=0)
    address = records.addresses.of(person.id)
    is_open = address is not None and address.conversation_id is not None
    return Taken(outgoing, person.tenant_id, requests=1 if is_open else 2)
