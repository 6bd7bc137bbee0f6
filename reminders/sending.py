"""One message on its way: its turn, the last check, the send, and what is then written down.

What is no longer true is not sent. The card is made when the message's turn has come, in the transaction that
commits the intent to send; what happens to the row afterwards is for `outcomes.py` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from domain.errors import BrobyggerError
from reminders.outcomes import (
    LAST_RETRY,
    Ending,
    is_busy,
    is_unreachable,
    log_ending,
    of_post,
    of_updates,
    write_down,
)
from reminders.pace import Place
from reminders.paced_messenger import PacedMessenger
from reminders.parcel import Parcel, Render, arrived, cards_to_change, version_of
from reminders.stand_ins import stand_ins
from workflows.chat import Message, NotSent, Outcome, Sent
from workflows.notice import NO_ADDRESS, NO_LONGER_TRUE, OUTSIDE_HOURS, NoticeKind, Outgoing, Post
from workflows.outbox_states import Event
from workflows.ports import Records, Store


@dataclass(frozen=True)
class Taken:
    """A row this replica has claimed, and the tenant it goes to."""

    outgoing: Outgoing
    tenant_id: str
    """Empty for somebody the directory no longer knows, to whom nothing is sent."""
    requests: int
    """Two where the chat must be opened first."""

    @property
    def place(self) -> Place:
        return Place(self.tenant_id, self.outgoing.notice.recipient_id)


log = structlog.get_logger(__name__)

HeldUntil = Callable[[Records, Outgoing, datetime], datetime | None]
"""The moment before which a notice must not go out; None where it may."""


@dataclass(frozen=True)
class Sending:
    store: Store
    channel: PacedMessenger
    render: Render
    overtaken: Render
    """What an earlier card of the same subject says once a newer one stands further down."""
    held_until: HeldUntil
    now: Callable[[], datetime]
    lease: timedelta
    jitter: Callable[[], float]
    """A number from 0 to 1, new each time."""

    async def send(self, taken: Taken) -> datetime | None:
        """Send it if it is still true. The moment, where the channel takes no more before it: nothing was
        done, and the claim is still held."""
        if taken.tenant_id:
            later = await self.channel.pace.turn(taken.place, taken.requests)
            if later is not None:
                return later
        parcel = await self.store.run(lambda r: self._pack(r, taken.outgoing))
        if parcel is None:
            return None
        if taken.outgoing.notice.kind is NoticeKind.REFRESH:
            await self._refresh(taken, parcel)
        else:
            await self._post(taken, parcel)
        return None

    async def _post(self, taken: Taken, parcel: Parcel) -> None:
        outgoing = taken.outgoing
        before = parcel.send_before
        outcome = await self.channel.post(
            taken.place, parcel.address, parcel.message, before, turns=taken.requests
        )
        if is_unreachable(outcome) and parcel.address.conversation_id is not None:
            # The chat is gone; the person may still be there, in another one.
            parcel = await self._forget_chat(outgoing, parcel)
            outcome = await self.channel.post(taken.place, parcel.address, parcel.message, before)
        ending = of_post(outgoing, outcome, self.now(), self.jitter())
        if await self.store.run(lambda r: self._posted(r, outgoing, parcel, outcome, ending)):
            log_ending(outgoing, ending)
        if isinstance(outcome, Sent):
            await self._overtake(taken, parcel)

    async def _forget_chat(self, outgoing: Outgoing, parcel: Parcel) -> Parcel:
        person_id = outgoing.notice.recipient_id

        def forget(records: Records) -> None:
            if records.addresses.of(person_id) == parcel.address:
                records.addresses.forget(person_id)

        await self.store.run(forget)
        return parcel.opening_anew()

    async def _refresh(self, taken: Taken, parcel: Parcel) -> None:
        outcomes, gone = list[Outcome](), list[Post]()
        for n, post in enumerate(parcel.earlier):
            outcomes.append(await self._update(taken, parcel, post, parcel.message, turns=int(n == 0)))
            if is_unreachable(outcomes[-1]) or (parcel.message.is_last and _is_done(outcomes[-1])):
                gone.append(post)
            if is_busy(outcomes[-1]):
                break
        ending = of_updates(taken.outgoing, outcomes, self.now(), self.jitter())

        def refreshed(records: Records) -> bool:
            _drop(records, gone)
            return write_down(records, taken.outgoing, ending)

        if await self.store.run(refreshed):
            log_ending(taken.outgoing, ending)

    async def _overtake(self, taken: Taken, parcel: Parcel) -> None:
        """A card that could not be told is kept up to date until one is."""
        done: list[Post] = list(parcel.earlier)
        if parcel.overtaken:
            outcomes = [await self._update(taken, parcel, post, parcel.overtaken) for post in parcel.earlier]
            pairs = zip(parcel.earlier, outcomes, strict=True)
            done = [post for post, each in pairs if isinstance(each, Sent) or is_unreachable(each)]
        if done:
            await self.store.run(lambda r: _drop(r, done))

    async def _update(
        self, taken: Taken, parcel: Parcel, post: Post, message: Message, turns: int = 0
    ) -> Outcome:
        address = replace(parcel.address, conversation_id=post.conversation_id)
        before = parcel.send_before
        return await self.channel.update(taken.place, address, post.activity_id, message, before, turns=turns)

    def _pack(self, records: Records, outgoing: Outgoing) -> Parcel | None:
        now, notice, outbox = self.now(), outgoing.notice, records.outbox
        address = records.addresses.of(notice.recipient_id)
        later = self.held_until(records, outgoing, now)
        if later is not None:
            outbox.settle(outgoing, Event.HELD_BACK, OUTSIDE_HOURS if address else NO_ADDRESS, later)
            return None
        if notice.kind is NoticeKind.DIGEST:
            self._check_each(records, outgoing, now)
        earlier = cards_to_change(records, notice)
        message = self.render(records, outgoing, now)
        if message is None or (notice.kind is NoticeKind.REFRESH and not earlier):
            outbox.settle(outgoing, Event.NO_LONGER_TRUE, NO_LONGER_TRUE)
            return None
        if address is None:
            outbox.settle(outgoing, Event.NOWHERE_TO_SEND, NO_ADDRESS, now + LAST_RETRY)
            return None
        if not outbox.begin_sending(outgoing, now, self.lease):
            return None
        version = version_of(records, notice.subject)
        told = self.overtaken(records, outgoing, now)
        return Parcel(address, message, earlier, told, version, send_before=now + self.lease)

    def _check_each(self, records: Records, morning: Outgoing, now: datetime) -> None:
        """What a morning message carries is checked at the last moment like what goes by itself. What cannot
        be shown goes its own way, and keeps nobody from the rest."""
        for carried in records.outbox.carried_by(morning.id):
            try:
                is_true = self.render(records, carried, now) is not None
            except (BrobyggerError, LookupError) as error:
                log.error("send_failed", outgoing=carried.id, error=type(error).__name__)
                records.outbox.settle(carried, Event.ON_ITS_OWN, not_before=now)
                continue
            if not is_true:
                records.outbox.settle(carried, Event.NO_LONGER_TRUE, NO_LONGER_TRUE)

    def _posted(
        self, records: Records, outgoing: Outgoing, parcel: Parcel, outcome: Outcome, ending: Ending
    ) -> bool:
        """Whether the row was still ours to speak for. What arrived stands in the chat either way."""
        now = self.now()
        if isinstance(outcome, Sent):
            arrived(records, outgoing.notice, parcel, outcome, now)
        written = write_down(records, outgoing, ending)
        if written and is_unreachable(outcome):
            records.addresses.mark_unreachable(outgoing.notice.recipient_id, now)
            records.outbox.queue(stand_ins(records, outgoing), now)
        return written


def _is_done(outcome: Outcome) -> bool:
    """Whether trying again would be of no use."""
    return isinstance(outcome, Sent) or (isinstance(outcome, NotSent) and not is_busy(outcome))


def _drop(records: Records, posts: Iterable[Post]) -> None:
    for post in posts:
        records.posts.drop(post)
