"""The way out: claims due rows of the outbox, asks for their cards, sends, and writes down what is known.

`pending → claimed (lease) → sending (intent committed) → sent | pending | uncertain | dead | dropped`.
Only what certainly was not accepted is tried again. What may or may not have arrived is repeated once,
labelled as a repeat. Each row is checked at the last moment: what is no longer true is not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from workflows.chat import Address, Message, Messenger, NotSent, Outcome, Refusal, Sent, Uncertain
from workflows.notice import NoticeKind, Outgoing, Post, State
from workflows.ports import Records, Store

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
"""Longer than the messenger's total timeout."""
BATCH = 20
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=15)
MOST_ATTEMPTS = 12
REPEAT_AFTER = timedelta(minutes=5)

Render = Callable[[Records, Outgoing, datetime], Message | None]
"""The card of a notice from what is true now; None when there is nothing left to say."""


@dataclass(frozen=True)
class Parcel:
    """A message ready to go: where, what, and which earlier cards it replaces or overtakes."""

    address: Address
    message: Message
    earlier: tuple[Post, ...]
    overtaken: Message | None


@dataclass(frozen=True)
class Delivery:
    store: Store
    messenger: Messenger
    render: Render
    overtaken: Render
    """What an earlier card of the same subject says once a newer one stands further down."""
    now: Callable[[], datetime]

    async def run(self) -> int:
        """Send what is due; returns how many rows were taken."""
        await self.store.run(self._settle_stranded)
        claimed = await self.store.run(lambda r: r.outbox.claim(self.now(), LEASE, BATCH))
        for outgoing in claimed:
            try:
                await self._send(outgoing)
            except Exception as error:  # noqa: BLE001 - one row holds up no other; it comes back with its lease
                log.error("send_failed", outgoing=outgoing.id, error=type(error).__name__)
        return len(claimed)

    async def _send(self, outgoing: Outgoing) -> None:
        parcel = await self.store.run(lambda r: self._pack(r, outgoing))
        if parcel is None:
            return
        if outgoing.notice.kind is NoticeKind.REFRESH:
            gone = [p for p in parcel.earlier if not await self._update(parcel, p, parcel.message)]
            await self.store.run(lambda r: self._refreshed(r, outgoing, gone))
            return
        outcome = await self.messenger.post(parcel.address, parcel.message)
        await self.store.run(lambda r: self._settle(r, outgoing, parcel, outcome))
        if isinstance(outcome, Sent) and parcel.overtaken:
            for post in parcel.earlier:
                await self._update(parcel, post, parcel.overtaken)

    async def _update(self, parcel: Parcel, post: Post, message: Message) -> bool:
        """Whether the earlier card still stands. A failed update is left to the next change."""
        address = replace(parcel.address, conversation_id=post.conversation_id)
        outcome = await self.messenger.update(address, post.activity_id, message)
        return not (isinstance(outcome, NotSent) and outcome.why is Refusal.UNREACHABLE)

    def _pack(self, records: Records, outgoing: Outgoing) -> Parcel | None:
        now, notice = self.now(), outgoing.notice
        earlier = records.posts.of(notice.recipient_id, notice.subject)
        if notice.kind is NoticeKind.REFRESH:
            # The card that was clicked shows the change already, with a line on what was done.
            earlier = tuple(post for post in earlier if post.posted_at != notice.occurrence)
        message = self.render(records, outgoing, now)
        if message is None or (notice.kind is NoticeKind.REFRESH and not earlier):
            records.outbox.finish(outgoing.id, State.DROPPED, "no longer true")
            return None
        address = records.addresses.of(notice.recipient_id)
        if address is None:
            records.outbox.retry(
                outgoing.id, now + LAST_RETRY, "no address: the person's tenant has not met the bot"
            )
            return None
        if not records.outbox.begin_sending(outgoing.id, now, LEASE):
            return None
        return Parcel(address, message, earlier, self.overtaken(records, outgoing, now))

    def _refreshed(self, records: Records, outgoing: Outgoing, gone: list[Post]) -> None:
        for post in gone:
            records.posts.drop(post)
        records.outbox.finish(outgoing.id, State.SENT)

    def _settle(self, records: Records, outgoing: Outgoing, parcel: Parcel, outcome: Outcome) -> None:
        now = self.now()
        match outcome:
            case Sent():
                self._sent(records, outgoing, parcel, outcome, now)
            case NotSent(Refusal.BUSY, retry_after) if outgoing.attempts < MOST_ATTEMPTS:
                wait = retry_after or min(FIRST_RETRY * 2**outgoing.attempts, LAST_RETRY)
                records.outbox.retry(outgoing.id, now + wait, "busy")
            case NotSent(why, _):
                records.outbox.finish(outgoing.id, State.DEAD, why)
            case Uncertain(why):
                self._uncertain(records, outgoing, why, now)

    def _sent(self, records: Records, outgoing: Outgoing, parcel: Parcel, sent: Sent, now: datetime) -> None:
        notice = outgoing.notice
        for post in parcel.earlier:
            records.posts.drop(post)
        if sent.activity_id:
            post = Post(notice.recipient_id, notice.subject, sent.conversation_id, sent.activity_id, now)
            records.posts.record(post)
        if parcel.address.conversation_id is None:
            met = replace(parcel.address, conversation_id=sent.conversation_id)
            records.addresses.remember(notice.recipient_id, met)
        records.outbox.finish(outgoing.id, State.SENT)

    def _uncertain(self, records: Records, outgoing: Outgoing, why: str, now: datetime) -> None:
        if outgoing.repeats:
            records.outbox.finish(outgoing.id, State.UNCERTAIN, why)
        else:
            records.outbox.repeat(outgoing.id, now + REPEAT_AFTER, why)

    def _settle_stranded(self, records: Records) -> None:
        """A replica died between intent and outcome: nobody knows, so the same as a timeout."""
        now = self.now()
        for outgoing in records.outbox.stranded(now, BATCH):
            self._uncertain(records, outgoing, "the sender stopped before it knew", now)
