"""A report's period is whole months that are over; its trend is as many periods of the same length."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadValue
from domain.report_period import (
    ReportPeriod,
    between,
    check_period,
    last_month,
    last_quarter,
    month_after,
    runs_of,
)

OCTOBER = ReportPeriod(date(2026, 10, 1), 1)
THIRD_QUARTER = ReportPeriod(date(2026, 7, 1), 3)
periods = st.builds(
    ReportPeriod,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(lambda d: d.replace(day=1)),
    st.integers(1, 12),
)


def test_a_period_ends_with_the_last_day_of_its_last_month() -> None:
    assert OCTOBER.last == date(2026, 10, 31)
    assert ReportPeriod(date(2028, 1, 1), 2).last == date(2028, 2, 29)
    assert THIRD_QUARTER.last == date(2026, 9, 30)


def test_only_three_months_from_a_quarters_first_are_a_quarter() -> None:
    assert THIRD_QUARTER.is_quarter
    assert not ReportPeriod(date(2026, 8, 1), 3).is_quarter
    assert not OCTOBER.is_quarter


def test_the_trend_is_five_periods_of_the_same_length() -> None:
    assert [period.first for period in THIRD_QUARTER.trend()] == [
        date(2025, 7, 1),
        date(2025, 10, 1),
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 7, 1),
    ]


def test_a_period_of_ones_own_is_quarters_and_months() -> None:
    august_to_january = ReportPeriod(date(2026, 8, 1), 6)
    assert list(august_to_january.pieces()) == [
        ReportPeriod(date(2026, 8, 1), 1),
        ReportPeriod(date(2026, 9, 1), 1),
        ReportPeriod(date(2026, 10, 1), 3),
        ReportPeriod(date(2027, 1, 1), 1),
    ]


@given(periods)
def test_the_pieces_are_all_of_the_period_and_nothing_else(period: ReportPeriod) -> None:
    months = [month for piece in period.pieces() for month in piece.each_month()]
    assert months == list(period.each_month())
    assert all(piece.months == 1 or piece.is_quarter for piece in period.pieces())


@given(periods)
def test_the_days_of_a_period_give_it_back(period: ReportPeriod) -> None:
    assert between(period.first, period.last) == period


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 9, 1), date(2026, 10, 30), "forum.wrong.not_whole_months"),
        (date(2026, 9, 2), date(2026, 9, 30), "forum.wrong.not_whole_months"),
        (date(2026, 10, 1), date(2026, 9, 30), "forum.wrong.backwards"),
    ],
)
def test_days_that_are_not_whole_months_are_refused(first: date, last: date, why: str) -> None:
    with pytest.raises(BadValue) as refused:
        between(first, last)
    assert refused.value.key == why


@pytest.mark.parametrize(
    ("period", "today", "why"),
    [
        (OCTOBER, date(2026, 9, 30), "forum.wrong.future"),
        (OCTOBER, date(2026, 10, 31), "forum.wrong.not_over"),
        (ReportPeriod(date(2024, 1, 1), 13), date(2026, 10, 31), "forum.wrong.too_long"),
    ],
)
def test_a_period_that_is_not_over_or_too_long_is_refused(
    period: ReportPeriod, today: date, why: str
) -> None:
    with pytest.raises(BadValue) as refused:
        check_period(period, today)
    assert refused.value.key == why


def test_a_period_may_be_reported_from_the_day_after_it() -> None:
    check_period(OCTOBER, date(2026, 11, 1))


def test_the_last_month_and_quarter_are_over() -> None:
    assert last_month(date(2026, 11, 27)) == OCTOBER
    assert last_quarter(date(2026, 11, 27)) == THIRD_QUARTER
    assert last_quarter(date(2026, 1, 2)) == ReportPeriod(date(2025, 10, 1), 3)


@given(st.dates(), st.integers(-50, 50))
def test_months_count_on_over_the_year(day: date, months: int) -> None:
    if 60 < day.year * 12 < 9990 * 12 and day.year > 10:
        later = month_after(day, months)
        assert (later.year - day.year) * 12 + later.month - day.month == months


def test_months_that_follow_one_another_are_one_run() -> None:
    months = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 3, 1)]
    assert runs_of(months) == (ReportPeriod(date(2025, 11, 1), 3), ReportPeriod(date(2026, 3, 1), 1))
    assert runs_of([]) == ()
