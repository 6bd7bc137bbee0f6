"""Who may do what with a case: relation to the case × action, as one table.

A person's relation is the strongest that holds. Coordinators see that a case is overdue, by number, and
never its contents unless they are on it; an administrator sees the directory, never a case.
"""

from __future__ import annotations

from enum import StrEnum

from domain.case import Case
from domain.errors import NotFound
from domain.people import Person, Role


class Relation(StrEnum):
    OWN_UNIT = "own_unit"
    """Works in (or leads) one of the two units that are party to the case."""
    SECOND_MUNICIPALITY = "second_municipality"
    """Works in (or leads) the unit of the case's second municipality."""
    PARTICIPANT = "participant"
    """Named on the case without working in one of its units."""
    NONE = "none"


class Permission(StrEnum):
    OPEN_DETAILS = "open_details"
    SEE_STATUS = "see_status"
    ANSWER_REQUEST = "answer_request"
    CHANGE_MEETING = "change_meeting"
    WRITE_MINUTES = "write_minutes"
    WORK_ON_TASK = "work_on_task"
    WRITE_DOCUMENT = "write_document"
    """Send, change or withdraw one, and everything about the admission it belongs to."""
    ANSWER_DOCUMENT = "answer_document"
    SIGN = "sign"
    """For who may sign for the unit (`may_sign`)."""
    MANAGE_CASE = "manage_case"
    """Close it, note that consent was withdrawn, change who is on it."""


_READS_AND_WORKS = frozenset({Permission.OPEN_DETAILS, Permission.SEE_STATUS, Permission.WORK_ON_TASK})

PERMISSIONS: dict[Relation, frozenset[Permission]] = {
    Relation.OWN_UNIT: frozenset(Permission),
    Relation.SECOND_MUNICIPALITY: _READS_AND_WORKS,
    Relation.PARTICIPANT: _READS_AND_WORKS,
    Relation.NONE: frozenset(),
}

MAY_START_CASE = frozenset({Role.FRONTLINE, Role.LEADER, Role.SIGNATORY})
MAY_SIGN = frozenset({Role.SIGNATORY, Role.LEADER})
"""Agreements and plans are signed by those answerable for the unit: the chief physician, the manager."""


def relation(person: Person, case: Case) -> Relation:
    if person.works_in(case.region_unit_id) or person.works_in(case.municipality_unit_id):
        return Relation.OWN_UNIT
    if case.second_unit_id and person.works_in(case.second_unit_id):
        return Relation.SECOND_MUNICIPALITY
    return Relation.PARTICIPANT if person.id in case.participants else Relation.NONE


def check_permission(person: Person, permission: Permission, case: Case) -> None:
    """Raise `NotFound`: an outsider must not learn from the answer that the case exists."""
    if not is_permitted(person, permission, case):
        raise NotFound(f"{permission} refused")


def is_permitted(person: Person, permission: Permission, case: Case) -> bool:
    return permission in PERMISSIONS[relation(person, case)]


def may_start_case(person: Person) -> bool:
    return bool(person.roles & MAY_START_CASE)


def may_sign(person: Person, unit_id: str) -> bool:
    """Whether the person signs for this unit."""
    return any(m.unit.id == unit_id and m.role in MAY_SIGN for m in person.memberships)
