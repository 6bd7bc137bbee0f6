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
    """Works in (or leads) a unit that is party to the case."""
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


PERMISSIONS: dict[Relation, frozenset[Permission]] = {
    Relation.OWN_UNIT: frozenset(Permission),
    Relation.PARTICIPANT: frozenset(
        {Permission.OPEN_DETAILS, Permission.SEE_STATUS, Permission.WORK_ON_TASK}
    ),
    Relation.NONE: frozenset(),
}

MAY_START_CASE = frozenset({Role.FRONTLINE, Role.LEADER})


def relation(person: Person, case: Case) -> Relation:
    if person.works_in(case.region_unit_id) or person.works_in(case.municipality_unit_id):
        return Relation.OWN_UNIT
    return Relation.PARTICIPANT if person.id in case.participants else Relation.NONE


def check_permission(person: Person, permission: Permission, case: Case) -> None:
    """Raise `NotFound`: an outsider must not learn from the answer that the case exists."""
    if not is_permitted(person, permission, case):
        raise NotFound(f"{permission} refused")


def is_permitted(person: Person, permission: Permission, case: Case) -> bool:
    return permission in PERMISSIONS[relation(person, case)]


def may_start_case(person: Person) -> bool:
    return bool(person.roles & MAY_START_CASE)
