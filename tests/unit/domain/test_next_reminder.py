"""How long a task need not be looked at: nothing comes due until `next_reminder`, and then it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreement import ReminderTimes
from domain.local_time import at_local
from domain.reminder import next_reminder, reminders_due
from domain.task import Task, TaskKind, done, snoozed
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import AT_EIGHT
from tests.unit.domain.strategies import calendars

JUNE = date(2026, 6, 1)
"""A Monday."""
HOUR = timedelta(hours=1)
WEEKS = timedelta(weeks=4)
PLAIN = Calendar(lambda day: False)
TASK = f.a_task(f.a_meeting(f.a_case()), kind=TaskKind.FOLLOW_UP)
FRIDAY = JUNE + timedelta(days=4)

hours = st.integers(0, 14 * 24).map(lambda n: at_local(JUNE, time(0)) + n * HOUR)
days = st.integers(-5, 35).map(lambda n: JUNE + timedelta(days=n))
tasks = st.builds(
    lambda kind, due, opened, later: replace(TASK, kind=kind, due=due, opened_at=opened, remind_from=later),
    st.sampled_from(TaskKind),
    days,
    hours,
    st.none() | days,
)
all_times = st.builds(
    ReminderTimes,
    at=st.sampled_from([time(0), time(8), time(23, 59)]),
    working_days_before=st.integers(0, 5),
    leader_after=st.integers(1, 3),
    coordinators_after=st.integers(3, 6),
    ask_date_every=st.integers(1, 4),
)


def found_by_the_hour(
    task: Task, times: ReminderTimes, calendar: Calendar, after: datetime, until: datetime
) -> set[datetime]:
    """The moments after `after` of all that whoever looks every hour finds."""
    found, now = set[datetime](), after
    while now < until:
        now += HOUR
        found |= {due.moment for due in reminders_due(task, times, calendar, now) if due.moment > after}
    return found


@settings(max_examples=60)
@given(tasks, all_times, calendars, hours)
def test_who_looks_only_when_told_to_finds_all_that_looking_every_hour_finds(
    task: Task, times: ReminderTimes, calendar: Calendar, now: datetime
) -> None:
    until, looks, at = now + WEEKS, list[datetime](), next_reminder(task, times, calendar, now)
    while at is not None and at <= until:
        assert at in {due.moment for due in reminders_due(task, times, calendar, at)}
        looks.append(at)
        at = next_reminder(task, times, calendar, at)
    assert looks == sorted(found_by_the_hour(task, times, calendar, now, until))


def at_eight(day: date) -> datetime:
    return at_local(day, time(8))


def next_after(task: Task, now: datetime) -> datetime | None:
    return next_reminder(task, AT_EIGHT, PLAIN, now)


def test_from_the_opening_on_each_reminder_names_the_one_after_it() -> None:
    task, now, looks = replace(TASK, due=FRIDAY, opened_at=at_eight(JUNE)), at_eight(JUNE), []
    for _ in range(5):
        following = next_after(task, now)
        assert following is not None
        now = following
        looks.append(now)
    assert looks == [at_eight(JUNE + timedelta(days=n)) for n in (2, 4, 7, 8, 9)]


def test_a_task_put_off_sleeps_until_that_day_but_for_those_it_is_escalated_to() -> None:
    task = snoozed(replace(TASK, due=FRIDAY, opened_at=at_eight(JUNE)), FRIDAY + timedelta(days=30))
    leader, coordinators, owner = (at_eight(FRIDAY + timedelta(days=n)) for n in (4, 6, 31))
    assert next_after(task, at_eight(JUNE)) == leader
    assert next_after(task, leader) == coordinators
    assert next_after(task, coordinators) == owner


def test_a_wound_clock_goes_on_from_where_it_stands() -> None:
    task = replace(TASK, due=FRIDAY, opened_at=at_eight(JUNE))
    assert next_after(task, at_eight(FRIDAY + timedelta(days=200))) == at_eight(FRIDAY + timedelta(days=201))


@pytest.mark.parametrize(
    "task",
    [done(replace(TASK, due=FRIDAY), at_eight(FRIDAY)), replace(TASK, due=FRIDAY, kind=TaskKind.ATTEND)],
)
def test_what_has_ended_or_is_over_has_no_next_reminder(task: Task) -> None:
    assert next_after(task, at_eight(FRIDAY)) is None
