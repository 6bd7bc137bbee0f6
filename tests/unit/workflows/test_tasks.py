"""Follow-ups and other tasks: done, put off, given a new deadline, handed over - and by whom not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import BadValue, BrobyggerError, NotAllowed, NotFound, WrongStatus
from domain.people import Person
from domain.permission import is_in_hands_of
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from tests import factories as f
from tests.office import CLOCK, Office, told
from workflows.follow_ups import AgreedRow
from workflows.meetings import time_passed
from workflows.minutes import write_minutes
from workflows.notice import NoticeKind, Post
from workflows.tasks import hand_over, mark_done, new_deadline, open_task, remind_later

TODAY, DUE, LATER = date(2026, 11, 25), date(2026, 12, 4), date(2026, 12, 11)


async def follow_up(office: Office, owner: Person | None = f.NURSE) -> Task:
    """A follow-up of the region's unit, five days after the request."""
    scheduled = await office.scheduled()
    office.now += timedelta(days=5)
    await office.does(time_passed, scheduled)
    row = AgreedRow(Sensitive("Ring til egen læge"), f.NURSE.home.id, owner.id if owner else None, DUE)
    concluded = await office.does(write_minutes, f.NURSE, scheduled.meeting.id, "Referat", (row,))
    (task,) = await office.tasks(concluded.meeting)
    office.news()
    return task


async def stored(office: Office, task: Task) -> Task:
    return (await office.store.run(lambda r: r.tasks.get(task.id, CLOCK))).task


async def last_event(office: Office, task: Task) -> tuple[str, str, str]:
    events = await office.store.run(lambda r: r.events.of_case(task.case_id, CLOCK))
    return events[-1].kind, events[-1].subject_id, events[-1].reason.reveal()


async def test_looking_at_a_task_s_text_is_logged(office: Office) -> None:
    task = await follow_up(office)
    seen = await office.does(open_task, f.CASEWORKER, task.id)
    assert seen.task.text.reveal() == "Ring til egen læge"
    assert office.audited()[-1] == (f.CASEWORKER.id, "read", f"task:{task.id}")


async def test_a_follow_up_is_done(office: Office) -> None:
    task = await follow_up(office)
    await office.does(mark_done, f.NURSE, task.id)
    assert (await stored(office, task)).status is TaskStatus.DONE
    assert await last_event(office, task) == ("task.done", task.id, "")
    assert office.audited()[-1] == (f.NURSE.id, "task.done", f"task:{task.id}")


async def test_any_colleague_of_the_unit_may_do_it(office: Office) -> None:
    task = await follow_up(office)
    await office.does(mark_done, f.NURSE_LEADER, task.id)
    assert not (await stored(office, task)).is_open


async def test_remind_me_later_leaves_the_deadline(office: Office) -> None:
    task = await follow_up(office)
    await office.does(remind_later, f.NURSE, task.id, TODAY + timedelta(days=1))
    after = await stored(office, task)
    assert (after.remind_from, after.due) == (TODAY + timedelta(days=1), DUE)
    assert await last_event(office, task) == ("task.snooze", task.id, "")


async def test_a_new_deadline_has_a_reason_both_sectors_see(office: Office) -> None:
    task = await follow_up(office)
    await office.does(new_deadline, f.NURSE, task.id, LATER, "Lægen har ferie")
    after = await stored(office, task)
    assert (after.due, after.reason.reveal(), after.remind_from) == (LATER, "Lægen har ferie", None)
    assert await last_event(office, task) == ("task.new_deadline", task.id, "Lægen har ferie")


async def test_a_deadline_may_be_moved_to_today(office: Office) -> None:
    task = await follow_up(office)
    assert (await office.does(new_deadline, f.NURSE, task.id, TODAY, "Haster")).task.due == TODAY


async def test_a_colleague_given_the_task_is_told(office: Office) -> None:
    task = await follow_up(office)
    await office.does(hand_over, f.NURSE, task.id, f.NURSE.home.id, f.COLLEAGUE.id)
    assert (await stored(office, task)).owner_id == f.COLLEAGUE.id
    assert office.news() == told(NoticeKind.REMINDER, f.COLLEAGUE, detail="handed")
    assert await last_event(office, task) == ("task.hand_over", task.id, "")


async def test_whoever_was_just_given_a_task_is_not_reminded_of_it_the_same_day(office: Office) -> None:
    task = await follow_up(office)
    await office.does(hand_over, f.NURSE, task.id, f.NURSE.home.id, f.COLLEAGUE.id)
    given = await stored(office, task)
    assert (given.opened_at, given.remind_from) == (office.now, None)


async def test_the_other_side_s_inbox_is_told_of_a_task_given_to_their_unit(office: Office) -> None:
    task = await follow_up(office)
    await office.does(hand_over, f.NURSE, task.id, f.CASEWORKER.home.id, None)
    after = await stored(office, task)
    assert (after.unit_id, after.sector, after.owner_id) == (
        f.CASEWORKER.home.id,
        f.CASEWORKER.sector,
        None,
    )
    assert office.news() == told(NoticeKind.REMINDER, f.CASEWORKER, detail="handed")


