"""What the right hour means, to be checked over few days or over all of them (`make chaos`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from domain.local_time import at_local, local_day
from domain.reminder import ESCALATIONS, reminders_due
from domain.task import TaskKind
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import AT_EIGHT
from tests.unit.domain.transitions import expected

NO_HOLIDAYS = Calendar(lambda day: False)
TASK = f.a_task(f.a_meeting(f.a_case()), kind=TaskKind.FOLLOW_UP)
LOOKS = (timedelta(0), timedelta(hours=12))
"""How long after a reminder's moment somebody looks."""


def check_minute(days: Iterable[date], wall: time) -> int:
    """The minute has exactly one moment on each of the days, by the stated rule, and they are in order.

    `days` are consecutive; returns how many were checked.
    """
    checked, last = 0, None
    for day in days:
        moment = at_local(day, wall)
        assert moment == expected(day, wall), (day, wall)
        assert local_day(moment) == day, (day, wall)
        assert last is None or last < moment, (day, wall)
        checked, last = checked + 1, moment
    return checked


def check_reminders(around: date, at: time) -> int:
    """A task overdue since before the clocks changed reminds its owner once on each working day, at `at`.

    Whoever looks at any time sees each decision again and again, and always as the same one. Returns on how
    many local days it was reminded.
    """
    due = around - timedelta(days=3)
    task = replace(TASK, due=due, opened_at=at_local(due - timedelta(days=5), at))
    times = replace(AT_EIGHT, at=at)
    days = [due + timedelta(days=n) for n in range(1, 6)]
    working = [day for day in days if NO_HOLIDAYS.is_working_day(day)]
    decided = {
        reminder.moment
        for day in days
        for look in LOOKS
        for reminder in reminders_due(task, times, NO_HOLIDAYS, expected(day, at) + look)
        if reminder.kind not in ESCALATIONS
    }
    told = Counter(local_day(moment) for moment in decided if local_day(moment) > due)
    assert told == Counter(working), (around, at)
    assert {expected(day, at) for day in working} <= decided, (around, at)
    return len(working)
