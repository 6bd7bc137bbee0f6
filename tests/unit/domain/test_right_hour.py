"""The right hour, 2020 to 2040: every wall minute has exactly one moment on every local day.

Here every minute of the two days on either side of every change of the clocks, and a sample of all others;
`make chaos` runs all minutes of all days.
"""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.right_hour import check_minute, check_reminders
from tests.unit.domain.strategies import days
from tests.unit.domain.transitions import MINUTES, YEARS, days_around, moments_of, transitions

minutes = st.sampled_from(MINUTES)
ODD = tuple(time(hour, minute) for hour in (1, 2, 3) for minute in (0, 29, 59))


@pytest.mark.parametrize("year", YEARS)
def test_every_minute_around_every_change_of_the_clocks_has_one_moment_a_day(year: int) -> None:
    for change in transitions():
        if change.year == year:
            for wall in MINUTES:
                check_minute(days_around(change), wall)


@given(days, minutes)
def test_any_minute_has_one_moment_on_each_of_a_fortnight_s_days(first: date, wall: time) -> None:
    assert check_minute((first + timedelta(days=n) for n in range(14)), wall) == 14


def test_each_year_one_hour_is_skipped_and_one_repeated() -> None:
    for spring, autumn in zip(transitions()[::2], transitions()[1::2], strict=True):
        assert [wall for wall in MINUTES if not moments_of(spring, wall)] == [
            time(2, minute) for minute in range(60)
        ]
        assert [wall for wall in MINUTES if len(moments_of(autumn, wall)) == 2] == [
            time(2, minute) for minute in range(60)
        ]


@pytest.mark.parametrize("at", ODD, ids=str)
def test_a_reminder_comes_once_on_each_day_it_is_due_whatever_the_clocks_do(at: time) -> None:
    assert sum(check_reminders(change, at) for change in transitions()) == 42 * 3


@given(st.sampled_from(transitions()), minutes)
def test_a_reminder_comes_once_a_day_at_any_minute(change: date, at: time) -> None:
    check_reminders(change, at)
