"""What hypothesis draws from: days, moments, CPR numbers, tasks. All of it made up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.working_days import Calendar

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))
serials = st.integers(0, 9999).map(lambda n: f"{n:04d}")
birth_parts = st.builds(
    lambda day, serial: f"{day:%d%m%y}{serial}", st.dates(date(1900, 1, 1), date(1999, 12, 31)), serials
)
"""Ten digits whose first six are a date in some century."""
holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40)
calendars = holidays.map(lambda closed: Calendar(lambda day: day in closed))
steps = st.lists(st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes)), max_size=12)
