"""The morning message: one for each person and day, that carries the reminders and escalations of the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.people import Person
from storage.store import SqlStore
from tests.factories import COLLEAGUE, NOW, NURSE, a_notice
from workflows.notice import Notice, NoticeKind, Outgoing, digest_of
from workflows.outbox_states import Event

LEASE = timedelta(minutes=2)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def of_the_morning(rule: str, day: date = MONDAY, recipient: Person = NURSE) -> Notice:
    return a_notice(rule, recipient, gathered_on=day)


async def queued(store: SqlStore, *notices: Notice, mornings_from: datetime = NOW) -> int:
    return await store.run(lambda r: r.outbox.queue(notices, NOW, mornings_from))


async def morning_of(store: SqlStore, now: datetime = NOW) -> Outgoing:
    (morning,) = await store.run(lambda r: r.outbox.claim(now, LEASE, 10))
    assert morning.notice.kind is NoticeKind.DIGEST
    return morning


async def test_reminders_of_a_morning_go_out_in_one_message_per_person(store: SqlStore) -> None:
    assert await queued(store, of_the_morning("a"), of_the_morning("b")) == 2
    assert await queued(store, of_the_morning("b"), of_the_morning("c")) == 1
    morning = await morning_of(store)
    carried = await store.run(lambda r: r.outbox.carried_by(morning.id))
    assert {each.notice.rule for each in carried} == {of_the_morning(name).rule for name in "abc"}
    assert morning.notice == digest_of(NURSE.id, MONDAY)


async def test_each_person_has_a_message_of_their_own(store: SqlStore) -> None:
    await queued(store, of_the_morning("a"), of_the_morning("b", recipient=COLLEAGUE))
    mornings = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert {each.notice for each in mornings} == {
        digest_of(NURSE.id, MONDAY),
        digest_of(COLLEAGUE.id, MONDAY),
    }


async def test_a_message_that_was_kept_back_goes_on_being_filled(store: SqlStore) -> None:
    await queued(store, of_the_morning("monday's"))
    await queued(store, of_the_morning("tuesday's", TUESDAY))
    morning = await morning_of(store)
    assert morning.notice == digest_of(NURSE.id, MONDAY)
    assert len(await store.run(lambda r: r.outbox.carried_by(morning.id))) == 2


async def test_the_next_day_has_a_message_of_its_own_once_the_last_has_left(store: SqlStore) -> None:
    await queued(store, of_the_morning("monday's"))
    await morning_of(store)
    await queued(store, of_the_morning("tuesday's", TUESDAY))
    assert (await morning_of(store)).notice == digest_of(NURSE.id, TUESDAY)


async def test_what_is_decided_after_the_morning_message_has_left_goes_by_itself(store: SqlStore) -> None:
    await queued(store, of_the_morning("a"))
    await morning_of(store)
    await queued(store, of_the_morning("late"))
    (late,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert late.notice.rule == of_the_morning("late").rule


async def test_a_morning_message_waits_until_the_scan_has_put_everything_in(store: SqlStore) -> None:
    later = NOW + timedelta(seconds=30)
    await queued(store, of_the_morning("a"), mornings_from=later)
    assert await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10)) == ()
    await morning_of(store, later)


async def test_what_is_no_longer_true_is_taken_out_of_the_morning_message(store: SqlStore) -> None:
    await queued(store, of_the_morning("a"), of_the_morning("b"))
    morning = await morning_of(store)
    first, second = await store.run(lambda r: r.outbox.carried_by(morning.id))
    assert await store.run(lambda r: r.outbox.settle(first, Event.NO_LONGER_TRUE))
    assert await store.run(lambda r: r.outbox.carried_by(morning.id)) == (second,)


async def test_the_last_morning_message_somebody_got_and_who_has_a_task_in_theirs(store: SqlStore) -> None:
    await queued(store, of_the_morning("a"))
    assert await store.run(lambda r: r.outbox.last_morning(NURSE.id)) is None
    morning = await morning_of(store)
    await store.run(lambda r: r.outbox.begin_sending(morning, NOW, LEASE))
    await store.run(lambda r: r.outbox.settle(morning, Event.ARRIVED))
    last = await store.run(lambda r: r.outbox.last_morning(NURSE.id))
    assert last is not None
    assert last.id == morning.id
    about = of_the_morning("a").subject
    assert await store.run(lambda r: r.outbox.gathered_about(about, NOW)) == (NURSE.id,)
