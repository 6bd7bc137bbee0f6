"""The law's days: the Danish holidays as they are now, and those only an agreement adds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreements import an_agreement
from workflows.holidays import calendar_of

BARE = calendar_of(an_agreement(extra_holidays=()))
LOCAL = calendar_of(an_agreement(extra_holidays=("05-01", "06-05", "12-24", "12-31")))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "New Year's Day"),
        (date(2026, 4, 2), "Maundy Thursday"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 5, 14), "Ascension Day"),
        (date(2026, 5, 25), "Whit Monday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2025, 12, 26), "Second Day of Christmas"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_public_holiday_is_no_working_day(day: date, name: str) -> None:
    assert day.weekday() < 5
    assert not BARE.is_working_day(day)


def test_store_bededag_was_a_holiday_until_2023_and_is_none_any_more() -> None:
    assert not BARE.is_working_day(date(2023, 5, 5))
    assert [BARE.is_working_day(date(y, m, d)) for y, m, d in ((2024, 4, 26), (2026, 5, 1))] == [True, True]


@pytest.mark.parametrize("day", [(2026, 5, 1), (2026, 6, 5), (2026, 12, 24), (2026, 12, 31)])
def test_a_day_the_law_does_not_name_is_a_holiday_only_where_the_agreement_says_so(
    day: tuple[int, int, int],
) -> None:
    assert BARE.is_working_day(date(*day))
    assert not LOCAL.is_working_day(date(*day))


def test_what_an_agreement_adds_counts_every_year() -> None:
    assert not any(LOCAL.is_working_day(date(year, 12, 24)) for year in range(2020, 2041))


def test_easter_2026_leaves_two_working_days_in_its_week_and_christmas_three() -> None:
    assert BARE.shift(date(2026, 3, 30), 5) == date(2026, 4, 9)
    assert LOCAL.between(date(2026, 12, 20), date(2027, 1, 3)) == 6
    assert BARE.between(date(2026, 12, 20), date(2027, 1, 3)) == 8
