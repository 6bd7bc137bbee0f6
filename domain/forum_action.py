"""An action ("indsats") that the operations forum has decided on: what, who, and by when.

It is about the work itself and never about a citizen, so it is on no case. Its owner is reminded as of a
follow-up: some working days before, on the day, and each working day it is late; nobody else is told, for the
forum sees it on the first page of its next report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.agreement import ReminderTimes
from domain.errors import WrongStatus
from domain.local_time import at_local, local_day
from domain.reminder import Reminder, ReminderKind
from domain.sensitive import Sensitive
from domain.working_days import Calendar

LONGEST_TEXT = 500


@dataclass(frozen=True)
class ForumAction:
    id: str
    text: Sensitive[str]
    owner_id: str
    due: date
    """Local day."""
    decided_at: datetime
    """UTC; nothing earlier is reminded of."""
    decided_by: str
    report_number: int
    """The report it was decided on."""
    done_on: date | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.done_on is None

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due < today


def action_done(action: ForumAction, today: date) -> ForumAction:
    """Raises `WrongStatus` where it is done already."""
    if not action.is_open:
        raise WrongStatus("the action is done already")
    return replace(action, done_on=today, version=action.version + 1)


def reminder_of(
    action: ForumAction, times: ReminderTimes, calendar: Calendar, now: datetime
) -> Reminder | None:
    """The newest reminder whose moment has come; None where none has, or the action is done."""
    if not action.is_open:
        return None
    come = [each for each in _reminders(action, times, calendar, local_day(now)) if each.moment <= now]
    newest = max(come, key=lambda each: each.moment, default=None)
    return newest if newest and newest.moment > action.decided_at else None


def _reminders(action: ForumAction, times: ReminderTimes, calendar: Calendar, today: date) -> list[Reminder]:
    days = [
        (ReminderKind.BEFORE, calendar.shift(action.due, -times.working_days_before)),
        (ReminderKind.ON_DAY, action.due),
    ]
    if today > action.due and calendar.is_working_day(today):
        days.append((ReminderKind.OVERDUE, today))
    return [Reminder(kind, at_local(day, times.at)) for kind, day in days]
