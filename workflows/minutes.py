"""Minutes (referat): who does what by when. Each row becomes a follow-up with an owner in a sector."""

from __future__ import annotations

from domain.network_meeting import Action
from domain.people import Person
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.follow_ups import AgreedRow, follow_up
from workflows.meetings import apply_action, check_may_act, writing
from workflows.ports import MeetingOnCase


def write_minutes(
    desk: Desk, caller: Person, meeting_id: str, minutes: str, rows: tuple[AgreedRow, ...]
) -> MeetingOnCase:
    """Conclude the meeting and open a follow-up for each row.

    Raises `BadValue` for a due day in the past, a unit that is not party to the case or an owner who does
    not work in the unit.
    """
    found = desk.records.meetings.get(meeting_id, caller)
    check_may_act(caller, found, Action.WRITE_MINUTES)
    subject = Subject(SubjectKind.MEETING, meeting_id)
    follow_ups = [follow_up(desk, found.case, subject, row) for row in rows]
    concluded = apply_action(desk, caller, found, Action.WRITE_MINUTES, writing(minutes=minutes))
    for task in follow_ups:
        desk.records.tasks.add(task)
        desk.audit(caller, "add", f"task:{task.id}", found.case.id)
    return concluded
