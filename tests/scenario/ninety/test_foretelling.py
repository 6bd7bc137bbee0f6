"""The reckoning that judges the ninety, checked on courses small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.admission import DischargeKind
from domain.people import Sector
from tests.scenario.ninety.alarms import BOTH, WATCH, Alarm, Level
from tests.scenario.ninety.course import Course, Story
from tests.scenario.ninety.foretelling import End, foretell

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 27)
PLAIN = Course(1, Story.ORDINARY, MONDAY, FRIDAY, MONDAY, FRIDAY, "glostrup", "hvidovre")
"""Admitted on a Monday, to leave on the Friday of the week after, known from the start."""


def test_the_ward_writes_four_working_days_before_and_it_is_in_force_the_same_day() -> None:
    found = foretell(PLAIN)
    assert (found.sent_on, found.complete_on) == (date(2026, 11, 23), date(2026, 11, 23))
    assert found.end is End.IN_TIME
    assert not found.alarms
    assert found.both_answer


def test_a_manager_who_needs_six_days_signs_after_the_discharge() -> None:
    found = foretell(replace(PLAIN, manager_days=6))
    assert found.complete_on == date(2026, 12, 1)
    assert found.end is End.LATE
    on_the_day = {alarm for alarm in found.alarms if alarm.task == WATCH}
    assert on_the_day == {Alarm(WATCH, sector, level, FRIDAY) for sector in BOTH for level in Level}


def test_who_never_signs_leaves_it_missing_unless_the_ward_explains() -> None:
    silent = replace(PLAIN, manager_days=None, reader_days=None)
    assert foretell(silent).end is End.ESCALATED
    assert foretell(replace(silent, explains_after=3)).end is End.EXPLAINED
    assert not foretell(silent).both_answer
    unread = {a for a in foretell(silent).alarms if a.task == "read_notice" and a.day < date(2026, 11, 24)}
    assert unread == {
        Alarm("read_notice", Sector.MUNICIPALITY, Level.LEADER, date(2026, 11, 19)),
        Alarm("read_notice", Sector.MUNICIPALITY, Level.COORDINATORS, date(2026, 11, 23)),
    }


def test_a_plan_known_on_a_saturday_for_the_sunday_comes_too_late_for_the_offices() -> None:
    saturday, sunday = date(2026, 11, 28), date(2026, 11, 29)
    found = foretell(replace(PLAIN, known_on=saturday, planned_on=sunday, left_on=sunday))
    assert (found.end, found.complete_on) == (End.LATE, date(2026, 11, 30))
    assert not found.both_answer


def test_a_death_or_a_transfer_asks_for_none() -> None:
    for kind in (DischargeKind.DEAD, DischargeKind.TRANSFERRED):
        assert foretell(replace(PLAIN, kind=kind, left_on=date(2026, 11, 24))).end is End.NOT_REQUIRED


def test_a_no_the_day_before_asks_both_to_sign_again() -> None:
    the_day_before = date(2026, 11, 26)
    found = foretell(replace(PLAIN, declines_on=the_day_before, manager_days=1))
    assert found.in_force[0] == (date(2026, 11, 24), the_day_before)
    assert (found.complete_on, found.end) == (FRIDAY, End.IN_TIME)
