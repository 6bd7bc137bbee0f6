"""Asks the table: whether this person may do this with this case; and who else is bound, and to what.

Who is not on the case must not learn from the answer that it exists, so that comes first; then what is never
theirs; then what is closed to them for now.
"""

from __future__ import annotations

from domain.case import Case
from domain.document_kind import DocumentKind
from domain.errors import BrobyggerError, CaseRestricted, NotAllowed, NotFound
from domain.people import Person
from domain.permission.relation import relation
from domain.permission.table import RULES, STARTED_BY, STEPS, Permission, Rule
from domain.task import Task


def check_permission(
    person: Person, permission: Permission, case: Case, *, kind: DocumentKind | None = None, unit_id: str = ""
) -> None:
    """Raise `NotFound` for whose relation to the case does not give it; to others `NotAllowed` for what their
    role or sector does not do, and `CaseRestricted` while the case is restricted.

    `kind` is the document's that is begun, `unit_id` the unit one acts for: empty where any of the case's
    will do.
    """
    refusal = _refusal(person, permission, case, kind, unit_id)
    if refusal is not None:
        raise refusal


def is_permitted(
    person: Person, permission: Permission, case: Case, *, kind: DocumentKind | None = None, unit_id: str = ""
) -> bool:
    return _refusal(person, permission, case, kind, unit_id) is None


class UnknownStep(LookupError):
    """A step that `STEPS` has no row for."""


def permission_for(step: str) -> Permission:
    """What the step asks for, by the name of its event. Raises `UnknownStep`."""
    if step not in STEPS:
        raise UnknownStep(f"give the step {step} a row in domain/permission/table.py")
    return STEPS[step]


def check_step(
    person: Person, step: str, case: Case, *, kind: DocumentKind | None = None, unit_id: str = ""
) -> None:
    """Raise as `check_permission` for what the step asks for."""
    check_permission(person, permission_for(step), case, kind=kind, unit_id=unit_id)


def may_take_step(
    person: Person, step: str, case: Case, *, kind: DocumentKind | None = None, unit_id: str = ""
) -> bool:
    return is_permitted(person, permission_for(step), case, kind=kind, unit_id=unit_id)


def _refusal(
    person: Person, permission: Permission, case: Case, kind: DocumentKind | None, unit_id: str
) -> BrobyggerError | None:
    rule = RULES[permission]
    if relation(person, case) not in rule.relations:
        return NotFound(f"{permission} refused")
    units = (unit_id,) if unit_id else case.unit_ids
    if not any(has_role_for(person, permission, each) for each in units):
        return NotAllowed(f"{permission} is for another role")
    if not _is_of_sector(person, rule, case, kind):
        return NotAllowed(f"{permission} is for the other sector")
    if not rule.while_restricted and is_closed_to(person, case):
        return CaseRestricted()
    return None


def has_role_for(person: Person, permission: Permission, unit_id: str) -> bool:
    """Whether the person's role in this unit is one that the permission asks for."""
    roles = RULES[permission].roles
    return roles is None or any(m.unit.id == unit_id and m.role in roles for m in person.memberships)


def _is_of_sector(person: Person, rule: Rule, case: Case, kind: DocumentKind | None) -> bool:
    sectors = STARTED_BY[kind] if kind else frozenset(s for s in (rule.sector,) if s)
    return not sectors or any(person.works_in(case.unit_in(sector)) for sector in sectors)


def leads(person: Person, case: Case) -> bool:
    """Whether the person leads one of the case's units."""
    return any(person.leads(unit_id) for unit_id in case.unit_ids)


def is_closed_to(person: Person, case: Case) -> bool:
    """Whether what stands on the case is closed to somebody who is on it, because it is restricted."""
    return case.is_restricted and not leads(person, case)


def is_held_by_others(person: Person, case: Case) -> bool:
    """Whether the other of its two units holds the case back: what one asked for, the other does not undo. A
    unit that is no longer one of them has no say."""
    if case.hold is None or person.leads(case.hold.unit_id):
        return False
    return case.hold.unit_id in (case.region_unit_id, case.municipality_unit_id)


def is_in_hands_of(person: Person, task: Task) -> bool:
    """Whether the person may act on the task: its owner, or anyone working in its unit."""
    return task.owner_id == person.id or person.works_in(task.unit_id)


def may_take_over(person: Person, task: Task) -> bool:
    """ "Jeg tager den": whether the task is of a unit they work in."""
    return person.works_in(task.unit_id)
