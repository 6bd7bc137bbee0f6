"""Choices of units and colleagues: who can take a case over, be its contact person, take over work,
or hear instead of somebody.

Each offers only what its use case accepts, so that nobody is refused after choosing.
"""

from __future__ import annotations

from dialogs.forms.form import Choice
from dialogs.views import person_of
from dialogs.wording import Wording
from domain.case import Case
from domain.people import Person, Sector
from domain.permission import Setting, may_set
from workflows.cases import own_side
from workflows.contacts import cases_of_contact, contact_of
from workflows.desk import Desk
from workflows.forum_actions import possible_owners
from workflows.preferences import may_cover_for
from workflows.recipients import inbox_of
from workflows.reports import may_report

WHOLE_UNIT = "unit"
THIS_CASE, ALL_CASES = "this", "all"


def other_municipalities(desk: Desk, case: Case | None) -> tuple[Choice, ...]:
    """The units that can take the case over, or come on it as a second one's: of another municipality
    that an agreement in force binds to the case's ward, with somebody for citizens of this age."""
    ward = desk.records.directory.unit(case.region_unit_id) if case else None
    own = desk.records.directory.unit(case.municipality_unit_id) if case else None
    if case is None or ward is None:
        return ()
    bound = [
        each
        for each in desk.records.directory.organisations(Sector.MUNICIPALITY)
        if (own is None or each.id != own.organisation_id)
        and desk.agreements.between(case.area, (ward.organisation, each.name), desk.today)
    ]
    units = (unit for each in bound for unit in desk.records.directory.units_of(each.id))
    return tuple(
        Choice(unit.id, unit.full_name)
        for unit in units
        if unit.area.covers(case.area) and inbox_of(desk.records.directory, unit.id)
    )


def new_contacts(desk: Desk, person: Person, case: Case | None) -> tuple[Choice, ...]:
    """The person's colleagues in the unit on the case, but not the contact person it has."""
    if case is None:
        return ()
    unit_id = own_side(person, case).unit_id
    return _colleagues(desk, unit_id, but=contact_of(desk, case, unit_id))


def contact_cases(desk: Desk, person: Person, wording: Wording, case: Case | None) -> tuple[Choice, ...]:
    """This case, and all the open ones with the same contact person where there are more."""
    if case is None:
        return ()
    this = Choice(THIS_CASE, wording("choice.contact_cases.this"))
    number = len(cases_of_contact(desk, person, case))
    if number == 1:
        return (this,)
    contact = person_of(desk, contact_of(desk, case, own_side(person, case).unit_id))
    name = contact.name if contact else wording("colleagues.a_former")
    return this, Choice(ALL_CASES, wording("choice.contact_cases.all", n=number, name=name))


def takers_over(desk: Desk, person: Person, wording: Wording, leaver_id: str) -> tuple[Choice, ...]:
    """The person's own unit as a whole, and everyone who works there but the one whose work it is."""
    unit = person.home
    whole = Choice(WHOLE_UNIT, wording("choice.whole_unit", unit=unit.name))
    return whole, *_colleagues(desk, unit.id, but=leaver_id)


def covers(desk: Desk, person: Person) -> tuple[Choice, ...]:
    """Who may hear instead of the person while they are away."""
    return tuple(_named(colleague) for colleague in may_cover_for(desk, person))


def action_owners(desk: Desk, person: Person) -> tuple[Choice, ...]:
    """Who may be given an action of the operations forum; nobody for who does not coordinate."""
    return tuple(_named(each) for each in possible_owners(desk, person)) if may_report(person) else ()


def on_duty(desk: Desk, person: Person, wording: Wording, unit_id: str) -> tuple[Choice, ...]:
    """The unit's inbox, and everyone who works there; nobody for who does not lead the unit."""
    if not may_set(person, Setting.UNIT_HOURS, unit_id):
        return ()
    return Choice(WHOLE_UNIT, wording("choice.the_inbox")), *_colleagues(desk, unit_id, but=None)


def _colleagues(desk: Desk, unit_id: str, but: str | None) -> tuple[Choice, ...]:
    staff = (p for p in desk.records.directory.staff_of(unit_id) if p.works_in(unit_id) and p.id != but)
    return tuple(_named(person) for person in staff)


def _named(person: Person) -> Choice:
    return Choice(person.id, f"{person.name}, {person.title}")
