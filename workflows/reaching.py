"""Who hears, and when they may be written to.

A person's hours are their own, else their unit's, else the agreement's. Whoever is away has a colleague hear
instead, of what that colleague may see too. Nothing is decided here about what is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from domain.agreement import Agreement
from domain.local_time import at_local, local_day
from domain.people import Person, Role, Unit
from domain.preferences import Works
from domain.working_days import Calendar
from domain.working_hours import WorkingHours
from workflows.desk import Desk


def hours_of_unit(desk: Desk, unit: Unit) -> WorkingHours:
    return desk.records.preferences.of_unit(unit.id).hours or agreement_for(desk, unit).hours


def hours_of(desk: Desk, person: Person) -> WorkingHours:
    own = desk.records.preferences.of(person.id)
    return own.hours if own.works is Works.FIXED and own.hours else hours_of_unit(desk, person.home)


def calendar_for(desk: Desk, person: Person) -> Calendar:
    return desk.agreements.calendar(agreement_for(desk, person.home).id)


def agreement_for(desk: Desk, unit: Unit) -> Agreement:
    return desk.agreements.of_unit(unit, desk.today)


def at_work_from(desk: Desk, person: Person, moment: datetime) -> datetime:
    """The first moment from `moment` on at which the person is at work (UTC)."""
    return hours_of(desk, person).next_at_work(moment, calendar_for(desk, person))


def morning_from(desk: Desk, person: Person, moment: datetime, later: timedelta) -> datetime:
    """The first moment from `moment` on at which the person is at work and the day's reminders are out, or
    have been for so much `later`."""
    earliest = at_work_from(desk, person, moment)
    out = reminders_out(desk, person, local_day(earliest)) + later
    return at_work_from(desk, person, max(earliest, out))


def reminders_out(desk: Desk, person: Person, day: date) -> datetime:
    """The agreement's time of day for reminders, on this local day (UTC)."""
    return at_local(day, agreement_for(desk, person.home).reminders.at)


def at_work_before(desk: Desk, person: Person, due: date) -> bool:
    """Whether the person can be counted on to be at work before the end of the local day `due`."""
    own, last = desk.records.preferences.of(person.id), max(due, desk.today)
    if own.works is Works.SHIFTS or own.covered_on(last):
        return False
    return hours_of(desk, person).works_between(desk.now, last, calendar_for(desk, person))


def hearing(desk: Desk, people: Iterable[Person], unit_id: str | None = None) -> tuple[Person, ...]:
    """These people, each who is away replaced by who hears instead; everybody once, in order.

    What is said is about a matter of the unit `unit_id`, or, without one, is for coordinators. Only who may
    see the same hears instead: somebody who works in that unit, a coordinator for a coordinator.
    """
    return tuple(dict.fromkeys(_hears(desk, person, unit_id) for person in people))


def _hears(desk: Desk, person: Person, unit_id: str | None) -> Person:
    """Who hears for them: also where the colleague is away too and has one of their own."""
    passed = {person.id}
    while (instead := _instead_of(desk, person, unit_id)) and instead.id not in passed:
        passed.add(instead.id)
        person = instead
    return person


def _instead_of(desk: Desk, person: Person, unit_id: str | None) -> Person | None:
    covering = desk.records.preferences.of(person.id).covered_on(desk.today)
    colleague = desk.records.directory.person(covering) if covering else None
    if colleague is None or not may_cover(person, colleague):
        return None
    sees_it = colleague.works_in(unit_id) if unit_id else colleague.has(Role.COORDINATOR)
    return colleague if sees_it else None


def may_cover(person: Person, colleague: Person) -> bool:
    """Whether the colleague may hear instead: who takes part in a unit's work is covered by who does too, and
    a coordinator or administrator by another of the same unit."""
    works_in = [m.unit.id for m in person.memberships if person.works_in(m.unit.id)]
    if person.id == colleague.id:
        return False
    if works_in:
        return any(colleague.works_in(unit_id) for unit_id in works_in)
    roles = {(m.unit.id, m.role) for m in person.memberships}
    return any((m.unit.id, m.role) in roles for m in colleague.memberships)


def on_duty(desk: Desk, unit_id: str) -> Person | None:
    """Who hears of a deadline whose owner is not at work before it, where the leader has named somebody who
    still works there."""
    named = desk.records.preferences.of_unit(unit_id).on_duty
    person = desk.records.directory.person(named) if named else None
    return person if person and person.works_in(unit_id) else None
