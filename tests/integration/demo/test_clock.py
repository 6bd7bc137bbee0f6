"""The clock that can be wound: shared by processes, forward only, and by steps that staff recognise."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest

from demo.clock import (
    COPENHAGEN,
    STEPS,
    ClockRunsForward,
    WoundClock,
    begin_at_work,
    first_time_at_work,
    in_danish,
)

FRIDAY = date(2026, 11, 27)
FRIDAY_NOON = datetime(2026, 11, 27, 11, tzinfo=UTC)


def clock_at(file: Path, moment: datetime = FRIDAY_NOON) -> WoundClock:
    return WoundClock(file, system=lambda: moment)


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def test_a_clock_nobody_wound_shows_the_systems_time(tmp_path: Path) -> None:
    assert clock_at(tmp_path / "clock").now() == FRIDAY_NOON


def test_winding_in_one_process_is_seen_in_another_and_after_a_restart(tmp_path: Path) -> None:
    here, there = clock_at(tmp_path / "clock"), clock_at(tmp_path / "clock")
    assert there() == FRIDAY_NOON
    here.wind_by(timedelta(hours=1))
    here.wind_by(timedelta(hours=2))
    assert there() == FRIDAY_NOON + timedelta(hours=3)
    assert clock_at(tmp_path / "clock")() == FRIDAY_NOON + timedelta(hours=3)


def test_a_wound_clock_goes_on_with_the_systems_time(tmp_path: Path) -> None:
    clock_at(tmp_path / "clock").wind_to(FRIDAY_NOON + timedelta(days=3))
    later = clock_at(tmp_path / "clock", FRIDAY_NOON + timedelta(minutes=5))
    assert later() == FRIDAY_NOON + timedelta(days=3, minutes=5)


def test_the_clock_never_goes_back_except_by_reset(tmp_path: Path) -> None:
    clock = clock_at(tmp_path / "clock")
    clock.wind_by(timedelta(days=1))
    with pytest.raises(ClockRunsForward):
        clock.wind_to(FRIDAY_NOON)
    assert clock() == FRIDAY_NOON + timedelta(days=1)
    clock.reset()
    assert clock() == FRIDAY_NOON


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="aware"):
        clock_at(tmp_path / "clock").wind_to(datetime(2027, 1, 1))


@pytest.mark.parametrize(
    ("step", "reached"),
    [
        ("hour", "fredag 27. november 2026 kl. 13.00"),
        ("tomorrow", "lørdag 28. november 2026 kl. 08.00"),
        ("working_day", "mandag 30. november 2026 kl. 08.00"),
    ],
)
def test_each_step_reaches_the_time_on_its_button(step: str, reached: str) -> None:
    assert in_danish(STEPS[step](FRIDAY_NOON, is_weekday)) == reached


def test_eight_in_the_morning_is_local_time_when_summer_time_begins() -> None:
    saturday = datetime(2027, 3, 27, 12, tzinfo=UTC)
    assert STEPS["tomorrow"](saturday, is_weekday) == datetime(2027, 3, 28, 6, tzinfo=UTC)


def test_a_working_day_passes_over_a_holiday() -> None:
    def is_open(day: date) -> bool:
        return is_weekday(day) and day != date(2026, 11, 30)

    assert in_danish(STEPS["working_day"](FRIDAY_NOON, is_open)) == "tirsdag 1. december 2026 kl. 08.00"


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (time(10, 30), (FRIDAY, time(10, 30))),
        (time(5), (FRIDAY, time(8))),
        (time(16), (FRIDAY + timedelta(days=3), time(8))),
        (time(23, 59), (FRIDAY + timedelta(days=3), time(8))),
    ],
)
def test_a_demo_begins_when_people_are_at_work(now: time, begins: tuple[date, time]) -> None:
    moment = datetime.combine(FRIDAY, now, COPENHAGEN).astimezone(UTC)
    assert first_time_at_work(moment, is_weekday) == datetime.combine(*begins, COPENHAGEN)


@pytest.mark.parametrize("now", [time(5), time(10, 30)])
def test_a_demo_begins_though_time_goes_on_meanwhile(tmp_path: Path, now: time) -> None:
    start = datetime.combine(FRIDAY, now, COPENHAGEN).astimezone(UTC)
    seconds = count()
    clock = WoundClock(tmp_path / "clock", system=lambda: start + timedelta(seconds=next(seconds)))
    begin_at_work(clock, is_weekday)
    assert timedelta() < clock.now() - first_time_at_work(start, is_weekday) < timedelta(minutes=1)
