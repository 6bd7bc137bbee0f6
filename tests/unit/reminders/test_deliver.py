"""The way out: each ending of a send is written down as what it is, and nothing is lost or sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from structlog.testing import capture_logs

from domain.subject import Subject, SubjectKind
from reminders.deliver import LEASE, MOST_UNDER_WAY, Delivery
from reminders.outcomes import FIRST_RETRY, LAST_RETRY, MOST_ATTEMPTS, REPEAT_AFTER
from tests import factories as f
from tests.fakes import RecordingMessenger, at_any_hour
from tests.office import Told
from tests.unit.reminders.post_office import BUSY, REJECTED, TIMEOUT, UNREACHABLE, PostOffice, notice
from workflows.chat import Address, Message, NotSent, Outcome, Refusal
from workflows.meetings import acknowledge
from workflows.notice import FOR_UNIT, NoticeKind, Outgoing
from workflows.ports import Records, Store

T = TypeVar("T")
A_MINUTE = timedelta(minutes=1)


@dataclass
class AwayAfter:
    """A store that does one unit of work and then is away."""

    store: Store
    runs: int = 0

    async def run(self, work: Callable[[Records], T]) -> T:
        self.runs += 1
        if self.runs > 1:
            raise OSError
        return await self.store.run(work)


async def test_a_notice_is_sent_once_and_its_card_remembered(out: PostOffice) -> None:
    await out.queue(notice())
    assert await out.deliver() == 1
    assert await out.deliver(A_MINUTE) == 0
    assert out.said == ["overdue"]
    (posted,) = out.messenger.posts
    assert (posted.address.user_id, posted.address.conversation_id) == (f.CASEWORKER.user_id, "chat")
    assert out.office.states() == {"sent": 1}
    assert await out.cards() == ["card 1"]


async def test_nothing_to_send_is_nothing_sent(out: PostOffice) -> None:
    assert await out.deliver() == 0
    assert out.messenger.sent == []


async def test_more_than_there_is_room_for_is_sent_as_others_end(out: PostOffice) -> None:
    several = MOST_UNDER_WAY + 3
    people = (f.CASEWORKER, f.CASEWORKER_LEADER, f.MUNICIPAL_COORDINATOR)
    await out.queue(*(notice(f"no. {n}", recipient=people[n % 3]) for n in range(several)))
    assert [await out.deliver(), await out.deliver()] == [several, 0]
    assert sorted(out.said) == sorted(f"no. {n}" for n in range(several))


async def test_a_busy_channel_is_tried_again_when_it_asked_to_be(out: PostOffice) -> None:
    out.messenger.answers_posts(NotSent(Refusal.BUSY, retry_after=timedelta(seconds=90)))
    await out.queue(notice())
    await out.deliver()
    assert (out.office.states(), out.why()) == ({"pending": 1}, ["busy"])
    assert await out.deliver(timedelta(seconds=89)) == 0
    assert await out.deliver(timedelta(seconds=1)) == 1
    assert (out.said, out.office.states()) == (["overdue", "overdue"], {"sent": 1})


async def test_a_channel_that_stays_busy_is_given_longer_each_time_and_then_given_up(
    out: PostOffice,
) -> None:
    out.messenger.answers_posts(*[BUSY] * (MOST_ATTEMPTS + 1))
    await out.queue(notice())
    await out.deliver()
    for attempt in range(MOST_ATTEMPTS):
        wait = min(FIRST_RETRY * 2**attempt, LAST_RETRY)
        assert out.office.states() == {"pending": 1}
        assert await out.deliver(wait - timedelta(seconds=1)) == 0
        assert await out.deliver(timedelta(seconds=1)) == 1
    assert (out.office.states(), out.why()) == ({"dead": 1}, ["busy"])
    assert len(out.said) == MOST_ATTEMPTS + 1


@pytest.mark.parametrize("outcome", [UNREACHABLE, REJECTED], ids=["unreachable", "rejected"])
async def test_what_cannot_arrive_is_dead_and_says_why(out: PostOffice, outcome: NotSent) -> None:
    out.messenger.answers_posts(outcome, outcome)
    await out.queue(notice())
    with capture_logs() as logs:
        await out.deliver()
    assert {"not_delivered"} <= {entry["event"] for entry in logs}
    assert await out.deliver(timedelta(days=1)) == 0
    assert (out.office.states(), out.why()) == ({"dead": 1}, [str(outcome.why)])
    assert await out.cards() == []


async def test_what_may_have_arrived_is_repeated_once_and_says_that_it_repeats(out: PostOffice) -> None:
    out.messenger.answers_posts(TIMEOUT)
    await out.queue(notice())
    await out.deliver()
    assert await out.deliver(REPEAT_AFTER - timedelta(seconds=1)) == 0
    assert await out.deliver(timedelta(seconds=1)) == 1
    assert out.said == ["overdue", "Igen: overdue"]
    assert out.office.states() == {"sent": 1}


async def test_a_repeat_nobody_can_vouch_for_either_stays_uncertain_and_is_seen(out: PostOffice) -> None:
    out.messenger.answers_posts(TIMEOUT, TIMEOUT)
    await out.queue(notice())
    await out.deliver()
    await out.deliver(REPEAT_AFTER)
    assert await out.deliver(timedelta(days=1)) == 0
    assert (out.office.states(), out.why()) == ({"uncertain": 1}, ["timeout"])
    assert len(out.said) == 2


async def test_a_busy_repeat_is_still_a_repeat(out: PostOffice) -> None:
    out.messenger.answers_posts(TIMEOUT, BUSY)
    await out.queue(notice())
    await out.deliver()
    await out.deliver(REPEAT_AFTER)
    await out.deliver(LAST_RETRY)
    assert out.said == ["overdue", "Igen: overdue", "Igen: overdue"]


async def test_a_sender_that_died_between_intent_and_outcome_is_repeated_once(out: PostOffice) -> None:
    await out.queue(notice())
    (claimed,) = await out.office.store.run(lambda r: r.outbox.claim(out.office.now, LEASE, 1))
    assert await out.office.store.run(lambda r: r.outbox.begin_sending(claimed, out.office.now, LEASE))
    assert await out.deliver(LEASE - timedelta(seconds=1)) == 0
    assert await out.deliver(timedelta(seconds=1)) == 0
    assert out.why() == ["the sender stopped before it knew"]
    assert await out.deliver(REPEAT_AFTER) == 1
    assert out.said == ["Igen: overdue"]


async def test_a_claim_somebody_else_has_taken_is_left_to_them(out: PostOffice) -> None:
    await out.queue(notice())
    card_of = out.card

    def taken_meanwhile(records: Records, outgoing: Outgoing, now: datetime) -> Message | None:
        records.outbox.begin_sending(outgoing, now, LEASE)
        return card_of(records, outgoing, now)

    assert await out.delivery_by(out.messenger, taken_meanwhile).run() == 1
    assert (out.said, out.office.states()) == ([], {"sending": 1})


async def test_what_is_no_longer_true_is_dropped(out: PostOffice) -> None:
    out.silent = {"overdue"}
    await out.queue(notice())
    await out.deliver()
    assert (out.said, out.office.states(), out.why()) == ([], {"dropped": 1}, ["no longer true"])


async def test_what_stops_being_true_while_it_waits_is_not_repeated(out: PostOffice) -> None:
    out.messenger.answers_posts(TIMEOUT)
    await out.queue(notice())
    await out.deliver()
    out.silent = {"overdue"}
    await out.deliver(REPEAT_AFTER)
    assert (out.said, out.office.states()) == (["overdue"], {"dropped": 1})


async def test_one_card_that_cannot_be_made_holds_up_no_other(out: PostOffice) -> None:
    out.broken = {"broken"}
    await out.queue(notice("broken"))
    out.office.now += timedelta(microseconds=1)
    await out.queue(notice("overdue"))
    await out.deliver()
    assert (out.said, out.office.states()) == (["overdue"], {"pending": 1, "sent": 1})


async def test_a_card_that_could_not_be_made_is_sent_once_it_can(out: PostOffice) -> None:
    out.broken = {"overdue"}
    await out.queue(notice())
    await out.deliver()
    out.broken = set()
    await out.deliver(LEASE)
    assert out.said == ["overdue"]


async def test_a_card_that_can_never_be_made_ends_where_it_is_seen(out: PostOffice) -> None:
    out.broken = {"overdue"}
    await out.queue(notice())
    for _ in range(MOST_ATTEMPTS + 1):
        assert out.office.states() == {"pending": 1}
        await out.deliver(LAST_RETRY)
    assert (out.said, out.office.states()) == ([], {"dead": 1})
    assert out.why() == ["its card could not be made"]


def delivery_on(store: Store, out: PostOffice) -> Delivery:
    return Delivery(store, out.messenger, out.card, out.overtaken, at_any_hour, lambda: out.office.now)


async def test_a_database_that_is_away_leaves_the_row_to_its_lease(out: PostOffice) -> None:
    await out.queue(notice())
    delivery = delivery_on(AwayAfter(out.office.store), out)
    with capture_logs() as logs:
        assert await delivery.begin() == 1
        await asyncio.sleep(0)
        await delivery.stop()
    assert [entry["event"] for entry in logs] == ["send_failed"] * 2
    assert out.office.states() == {"claimed": 1}
    await out.deliver(LEASE)
    assert out.said == ["overdue"]


async def test_a_database_that_is_away_while_the_bot_stops_does_not_keep_it(out: PostOffice) -> None:
    await out.queue(notice())
    delivery = delivery_on(AwayAfter(out.office.store), out)
    with capture_logs() as logs:
        assert await delivery.begin() == 1
        await delivery.stop()
    assert [entry["event"] for entry in logs] == ["delivery_failed"]


async def test_who_was_stopped_past_the_lease_before_the_message_left_does_not_send_it(
    out: PostOffice,
) -> None:
    """The repeat may be under way by then, and this one would come after it without a label."""

    def sleeps(records: Records, outgoing: Outgoing, now: datetime) -> Message | None:
        out.office.now += LEASE
        return None

    await out.queue(notice())
    await Delivery(
        out.office.store, out.messenger, out.card, sleeps, at_any_hour, lambda: out.office.now
    ).run()
    assert (out.said, out.office.states(), out.why()) == ([], {"pending": 1}, ["busy"])


async def test_a_messenger_that_breaks_its_promise_leaves_the_send_to_be_repeated(out: PostOffice) -> None:
    out.messenger.answers_posts(OSError())
    await out.queue(notice())
    await out.deliver()
    await out.deliver(LEASE)
    await out.deliver(REPEAT_AFTER)
    assert out.said == ["overdue", "Igen: overdue"]


async def test_a_first_contact_remembers_the_conversation(out: PostOffice) -> None:
    await out.queue(notice(recipient=f.CASEWORKER_LEADER))
    await out.deliver()
    (posted,) = out.messenger.posts
    assert (posted.address.conversation_id, posted.address.bot_id) == (None, "bot")
    found = await out.office.store.run(lambda r: r.addresses.of(f.CASEWORKER_LEADER.id))
    assert found is not None
    assert found.conversation_id == f"chat with {f.CASEWORKER_LEADER.user_id}"


async def test_a_first_contact_that_fails_remembers_nothing(out: PostOffice) -> None:
    out.messenger.answers_posts(BUSY)
    await out.queue(notice(recipient=f.CASEWORKER_LEADER))
    await out.deliver()
    found = await out.office.store.run(lambda r: r.addresses.of(f.CASEWORKER_LEADER.id))
    assert found is not None
    assert found.conversation_id is None


async def test_who_cannot_be_reached_yet_is_told_when_the_tenant_has_met_the_bot(out: PostOffice) -> None:
    await out.queue(notice(recipient=f.NURSE))
    await out.deliver()
    assert out.office.states() == {"pending": 1}
    assert out.why() == ["no address: the person's tenant has not met the bot"]
    await out.deliver(timedelta(days=30))
    assert out.said == []
    await out.reach(f.COLLEAGUE)
    await out.deliver(LAST_RETRY)
    assert (out.said, out.office.states()) == (["overdue"], {"sent": 1})


async def test_a_chat_that_is_gone_is_forgotten_and_the_person_reached_in_a_new_one(out: PostOffice) -> None:
    out.messenger.answers_posts(UNREACHABLE)
    await out.queue(notice())
    await out.deliver()
    assert [posted.address.conversation_id for posted in out.messenger.posts] == ["chat", None]
    assert out.office.states() == {"sent": 1}
    found = await out.office.store.run(lambda r: r.addresses.of(f.CASEWORKER.id))
    assert found is not None
    assert found.conversation_id == f"chat with {f.CASEWORKER.user_id}"


async def test_a_chat_that_is_gone_stays_forgotten_when_nobody_knows_of_the_new_one(out: PostOffice) -> None:
    out.messenger.answers_posts(UNREACHABLE, BUSY)
    await out.queue(notice())
    await out.deliver()
    assert (out.office.states(), out.why()) == ({"pending": 1}, ["busy"])
    await out.deliver(LAST_RETRY)
    assert [posted.address.conversation_id for posted in out.messenger.posts] == ["chat", None, None]


async def test_a_reminder_its_owner_cannot_get_goes_to_the_unit(out: PostOffice) -> None:
    task = (await out.office.tasks((await out.office.asked()).meeting))[0]
    await out.only(notice(subject=Subject(SubjectKind.TASK, task.id)))
    out.messenger.answers_posts(UNREACHABLE, UNREACHABLE)
    with capture_logs() as logs:
        await out.deliver()
    (told,) = [entry for entry in logs if entry["event"] == "unreachable"]
    assert set(told) == {"event", "log_level", "kind", "rule"}
    assert out.office.states() == {"dead": 1, "pending": 1}
    await out.deliver()
    assert out.messenger.posts[-1].address.user_id == f.CASEWORKER_LEADER.user_id
    assert (out.said[-1], out.office.states()) == (f"overdue{FOR_UNIT}", {"dead": 1, "sent": 1})


async def test_news_of_a_meeting_somebody_cannot_get_goes_to_their_unit(out: PostOffice) -> None:
    meeting = (await out.office.asked()).meeting
    news = notice(kind=NoticeKind.MEETING, subject=Subject(SubjectKind.MEETING, meeting.id))
    await out.only(news)
    out.messenger.answers_posts(*[UNREACHABLE] * 3)
    await out.deliver()
    await out.deliver()
    reached = [posted.address.user_id for posted in out.messenger.posts]
    assert reached == [f.CASEWORKER.user_id] * 2 + [f.CASEWORKER_LEADER.user_id]
    await out.deliver()
    assert out.office.states() == {"dead": 2}


async def test_an_answer_in_the_personal_chat_and_an_escalation_have_no_stand_in(out: PostOffice) -> None:
    out.messenger.answers_posts(*[UNREACHABLE] * 4)
    await out.only(notice("to leader", kind=NoticeKind.ESCALATION), notice("help", kind=NoticeKind.CONTINUE))
    await out.deliver()
    assert out.office.states() == {"dead": 2}


async def test_several_people_are_written_to_at_once_and_each_in_order(out: PostOffice) -> None:
    at_once, most = 0, 0
    together = asyncio.Event()
    post = out.messenger.post

    class Meeting(RecordingMessenger):
        async def post(self, address: Address, message: Message) -> Outcome:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            if at_once == 3:
                together.set()
            await together.wait()
            at_once -= 1
            return await post(address, message)

    people = (f.CASEWORKER, f.CASEWORKER_LEADER, f.MUNICIPAL_COORDINATOR)
    for n in range(2):
        await out.queue(*(notice(f"no. {n}", recipient=person) for person in people))
        out.office.now += timedelta(microseconds=1)
    await out.delivery_by(Meeting()).run()
    assert most == len(people)
    for person in people:
        told = [p.words for p in out.messenger.posts if p.address.user_id == person.user_id]
        assert told == ["no. 0", "no. 1"]


async def test_a_change_made_while_the_message_was_under_way_brings_its_card_up_to_date(
    out: PostOffice,
) -> None:
    meeting = (await out.office.asked()).meeting
    subject = Subject(SubjectKind.MEETING, meeting.id)
    await out.only(notice("asked", kind=NoticeKind.MEETING, subject=subject))
    office, post = out.office, out.messenger.post

    class Slow(RecordingMessenger):
        async def post(self, address: Address, message: Message) -> Outcome:
            await office.does(acknowledge, f.CASEWORKER, meeting.id)
            return await post(address, message)

    await out.delivery_by(Slow()).run()
    assert Told("refresh", f.CASEWORKER.id) in office.news()
    await out.deliver(timedelta(seconds=1))
    assert [u.replaces for u in out.messenger.updates] == ["card 1"]


async def test_a_card_that_shows_what_is_true_is_not_refreshed(out: PostOffice) -> None:
    meeting = (await out.office.asked()).meeting
    await out.only(notice(kind=NoticeKind.MEETING, subject=Subject(SubjectKind.MEETING, meeting.id)))
    await out.deliver()
    assert out.office.states() == {"sent": 1}
