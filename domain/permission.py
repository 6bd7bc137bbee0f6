"""Who may do what with a case: relation to the case × action, as one table. Beside any case: role × setting.

A person's relation is the strongest that holds. Coordinators see that a case is overdue, by number, and
never its contents unless they are on it; an administrator sees the directory, never a case.

Beside the relation an action is bound to its side and status (`document_steps.py`, `network_meeting.py`), to
the sector that starts this kind of document (`STARTED_BY` in `document_kind.py`), to who signs for the unit
(`MAY_SIGN` here), and to a legal basis that still holds (`is_withdrawn` in `workflows/cases.py`).
"""

from __future__ import annotations

from enum import StrEnum

from domain.case import Case
from domain.errors import CaseRestricted, NotAllowed, NotFound
from domain.people import Person, Role, Unit


class Relation(StrEnum):
    OWN_UNIT = "own_unit"
    """Works in (or leads) one of the two units that are party to the case."""
    SECOND_MUNICIPALITY = "second_municipality"
    """Works in (or leads) the unit of the case's second municipality."""
    PARTICIPANT = "participant"
    """Named on the case without working in one of its units."""
    EMERGENCY = "emergency"
    """Has emergency access (værdispring) to the case just now (`domain/emergency.py`)."""
    COORDINATOR = "coordinator"
    """Coordinates the case's area, and is not on the case."""
    FORMER = "former"
    """Works in a unit the case was taken from."""
    ADMINISTRATOR = "administrator"
    NONE = "none"
    """Never was on the case, or is no longer named on it. Who is unknown to the directory gets no further."""


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
    MARK_JOURNALED = "mark_journaled"
    """That something stands in the own unit's journal."""
    EXTRACT = "extract"
    """Take everything on the citizen out as files, for the citizen. For leaders."""
    HOLD_CASE = "hold_case"
    """Restrict it, keep it from being erased, and let it go again. For leaders."""
    MANAGE_CASE = "manage_case"
    """Close it, note that consent was withdrawn, change who is on it."""
    TAKE_FILE = "take_file"
    """Get a document out of the chat, as a file of one's own."""
    HEAR_OVERDUE = "hear_overdue"
    """When it is escalated: the case's number, the kind of task, whose hands it is in and how late it is."""
    HEAR_MOVED = "hear_moved"
    """That the case with this number is somebody else's now."""


_LOOKS = frozenset({Permission.OPEN_DETAILS, Permission.SEE_STATUS})
_READS_AND_WORKS = _LOOKS | {
    Permission.WORK_ON_TASK,
    Permission.TAKE_FILE,
    Permission.HEAR_OVERDUE,
}

PERMISSIONS: dict[Relation, frozenset[Permission]] = {
    Relation.OWN_UNIT: frozenset(Permission),
    Relation.SECOND_MUNICIPALITY: _READS_AND_WORKS | {Permission.EXTRACT, Permission.MARK_JOURNALED},
    Relation.PARTICIPANT: _READS_AND_WORKS,
    Relation.EMERGENCY: _LOOKS,
    Relation.COORDINATOR: frozenset({Permission.HEAR_OVERDUE}),
    Relation.FORMER: frozenset({Permission.HEAR_MOVED}),
    Relation.ADMINISTRATOR: frozenset(),
    Relation.NONE: frozenset(),
}

FOR_LEADERS = frozenset({Permission.EXTRACT, Permission.HOLD_CASE})
"""Of what a relation gives, what only the leaders of the case's units do."""
WHILE_RESTRICTED = frozenset(
    {Permission.SEE_STATUS, Permission.WORK_ON_TASK, Permission.HEAR_OVERDUE, Permission.HEAR_MOVED}
)
"""What everybody but the leaders of its units has left while a case is restricted: numbers and kinds."""


class Setting(StrEnum):
    """What can be set, or looked at, beside any case."""

    OWN_REMINDERS = "own_reminders"
    """When one is at work and how one is reminded, and who hears instead while one is away."""
    UNIT_HOURS = "unit_hours"
    """When a unit is at work, and who is on duty there."""
    REMINDERS_OF_UNIT = "reminders_of_unit"
    """Who in the unit is reminded of what the law asks for only, who is away, who cannot be reached."""
    SEARCHES_OF_UNIT = "searches_of_unit"
    """How many citizens each in the unit has looked up without being on a case of theirs."""
    UNREACHABLE_OF_ORGANISATION = "unreachable_of_organisation"
    FIGURES_OF_UNIT = "figures_of_unit"
    """What the unit's work comes to, as counts."""
    FIGURES_OF_AREA = "figures_of_area"
    """The same of all units of the area, in the organisations an agreement binds together with one's own."""
    JOINT_REPORT = "joint_report"
    """Asking for the operations forum's joint report, fetching it, and writing down what the forum
    decides."""