async def test_who_puts_a_task_back_in_the_own_inbox_is_not_told_of_it(office: Office) -> None:
    task = await follow_up(office)
    await office.does(hand_over, f.NURSE, task.id, f.NURSE.home.id, None)
    assert office.news() == told(NoticeKind.REMINDER, f.COLLEAGUE, detail="handed")


async def test_everyone_who_holds_a_card_of_the_task_or_its_meeting_gets_it_fresh(office: Office) -> None:
    task = await follow_up(office)
    for person, subject in (
        (f.NURSE, Subject(SubjectKind.TASK, task.id)),
        (f.CASEWORKER, task.subject),
    ):
        post = Post(person.id, subject, "chat", "card", office.now)
        await office.store.run(lambda r, post=post: r.posts.record(post))  # type: ignore[misc]
    await office.does(mark_done, f.NURSE, task.id)
    assert office.news() == told(NoticeKind.REFRESH, f.NURSE, f.CASEWORKER)


Use = tuple[Callable[..., Any], tuple[Any, ...]]
DONE: Use = (mark_done, ())
LATER_USE: Use = (remind_later, (LATER,))
DEADLINE: Use = (new_deadline, (LATER, "Ferie"))
HAND: Use = (hand_over, (f.CASEWORKER.home.id, None))
EVERY_USE = (DONE, LATER_USE, DEADLINE, HAND)


def by_name(value: object) -> str:
    return value[0].__name__ if isinstance(value, tuple) else ""


async def refused(office: Office, caller: Person, task: Task, use: Use) -> BrobyggerError:
    """The refusal, after which nothing is stored."""
    before, (use_case, values) = office.everything(), use
    with pytest.raises(BrobyggerError) as refusal:
        await office.does(use_case, caller, task.id, *values)
    assert office.everything() == before
    return refusal.value


@pytest.mark.parametrize("use", EVERY_USE, ids=by_name)
async def test_the_other_sector_sees_a_task_and_may_not_change_it(office: Office, use: Use) -> None:
    task = await follow_up(office)
    assert type(await refused(office, f.CASEWORKER, task, use)) is NotAllowed


@pytest.mark.parametrize("use", [*EVERY_USE, (open_task, ())], ids=by_name)
async def test_for_an_outsider_there_is_no_task(office: Office, use: Use) -> None:
    task = await follow_up(office)
    for outsider in (f.OUTSIDER, f.REGION_COORDINATOR):
        assert type(await refused(office, outsider, task, use)) is NotFound


@pytest.mark.parametrize("use", EVERY_USE, ids=by_name)
async def test_a_task_that_has_ended_stays_ended(office: Office, use: Use) -> None:
    task = await follow_up(office)
    await office.does(mark_done, f.NURSE, task.id)
    assert type(await refused(office, f.NURSE, task, use)) is WrongStatus


@pytest.mark.parametrize("use", [DONE, DEADLINE, HAND], ids=by_name)
async def test_a_task_the_meeting_asks_for_is_ended_and_timed_by_the_meeting(
    office: Office, use: Use
) -> None:
    found = await office.asked()
    for task in await office.tasks(found.meeting):
        assert task.kind is not TaskKind.FOLLOW_UP
        assert type(await refused(office, f.CASEWORKER, task, use)) is WrongStatus


@pytest.mark.parametrize(
    ("use", "key"),
    [
        ((remind_later, (TODAY,)), "task.later_in_past"),
        ((remind_later, (TODAY - timedelta(days=1),)), "task.later_in_past"),
        ((new_deadline, (TODAY - timedelta(days=1), "Ferie")), "task.due_in_past"),
        ((hand_over, (f.OUTSIDER.home.id, None)), "task.unknown_owner"),
        ((hand_over, ("0" * 32, None)), "task.unknown_owner"),
        ((hand_over, (f.NURSE.home.id, "0" * 32)), "task.unknown_owner"),
        ((hand_over, (f.NURSE.home.id, f.CASEWORKER.id)), "task.unknown_owner"),
        ((hand_over, (f.NURSE.home.id, f.REGION_COORDINATOR.id)), "task.unknown_owner"),
    ],
)
async def test_a_wrong_day_or_owner_is_refused(office: Office, use: Use, key: str) -> None:
    task = await follow_up(office)
    refusal = await refused(office, f.NURSE, task, use)
    assert (type(refusal), refusal.key) == (BadValue, key)


def test_a_task_is_in_the_hands_of_its_owner_and_its_unit() -> None:
    task = f.a_task(f.a_meeting(f.a_case()), owner_id=f.OUTSIDER.id)
    allowed = [is_in_hands_of(p, task) for p in (f.OUTSIDER, f.CASEWORKER, f.CASEWORKER_LEADER, f.NURSE)]
    assert allowed == [True, True, True, False]
