"""Working days: Monday to Friday outside the holidays of the calendar handed in.

Which days count as holidays is data (the Danish public holidays plus what an agreement adds), so the
calendar is an argument. Days here are local days in Europe/Copenhagen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Calendar:
    is_holiday: Callable[[date], bool]

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_holiday(day)

    def shift(self, day: date, working_days: int) -> date:
        """The day `working_days` working days after `day` (before it when negative).

        The day itself is not counted: one working day after a Friday is the Monday.
        """
        step = timedelta(days=1 if working_days >= 0 else -1)
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def from_day(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def between(self, earlier: date, later: date) -> int:
        """Working days after `earlier` up to and with `later`; 0 if `later` is not later."""
        days = (later - earlier).days
        return sum(self.is_working_day(earlier + timedelta(days=n)) for n in range(1, days + 1))