_FOR_ALL = frozenset({Setting.OWN_REMINDERS})

SETTINGS: dict[Role, frozenset[Setting]] = {
    Role.FRONTLINE: _FOR_ALL,
    Role.LEADER: _FOR_ALL
    | {
        Setting.UNIT_HOURS,
        Setting.REMINDERS_OF_UNIT,
        Setting.SEARCHES_OF_UNIT,
        Setting.FIGURES_OF_UNIT,
    },
    Role.SIGNATORY: _FOR_ALL,
    Role.COORDINATOR: _FOR_ALL | {Setting.FIGURES_OF_AREA, Setting.JOINT_REPORT},
    Role.ADMINISTRATOR: _FOR_ALL | {Setting.UNREACHABLE_OF_ORGANISATION},
}
"""What a person's role in a unit lets them set there; of themselves everybody sets the same."""

MAY_START_CASE = frozenset({Role.FRONTLINE, Role.LEADER, Role.SIGNATORY})
MAY_SIGN = frozenset({Role.SIGNATORY, Role.LEADER})
"""Agreements and plans are signed by those answerable for the unit: the chief physician, the manager."""


def relation(person: Person, case: Case) -> Relation:
    if person.works_in(case.region_unit_id) or person.works_in(case.municipality_unit_id):
        return Relation.OWN_UNIT
    if case.second_unit_id and person.works_in(case.second_unit_id):
        return Relation.SECOND_MUNICIPALITY
    if person.id in case.participants:
        return Relation.PARTICIPANT
    if case.id in person.emergencies:
        return Relation.EMERGENCY
    return _relation_from_outside(person, case)


def _relation_from_outside(person: Person, case: Case) -> Relation:
    """Of who may not read the case."""
    if person.coordinates(case.area):
        return Relation.COORDINATOR
    if any(person.works_in(unit_id) for unit_id in case.former_unit_ids):
        return Relation.FORMER
    return Relation.ADMINISTRATOR if person.has(Role.ADMINISTRATOR) else Relation.NONE


def check_permission(person: Person, permission: Permission, case: Case) -> None:
    """Raise `NotFound`: an outsider must not learn from the answer that the case exists. To who is on it,
    `CaseRestricted` while it is restricted, and `NotAllowed` for what is for leaders."""
    if is_permitted(person, permission, case):
        return
    if permission not in PERMISSIONS[relation(person, case)]:
        raise NotFound(f"{permission} refused")
    if permission in FOR_LEADERS:
        raise NotAllowed(f"{permission} is for the leaders of the case's units")
    raise CaseRestricted


def is_permitted(person: Person, permission: Permission, case: Case) -> bool:
    if permission not in PERMISSIONS[relation(person, case)]:
        return False
    if leads(person, case):
        return True
    return permission not in FOR_LEADERS and (not case.is_restricted or permission in WHILE_RESTRICTED)


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


def may_start_case(person: Person) -> bool:
    return bool(person.roles & MAY_START_CASE)


def may_sign(person: Person, unit_id: str) -> bool:
    """Whether the person signs for this unit."""
    return any(m.unit.id == unit_id and m.role in MAY_SIGN for m in person.memberships)


def may_set(person: Person, setting: Setting, unit_id: str) -> bool:
    """Whether the person's role in this unit lets them."""
    return any(m.unit.id == unit_id and setting in SETTINGS[m.role] for m in person.memberships)


def check_may_set(person: Person, setting: Setting, unit_id: str) -> None:
    """Raise `NotAllowed`."""
    if not may_set(person, setting, unit_id):
        raise NotAllowed(f"{setting} refused")


def units_with(person: Person, setting: Setting) -> tuple[Unit, ...]:
    """The units in which the person's role lets them, each once."""
    return tuple(dict.fromkeys(m.unit for m in person.memberships if setting in SETTINGS[m.role]))
