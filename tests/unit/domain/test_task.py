"""Tasks: which a meeting's status asks for and by when, and what may happen to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.delay import DelayReason
from domain.meeting_tasks import wanted_tasks
from domain.network_meeting import MeetingTime, Side, Status
from domain.people import Sector
from domain.task import (
    REMINDED,
    Task,
    TaskKind,
    TaskStatus,
    done,
    handed_to,
    snoozed,
    with_deadline,
    withdrawn,
)
from domain.wanted import Wanted, matches
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import an_agreement

PLAIN = Calendar(lambda day: False)
FRIDAY = date(2026, 11, 20)
ON_FRIDAY_AT_13 = MeetingTime(datetime(2026, 11, 27, 12, tzinfo=UTC), 60)
INVITER, RECEIVER = Side.INVITER, Side.RECEIVER
TASK = f.a_task(f.a_meeting(f.a_case()))


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (
            Status.REQUESTED,
            [(TaskKind.ACKNOWLEDGE, RECEIVER, (11, 23)), (TaskKind.FIND_TIME, RECEIVER, (11, 27))],
        ),
        (Status.ACKNOWLEDGED, [(TaskKind.FIND_TIME, RECEIVER, (11, 27))]),
        (Status.TIMES_PROPOSED, [(TaskKind.FIND_TIME, INVITER, (11, 27))]),
        (Status.QUESTION_ASKED, [(TaskKind.FIND_TIME, INVITER, (11, 27))]),
        (
            Status.SCHEDULED,
            [(TaskKind.ATTEND, INVITER, (11, 27)), (TaskKind.ATTEND, RECEIVER, (11, 27))],
        ),
        (Status.MINUTES_DUE, [(TaskKind.WRITE_MINUTES, INVITER, (12, 1))]),
        (Status.CONCLUDED, []),
        (Status.CANCELLED, []),
    ],
)
def test_a_status_asks_for_its_tasks_by_the_agreement_s_days(
    status: Status, wanted: list[tuple[TaskKind, Side, tuple[int, int]]]
) -> None:
    meeting = f.a_meeting(f.a_case(), status=status, agreed=ON_FRIDAY_AT_13)
    expected = tuple(Wanted(kind, meeting.party(side), date(2026, *day)) for kind, side, day in wanted)
    assert wanted_tasks(meeting, an_agreement(), PLAIN) == expected


@pytest.mark.parametrize("status", [Status.SCHEDULED, Status.MINUTES_DUE])
def test_a_meeting_without_a_time_is_attended_by_nobody(status: Status) -> None:
    with pytest.raises(ValueError, match="needs a meeting with a time"):
        wanted_tasks(f.a_meeting(f.a_case(), status=status), an_agreement(), PLAIN)


def test_a_request_late_in_the_evening_counts_from_the_local_day() -> None:
    meeting = f.a_meeting(f.a_case(), requested_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    acknowledge, _ = wanted_tasks(meeting, an_agreement(), PLAIN)
    assert acknowledge.due == date(2026, 11, 24)


def test_an_open_task_is_the_wanted_one_when_kind_unit_and_day_agree() -> None:
    meeting = f.a_meeting(f.a_case())
    day = meeting.find_time_by
    assert matches(TASK, Wanted(TaskKind.FIND_TIME, meeting.receiver, day))
    assert matches(TASK, Wanted(TaskKind.FIND_TIME, replace(meeting.receiver, person_id="somebody"), day))
    assert not matches(TASK, Wanted(TaskKind.ACKNOWLEDGE, meeting.receiver, day))
    assert not matches(TASK, Wanted(TaskKind.FIND_TIME, meeting.inviter, day))
    assert not matches(TASK, Wanted(TaskKind.FIND_TIME, meeting.receiver, FRIDAY))


def test_a_task_is_overdue_from_the_day_after_until_it_ends() -> None:
    assert not TASK.is_overdue(TASK.due)
    assert TASK.is_overdue(date(2026, 11, 28))
    assert not done(TASK, f.NOW).is_overdue(date(2026, 11, 28))


def test_a_task_ends_as_done_or_withdrawn() -> None:
    assert TASK.is_open
    assert (done(TASK, f.NOW).status, done(TASK, f.NOW).is_open) == (TaskStatus.DONE, False)
    assert (withdrawn(TASK, f.NOW).status, withdrawn(TASK, f.NOW).is_open) == (TaskStatus.WITHDRAWN, False)


def test_remind_me_later_leaves_the_deadline_alone() -> None:
    later = snoozed(TASK, date(2026, 11, 25))
    assert (later.remind_from, later.due) == (date(2026, 11, 25), TASK.due)


def test_a_new_deadline_has_a_reason_and_lets_reminders_start_over() -> None:
    moved = with_deadline(
        snoozed(TASK, date(2026, 11, 25)), date(2026, 12, 4), "Ferie", DelayReason.STAFFING, f.NOW
    )
    assert (moved.due, moved.reason.reveal(), moved.remind_from) == (date(2026, 12, 4), "Ferie", None)


def test_a_task_handed_over_has_a_new_owner_who_has_not_put_it_off() -> None:
    given = handed_to(snoozed(TASK, date(2026, 11, 25)), f.NURSE.home.id, Sector.REGION, f.NURSE.id, f.NOW)
    assert (given.unit_id, given.sector, given.owner_id) == (f.NURSE.home.id, Sector.REGION, f.NURSE.id)
    assert given.remind_from is None
    assert given.due == TASK.due


def test_every_change_is_a_new_version_of_the_same_task() -> None:
    changed: tuple[Task, ...] = (
        done(TASK, f.NOW),
        withdrawn(TASK, f.NOW),
        snoozed(TASK, FRIDAY),
        with_deadline(TASK, FRIDAY, "Ferie", DelayReason.STAFFING, f.NOW),
        handed_to(TASK, f.NURSE.home.id, Sector.REGION, None, f.NOW),
    )
    assert {(task.id, task.version) for task in changed} == {(TASK.id, TASK.version + 1)}


def test_every_kind_of_task_has_its_reminders() -> None:
    assert set(REMINDED) == set(TaskKind)
