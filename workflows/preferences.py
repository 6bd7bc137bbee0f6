"""What people and leaders set for themselves and their units, and what a leader sees of it.

Everybody sets their own reminders and cover; a unit's hours are its leader's to set. Who covers must be
somebody who may see what the person sees. That something was set is logged, and who covers. How it is obeyed
is `reaching.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.errors import BadValue
from domain.people import Person, Unit
from domain.permission import Setting, check_may_set, units_with
from domain.preferences import Cover, PersonPreferences, UnitPreferences, Works
from domain.working_hours import WorkingHours
from workflows.desk import Desk
from workflows.reaching import may_cover
from workflows.searching import SHOWN_BACK

LONGEST_COVER = timedelta(days=366)


@dataclass(frozen=True)
class Wish:
    """How a person wants to be reminded, and when they are at work."""

    works: Works
    hours: WorkingHours | None
    """Their own, where they work fixed hours."""
    one_by_one: bool
    only_legal: bool


def choose_reminders(desk: Desk, caller: Person, wish: Wish) -> None:
    """Raises `BadValue` for fixed hours that are not said. Hours of other kinds of work are not kept."""
    if wish.works is Works.FIXED and wish.hours is None:
        raise BadValue("settings.no_hours")
    hours = wish.hours if wish.works is Works.FIXED else None
    chosen = replace(
        desk.records.preferences.of(caller.id),
        works=wish.works,
        hours=hours,
        one_by_one=wish.one_by_one,
        only_legal=wish.only_legal,
    )
    _keep(desk, caller, chosen, "choose_reminders")


def choose_cover(desk: Desk, caller: Person, colleague_id: str, until: date) -> None:
    """Let a colleague hear instead of the caller, up to and with the local day `until`.

    Raises `BadValue` for oneself, for nobody's colleague, and for a day that is past or too far ahead.
    """
    colleague = desk.records.directory.person(colleague_id)
    if colleague is None or not may_cover(caller, colleague):
        raise BadValue("settings.not_a_colleague")
    if until < desk.today:
        raise BadValue("settings.cover_in_past")
    if until - desk.today > LONGEST_COVER:
        raise BadValue("field.too_far_ahead")
    before = desk.records.preferences.of(caller.id)
    covered = replace(before, cover=Cover(colleague.id, until))
    _keep(desk, caller, covered, "choose_cover", to=colleague.id)


def end_cover(desk: Desk, caller: Person) -> bool:
    """The caller is back. Returns whether somebody was hearing instead; an earlier absence is forgotten."""
    before = desk.records.preferences.of(caller.id)
    if before.cover is None:
        return False
    _keep(desk, caller, replace(before, cover=None), "end_cover")
    return before.covered_on(desk.today) is not None


def choose_unit_hours(
    desk: Desk, caller: Person, unit_id: str, hours: WorkingHours | None, on_duty: str | None
) -> None:
    """Set when a unit is at work, None as the agreement says, and who is on duty, None for the unit's inbox.

    Raises `NotAllowed` for who does not lead the unit, `BadValue` for somebody on duty who does not work
    there.
    """
    check_may_set(caller, Setting.UNIT_HOURS, unit_id)
    person = desk.records.directory.person(on_duty) if on_duty else None
    if on_duty and (person is None or not person.works_in(unit_id)):
        raise BadValue("settings.not_in_the_unit")
    desk.records.preferences.save_unit(UnitPreferences(unit_id, hours, on_duty))
    desk.audit(caller, "choose_hours", f"unit:{unit_id}")


def _keep(desk: Desk, caller: Person, chosen: PersonPreferences, action: str, **detail: str) -> None:
    desk.records.preferences.save(chosen)
    desk.audit(caller, action, f"person:{caller.id}", **detail)


def may_cover_for(desk: Desk, person: Person) -> tuple[Person, ...]:
    """Everybody who may hear instead of the person, each once, in the order of their names."""
    staff = _staff(desk, (m.unit for m in person.memberships))
    return tuple(each for each in staff if may_cover(person, each))


@dataclass(frozen=True)
class Away:
    """A colleague who is away, and who hears instead."""

    person: Person
    instead: Person | None
    """None where the directory no longer knows them."""
    until: date


@dataclass(frozen=True)
class StaffReached:
    """How those one answers for are reached, and what they look up: nothing about any case or citizen."""

    only_legal: tuple[Person, ...] = ()
    away: tuple[Away, ...] = ()
    unreachable: tuple[tuple[Person, datetime], ...] = ()
    """And since when (UTC)."""
    searches: tuple[tuple[Person, int], ...] = ()
    """And how many citizens they have looked up lately (`SHOWN_BACK`) without being on a case of theirs."""


def staff_reached(desk: Desk, caller: Person) -> StaffReached:
    """For a leader of the units they lead; for an administrator, who in their organisation cannot be reached.
    Nothing for anybody else."""
    of_units = _staff(desk, units_with(caller, Setting.REMINDERS_OF_UNIT))
    led = [person for person in of_units if person.id != caller.id]
    looked_after = _staff(desk, _units_looked_after(desk, caller))
    wishes = desk.records.preferences.among(person.id for person in led) if led else ()
    asked = {wish.person_id: wish for wish in wishes}
    chosen = [(person, asked[person.id]) for person in led if person.id in asked]
    return StaffReached(
        only_legal=tuple(person for person, wish in chosen if wish.only_legal),
        away=tuple(
            Away(person, desk.records.directory.person(wish.cover.person_id), wish.cover.until)
            for person, wish in chosen
            if wish.cover and wish.covered_on(desk.today)
        ),
        unreachable=_unreachable(desk, dict.fromkeys((*led, *looked_after))),
        searches=_searches(desk, caller),
    )


def _searches(desk: Desk, caller: Person) -> tuple[tuple[Person, int], ...]:
    """Those who have looked anybody up in vain, who most did first."""
    staff = _staff(desk, units_with(caller, Setting.SEARCHES_OF_UNIT))
    by_id = {person.id: person for person in staff if person.id != caller.id}
    since = desk.now - SHOWN_BACK
    numbers = desk.records.searches.citizens(by_id, since) if by_id else {}
    return tuple((by_id[id_], n) for id_, n in sorted(numbers.items(), key=lambda each: (-each[1], each[0])))


def covered_by(desk: Desk, caller: Person) -> tuple[Away, ...]:
    """The colleagues the caller hears instead of today."""
    staff = {p.id: p for p in _staff(desk, (m.unit for m in caller.memberships)) if may_cover(p, caller)}
    wishes = desk.records.preferences.among(staff) if staff else ()
    return tuple(
        Away(staff[wish.person_id], caller, wish.cover.until)
        for wish in wishes
        if wish.cover and wish.covered_on(desk.today) == caller.id
    )


def _units_looked_after(desk: Desk, caller: Person) -> Iterable[Unit]:
    """All units of the organisations the person administers."""
    at_home = units_with(caller, Setting.UNREACHABLE_OF_ORGANISATION)
    organisations = dict.fromkeys(unit.organisation_id for unit in at_home)
    return (unit for each in organisations for unit in desk.records.directory.units_of(each))


def _unreachable(desk: Desk, people: Iterable[Person]) -> tuple[tuple[Person, datetime], ...]:
    """Those who cannot be reached, the longest first."""
    by_id = {person.id: person for person in people}
    since = desk.records.addresses.unreachable(by_id) if by_id else {}
    return tuple((by_id[id_], at) for id_, at in sorted(since.items(), key=lambda each: each[1]))


def _staff(desk: Desk, units: Iterable[Unit]) -> tuple[Person, ...]:
    """Everyone in these units, each once, in the order of their names."""
    directory = desk.records.directory
    found = {person.id: person for unit in units for person in directory.staff_of(unit.id)}
    return tuple(sorted(found.values(), key=lambda person: person.name))
