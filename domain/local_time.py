"""Local time: everything people see and every deadline is Europe/Copenhagen; everything stored is UTC.

Rule for the odd hours: a wall time that is skipped in spring means the moment as far past the gap
(02:30 → 03:30 summer time); one that is repeated in autumn means its first occurrence.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def local(moment: datetime) -> datetime:
    """`moment` on the wall clock in Copenhagen. A naive datetime is refused."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(COPENHAGEN)


def local_day(moment: datetime) -> date:
    return local(moment).date()


def at_local(day: date, wall: time) -> datetime:
    """The UTC moment when clocks in Copenhagen show `wall` on `day` (see the module for odd hours)."""
    return datetime.combine(day, wall, COPENHAGEN).astimezone(UTC)
