"""The one day something happened on, as a sentence tells it: "i går", "i mandags", "den 3/11".

Only what can be nothing else: a bare "mandag" may be the coming one, and two days are none. Days to plan for
are in `days.py`.
"""

from __future__ import annotations

from datetime import date, timedelta

from dialogs.understanding.day_mentions import DateSaid, DayMentions, Which

RECENTLY = timedelta(days=91)
"""How long ago a date without a year may lie."""
_WEEK = 7


def past_day(said: DayMentions, today: date) -> date | None:
    """The day told of, `today` or before; None when none is told, or not for certain."""
    if said.weeks or said.weeks_ahead or said.weeks_counted or said.vague:
        return None
    told = {_date(each, today) for each in said.dates}
    told |= {today + timedelta(days=ahead) if ahead <= 0 else None for ahead in said.days_ahead}
    told |= {today} if said.earlier_today else set()
    agreed = {each.weekday for each in said.weekdays}
    if not told:
        told = {_last(each.weekday, today) if each.which is Which.PAST else None for each in said.weekdays}
    (day,) = told if len(told) == 1 else {None}
    return day if day is not None and agreed <= {day.isoweekday()} else None


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.isoweekday() - weekday - 1) % _WEEK + 1)


def _date(said: DateSaid, today: date) -> date | None:
    """The date if it is not ahead; without a year, the last such date if it is recent."""
    try:
        if said.year is not None and said.month is not None:
            found = date(said.year, said.month, said.day)
            return found if found <= today else None
        if said.month is None:
            return today.replace(day=said.day) if said.day <= today.day else None
        found = date(today.year, said.month, said.day)
        found = found if found <= today else date(today.year - 1, said.month, said.day)
        return found if today - found <= RECENTLY else None
    except ValueError:
        return None
