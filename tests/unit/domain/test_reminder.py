"""Reminders of one task: before, on the day, each working day overdue; then leader and coordinators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.delay import DelayReason
from domain.local_time import at_local
from domain.reminder import ESCALATIONS, Reminder, ReminderKind, reminders_due
from domain.task import REMINDED, Task, TaskKind, done, snoozed, with_deadline, withdrawn
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import AT_EIGHT

PLAIN = Calendar(lambda day: False)
DUE = date(2026, 11, 27)
"""A Friday."""
MONDAY_BEFORE, WEDNESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (DUE + timedelta(days=n) for n in (1, 2, 3, 4))
THURSDAY_AFTER = DUE + timedelta(days=6)
BEFORE, ON_DAY, OVERDUE = ReminderKind.BEFORE, ReminderKind.ON_DAY, ReminderKind.OVERDUE
LEADER, COORDINATORS = ReminderKind.LEADER, ReminderKind.COORDINATORS


def a_task(**changes: object) -> Task:
    base = f.a_task(f.a_meeting(f.a_case()), kind=TaskKind.FOLLOW_UP, due=DUE)
    opened = at_local(date(2026, 11, 2), time(12))
    return replace(base, **{"opened_at": opened, **changes})  # type: ignore[arg-type]


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return at_local(day, time(hour, minute))


def due(task: Task, now: datetime, calendar: Calendar = PLAIN) -> list[tuple[ReminderKind, date]]:
    found = reminders_due(task, AT_EIGHT, calendar, now)
    assert all(reminder.moment == at(reminder.moment.date()) for reminder in found)
    return [(reminder.kind, reminder.moment.date()) for reminder in found]


def test_two_working_days_before_at_eight_and_not_a_minute_earlier() -> None:
    assert due(a_task(), at(WEDNESDAY, 7, 59)) == []
    assert due(a_task(), at(WEDNESDAY)) == [(BEFORE, WEDNESDAY)]


def test_on_the_day_the_earlier_reminder_is_overtaken() -> None:
    assert due(a_task(), at(DUE, 7, 59)) == [(BEFORE, WEDNESDAY)]
    assert due(a_task(), at(DUE)) == [(ON_DAY, DUE)]


def test_each_working_day_overdue_and_never_on_a_weekend() -> None:
    assert due(a_task(), at(SATURDAY, 12)) == [(ON_DAY, DUE)]
    assert due(a_task(), at(SUNDAY, 12)) == [(ON_DAY, DUE)]
    assert due(a_task(), at(MONDAY, 7)) == [(ON_DAY, DUE)]
    assert due(a_task(), at(MONDAY)) == [(OVERDUE, MONDAY)]
    assert due(a_task(), at(TUESDAY, 7)) == [(OVERDUE, MONDAY)]


def test_a_holiday_is_no_day_to_be_reminded_of_what_is_overdue() -> None:
    closed = Calendar(lambda day: day == MONDAY)
    assert due(a_task(), at(MONDAY, 12), closed) == [(ON_DAY, DUE)]
    assert due(a_task(), at(TUESDAY), closed) == [(OVERDUE, TUESDAY)]


def test_two_working_days_overdue_the_leader_is_told_and_after_four_the_coordinators() -> None:
    assert due(a_task(), at(TUESDAY)) == [(OVERDUE, TUESDAY), (LEADER, TUESDAY)]
    assert due(a_task(), at(THURSDAY_AFTER)) == [
        (OVERDUE, THURSDAY_AFTER),
        (LEADER, TUESDAY),
        (COORDINATORS, THURSDAY_AFTER),
    ]


def test_an_escalation_that_a_closed_replica_missed_is_still_due_later() -> None:
    kinds = [kind for kind, _ in due(a_task(), at(DUE + timedelta(days=60)))]
    assert kinds == [OVERDUE, LEADER, COORDINATORS]


def test_a_task_due_on_a_weekend_is_reminded_on_the_friday_and_is_overdue_on_monday() -> None:
    task = a_task(due=SUNDAY)
    assert due(task, at(THURSDAY)) == [(BEFORE, THURSDAY)]
    assert due(task, at(SUNDAY)) == [(BEFORE, DUE)]
    assert due(task, at(MONDAY)) == [(OVERDUE, MONDAY)]


EVERY_REMINDER = (BEFORE, ON_DAY, OVERDUE, LEADER, COORDINATORS)
NOT_BEFORE = (ON_DAY, OVERDUE, LEADER, COORDINATORS)
REMINDERS_OF = {
    TaskKind.ACKNOWLEDGE: NOT_BEFORE,
    TaskKind.FIND_TIME: EVERY_REMINDER,
    TaskKind.ATTEND: (BEFORE, ON_DAY),
    TaskKind.WRITE_MINUTES: NOT_BEFORE,
    TaskKind.FOLLOW_UP: EVERY_REMINDER,
    TaskKind.READ_NOTICE: NOT_BEFORE,
    TaskKind.ANSWER_QUESTION: NOT_BEFORE,
    TaskKind.SIGN: NOT_BEFORE,
    TaskKind.REVISE: NOT_BEFORE,
    TaskKind.CITIZENS_AGREEMENT: NOT_BEFORE,
    TaskKind.SET_DISCHARGE_DATE: (ON_DAY, OVERDUE),
    TaskKind.ASSESS: EVERY_REMINDER,
    TaskKind.MAKE_AGREEMENT: EVERY_REMINDER,
    TaskKind.AGREEMENT_BY_DISCHARGE: EVERY_REMINDER,
    TaskKind.CONFIRM_DISCHARGE: NOT_BEFORE,
    TaskKind.EXPLAIN_DISCHARGE: NOT_BEFORE,
    TaskKind.JOURNAL: EVERY_REMINDER,
    TaskKind.CLOSE_CASE: EVERY_REMINDER,
}


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_gets_its_own_reminders_and_no_other(kind: TaskKind) -> None:
    assert set(REMINDED) == set(REMINDERS_OF)
    visits = (at(date(2026, 11, 2) + timedelta(days=n), 12) for n in range(45))
    seen = {found for now in visits for found, _ in due(a_task(kind=kind), now)}
    assert seen == set(REMINDERS_OF[kind])


def test_what_was_due_before_the_task_was_opened_is_not_sent() -> None:
    assert due(a_task(opened_at=at(WEDNESDAY)), at(WEDNESDAY, 9)) == []
    assert due(a_task(opened_at=at(DUE, 12)), at(DUE, 13)) == []
    assert due(a_task(opened_at=at(WEDNESDAY, 7, 59)), at(WEDNESDAY, 9)) == [(BEFORE, WEDNESDAY)]


def test_a_task_that_is_opened_overdue_escalates_only_from_then_on() -> None:
    task = a_task(opened_at=at(DUE + timedelta(days=5), 9))
    assert due(task, at(THURSDAY_AFTER)) == [(OVERDUE, THURSDAY_AFTER), (COORDINATORS, THURSDAY_AFTER)]


def test_remind_me_later_silences_the_owner_until_that_day() -> None:
    put_off = snoozed(a_task(), MONDAY)
    assert due(put_off, at(WEDNESDAY)) == due(put_off, at(DUE)) == due(put_off, at(SUNDAY)) == []
    assert due(put_off, at(MONDAY)) == [(OVERDUE, MONDAY)]


def test_remind_me_later_never_silences_an_escalation() -> None:
    put_off = snoozed(a_task(), DUE + timedelta(days=30))
    assert due(put_off, at(TUESDAY)) == [(LEADER, TUESDAY)]
    assert due(put_off, at(THURSDAY_AFTER)) == [(LEADER, TUESDAY), (COORDINATORS, THURSDAY_AFTER)]


def test_a_new_deadline_starts_reminders_over() -> None:
    put_off = snoozed(a_task(), DUE + timedelta(days=30))
    moved = with_deadline(put_off, DUE + timedelta(days=7), "Ferie", DelayReason.STAFFING, at(TUESDAY))
    assert due(moved, at(TUESDAY)) == []
    assert due(moved, at(WEDNESDAY + timedelta(days=7))) == [(BEFORE, WEDNESDAY + timedelta(days=7))]


def test_a_new_deadline_two_days_away_reminds_of_nothing_before_it_was_set() -> None:
    task = a_task()
    moved = with_deadline(
        task, DUE + timedelta(days=7), "Ferie", DelayReason.STAFFING, at(WEDNESDAY + timedelta(days=7), 10)
    )
    assert due(moved, at(WEDNESDAY + timedelta(days=7), 11)) == []


def test_a_task_put_off_is_reminded_of_on_the_day_chosen() -> None:
    long = replace(a_task(), due=DUE + timedelta(days=28))
    put_off = snoozed(long, MONDAY)
    assert due(put_off, at(MONDAY)) == [(BEFORE, MONDAY)]
    assert due(put_off, at(TUESDAY)) == [(BEFORE, MONDAY)]


def test_a_task_put_off_to_a_sunday_is_reminded_of_on_the_monday() -> None:
    put_off = snoozed(replace(a_task(), due=DUE + timedelta(days=28)), MONDAY - timedelta(days=1))
    assert due(put_off, at(MONDAY - timedelta(days=1))) == []
    assert due(put_off, at(MONDAY)) == [(BEFORE, MONDAY)]


@pytest.mark.parametrize("end", [done, withdrawn])
def test_nobody_is_reminded_of_what_has_ended(end: object) -> None:
    assert callable(end)
    assert due(end(a_task(), at(TUESDAY)), at(THURSDAY_AFTER)) == []


def test_a_reminder_before_on_the_day_itself_is_the_day_s_reminder() -> None:
    times = replace(AT_EIGHT, working_days_before=0)
    assert reminders_due(a_task(), times, PLAIN, at(DUE)) == (Reminder(ON_DAY, at(DUE)),)


def test_escalations_are_those_that_tell_others() -> None:
    assert set(ReminderKind) - set(ESCALATIONS) == {BEFORE, ON_DAY, OVERDUE}


def test_summer_time_moves_the_moment_and_not_the_wall_clock() -> None:
    task = a_task(due=date(2026, 3, 30), opened_at=at(date(2026, 3, 2)))
    (before,) = reminders_due(task, AT_EIGHT, PLAIN, at(date(2026, 3, 27)))
    (on_day,) = reminders_due(task, AT_EIGHT, PLAIN, at(date(2026, 3, 30)))
    assert (before.moment.hour, on_day.moment.hour) == (7, 6)
