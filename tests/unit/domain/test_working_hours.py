"""When somebody is at work, and when next: on weekdays, at night, on holidays, as the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.local_time import at_local, local
from domain.working_days import Calendar
from domain.working_hours import EVERY_DAY, ROUND_THE_CLOCK, WEEKDAYS, WorkingHours

CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)}
CALENDAR = Calendar(CHRISTMAS.__contains__)
OFFICE = WorkingHours(WEEKDAYS, time(7, 30), time(16))
NIGHTS = WorkingHours(EVERY_DAY, time(23), time(7), holidays=True)
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)

moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
wall_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.builds(
    WorkingHours,
    st.sets(st.integers(1, 7), min_size=1).map(frozenset),
    wall_times,
    wall_times,
    st.booleans(),
)


def at_work(theirs: WorkingHours, moment: datetime) -> bool:
    """Told from the wall clock: a shift of today or of last night."""
    wall, overnight = local(moment), theirs.ends <= theirs.begins
    for day in (wall.date(), wall.date() - timedelta(days=1)):
        works = day.isoweekday() in theirs.days and (theirs.holidays or day not in CHRISTMAS)
        last = day + timedelta(days=1) if overnight else day
        if works and at_local(day, theirs.begins) <= moment < at_local(last, theirs.ends):
            return True
    return False


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at_local(FRIDAY, time(9)), at_local(FRIDAY, time(9))),
        (at_local(FRIDAY, time(6)), at_local(FRIDAY, time(7, 30))),
        (at_local(FRIDAY, time(16)), at_local(MONDAY, time(7, 30))),
        (at_local(date(2026, 12, 23), time(18)), at_local(date(2026, 12, 28), time(7, 30))),
    ],
)
def test_an_office_is_written_to_on_the_next_working_day(now: datetime, expected: datetime) -> None:
    assert OFFICE.next_at_work(now, CALENDAR) == expected


def test_a_night_shift_belongs_to_the_evening_it_begins_on() -> None:
    saturday_night = WorkingHours(frozenset({6}), time(23), time(7))
    sunday_at_six = at_local(date(2026, 11, 22), time(6))
    assert at_work(saturday_night, sunday_at_six)
    assert saturday_night.next_at_work(sunday_at_six, CALENDAR) == sunday_at_six
    assert not at_work(saturday_night, sunday_at_six + timedelta(days=1))
    assert saturday_night.next_at_work(
        sunday_at_six + timedelta(days=1), CALENDAR
    ) > sunday_at_six + timedelta(days=1)


def test_a_ward_round_the_clock_is_always_at_work() -> None:
    christmas_night = at_local(date(2026, 12, 25), time(3))
    assert ROUND_THE_CLOCK.round_the_clock
    assert ROUND_THE_CLOCK.next_at_work(christmas_night, CALENDAR) == christmas_night


def test_who_is_off_until_after_the_deadline_does_not_work_before_it() -> None:
    evening = at_local(FRIDAY, time(17))
    assert not OFFICE.works_between(evening, date(2026, 11, 22), CALENDAR)
    assert OFFICE.works_between(evening, MONDAY, CALENDAR)


@pytest.mark.parametrize("days", [frozenset(), frozenset({0}), frozenset({8})])
def test_days_that_are_no_days_of_the_week_are_refused(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="from 1 for Monday"):
        WorkingHours(days, time(8), time(16))


@given(hours, moments)
def test_the_next_time_at_work_is_at_work_and_nothing_before_it_is(
    theirs: WorkingHours, now: datetime
) -> None:
    then = theirs.next_at_work(now, CALENDAR)
    assert then >= now
    assert at_work(theirs, then)
    if then > now:
        assert not at_work(theirs, now)
        assert not at_work(theirs, then - timedelta(minutes=1))


@given(hours, moments)
def test_at_work_is_within_the_wall_clock_of_a_working_day(theirs: WorkingHours, now: datetime) -> None:
    wall = local(theirs.next_at_work(now, CALENDAR))
    began = wall.date() if theirs.ends > theirs.begins or wall.time() >= theirs.begins else None
    if began is not None:
        assert began.isoweekday() in theirs.days
        assert theirs.holidays or began not in CHRISTMAS
