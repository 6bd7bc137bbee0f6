"""The one day a sentence means, or why it cannot be told.

A weekday is the next one after today; "næste torsdag" may be this week's or next week's and is asked about
unless they are the same. A date without a year is the next such date, but one more than nine months ahead has
rather passed. A weekday must agree with its date. A week without a weekday is no day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.understanding.day_mentions import DateSaid, DayMentions, WeekdaySaid, Which
from dialogs.understanding.meaning import OpenQuestion

FAR_AHEAD = timedelta(days=274)
MOST_POSSIBLE_DAYS = 5
_WEEK = timedelta(weeks=1)
_FARTHEST = 3660


@dataclass(frozen=True)
class Days:
    day: date | None = None
    possible: tuple[date, ...] = ()
    week: int | None = None
    questions: frozenset[OpenQuestion] = frozenset()


class _Doubt(Exception):
    """What was said is no day; `question` says why."""

    def __init__(self, question: OpenQuestion) -> None:
        super().__init__(question.value)
        self.question = question


def resolve_days(said: DayMentions, today: date) -> Days:
    """The day the mentions add up to, seen from `today`. Never raises; never a day in the past."""
    if not said:
        return Days()
    try:
        mondays = _mondays(said, today)
        dates = _dates(said, today)
        if dates:
            return _from_dates(dates, mondays, said, today)
        if said.weekdays:
            return _one_of(_from_weekdays(said, mondays, today), today)
        if said.weeks_counted and not mondays and not said.vague:
            return _counted(said.weeks_counted, today)
    except _Doubt as doubt:
        return Days(questions=frozenset({doubt.question}))
    return _week_only(mondays, today)


def _dates(said: DayMentions, today: date) -> set[date]:
    """The dates said. What is past was told, not asked for, when another day is said as well."""
    dates = {_date(each, today) for each in said.dates} | {_ahead(n, today) for n in said.days_ahead}
    dates |= {today - timedelta(days=1)} if said.earlier_today else set()
    ahead = {day for day in dates if day >= today}
    other_weekdays = {each.weekday for each in said.weekdays} - {day.isoweekday() for day in dates}
    return ahead if ahead or other_weekdays else dates


def _from_dates(dates: set[date], mondays: set[date], said: DayMentions, today: date) -> Days:
    weekdays = {each.weekday for each in said.weekdays if each.which is not Which.PAST}
    agreeing = {day for day in dates if not weekdays or day.isoweekday() in weekdays}
    in_week = {day for day in dates if not mondays or _monday(day) in mondays}
    if len(dates) == 1 and agreeing and in_week and not said.weeks_counted:
        return _one_of(dates, today)
    if len(dates) == 1 and weekdays and not agreeing and said.dates:
        return Days(possible=_not_past(dates, today), questions=frozenset({OpenQuestion.WEEKDAY_DISAGREES}))
    if not agreeing:
        agreeing = dates | _from_weekdays(said, mondays, today)
    return _one_of(agreeing, today, unsure=True)


def _from_weekdays(said: DayMentions, mondays: set[date], today: date) -> set[date]:
    if said.vague or any(each.which is Which.EVERY for each in said.weekdays):
        raise _Doubt(OpenQuestion.WHICH_DAY)
    found: set[date] = set()
    for each in _not_told(said.weekdays):
        if mondays:
            found |= {monday + timedelta(days=each.weekday - 1) for monday in mondays}
        elif said.weeks_counted:
            for weeks in said.weeks_counted:
                found |= _weekday_in_weeks(each.weekday, _ahead(weeks * 7, today), weeks, today)
        else:
            found |= _weekday(each, today)
        found |= _day_of_month_too(each, today)
    return found


def _not_told(weekdays: tuple[WeekdaySaid, ...]) -> tuple[WeekdaySaid, ...]:
    """Without those that are past ("i torsdags"), unless nothing else is said."""
    return tuple(each for each in weekdays if each.which is not Which.PAST) or weekdays


def _weekday(said: WeekdaySaid, today: date) -> set[date]:
    coming = _coming(said.weekday, today)
    this_week = _monday(today) + timedelta(days=said.weekday - 1)
    match said.which:
        case Which.PAST:
            raise _Doubt(OpenQuestion.DAY_IN_PAST)
        case Which.THIS_WEEK:
            return {this_week}
        case Which.NEXT:
            return {coming, this_week + _WEEK}
        case Which.COMING:
            return {coming}
        case _:
            # Said on a Thursday, "torsdag" may be today.
            return {coming, today} if this_week == today else {coming}


def _weekday_in_weeks(weekday: int, then: date, weeks: int, today: date) -> set[date]:
    return {_monday(then) + timedelta(days=weekday - 1), _coming(weekday, today) + weeks * _WEEK}


def _day_of_month_too(said: WeekdaySaid, today: date) -> set[date]:
    """ "torsdag 10" is the hour or the date; the date counts when it falls on that weekday."""
    if said.number is None:
        return set()
    try:
        day = _date(DateSaid(said.number), today)
    except _Doubt:
        day = today
    if day.day == said.number and day.isoweekday() == said.weekday:
        return {day}
    if not said.may_be_hour:
        raise _Doubt(OpenQuestion.WHICH_DAY)
    return set()


def _counted(weeks: tuple[int, ...], today: date) -> Days:
    """Whole weeks from today are a day when it is a working weekday; no one means a Saturday by it."""
    days = {_ahead(7 * count, today) for count in weeks}
    if len(days) == 1 and next(iter(days)).isoweekday() > 5:
        return _week_only({_monday(next(iter(days)))}, today)
    return _one_of(days, today)


def _mondays(said: DayMentions, today: date) -> set[date]:
    this = _monday(today)
    mondays = {this + ahead * _WEEK for ahead in said.weeks_ahead}
    mondays |= {_monday_of_week(number, today) for number in said.weeks}
    return {monday for monday in mondays if monday >= this} or mondays


def _monday_of_week(number: int, today: date) -> date:
    """The Monday of the next week with that number, this week included."""
    try:
        monday = date.fromisocalendar(today.isocalendar().year, number, 1)
    except ValueError:
        raise _Doubt(OpenQuestion.DAY_DOES_NOT_EXIST) from None
    if monday >= _monday(today):
        return monday
    # A week already past is never the year's last, so next year has it too.
    later = date.fromisocalendar(today.isocalendar().year + 1, number, 1)
    if later - today > FAR_AHEAD:
        raise _Doubt(OpenQuestion.DAY_IN_PAST)
    return later


def _week_only(mondays: set[date], today: date) -> Days:
    if len(mondays) != 1:
        return Days(questions=frozenset({OpenQuestion.WHICH_DAY}))
    (monday,) = mondays
    if monday < _monday(today):
        return Days(questions=frozenset({OpenQuestion.DAY_IN_PAST}))
    return Days(week=monday.isocalendar().week, questions=frozenset({OpenQuestion.WHICH_DAY}))


def _date(said: DateSaid, today: date) -> date:
    if said.month is None:
        return _day_of_month(said.day, today)
    if said.year is not None:
        return _existing(said.year, said.month, said.day)
    this_year = _existing_or_none(today.year, said.month, said.day)
    if this_year and this_year >= today:
        return this_year
    next_year = _existing_or_none(today.year + 1, said.month, said.day)
    if next_year and next_year - today <= FAR_AHEAD:
        return next_year
    if this_year is None:
        raise _Doubt(OpenQuestion.DAY_DOES_NOT_EXIST)
    return this_year


def _day_of_month(day: int, today: date) -> date:
    if day >= today.day:
        return _existing(today.year, today.month, day)
    following = today.replace(day=1) + timedelta(days=32)
    return _existing(following.year, following.month, day)


def _existing(year: int, month: int, day: int) -> date:
    found = _existing_or_none(year, month, day)
    if found is None:
        raise _Doubt(OpenQuestion.DAY_DOES_NOT_EXIST)
    return found


def _existing_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one_of(days: set[date], today: date, unsure: bool = False) -> Days:
    ahead = _not_past(days, today)
    if len(days) == 1 and not ahead:
        return Days(questions=frozenset({OpenQuestion.DAY_IN_PAST}))
    if len(days) == 1 and not unsure:
        return Days(day=ahead[0])
    return Days(possible=ahead, questions=frozenset({OpenQuestion.WHICH_DAY}))


def _not_past(days: set[date], today: date) -> tuple[date, ...]:
    return tuple(sorted(day for day in days if day >= today))[:MOST_POSSIBLE_DAYS]


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)


def _ahead(days: int, today: date) -> date:
    if days > _FARTHEST:
        raise _Doubt(OpenQuestion.WHICH_DAY)
    return today + timedelta(days=days)
