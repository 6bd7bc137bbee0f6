"""Local time in Copenhagen: the skipped hour, the repeated hour, and every morning at eight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from domain.local_time import at_local, local, local_day
from tests.unit.domain.strategies import moments

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        (time(1, 59), utc(2026, 3, 29, 0, 59)),
        (time(2, 0), utc(2026, 3, 29, 1, 0)),
        (time(2, 30), utc(2026, 3, 29, 1, 30)),
        (time(3, 0), utc(2026, 3, 29, 1, 0)),
    ],
)
def test_a_skipped_wall_time_is_the_moment_as_far_past_the_gap(wall: time, moment: datetime) -> None:
    assert at_local(SPRING, wall) == moment
    assert local(moment).time() == (wall if not 2 <= wall.hour < 3 else wall.replace(hour=3))


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        (time(1, 59), utc(2026, 10, 24, 23, 59)),
        (time(2, 0), utc(2026, 10, 25, 0, 0)),
        (time(2, 30), utc(2026, 10, 25, 0, 30)),
        (time(3, 0), utc(2026, 10, 25, 2, 0)),
    ],
)
def test_a_repeated_wall_time_is_its_first_occurrence(wall: time, moment: datetime) -> None:
    assert at_local(AUTUMN, wall) == moment


def test_every_day_for_twenty_years_has_one_eight_o_clock() -> None:
    first, days = date(2020, 1, 1), 7670
    mornings = [at_local(first + timedelta(days=n), time(8)) for n in range(days)]
    assert mornings[-1].date() == date(2040, 12, 30)
    assert len(set(mornings)) == days
    assert all(local(m).time() == time(8) and local_day(m) == m.date() for m in mornings)
    steps = {later - earlier for earlier, later in pairwise(mornings)}
    assert steps == {timedelta(hours=23), timedelta(hours=24), timedelta(hours=25)}


@given(moments)
def test_a_moment_is_the_same_moment_on_the_wall_clock(moment: datetime) -> None:
    assert local(moment) == moment
    assert abs(at_local(local_day(moment), local(moment).time()) - moment) in (
        timedelta(0),
        timedelta(hours=1),  # the second occurrence of a repeated hour
    )


def test_midnight_in_copenhagen_begins_the_local_day() -> None:
    assert local_day(utc(2026, 11, 20, 22, 59)) == date(2026, 11, 20)
    assert local_day(utc(2026, 11, 20, 23, 0)) == date(2026, 11, 21)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 11, 20))
