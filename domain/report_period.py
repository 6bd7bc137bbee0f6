"""The period of a report: whole months, one after another, all of them over.

A month, a quarter, or months of one's own choice; the ones before it, as long as it is, are its trend. Why
whole months: what is passed on is settled by months and quarters (`disclosure/calendar.py`). How a period is
said in words does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.discharge_count import last_of_month
from domain.errors import BadValue
from domain.indicators.measure import Period

MONTHS_IN_QUARTER = 3
MOST_MONTHS = 12
"""A year: what is longer is no period of the forum's."""
TREND = 5
"""Periods shown: the one reported on, and four before it."""


@dataclass(frozen=True, order=True)
class ReportPeriod:
    first: date
    """The first day of its first month."""
    months: int

    @property
    def last(self) -> date:
        """Its last day."""
        return last_of_month(month_after(self.first, self.months - 1))

    @property
    def days(self) -> Period:
        return Period(self.first, self.last)

    @property
    def is_quarter(self) -> bool:
        return self.months == MONTHS_IN_QUARTER and self.first == first_of_quarter(self.first)

    def each_month(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        return tuple(month_after(self.first, n) for n in range(self.months))

    def trend(self) -> tuple[ReportPeriod, ...]:
        """As many periods of the same length, the earliest first and this one last."""
        return tuple(
            ReportPeriod(month_after(self.first, -n * self.months), self.months)
            for n in reversed(range(TREND))
        )

    def pieces(self) -> Iterator[ReportPeriod]:
        """The whole quarters and the single months that it consists of, in order."""
        months = self.each_month()
        while months:
            quarter = ReportPeriod(months[0], MONTHS_IN_QUARTER)
            whole = quarter.is_quarter and len(months) >= MONTHS_IN_QUARTER
            yield quarter if whole else ReportPeriod(months[0], 1)
            months = months[MONTHS_IN_QUARTER if whole else 1 :]


def month_after(month: date, months: int) -> date:
    """The first day of the month so many months later, or earlier."""
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def runs_of(months: Iterable[date]) -> tuple[ReportPeriod, ...]:
    """Months in order, those that follow one another taken together."""
    runs: list[ReportPeriod] = []
    for month in months:
        if runs and month_after(runs[-1].first, runs[-1].months) == month:
            runs[-1] = ReportPeriod(runs[-1].first, runs[-1].months + 1)
        else:
            runs.append(ReportPeriod(month, 1))
    return tuple(runs)


def first_of_quarter(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1, 1)


def last_quarter(today: date) -> ReportPeriod:
    """The latest quarter that is over."""
    return ReportPeriod(month_after(first_of_quarter(today), -MONTHS_IN_QUARTER), MONTHS_IN_QUARTER)


def last_month(today: date) -> ReportPeriod:
    return ReportPeriod(month_after(today, -1), 1)


def between(first: date, last: date) -> ReportPeriod:
    """The period of these days, both included. Raises `BadValue` where they are not whole months."""
    if last < first:
        raise BadValue("forum.wrong.backwards")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    period = ReportPeriod(first.replace(day=1), months)
    if (period.first, period.last) != (first, last):
        raise BadValue("forum.wrong.not_whole_months")
    return period


def check_period(period: ReportPeriod, today: date) -> None:
    """Raise `BadValue` where the period is not over, or too long."""
    if period.first > today:
        raise BadValue("forum.wrong.future")
    if period.last >= today:
        raise BadValue("forum.wrong.not_over")
    if period.months > MOST_MONTHS:
        raise BadValue("forum.wrong.too_long")
