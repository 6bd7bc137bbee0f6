"""Minutes (referat): who does what by when. Each row becomes a follow-up with an owner in a sector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.errors import BadValue
from domain.network_meeting import Action
from domain.people import Person
from domain.permission import Permission, check_permission
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind
from workflows.desk import Desk
from workflows.meetings import apply_action, writing
from workflows.ports import MeetingOnCase


@dataclass(frozen=True)
class AgreedRow:
    """One agreed task: a unit's, and a person's where one is named."""

    text: Sensitive[str]
    unit_id: str
    owner_id: str | None
    due: date


def write_minutes(
    desk: Desk, caller: Person, meeting_id: str, minutes: str, rows: tuple[AgreedRow, ...]
) -> MeetingOnCase:
    """Conclude the meeting and open a follow-up for each row.

    Raises `BadValue` for a due day in the past, a unit that is not party to the case or an owner who does
    not work in the unit.
    """
    found = desk.records.meetings.get(meeting_id, caller)
    check_permission(caller, Permission.WRITE_MINUTES, found.case)
    follow_ups = [_follow_up(desk, found, row) for row in rows]
    concluded = apply_action(desk, caller, found, Action.WRITE_MINUTES, writing(minutes=minutes))
    for task in follow_ups:
        desk.records.tasks.add(task)
        desk.audit(caller, "add", f"task:{task.id}", found.case.id)
    return concluded


def _follow_up(desk: Desk, found: MeetingOnCase, row: AgreedRow) -> Task:
    if row.due < desk.today:
        raise BadValue("minutes.due_in_past", "a follow-up's day lies in the past")
    unit = desk.records.directory.unit(row.unit_id)
    if unit is None or unit.id not in (found.case.region_unit_id, found.case.municipality_unit_id):
        raise BadValue("minutes.unknown_owner", "a follow-up belongs to a unit on the case")
    owner = desk.records.directory.person(row.owner_id) if row.owner_id else None
    if row.owner_id and (owner is None or not owner.works_in(unit.id)):
        raise BadValue("minutes.unknown_owner", "a follow-up's owner works in its unit")
    return Task(
        id=desk.new_id(),
        case_id=found.case.id,
        case_number=found.case.number,
        meeting_id=found.meeting.id,
        kind=TaskKind.FOLLOW_UP,
        unit_id=unit.id,
        sector=unit.sector,
        owner_id=row.owner_id,
        due=row.due,
        opened_at=desk.now,
        text=row.text,
    )
