"""The outbox: decided once, claimed by one, sent at most once unlabelled, never silently lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.people import Person
from storage.store import SqlStore
from tests.factories import CASEWORKER, NOW, NURSE, a_notice
from workflows.notice import NO_ADDRESS, Notice, NoticeKind, Outgoing, State
from workflows.outbox_states import END, FACTS, Event

LEASE = timedelta(minutes=2)
A_MOMENT = timedelta(microseconds=1)
MADE_BY_A_CLAIM = {Event.CLAIMED, Event.LEASE_RAN_OUT, Event.INTENT_COMMITTED}
"""What `claim` and `begin_sending` do themselves."""


async def queue(store: SqlStore, notices: list[Notice], now: datetime = NOW) -> int:
    return await store.run(lambda r: r.outbox.queue(notices, now))


async def queued(store: SqlStore, *names: str) -> None:
    """Each a moment after the one before, the first at `NOW`."""
    for n, name in enumerate(names):
        await queue(store, [a_notice(name)], NOW + n * A_MOMENT)


async def claimed(store: SqlStore) -> Outgoing:
    """The one notice, queued and claimed at `NOW`."""
    await queued(store, "one")
    (outgoing,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    return outgoing


async def sending(store: SqlStore) -> Outgoing:
    """The one notice, on its way for the first time."""
    outgoing = await claimed(store)
    assert await store.run(lambda r: r.outbox.begin_sending(outgoing, NOW, LEASE))
    return outgoing


async def settled(store: SqlStore, outgoing: Outgoing, event: Event, why: str = "") -> bool:
    """With the time `NOW` where the row is pending after it."""
    at = NOW if END[event] is State.PENDING else None
    return await store.run(lambda r: r.outbox.settle(outgoing, event, why, at))


async def counts(store: SqlStore) -> dict[str, int]:
    counted = await store.run(lambda r: r.outbox.counts())
    assert set(counted) == set(State)
    return {state: number for state, number in counted.items() if number}


async def test_a_notice_is_claimed_as_it_was_queued(store: SqlStore) -> None:
    outgoing = await claimed(store)
    assert outgoing.notice == a_notice("one")
    assert (outgoing.state, outgoing.attempts, outgoing.repeats) == (State.CLAIMED, 0, False)
    assert (outgoing.not_before, outgoing.why) == (NOW, "")
    assert await counts(store) == {"claimed": 1}


async def test_the_same_rule_occurrence_and_recipient_is_decided_once(store: SqlStore) -> None:
    notices = [a_notice("one"), a_notice("one", detail="again"), a_notice("one", recipient=NURSE)]
    assert await store.run(lambda r: r.outbox.queue(notices, NOW)) == 2
    later = [*notices, a_notice("one", occurrence=NOW + A_MOMENT)]
    assert await store.run(lambda r: r.outbox.queue(later, NOW)) == 1
    assert await store.run(lambda r: r.outbox.queue([], NOW)) == 0
    assert await counts(store) == {"pending": 3}


async def test_what_was_sent_is_not_decided_again(store: SqlStore) -> None:
    assert await settled(store, await sending(store), Event.ARRIVED)
    assert await store.run(lambda r: r.outbox.queue([a_notice("one")], NOW)) == 0
    assert await store.run(lambda r: r.outbox.claim(NOW + 9 * LEASE, LEASE, 10)) == ()


async def test_eight_who_queue_the_same_notice_write_one_row(store: SqlStore) -> None:
    notices = [a_notice(name) for name in ("one", "two", "three")]
    new = await asyncio.gather(*(queue(store, order) for order in [notices, notices[::-1]] * 4))
    assert sum(new) == 3
    assert await counts(store) == {"pending": 3}


async def test_the_oldest_due_are_claimed_first_and_none_before_its_time(store: SqlStore) -> None:
    await queued(store, "first", "second", "third")
    found = await store.run(lambda r: r.outbox.claim(NOW + A_MOMENT, LEASE, 10))
    assert [o.notice for o in found] == [a_notice("first"), a_notice("second")]
    found = await store.run(lambda r: r.outbox.claim(NOW + LEASE, LEASE, 10))
    assert [o.notice for o in found] == [a_notice("third")]


async def test_no_more_are_claimed_than_asked_for(store: SqlStore) -> None:
    await queued(store, "first", "second", "third")
    found = await store.run(lambda r: r.outbox.claim(NOW + LEASE, LEASE, 2))
    assert [o.notice for o in found] == [a_notice("first"), a_notice("second")]


async def test_claims_at_the_same_moment_never_overlap(store: SqlStore) -> None:
    notices = [a_notice(f"notice {n}") for n in range(40)]
    await store.run(lambda r: r.outbox.queue(notices, NOW))
    claims = await asyncio.gather(*(store.run(lambda r: r.outbox.claim(NOW, LEASE, 5)) for _ in range(8)))
    ids = [outgoing.id for claim in claims for outgoing in claim]
    assert len(ids) == len(set(ids))
    rest = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 40))
    assert len({*ids, *(o.id for o in rest)}) == 40


async def test_a_claim_is_free_again_when_its_lease_has_run_out(store: SqlStore) -> None:
    outgoing = await claimed(store)
    assert await store.run(lambda r: r.outbox.claim(NOW + LEASE - A_MOMENT, LEASE, 10)) == ()
    (again,) = await store.run(lambda r: r.outbox.claim(NOW + LEASE, LEASE, 10))
    assert again == replace(outgoing, claims=2)


async def test_of_two_who_hold_a_claim_one_begins_to_send(store: SqlStore) -> None:
    outgoing = await claimed(store)
    began = await asyncio.gather(
        *(store.run(lambda r: r.outbox.begin_sending(outgoing, NOW, LEASE)) for _ in range(4))
    )
    assert sorted(began) == [False, False, False, True]
    assert await counts(store) == {"sending": 1}


async def test_only_what_is_claimed_can_be_sent(store: SqlStore) -> None:
    outgoing = await claimed(store)
    await settled(store, outgoing, Event.NOWHERE_TO_SEND)
    assert not await store.run(lambda r: r.outbox.begin_sending(outgoing, NOW, LEASE))
    nothing = replace(outgoing, id="nothing")
    assert not await store.run(lambda r: r.outbox.begin_sending(nothing, NOW, LEASE))


async def test_who_slept_past_the_lease_begins_nothing_another_has_claimed(store: SqlStore) -> None:
    slept = await claimed(store)
    (newer,) = await store.run(lambda r: r.outbox.claim(NOW + LEASE, LEASE, 10))
    assert not await store.run(lambda r: r.outbox.begin_sending(slept, NOW + LEASE, LEASE))
    assert not await settled(store, slept, Event.NO_LONGER_TRUE)
    assert await counts(store) == {"claimed": 1}
    assert await store.run(lambda r: r.outbox.begin_sending(newer, NOW + LEASE, LEASE))


async def test_who_slept_past_the_lease_goes_on_where_nobody_has_claimed_it(store: SqlStore) -> None:
    slept = await claimed(store)
    assert await store.run(lambda r: r.outbox.begin_sending(slept, NOW + 9 * LEASE, LEASE))


async def test_a_send_whose_lease_ran_out_is_stranded_and_claimed_by_nobody(store: SqlStore) -> None:
    outgoing = await sending(store)
    assert await store.run(lambda r: r.outbox.stranded(NOW + LEASE - A_MOMENT, 10)) == ()
    (stranded,) = await store.run(lambda r: r.outbox.stranded(NOW + LEASE, 10))
    assert (stranded.id, stranded.state, stranded.attempts) == (outgoing.id, State.SENDING, 1)
    assert await store.run(lambda r: r.outbox.claim(NOW + LEASE, LEASE, 10)) == ()


async def test_of_those_who_find_the_same_stranded_send_one_settles_it(store: SqlStore) -> None:
    await sending(store)
    (stranded,) = await store.run(lambda r: r.outbox.stranded(NOW + LEASE, 10))
    told = await asyncio.gather(*(settled(store, stranded, Event.NOT_KNOWN) for _ in range(4)))
    assert sorted(told) == [False, False, False, True]


async def test_a_retry_waits_for_its_time_and_counts_attempts(store: SqlStore) -> None:
    outgoing = await sending(store)
    later = NOW + timedelta(minutes=1)
    await store.run(lambda r: r.outbox.settle(outgoing, Event.SAFE_TO_SEND_AGAIN, "busy", later))
    assert await store.run(lambda r: r.outbox.claim(later - A_MOMENT, LEASE, 10)) == ()
    (again,) = await store.run(lambda r: r.outbox.claim(later, LEASE, 10))
    assert (again.attempts, again.not_before, again.why, again.repeats) == (1, later, "busy", False)


async def test_an_uncertain_send_is_repeated_once_and_labelled(store: SqlStore) -> None:
    outgoing = await sending(store)
    assert await settled(store, outgoing, Event.NOT_KNOWN, "timeout")
    (repeat,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert (repeat.repeats, repeat.why) == (True, "timeout")
    assert await store.run(lambda r: r.outbox.begin_sending(repeat, NOW, LEASE))
    assert await settled(store, repeat, Event.STILL_NOT_KNOWN, "timeout")
    assert await store.run(lambda r: r.outbox.claim(NOW + LEASE, LEASE, 10)) == ()
    assert await counts(store) == {"uncertain": 1}


WORD_OF_A_HOLDER = [event for event in Event if event not in FACTS | MADE_BY_A_CLAIM]


async def being_repeated(store: SqlStore) -> tuple[Outgoing, Outgoing]:
    """A first send whose replica was stopped past its lease, and its repeat that another has begun."""
    first = await sending(store)
    await settled(store, first, Event.NOT_KNOWN)
    (repeat,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert await store.run(lambda r: r.outbox.begin_sending(repeat, NOW, LEASE))
    return first, repeat


@pytest.mark.parametrize("event", WORD_OF_A_HOLDER)
async def test_a_late_word_of_an_earlier_attempt_changes_nothing_a_newer_one_holds(
    store: SqlStore, event: Event
) -> None:
    first, repeat = await being_repeated(store)
    assert not await settled(store, first, event)
    assert await counts(store) == {"sending": 1}
    assert await settled(store, repeat, Event.STILL_NOT_KNOWN)


async def test_a_late_word_that_it_arrived_counts_while_the_repeat_is_on_its_way(store: SqlStore) -> None:
    first, repeat = await being_repeated(store)
    assert await settled(store, first, Event.ARRIVED)
    for event in WORD_OF_A_HOLDER:
        assert not await settled(store, repeat, event)
    assert await counts(store) == {"sent": 1}


async def test_a_late_word_that_it_arrived_spares_the_repeat(store: SqlStore) -> None:
    outgoing = await sending(store)
    await settled(store, outgoing, Event.NOT_KNOWN)
    (repeat,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert await settled(store, outgoing, Event.ARRIVED)
    assert not await store.run(lambda r: r.outbox.begin_sending(repeat, NOW, LEASE))
    assert await counts(store) == {"sent": 1}


@pytest.mark.parametrize("event", [Event.STILL_NOT_KNOWN, Event.GIVEN_UP])
async def test_a_late_word_that_it_arrived_settles_what_was_given_up(store: SqlStore, event: Event) -> None:
    first, repeat = await being_repeated(store)
    assert await settled(store, repeat, event)
    assert await settled(store, first, Event.ARRIVED)
    assert await counts(store) == {"sent": 1}


@pytest.mark.parametrize("end", [Event.ARRIVED, Event.DROPPED_BY_OPERATOR])
async def test_what_has_ended_stays_ended(store: SqlStore, end: Event) -> None:
    first, repeat = await being_repeated(store)
    await settled(store, repeat, Event.STILL_NOT_KNOWN)
    await settled(store, repeat, end)
    for event in Event:
        assert not await settled(store, repeat, event, "late word")
        assert not await settled(store, first, event, "late word")
    assert await counts(store) == {END[end].value: 1}


async def test_only_what_waits_has_a_time_to_wait_for(store: SqlStore) -> None:
    outgoing = await sending(store)
    with pytest.raises(ValueError, match="not_known leads to pending"):
        await store.run(lambda r: r.outbox.settle(outgoing, Event.NOT_KNOWN))
    with pytest.raises(ValueError, match="arrived leads to sent"):
        await store.run(lambda r: r.outbox.settle(outgoing, Event.ARRIVED, "", NOW))


async def test_a_notice_to_nobody_known_is_refused_whole(store: SqlStore) -> None:
    stranger = a_notice("two", recipient_id="0" * 32)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.run(lambda r: r.outbox.queue([a_notice("one", recipient=CASEWORKER), stranger], NOW))
    assert await counts(store) == {}


async def test_a_later_notice_of_the_same_to_the_same_person_is_known_until_it_comes_to_nothing(
    store: SqlStore,
) -> None:
    first = a_notice("one")
    later = replace(first, rule="another rule", occurrence=NOW + A_MOMENT)
    assert not await store.run(lambda r: r.outbox.holds_later(first))
    others = [
        replace(later, recipient_id=NURSE.id),
        replace(later, rule="another kind", kind=NoticeKind.ESCALATION),
        replace(later, rule="another subject", subject=a_notice("two").subject),
    ]
    await queue(store, [first, *others])
    assert not await store.run(lambda r: r.outbox.holds_later(first))
    await queue(store, [later])
    assert await store.run(lambda r: r.outbox.holds_later(first))
    assert not await store.run(lambda r: r.outbox.holds_later(later))
    every = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    (row,) = [outgoing for outgoing in every if outgoing.notice == later]
    assert await settled(store, row, Event.NO_LONGER_TRUE)
    assert not await store.run(lambda r: r.outbox.holds_later(first))


def mark_of(outgoing: Outgoing) -> str:
    return outgoing.id[:12]


async def clicks(store: SqlStore, outgoing: Outgoing, person: Person = CASEWORKER) -> bool:
    return await store.run(lambda r: r.outbox.acted_on(mark_of(outgoing), person.id))


async def test_a_click_on_the_card_settles_what_was_uncertain(store: SqlStore) -> None:
    _, repeat = await being_repeated(store)
    await settled(store, repeat, Event.STILL_NOT_KNOWN)
    assert await clicks(store, repeat)
    assert await counts(store) == {"sent": 1}
    assert not await clicks(store, repeat)


async def test_a_click_on_the_card_spares_its_repeat(store: SqlStore) -> None:
    outgoing = await sending(store)
    await settled(store, outgoing, Event.NOT_KNOWN)
    (repeat,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert await clicks(store, outgoing)
    assert not await store.run(lambda r: r.outbox.begin_sending(repeat, NOW, LEASE))
    assert await counts(store) == {"sent": 1}


async def test_a_click_while_the_channel_has_not_answered_is_all_that_need_be_known(store: SqlStore) -> None:
    outgoing = await sending(store)
    assert await clicks(store, outgoing)
    assert not await settled(store, outgoing, Event.NOT_KNOWN)
    assert await counts(store) == {"sent": 1}


async def test_only_the_recipients_own_click_on_that_very_card_says_so(store: SqlStore) -> None:
    outgoing = await sending(store)
    await settled(store, outgoing, Event.NOT_KNOWN)
    assert not await clicks(store, outgoing, NURSE)
    assert not await clicks(store, replace(outgoing, id="0" * 32))
    assert await counts(store) == {"pending": 1}


async def test_a_click_says_nothing_of_what_was_not_accepted_or_is_an_update(store: SqlStore) -> None:
    outgoing = await sending(store)
    await settled(store, outgoing, Event.SAFE_TO_SEND_AGAIN)
    assert not await clicks(store, outgoing)
    await queue(store, [a_notice("two", kind=NoticeKind.REFRESH)])
    for claim in await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10)):
        await store.run(lambda r, claim=claim: r.outbox.begin_sending(claim, NOW, LEASE))  # type: ignore[misc]
        assert await clicks(store, claim) is (claim.notice.kind is NoticeKind.REMINDER)
    assert await counts(store) == {"sending": 1, "sent": 1}


async def test_a_row_is_found_by_its_id(store: SqlStore) -> None:
    outgoing = await claimed(store)
    assert await store.run(lambda r: r.outbox.find(outgoing.id)) == outgoing
    assert await store.run(lambda r: r.outbox.find("nothing")) is None


async def test_what_stands_still_is_uncertain_or_dead_or_has_nowhere_to_go(store: SqlStore) -> None:
    names = ("no address", "busy", "dead", "uncertain", "sent")
    await queue(store, [a_notice(name, occurrence=NOW - n * A_MOMENT) for n, name in enumerate(names)])
    rows = {o.notice.rule: o for o in await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))}
    of = {name: rows[a_notice(name).rule] for name in names}
    later = NOW + LEASE
    await store.run(lambda r: r.outbox.settle(of["no address"], Event.NOWHERE_TO_SEND, NO_ADDRESS, later))
    for name in names[1:]:
        assert await store.run(lambda r, row=of[name]: r.outbox.begin_sending(row, NOW, LEASE))  # type: ignore[misc]
    await store.run(lambda r: r.outbox.settle(of["busy"], Event.SAFE_TO_SEND_AGAIN, "busy", later))
    await settled(store, of["dead"], Event.GIVEN_UP, "rejected")
    await settled(store, of["uncertain"], Event.STILL_NOT_KNOWN, "timeout")
    await settled(store, of["sent"], Event.ARRIVED)
    found = await store.run(lambda r: r.outbox.standing_still(10))
    assert [each.id for each in found] == [of[name].id for name in ("uncertain", "dead", "no address")]
    assert [each.id for each in await store.run(lambda r: r.outbox.standing_still(1))] == [found[0].id]


@pytest.mark.parametrize(
    ("stands", "is_repeat"),
    [(Event.GIVEN_UP, False), (Event.STILL_NOT_KNOWN, True)],
    ids=["dead", "uncertain"],
)
async def test_what_an_operator_retries_begins_anew_and_is_labelled_where_it_was_uncertain(
    store: SqlStore, stands: Event, is_repeat: bool
) -> None:
    outgoing = await sending(store)
    await settled(store, outgoing, stands, "timeout")
    assert await settled(store, outgoing, Event.RETRIED_BY_OPERATOR)
    (again,) = await store.run(lambda r: r.outbox.claim(NOW, LEASE, 10))
    assert (again.attempts, again.repeats, again.why) == (0, is_repeat, "")


async def test_the_oldest_that_may_go_out_by_now_is_known(store: SqlStore) -> None:
    async def oldest_due(now: datetime) -> datetime | None:
        return await store.run(lambda r: r.outbox.oldest_due(now))

    assert await oldest_due(NOW) is None
    await queued(store, "first", "second")
    assert await oldest_due(NOW - A_MOMENT) is None
    assert await oldest_due(NOW + LEASE) == NOW
    await store.run(lambda r: r.outbox.claim(NOW, LEASE, 1))
    assert await oldest_due(NOW + LEASE) == NOW + A_MOMENT


async def test_what_is_decided_stays_decided_whatever_became_of_it(store: SqlStore) -> None:
    outgoing = await claimed(store)
    await store.run(lambda r: r.outbox.settle(outgoing, Event.NO_LONGER_TRUE, "no longer true"))

    both = [outgoing.notice, a_notice("other")]
    assert await store.run(lambda r: r.outbox.undecided(both)) == (a_notice("other"),)
    assert await store.run(lambda r: r.outbox.undecided([])) == ()


async def test_what_is_decided_ahead_waits_for_its_moment(store: SqlStore) -> None:
    moment = NOW + timedelta(hours=24)
    ahead = a_notice(kind=NoticeKind.REFRESH, waits_until=moment)
    assert await store.run(lambda r: r.outbox.queue([ahead, ahead], NOW)) == 1
    assert await store.run(lambda r: r.outbox.claim(moment - timedelta(seconds=1), LEASE, 10)) == ()
    (taken,) = await store.run(lambda r: r.outbox.claim(moment, LEASE, 10))
    assert taken.notice == replace(ahead, waits_until=None)
