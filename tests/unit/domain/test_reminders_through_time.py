"""Reminders while time is wound in any steps: each is decided once, and none is lost or made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.local_time import at_local
from domain.reminder import ESCALATIONS, Reminder, ReminderKind, reminders_due
from domain.task import REMINDED, Escalation, Task, TaskKind
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import AT_EIGHT
from tests.unit.domain.strategies import calendars, steps

OPENED = at_local(date(2026, 6, 1), time(12))
TASK = f.a_task(f.a_meeting(f.a_case()), opened_at=OPENED)
tasks = st.builds(
    lambda kind, days: replace(TASK, kind=kind, due=date(2026, 6, 1) + timedelta(days=days)),
    st.sampled_from(TaskKind),
    st.integers(0, 30),
)


def to_owner(task: Task, calendar: Calendar, now: datetime) -> list[Reminder]:
    found = reminders_due(task, AT_EIGHT, calendar, now)
    return [reminder for reminder in found if reminder.kind not in ESCALATIONS]


def morning(day: date) -> datetime:
    return at_local(day, AT_EIGHT.at)


def is_repeated(task: Task, calendar: Calendar, day: date) -> bool:
    """Whether the task is reminded of on this working day after its deadline."""
    late = range(1, (day - task.due).days + 1)
    passed = sum(calendar.is_working_day(task.due + timedelta(days=n)) for n in late)
    seldom = REMINDED[task.kind].seldom
    return REMINDED[task.kind].overdue and (not seldom or passed % AT_EIGHT.ask_date_every == 0)


def every_owner_reminder(task: Task, calendar: Calendar, until: datetime) -> list[Reminder]:
    """All there ever are up to `until`, told day by day and in no other way."""
    told: list[Reminder] = []
    before = calendar.shift(task.due, -AT_EIGHT.working_days_before)
    for day in (OPENED.date() + timedelta(days=n) for n in range(120)):
        if day == before and REMINDED[task.kind].before:
            told.append(Reminder(ReminderKind.BEFORE, morning(day)))
        if day == task.due and calendar.is_working_day(day):
            told.append(Reminder(ReminderKind.ON_DAY, morning(day)))
        if not calendar.is_working_day(task.due) and day == calendar.shift(task.due, -1):
            told.append(Reminder(ReminderKind.BEFORE, morning(day)))
        if day > task.due and calendar.is_working_day(day) and is_repeated(task, calendar, day):
            told.append(Reminder(ReminderKind.OVERDUE, morning(day)))
    return [reminder for reminder in told if OPENED < reminder.moment <= until]


@given(tasks, calendars, steps)
def test_at_any_moment_the_owner_has_the_newest_reminder_and_no_other(
    task: Task, calendar: Calendar, wound: list[timedelta]
) -> None:
    now = OPENED
    for step in wound:
        now += step
        assert to_owner(task, calendar, now) == every_owner_reminder(task, calendar, now)[-1:]


@given(tasks, calendars, steps)
def test_winding_time_never_decides_two_things_for_one_moment(
    task: Task, calendar: Calendar, wound: list[timedelta]
) -> None:
    now, decided = OPENED, list[Reminder]()
    for step in wound:
        now += step
        decided += to_owner(task, calendar, now)
    moments = [reminder.moment for reminder in decided]
    assert moments == sorted(moments)
    assert len({reminder.moment for reminder in decided}) == len(set(decided))
    assert all(OPENED < moment <= now for moment in moments)


@given(tasks, calendars, st.integers(1, 25), st.integers(0, 15 * 60))
def test_whoever_looks_every_working_day_finds_one_reminder_for_each_day_overdue(
    task: Task, calendar: Calendar, days: int, minutes_late: int
) -> None:
    decided: set[Reminder] = set()
    day = task.due
    for _ in range(days):
        day = calendar.shift(day, 1)
        new = {*to_owner(task, calendar, morning(day) + timedelta(minutes=minutes_late))} - decided
        decided |= new
        repeated = is_repeated(task, calendar, day)
        expected = {Reminder(ReminderKind.OVERDUE, morning(day))} if repeated else set()
        assert {reminder for reminder in new if reminder.kind is ReminderKind.OVERDUE} == expected


@given(tasks, calendars, steps)
def test_each_escalation_is_decided_for_one_moment_only(
    task: Task, calendar: Calendar, wound: list[timedelta]
) -> None:
    now, decided = OPENED, set[Reminder]()
    for step in wound:
        now += step
        found = reminders_due(task, AT_EIGHT, calendar, now)
        decided |= {reminder for reminder in found if reminder.kind in ESCALATIONS}
    kinds = [reminder.kind for reminder in decided]
    assert len(kinds) == len(set(kinds))
    assert REMINDED[task.kind].escalation is not Escalation.NEVER or not decided
