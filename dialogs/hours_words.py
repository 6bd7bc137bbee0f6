"""Working hours in words: `mandag-fredag kl. 07.00-17.00`, `døgnet rundt`."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from babel.dates import format_date

from dialogs.wording import Wording
from domain.working_hours import WorkingHours

_A_SUNDAY = date(2026, 1, 4)


def hours_text(hours: WorkingHours, wording: Wording) -> str:
    if hours.round_the_clock:
        return wording("hours.round_the_clock")
    key = "hours.whole_days" if hours.begins == hours.ends else "hours.from_to"
    days, begins, ends = days_text(hours.days, wording), wording.time(hours.begins), wording.time(hours.ends)
    text = wording(key, days=days, begins=begins, ends=ends)
    return wording("hours.holidays_too", hours=text) if hours.holidays else text


def days_text(days: frozenset[int], wording: Wording) -> str:
    """Days of the week, 1 for Monday; three or more in a row as from the first to the last."""
    rows = [
        [day for _, day in row] for _, row in groupby(enumerate(sorted(days)), lambda each: each[1] - each[0])
    ]
    names = [name for row in rows for name in _row(row, wording)]
    if len(names) == 1:
        return names[0]
    return wording("hours.list", first=", ".join(names[:-1]), last=names[-1])


def weekday(day: int, wording: Wording) -> str:
    """The day of the week's name; 1 is Monday."""
    return format_date(_A_SUNDAY + timedelta(days=day), "EEEE", wording.language)


def _row(days: list[int], wording: Wording) -> list[str]:
    names = [weekday(day, wording) for day in days]
    return [f"{names[0]}-{names[-1]}"] if len(names) > 2 else names
