"""When somebody is at work: which days of the week, from when to when, and on holidays or not.

Nobody is written to outside these hours, except where the parties have agreed that something is urgent at any
hour. All times are wall times in Copenhagen. A shift that ends at or before it begins ends the next day, and
belongs to the day it begins on; one that begins and ends at the same time lasts the whole day. Which day is a
holiday is for the calendar handed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.local_time import at_local, local_day
from domain.working_days import Calendar

_DAY = timedelta(days=1)
_LONGEST_ABSENCE = 31
"""Days to look ahead: who works one day a week and on no holidays is back well before."""


@dataclass(frozen=True)
class WorkingHours:
    days: frozenset[int]
    """Days of the week, 1 for Monday to 7 for Sunday; at least one."""
    begins: time
    ends: time
    holidays: bool = False
    """Whether a holiday is a day like any other."""

    def __post_init__(self) -> None:
        if not self.days or not self.days <= EVERY_DAY:
            raise ValueError("working days are numbers from 1 for Monday to 7 for Sunday, at least one")

    @property
    def round_the_clock(self) -> bool:
        return self.days == EVERY_DAY and self.begins == self.ends and self.holidays

    def next_at_work(self, moment: datetime, calendar: Calendar) -> datetime:
        """`moment` itself within a shift, else when the next one begins (UTC)."""
        first = local_day(moment) - _DAY
        for begin, end in self._shifts(first, _LONGEST_ABSENCE, calendar):
            if moment < end:
                return max(begin, moment)
        return moment

    def works_between(self, moment: datetime, last: date, calendar: Calendar) -> bool:
        """Whether there is time at work from `moment` to the end of the local day `last`."""
        return local_day(self.next_at_work(moment, calendar)) <= last

    def _shifts(self, first: date, days: int, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        """The shifts that begin on these days, in order. UTC; the end is not part of the shift."""
        for day in (first + n * _DAY for n in range(days)):
            if day.isoweekday() in self.days and (self.holidays or not calendar.is_holiday(day)):
                last_day = day + _DAY if self.ends <= self.begins else day
                yield at_local(day, self.begins), at_local(last_day, self.ends)


EVERY_DAY = frozenset(range(1, 8))
WEEKDAYS = frozenset(range(1, 6))
ROUND_THE_CLOCK = WorkingHours(EVERY_DAY, time(0), time(0), holidays=True)
