"""The channel says to wait, or takes no more for now: what it would refuse is held back, nothing is lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from reminders.deliver import LEASE
from reminders.outcomes import FIRST_RETRY, JITTER
from tests import factories as f
from tests.fakes import RecordingMessenger
from tests.unit.reminders.post_office import BUSY, PostOffice, card, notice
from workflows.chat import Address, Message, NotSent, Outcome, Refusal
from workflows.notice import NoticeKind

A_MINUTE = timedelta(minutes=1)
WAIT = NotSent(Refusal.BUSY, retry_after=A_MINUTE)
A_SECOND = timedelta(seconds=1)


async def test_a_chat_that_is_to_wait_holds_back_the_same_persons_others(out: PostOffice) -> None:
    out.messenger.answers_posts(WAIT)
    for detail in ("first", "second", "third"):
        await out.queue(notice(detail))
        out.office.now += timedelta(microseconds=1)
    await out.deliver()
    assert (out.said, out.office.states()) == (["first"], {"pending": 3})
    await out.deliver_on_and_on(A_MINUTE + A_SECOND)
    assert (sorted(out.said[1:]), out.office.states()) == (["first", "second", "third"], {"sent": 3})


async def test_what_is_held_back_stays_in_order(out: PostOffice) -> None:
    out.messenger.answers_posts(WAIT)
    for detail in ("first", "second", "third", "fourth"):
        await out.queue(notice(detail))
        out.office.now += timedelta(microseconds=1)
    await out.deliver_on_and_on(timedelta(0))
    await out.deliver_on_and_on(A_MINUTE + A_SECOND)
    assert [said for said in out.said if said != "first"] == ["second", "third", "fourth"]


async def test_one_chat_that_is_to_wait_holds_back_nobody_else(out: PostOffice) -> None:
    out.messenger.answers_posts(WAIT)
    await out.queue(notice("first"))
    await out.deliver()
    await out.queue(notice("second", recipient=f.CASEWORKER_LEADER))
    await out.deliver()
    assert out.said == ["first", "second"]


async def test_a_second_chat_that_is_to_wait_pauses_the_tenant_in_every_replica(out: PostOffice) -> None:
    out.messenger.answers_posts(WAIT, WAIT)
    here = out.delivery()
    for person in (f.CASEWORKER, f.CASEWORKER_LEADER):
        await out.queue(notice(recipient=person))
        await here.run()
    await out.queue(notice("to a third", recipient=f.MUNICIPAL_COORDINATOR))
    another_replica = out.delivery()
    assert await another_replica.run() == 1
    assert (len(out.said), out.office.states()) == (2, {"pending": 3})
    out.office.now += A_MINUTE
    await another_replica.run()
    assert out.said[2:].count("to a third") == 1


async def test_another_tenant_goes_on_meanwhile(out: PostOffice) -> None:
    await out.reach(f.NURSE)
    out.messenger.answers_posts(WAIT, WAIT)
    here = out.delivery()
    for person in (f.CASEWORKER, f.CASEWORKER_LEADER):
        await out.queue(notice(recipient=person))
        await here.run()
    await out.queue(notice("in the region", recipient=f.NURSE))
    await here.run()
    assert out.said[-1] == "in the region"


async def test_a_repeat_that_is_held_back_is_still_a_repeat(out: PostOffice) -> None:
    await out.queue(notice())
    (claimed,) = await out.office.store.run(lambda r: r.outbox.claim(out.office.now, LEASE, 1))
    assert await out.office.store.run(lambda r: r.outbox.begin_sending(claimed, out.office.now, LEASE))
    await out.deliver(LEASE)
    later = out.office.now + timedelta(minutes=10)
    await out.office.store.run(lambda r: r.pace.pause(f.CASEWORKER.tenant_id, later))
    await out.deliver(timedelta(minutes=5))
    assert (out.said, out.why()) == ([], ["the sender stopped before it knew"])
    await out.deliver(timedelta(minutes=5))
    assert out.said == ["Igen: overdue"]


async def test_after_an_update_is_told_to_wait_the_others_of_it_are_not_tried(out: PostOffice) -> None:
    await out.standing(card("first"), card("second"))
    out.messenger.answers_updates(WAIT)
    await out.queue(notice(kind=NoticeKind.REFRESH))
    await out.deliver()
    assert len(out.messenger.updates) == 1
    await out.deliver(A_MINUTE)
    assert len(out.messenger.updates) == 3
    assert out.office.states() == {"sent": 1}


async def test_a_retry_waits_a_little_longer_by_chance(out: PostOffice) -> None:
    out.chance = 0.5
    out.messenger.answers_posts(BUSY)
    await out.queue(notice())
    await out.deliver()
    assert await out.deliver(FIRST_RETRY * (1 + JITTER / 2) * 2 - timedelta(seconds=6)) == 0
    assert await out.deliver(timedelta(seconds=6)) == 1


async def test_stopping_lets_a_send_end_and_gives_back_what_was_not_begun(out: PostOffice) -> None:
    begun, gate = asyncio.Event(), asyncio.Event()

    class Slow(RecordingMessenger):
        async def post(self, address: Address, message: Message) -> Outcome:
            begun.set()
            await gate.wait()
            return await out.messenger.post(address, message)

    for detail in ("first", "second", "third"):
        await out.queue(notice(detail))
        out.office.now += timedelta(microseconds=1)
    delivery = out.delivery_by(Slow())
    assert await delivery.begin() == 3
    await begun.wait()
    stopping = asyncio.create_task(delivery.stop())
    gate.set()
    await stopping
    assert (out.said, out.office.states()) == (["first"], {"pending": 2, "sent": 1})
    await out.deliver(A_SECOND)
    assert out.said == ["first", "second", "third"]
