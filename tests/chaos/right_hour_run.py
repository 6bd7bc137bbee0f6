"""The right hour in full: all minutes of all days from 2020 to 2040, and a reminder at every minute of the
day across every change of the clocks."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.domain.right_hour import check_minute, check_reminders
from tests.unit.domain.transitions import MINUTES, YEARS, transitions

FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)


def every_minute_of_every_day() -> int:
    """How many were checked. Raises `AssertionError` with the day and minute at the first that is wrong."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    return sum(check_minute(days, wall) for wall in MINUTES)


def every_reminder_across_every_change() -> int:
    """How many reminders were checked."""
    return sum(check_reminders(change, at) for change in transitions() for at in MINUTES)
