"""The office's calendar as people have it on the wall, written down apart from the product's own."""

from __future__ import annotations

from datetime import date, timedelta

CLOSED = frozenset(
    {
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 3, 25),
        date(2027, 3, 26),
        date(2027, 3, 29),
    }
)
"""Holidays of the time in question, the agreements' own among them."""


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def shift(day: date, days: int) -> date:
    """So many working days after `day`, or before it; the day itself is not counted."""
    step = 1 if days > 0 else -1
    while days:
        day += timedelta(days=step)
        days -= step * is_open(day)
    return day


def later(day: date, days: int) -> date:
    """When somebody acts who needs so many working days: with none, the day itself or the next open one."""
    if days:
        return shift(day, days)
    return day if is_open(day) else shift(day, 1)
