"""An open case is one that nobody closes when nothing happens on it and nothing is to come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.idle import Course, is_idle

LAST = date(2026, 3, 1)
DAYS = 180


def after(days: int) -> date:
    return LAST + timedelta(days=days)


@pytest.mark.parametrize(
    ("course", "day", "expected"),
    [
        (Course(LAST, (), ()), after(179), False),
        (Course(LAST, (), ()), after(180), True),
        (Course(LAST, (after(200),), ()), after(199), False),
        (Course(LAST, (after(200),), ()), after(200), False),
        (Course(LAST, (after(200),), ()), after(201), True),
        (Course(LAST, (after(20), after(400)), ()), after(180), False),
        (Course(LAST, (), (after(365),)), after(365), False),
        (Course(LAST, (), (after(365),)), after(366), True),
        (Course(LAST, (), (after(10), after(365))), after(180), False),
    ],
)
def test_it_is_asked_about_after_its_period_when_nothing_is_to_come(
    course: Course, day: date, expected: bool
) -> None:
    assert is_idle(course, DAYS, day) is expected


@given(
    deadlines=st.lists(st.integers(-400, 400), max_size=4),
    agreements=st.lists(st.integers(-400, 400), max_size=3),
    days=st.integers(30, 730),
    today=st.integers(0, 900),
)
def test_once_idle_it_stays_so_until_something_happens(
    deadlines: list[int], agreements: list[int], days: int, today: int
) -> None:
    course = Course(LAST, tuple(map(after, deadlines)), tuple(map(after, agreements)))
    if is_idle(course, days, after(today)):
        assert today >= days
        assert is_idle(course, days, after(today + 1))
        assert not is_idle(
            Course(after(today), course.deadlines, course.agreements_until), days, after(today)
        )
