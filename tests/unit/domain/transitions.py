"""Summer time told from the European rule alone, to hold the time zone database and our own rule against.

It begins on the last Sunday in March and ends on the last Sunday in October, both at 01:00 UTC (Directive
2000/84/EC). The wall clock shows UTC plus two hours then, else plus one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

HOUR = timedelta(hours=1)
YEARS = range(2020, 2041)
MINUTES = tuple(time(minute // 60, minute % 60) for minute in range(24 * 60))


@cache
def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def transitions() -> list[date]:
    return [last_sunday(year, month) for year in YEARS for month in (3, 10)]


def is_summer(moment: datetime) -> bool:
    """`moment` is UTC, naive."""
    begins, ends = (datetime.combine(last_sunday(moment.year, month), time(1)) for month in (3, 10))
    return begins <= moment < ends


def moments_of(day: date, wall: time) -> list[datetime]:
    """Every UTC moment at which the wall clock shows `wall` on `day`: one, none in the skipped hour, two in
    the repeated one."""
    shown = datetime.combine(day, wall)
    in_summer, in_winter = shown - 2 * HOUR, shown - HOUR
    found = [in_summer] * is_summer(in_summer) + [in_winter] * (not is_summer(in_winter))
    return [moment.replace(tzinfo=UTC) for moment in found]


def expected(day: date, wall: time) -> datetime:
    """The stated rule: the first of them, or as far past the gap where there is none."""
    found = moments_of(day, wall)
    return found[0] if found else (datetime.combine(day, wall) - HOUR).replace(tzinfo=UTC)


def days_around(day: date, before: int = 2, after: int = 2) -> Iterator[date]:
    for n in range(-before, after + 1):
        yield day + timedelta(days=n)
