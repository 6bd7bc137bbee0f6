"""The way out: claims due rows of the outbox, asks for their cards, sends, and writes down what is known.

`pending → claimed (lease) → sending (intent committed) → sent | pending | uncertain | dead | dropped`; which
of them is for `outcomes.py` to say. Each row is checked at the last moment: what is no longer true is not
sent. Several people's messages go out at once, one person's in the order they were queued.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from reminders.outcomes import (
    LAST_RETRY,
    Ending,
    is_unreachable,
    log_ending,
    of_post,
    of_stranded,
    of_updates,
    write_down,
)
from reminders.parcel import Parcel, Render, arrived, cards_to_change, version_of
from reminders.stand_ins import stand_ins
from workflows.chat import Message, Messenger, Outcome, Sent
from workflows.notice import NO_ADDRESS, NoticeKind, Outgoing, Post
from workflows.outbox_states import Event
from workflows.ports import Records, Store

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
"""How long a replica has a message to itself: longer than the messenger's total timeout, twice."""
BATCH = 20
AT_ONCE = 8


@dataclass(frozen=True)
class Delivery:
    store: Store
    messenger: Messenger
    render: Render
    overtaken: Render
    """What an earlier card of the same subject says once a newer one stands further down."""
    now: Callable[[], datetime]
    lease: timedelta = LEASE

    async def run(self) -> int:
        """Send what is due; returns how many rows were taken."""
        for stranded, ending in await self.store.run(self._settle_stranded):
            log_ending(stranded, ending)
        claimed = await self.store.run(lambda r: r.outbox.claim(self.now(), self.lease, BATCH))
        free = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for rows in _by_recipient(claimed):
                group.create_task(self._send_in_order(rows, free))
        return len(claimed)

    async def _send_in_order(self, rows: list[Outgoing], free: asyncio.Semaphore) -> None:
        for outgoing in rows:
            async with free:
                try:
                    await self._send(outgoing)
                except Exception as error:  # noqa: BLE001 - one row holds up no other; it comes back with its lease
                    log.error("send_failed", outgoing=outgoing.id, error=type(error).__name__)

    async def _send(self, outgoing: Outgoing) -> None:
        parcel = await self.store.run(lambda r: self._pack(r, outgoing))
        if parcel is None:
            return
        if outgoing.notice.kind is NoticeKind.REFRESH:
            await self._refresh(outgoing, parcel)
        else:
            await self._post(outgoing, parcel)

    async def _post(self, outgoing: Outgoing, parcel: Parcel) -> None:
        outcome = await self.messenger.post(parcel.address, parcel.message)
        if is_unreachable(outcome) and parcel.address.conversation_id is not None:
            # The chat is gone; the person may still be there, in another one.
            parcel = await self._forget_chat(outgoing, parcel)
            outcome = await self.messenger.post(parcel.address, parcel.message)
        ending = of_post(outgoing, outcome, self.now())
        if await self.store.run(lambda r: self._posted(r, outgoing, parcel, outcome, ending)):
            log_ending(outgoing, ending)
        if isinstance(outcome, Sent):
            await self._overtake(parcel)

    async def _forget_chat(self, outgoing: Outgoing, parcel: Parcel) -> Parcel:
        person_id = outgoing.notice.recipient_id

        def forget(records: Records) -> None:
            if records.addresses.of(person_id) == parcel.address:
                records.addresses.forget(person_id)

        await self.store.run(forget)
        return parcel.opening_anew()

    async def _refresh(self, outgoing: Outgoing, parcel: Parcel) -> None:
        outcomes = [await self._update(parcel, post, parcel.message) for post in parcel.earlier]
        gone = [post for post, each in zip(parcel.earlier, outcomes, strict=True) if is_unreachable(each)]
        ending = of_updates(outgoing, outcomes, self.now())

        def refreshed(records: Records) -> bool:
            _drop(records, gone)
            return write_down(records, outgoing, ending)

        if await self.store.run(refreshed):
            log_ending(outgoing, ending)

    async def _overtake(self, parcel: Parcel) -> None:
        """A card that could not be told is kept up to date until one is."""
        done: list[Post] = list(parcel.earlier)
        if parcel.overtaken:
            outcomes = [await self._update(parcel, post, parcel.overtaken) for post in parcel.earlier]
            pairs = zip(parcel.earlier, outcomes, strict=True)
            done = [post for post, each in pairs if isinstance(each, Sent) or is_unreachable(each)]
        if done:
            await self.store.run(lambda r: _drop(r, done))

    async def _update(self, parcel: Parcel, post: Post, message: Message) -> Outcome:
        address = replace(parcel.address, conversation_id=post.conversation_id)
        return await self.messenger.update(address, post.activity_id, message)

    def _pack(self, records: Records, outgoing: Outgoing) -> Parcel | None:
        now, notice = self.now(), outgoing.notice
        earlier = cards_to_change(records, notice)
        message = self.render(records, outgoing, now)
        if message is None or (notice.kind is NoticeKind.REFRESH and not earlier):
            records.outbox.settle(outgoing, Event.NO_LONGER_TRUE, "no longer true")
            return None
        address = records.addresses.of(notice.recipient_id)
        if address is None:
            records.outbox.settle(outgoing, Event.NOWHERE_TO_SEND, NO_ADDRESS, now + LAST_RETRY)
            return None
        if not records.outbox.begin_sending(outgoing, now, self.lease):
            return None
        version = version_of(records, notice.subject)
        return Parcel(address, message, earlier, self.overtaken(records, outgoing, now), version)

    def _posted(
        self, records: Records, outgoing: Outgoing, parcel: Parcel, outcome: Outcome, ending: Ending
    ) -> bool:
        """Whether the row was still ours to speak for. What arrived stands in the chat either way."""
        now = self.now()
        if isinstance(outcome, Sent):
            arrived(records, outgoing.notice, parcel, outcome, now)
        written = write_down(records, outgoing, ending)
        if written and is_unreachable(outcome):
            records.outbox.queue(stand_ins(records, outgoing.notice), now)
        return written

    def _settle_stranded(self, records: Records) -> list[tuple[Outgoing, Ending]]:
        now = self.now()
        stranded = records.outbox.stranded(now, BATCH)
        endings = [(outgoing, of_stranded(outgoing, now)) for outgoing in stranded]
        return [(outgoing, ending) for outgoing, ending in endings if write_down(records, outgoing, ending)]


def _by_recipient(claimed: Iterable[Outgoing]) -> list[list[Outgoing]]:
    rows: defaultdict[str, list[Outgoing]] = defaultdict(list)
    for outgoing in claimed:
        rows[outgoing.notice.recipient_id].append(outgoing)
    return list(rows.values())


def _drop(records: Records, posts: Iterable[Post]) -> None:
    for post in posts:
        records.posts.drop(post)
