"""Reminders before a discharge: asked for the date now and then, and told to everybody on the day itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.local_time import at_local
from domain.reminder import ReminderKind, reminders_due
from domain.task import Task, TaskKind, done, snoozed
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import AT_EIGHT

PLAIN = Calendar(lambda day: False)
ON_DAY, BEFORE, OVERDUE = ReminderKind.ON_DAY, ReminderKind.BEFORE, ReminderKind.OVERDUE
LEADER, COORDINATORS = ReminderKind.LEADER, ReminderKind.COORDINATORS
FRIDAY = date(2026, 11, 27)
THURSDAY, SATURDAY, SUNDAY, MONDAY = (FRIDAY + timedelta(days=n) for n in (-1, 1, 2, 3))
Found = list[tuple[ReminderKind, datetime]]


def a_task(kind: TaskKind, due: date, opened: datetime | None = None) -> Task:
    opened_at = opened or at(date(2026, 11, 2), 12)
    return f.a_task(f.a_meeting(f.a_case()), kind=kind, due=due, opened_at=opened_at)


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return at_local(day, time(hour, minute))


def due(task: Task, now: datetime, calendar: Calendar = PLAIN, every: int = 2) -> Found:
    times = replace(AT_EIGHT, ask_date_every=every)
    return [(found.kind, found.moment) for found in reminders_due(task, times, calendar, now)]


def asked_on(every: int, calendar: Calendar = PLAIN) -> list[date]:
    """The days on which a ward is asked again for a date that was to be known on the Friday."""
    task = a_task(TaskKind.SET_DISCHARGE_DATE, FRIDAY)
    days = [FRIDAY + timedelta(days=n) for n in range(1, 15)]
    return [day for day in days if (OVERDUE, at(day)) in due(task, at(day), calendar, every)]


@pytest.mark.parametrize(
    ("every", "days"), [(1, [30, 1, 2, 3, 4, 7, 8, 9, 10, 11]), (2, [1, 3, 7, 9, 11]), (3, [2, 7, 10])]
)
def test_the_ward_is_asked_for_the_date_every_so_many_working_days(every: int, days: list[int]) -> None:
    assert [day.day for day in asked_on(every)] == days


def test_a_holiday_is_no_working_day_between_two_questions() -> None:
    monday_closed = Calendar(lambda day: day == MONDAY)
    assert [day.day for day in asked_on(2, monday_closed)] == [2, 4, 8, 10]


def test_a_question_for_the_date_never_goes_to_leaders_or_coordinators() -> None:
    task = a_task(TaskKind.SET_DISCHARGE_DATE, FRIDAY)
    kinds = {kind for n in range(60) for kind, _ in due(task, at(FRIDAY + timedelta(days=n), 12))}
    assert kinds == {ON_DAY, OVERDUE}


def test_on_the_day_of_discharge_leaders_and_coordinators_are_told_at_once() -> None:
    task = a_task(TaskKind.AGREEMENT_BY_DISCHARGE, FRIDAY)
    assert due(task, at(FRIDAY, 7, 59)) == [(BEFORE, at(FRIDAY - timedelta(days=2)))]
    assert due(task, at(FRIDAY)) == [(ON_DAY, at(FRIDAY)), (LEADER, at(FRIDAY)), (COORDINATORS, at(FRIDAY))]


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
def test_a_discharge_in_the_weekend_is_told_on_the_friday(day: date) -> None:
    task = a_task(TaskKind.AGREEMENT_BY_DISCHARGE, day)
    assert not {LEADER, COORDINATORS} & {kind for kind, _ in due(task, at(FRIDAY, 7, 59))}
    assert due(task, at(FRIDAY)) == [(BEFORE, at(FRIDAY)), (LEADER, at(FRIDAY)), (COORDINATORS, at(FRIDAY))]


def test_a_discharge_on_a_holiday_is_told_on_the_working_day_before() -> None:
    task = a_task(TaskKind.AGREEMENT_BY_DISCHARGE, MONDAY)
    monday_closed = Calendar(lambda day: day == MONDAY)
    assert due(task, at(FRIDAY), monday_closed)[1:] == [(LEADER, at(FRIDAY)), (COORDINATORS, at(FRIDAY))]


@pytest.mark.parametrize(
    ("discharge", "opened"),
    [(FRIDAY, at(FRIDAY, 14)), (SATURDAY, at(FRIDAY, 14)), (SUNDAY, at(SATURDAY, 10)), (FRIDAY, at(FRIDAY))],
)
def test_a_discharge_heard_of_the_same_day_is_told_at_once(discharge: date, opened: datetime) -> None:
    task = a_task(TaskKind.AGREEMENT_BY_DISCHARGE, discharge, opened)
    just_after = opened + timedelta(seconds=1)
    assert due(task, opened) == []
    assert due(task, just_after) == [(LEADER, just_after), (COORDINATORS, just_after)]


def test_what_is_told_at_once_is_one_decision_however_often_one_looks() -> None:
    task = a_task(TaskKind.AGREEMENT_BY_DISCHARGE, FRIDAY, at(FRIDAY, 14))
    looks = [due(task, at(FRIDAY, 14, minute)) for minute in (1, 2, 59)]
    assert looks[0] == looks[1] == looks[2]
    assert len(looks[0]) == 2


def test_putting_it_off_does_not_keep_it_from_leaders_and_coordinators() -> None:
    task = snoozed(a_task(TaskKind.AGREEMENT_BY_DISCHARGE, FRIDAY), MONDAY)
    assert due(task, at(FRIDAY)) == [(LEADER, at(FRIDAY)), (COORDINATORS, at(FRIDAY))]


def test_once_the_agreement_is_in_force_nobody_is_told() -> None:
    assert due(done(a_task(TaskKind.AGREEMENT_BY_DISCHARGE, FRIDAY), at(MONDAY)), at(MONDAY)) == []


def test_an_agreement_that_is_not_made_in_time_goes_to_the_leader_after_two_working_days() -> None:
    task = a_task(TaskKind.MAKE_AGREEMENT, THURSDAY)
    kinds = [kind for kind, _ in due(task, at(MONDAY))]
    assert kinds == [OVERDUE, LEADER]
