"""Working days: counted forwards and back, never counting the day itself, a weekend or a holiday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.working_days import Calendar
from tests.unit.domain.strategies import calendars

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))
PLAIN = Calendar(lambda day: False)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_monday_to_friday_are_working_days_unless_they_are_holidays() -> None:
    working = [PLAIN.is_working_day(FRIDAY + timedelta(days=n)) for n in range(7)]
    assert working == [True, False, False, True, True, True, True]
    assert not Calendar(lambda day: day == FRIDAY).is_working_day(FRIDAY)


@pytest.mark.parametrize(
    ("day", "by", "shifted"),
    [
        (FRIDAY, 0, FRIDAY),
        (SATURDAY, 0, SATURDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 1, MONDAY),
        (FRIDAY, 5, FRIDAY + timedelta(days=7)),
        (MONDAY, -1, FRIDAY),
        (SUNDAY, -1, FRIDAY),
        (SATURDAY, -2, FRIDAY - timedelta(days=1)),
    ],
)
def test_the_day_itself_is_not_counted(day: date, by: int, shifted: date) -> None:
    assert PLAIN.shift(day, by) == shifted


def test_a_holiday_is_stepped_over_in_both_directions() -> None:
    closed = Calendar(lambda day: day == MONDAY)
    assert closed.shift(FRIDAY, 1) == MONDAY + timedelta(days=1)
    assert closed.shift(MONDAY + timedelta(days=1), -1) == FRIDAY


@given(calendars, days_of_2026, st.integers(1, 60))
def test_after_so_many_working_days_so_many_lie_between(calendar: Calendar, day: date, number: int) -> None:
    later = calendar.shift(day, number)
    assert calendar.between(day, later) == number
    assert calendar.is_working_day(later)


@given(calendars, days_of_2026, st.integers(1, 40))
def test_there_and_back_again_is_the_day_itself_when_it_is_a_working_day(
    calendar: Calendar, day: date, number: int
) -> None:
    start = calendar.from_day(day)
    assert calendar.shift(calendar.shift(start, number), -number) == start


@given(calendars, days_of_2026)
def test_from_a_day_on_is_the_first_working_day_not_before_it(calendar: Calendar, day: date) -> None:
    first = calendar.from_day(day)
    assert calendar.is_working_day(first)
    assert calendar.between(day - timedelta(days=1), first) == 1


@given(calendars, days_of_2026, days_of_2026)
def test_nothing_lies_between_a_day_and_one_that_is_not_later(
    calendar: Calendar, one: date, other: date
) -> None:
    assert calendar.between(max(one, other), min(one, other)) == 0
