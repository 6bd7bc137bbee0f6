"""What an indicator comes to: for one group of cases in one period, a count, a share or a median of days.

The joint report is made per municipality and psychiatric centre, adults and children apart, so that is a
group. How an indicator is counted stands with the indicator; what may be shown of a small number, in
`small_counts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.discharge_count import first_of_month, last_of_month
from domain.people import Area


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"
    MEDIAN_DAYS = "median_days"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, order=True)
class Group:
    centre_id: str
    municipality_id: str
    area: Area


@dataclass(frozen=True, order=True)
class Period:
    """Local days in Copenhagen, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def whole_months(self) -> tuple[date, ...]:
        """The first days of the months all of whose days it holds."""
        month, months = first_of_month(self.first), []
        while (last := last_of_month(month)) <= self.last:
            if month >= self.first:
                months.append(month)
            month = last + timedelta(days=1)
        return tuple(months)

    @property
    def is_whole_months(self) -> bool:
        return self.first == first_of_month(self.first) and self.last == last_of_month(self.last)

    def until(self, day: date) -> Period | None:
        """Its days up to and with this one; None where it begins later."""
        return Period(self.first, min(self.last, day)) if self.first <= day else None


@dataclass(frozen=True)
class Measure:
    """`part` is the count; of a share it is the numerator, of a median how many durations there were."""

    part: int
    whole: int | None = None
    """The denominator of a share."""
    days: float | None = None
    """The median, in days; None of a count or a share, and where there was nothing to measure."""
    complete_denominator: bool = True
    """False where it also concerns what only a centre's own list tells of, and a list is missing: then it is
    of the cases the bot knows ("kun sager kendt af botten")."""

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is no denominator, or nothing in it."""
        return self.part / self.whole if self.whole else None
