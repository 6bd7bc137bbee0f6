"""When a task's owner is reminded, and when others are told.

Before the deadline (the agreement says how many working days), on the day or, for a day off, on the working
day before it, and each working day it is overdue; after so many working days overdue the owner's leader is
told, then both sectors' coordinators; for a discharge both at once, on the day. All at the agreement's local
time of day. A reminder that a later one has overtaken is not sent. Between two of its reminders a task need
not be looked at: `next_reminder` says how long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.agreement import ReminderTimes
from domain.local_time import at_local, local_day
from domain.task import REMINDED, Escalation, Task
from domain.working_days import Calendar


class ReminderKind(StrEnum):
    BEFORE = "before"
    ON_DAY = "on_day"
    OVERDUE = "overdue"
    LEADER = "leader"
    COORDINATORS = "coordinators"


ESCALATIONS = (ReminderKind.LEADER, ReminderKind.COORDINATORS)


_JUST_AFTER = timedelta(seconds=1)
"""Later than the opening of the task, as every reminder is."""


@dataclass(frozen=True)
class Reminder:
    kind: ReminderKind
    moment: datetime
    """UTC; with the kind, the occurrence that is decided once."""


def reminders_due(
    task: Task, times: ReminderTimes, calendar: Calendar, now: datetime
) -> tuple[Reminder, ...]:
    """Every reminder of the task whose moment has come: the newest to the owner, and each escalation."""
    if not task.is_open:
        return ()
    to_owner = [r for r in _to_owner(task, times, calendar, local_day(now)) if r.moment <= now]
    escalated = [r for r in _escalations(task, times, calendar) if r.moment <= now]
    return tuple(r for r in (*to_owner[-1:], *escalated) if _is_sent(task, r))


def next_reminder(task: Task, times: ReminderTimes, calendar: Calendar, now: datetime) -> datetime | None:
    """The first moment (UTC) after `now` at which something new comes due; None if nothing ever will.

    So whoever asked `reminders_due` at `now` need not ask it again before.
    """
    if not task.is_open:
        return None
    day = max(local_day(now), local_day(task.opened_at))
    ahead = (*_to_owner(task, times, calendar, day), *_escalations(task, times, calendar))
    return min((r.moment for r in ahead if r.moment > now and _is_sent(task, r)), default=None)


def _is_sent(task: Task, reminder: Reminder) -> bool:
    """Whether it is, once its moment comes and unless a later one has overtaken it."""
    return reminder.moment > task.opened_at and not _is_snoozed(task, reminder)


def _is_snoozed(task: Task, reminder: Reminder) -> bool:
    if reminder.kind in ESCALATIONS or task.remind_from is None:
        return False
    return local_day(reminder.moment) < task.remind_from


def _to_owner(task: Task, times: ReminderTimes, calendar: Calendar, day: date) -> list[Reminder]:
    """In the order of their moments; of the days overdue only those around `day`."""
    reminded = REMINDED[task.kind]
    days: list[tuple[ReminderKind, date]] = []
    if reminded.before:
        days.append((ReminderKind.BEFORE, calendar.shift(task.due, -times.working_days_before)))
    if calendar.is_working_day(task.due):
        days.append((ReminderKind.ON_DAY, task.due))
    else:
        days.append((ReminderKind.BEFORE, calendar.shift(task.due, -1)))
    if reminded.overdue:
        every = times.ask_date_every if reminded.seldom else 1
        days += [(ReminderKind.OVERDUE, late) for late in _overdue_around(task.due, calendar, day, every)]
    if task.remind_from:
        days.append(_put_off_to(task, calendar.from_day(task.remind_from)))
    return [Reminder(kind, at_local(each, times.at)) for kind, each in sorted(days, key=lambda pair: pair[1])]


def _overdue_around(due: date, calendar: Calendar, day: date, every: int) -> list[date]:
    """Days a whole number of times `every` working days after `due`: the last two up to `day`, the next."""
    passed = calendar.between(due, day) // every
    first = max(passed - 1, 1)
    days = [calendar.shift(due, every * first)]
    for _ in range(first, passed + 1):
        days.append(calendar.shift(days[-1], every))
    return days


def _put_off_to(task: Task, day: date) -> tuple[ReminderKind, date]:
    """The day the owner chose to be reminded again, or the working day after it."""
    if day == task.due:
        return ReminderKind.ON_DAY, day
    return (ReminderKind.BEFORE if day < task.due else ReminderKind.OVERDUE), day


def _escalations(task: Task, times: ReminderTimes, calendar: Calendar) -> list[Reminder]:
    """What others are told. On the day itself they are told even when the task was opened only then."""
    match REMINDED[task.kind].escalation:
        case Escalation.NEVER:
            return []
        case Escalation.ON_DAY:
            day = task.due if calendar.is_working_day(task.due) else calendar.shift(task.due, -1)
            moment = max(at_local(day, times.at), task.opened_at + _JUST_AFTER)
            return [Reminder(kind, moment) for kind in ESCALATIONS]
        case Escalation.LATER:
            after = zip(ESCALATIONS, (times.leader_after, times.coordinators_after), strict=True)
            return [
                Reminder(kind, at_local(calendar.shift(task.due, days), times.at)) for kind, days in after
            ]
